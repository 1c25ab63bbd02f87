/*
 * A QR code as modules, dark or light.  Level M, alphanumeric where the words
 * allow it, which makes the modules a third larger.  Any thread.
 */
#ifndef RECEIPT_QR_H
#define RECEIPT_QR_H

#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

#define QR_SIDE_MAX 97	/* version 20; 30 mm of it still read from a phone */

struct qr {
	int side;
	bool dark[QR_SIDE_MAX][QR_SIDE_MAX];	/* [row][column], without the quiet zone */
};

/* ERR_FULL when the words need a larger code. */
enum err qr_make(const char *words, struct qr *ret_qr) MUST_CHECK;

#endif
