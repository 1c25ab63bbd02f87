/*
 * Texts that people typed, made ready to be kept and compared: blanks at the
 * ends, composed and decomposed letters (NFC), full-width forms, characters that
 * no title may hold.
 *
 * Texts are valid UTF-8 without a NUL.  Thread: any.
 */
#ifndef BASE_NORMAL_H
#define BASE_NORMAL_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Where the text begins and its length in bytes, without blanks, tabs and line
 * breaks at its ends; U+00A0 and U+3000 are blanks.
 */
const char *text_trim(const char *text, size_t *ret_len);

/* True for a text of blanks only, and for "". */
bool text_is_blank(const char *text);

/* As it is kept: trimmed, NFC.  ERR_FULL: more than cap - 1 bytes, out is then "". */
enum err text_normal(const char *text, char *out, size_t cap) MUST_CHECK;

/* As it is compared: text_normal, and full-width forms (Ａ１（ U+FF01..FF5E) half width. */
enum err text_key(const char *text, char *out, size_t cap) MUST_CHECK;

/* True where text_key would change nothing; quick, may say false too often. */
bool text_is_key(const char *text);

/*
 * The first character that cannot be shown or changes how others are shown:
 * control, format (bidi, zero width), line and paragraph separators, private
 * use, unassigned, U+FFFD.  ret_at: which character it is, from 1.  0: none.
 */
uint32_t text_unfit(const char *text, int *ret_at);

/* A Chinese character stands in it. */
bool text_has_han(const char *text);

/* "a line break", "a tab", "a control character", "a format character", … */
const char *text_unfit_name(uint32_t character);

#endif
