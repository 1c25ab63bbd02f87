#include "ui/vector.h"

#include <math.h>

#define GRID 64
#define LINE_UNITS 4
#define RADIANS (3.14159265358979323846 / 180)

static void draw(struct canvas *canvas, const struct vector *v, double x, double y,
		 double unit, uint32_t line)
{
	const int16_t *at = v->at;
	double pen = fmax(LINE_UNITS * unit, 1.5);

	switch (v->kind) {
	case V_LINE:
		canvas_stroke(canvas, x + at[0] * unit, y + at[1] * unit, x + at[2] * unit,
			      y + at[3] * unit, pen, line);
		return;
	case V_ARC:
		canvas_arc(canvas, x + at[0] * unit, y + at[1] * unit, at[2] * unit,
			   at[3] * RADIANS, at[4] * RADIANS, pen, line);
		return;
	case V_BOX:
		canvas_round(canvas, (struct box){ (int)lround(x + at[0] * unit),
			(int)lround(y + at[1] * unit), (int)lround(at[2] * unit),
			(int)lround(at[3] * unit) }, (int)lround(at[4] * unit), line);
		return;
	case V_END:
		return;
	}
}

void vector_draw(struct canvas *canvas, const struct vector *drawing, struct box box,
		 uint32_t line)
{
	double unit = fmin(box.w, box.h) / GRID;
	double x = box.x + (box.w - GRID * unit) / 2, y = box.y + (box.h - GRID * unit) / 2;

	for (const struct vector *v = drawing; v->kind != V_END; v++)
		draw(canvas, v, x, y, unit, line);
}
