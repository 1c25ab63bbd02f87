/*
 * The text of an identity document as a SAM-V module gives it: 256 bytes of
 * UTF-16LE, blank-padded, in four layouts told apart by the flag at offset
 * 248.  Pure: bytes in, a holder out.
 */
#ifndef CARD_IDTEXT_H
#define CARD_IDTEXT_H

#include "base/err.h"
#include "card/reader.h"
#include "core/holder.h"

/*
 * The module has authenticated the document: assurance A1.  ERR_PROTO for a
 * flag, a number, a date or a character that cannot be.  The 15-character
 * number of a 2017 permit is no identity number: it stands in permit_no.
 */
enum err idtext_to_holder(const uint8_t text[IDTEXT_SIZE], struct holder *ret_holder) MUST_CHECK;

#endif
