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

static HPDF_Stream stream_of(const struct painter *p)
{
	return ((HPDF_PageAttr)p->page->attr)->stream;
}

static void close_content(struct painter *p)
{
	if (p->tag != TAG_CLOSED)
		pdf_put(stream_of(p), "EMC\n");
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
		pdf_put(stream_of(p), mark->kind == MARK_TEXT ?
			"/Artifact<</Type/Pagination/Subtype/Footer>>BDC\n" : "/Artifact BMC\n");
		return;
	}
	pdf_putf(stream_of(p), "/%s<</MCID %d>>BDC\n", pdf_tag_name(p->tags[mark->tag].kind),
		 p->content->count);
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

	if (p->fill != grey)
		HPDF_Page_SetGrayFill(p->page, (float)grey / 255);
	p->fill = grey;
}

static void set_stroke(struct painter *p, uint32_t colour)
{
	int grey = grey_of(colour);

	if (p->stroke != grey)
		HPDF_Page_SetGrayStroke(p->page, (float)grey / 255);
	p->stroke = grey;
}

static float across(float x)
{
	return pdf_eighth(x);
}

static float flip(const struct painter *p, float y)
{
	return pdf_eighth(p->height - y);
}

/* --- words ----------------------------------------------------------------------- */

static void set_face(struct painter *p, int face, float size)
{
	if (p->face == face && p->size >= size && p->size <= size)
		return;
	p->face = face;
	p->size = size;
	HPDF_Page_SetFontAndSize(p->page, p->faces[face], size);
}

static void put_move(struct painter *p, int by)
{
	if (by != 0)
		pdf_putf(stream_of(p), ">%d<", by);
}

/* Characters of one face that follow each other; libharu moves none of them for itself. */
static const char *paint_run(struct painter *p, const struct mark *mark, const char *at)
{
	const char *end = mark->text + mark->len, *next = at;
	uint32_t c = painter_character(utf8_next(&next));
	uint16_t glyph = 0;
	int face = painter_face(p->fonts, p->sets, mark->bold, c, &glyph), now = face;

	set_face(p, face, mark->size);
	pdf_put(stream_of(p), "[<");
	while (now == face) {
		struct placing place = fonts_place(p->fonts, mark->bold, c);

		put_move(p, -place.shift);
		pdf_putf(stream_of(p), "%04X", glyphs_code(&p->sets[face], glyph));
		put_move(p, place.shift + fonts_advance(p->fonts, face, glyph) - place.advance);
		at = next;
		if (at >= end)
			break;
		c = painter_character(utf8_next(&next));
		now = painter_face(p->fonts, p->sets, mark->bold, c, &glyph);
	}
	pdf_put(stream_of(p), ">]TJ\n");
	return at;
}

static void paint_text(struct painter *p, const struct mark *mark)
{
	const char *at = mark->text;

	if (mark->len == 0)
		return;
	set_fill(p, mark->colour);
	HPDF_Page_BeginText(p->page);
	HPDF_Page_MoveTextPos(p->page, across(mark->x), flip(p, mark->y));
	while (at < mark->text + mark->len)
		at = paint_run(p, mark, at);
	HPDF_Page_EndText(p->page);
}

/* --- lines and boxes ----------------------------------------------------------------- */

/* A rectangle with quarter circles at its corners, as Bézier curves. */
static void round_path(struct painter *p, const struct mark *m)
{
	float r = across(m->radius), k = across(m->radius * 0.4477f);	/* r - 0.5523 r */
	float l = across(m->x), t = flip(p, m->y);
	float e = across(m->x + m->w), b = flip(p, m->y + m->h);

	HPDF_Page_MoveTo(p->page, l + r, t);
	HPDF_Page_LineTo(p->page, e - r, t);
	HPDF_Page_CurveTo(p->page, e - k, t, e, t - k, e, t - r);
	HPDF_Page_LineTo(p->page, e, b + r);
	HPDF_Page_CurveTo(p->page, e, b + k, e - k, b, e - r, b);
	HPDF_Page_LineTo(p->page, l + r, b);
	HPDF_Page_CurveTo(p->page, l + k, b, l, b + k, l, b + r);
	HPDF_Page_LineTo(p->page, l, t - r);
	HPDF_Page_CurveTo(p->page, l, t - k, l + k, t, l + r, t);
}

static void paint_box(struct painter *p, const struct mark *mark)
{
	float bottom = flip(p, mark->y + mark->h);

	set_fill(p, mark->colour);
	if (mark->radius > 0)
		round_path(p, mark);
	else
		HPDF_Page_Rectangle(p->page, across(mark->x), bottom,
				    across(mark->x + mark->w) - across(mark->x),
				    flip(p, mark->y) - bottom);
	HPDF_Page_Fill(p->page);
}

static void paint_frame(struct painter *p, const struct mark *mark)
{
	set_stroke(p, mark->colour);
	HPDF_Page_SetLineWidth(p->page, 0.8f);
	round_path(p, mark);
	HPDF_Page_ClosePathStroke(p->page);
}

static void paint_rule(struct painter *p, const struct mark *mark)
{
	static const HPDF_UINT16 dashes[] = { 3, 2 };

	set_stroke(p, mark->colour);
	HPDF_Page_SetLineWidth(p->page, mark->h);
	if (mark->radius > 0)
		HPDF_Page_SetDash(p->page, dashes, 2, 0);
	HPDF_Page_MoveTo(p->page, across(mark->x), flip(p, mark->y));
	HPDF_Page_LineTo(p->page, across(mark->x + mark->w), flip(p, mark->y));
	HPDF_Page_Stroke(p->page);
	if (mark->radius > 0)
		HPDF_Page_SetDash(p->page, NULL, 0, 0);
}

/* --- pictures --------------------------------------------------------------------------- */

/* How much of the glass is STROKE_UNIT on paper, where ink may be smaller than it was drawn. */
static int stroke_unit(float scale)
{
	float unit = STROKE_UNIT * (PT_PER_MM / 100) / scale;

	return unit < STROKE_UNIT ? STROKE_UNIT : (int)(unit + 0.5f);
}

/* Under a matrix of such units, so that points are short numbers. */
static void draw_ink(struct painter *p, const struct mark *mark)
{
	struct ink_bounds b = ink_bounds(mark->ink);
	float units = (float)(b.right > b.left ? b.right - b.left : b.bottom - b.top);
	float scale = (b.right > b.left ? mark->w : mark->h) / (units > 0 ? units : 1);
	int unit = stroke_unit(scale > 0 ? scale : 1);

	scale *= (float)unit;
	HPDF_Page_GSave(p->page);
	HPDF_Page_Concat(p->page, scale, 0, 0, -scale, across(mark->x), flip(p, mark->y));
	set_stroke(p, mark->colour);
	HPDF_Page_SetLineWidth(p->page, 70.0f / (float)unit);	/* 0.7 mm: a felt pen */
	HPDF_Page_SetLineCap(p->page, HPDF_ROUND_END);
	HPDF_Page_SetLineJoin(p->page, HPDF_ROUND_JOIN);
	stroke_ink(p->page, mark->ink, b.left, b.top, unit);
	HPDF_Page_GRestore(p->page);
	p->stroke = -1;
}

static void paint_qr(struct painter *p, const struct mark *mark)
{
	set_fill(p, 0);
	HPDF_Page_DrawImage(p->page, p->code, across(mark->x), flip(p, mark->y + mark->h),
			    mark->w, mark->h);
}

/* --- a page -------------------------------------------------------------------------------- */

void painter_begin(struct painter *p, const struct page *size, struct pdf_content *content)
{
	p->page = content->page;
	p->height = size->height;
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
