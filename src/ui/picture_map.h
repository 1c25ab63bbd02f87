/*
 * The city's districts as a map: its outline, a point for each district where it roughly lies,
 * the north above, and one of them marked.  Drawn by hand after nobody's map.
 * Thread: the screen's.
 */
#ifndef UI_PICTURE_MAP_H
#define UI_PICTURE_MAP_H

#include "ui/canvas.h"

bool picture_is_map(enum picture picture);
/* PICTURE_MAP: none is marked; PICTURE_MAP + 1 … : the district of that index of annex 1. */
void picture_draw_map(struct canvas *canvas, enum picture picture, struct box box,
		      struct picture_ink ink);

#endif
