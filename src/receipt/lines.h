/*
 * A paragraph of paper, broken into lines (where a line may end stands in
 * base/breaks.h).  A last line of one or two characters is avoided by setting
 * the paragraph a little narrower.
 */
#ifndef RECEIPT_LINES_H
#define RECEIPT_LINES_H

#include "receipt/fonts.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* No text of a receipt is longer, and no line narrower than a word. */
#define PARAGRAPH_MAX 4096
#define LINES_MAX 64

struct paper_line {
	const char *text;	/* into the paragraph; not terminated */
	size_t len;		/* without the space that it ends with */
	float width;
};

struct paper_lines {
	int count;
	struct paper_line at[LINES_MAX];
};

/* Breaks a paragraph; more than PARAGRAPH_MAX bytes or LINES_MAX lines are ERR_FULL. */
enum err lines_break(struct paper_lines *lines, const struct paper_fonts *fonts, bool bold,
		     float size, float width, const char *text) MUST_CHECK;

#endif
