/*
 * Names as cards store them: GBK, and GB 18030 whose four-byte forms hold the
 * rare characters (GBK is contained in it).
 */
#ifndef CARD_GB_H
#define CARD_GB_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

/*
 * size bytes without their padding (00, FF or blanks at the end) as UTF-8.
 * ERR_PROTO: not GB 18030, or a control character in it; ERR_FULL: longer than
 * cap - 1.  out is then untouched.
 */
enum err gb_to_utf8(const uint8_t *bytes, size_t size, char *out, size_t cap) MUST_CHECK;

/* Bytes before the padding. */
size_t gb_length(const uint8_t *bytes, size_t size);

#endif
