#include "receipt/layout.h"

#include "receipt/setter.h"

#include <assert.h>
#include <string.h>

/* What is free at the sides: 15, 10 and 4 mm, as far as the printers of each reach. */
static const struct sheet_size {
	float width, height;
	float margin, top, bottom;
	bool narrow;
} sizes[FORMAT_COUNT] = {
	[FORMAT_A4] = { 595.276f, 841.89f, 42.6f, 34, 46, false },
	[FORMAT_A5] = { 419.528f, 595.276f, 28.4f, 28, 70, true },
	/* 80 mm; a roll is cut where the paper ends */
	[FORMAT_ROLL] = { 226.772f, 8000, 11.4f, 14, 74, true },
};

/* A sheet is set tighter until its pages are as few as they can be. */
static const struct tightness tightnesses[] = {
	{ 1, 1, 45 }, { 0.97f, 0.8f, 34 }, { 0.93f, 0.6f, 26 }, { 0.88f, 0.45f, 20 },
};
#define TIGHTNESSES ((int)(sizeof(tightnesses) / sizeof(tightnesses[0])))

/* --- marks and tags ------------------------------------------------------ */

struct mark *setter_lay(struct setter *s, struct mark mark)
{
	struct pages *pages = s->pages;
	static struct mark nowhere;

	if (s->dry)
		return &nowhere;
	if (pages->mark_count == MARKS_MAX) {
		s->err = ERR_FULL;
		return &nowhere;
	}
	mark.page = s->page;
	mark.tag = mark.kind == MARK_TEXT || mark.kind == MARK_INK || mark.kind == MARK_QR ?
		s->tag : TAG_NONE;
	pages->marks[pages->mark_count] = mark;
	return &pages->marks[pages->mark_count++];
}

void setter_text(struct setter *s, struct text_type type, float x, float base, const char *text,
		 size_t len)
{
	setter_lay(s, (struct mark){ MARK_TEXT, .x = x, .y = base, .size = type.size,
				     .bold = type.bold, .colour = type.colour,
				     .text = text, .len = len });
}

float setter_text_width(const struct setter *s, struct text_type type, const char *text)
{
	return fonts_width(s->fonts, type.bold, type.size, text, strlen(text));
}

void setter_open(struct setter *s, enum tag_kind kind, enum lang lang)
{
	struct pages *pages = s->pages;

	if (s->dry)
		return;
	if (pages->tag_count == TAGS_MAX) {
		s->err = ERR_FULL;
		return;
	}
	pages->tags[pages->tag_count] = (struct tag){ kind, .parent = s->tag, .lang = lang,
						      .page = s->page };
	s->tag = pages->tag_count++;
}

void setter_close(struct setter *s)
{
	if (!s->dry && !s->err)
		s->tag = s->pages->tags[s->tag].parent;
}

void setter_end_run(struct setter *s)
{
	if (!s->dry && s->run != TAG_NONE)
		s->tag = s->pages->tags[s->run].parent;
	if (!s->dry)
		s->run = TAG_NONE;
}

/* --- pages --------------------------------------------------------------- */

static void begin_page(struct setter *s, enum lang lang)
{
	if (s->page + 1 == SHEETS_MAX) {
		s->err = ERR_FULL;
		return;
	}
	s->page++;
	s->pages->page_count = s->page + 1;
	s->pages->at[s->page] = (struct page){ lang, s->width, s->height, s->foot };
	s->y = s->top;
}

/* A roll ends below what it says. */
static void cut_roll(struct setter *s)
{
	if (s->document->size == FORMAT_ROLL && s->page >= 0)
		s->pages->at[s->page].height = s->y + s->bottom;
}

/* A new sheet begins a section of its own; in the language that it is written in. */
static void begin_sheet(struct setter *s, const struct block *b)
{
	cut_roll(s);
	s->foot = b->mark;
	setter_end_run(s);
	s->tag = 0;
	begin_page(s, b->lang);
	s->sheet_page = s->page;
	s->sheet++;
	setter_open(s, TAG_SECT, b->lang);
}

/* --- bands: what stands side by side ------------------------------------- */

static bool one_band(const struct document *d, int first, int i)
{
	const struct block *a = &d->blocks[first], *b = &d->blocks[i];

	if (b->kind == BLOCK_SHEET)
		return false;
	if (a->kind == BLOCK_CELL && b->kind == BLOCK_CELL)
		return true;
	return a->column != COLUMN_ALL && b->column != COLUMN_ALL && a->split == b->split;
}

static int band_end(const struct document *d, int first)
{
	int end = first + 1;

	while (end < d->count && one_band(d, first, end))
		end++;
	return end;
}

static int first_right(const struct document *d, int first, int end)
{
	while (first < end && d->blocks[first].column != COLUMN_RIGHT)
		first++;
	return first;
}

static void set_run(struct setter *s, int first, int end)
{
	for (int i = first; i < end; i++)
		block_set(s, &s->document->blocks[i]);
}

#define COLUMN_GAP 16.0f

static void set_columns(struct setter *s, int first, int end)
{
	const struct document *d = s->document;
	int right = first_right(d, first, end);
	float l = s->left, r = s->right, top = s->y, low;
	float at = s->narrow ? r - s->qr_size - COLUMN_GAP / 2 :
			       l + (r - l) * (float)d->blocks[first].split / 100;

	s->right = at - COLUMN_GAP / 2;
	set_run(s, first, right);
	setter_end_run(s);
	low = s->y;
	s->left = at + COLUMN_GAP / 2;
	s->right = r;
	s->y = top;
	set_run(s, right, end);
	setter_end_run(s);
	s->left = l;
	s->y = s->y > low ? s->y : low;
}

static void set_cells(struct setter *s, int first, int end)
{
	for (int across, i = first; i < end; i += across) {
		across = block_cells_across(s, &s->document->blocks[i]);
		across = across < end - i ? across : end - i;
		block_cells(s, &s->document->blocks[i], across, i + across == end);
	}
}

/* On A5 a code stands beside the words: it is as wide as it is. */
static bool has_code_alone(const struct setter *s, int right, int end)
{
	return s->document->size == FORMAT_A5 && right + 1 == end &&
	       s->document->blocks[right].kind == BLOCK_QR;
}

static bool stands_in_columns(const struct setter *s, int first, int end)
{
	const struct document *d = s->document;
	int right = first_right(d, first, end);

	if (d->blocks[first].column == COLUMN_ALL || right == first || right == end)
		return false;
	if (s->narrow)
		return has_code_alone(s, right, end);
	return !(d->large_print && d->blocks[first].citizen);
}

static void set_band(struct setter *s, int first, int end)
{
	if (s->document->blocks[first].kind == BLOCK_CELL)
		set_cells(s, first, end);
	else if (stands_in_columns(s, first, end))
		set_columns(s, first, end);
	else
		set_run(s, first, end);
}

static float height_of(struct setter *s, int first, int end)
{
	struct setter dry = *s;

	dry.dry = true;
	for (int to; first < end; first = to) {
		to = band_end(s->document, first);
		set_band(&dry, first, to < end ? to : end);
	}
	return dry.y - s->y;
}

/* --- what stays together ------------------------------------------------- */

/* A heading stays with what it heads, and what is signed with what signs it. */
static bool stays_with_next(const struct document *d, int end)
{
	enum block_kind kind = d->blocks[end - 1].kind;

	return d->blocks[end].kind == BLOCK_LINES || kind == BLOCK_PART ||
	       kind == BLOCK_HEADING || kind == BLOCK_TITLE || kind == BLOCK_SHEET ||
	       kind == BLOCK_PILL || kind == BLOCK_INK || kind == BLOCK_BLANK;
}

static int group_end(const struct document *d, int first)
{
	int end = band_end(d, first);

	while (end < d->count && d->blocks[end].kind != BLOCK_SHEET && stays_with_next(d, end))
		end = band_end(d, end);
	return end;
}

static float room(const struct setter *s)
{
	return s->height - s->bottom - s->y;
}

static void turn_page(struct setter *s, const struct block *b)
{
	if (s->y > s->top)
		begin_page(s, b->lang);
}

/* Too much for a page: block by block, a heading not at the foot. */
static void set_long(struct setter *s, int first, int end)
{
	const struct document *d = s->document;

	for (int i = first, to; i < end && !s->err; i = to) {
		to = i + 1;
		while (to < end && stays_with_next(d, to))
			to++;
		if (d->blocks[i].kind == BLOCK_CELL)
			to = band_end(d, i);
		if (height_of(s, i, to) > room(s))
			turn_page(s, &d->blocks[i]);
		if (d->blocks[i].kind == BLOCK_CELL)
			set_cells(s, i, to);
		else
			set_run(s, i, to);
	}
	setter_end_run(s);
}

/* In large print what the visitor reads of a course goes on over the page. */
static bool flows(const struct document *d, int first)
{
	const struct block *b = &d->blocks[first];

	return d->large_print && b->citizen && b->kind == BLOCK_FIELD;
}

static void set_group(struct setter *s, int first, int end)
{
	float height = height_of(s, first, end);

	if (height > room(s) && height <= s->height - s->bottom - s->top &&
	    !flows(s->document, first))
		turn_page(s, &s->document->blocks[first]);
	if (height > room(s)) {
		set_long(s, first, end);
		return;
	}
	for (int to; first < end && !s->err; first = to) {
		to = band_end(s->document, first);
		set_band(s, first, to);
	}
}

static void set_all(struct setter *s)
{
	const struct document *d = s->document;

	setter_open(s, TAG_DOCUMENT, d->blocks[0].lang);
	for (int first = 0, end; first < d->count && !s->err; first = end) {
		end = group_end(d, first);
		if (d->blocks[first].kind == BLOCK_SHEET)
			begin_sheet(s, &d->blocks[first]);
		set_group(s, first, end);
	}
	setter_end_run(s);
	cut_roll(s);
}

/* Between what stands side by side in the foot; else it stands in two lines. */
#define FOOT_GAP 12
#define FOOT_LINE 11

/* "回执 NB…　第 1 页，共 2 页", when the number of pages is known; and the pack. */
static void set_foot(struct setter *s, struct text_type type, const char *foot, const char *pack)
{
	float height = s->pages->at[s->page].height, base = height - 30;
	float w = setter_text_width(s, type, pack), room = s->right - s->left;
	bool two = !s->narrow && setter_text_width(s, type, foot) + w + FOOT_GAP > room;

	base -= two ? 1 : 0;
	base = s->narrow ? height - 53 : base;
	setter_lay(s, (struct mark){ MARK_RULE, .x = s->left, .y = base - 13,
				     .w = s->right - s->left, .h = 0.8f });
	if (!s->narrow) {
		setter_text(s, type, s->left, base, foot, strlen(foot));
		setter_text(s, type, two ? s->left : s->right - w, base + (two ? FOOT_LINE : 0),
			    pack, strlen(pack));
		return;
	}
	s->y = base - 9;	/* three lines at most */
	setter_paragraph(s, type, foot);
	setter_paragraph(s, type, pack);
}

static void set_feet(struct setter *s)
{
	static const struct block plain;
	struct text_type type = setter_type(s, &plain, ROLE_NOTE);
	const struct document *d = s->document;

	s->tag = TAG_NONE;
	for (s->page = 0; s->page < s->pages->page_count; s->page++) {
		const char *args[] = {
			d->receipt_no,
			arena_textf(d->arena, "%d", s->page + 1),
			arena_textf(d->arena, "%d", s->pages->page_count),
		};

		set_foot(s, type, document_words(d->arena, s->pages->at[s->page].lang,
						 d->foot_key, 3, args),
			 s->pages->at[s->page].foot);
	}
}

/* Every sheet has the same code. */
static float qr_size(const struct document *d)
{
	for (int i = 0; i < d->count; i++) {
		if (d->blocks[i].kind == BLOCK_QR)
			return block_qr_size(d->blocks[i].text);
	}
	return 0;
}

static struct setter set_document(struct pages *pages, const struct document *document,
				  const struct paper_fonts *fonts, int tight, float code)
{
	const struct sheet_size *size = &sizes[document->size];
	struct setter s = {
		.pages = pages,
		.document = document,
		.fonts = fonts,
		.tight = tightnesses[tight],
		.width = size->width,
		.height = size->height,
		.top = size->top,
		.bottom = size->bottom,
		.narrow = size->narrow,
		.left = size->margin,
		.right = size->width - size->margin,
		.page = -1,
		.sheet = -1,
		.tag = TAG_NONE,
		.run = TAG_NONE,
		.qr_size = code,
	};

	pages->page_count = pages->mark_count = pages->tag_count = 0;
	set_all(&s);
	return s;
}

/* As loose as it can be on as few pages as it can be. */
static struct setter set_best(struct pages *pages, const struct document *document,
			      const struct paper_fonts *fonts)
{
	struct setter s = { 0 };
	int least = 2 * SHEETS_MAX, best = 0, last = -1, wanted = 0;
	float code = qr_size(document);

	assert(document->count > 0 && document->blocks[0].kind == BLOCK_SHEET);
	for (int i = 0; i < document->count; i++) {
		enum block_kind kind = document->blocks[i].kind;

		/* in large print what is signed has a page of its own */
		wanted += kind == BLOCK_SHEET || (kind == BLOCK_LINES && document->large_print);
	}
	for (int i = 0; i < TIGHTNESSES && least > wanted; i++) {
		int cost;

		s = set_document(pages, document, fonts, i, code);
		last = i;
		cost = pages->page_count + (s.parted != 0);
		if (!s.err && cost < least) {
			least = cost;
			best = i;
		}
	}
	if (last != best)
		s = set_document(pages, document, fonts, best, code);
	return s;
}

enum err layout_document(struct pages *pages, struct document *document,
			 const struct paper_fonts *fonts)
{
	struct setter s = set_best(pages, document, fonts);

	if (!s.err && s.parted) {
		document_number_first(document, s.parted);
		s = set_best(pages, document, fonts);
	}
	if (!s.err)
		set_feet(&s);
	return s.err;
}
