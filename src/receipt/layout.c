#include "receipt/layout.h"

#include "receipt/lines.h"
#include "receipt/qr.h"

#include <assert.h>
#include <string.h>

#define INK_COLOUR 0x10202e
#define QUIET 0x3a4a58
#define ACT 0x0b3d6e
#define LINE_COLOUR 0xc7d0d9
#define SAMPLE_INK 0x4a3300
#define SAMPLE_GROUND 0xfff1cc
#define GROUND 0xf4f6f8

#define MARGIN 56.7f		/* 20 mm: what every printer can reach, and a hole punch */
#define TOP 48.0f
#define BOTTOM 56.0f
#define QR_SIZE 85.0f		/* 30 mm: as far as version 12 */
#define QR_SIZE_DENSE 99.2f	/* 35 mm */
#define QR_SIDE_USUAL 65	/* modules of version 12 */
#define CARD_PAD 11.0f
#define LARGE 1.6f		/* 10.5 pt becomes 16.8 pt */
/* A sheet whose last page holds less than this is set tighter, if that saves the page. */
#define STRAY 120.0f
static const float tightness[] = { 1, 0.96f, 0.92f };

/* Never below 10 pt (tests/ui/ACCESSIBILITY.md, text on paper). */
enum text_role {
	ROLE_TITLE,
	ROLE_NUMBER,
	ROLE_HEADING,
	ROLE_STRONG,
	ROLE_BODY,
	ROLE_NOTE,
	ROLE_COUNT,
};

struct text_type {
	bool bold;
	float size;
	float leading;		/* from base line to base line, in sizes */
	uint32_t colour;
};

static const struct text_type types[ROLE_COUNT] = {
	[ROLE_TITLE] = { true, 26, 1.3f, INK_COLOUR },
	[ROLE_NUMBER] = { true, 15, 1.4f, ACT },
	[ROLE_HEADING] = { true, 13, 1.4f, ACT },
	[ROLE_STRONG] = { true, 12, 1.45f, INK_COLOUR },
	[ROLE_BODY] = { false, 10.5f, 1.6f, INK_COLOUR },
	[ROLE_NOTE] = { false, 10, 1.5f, QUIET },
};

struct setter {
	struct pages *pages;
	const struct document *document;
	const struct paper_fonts *fonts;
	float scale;
	float tight;		/* of tightness */
	bool stray;		/* a sheet ended with a few lines on a page of their own */
	int page;
	float y;		/* where the next block's upper edge is */
	float qr_size;
	float qr_bottom;	/* above it the column ends before the QR code */
	float pill_x;		/* right edge of the next pill */
	float pill_y;
	float pill_from;	/* they stay to the right of this */
	int card;		/* index of the frame that is still growing, or -1 */
	enum err err;
};

static struct text_type type_of(const struct setter *s, enum text_role role)
{
	struct text_type type = types[role];

	type.size *= s->scale;
	type.leading *= s->tight;
	return type;
}

static struct mark *lay(struct setter *s, struct mark mark)
{
	struct pages *pages = s->pages;

	if (pages->mark_count == MARKS_MAX) {
		s->err = ERR_FULL;
		return &pages->marks[MARKS_MAX - 1];
	}
	mark.page = s->page;
	pages->marks[pages->mark_count] = mark;
	return &pages->marks[pages->mark_count++];
}

static void set_text(struct setter *s, struct text_type type, float x, float base,
		     const char *text, size_t len)
{
	lay(s, (struct mark){ MARK_TEXT, .x = x, .y = base, .size = type.size,
			      .bold = type.bold, .colour = type.colour,
			      .text = text, .len = len });
}

static float width_of(const struct setter *s, struct text_type type, const char *text)
{
	return fonts_width(s->fonts, type.size, text, strlen(text));
}

static float column_right(const struct setter *s)
{
	float right = PAGE_WIDTH_PT - MARGIN;

	return s->y < s->qr_bottom ? right - s->qr_size - 14 : right;
}

/* Base line of the first line of a paragraph whose upper edge is y. */
static float first_base(struct text_type type, float y)
{
	return y + type.size * (type.leading / 2 + 0.36f);
}

/* Sets a paragraph and returns its height; with `dry` it only measures. */
static float set_paragraph(struct setter *s, struct text_type type, float x, float y,
			   float width, const char *text, bool dry)
{
	struct paper_lines lines;

	if (lines_break(&lines, s->fonts, type.size, width, text)) {
		s->err = ERR_FULL;
		return 0;
	}
	for (int i = 0; i < lines.count && !dry; i++)
		set_text(s, type, x, first_base(type, y) + (float)i * type.size * type.leading,
			 lines.at[i].text, lines.at[i].len);
	/* What is empty still stands on a line: its label must not meet the next one. */
	return (float)(lines.count > 0 ? lines.count : 1) * type.size * type.leading;
}

/* --- each kind of block: sets itself at s->y and returns its height -------- */

static void end_sheet(struct setter *s)
{
	if (s->page >= 0 && s->y - TOP < STRAY)
		s->stray = true;
}

static void begin_page(struct setter *s, enum lang lang)
{
	if (s->page + 1 == SHEETS_MAX) {
		s->err = ERR_FULL;
		return;
	}
	s->page++;
	s->pages->page_count = s->page + 1;
	s->pages->langs[s->page] = lang;
	s->y = TOP;
	s->qr_bottom = 0;
}

/* So large that each module is met by a camera and a printer of 150 dpi. */
static float qr_size(const char *words)
{
	struct qr qr;

	return qr_make(words, &qr) == ERR_OK && qr.side > QR_SIDE_USUAL ? QR_SIZE_DENSE : QR_SIZE;
}

static float set_sheet(struct setter *s, const struct block *b, bool dry)
{
	struct text_type hall = type_of(s, ROLE_STRONG), title = type_of(s, ROLE_TITLE);
	float right = PAGE_WIDTH_PT - MARGIN, height = hall.size * 1.5f;
	float rule = s->y + height + 6;

	if (dry)
		return height + 20 + title.size * title.leading;
	s->qr_size = qr_size(b->code);
	set_text(s, hall, MARGIN, first_base(hall, s->y), b->side, strlen(b->side));
	lay(s, (struct mark){ MARK_BOX, .x = MARGIN, .y = rule, .w = right - MARGIN,
			      .h = 1.6f, .colour = ACT });
	lay(s, (struct mark){ MARK_QR, .x = right - s->qr_size, .y = rule + 14,
			      .w = s->qr_size, .h = s->qr_size, .text = b->code });
	s->pill_x = right;
	s->pill_y = s->y;
	s->pill_from = MARGIN + width_of(s, hall, b->side) + 6;
	s->qr_bottom = rule + 14 + s->qr_size;
	set_text(s, title, MARGIN, first_base(title, rule + 12), b->text, strlen(b->text));
	return rule + 12 - s->y + title.size * title.leading;
}

static float set_pill(struct setter *s, const struct block *b, bool dry)
{
	struct text_type type = type_of(s, ROLE_NOTE);
	float width = width_of(s, type, b->text) + 14, height = type.size * 1.55f;

	if (dry)
		return 0;
	/* Beside the hall's name; where that is long, between the title and the code. */
	if (s->pill_x - width < s->pill_from) {
		s->pill_x = PAGE_WIDTH_PT - MARGIN - s->qr_size - 10;
		s->pill_y += height + 18;
		s->pill_from = 0;
	}
	type.colour = SAMPLE_INK;
	lay(s, (struct mark){ MARK_BOX, .x = s->pill_x - width, .y = s->pill_y, .w = width,
			      .h = height, .radius = 4, .colour = SAMPLE_GROUND });
	set_text(s, type, s->pill_x - width + 7, s->pill_y + height / 2 + type.size * 0.36f,
		 b->text, strlen(b->text));
	s->pill_x -= width + 6;
	return 0;
}

static float label_width(const struct setter *s)
{
	return types[ROLE_BODY].size * s->scale * 5.2f;
}

static float set_field(struct setter *s, const struct block *b, bool dry)
{
	struct text_type type = type_of(s, ROLE_BODY), label = type;
	float x = MARGIN + label_width(s);

	label.colour = QUIET;
	if (b->lang == LANG_EN)
		x += type.size * 1.6f;
	if (!dry)
		set_text(s, label, MARGIN, first_base(type, s->y), b->side, strlen(b->side));
	return set_paragraph(s, type, x, s->y, column_right(s) - x, b->text, dry);
}

static float set_plain(struct setter *s, const struct block *b, enum text_role role,
		       float above, float below, bool dry)
{
	float inset = b->in_card ? CARD_PAD : 0;
	float width = column_right(s) - MARGIN - 2 * inset;

	return above + below + set_paragraph(s, type_of(s, role), MARGIN + inset,
					     s->y + above, width, b->text, dry);
}

/* The name at the left, the amount at the right; both wrap in their own column. */
static float set_card(struct setter *s, const struct block *b, bool dry)
{
	struct text_type type = type_of(s, ROLE_STRONG);
	float left = MARGIN + CARD_PAD, right = column_right(s) - CARD_PAD;
	float side = width_of(s, type, b->side), most = (right - left) * 0.5f;
	float height, side_height;

	if (side > most)
		side = most;
	height = set_paragraph(s, type, left, s->y + CARD_PAD, right - left - side - 16,
			       b->text, dry);
	side_height = set_paragraph(s, type, right - side, s->y + CARD_PAD, side + 0.5f,
				    b->side, dry);
	return CARD_PAD + (height > side_height ? height : side_height);
}

static float set_point(struct setter *s, const struct block *b, bool dry)
{
	struct text_type type = type_of(s, ROLE_BODY), pill = type_of(s, ROLE_NOTE);
	float x = MARGIN + type.size * 2, right = column_right(s), height;
	float pill_width = b->mark ? width_of(s, pill, b->mark) + 12 : 0;

	if (!dry)
		set_text(s, type, MARGIN, first_base(type, s->y), b->side, strlen(b->side));
	if (b->mark && !dry) {
		lay(s, (struct mark){ MARK_FRAME, .x = right - pill_width, .y = s->y + 1.5f,
				      .w = pill_width, .h = pill.size * 1.4f, .radius = 4,
				      .colour = QUIET });
		set_text(s, pill, right - pill_width + 6, s->y + 1.5f + pill.size * 1.06f,
			 b->mark, strlen(b->mark));
	}
	if (b->mark)
		right -= pill_width + 12;
	height = set_paragraph(s, type, x, s->y, right - x, b->text, dry);
	return height + 2.5f * s->scale;
}

static float set_term(struct setter *s, const struct block *b, bool dry)
{
	struct text_type type = type_of(s, ROLE_BODY), head = type;
	float x = MARGIN + type.size * (b->lang == LANG_EN ? 10.5f : 8.5f);

	head.bold = true;
	if (s->scale > 1) {
		float above = set_paragraph(s, head, MARGIN, s->y, column_right(s) - MARGIN,
					    b->side, dry);
		return above + 4 + set_paragraph(s, type, MARGIN, s->y + above,
						 column_right(s) - MARGIN, b->text, dry);
	}
	float left = set_paragraph(s, head, MARGIN, s->y, x - MARGIN - 6, b->side, dry);
	float height = set_paragraph(s, type, x, s->y, column_right(s) - x, b->text, dry);
	return (left > height ? left : height) + 2.5f;
}

struct ink_bounds ink_bounds(const struct ink *ink)
{
	struct ink_bounds b = { UINT16_MAX, UINT16_MAX, 0, 0 };

	for (int i = 0; i < ink->count; i++) {
		const struct ink_point *p = &ink->points[i];

		b.left = p->x < b.left ? p->x : b.left;
		b.top = p->y < b.top ? p->y : b.top;
		b.right = p->x > b.right ? p->x : b.right;
		b.bottom = p->y > b.bottom ? p->y : b.bottom;
	}
	return b;
}

/* True to scale where it fits 100 × 45 mm, else smaller, and then it says so. */
static float set_ink(struct setter *s, const struct block *b, bool dry)
{
	struct ink_bounds bounds = ink_bounds(b->ink);
	float w = (float)(bounds.right - bounds.left) / 100 * PT_PER_MM;
	float h = (float)(bounds.bottom - bounds.top) / 100 * PT_PER_MM;
	float most_w = 100 * PT_PER_MM, most_h = 45 * PT_PER_MM, scale = 1;

	if (w > most_w)
		scale = most_w / w;
	if (h * scale > most_h)
		scale = most_h / h;
	if (!dry)
		lay(s, (struct mark){ MARK_FRAME, .x = MARGIN, .y = s->y + 2, .w = w * scale + 28,
				      .h = h * scale + 20, .radius = 6, .colour = LINE_COLOUR });
	if (!dry)
		lay(s, (struct mark){ MARK_INK, .x = MARGIN + 14, .y = s->y + 12, .w = w * scale,
				      .h = h * scale, .colour = INK_COLOUR, .ink = b->ink });
	if (!dry && scale < 1) {
		struct text_type note = type_of(s, ROLE_NOTE);

		set_text(s, note, MARGIN + w * scale + 38, s->y + h * scale + 20, b->text,
			 strlen(b->text));
	}
	return h * scale + 28;
}

/* Room for a pen: 100 × 30 mm. */
static float set_blank(struct setter *s, const struct block *b, bool dry)
{
	struct text_type note = type_of(s, ROLE_NOTE);
	float height = 30 * PT_PER_MM;

	if (!dry) {
		lay(s, (struct mark){ MARK_FRAME, .x = MARGIN, .y = s->y + 2,
				      .w = 100 * PT_PER_MM, .h = height, .radius = 6,
				      .colour = INK_COLOUR });
		set_text(s, note, MARGIN + 10, s->y + height - 6, b->text, strlen(b->text));
	}
	return height + 8;
}

static float set_closing(struct setter *s, const struct block *b, bool dry)
{
	struct text_type type = type_of(s, ROLE_STRONG);
	float width = column_right(s) - MARGIN;
	float height = set_paragraph(s, type, MARGIN, 0, width - 24, b->text, true);

	if (!dry) {
		lay(s, (struct mark){ MARK_BOX, .x = MARGIN, .y = s->y + 10, .w = width,
				      .h = height + 12, .radius = 6, .colour = GROUND });
		set_paragraph(s, type, MARGIN + 12, s->y + 16, width - 24, b->text, false);
	}
	return height + 24;
}

static float set_block(struct setter *s, const struct block *b, bool dry)
{
	float k = s->scale;

	switch (b->kind) {
	case BLOCK_SHEET:
		return set_sheet(s, b, dry);
	case BLOCK_PILL:
		return set_pill(s, b, dry);
	case BLOCK_NUMBER:
		return set_plain(s, b, ROLE_NUMBER, 0, 4, dry);
	case BLOCK_FIELD:
		return set_field(s, b, dry);
	case BLOCK_HEADING:
		return set_plain(s, b, ROLE_HEADING, s->y > TOP ? 14 * k * s->tight : 0, 3 * k,
				 dry);
	case BLOCK_CARD:
		return set_card(s, b, dry);
	case BLOCK_NOTE:
		return set_plain(s, b, ROLE_NOTE, 0, b->in_card ? 0 : 3 * k, dry);
	case BLOCK_TEXT:
		return set_plain(s, b, ROLE_BODY, 0, 1, dry);
	case BLOCK_POINT:
		return set_point(s, b, dry);
	case BLOCK_TERM:
		return set_term(s, b, dry);
	case BLOCK_INK:
		return set_ink(s, b, dry);
	case BLOCK_BLANK:
		return set_blank(s, b, dry);
	case BLOCK_CLOSING:
		return set_closing(s, b, dry);
	}
	return 0;
}

/* --- what stays together --------------------------------------------------- */

/* The kind of a block, or of none beyond the ends. */
static int kind_at(const struct document *d, int i)
{
	return i >= 0 && i < d->count ? (int)d->blocks[i].kind : -1;
}

/* The first two of a list stay together, and the last two. */
static bool list_stays(const struct document *d, int i)
{
	int kind = kind_at(d, i);

	if ((kind != BLOCK_POINT && kind != BLOCK_TERM) || kind_at(d, i + 1) != kind)
		return false;
	return kind_at(d, i - 1) != kind || kind_at(d, i + 2) != kind;
}

/* A heading stays with what it heads, a card is whole, ink keeps its caption. */
static bool stays_with_next(const struct document *d, int i)
{
	const struct block *b = &d->blocks[i];

	return b->kind == BLOCK_HEADING || b->kind == BLOCK_INK || b->kind == BLOCK_BLANK ||
	       list_stays(d, i) ||
	       (b->kind == BLOCK_NOTE && !b->in_card) || b[1].in_card;
}

static int group_end(const struct document *d, int first)
{
	int end = first + 1;

	while (end < d->count && d->blocks[end].kind != BLOCK_SHEET &&
	       stays_with_next(d, end - 1))
		end++;
	return end;
}

static float group_height(struct setter *s, int first, int end)
{
	float y = s->y, height;

	for (int i = first; i < end; i++)
		s->y += set_block(s, &s->document->blocks[i], true);
	height = s->y - y;
	s->y = y;
	return height;
}

static void frame_card(struct setter *s, float top)
{
	lay(s, (struct mark){ MARK_FRAME, .x = MARGIN, .y = top, .w = column_right(s) - MARGIN,
			      .h = s->y + CARD_PAD * 0.8f - top, .radius = 6,
			      .colour = LINE_COLOUR });
	s->y += CARD_PAD * 0.8f + 7;
}

static void set_group(struct setter *s, int first, int end)
{
	const struct block *blocks = s->document->blocks;
	float card_top = -1;

	for (int i = first; i < end; i++) {
		if (blocks[i].kind == BLOCK_CARD)
			card_top = s->y;
		s->y += set_block(s, &blocks[i], false);
	}
	if (card_top >= 0)
		frame_card(s, card_top);
}

/* The first block under the head must not run beside the QR code. */
static void leave_head(struct setter *s, const struct block *b)
{
	bool head = b->kind <= BLOCK_FIELD;

	if (!head && s->y < s->qr_bottom) {
		s->y = s->qr_bottom;
		s->qr_bottom = 0;
	}
}

static void set_all(struct setter *s)
{
	const struct document *d = s->document;

	for (int first = 0, end; first < d->count && !s->err; first = end) {
		end = group_end(d, first);
		if (d->blocks[first].kind == BLOCK_SHEET)
			end_sheet(s);
		leave_head(s, &d->blocks[first]);
		if (d->blocks[first].kind == BLOCK_SHEET ||
		    s->y + group_height(s, first, end) > PAGE_HEIGHT_PT - BOTTOM)
			begin_page(s, d->blocks[first].lang);
		set_group(s, first, end);
	}
}

/* "NB… · 第 1 页，共 2 页", when the number of pages is known. */
static void set_feet(struct setter *s)
{
	struct text_type type = type_of(s, ROLE_NOTE);
	const struct document *d = s->document;

	type.size = types[ROLE_NOTE].size;
	for (s->page = 0; s->page < s->pages->page_count; s->page++) {
		const char *args[] = {
			d->receipt_no,
			arena_textf(d->arena, "%d", s->page + 1),
			arena_textf(d->arena, "%d", s->pages->page_count),
		};
		const char *foot = document_words(d->arena, s->pages->langs[s->page],
						  "receipt.foot", 3, args);

		set_text(s, type, (PAGE_WIDTH_PT - width_of(s, type, foot)) / 2,
			 PAGE_HEIGHT_PT - 30, foot, strlen(foot));
	}
}

static struct setter set_document(struct pages *pages, const struct document *document,
				  const struct paper_fonts *fonts, float tight)
{
	struct setter s = {
		.pages = pages,
		.document = document,
		.fonts = fonts,
		.scale = document->large_print ? LARGE : 1,
		.tight = tight,
		.page = -1,
	};

	pages->page_count = pages->mark_count = 0;
	set_all(&s);
	end_sheet(&s);
	return s;
}

enum err layout_document(struct pages *pages, const struct document *document,
			 const struct paper_fonts *fonts)
{
	const int last = (int)(sizeof(tightness) / sizeof(tightness[0]));
	struct setter s;

	assert(document->count > 0 && document->blocks[0].kind == BLOCK_SHEET);
	s = set_document(pages, document, fonts, tightness[0]);
	for (int i = 1; i < last && s.stray && !s.err; i++)
		s = set_document(pages, document, fonts, tightness[i]);
	if (s.stray && !s.err)
		s = set_document(pages, document, fonts, tightness[0]);
	set_feet(&s);
	return s.err;
}
