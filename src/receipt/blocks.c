#include "receipt/setter.h"

#include "receipt/lines.h"
#include "receipt/qr.h"

#include <string.h>

#define BLACK 0x000000
#define WHITE 0xffffff
#define QUIET 0x333333
#define LINE_COLOUR 0x999999

#define QR_SIZE 85.0f		/* 30 mm: as far as version 12 */
#define QR_SIZE_DENSE 99.2f	/* 35 mm */
#define QR_SIDE_USUAL 65	/* modules of version 12 */
#define PAD 8.0f

/*
 * Never below 10 pt (tests/ui/ACCESSIBILITY.md, text on paper).  Large print: the capitals
 * of what the visitor reads are 6.4 mm high, 18.1 pt; the typeface's are 0.733 of its size.
 */
static const struct {
	struct text_type usual;
	float large;
} types[ROLE_COUNT] = {
	[ROLE_HALL] = { { true, 13, 1.3f, BLACK }, 25 },
	[ROLE_TITLE] = { { true, 22, 1.25f, BLACK }, 32 },
	[ROLE_AMOUNT] = { { true, 21, 1.25f, BLACK }, 30 },
	[ROLE_NUMBER] = { { true, 17, 1.3f, BLACK }, 26 },
	[ROLE_HEADING] = { { true, 12, 1.4f, BLACK }, 25 },
	[ROLE_STRONG] = { { true, 11, 1.4f, BLACK }, 25 },
	[ROLE_BODY] = { { false, 11, 1.42f, BLACK }, 25 },
	[ROLE_LABEL] = { { false, 10, 1.42f, QUIET }, 25 },
	[ROLE_CLERK] = { { false, 10, 1.4f, BLACK }, 25 },
	[ROLE_NOTE] = { { false, 10, 1.4f, QUIET }, 25 },
};
#define LARGE_LEADING 1.3f
#define LARGE_LEADING_LATIN 1.2f

/* Characters of a line beside something, which else stands below. */
#define LINE_LEAST 8

struct text_type setter_type(const struct setter *s, const struct block *b, enum text_role role)
{
	struct text_type type = types[role].usual;

	if (s->document->large_print && b->citizen) {
		float most = b->lang == LANG_EN ? LARGE_LEADING_LATIN : LARGE_LEADING;

		type.size = types[role].large;
		type.leading = type.leading < most ? type.leading : most;
	}
	type.leading *= s->tight.leading;
	return type;
}

/* Base line of the first line of a paragraph whose upper edge is y. */
static float first_base(struct text_type type, float y)
{
	return y + type.size * (type.leading / 2 + 0.36f);
}

static float line_height(struct text_type type)
{
	return type.size * type.leading;
}

/* Sets a paragraph in the words' own width and returns its height. */
static float paragraph(struct setter *s, struct text_type type, float x, float y, float width,
		       const char *text)
{
	struct paper_lines lines;

	if (lines_break(&lines, s->fonts, type.bold, type.size, width, text)) {
		s->err = ERR_FULL;
		return 0;
	}
	for (int i = 0; i < lines.count; i++)
		setter_text(s, type, x, first_base(type, y) + (float)i * line_height(type),
			    lines.at[i].text, lines.at[i].len);
	/* What is empty still stands on a line: its label must not meet the next one. */
	return (float)(lines.count > 0 ? lines.count : 1) * line_height(type);
}

void setter_paragraph(struct setter *s, struct text_type type, const char *text)
{
	s->y += paragraph(s, type, s->left, s->y, s->right - s->left, text);
}

/* A paragraph over the column, below s->y, as a tag of its own. */
static void set_words(struct setter *s, const struct block *b, enum tag_kind tag,
		      enum text_role role, float below)
{
	setter_open(s, tag, b->lang);
	s->y += paragraph(s, setter_type(s, b, role), s->left, s->y, s->right - s->left, b->text);
	setter_close(s);
	s->y += below * s->tight.gap;
}

/* --- the head ------------------------------------------------------------ */

static void set_sheet(struct setter *s, const struct block *b)
{
	static const struct block plain;
	struct text_type type = setter_type(s, &plain, ROLE_HALL);
	const char *head = arena_textf(s->document->arena, "%s · %s", b->side, b->text);
	float width = setter_text_width(s, type, head);

	s->pill_x = s->right;
	s->pill_y = s->y;
	s->pill_from = s->left + width + 8;
	setter_open(s, TAG_H1, b->lang);
	if (width > s->right - s->left) {	/* whose paper, then which */
		setter_paragraph(s, type, b->side);
		head = b->text;
	}
	setter_paragraph(s, type, head);
	setter_close(s);
	s->y += 5;
	setter_lay(s, (struct mark){ MARK_RULE, .x = s->left, .y = s->y,
				     .w = s->right - s->left, .h = 1.6f, .colour = BLACK });
	s->y += 8;
}

static float pill(struct setter *s, struct text_type type, float right, float y,
		  const char *words)
{
	float width = setter_text_width(s, type, words) + 12, height = type.size * 1.5f;

	setter_lay(s, (struct mark){ MARK_FRAME, .x = right - width, .y = y, .w = width,
				     .h = height, .radius = 3, .colour = QUIET });
	setter_text(s, type, right - width + 6, y + height / 2 + type.size * 0.36f, words,
		    strlen(words));
	return width;
}

/* Beside the hall's name; where there is no room, in a row of their own below the line. */
static void set_pill(struct setter *s, const struct block *b)
{
	static const struct block plain;
	struct text_type type = setter_type(s, &plain, ROLE_NOTE);
	float width = setter_text_width(s, type, b->text) + 12;

	if (s->pill_x - width < s->pill_from) {
		s->pill_x = s->right;
		s->pill_y = s->y - 2;
		s->pill_from = s->left;
		s->y += type.size * 1.5f + 4;
	}
	setter_open(s, TAG_P, b->lang);
	pill(s, type, s->pill_x, s->pill_y, b->text);
	setter_close(s);
	s->pill_x -= width + 5;
}

/* --- parts and headings -------------------------------------------------- */

static void set_part(struct setter *s, const struct block *b)
{
	struct text_type type = setter_type(s, b, ROLE_STRONG), lead = type;
	float width = setter_text_width(s, type, b->text) + 2 * PAD, height = type.size * 1.62f;
	float x = s->left + width + PAD, top;

	if (s->y > s->top + 40 && b[-1].kind != BLOCK_PILL) {
		s->y += 5 * s->tight.gap;
		setter_lay(s, (struct mark){ MARK_RULE, .x = s->left, .y = s->y, .radius = 1,
					     .w = s->right - s->left, .h = 0.8f });
		s->y += 9 * s->tight.gap;
	}
	top = s->y + (height - line_height(lead)) / 2;
	setter_lay(s, (struct mark){ MARK_BOX, .x = s->left, .y = s->y, .w = width, .h = height,
				     .radius = 3, .colour = BLACK });
	type.colour = WHITE;
	setter_open(s, TAG_H2, b->lang);
	setter_text(s, type, s->left + PAD, s->y + height / 2 + type.size * 0.36f, b->text,
		    strlen(b->text));
	setter_close(s);
	if (s->narrow) {
		x = s->left;
		top = s->y + height + 2;
	}
	setter_open(s, TAG_P, b->lang);
	lead.bold = b->citizen;
	top += paragraph(s, lead, x, top, s->right - x, b->side);
	setter_close(s);
	s->y = (top > s->y + height ? top : s->y + height) + 5 * s->tight.gap;
}

/* --- amounts ------------------------------------------------------------- */

static bool is_large(const struct setter *s, const struct block *b)
{
	return s->document->large_print && b->citizen;
}

int block_cells_across(const struct setter *s, const struct block *first)
{
	return s->narrow || is_large(s, first) ? 1 : 3;
}

/* A sum is set as large as its cell allows. */
static struct text_type amount_type(const struct setter *s, const struct block *b, float width)
{
	struct text_type type = setter_type(s, b, ROLE_AMOUNT);

	if (setter_text_width(s, type, b->text) > width)
		type.size = setter_type(s, b, ROLE_STRONG).size * 1.25f;
	return type;
}

static float cell_x(const struct setter *s, int i, int count)
{
	return s->left + (s->right - s->left) * (float)i / (float)count + (i > 0 ? PAD : 0);
}

static float cell_width(const struct setter *s, int i, int count)
{
	return (s->right - s->left) / (float)count - (i > 0 ? PAD : 0) -
	       (i + 1 < count ? PAD : 0);
}

/* Labels first, then what stands below them: two rows of one table. */
static float cell_heads(struct setter *s, const struct block *cells, int count)
{
	float most = 0;

	setter_open(s, TAG_TR, cells->lang);
	for (int i = 0; i < count; i++) {
		float height;

		setter_open(s, TAG_TH_COLUMN, cells->lang);
		height = paragraph(s, setter_type(s, &cells[i], ROLE_LABEL),
				   cell_x(s, i, count), s->y, cell_width(s, i, count),
				   cells[i].side);
		setter_close(s);
		most = height > most ? height : most;
	}
	setter_close(s);
	return most;
}

static float cell_body(struct setter *s, const struct block *b, float x, float y, float width)
{
	struct text_type amount = amount_type(s, b, width);
	float height;

	setter_open(s, TAG_TD, b->lang);
	setter_open(s, TAG_P, b->lang);
	height = paragraph(s, amount, x, y, width, b->text);
	setter_close(s);
	if (b->mark[0]) {
		setter_open(s, TAG_P, b->lang);
		height += paragraph(s, setter_type(s, b, ROLE_NOTE), x, y + height, width,
				    b->mark);
		setter_close(s);
	}
	setter_close(s);
	return height;
}

static float cell_bodies(struct setter *s, const struct block *cells, int count, float y)
{
	float most = 0;

	setter_open(s, TAG_TR, cells->lang);
	for (int i = 0; i < count; i++) {
		float height = cell_body(s, &cells[i], cell_x(s, i, count), y,
					 cell_width(s, i, count));

		most = height > most ? height : most;
	}
	setter_close(s);
	return most;
}

/* In large print: what of, and how much at the end of the line or below it. */
static void large_cell(struct setter *s, const struct block *b)
{
	struct text_type label = setter_type(s, b, ROLE_LABEL);
	struct text_type sum = setter_type(s, b, ROLE_STRONG);
	float w = setter_text_width(s, sum, b->text), l = setter_text_width(s, label, b->side);
	bool beside = l + w + PAD < s->right - s->left;

	setter_end_run(s);
	setter_lay(s, (struct mark){ MARK_RULE, .x = s->left, .y = s->y,
				     .w = s->right - s->left, .h = 0.8f });
	setter_open(s, TAG_TABLE, b->lang);
	setter_open(s, TAG_TR, b->lang);
	setter_open(s, TAG_TH_ROW, b->lang);
	s->y += paragraph(s, label, s->left, s->y, s->right - s->left, b->side);
	setter_close(s);
	setter_open(s, TAG_TD, b->lang);
	if (beside)
		setter_text(s, sum, s->right - w, first_base(sum, s->y - line_height(label)),
			    b->text, strlen(b->text));
	else
		s->y += paragraph(s, sum, s->left, s->y, s->right - s->left, b->text);
	setter_close(s);
	setter_close(s);
	setter_close(s);
	s->y += 3 * s->tight.gap;
}

void block_cells(struct setter *s, const struct block *first, int count, bool last)
{
	float top = s->y, height;

	if (is_large(s, first)) {
		large_cell(s, first);
		return;
	}

	setter_end_run(s);
	s->y += 4 * s->tight.gap;
	setter_open(s, TAG_TABLE, first->lang);
	height = cell_heads(s, first, count);
	height += cell_bodies(s, first, count, s->y + height);
	setter_close(s);
	s->y += height + 4 * s->tight.gap;
	setter_lay(s, (struct mark){ MARK_RULE, .x = s->left, .y = top,
				     .w = s->right - s->left, .h = 0.8f });
	for (int i = 1; i < count; i++)
		setter_lay(s, (struct mark){ MARK_BOX, .x = cell_x(s, i, count) - PAD, .y = top,
					     .w = 0.8f, .h = s->y - top, .colour = LINE_COLOUR });
	if (!last)	/* the next row's line is its end */
		return;
	setter_lay(s, (struct mark){ MARK_RULE, .x = s->left, .y = s->y,
				     .w = s->right - s->left, .h = 0.8f });
	s->y += 5 * s->tight.gap;
}

/* --- labels and lists ---------------------------------------------------- */

static void begin_run(struct setter *s, const struct block *b, enum tag_kind kind)
{
	if (s->run != TAG_NONE || s->dry)
		return;
	setter_open(s, kind, b->lang);
	s->run = s->tag;
	s->run_kind = b->kind;
}

/* As wide as the widest label of the run, within a third of the column. */
static float label_width(const struct setter *s, const struct block *b, struct text_type label)
{
	const struct block *from = b, *end = s->document->blocks + s->document->count;
	bool roll = s->document->size == FORMAT_ROLL;
	float least = label.size * (b->lang != LANG_EN ? 4.6f : roll ? 5.6f : 7.2f);
	float most = (s->right - s->left) / 3, widest = least;

	while (from > s->document->blocks && from[-1].kind == BLOCK_FIELD &&
	       from[-1].column == b->column)
		from--;
	for (; from < end && from->kind == BLOCK_FIELD && from->column == b->column; from++) {
		float width = setter_text_width(s, label, from->side) + 6;

		widest = width > widest && width <= most ? width : widest;
	}
	return widest;
}

/* A label that fills a line stands above its value: on a roll, or a long name. */
static void set_above(struct setter *s, const struct block *b)
{
	struct text_type type = setter_type(s, b, ROLE_BODY), label = type;

	label.bold = true;
	setter_open(s, TAG_TH_ROW, b->lang);
	setter_paragraph(s, label, b->side);
	setter_close(s);
	setter_open(s, TAG_TD, b->lang);
	setter_paragraph(s, type, b->text);
	setter_close(s);
	s->y += 1.5f * s->tight.gap;
}

/* In large print a label runs into its value, so that lines are long enough. */
static void set_run_in(struct setter *s, const struct block *b)
{
	struct text_type type = setter_type(s, b, ROLE_BODY), label = type;
	const char *after = words_get(b->lang, "receipt.label_after");
	const char *all = arena_textf(s->document->arena, "%s%s%s", b->side, after, b->text);
	size_t head = strlen(b->side) + strlen(after);
	struct paper_lines lines;
	float width;

	label.bold = true;
	if (lines_break(&lines, s->fonts, true, type.size, s->right - s->left, all)) {
		s->err = ERR_FULL;
		return;
	}
	if (lines.at[0].len <= head) {
		set_above(s, b);
		return;
	}
	width = fonts_width(s->fonts, true, type.size, all, head);
	setter_open(s, TAG_TH_ROW, b->lang);
	setter_text(s, label, s->left, first_base(type, s->y), all, head);
	setter_close(s);
	setter_open(s, TAG_TD, b->lang);
	setter_text(s, type, s->left + width, first_base(type, s->y), all + head,
		    lines.at[0].len - head);
	for (int i = 1; i < lines.count; i++)
		setter_text(s, type, s->left, first_base(type, s->y) + (float)i * line_height(type),
			    lines.at[i].text, lines.at[i].len);
	setter_close(s);
	s->y += (float)lines.count * line_height(type) + 1.5f * s->tight.gap;
}

static void set_beside(struct setter *s, const struct block *b)
{
	struct text_type label = setter_type(s, b, ROLE_LABEL);
	struct text_type type = setter_type(s, b, b->citizen ? ROLE_BODY : ROLE_CLERK);
	float at = s->left + label_width(s, b, label), head, body;

	type.bold = b->strong;
	setter_open(s, TAG_TH_ROW, b->lang);
	/* Both stand on the line of the larger type. */
	head = paragraph(s, label, s->left, s->y + first_base(type, 0) - first_base(label, 0),
			 at - s->left - 4, b->side);
	setter_close(s);
	setter_open(s, TAG_TD, b->lang);
	body = paragraph(s, type, at, s->y, s->right - at, b->text);
	setter_close(s);
	s->y += (head > body ? head : body) + 1.5f * s->tight.gap;
}

static void set_field(struct setter *s, const struct block *b)
{
	begin_run(s, b, TAG_TABLE);
	setter_open(s, TAG_TR, b->lang);
	(is_large(s, b) ? set_run_in : set_beside)(s, b);
	setter_close(s);
}

static void set_term(struct setter *s, const struct block *b)
{
	struct text_type type = setter_type(s, b, ROLE_CLERK), head = type;
	float at = s->left + type.size * (b->lang == LANG_EN ? 10.5f : 8.5f), left, right, y = s->y;

	head.bold = true;
	if (s->narrow)
		at = s->left;
	begin_run(s, b, TAG_TABLE);
	setter_open(s, TAG_TR, b->lang);
	setter_open(s, TAG_TH_ROW, b->lang);
	left = paragraph(s, head, s->left, y, (s->narrow ? s->right : at - 6) - s->left, b->side);
	setter_close(s);
	y += s->narrow ? left : 0;
	setter_open(s, TAG_TD, b->lang);
	right = y - s->y + paragraph(s, type, at, y, s->right - at, b->text);
	setter_close(s);
	setter_close(s);
	s->y += (left > right ? left : right) + 2.5f * s->tight.gap;
}

static void set_point(struct setter *s, const struct block *b)
{
	struct text_type type = setter_type(s, b, ROLE_BODY), note = setter_type(s, b, ROLE_NOTE);
	float x = s->left + type.size * 1.9f, right = s->right, at = s->right;
	bool below;	/* beside it the words would stand on top of each other */

	if (b->mark)
		right -= setter_text_width(s, note, b->mark) + 12 + 8;
	below = b->mark && right - x < type.size * LINE_LEAST;
	begin_run(s, b, TAG_L);
	setter_open(s, TAG_LI, b->lang);
	setter_open(s, TAG_LBL, b->lang);
	setter_text(s, type, s->left, first_base(type, s->y), b->side, strlen(b->side));
	setter_close(s);
	setter_open(s, TAG_LBODY, b->lang);
	if (b->mark && !below)
		pill(s, note, at, s->y + first_base(type, 0) - first_base(note, 0), b->mark);
	s->y += paragraph(s, type, x, s->y, (below ? at : right) - x, b->text);
	if (below) {
		pill(s, note, at, s->y, b->mark);
		s->y += note.size * 1.5f;
	}
	s->y += 2.5f * s->tight.gap;
	setter_close(s);
	setter_close(s);
}

/* --- the number, by which everybody finds it ----------------------------- */

static void set_line(struct setter *s, const struct block *b, struct text_type type, float x,
		     float base, const char *words)
{
	setter_open(s, TAG_P, b->lang);
	setter_text(s, type, x, base, words, strlen(words));
	setter_close(s);
}

static void set_below(struct setter *s, const struct block *b, struct text_type type, float pad,
		      const char *words)
{
	setter_open(s, TAG_P, b->lang);
	s->y += paragraph(s, type, s->left + pad, s->y, s->right - s->left - 2 * pad, words);
	setter_close(s);
}

/* What is read out character by character stays on one line: smaller where it must be. */
static struct text_type fitting(const struct setter *s, struct text_type type, const char *text,
				float room)
{
	float width = setter_text_width(s, type, text);

	if (width > room)
		type.size *= room / width;
	return type;
}

/* What for, the number and when; what does not fit beside it stands above or below. */
static void set_number(struct setter *s, const struct block *b)
{
	struct text_type label = setter_type(s, b, ROLE_LABEL);
	struct text_type number = setter_type(s, b, ROLE_NUMBER);
	float pad = 10, left = s->left + pad, room = s->right - s->left - 2 * pad, top, base;
	float w = setter_text_width(s, label, b->side) + 8, n, m;

	number = fitting(s, number, b->text, room);
	n = setter_text_width(s, number, b->text);
	m = setter_text_width(s, label, b->mark);
	s->y += 5 * s->tight.gap;
	top = s->y;
	s->y += 4;
	if (w + n > room) {
		set_below(s, b, label, pad, b->side);
		w = 0;
	}
	base = first_base(number, s->y);
	if (w > 0)
		set_line(s, b, label, left, base, b->side);
	set_line(s, b, number, left + w, base, b->text);
	s->y += line_height(number);
	if (w + n + m + 2 * pad < room)
		set_line(s, b, label, s->right - pad - m, base, b->mark);
	else
		set_below(s, b, label, pad, b->mark);
	s->y += 4;
	setter_lay(s, (struct mark){ MARK_FRAME, .x = s->left, .y = top,
				     .w = s->right - s->left, .h = s->y - top, .radius = 4,
				     .colour = BLACK });
	s->y += 3 * s->tight.gap;
}

/* --- what is signed ------------------------------------------------------ */

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

/* A figure that stands at a mark's place. */
static void figure(struct setter *s, const struct block *b, const char *alt, struct mark mark)
{
	setter_open(s, TAG_FIGURE, b->lang);
	if (!s->dry && !s->err) {
		struct tag *tag = &s->pages->tags[s->tag];

		tag->alt = alt;
		tag->x = mark.x;
		tag->y = mark.y;
		tag->w = mark.w;
		tag->h = mark.h;
	}
	setter_lay(s, mark);
	setter_close(s);
}

/* True to scale where it fits its box, else smaller, and then it says so. */
static void set_ink(struct setter *s, const struct block *b)
{
	struct ink_bounds bounds = ink_bounds(b->ink);
	float w = (float)(bounds.right - bounds.left) / 100 * PT_PER_MM;
	float h = (float)(bounds.bottom - bounds.top) / 100 * PT_PER_MM;
	float most_w = s->right - s->left - 28, most_h = s->tight.ink_mm * PT_PER_MM, scale = 1;

	if (w > most_w)
		scale = most_w / w;
	if (h * scale > most_h)
		scale = most_h / h;
	setter_lay(s, (struct mark){ MARK_FRAME, .x = s->left, .y = s->y + 1,
				     .w = s->right - s->left, .h = h * scale + 20, .radius = 5,
				     .colour = BLACK });
	figure(s, b, b->side, (struct mark){ MARK_INK, .x = s->left + 14, .y = s->y + 11,
					     .w = w * scale, .h = h * scale, .colour = BLACK,
					     .ink = b->ink });
	s->y += h * scale + 24;
	if (scale < 1)
		set_words(s, b, TAG_P, ROLE_NOTE, 0);
}

/* Room for a pen: 30 mm high. */
static void set_blank(struct setter *s, const struct block *b)
{
	struct text_type note = setter_type(s, b, ROLE_NOTE);
	float height = 30 * PT_PER_MM;

	setter_lay(s, (struct mark){ MARK_FRAME, .x = s->left, .y = s->y + 1,
				     .w = s->right - s->left, .h = height, .radius = 5,
				     .colour = BLACK });
	setter_open(s, TAG_P, b->lang);
	setter_text(s, note, s->left + 10, s->y + height - 6, b->text, strlen(b->text));
	setter_close(s);
	s->y += height + 5;
}

static void to_write_on(struct setter *s, const struct block *b, float x, float width,
			const char *words)
{
	struct text_type type = setter_type(s, b, ROLE_CLERK);
	float base = first_base(type, s->y), w = setter_text_width(s, type, words) + 4;

	setter_text(s, type, x, base, words, strlen(words));
	setter_lay(s, (struct mark){ MARK_RULE, .x = x + w, .y = base + 3, .w = width - w,
				     .h = 0.8f });
}

static void set_lines(struct setter *s, const struct block *b)
{
	bool below = s->narrow || is_large(s, b);
	float whole = s->right - s->left, width = below ? whole : whole * 0.34f;
	float down = line_height(setter_type(s, b, ROLE_CLERK)) + 4;

	s->y += 10 * s->tight.gap;
	setter_open(s, TAG_P, b->lang);
	to_write_on(s, b, s->left, width, b->text);
	if (below)
		s->y += down + 8;
	to_write_on(s, b, below ? s->left : s->left + width + 24, width, b->side);
	setter_close(s);
	s->y += down;
}

/* A printer of 150 dpi is meant. */
float block_qr_size(const char *words)
{
	struct qr qr;

	return qr_make(words, &qr) == ERR_OK && qr.side > QR_SIDE_USUAL ? QR_SIZE_DENSE : QR_SIZE;
}

static void set_qr(struct setter *s, const struct block *b)
{
	struct text_type note = setter_type(s, b, ROLE_NOTE);
	float size = s->qr_size, x = s->left + size + PAD, top = s->y, words;
	bool beside = s->right - x >= note.size * LINE_LEAST;

	figure(s, b, b->side, (struct mark){ MARK_QR, .x = s->left, .y = s->y + 3, .w = size,
					     .h = size, .text = b->text });
	s->y += size + 8;
	setter_open(s, TAG_P, b->lang);
	words = paragraph(s, note, beside ? x : s->left, beside ? top : s->y,
			  s->right - (beside ? x : s->left), b->side);
	setter_close(s);
	if (!beside)
		s->y += words;
	else if (top + words > s->y)
		s->y = top + words;
}

/* What begins anew after a list or a text stands a little apart from it. */
static float gap_before(const struct setter *s, const struct block *b)
{
	enum block_kind before;

	if (b == s->document->blocks)
		return 0;
	before = b[-1].kind;
	if (b->kind == BLOCK_FIELD && (before == BLOCK_POINT || before == BLOCK_TEXT ||
				       before == BLOCK_TERM || before == BLOCK_NUMBER))
		return 4;
	if (b->kind == BLOCK_QR)
		return 4;
	return b->kind == BLOCK_STRONG && before == BLOCK_TEXT ? 5 : 0;
}

void block_set(struct setter *s, const struct block *b)
{
	s->y += gap_before(s, b) * s->tight.gap;
	if (s->run != TAG_NONE && s->run_kind != b->kind)
		setter_end_run(s);
	switch (b->kind) {
	case BLOCK_SHEET:
		set_sheet(s, b);
		break;
	case BLOCK_PILL:
		set_pill(s, b);
		break;
	case BLOCK_PART:
		set_part(s, b);
		break;
	case BLOCK_TITLE:
		set_words(s, b, TAG_H3, ROLE_TITLE, 3);
		break;
	case BLOCK_HEADING:
		s->y += 8 * s->tight.gap;
		set_words(s, b, TAG_H3, ROLE_HEADING, 3);
		break;
	case BLOCK_CELL:
		block_cells(s, b, 1, true);
		break;
	case BLOCK_FIELD:
		set_field(s, b);
		break;
	case BLOCK_NUMBER:
		if (!s->dry && s->page != s->sheet_page)
			s->parted |= 1u << s->sheet;
		set_number(s, b);
		break;
	case BLOCK_STRONG:
		set_words(s, b, TAG_P, ROLE_STRONG, 4);
		break;
	case BLOCK_TEXT:
		set_words(s, b, TAG_P, b->citizen ? ROLE_BODY : ROLE_CLERK, 1);
		break;
	case BLOCK_NOTE:
		set_words(s, b, TAG_P, ROLE_NOTE, 2);
		break;
	case BLOCK_POINT:
		set_point(s, b);
		break;
	case BLOCK_TERM:
		set_term(s, b);
		break;
	case BLOCK_INK:
		set_ink(s, b);
		break;
	case BLOCK_BLANK:
		set_blank(s, b);
		break;
	case BLOCK_QR:
		set_qr(s, b);
		break;
	case BLOCK_LINES:
		set_lines(s, b);
		break;
	}
}
