/*
 * A finished file is read before it is handed out: what its text layer and its QR
 * code say must be what was set, to the last character and module.  A picture of
 * its glyphs is not looked at.
 *
 * Thread: one at a time.
 */
#ifndef RECEIPT_READBACK_H
#define RECEIPT_READBACK_H

#include "receipt/layout.h"

/* Notes in *pdf what its pages are to say. */
void readback_expect(const struct pages *pages, struct pdf *pdf);

/*
 * ERR_INPUT, logged: it says something else.  ret_told, of TOLD_MAX bytes, or NULL: what
 * was read of its first sheet (receipt/told.h).
 */
enum err readback_check(const struct pdf *pdf, char *ret_told) MUST_CHECK;

#endif
