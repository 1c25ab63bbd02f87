/*
 * How a row is told sound from altered, for the check and for the restore.
 */
#ifndef STORE_CHECK_H
#define STORE_CHECK_H

#include "store/db.h"
#include "store/schema.h"

/*
 * An SQL condition that is true for a sound row of the table.  ERR_PROTO when
 * its columns are gone.
 */
enum err check_sound_sql(struct db *db, const struct schema_table *table, char *out,
			 size_t cap) MUST_CHECK;

/* Whose key it is by the first rows of each table: one that verifies is proof enough. */
enum check_key {
	CHECK_KEY_UNTOLD,	/* there is no row, or none that can be read */
	CHECK_KEY_FITS,
	CHECK_KEY_FOREIGN,	/* there are rows, and not one of them verifies */
};

enum check_key check_key(struct db *db) MUST_CHECK;

/* Logs that the key in dir is another store's, and what to do; gives ERR_DENIED. */
enum err check_say_foreign(const char *dir) MUST_CHECK;

#endif
