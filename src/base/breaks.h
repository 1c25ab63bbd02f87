/*
 * Where a line may end, on glass and on paper alike.
 *
 * ICU (UAX 14) proposes; kinsoku, the rule that a number keeps its unit ("800 元",
 * "12 天", "2021-03-15"), and words that are not torn dispose.
 *
 * Texts are valid UTF-8 without a NUL.  Thread: one at a time in a process (the
 * iterator is kept).
 */
#ifndef BASE_BREAKS_H
#define BASE_BREAKS_H

#include <stddef.h>

/* After a byte: may the line end here? */
enum brk { BREAK_NO, BREAK_MAY, BREAK_MUST };

/*
 * breaks[i] for each of the len bytes of UTF-8; only a character's last byte can
 * be other than BREAK_NO.  The last is BREAK_MAY, or after a newline BREAK_MUST.
 */
void breaks_find(const char *text, size_t len, unsigned char *breaks);

/* The proposal alone, as the Unicode standard has it; the end is BREAK_MUST or BREAK_MAY. */
void breaks_of_unicode(const char *text, size_t len, unsigned char *breaks);

#endif
