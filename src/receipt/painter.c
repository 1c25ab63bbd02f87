#include "receipt/painter.h"

#include "base/text.h"
#include "receipt/stroke.h"

#define NO_BREAK_SPACE 0xa0

uint32_t painter_character(uint32_t character)
{
	return character == NO_BREAK_SPACE ? ' ' : character;
}

int painter_face(const struct paper_fonts *fonts, const struct glyphs *sets, bool bold,
		 uint32_t character, uint16_t *ret_glyph)
{
	for (const int *face = fonts_order(bold); *face != FACE_NONE; face++) {
		if (fonts_glyph(fonts, *face, character, ret_glyph) &&
		    !glyphs_taken(&sets[*face], *ret_glyph, character))
			return *face;
	}
	return FACE_NONE;
}

/* --- marked content ------------------------------------------------------- */

static void close_content(struct painter *p)
{
	if (p->tag != TAG_CLOSED)
		pdf_bytes_words(p->out, "EMC\n");
	p->tag = TAG_CLOSED;
}

/* Marks that follow each other and are of one tag are one content. */
static void open_content(struct painter *p, const struct mark *mark)
{
	if (p->tag == mark->tag)
		return;
	close_content(p);
	p->tag = mark->tag;
	if (mark->tag == TAG_NONE) {
		pdf_bytes_words(p->out, mark->kind == MARK_TEXT ?
				"/Artifact<</Type/Pagination/Subtype/Footer>>BDC\n" :
				"/Artifact BMC\n");
		return;
	}
	pdf_bytes_wordsf(p->out, "/%s<</MCID %d>>BDC\n",
			 pdf_tag_name(p->tags[mark->tag].kind), p->content->count);
	p->content->tags[p->content->count++] = mark->tag;
}

/* --- state -------------------------------------------------------------------- */

static int grey_of(uint32_t colour)
{
	return (int)((colour >> 16 & 255) + (colour >> 8 & 255) + (colour & 255)) / 3;
}

static void set_fill(struct painter *p, uint32_t colour)
{
	int grey = grey_of(colour);

	if (p->fill == grey)
		return;
	p->fill = grey;
	pdf_bytes_number(p->out, (float)grey / 255);
	pdf_bytes_words(p->out, "g\n");
}

static void set_stroke(struct painter *p, uint32_t colour)
{
	int grey = grey_of(colour);

	if (p->stroke == grey)
		return;
	p->stroke = grey;
	pdf_bytes_number(p->out, (float)grey / 255);
	pdf_bytes_words(p->out, "G\n");
}

static void put_two(struct painter *p, float a, float b)
{
	pdf_bytes_number(p->out, a);
	pdf_bytes_number(p->out, b);
}

static float flip(const struct painter *p, float y)
{
	return p->height - y;
}

/* --- words ----------------------------------------------------------------------- */

static void set_face(struct painter *p, int face, float size)
{
	if (p->face == face && p->size >= size && p->size <= size)
		return;
	p->face = face;
	p->size = size;
	pdf_bytes_wordsf(p->out, "/F%d ", face);
	pdf_bytes_number(p->out, size);
	pdf_bytes_words(p->out, "Tf\n");
}

static void put_move(struct painter *p, int by)
{
	if (by != 0)
		pdf_bytes_wordsf(p->out, ">%d<", by);
}

/* Characters of one face that follow each other. */
static const char *paint_run(struct painter *p, const struct mark *mark, const char *at)
{
	const char *end = mark->text + mark->len, *next = at;
	uint32_t c = painter_character(utf8_next(&next));
	uint16_t glyph = 0;
	int face = painter_face(p->fonts, p->sets, mark->bold, c, &glyph), now = face;

	set_face(p, face, mark->size);
	pdf_bytes_words(p->out, "[<");
	while (now == face) {
		struct placing place = fonts_place(p->fonts, mark->bold, c);

		put_move(p, -place.shift);
		pdf_bytes_wordsf(p->out, "%04X", glyph);
		put_move(p, place.shift + fonts_advance(p->fonts, face, glyph) - place.advance);
		at = next;
		if (at >= end)
			break;
		c = painter_character(utf8_next(&next));
		now = painter_face(p->fonts, p->sets, mark->bold, c, &glyph);
	}
	pdf_bytes_words(p->out, ">]TJ\n");
	return at;
}

static void paint_text(struct painter *p, const struct mark *mark)
{
	const char *at = mark->text;

	if (mark->len == 0)
		return;
	set_fill(p, mark->colour);
	pdf_bytes_words(p->out, "BT\n");
	put_two(p, mark->x, flip(p, mark->y));
	pdf_bytes_words(p->out, "Td\n");
	while (at < mark->text + mark->len)
		at = paint_run(p, mark, at);
	pdf_bytes_words(p->out, "ET\n");
}

/* --- lines and boxes ----------------------------------------------------------------- */

static void curve(struct painter *p, float x1, float y1, float x2, float y2, float x3, float y3)
{
	put_two(p, x1, y1);
	put_two(p, x2, y2);
	put_two(p, x3, y3);
	pdf_bytes_words(p->out, "c\n");
}

static void line(struct painter *p, float x, float y)
{
	put_two(p, x, y);
	pdf_bytes_words(p->out, "l\n");
}

/* A rectangle with quarter circles at its corners, as Bézier curves. */
static void round_path(struct painter *p, const struct mark *m)
{
	float r = m->radius, k = r * 0.4477f;	/* r less the handle's length, 0.5523 r */
	float l = m->x, t = flip(p, m->y), e = m->x + m->w, b = flip(p, m->y + m->h);

	put_two(p, l + r, t);
	pdf_bytes_words(p->out, "m\n");
	line(p, e - r, t);
	curve(p, e - k, t, e, t - k, e, t - r);
	line(p, e, b + r);
	curve(p, e, b + k, e - k, b, e - r, b);
	line(p, l + r, b);
	curve(p, l + k, b, l, b + k, l, b + r);
	line(p, l, t - r);
	curve(p, l, t - k, l + k, t, l + r, t);
}

static void paint_box(struct painter *p, const struct mark *mark)
{
	set_fill(p, mark->colour);
	if (mark->radius > 0) {
		round_path(p, mark);
		pdf_bytes_words(p->out, "f\n");
		return;
	}
	put_two(p, mark->x, flip(p, mark->y + mark->h));
	put_two(p, mark->w, mark->h);
	pdf_bytes_words(p->out, "re f\n");
}

static void set_width(struct painter *p, float width)
{
	pdf_bytes_number(p->out, width);
	pdf_bytes_words(p->out, "w\n");
}

static void paint_frame(struct painter *p, const struct mark *mark)
{
	set_stroke(p, mark->colour);
	set_width(p, 0.8f);
	round_path(p, mark);
	pdf_bytes_words(p->out, "s\n");
}

static void paint_rule(struct painter *p, const struct mark *mark)
{
	set_stroke(p, mark->colour);
	set_width(p, mark->h);
	if (mark->radius > 0)
		pdf_bytes_words(p->out, "[3 2]0 d\n");
	put_two(p, mark->x, flip(p, mark->y));
	pdf_bytes_words(p->out, "m\n");
	line(p, mark->x + mark->w, flip(p, mark->y));
	pdf_bytes_words(p->out, mark->radius > 0 ? "S\n[]0 d\n" : "S\n");
}

/* --- pictures --------------------------------------------------------------------------- */

/* Under a matrix whose unit is 1/100 mm of the glass, so that points are short numbers. */
static void draw_ink(struct painter *p, const struct mark *mark)
{
	struct ink_bounds b = ink_bounds(mark->ink);
	float units = (float)(b.right > b.left ? b.right - b.left : b.bottom - b.top);
	float scale = (b.right > b.left ? mark->w : mark->h) / (units > 0 ? units : 1);

	set_stroke(p, mark->colour);
	pdf_bytes_wordsf(p->out, "q %.5f 0 0 %.5f ", (double)scale, (double)-scale);
	put_two(p, mark->x, flip(p, mark->y));
	/* 0.7 mm: a felt pen; round ends and corners */
	pdf_bytes_words(p->out, "cm 70 w 1 J 1 j\n");
	stroke_ink(p->out, mark->ink, b.left, b.top);
	pdf_bytes_words(p->out, "Q\n");
}

static void paint_qr(struct painter *p, const struct mark *mark)
{
	set_fill(p, 0);
	pdf_bytes_words(p->out, "q ");
	put_two(p, mark->w, 0);
	put_two(p, 0, mark->h);
	put_two(p, mark->x, flip(p, mark->y + mark->h));
	pdf_bytes_words(p->out, "cm /Q Do Q\n");
}

/* --- a page -------------------------------------------------------------------------------- */

void painter_begin(struct painter *p, float height, struct pdf_bytes *out,
		   struct pdf_content *content)
{
	p->height = height;
	p->out = out;
	p->content = content;
	p->tag = TAG_CLOSED;
	p->face = FACE_NONE;
	p->size = 0;
	p->fill = p->stroke = -1;
}

void painter_mark(struct painter *p, const struct mark *mark)
{
	open_content(p, mark);
	switch (mark->kind) {
	case MARK_TEXT:
		paint_text(p, mark);
		break;
	case MARK_BOX:
		paint_box(p, mark);
		break;
	case MARK_FRAME:
		paint_frame(p, mark);
		break;
	case MARK_RULE:
		paint_rule(p, mark);
		break;
	case MARK_INK:
		draw_ink(p, mark);
		break;
	case MARK_QR:
		paint_qr(p, mark);
		break;
	}
}

void painter_end(struct painter *p)
{
	close_content(p);
}
