/*
 * Blocks on A4 pages: what is painted where, in points (1/72 inch) from the
 * page's upper left corner.  Margins, type sizes and the rules of keeping
 * together stand here and nowhere else.
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
	MARK_INK,	/* the drawn part of the ink fills x, y, w, h */
	MARK_QR,
};

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
};

#define MARKS_MAX 2048
#define SHEETS_MAX 24

struct pages {
	int page_count;
	enum lang langs[SHEETS_MAX];	/* of the sheet that a page belongs to */
	int mark_count;
	struct mark marks[MARKS_MAX];
};

/* The smallest upright rectangle around the strokes, 1/100 mm. */
struct ink_bounds {
	int left, top, right, bottom;
};
struct ink_bounds ink_bounds(const struct ink *ink);

/* Texts of the marks live as long as the document. */
enum err layout_document(struct pages *pages, const struct document *document,
			 const struct paper_fonts *fonts) MUST_CHECK;

#endif
