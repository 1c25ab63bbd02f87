/*
 * One application as a paper for a file: what was signed, in the words it was signed with.
 * It proves nothing; the receipt does.
 */
#ifndef TOOLS_APPLICATION_PAPER_H
#define TOOLS_APPLICATION_PAPER_H

#include "base/text.h"
#include "core/application.h"

/* Enough for every line that an application can have. */
#define APPLICATION_PAPER_MAX (64u << 10)

/*
 * As a letter (programs/press/letter_file.h).  withdrawn_by: a receipt's number, or "".
 * copy: its number among the copies of the receipt; 0: the receipt is still to come out.
 */
void application_paper(const struct application *application, const char *withdrawn_by,
		       int copy, struct text *letter);

#endif
