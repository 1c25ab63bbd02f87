/*
 * What a file says of itself: its title and language in XMP, that it keeps to PDF/A-2b
 * and PDF/UA-1, and what its greys mean.
 */
#ifndef RECEIPT_PDF_META_H
#define RECEIPT_PDF_META_H

#include "receipt/pdf_file.h"

/* Writes the metadata and answers with their number.  title: UTF-8. */
int pdf_meta_write(struct pdf_file *file, const char *title, const char *language);

/* Writes the profile of the greys and answers with the number of the output intent. */
int pdf_meta_intent(struct pdf_file *file);

#endif
