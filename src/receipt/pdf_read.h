/*
 * What a finished file says: the words that a reader of its text layer finds, by
 * its own maps from codes to characters, and the modules of its QR code.
 *
 * Thread: one at a time.
 */
#ifndef RECEIPT_PDF_READ_H
#define RECEIPT_PDF_READ_H

#include "receipt/qr.h"

#include <stddef.h>
#include <stdint.h>

#define PDF_TEXT_MAX (128u << 10)	/* the longest sheet has 20 kB */

struct pdf_reading {
	/* In the order of the file: "\n" behind each piece of text, "\f" behind each page. */
	char text[PDF_TEXT_MAX];
	/*
	 * What is no ornament, in the order in which it is read: a line for each piece of
	 * marked content, its tag's name, a blank and its words.
	 */
	char marked[PDF_TEXT_MAX];
	struct qr qr;		/* side 0: there is none */
};

/* ERR_INPUT: it is no file that can be read so.  Wipe *ret_reading after use. */
enum err pdf_read(const uint8_t *bytes, size_t size, struct pdf_reading *ret_reading) MUST_CHECK;

#endif
