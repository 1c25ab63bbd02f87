/*
 * A choice that shows what it does: above its words a sample in its own size and colours, or
 * a picture.  Thread: the screen's.
 */
#ifndef UI_TILE_H
#define UI_TILE_H

#include "ui/layout.h"

/* The width that it would like, and its place at a given one; returns its height, px. */
int tile_natural(struct layout *layout, int index);
int tile_place(struct layout *layout, int index, int x, int y, int w);

/* What stands above the words of a placed tile, and the letters of its sample. */
struct box tile_window(const struct layout *layout, int index);
struct face tile_face(const struct layout *layout, int index);

#endif
