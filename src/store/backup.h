/*
 * A backup: all that a store holds, in one file, made while a kiosk goes on serving.
 * What is sealed stays sealed: the key is not in it.
 *
 * The file is a database of the store's tables.  Two rows of `import` ("backup
 * application", "backup trail") say how long its chains are: they make it a backup,
 * which a bare store.db, copied without its log and its tally, is not.
 *
 * Thread: the store's.
 */
#ifndef STORE_BACKUP_H
#define STORE_BACKUP_H

#include "store/store.h"

struct backup_result {
	int64_t written;	/* rows that were not in the file, or not so */
	bool anew;		/* there was no file, or one of an older version of the program */
	struct store_counts kept;
};

/*
 * Reads the store whole, brings the file up to date in one transaction and reads it
 * whole: report gets each finding of either.  ERR_PROTO: there were findings; of the
 * store, then the file is as it was.  ERR_DENIED, logged: the file is no backup of this
 * store, or holds what the store does not.
 */
enum err backup_store(struct store *store, const char *file, store_report *report,
		      void *context, struct backup_result *ret_result) MUST_CHECK;

#endif
