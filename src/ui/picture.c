#include "ui/picture.h"

#include "ui/picture_map.h"
#include "ui/picture_people.h"
#include "ui/picture_trade.h"

#include <math.h>

#define PI 3.14159265358979323846

/* A drawing board of 100 × 64 units, centred in a box. */
struct board {
	struct canvas *canvas;
	struct picture_ink ink;
	double x;
	double y;
	double scale;
	double pen;	/* px */
};

static struct board board_in(struct canvas *canvas, struct box box,
			     struct picture_ink ink)
{
	double scale = fmin(box.w / 100.0, box.h / 64.0);

	return (struct board){ .canvas = canvas, .ink = ink, .scale = scale,
		.x = box.x + (box.w - 100 * scale) / 2,
		.y = box.y + (box.h - 64 * scale) / 2,
		.pen = fmax(2.2 * scale, 1.5) };
}

static struct box area(const struct board *b, double x, double y, double w, double h)
{
	int left = (int)lround(b->x + x * b->scale), top = (int)lround(b->y + y * b->scale);

	return (struct box){ left, top,
		(int)lround(b->x + (x + w) * b->scale) - left,
		(int)lround(b->y + (y + h) * b->scale) - top };
}

static void stroke(const struct board *b, double x1, double y1, double x2, double y2)
{
	canvas_stroke(b->canvas, b->x + x1 * b->scale, b->y + y1 * b->scale,
		      b->x + x2 * b->scale, b->y + y2 * b->scale, b->pen, b->ink.line);
}

static void arc(const struct board *b, double x, double y, double r, double from,
		double to)
{
	canvas_arc(b->canvas, b->x + x * b->scale, b->y + y * b->scale, r * b->scale, from,
		   to, b->pen, b->ink.line);
}

static void outlined(const struct board *b, double x, double y, double w, double h,
		     double radius)
{
	canvas_outlined(b->canvas, area(b, x, y, w, h), (int)lround(radius * b->scale),
			(int)lround(b->pen), b->ink.line, b->ink.fill);
}

static void solid(const struct board *b, double x, double y, double w, double h,
		  double radius)
{
	canvas_round(b->canvas, area(b, x, y, w, h), (int)lround(radius * b->scale),
		     b->ink.line);
}

/* A card with its chip and two lines of writing. */
static void card(const struct board *b, double x, double y, double w)
{
	double h = w * 0.63;

	outlined(b, x, y, w, h, w * 0.07);
	solid(b, x + w * 0.11, y + h * 0.25, w * 0.2, h * 0.24, w * 0.025);
	stroke(b, x + w * 0.12, y + h * 0.66, x + w * 0.58, y + h * 0.66);
	stroke(b, x + w * 0.12, y + h * 0.81, x + w * 0.42, y + h * 0.81);
}

/* Three waves that go out to the right. */
static void waves(const struct board *b, double x, double y, double r)
{
	for (int i = 1; i <= 3; i++)
		arc(b, x, y, r * i / 3, -PI / 4, PI / 4);
}

static void draw_lay_card(const struct board *b)
{
	card(b, 6, 4, 66);
	waves(b, 71, 25, 24);
	stroke(b, 10, 58, 90, 58);
}

static void draw_reading(const struct board *b)
{
	card(b, 20, 4, 60);
	solid(b, 14, 54, 14, 6, 3);
	solid(b, 43, 54, 14, 6, 3);
	canvas_outlined(b->canvas, area(b, 72, 54, 14, 6), (int)lround(3 * b->scale),
			(int)lround(b->pen * 0.7), b->ink.line, b->ink.ground);
}

/* The card and an arrow that leads up and away. */
static void draw_take_card(const struct board *b)
{
	card(b, 6, 20, 58);
	stroke(b, 82, 56, 82, 12);
	stroke(b, 82, 12, 70, 25);
	stroke(b, 82, 12, 94, 25);
}

static void draw_printer_waits(const struct board *b)
{
	outlined(b, 28, 3, 44, 22, 2);
	outlined(b, 12, 20, 76, 28, 5);
	stroke(b, 28, 38, 72, 38);
	canvas_disc(b->canvas, b->x + 78 * b->scale, b->y + 28 * b->scale, 2.4 * b->scale,
		    b->ink.line);
}

static void draw_printer(const struct board *b)
{
	draw_printer_waits(b);
	canvas_outlined(b->canvas, area(b, 26, 36, 48, 25), (int)lround(2 * b->scale),
			(int)lround(b->pen), b->ink.line, b->ink.ground);
	stroke(b, 34, 45, 66, 45);
	stroke(b, 34, 53, 56, 53);
}

/* A question mark where the paper would lie. */
static void draw_printer_asks(const struct board *b)
{
	draw_printer_waits(b);
	canvas_outlined(b->canvas, area(b, 36, 32, 28, 30), (int)lround(14 * b->scale),
			(int)lround(b->pen), b->ink.line, b->ink.ground);
	arc(b, 50, 42, 5, -PI, PI / 2);
	stroke(b, 50, 47, 50, 50);
	canvas_disc(b->canvas, b->x + 50 * b->scale, b->y + 56 * b->scale, 1.6 * b->scale,
		    b->ink.line);
}

/* A triangle with its exclamation mark: shape says it, not colour. */
static void draw_stop(const struct board *b)
{
	stroke(b, 50, 4, 84, 60);
	stroke(b, 84, 60, 16, 60);
	stroke(b, 16, 60, 50, 4);
	stroke(b, 50, 24, 50, 42);
	canvas_disc(b->canvas, b->x + 50 * b->scale, b->y + 51 * b->scale, 2 * b->scale,
		    b->ink.line);
}

/* Two people: who asks and who helps. */
static void person(const struct board *b, double x, double y, double size)
{
	arc(b, x, y, size * 0.5, 0, 2 * PI);
	arc(b, x, y + size * 1.75, size, -PI, 0);
	stroke(b, x - size, y + size * 1.75, x - size, y + size * 2.3);
	stroke(b, x + size, y + size * 1.75, x + size, y + size * 2.3);
	stroke(b, x - size, y + size * 2.3, x + size, y + size * 2.3);
}

static void draw_help(const struct board *b)
{
	person(b, 30, 15, 17);
	person(b, 74, 22, 14);
}

/* One switch from the side: its cap, and the plate it stands on. */
static void push_button(const struct board *b, double x)
{
	arc(b, x, 34, 15, -PI, 0);
	stroke(b, x - 15, 34, x - 15, 40);
	stroke(b, x + 15, 34, x + 15, 40);
	outlined(b, x - 21, 40, 42, 13, 4);
}

static void draw_switches(const struct board *b)
{
	push_button(b, 26);
	push_button(b, 74);
	stroke(b, 26, 53, 26, 60);
	stroke(b, 74, 53, 74, 60);
	stroke(b, 26, 60, 74, 60);
}

static void rows(const struct board *b, double x, double y, double w)
{
	for (int i = 0; i < 4; i++)
		stroke(b, x, y + 9 * i, x + w * (i % 2 ? 0.7 : 1), y + 9 * i);
}

static void draw_card_social(const struct board *b)
{
	outlined(b, 4, 2, 92, 60, 6);
	solid(b, 14, 18, 18, 14, 2);
	stroke(b, 60, 14, 88, 14);
	stroke(b, 14, 44, 60, 44);
	stroke(b, 14, 53, 42, 53);
}

static void draw_card_id(const struct board *b)
{
	outlined(b, 4, 2, 92, 60, 6);
	rows(b, 14, 18, 38);
	canvas_disc(b->canvas, b->x + 74 * b->scale, b->y + 24 * b->scale, 9 * b->scale,
		    b->ink.line);
	solid(b, 60, 37, 28, 14, 7);
}

static void draw_card_permit(const struct board *b)
{
	outlined(b, 4, 2, 92, 60, 6);
	rows(b, 14, 18, 38);
	stroke(b, 58, 32, 74, 17);
	stroke(b, 74, 17, 90, 32);
	stroke(b, 63, 30, 63, 50);
	stroke(b, 85, 30, 85, 50);
	stroke(b, 63, 50, 85, 50);
	outlined(b, 70, 37, 8, 13, 1);
}

/* An arrow down onto the place below the glass. */
static void draw_reader(const struct board *b)
{
	stroke(b, 50, 4, 50, 34);
	stroke(b, 50, 34, 38, 22);
	stroke(b, 50, 34, 62, 22);
	stroke(b, 14, 46, 86, 46);
	stroke(b, 14, 46, 4, 60);
	stroke(b, 86, 46, 96, 60);
	stroke(b, 4, 60, 96, 60);
	stroke(b, 36, 53, 64, 53);
}

/* The reader from above: a plate with its mark. */
static void plate(const struct board *b)
{
	stroke(b, 16, 48, 84, 48);
	stroke(b, 16, 48, 6, 62);
	stroke(b, 84, 48, 94, 62);
	stroke(b, 6, 62, 94, 62);
}

static void draw_lay_first(const struct board *b)
{
	plate(b);
	card(b, 30, 1, 40);
	stroke(b, 50, 32, 50, 43);
	stroke(b, 50, 43, 44, 37);
	stroke(b, 50, 43, 56, 37);
}

static void draw_lay_second(const struct board *b)
{
	plate(b);
	card(b, 30, 33, 40);
	waves(b, 72, 44, 16);
}

static void draw_lay_third(const struct board *b)
{
	plate(b);
	card(b, 30, 33, 40);
	stroke(b, 38, 14, 47, 23);
	stroke(b, 47, 23, 64, 4);
}

static void draw_results(const struct board *b)
{
	outlined(b, 26, 2, 48, 60, 4);
	for (int i = 0; i < 3; i++) {
		double y = 14 + 18 * i;

		stroke(b, 34, y, 38, y + 4);
		stroke(b, 38, y + 4, 44, y - 4);
		stroke(b, 50, y, 66, y);
	}
}

/* A kiosk on its foot, with the part of its glass filled that is pressed. */
static void kiosk_at(const struct board *b, double x, double from)
{
	outlined(b, x, 2, 20, 46, 2);
	solid(b, x + 3, from, 14, 45 - from, 1);
	stroke(b, x + 10, 49, x + 10, 58);
	stroke(b, x, 60, x + 20, 60);
}

static void draw_standing(const struct board *b)
{
	arc(b, 30, 9, 6, 0, 2 * PI);
	stroke(b, 30, 16, 30, 38);
	stroke(b, 30, 38, 24, 60);
	stroke(b, 30, 38, 36, 60);
	stroke(b, 30, 21, 40, 29);
	stroke(b, 40, 29, 52, 24);
	kiosk_at(b, 56, 5);
}

/* Whoever sits: the wheel of the chair, its back, the legs before it. */
static void draw_sitting(const struct board *b)
{
	arc(b, 28, 20, 5, 0, 2 * PI);
	stroke(b, 28, 26, 28, 42);
	stroke(b, 28, 42, 40, 42);
	stroke(b, 40, 42, 44, 57);
	stroke(b, 28, 31, 40, 34);
	stroke(b, 40, 34, 52, 30);
	stroke(b, 20, 28, 20, 42);
	arc(b, 28, 50, 10, 0, 2 * PI);
	kiosk_at(b, 56, 24);
}

static void draw_disc_left(const struct board *b)
{
	canvas_disc(b->canvas, b->x + 50 * b->scale, b->y + 32 * b->scale, 30 * b->scale,
		    b->ink.line);
}

static void ring(const struct board *b)
{
	arc(b, 50, 32, 28, 0, 2 * PI);
	arc(b, 50, 32, 26.5, 0, 2 * PI);
}

/* Stripes from lower left to upper right, cut by the ring. */
static void draw_disc_pending(const struct board *b)
{
	ring(b);
	for (int at = -24; at <= 24; at += 12) {
		double half = sqrt(27.0 * 27.0 - at * at) * 0.70710678;
		double x = 50 + at * 0.70710678, y = 32 + at * 0.70710678;

		stroke(b, x - half, y + half, x + half, y - half);
	}
}

static void draw_disc_used(const struct board *b)
{
	ring(b);
	stroke(b, 37, 33, 46, 42);
	stroke(b, 46, 42, 64, 21);
}

void picture_draw(struct canvas *canvas, enum picture picture, struct box box,
		  struct picture_ink ink)
{
	static void (*const draw[])(const struct board *) = {
		[PICTURE_LAY_CARD] = draw_lay_card,
		[PICTURE_READING] = draw_reading,
		[PICTURE_TAKE_CARD] = draw_take_card,
		[PICTURE_PRINTER] = draw_printer,
		[PICTURE_PRINTER_WAITS] = draw_printer_waits,
		[PICTURE_PRINTER_ASKS] = draw_printer_asks,
		[PICTURE_STOP] = draw_stop,
		[PICTURE_HELP] = draw_help,
		[PICTURE_SWITCHES] = draw_switches,
		[PICTURE_CARD_SOCIAL] = draw_card_social,
		[PICTURE_CARD_ID] = draw_card_id,
		[PICTURE_CARD_PERMIT] = draw_card_permit,
		[PICTURE_READER] = draw_reader,
		[PICTURE_LAY_FIRST] = draw_lay_first,
		[PICTURE_LAY_SECOND] = draw_lay_second,
		[PICTURE_LAY_THIRD] = draw_lay_third,
		[PICTURE_RESULTS] = draw_results,
		[PICTURE_STANDING] = draw_standing,
		[PICTURE_SITTING] = draw_sitting,
		[PICTURE_DISC_LEFT] = draw_disc_left,
		[PICTURE_DISC_PENDING] = draw_disc_pending,
		[PICTURE_DISC_USED] = draw_disc_used,
	};
	struct board board = board_in(canvas, box, ink);

	if (picture_is_trade(picture))
		picture_draw_trade(canvas, picture, box, ink.line);
	else if (picture_is_people(picture))
		picture_draw_people(canvas, picture, box, ink.line);
	else if (picture_is_map(picture))
		picture_draw_map(canvas, picture, box, ink);
	else if (picture >= PICTURE_BAR)
		picture_draw_bar(canvas, picture, box, ink.line);
	else if (picture != PICTURE_NONE)
		draw[picture](&board);
}

/* Signs stand on a square board of 24 units. */
static void sign_stroke(struct canvas *canvas, struct box box, uint32_t line, double pen,
			const double *points, int count)
{
	double s = box.w / 24.0;

	for (int i = 0; i + 1 < count; i++)
		canvas_stroke(canvas, box.x + points[2 * i] * s, box.y + points[2 * i + 1] * s,
			      box.x + points[2 * i + 2] * s, box.y + points[2 * i + 3] * s,
			      fmax(pen * s, 1.2), line);
}

static void draw_question(struct canvas *canvas, struct box box, uint32_t line)
{
	double s = box.w / 24.0, pen = fmax(2.8 * s, 1.2);

	canvas_arc(canvas, box.x + 12 * s, box.y + 8.5 * s, 5.2 * s, -PI, PI / 3, pen, line);
	canvas_stroke(canvas, box.x + 14.6 * s, box.y + 13 * s, box.x + 12 * s,
		      box.y + 16 * s, pen, line);
	canvas_disc(canvas, box.x + 12 * s, box.y + 21 * s, pen * 0.62, line);
}

static void draw_radio(struct canvas *canvas, struct box box, uint32_t line, bool on)
{
	double s = box.w / 24.0, x = box.x + 12 * s, y = box.y + 12 * s;

	canvas_arc(canvas, x, y, 10.5 * s, 0, 2 * PI, fmax(2 * s, 1.2), line);
	if (on)
		canvas_disc(canvas, x, y, 6 * s, line);
}

static void draw_box(struct canvas *canvas, struct box box, uint32_t line,
		     uint32_t ground, bool on)
{
	static const double tick[] = { 6, 12.5, 10.5, 17, 18.5, 7.5 };
	int border = (int)fmax(round(box.w / 12.0), 2);

	canvas_outlined(canvas, box, box.w / 6, border, line, on ? line : ground);
	if (on)
		sign_stroke(canvas, box, ground, 2.8, tick, 3);
}

static void draw_speaker(struct canvas *canvas, struct box box, uint32_t line)
{
	static const double body[] = { 2, 9, 7, 9, 12, 4.5, 12, 19.5, 7, 15, 2, 15, 2, 9 };
	double s = box.w / 24.0, pen = fmax(2.2 * s, 1.2);

	sign_stroke(canvas, box, line, 2.2, body, 7);
	for (int wave = 1; wave <= 2; wave++)
		canvas_arc(canvas, box.x + 12 * s, box.y + 12 * s, 5 * wave * s, -PI / 4, PI / 4,
			   pen, line);
}

void sign_draw(struct canvas *canvas, enum sign sign, struct box box, uint32_t line,
	       uint32_t ground)
{
	static const double tick[] = { 3, 13, 9.5, 19.5, 21, 4.5 };
	static const double dash[] = { 3, 12, 21, 12 };
	static const double chevron[] = { 6, 3, 17, 12, 6, 21 };
	static const double play[] = { 7, 4, 21, 12, 7, 20, 7, 4 };

	switch (sign) {
	case SIGN_TICK:
		sign_stroke(canvas, box, line, 3, tick, 3);
		return;
	case SIGN_QUESTION:
		draw_question(canvas, box, line);
		return;
	case SIGN_DASH:
		sign_stroke(canvas, box, line, 3, dash, 2);
		return;
	case SIGN_CHEVRON:
		sign_stroke(canvas, box, line, 4, chevron, 3);
		return;
	case SIGN_RADIO:
	case SIGN_RADIO_ON:
		draw_radio(canvas, box, line, sign == SIGN_RADIO_ON);
		return;
	case SIGN_BOX:
	case SIGN_BOX_ON:
		draw_box(canvas, box, line, ground, sign == SIGN_BOX_ON);
		return;
	case SIGN_SPEAKER:
		draw_speaker(canvas, box, line);
		return;
	case SIGN_PLAY:
		sign_stroke(canvas, box, line, 3, play, 4);
		return;
	}
}
