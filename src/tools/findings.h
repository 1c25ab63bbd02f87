/*
 * What was found of a receipt, a line each (skills-kiosk verify).
 */
#ifndef TOOLS_FINDINGS_H
#define TOOLS_FINDINGS_H

#include <stdbool.h>

enum finding_kind {
	FIND_INTACT,
	FIND_SIGNER,
	FIND_ROOT,
	FIND_TIME,
	FIND_PACK,
	FIND_REPLAY,
	FINDING_COUNT,
};

enum found {
	FOUND_UNKNOWN,		/* something that is needed for it is not here */
	FOUND_YES,
	FOUND_NO,
	FOUND_NOT_CARRIED,	/* what was given does not hold it, and nothing is said of it */
};

struct finding {
	enum found found;
	char says[640];
};

struct findings {
	char receipt_no[32];
	char statement[640];	/* what a kiosk states of itself, in lines; "": it is a receipt */
	struct finding at[FINDING_COUNT];
};

void findings_set(struct findings *findings, enum finding_kind kind, enum found found,
		  const char *fmt, ...) __attribute__((format(printf, 4, 5)));

/* On stdout; returns the exit code: EXIT_NO, EXIT_DEVICE for "not known", EXIT_DONE. */
int findings_show(const struct findings *findings, bool json);

#endif
