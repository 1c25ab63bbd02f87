/*
 * Drawings as whole numbers: a grid of 64 by 64 units, a line of 4 units with round ends.
 * Thread: the screen's.
 */
#ifndef UI_VECTOR_H
#define UI_VECTOR_H

#include "ui/canvas.h"

enum vector_kind {
	V_END,
	V_LINE,		/* x, y to x, y */
	V_ARC,		/* centre x, y, radius, from and to in degrees, clockwise from the right */
	V_BOX,		/* filled: x, y, width, height, corner */
};

struct vector {
	enum vector_kind kind;
	int16_t at[5];
};

/* All up to V_END, in the middle of the box, as large as fits. */
void vector_draw(struct canvas *canvas, const struct vector *drawing, struct box box,
		 uint32_t line);

#endif
