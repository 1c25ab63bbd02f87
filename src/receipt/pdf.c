#include "receipt/pdf.h"

#include "base/log.h"
#include "base/text.h"
#include "receipt/pdf_proof.h"
#include "receipt/pool.h"
#include "receipt/qr.h"
#include "receipt/stroke.h"
#include "receipt/subset.h"
#include "receipt/typeface.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include <hpdf.h>
#include <hpdf_doc.h>

struct painter {
	HPDF_Doc doc;
	HPDF_Page page;
	const struct paper_fonts *fonts;
	struct subset *subsets;		/* by face */
	HPDF_Font faces[FACES_MAX];
};

/* --- which characters of which face --------------------------------------- */

static enum err collect_text(struct subset *subsets, const struct paper_fonts *fonts,
			     const struct mark *mark)
{
	const char *at = mark->text;

	while (at < mark->text + mark->len) {
		uint32_t character = utf8_next(&at);
		int face = fonts_face(fonts, character);
		enum err err;

		if (face == FACE_NONE)
			return ERR_ABSENT;
		err = subset_add(&subsets[face], character);
		if (err)
			return err;
	}
	return ERR_OK;
}

static enum err collect(struct subset *subsets, const struct paper_fonts *fonts,
			const struct pages *pages)
{
	for (int i = 0; i < pages->mark_count; i++) {
		enum err err = ERR_OK;

		if (pages->marks[i].kind == MARK_TEXT)
			err = collect_text(subsets, fonts, &pages->marks[i]);
		if (err)
			return err;
	}
	return ERR_OK;
}

/* libharu gives the first of two faces of one name for both: every glyph would be wrong. */
static bool name_taken(const struct painter *p, int face)
{
	for (int i = 0; i < face; i++) {
		if (p->faces[i] && p->faces[i] == p->faces[face])
			return true;
	}
	return false;
}

static enum err load_faces(struct painter *p)
{
	for (int i = 0; i < FACES_MAX; i++) {
		enum err err = ERR_OK;

		if (p->subsets[i].count > 0)
			err = typeface_load(p->doc, &p->subsets[i],
					    fonts_hb_face(p->fonts, i), &p->faces[i]);
		if (err)
			return err;
		if (name_taken(p, i)) {
			log_error("two typefaces of one name");
			return ERR_IO;
		}
	}
	return ERR_OK;
}

/* --- marks ----------------------------------------------------------------- */

static float flip(float y)
{
	return PAGE_HEIGHT_PT - y;
}

static void set_colour(HPDF_Page page, uint32_t colour, bool stroke)
{
	float r = (float)(colour >> 16 & 255) / 255;
	float g = (float)(colour >> 8 & 255) / 255;
	float b = (float)(colour & 255) / 255;

	if (stroke)
		HPDF_Page_SetRGBStroke(page, r, g, b);
	else
		HPDF_Page_SetRGBFill(page, r, g, b);
}

/* Characters of one face that follow each other unmoved, as the subset's codes. */
static const char *paint_run(struct painter *p, const struct mark *mark,
			     const char *at, float *x)
{
	const char *end = mark->text + mark->len, *start = at, *next = at;
	char codes[1024];
	struct text run = text_in(codes, sizeof(codes));
	uint32_t first = utf8_next(&next), c = first;
	int face = fonts_face(p->fonts, first);
	int shift = fonts_place(p->fonts, first).shift;

	do {
		char bytes[4];

		text_add_n(&run, bytes, utf8_put(subset_code(&p->subsets[face], c), bytes));
		at = next;
		c = at < end ? utf8_next(&next) : 0;
	} while (c && shift == 0 && fonts_face(p->fonts, c) == face &&
		 fonts_place(p->fonts, c).shift == 0 && run.len + 4 < sizeof(codes));
	HPDF_Page_SetFontAndSize(p->page, p->faces[face], mark->size);
	HPDF_Page_TextOut(p->page, *x + (float)shift * mark->size / 1000, flip(mark->y), codes);
	*x += fonts_width(p->fonts, mark->size, start, (size_t)(at - start));
	return at;
}

/* Bold: the outline is drawn too, as thick as a bold face's stems are thicker. */
static void set_weight(HPDF_Page page, const struct mark *mark)
{
	if (mark->bold) {
		set_colour(page, mark->colour, true);
		HPDF_Page_SetLineWidth(page, mark->size * 0.035f);
		HPDF_Page_SetLineJoin(page, HPDF_ROUND_JOIN);
	}
	HPDF_Page_SetTextRenderingMode(page, mark->bold ? HPDF_FILL_THEN_STROKE : HPDF_FILL);
}

static void paint_text(struct painter *p, const struct mark *mark)
{
	const char *at = mark->text;
	float x = mark->x;

	set_colour(p->page, mark->colour, false);
	HPDF_Page_BeginText(p->page);
	set_weight(p->page, mark);
	while (at < mark->text + mark->len)
		at = paint_run(p, mark, at, &x);
	HPDF_Page_EndText(p->page);
}

/* A rectangle with quarter circles at its corners, as Bézier curves. */
static void round_path(HPDF_Page page, const struct mark *m)
{
	float r = m->radius, k = r * 0.4477f;	/* r less the handle's length, 0.5523 r */
	float l = m->x, t = flip(m->y), e = m->x + m->w, b = flip(m->y + m->h);

	HPDF_Page_MoveTo(page, l + r, t);
	HPDF_Page_LineTo(page, e - r, t);
	HPDF_Page_CurveTo(page, e - k, t, e, t - k, e, t - r);
	HPDF_Page_LineTo(page, e, b + r);
	HPDF_Page_CurveTo(page, e, b + k, e - k, b, e - r, b);
	HPDF_Page_LineTo(page, l + r, b);
	HPDF_Page_CurveTo(page, l + k, b, l, b + k, l, b + r);
	HPDF_Page_LineTo(page, l, t - r);
	HPDF_Page_CurveTo(page, l, t - k, l + k, t, l + r, t);
	HPDF_Page_ClosePath(page);
}

static void paint_box(struct painter *p, const struct mark *mark)
{
	set_colour(p->page, mark->colour, false);
	if (mark->radius > 0)
		round_path(p->page, mark);
	else
		HPDF_Page_Rectangle(p->page, mark->x, flip(mark->y + mark->h), mark->w, mark->h);
	HPDF_Page_Fill(p->page);
}

static void paint_frame(struct painter *p, const struct mark *mark)
{
	set_colour(p->page, mark->colour, true);
	HPDF_Page_SetLineWidth(p->page, 0.8f);
	round_path(p->page, mark);
	HPDF_Page_Stroke(p->page);
}

static void paint_rule(struct painter *p, const struct mark *mark)
{
	static const HPDF_UINT16 dashes[] = { 3, 2 };

	set_colour(p->page, mark->colour, true);
	HPDF_Page_SetLineWidth(p->page, mark->h);
	if (mark->radius > 0)
		HPDF_Page_SetDash(p->page, dashes, 2, 0);
	HPDF_Page_MoveTo(p->page, mark->x, flip(mark->y));
	HPDF_Page_LineTo(p->page, mark->x + mark->w, flip(mark->y));
	HPDF_Page_Stroke(p->page);
	if (mark->radius > 0)
		HPDF_Page_SetDash(p->page, NULL, 0, 0);
}

/* Under a matrix whose unit is 1/100 mm of the glass, so that points are short numbers. */
static void draw_ink(struct painter *p, const struct mark *mark)
{
	struct ink_bounds b = ink_bounds(mark->ink);
	float units = (float)(b.right > b.left ? b.right - b.left : b.bottom - b.top);
	float scale = (b.right > b.left ? mark->w : mark->h) / (units > 0 ? units : 1);

	HPDF_Page_GSave(p->page);
	HPDF_Page_Concat(p->page, scale, 0, 0, -scale, mark->x, flip(mark->y));
	set_colour(p->page, mark->colour, true);
	HPDF_Page_SetLineWidth(p->page, 70);	/* 0.7 mm: a felt pen */
	HPDF_Page_SetLineCap(p->page, HPDF_ROUND_END);
	HPDF_Page_SetLineJoin(p->page, HPDF_ROUND_JOIN);
	stroke_ink(p->page, mark->ink, b.left, b.top);
	HPDF_Page_GRestore(p->page);
}

/* Dark modules that follow each other in a row are one rectangle. */
static void paint_row(HPDF_Page page, const struct qr *qr, int row)
{
	for (int start = 0, end; start < qr->side; start = end + 1) {
		for (end = start; end < qr->side && qr->dark[row][end]; end++)
			;
		if (end > start)
			HPDF_Page_Rectangle(page, (float)start, (float)(qr->side - 1 - row),
					    (float)(end - start), 1);
	}
}

static enum err paint_qr(struct painter *p, const struct mark *mark)
{
	struct qr qr;
	enum err err = qr_make(mark->text, &qr);
	float module;

	if (err)
		return err;
	module = mark->w / (float)qr.side;
	HPDF_Page_GSave(p->page);
	HPDF_Page_Concat(p->page, module, 0, 0, module, mark->x, flip(mark->y + mark->h));
	set_colour(p->page, 0, false);
	for (int row = 0; row < qr.side; row++)
		paint_row(p->page, &qr, row);
	HPDF_Page_Fill(p->page);
	HPDF_Page_GRestore(p->page);
	return ERR_OK;
}

static enum err paint_mark(struct painter *p, const struct mark *mark)
{
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
		return paint_qr(p, mark);
	}
	return ERR_OK;
}

static enum err paint_page(struct painter *p, const struct pages *pages, int number)
{
	enum err err = ERR_OK;

	p->page = HPDF_AddPage(p->doc);
	HPDF_Page_SetWidth(p->page, PAGE_WIDTH_PT);
	HPDF_Page_SetHeight(p->page, PAGE_HEIGHT_PT);
	for (int i = 0; i < pages->mark_count && !err; i++) {
		if (pages->marks[i].page == number)
			err = paint_mark(p, &pages->marks[i]);
	}
	return err;
}

/* --- the file -------------------------------------------------------------- */

static void HPDF_STDCALL note_error(HPDF_STATUS code, HPDF_STATUS detail, void *user)
{
	(void)user;
	log_error("libharu: error 0x%04x (%u)", (unsigned)code, (unsigned)detail);
}

static enum err take_bytes(HPDF_Doc doc, int pages, struct pdf *ret_pdf)
{
	struct pdf pdf = { .pages = pages };
	HPDF_UINT32 size;

	if (HPDF_SaveToStream(doc) != HPDF_OK)
		return ERR_IO;
	size = HPDF_GetStreamSize(doc);
	pdf.bytes = malloc(size);
	pdf.size = size;
	if (!pdf.bytes)
		abort();
	if (HPDF_ReadFromStream(doc, pdf.bytes, &size) != HPDF_OK || size != pdf.size) {
		pdf_finish(&pdf);
		return ERR_IO;
	}
	*ret_pdf = pdf;
	return ERR_OK;
}

static void describe(HPDF_Doc doc, const char *title, enum lang lang)
{
	static const char *const tags[LANG_COUNT] = {
		[LANG_ZH_HANS] = "zh-Hans",
		[LANG_EN] = "en",
		[LANG_ZH_HANT] = "zh-Hant",
		[LANG_ZH_EASY] = "zh-Hans",
	};

	HPDF_SetInfoAttr(doc, HPDF_INFO_TITLE, title);
	HPDF_Dict_Add(doc->catalog, "Lang", HPDF_String_New(doc->mmgr, tags[lang], NULL));
}

static enum err paint_all(struct painter *p, const struct pages *pages,
			  const char *title, const struct pdf_proof *proof, struct pdf *ret_pdf)
{
	HPDF_Page first = NULL;
	enum err err;

	HPDF_SetCompressionMode(p->doc, HPDF_COMP_ALL);
	HPDF_UseUTFEncodings(p->doc);
	HPDF_SetCurrentEncoder(p->doc, "UTF-8");
	describe(p->doc, title, pages->at[0].lang);
	err = load_faces(p);
	for (int i = 0; i < pages->page_count && !err; i++) {
		err = paint_page(p, pages, i);
		first = first ? first : p->page;
	}
	if (!err && proof)
		pdf_proof_add(p->doc, first, proof);
	/* Errors of libharu stay until they are reset: one look at the end sees them all. */
	if (!err && HPDF_GetError(p->doc) != HPDF_OK)
		err = ERR_IO;
	for (int i = 0; i < FACES_MAX && !err; i++) {
		if (p->faces[i])
			err = typeface_explain(p->faces[i], &p->subsets[i]);
	}
	return err ? err : take_bytes(p->doc, pages->page_count, ret_pdf);
}

enum err pdf_paint(const struct pages *pages, const struct paper_fonts *fonts,
		   const char *title, const struct pdf_proof *proof, struct pdf *ret_pdf)
{
	struct painter p = { .fonts = fonts };
	enum err err;

	p.subsets = calloc(FACES_MAX, sizeof(*p.subsets));
	if (!p.subsets)
		abort();
	err = collect(p.subsets, fonts, pages);
	if (!err) {
		pool_open();
		p.doc = HPDF_NewEx(note_error, pool_alloc, pool_free, 0, NULL);
		err = p.doc ? paint_all(&p, pages, title, proof, ret_pdf) : ERR_IO;
		HPDF_Free(p.doc);
		pool_close();
	}
	explicit_bzero(p.subsets, FACES_MAX * sizeof(*p.subsets));
	free(p.subsets);
	return err;
}
