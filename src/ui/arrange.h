/*
 * How containers set their children: the recursive half of ui/layout.
 */
#ifndef UI_ARRANGE_H
#define UI_ARRANGE_H

#include "ui/layout.h"

/* The width a node would like, px, without breaking its lines. */
int arrange_natural(struct layout *layout, int index);

/* Sets the boxes of a node and all below it at x, y, at most w wide; returns its height. */
int arrange_place(struct layout *layout, int index, int x, int y, int w);

/* Children of a node (or a chain of siblings from `first`) below each other. */
int arrange_column(struct layout *layout, int first, int x, int y, int w);

/* Moves a node and all below it. */
void arrange_shift(struct layout *layout, int index, int dx, int dy);

/* The macro steps: a row of bars with words, or a list at the left (layout->rail). */
int arrange_steps(struct layout *layout, int index, int x, int y, int w);

/* A single leaf: its wish, and its place at a given width. */
int leaf_natural(struct layout *layout, int index);
int arrange_leaf(struct layout *layout, int index, int x, int y, int w);

/* Words at the right edge of a column, or of a row. */
void arrange_right(struct layout *layout, int index);

/* Padding of a look, px. */
int arrange_pad_x(const struct layout *layout, enum look look);
int arrange_pad_y(const struct layout *layout, enum look look);

/* By how much a button's padding may shrink at each side to keep its words on one line. */
int arrange_tight(const struct layout *layout, enum look look);

#endif
