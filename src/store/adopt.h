/*
 * A store comes from elsewhere: from a backup, or from a folder that was copied whole.
 * It is read whole before anything of it is put in its place; what stood there is set
 * aside.  The key is the folder's own: a backup has none (backup.h).
 *
 * Thread: any; nobody else may have the store open.
 */
#ifndef STORE_ADOPT_H
#define STORE_ADOPT_H

#include "store/store.h"

struct adopt_result {
	struct store_counts kept;
	char set_aside[4096];	/* folder of what stood there, or "" */
};

/*
 * ERR_TIMEOUT: somebody has the store open, or the copied folder; ERR_DENIED, logged: no
 * key, or another store's; ERR_ABSENT: there is no such file or folder; ERR_PROTO: it is
 * not whole, report says why.
 */
enum err adopt_store(const char *dir, const char *from, store_report *report, void *context,
		     struct adopt_result *ret_result) MUST_CHECK;

#endif
