/*
 * Where a line of Chinese, English or both may end.
 *
 * Between two ideographs a line may break; not before closing punctuation, not
 * after opening punctuation, not inside a word or a number, not between a
 * number and the unit that follows it, not inside 四（五）.  A last line of one or two characters is
 * avoided by setting the paragraph a little narrower.
 */
#ifndef RECEIPT_LINES_H
#define RECEIPT_LINES_H

#include "receipt/fonts.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* No text of a receipt is longer than 512 bytes, no line narrower than a word. */
#define LINES_MAX 64

struct line {
	const char *text;	/* into the paragraph; not terminated */
	size_t len;		/* without the space that it ends with */
	float width;
};

struct lines {
	int count;
	struct line at[LINES_MAX];
};

/* True when a line may end between two neighbours. */
bool line_may_break(uint32_t before, uint32_t after);

/* Breaks a paragraph; what is longer than LINES_MAX lines is ERR_FULL. */
enum err lines_break(struct lines *lines, const struct fonts *fonts, float size,
		     float width, const char *text) MUST_CHECK;

#endif
