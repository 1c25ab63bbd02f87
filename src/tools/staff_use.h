/*
 * Staff at the kiosk's own store: who asks, and why, is written into the audit
 * log before anything is shown.
 */
#ifndef TOOLS_STAFF_USE_H
#define TOOLS_STAFF_USE_H

#include "config/datadir.h"
#include "store/store.h"

#include <stdbool.h>

struct staff_use {
	char data[DATA_DIR_MAX];
	const char *by;		/* --by NUMBER, of the staff card; NULL: whoever owns the store */
	const char *why;	/* --why TEXT; NULL */
	const char *to;		/* --to FILE; NULL */
	const char *desk;	/* --desk FILE.pem; NULL */
	bool json;		/* --json */
	const char *words[2];	/* what stands without a flag: a verb, and what it is about */
	int word_count;
};

/* False: a flag that nobody knows, one without its value, or too many words. */
bool staff_use_take(int argc, char **argv, struct staff_use *ret_use);

/*
 * Writes one line into the audit log: `what`, about a receipt's number or "".  A store
 * that does not write it down shows nothing: the errors of store_audit.
 */
enum err staff_use_note(struct store *store, const struct staff_use *use, const char *what,
			const char *about) MUST_CHECK;

#endif
