/*
 * The words of a QR code from its modules, where every module is as it was made:
 * nothing is searched for and nothing corrected, so that one wrong module is a
 * wrong code.  ISO/IEC 18004, level M, to version 20.  Any thread.
 */
#ifndef RECEIPT_QR_READ_H
#define RECEIPT_QR_READ_H

#include "receipt/qr.h"

#include <stddef.h>

/* ERR_INPUT: it is no such code; ERR_FULL: more than cap bytes with their NUL. */
enum err qr_read(const struct qr *qr, char *ret_words, size_t cap) MUST_CHECK;

#endif
