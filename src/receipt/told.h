/*
 * What was read of a finished file, as it is told to who cannot see it: the first sheet,
 * a line a heading ("#" before it), a row ("label：value") or a paragraph.  Pure.
 */
#ifndef RECEIPT_TOLD_H
#define RECEIPT_TOLD_H

/* The longest sheet that is shipped has 9 kB. */
#define TOLD_MAX 16384

/* marked: of pdf_read.h.  What does not fit is not told at all: *out is "" then. */
void told_make(const char *marked, char out[TOLD_MAX]);

#endif
