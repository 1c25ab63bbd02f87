/*
 * Where a line may end, and how a paragraph is broken.
 *
 * libunibreak (UAX 14) proposes; kinsoku of our own and the rule that a number
 * keeps its unit ("800 元", "12 天", "2021-03-15") dispose.
 *
 * Texts are valid UTF-8.  Thread: the screen's.
 */
#ifndef UI_BREAKS_H
#define UI_BREAKS_H

#include "ui/type.h"

#include <stdbool.h>
#include <stddef.h>

/* After a byte: may the line end here? */
enum brk { BREAK_NO, BREAK_MAY, BREAK_MUST };

/* breaks[i] for each of the len bytes; only a character's last byte can be other than BREAK_NO. */
void breaks_find(const char *text, size_t len, enum lang lang, unsigned char *breaks);

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
int breaks_wrap(struct type *type, struct face face, const char *text, int width_px,
		bool balanced, struct span *spans, int spans_max);

#endif
