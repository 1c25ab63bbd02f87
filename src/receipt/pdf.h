/*
 * Marks to PDF bytes: tagged as PDF/UA-1 wants it, for keeping as PDF/A-2b wants it.
 * Thread: one at a time.
 */
#ifndef RECEIPT_PDF_H
#define RECEIPT_PDF_H

#include "receipt/layout.h"

/*
 * Paints the pages; title and the first page's language go into the file's
 * description, for readers of screens.  proof: NULL where the file proves nothing.
 * ERR_ABSENT when a character has no typeface, before anything is painted;
 * ERR_IO, logged, when harfbuzz fails or libharu has no memory: nothing is left of the file.
 */
enum err pdf_paint(const struct pages *pages, const struct paper_fonts *fonts,
		   const char *title, const struct pdf_proof *proof,
		   struct pdf *ret_pdf) MUST_CHECK;

#endif
