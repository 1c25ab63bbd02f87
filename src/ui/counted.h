/*
 * A choice with its count (LOOK_COUNTED): one target of a grid, with a picture above
 * its words or none, and a count (the node's value) below them, or beside them where
 * that fits.
 * Thread: the screen's.
 */
#ifndef UI_COUNTED_H
#define UI_COUNTED_H

#include "ui/arrange.h"

/* px; counted_least: the least at which no word is cut. */
int counted_natural(struct layout *layout, int index);
int counted_least(struct layout *layout, int index);
/* Its height. */
int counted_place(struct layout *layout, int index, int x, int y, int w);

#endif
