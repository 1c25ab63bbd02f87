/*
 * What libharu takes for one file: an arena of its own, wiped and given back as a whole.
 *
 * libharu reads through the NULL that it is given where memory is short, so it is given
 * none: whoever works with it ends on the spot, by a jump, and nothing of the file is left.
 * Its users therefore own nothing else while they work.
 *
 * Thread: one at a time.
 */
#ifndef RECEIPT_PDF_MEMORY_H
#define RECEIPT_PDF_MEMORY_H

#include "base/err.h"

/* Lets work do its work; ERR_IO, logged: it was ended. */
enum err pdf_memory_lend(void (*work)(void *with), void *with) MUST_CHECK;

/* For libharu, while work works. */
void *pdf_memory_take(unsigned size);
void pdf_memory_leave(void *memory);
/* Ends the work; why: one line for the log. */
_Noreturn void pdf_memory_end(const char *why, unsigned long code);

/* For tests: this many pieces are given to each work, none after them; negative: as many as fit. */
void pdf_memory_allow(long pieces);

#endif
