/*
 * A PDF file as libharu makes it, and what libharu does not: objects that share a stream
 * (ISO 32000-1, 7.5.7) and the table of all of them as one (7.5.8), which take a fifth of
 * what plain ones do.  Pages, fonts' resources, pictures and streams are libharu's own.
 *
 * Used within pdf_memory_lend only, so nothing here returns an error.  Thread: one a file.
 */
#ifndef RECEIPT_PDF_FILE_H
#define RECEIPT_PDF_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <hpdf.h>
#include <hpdf_doc.h>

struct pdf_file {
	HPDF_Doc doc;
	HPDF_Xref packed;	/* objects that will share a stream */
};

void pdf_file_begin(struct pdf_file *file);

/* A new object without a stream. */
HPDF_Dict pdf_file_dict(struct pdf_file *file);
/* Likewise, and it stands in the file for itself. */
HPDF_Dict pdf_file_plain(struct pdf_file *file);
/* A new object with one.  Deflated, but where who knows nothing of PDF has to read it. */
HPDF_Dict pdf_file_stream(struct pdf_file *file, bool deflated);
/* A part of an object. */
HPDF_Dict pdf_file_part(struct pdf_file *file, HPDF_Dict of, const char *key);
HPDF_Array pdf_file_array(struct pdf_file *file, HPDF_Dict of, const char *key);

/* A string of ASCII, and UTF-8 as a text string, "<FEFF4E00>". */
void pdf_file_words(struct pdf_file *file, HPDF_Dict of, const char *key, const char *words);
void pdf_file_text(struct pdf_file *file, HPDF_Dict of, const char *key, const char *text);

void pdf_put(HPDF_Stream stream, const char *words);
void pdf_putf(HPDF_Stream stream, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* Points to an eighth, 0.04 mm: libharu writes five decimals, of which that has three. */
float pdf_eighth(float points);

/* The whole file; the caller wipes and frees it. */
void pdf_file_end(struct pdf_file *file, uint8_t **ret_bytes, size_t *ret_size);

#endif
