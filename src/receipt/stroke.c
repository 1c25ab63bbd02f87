#include "receipt/stroke.h"

#include <string.h>

/* Units off the line: 0.06 mm of paper, half a printer's dot at 200 dpi; the pen is 0.7 wide. */
#define TOLERANCE 2

/* Twice the area of a triangle, squared, over its base squared, is the height squared. */
static bool off_line(const struct ink_point *a, const struct ink_point *b,
		     const struct ink_point *p, int64_t *ret_area)
{
	int64_t bx = b->x - a->x, by = b->y - a->y, px = p->x - a->x, py = p->y - a->y;
	int64_t area = bx * py - by * px;

	if (bx == 0 && by == 0)
		area = px * px + py * py;
	area = area < 0 ? -area : area;
	if (area <= *ret_area)
		return false;
	*ret_area = area;
	return true;
}

static int farthest(const struct ink_point *points, int first, int last, int tolerance)
{
	const struct ink_point *a = &points[first], *b = &points[last];
	int64_t bx = b->x - a->x, by = b->y - a->y, base = bx * bx + by * by;
	int64_t limit = (int64_t)tolerance * tolerance, area = 0;
	int far = -1;

	for (int i = first + 1; i < last; i++) {
		if (off_line(a, b, &points[i], &area))
			far = i;
	}
	if (base == 0)
		return area > limit ? far : -1;
	/* area² > limit * base, without overflow: 65535⁴ does not fit. */
	return (double)area * (double)area > (double)limit * (double)base ? far : -1;
}

/* Ramer, Douglas and Peucker, with a stack of ranges of our own instead of recursion. */
void stroke_thin(const struct ink_point *points, int count, int tolerance, bool *keep)
{
	static int stack[INK_POINTS_MAX][2];
	int depth = 0;

	memset(keep, 0, (size_t)count * sizeof(*keep));
	keep[0] = keep[count - 1] = true;
	stack[depth][0] = 0;
	stack[depth++][1] = count - 1;
	while (depth > 0) {
		int first = stack[--depth][0], last = stack[depth][1];
		int far = farthest(points, first, last, tolerance);

		if (far < 0)
			continue;
		keep[far] = true;
		stack[depth][0] = first;
		stack[depth++][1] = far;
		stack[depth][0] = far;
		stack[depth++][1] = last;
	}
}

static int stroke_end(const struct ink *ink, int first)
{
	int end = first + 1;

	while (end < ink->count && !ink->points[end].starts)
		end++;
	return end;
}

/* A stroke, from where its units count. */
struct stroke {
	const struct ink_point *points;
	int count, left, top, unit;
};

/* Whole units: what a fraction adds nobody sees, and it takes bytes. */
static float whole(int length, int unit)
{
	int units = length / unit;

	return (float)units;
}

static void draw_stroke(HPDF_Page page, const struct stroke *s, const bool *keep)
{
	for (int i = 0; i < s->count; i++) {
		float x = whole(s->points[i].x - s->left, s->unit);
		float y = whole(s->points[i].y - s->top, s->unit);

		if (i == 0)
			HPDF_Page_MoveTo(page, x, y);
		/* A dot is a line to itself: round ends make it one. */
		if (i > 0 ? keep[i] : s->count == 1)
			HPDF_Page_LineTo(page, x, y);
	}
	HPDF_Page_Stroke(page);
}

void stroke_ink(HPDF_Page page, const struct ink *ink, int left, int top, int unit)
{
	static bool keep[INK_POINTS_MAX];

	for (int first = 0, end; first < ink->count; first = end) {
		struct stroke stroke = { &ink->points[first], 0, left, top, unit };

		end = stroke_end(ink, first);
		stroke.count = end - first;
		stroke_thin(stroke.points, stroke.count, TOLERANCE * unit, keep);
		draw_stroke(page, &stroke, keep);
	}
}
