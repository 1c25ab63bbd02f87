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

#endif
