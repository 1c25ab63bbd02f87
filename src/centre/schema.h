/*
 * The schema, brought up to date: sql/NNNN-name.sql in their order, each in a
 * transaction of its own that also writes down that it ran.  One that was shipped
 * never changes: its hash is kept, and another hash is refused.
 */
#ifndef CENTRE_SCHEMA_H
#define CENTRE_SCHEMA_H

#include "base/err.h"
#include "centre/database.h"

/*
 * Runs what did not run yet; told for each file that ran.  Two at once are one after
 * the other.  ERR_INPUT, logged: a file changed after it ran, or the database is of a
 * newer program; ERR_ABSENT, logged: there is no folder; the errors of database_call.
 */
enum err schema_migrate(struct database *db, const char *folder, void (*ran)(const char *name))
	MUST_CHECK;

#endif
