/*
 * A damaged store is set aside, never altered, and a new one is built from
 * every row that verifies: first those of the damaged file, then, for what is
 * missing, those of the last good copy.
 *
 * A chain keeps its numbers.  What neither file has is written down as a gap,
 * so that the loss stays visible and later checks do not trip over it.
 */
#ifndef STORE_RESTORE_H
#define STORE_RESTORE_H

#include "store/store.h"

struct restore_result {
	struct store_counts kept;
	int64_t from_copy;	/* rows that only the good copy had */
	int64_t lost;		/* applications and lines of the audit log known to be missing */
	char set_aside[4096];	/* folder of the damaged files */
};

/*
 * ERR_TIMEOUT: somebody has the store open; ERR_DENIED: the key is missing, not
 * readable, or another store's; ERR_ABSENT: there is no database to restore.
 */
enum err restore_store(const char *dir, struct restore_result *ret_result) MUST_CHECK;

/* Makes the good copy (store.good): call it only right after a check without findings. */
enum err restore_keep_copy(struct store *store) MUST_CHECK;

#endif
