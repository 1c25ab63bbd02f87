/*
 * The structure of a file: what each marked content is, and in which order it is read
 * (ISO 32000-1, 14.7 and 14.8; ISO 14289-1).
 */
#ifndef RECEIPT_PDF_TAGS_H
#define RECEIPT_PDF_TAGS_H

#include "receipt/layout.h"
#include "receipt/pdf_file.h"

/* "zh-Hans": as in BCP 47. */
const char *pdf_language(enum lang lang);
/* "TH": the tag's name in the file. */
const char *pdf_tag_name(enum tag_kind kind);

/* Which tag each marked content of a page belongs to; their numbers count from 0. */
struct pdf_content {
	HPDF_Page page;
	int count;
	int tags[MARKS_MAX];
};

void pdf_tags_write(struct pdf_file *file, const struct pages *pages,
		    const struct pdf_content *contents);

#endif
