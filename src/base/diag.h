/*
 * One clear line about bad input: "file:line:column: what, and how to mend it".
 */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include "base/err.h"

struct diag {
	char file[256];	/* as the caller named it; "" when there is none */
	int line;	/* from 1; 0 when it has no place */
	int column;	/* from 1, in characters; 0 when it has no place */
	char what[512];	/* UTF-8, no line break */
};

/* Fills diag and returns ERR_INPUT, so that a parser can `return diag_set(…)`. */
enum err diag_set(struct diag *diag, const char *file, int line, int column,
		  const char *fmt, ...) PRINTF_LIKE(5, 6);

/* The line without a line break, into out (NUL-terminated, cut if it must be). */
void diag_format(const struct diag *diag, char *out, unsigned long cap);

/* The line on stderr. */
void diag_print(const struct diag *diag);

#endif
