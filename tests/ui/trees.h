/*
 * Trees that stand for the screens: the same looks, invented words.  Used by
 * the preview, by the layout tests and by the bench.
 */
#ifndef TESTS_UI_TREES_H
#define TESTS_UI_TREES_H

#include "ui/node.h"

struct sample {
	const char *name;
	void (*build)(struct tree *tree, struct arena *arena, enum lang lang);
};

/* Ends with a NULL name. */
extern const struct sample samples[];

#endif
