/*
 * Blocks on pages: what is painted where, in points (1/72 inch) from the page's
 * upper left corner, and what each painted thing is for a reader who does not
 * see it.  Margins, type sizes and the rules of keeping together stand here and
 * nowhere else.
 *
 * Pure.
 */
#ifndef RECEIPT_LAYOUT_H
#define RECEIPT_LAYOUT_H

#include "receipt/document.h"
#include "receipt/fonts.h"

#define PAGE_WIDTH_PT 595.276f	/* 210 mm */
#define PAGE_HEIGHT_PT 841.89f	/* 297 mm */
#define PT_PER_MM 2.834646f

enum mark_kind {
	MARK_TEXT,	/* x, y: where its base line begins */
	MARK_BOX,	/* filled, corners rounded by `radius` */
	MARK_FRAME,	/* outlined, likewise */
	MARK_RULE,	/* a line from x, y to x + w, y; dashed where radius is not 0 */
	MARK_INK,	/* the drawn part of the ink fills x, y, w, h */
	MARK_QR,
};

/* What something is, in the words of ISO 32000-1, 14.8.4. */
enum tag_kind {
	TAG_DOCUMENT,
	TAG_SECT,
	TAG_H1,
	TAG_H2,
	TAG_H3,
	TAG_P,
	TAG_TABLE,
	TAG_TR,
	TAG_TH_COLUMN,
	TAG_TH_ROW,
	TAG_TD,
	TAG_L,
	TAG_LI,
	TAG_LBL,
	TAG_LBODY,
	TAG_FIGURE,
	TAG_KIND_COUNT,
};

struct tag {
	enum tag_kind kind;
	int parent;		/* -1: of the document */
	enum lang lang;
	const char *alt;	/* TAG_FIGURE: what it shows */
	int page;		/* TAG_FIGURE: where it stands */
	float x, y, w, h;
};

#define TAGS_MAX 1536
#define TAG_NONE (-1)

struct mark {
	enum mark_kind kind;
	int page;		/* from 0 */
	float x, y, w, h;
	float radius;
	float size;		/* of type */
	bool bold;
	uint32_t colour;	/* 0xRRGGBB */
	const char *text;	/* MARK_TEXT, not terminated; MARK_QR, terminated */
	size_t len;
	const struct ink *ink;
	int tag;		/* of pages.tags; TAG_NONE: only ornament */
};

#define MARKS_MAX 2048
#define SHEETS_MAX 24

struct page {
	enum lang lang;		/* of the sheet that it belongs to */
	float width, height;
	const char *foot;	/* by which rules, and by what clock */
};

/* The marks stand in the order in which they are read. */
struct pages {
	int page_count;
	struct page at[SHEETS_MAX];
	int mark_count;
	struct mark marks[MARKS_MAX];
	int tag_count;
	struct tag tags[TAGS_MAX];	/* the document itself first; parents before children */
};

/* The smallest upright rectangle around the strokes, 1/100 mm. */
struct ink_bounds {
	int left, top, right, bottom;
};
struct ink_bounds ink_bounds(const struct ink *ink);

/*
 * Texts of the marks live as long as the document, in which a sheet that is more than a
 * page, however tight, gets its number before what goes on.
 */
enum err layout_document(struct pages *pages, struct document *document,
			 const struct paper_fonts *fonts) MUST_CHECK;

#endif
