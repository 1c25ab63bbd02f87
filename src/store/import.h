/*
 * Labelled data into the store: one file, all or nothing, in one transaction.
 * A row whose key is there already replaces it.
 *
 * The kinds and their columns are written down in src/store/README.md.
 *
 * Thread: the store's.
 */
#ifndef STORE_IMPORT_H
#define STORE_IMPORT_H

#include "base/diag.h"
#include "store/store.h"

struct import_result {
	int64_t lines;	/* of data, without the header */
	int64_t rows;	/* written: people, courses, … */
	int64_t total;	/* in the store after it */
};

/*
 * ERR_ABSENT: no such kind.  ERR_INPUT: diag says where and how to mend it, and
 * nothing was changed.
 */
enum err import_file(struct store *store, const char *kind, const char *path,
		     struct import_result *ret_result, struct diag *diag) MUST_CHECK;

/* The table that a kind fills; NULL: no such kind. */
const char *import_table(const char *kind);

/* "register, history, …": for messages. */
const char *import_kinds(void);

#endif
