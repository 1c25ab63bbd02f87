#include "ui/picture.h"
#include "ui/picture_map.h"

#include <math.h>

/* On a board of 64 by 64 units. */
#define BOARD 64
#define POINTS 22

struct point {
	double x, y;
};

/* From the bay in the north-west along the coast to the south, and back inland. */
static const struct point outline[POINTS] = {
	{ 4, 14 }, { 14, 4 }, { 24, 6 }, { 34, 14 }, { 40, 20 }, { 48, 22 }, { 58, 22 },
	{ 60, 28 }, { 52, 32 }, { 46, 36 }, { 42, 42 }, { 50, 42 }, { 58, 46 }, { 54, 54 },
	{ 44, 56 }, { 36, 54 }, { 30, 60 }, { 20, 60 }, { 12, 52 }, { 16, 42 }, { 8, 32 },
	{ 4, 22 },
};

/* By the index of annex 1. */
static const struct point districts[PICTURE_MAP_DISTRICTS + 1] = {
	[1] = { 26, 30 }, [2] = { 30, 23 }, [3] = { 38, 24 }, [4] = { 49, 28 },
	[5] = { 37, 36 }, [6] = { 20, 14 }, [7] = { 13, 20 }, [8] = { 25, 41 },
	[9] = { 24, 53 }, [10] = { 47, 49 }, [11] = { 33, 29 }, [12] = { 44, 24 },
	[13] = { 40, 31 }, [14] = { 55, 26 }, [15] = { 15, 10 },
};

bool picture_is_map(enum picture picture)
{
	return picture >= PICTURE_MAP && picture <= PICTURE_MAP + PICTURE_MAP_DISTRICTS;
}

static void draw_outline(struct canvas *canvas, double x, double y, double unit, uint32_t line)
{
	for (int i = 0; i < POINTS; i++) {
		const struct point *a = &outline[i], *b = &outline[(i + 1) % POINTS];

		canvas_stroke(canvas, x + a->x * unit, y + a->y * unit, x + b->x * unit,
			      y + b->y * unit, fmax(1.5 * unit, 1.5), line);
	}
}

/* A marked one stands out by its size and a ring too, never by its colour alone. */
void picture_draw_map(struct canvas *canvas, enum picture picture, struct box box,
		      struct picture_ink ink)
{
	double unit = fmin(box.w, box.h) / BOARD;
	double x = box.x + (box.w - BOARD * unit) / 2, y = box.y + (box.h - BOARD * unit) / 2;
	int marked = (int)picture - PICTURE_MAP;

	draw_outline(canvas, x, y, unit, ink.line);
	for (int i = 1; i <= PICTURE_MAP_DISTRICTS; i++)
		canvas_disc(canvas, x + districts[i].x * unit, y + districts[i].y * unit,
			    1.6 * unit, ink.line);
	if (marked == 0)
		return;
	canvas_disc(canvas, x + districts[marked].x * unit, y + districts[marked].y * unit,
		    6 * unit, ink.ground);
	canvas_disc(canvas, x + districts[marked].x * unit, y + districts[marked].y * unit,
		    5 * unit, ink.line);
}
