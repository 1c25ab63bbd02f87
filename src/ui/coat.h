/*
 * The colours of a node that nobody presses: its look's, changed by what it is at the
 * moment (chosen, empty, not to be pressed).  Thread: any (values only).
 */
#ifndef UI_COAT_H
#define UI_COAT_H

#include "ui/theme.h"

struct coat {
	enum colour ink;
	enum colour ground;	/* COLOUR_NONE: what lies beneath shows */
	enum colour line;
	int border;		/* as in struct style; 3: twice the outline's weight */
};

struct coat coat_of_node(const struct node *node, enum contrast contrast);

#endif
