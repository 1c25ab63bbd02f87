/*
 * What a file says of itself: its title and language in XMP, that it keeps to PDF/A-2b
 * and PDF/UA-1, and what its greys mean.
 */
#ifndef RECEIPT_PDF_META_H
#define RECEIPT_PDF_META_H

#include "receipt/pdf_file.h"

/* title: UTF-8. */
void pdf_meta_write(struct pdf_file *file, const char *title, const char *language);

void pdf_meta_intent(struct pdf_file *file);

#endif
