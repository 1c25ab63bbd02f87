/*
 * UTF-8, checked once at the border, and text that is built into a bounded
 * buffer.  A field refuses rather than cuts.
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * True when the len bytes are strict UTF-8: no overlong form, no surrogate,
 * nothing past U+10FFFF.
 */
bool utf8_valid(const char *bytes, size_t len);

/* Offset of the first byte that is not strict UTF-8, or len. */
size_t utf8_bad_offset(const char *bytes, size_t len);

/* The character at *at, which moves past it; 0 at the end.  text must be valid UTF-8. */
uint32_t utf8_next(const char **at);

/* Characters in a valid UTF-8 string. */
size_t utf8_length(const char *text);

/*
 * Nothing is seen of it: a control, a blank of any width, a mark of direction or form.
 * None of these is a character of a name or number.
 */
bool utf8_is_unseen(uint32_t character);

/* Writes a character as UTF-8 (1..4 bytes, no NUL) and returns its length. */
size_t utf8_put(uint32_t character, char out[4]);

/* Copies a string whole; ERR_FULL when it does not fit, and out is then "". */
enum err text_copy(char *out, size_t cap, const char *from) MUST_CHECK;
/* The same, where what does not fit is left out whole: of a pack that was checked, nothing is. */
void text_copy_or_none(char *out, size_t cap, const char *from);

/* The index of name in names, or -1. */
int text_find(const char *const *names, int count, const char *name);

/* A string that grows in a caller's buffer, always NUL-terminated. */
struct text {
	char *bytes;
	size_t len;
	size_t cap;
	bool full;	/* something did not fit; bytes hold what came before it */
};

struct text text_in(char *buffer, size_t cap);
void text_add(struct text *text, const char *more);
void text_add_n(struct text *text, const char *more, size_t len);
void text_addf(struct text *text, const char *fmt, ...) PRINTF_LIKE(2, 3);

#endif
