/*
 * The tables, and how an older store becomes a current one.
 *
 * Tables are STRICT.  A column `mac` is always last and covers all others
 * (db.h); `prev` before it chains a row to the one before.
 */
#ifndef STORE_SCHEMA_H
#define STORE_SCHEMA_H

#include "base/err.h"

struct sqlite3;

/* "SKKI", so that `file` and a stray program can tell whose database it is. */
#define SCHEMA_APPLICATION_ID 0x534b4b49

/* One table of the current schema, for those who treat all alike. */
struct schema_table {
	const char *name;
	const char *row;	/* SQL: how a finding names a row */
	enum { GUARD_MAC, GUARD_SEAL, GUARD_CHAIN } guard;
};

extern const struct schema_table schema_tables[];	/* ends with a NULL name */

/* What an import fills: how many rows it left is written down in `import`. */
#define SCHEMA_TOTALS 11
extern const char *const schema_totals[SCHEMA_TOTALS];

int schema_version(void);

/*
 * The steps from version `have` (0: nothing there) to the current one; each is
 * one transaction's SQL.
 */
const char *schema_step(int have);

#endif
