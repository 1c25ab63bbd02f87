/*
 * row_mac and unseals as SQL functions (db.h), so that what writes a row, what
 * checks it and what restores it use one definition.
 */
#ifndef STORE_SQLFUNCTIONS_H
#define STORE_SQLFUNCTIONS_H

#include "store/keys.h"

struct sqlite3;

/* keys must outlive the connection. */
void sqlfunctions_add(struct sqlite3 *handle, struct keys *keys);

/* next_mac: the row's MAC under the key that is to be (reseal.h). */
void sqlfunctions_add_next(struct sqlite3 *handle, struct keys *keys);

#endif
