/*
 * How a paragraph is broken into lines of the glass (where a line may end stands
 * in base/breaks.h).
 *
 * Texts are valid UTF-8.  Thread: the screen's.
 */
#ifndef UI_WRAP_H
#define UI_WRAP_H

#include "ui/type.h"

#include <stdbool.h>
#include <stddef.h>

/* One line of a paragraph, without the spaces at its end. */
struct span {
	int start;	/* byte in the paragraph */
	int len;
	int width;	/* px */
};

#define PARAGRAPH_BYTES_MAX 4000

/*
 * Breaks a paragraph into lines no wider than width_px; a piece that is wider
 * by itself is split between characters.  balanced: lines of about equal
 * length (titles); otherwise a last line of one or two characters is avoided.
 * Returns the number of lines, spans_max at most.
 */
int wrap_text(struct type *type, struct face face, const char *text, int width_px,
	      bool balanced, struct span *spans, int spans_max);

#endif
