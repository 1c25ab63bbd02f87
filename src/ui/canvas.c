#include "ui/canvas.h"

#include <assert.h>
#include <math.h>
#include <string.h>
#include <wchar.h>

struct canvas canvas_of(SDL_Surface *surface)
{
	assert(surface->format->BytesPerPixel == 4);
	return (struct canvas){ .pixels = surface->pixels, .pitch = surface->pitch / 4,
				.clip = { 0, 0, surface->w, surface->h } };
}

void canvas_fill(struct canvas *canvas, struct box box, uint32_t colour)
{
	size_t w;

	_Static_assert(sizeof(wchar_t) == sizeof(uint32_t), "wmemset fills 32-bit pixels");
	if (!box_intersect(box, canvas->clip, &box))
		return;
	w = (size_t)box.w;
	/* Rows without a gap are one: the C library's fill is as fast as memory. */
	if (box.w == canvas->pitch) {
		w *= (size_t)box.h;
		box.h = 1;
	}
	for (int y = box.y; y < box.y + box.h; y++)
		wmemset((wchar_t *)canvas->pixels +
			(size_t)y * (size_t)canvas->pitch + box.x, (wchar_t)colour, w);
}

/* Each channel moved towards the colour by coverage 0..256. */
static uint32_t mix(uint32_t under, uint32_t colour, unsigned coverage)
{
	const uint32_t red_blue = 0xff00ff, green = 0x00ff00;
	uint32_t rest = 256 - coverage;
	uint32_t rb = (under & red_blue) * rest + (colour & red_blue) * coverage;
	uint32_t g = (under & green) * rest + (colour & green) * coverage;

	return (rb >> 8 & red_blue) | (g >> 8 & green);
}

static void blend(struct canvas *canvas, int x, int y, uint32_t colour, double coverage)
{
	uint32_t *at;

	if (coverage <= 0 || !box_holds(canvas->clip, x, y))
		return;
	at = canvas->pixels + (size_t)y * (size_t)canvas->pitch + x;
	*at = coverage >= 1 ? colour : mix(*at, colour, (unsigned)(coverage * 256));
}

/* Not fmin and fmax: two calls a pixel. */
static double clamp01(double t)
{
	return t <= 0 ? 0 : t >= 1 ? 1 : t;
}

/* How much of a pixel lies within a shape whose edge is `inside` px away. */
static double cover_pixel(double inside)
{
	return clamp01(inside + 0.5);
}

/*
 * Corners: for one corner of a rounded box, how far the pixel (i, j) counted
 * from the corner lies inside an arc of this radius.
 */
static double corner_inside(int i, int j, int radius)
{
	double dx = radius - (i + 0.5), dy = radius - (j + 0.5);

	return radius - sqrt(dx * dx + dy * dy);
}

struct corner_paint {
	int radius;
	int border;
	uint32_t line;
	uint32_t fill;
	bool filled;
};

/* What of it lies within the outer edge of the border, and within the inner one. */
static void paint_corner_pixel(struct canvas *canvas, int x, int y, double outer, double inner,
			       const struct corner_paint *paint)
{
	if (paint->border == 0) {
		blend(canvas, x, y, paint->fill, outer);
		return;
	}
	if (!paint->filled) {
		blend(canvas, x, y, paint->line, outer - inner);
		return;
	}
	blend(canvas, x, y, paint->line, outer);
	blend(canvas, x, y, paint->fill, inner);
}

static void paint_corners(struct canvas *canvas, struct box box,
			  const struct corner_paint *paint)
{
	int r = paint->radius;

	for (int j = 0; j < r; j++) {
		for (int i = 0; i < r; i++) {
			double inside = corner_inside(i, j, r);
			double outer = cover_pixel(inside);
			double inner = cover_pixel(inside - paint->border);
			int left = box.x + i, right = box.x + box.w - 1 - i;
			int top = box.y + j, bottom = box.y + box.h - 1 - j;

			if (outer <= 0)
				continue;
			paint_corner_pixel(canvas, left, top, outer, inner, paint);
			paint_corner_pixel(canvas, right, top, outer, inner, paint);
			paint_corner_pixel(canvas, left, bottom, outer, inner, paint);
			paint_corner_pixel(canvas, right, bottom, outer, inner, paint);
		}
	}
}

static int fit_radius(struct box box, int radius)
{
	int half = (box.w < box.h ? box.w : box.h) / 2;

	return radius < half ? radius : half;
}

static bool touches(const struct canvas *canvas, struct box box)
{
	return box_intersect(box, canvas->clip, &box);
}

static void fill_cross(struct canvas *canvas, struct box box, int r, int inset,
		       uint32_t colour)
{
	canvas_fill(canvas, (struct box){ box.x + r, box.y + inset, box.w - 2 * r,
					  r - inset }, colour);
	canvas_fill(canvas, (struct box){ box.x + inset, box.y + r, box.w - 2 * inset,
					  box.h - 2 * r }, colour);
	canvas_fill(canvas, (struct box){ box.x + r, box.y + box.h - r, box.w - 2 * r,
					  r - inset }, colour);
}

void canvas_round(struct canvas *canvas, struct box box, int radius, uint32_t colour)
{
	struct corner_paint paint = { .radius = fit_radius(box, radius), .fill = colour };

	if (!touches(canvas, box))
		return;
	fill_cross(canvas, box, paint.radius, 0, colour);
	paint_corners(canvas, box, &paint);
}

static void straight_edges(struct canvas *canvas, struct box box, int r, int border,
			   uint32_t line)
{
	canvas_fill(canvas, (struct box){ box.x + r, box.y, box.w - 2 * r, border }, line);
	canvas_fill(canvas, (struct box){ box.x + r, box.y + box.h - border,
					  box.w - 2 * r, border }, line);
	canvas_fill(canvas, (struct box){ box.x, box.y + r, border, box.h - 2 * r }, line);
	canvas_fill(canvas, (struct box){ box.x + box.w - border, box.y + r, border,
					  box.h - 2 * r }, line);
}

void canvas_outlined(struct canvas *canvas, struct box box, int radius, int border,
		     uint32_t line, uint32_t fill)
{
	struct corner_paint paint = { .radius = fit_radius(box, radius), .border = border,
				      .line = line, .fill = fill, .filled = true };

	if (!touches(canvas, box))
		return;
	if (border == 0) {
		canvas_round(canvas, box, radius, fill);
		return;
	}
	fill_cross(canvas, box, paint.radius, border, fill);
	straight_edges(canvas, box, paint.radius, border, line);
	paint_corners(canvas, box, &paint);
}

void canvas_ring(struct canvas *canvas, struct box box, int radius, int border,
		 uint32_t line)
{
	struct corner_paint paint = { .radius = fit_radius(box, radius), .border = border,
				      .line = line };

	if (!touches(canvas, box))
		return;
	straight_edges(canvas, box, paint.radius, border, line);
	paint_corners(canvas, box, &paint);
}

void canvas_stroke(struct canvas *canvas, double ax, double ay, double bx, double by,
		   double width, uint32_t colour)
{
	double r = width / 2, dx = bx - ax, dy = by - ay;
	double length2 = dx * dx + dy * dy;
	struct box box = { (int)floor(fmin(ax, bx) - r) - 1, (int)floor(fmin(ay, by) - r) - 1,
			   (int)ceil(fabs(dx) + width) + 3, (int)ceil(fabs(dy) + width) + 3 };

	if (!box_intersect(box, canvas->clip, &box))
		return;
	for (int y = box.y; y < box.y + box.h; y++) {
		for (int x = box.x; x < box.x + box.w; x++) {
			double px = x + 0.5 - ax, py = y + 0.5 - ay;
			double t = length2 > 0 ? clamp01((px * dx + py * dy) / length2) : 0;
			double ex = px - t * dx, ey = py - t * dy;

			blend(canvas, x, y, colour, cover_pixel(r - sqrt(ex * ex + ey * ey)));
		}
	}
}

void canvas_disc(struct canvas *canvas, double x, double y, double radius,
		 uint32_t colour)
{
	canvas_stroke(canvas, x, y, x, y, radius * 2, colour);
}

/* Distance from (px, py), seen from the circle's centre, to the arc's middle line. */
static double arc_distance(double px, double py, double radius, double from, double to)
{
	const double turn = 6.28318530717958647692;
	double angle = atan2(py, px), to_a, to_b;

	while (angle < from)
		angle += turn;
	if (angle <= to)
		return fabs(hypot(px, py) - radius);
	to_a = hypot(px - radius * cos(from), py - radius * sin(from));
	to_b = hypot(px - radius * cos(to), py - radius * sin(to));
	return fmin(to_a, to_b);
}

void canvas_arc(struct canvas *canvas, double x, double y, double radius, double from,
		double to, double width, uint32_t colour)
{
	double r = radius + width / 2 + 1;
	struct box box = { (int)floor(x - r), (int)floor(y - r), (int)ceil(2 * r) + 1,
			   (int)ceil(2 * r) + 1 };

	if (!box_intersect(box, canvas->clip, &box))
		return;
	for (int j = box.y; j < box.y + box.h; j++) {
		for (int i = box.x; i < box.x + box.w; i++) {
			double d = arc_distance(i + 0.5 - x, j + 0.5 - y, radius, from, to);

			blend(canvas, i, j, colour, cover_pixel(width / 2 - d));
		}
	}
}

/* Dashes of three widths with gaps of two; corners are drawn whole. */
void canvas_dashed(struct canvas *canvas, struct box box, int radius, int border,
		   uint32_t line)
{
	struct canvas corners = *canvas;
	int r = fit_radius(box, radius), dash = 3 * border, step = 5 * border;
	struct corner_paint paint = { .radius = r, .border = border, .line = line };

	paint_corners(&corners, box, &paint);
	for (int x = box.x + r + border; x + dash <= box.x + box.w - r; x += step) {
		canvas_fill(canvas, (struct box){ x, box.y, dash, border }, line);
		canvas_fill(canvas, (struct box){ x, box.y + box.h - border, dash, border },
			    line);
	}
	for (int y = box.y + r + border; y + dash <= box.y + box.h - r; y += step) {
		canvas_fill(canvas, (struct box){ box.x, y, border, dash }, line);
		canvas_fill(canvas, (struct box){ box.x + box.w - border, y, border, dash },
			    line);
	}
}

void canvas_copy(struct canvas *canvas, const SDL_Surface *picture, int x, int y)
{
	struct box part;

	if (!box_intersect((struct box){ x, y, picture->w, picture->h }, canvas->clip, &part))
		return;
	for (int row = part.y; row < part.y + part.h; row++) {
		const uint32_t *from = (const uint32_t *)(const void *)
			((const uint8_t *)picture->pixels + (row - y) * picture->pitch);

		memcpy(canvas->pixels + (size_t)row * (size_t)canvas->pitch + part.x,
		       from + part.x - x, (size_t)part.w * 4);
	}
}
