/*
 * Bytes of a file that grow, in the notation of PDF, and are wiped when they are given
 * up: what stands in a receipt is a person's.  Any thread.
 */
#ifndef RECEIPT_PDF_BYTES_H
#define RECEIPT_PDF_BYTES_H

#include <stddef.h>
#include <stdint.h>

struct pdf_bytes {
	uint8_t *bytes;
	size_t size;
	size_t cap;
};

/* Aborts when the system has no memory, as elsewhere. */
void pdf_bytes_add(struct pdf_bytes *b, const void *more, size_t size);
void pdf_bytes_words(struct pdf_bytes *b, const char *words);
void pdf_bytes_wordsf(struct pdf_bytes *b, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
/* "12.5 ": two decimals at the most. */
void pdf_bytes_number(struct pdf_bytes *b, float number);
/* UTF-8 as a text string, "<FEFF4E00>". */
void pdf_bytes_text(struct pdf_bytes *b, const char *text);
/* The bytes as deflate packs them, behind what stands in to. */
void pdf_bytes_deflate(struct pdf_bytes *to, const void *bytes, size_t size);

void pdf_bytes_finish(struct pdf_bytes *b);

#endif
