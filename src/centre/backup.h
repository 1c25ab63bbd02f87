/*
 * A backup that was proved: dumped from one snapshot, restored into a database beside
 * it, and compared row by row.  Only then does "archived" stand on what the snapshot
 * saw, and kiosks let go of their copies.
 *
 * pg_dump and pg_restore do the work; they are in PostgreSQL's own client package, and
 * the role needs CREATEDB for the database that the proof is made in.
 */
#ifndef CENTRE_BACKUP_H
#define CENTRE_BACKUP_H

#include "base/err.h"

/*
 * Into path, which must not be there yet and is there only when all is proved.  Of
 * ret_marked: how many applications and withdrawals became archived.  The errors,
 * each logged: ERR_FULL, path is there already; ERR_PROTO, what was restored is not
 * what was dumped; ERR_IO, ERR_GONE: a tool, a file or the database failed.
 */
enum err backup_make(const char *conninfo, const char *path, long *ret_marked) MUST_CHECK;

/*
 * From path into conninfo's database, all or nothing.  ERR_FULL, logged: a centre's
 * schema is there already, and nothing is laid over it; else as backup_make.
 */
enum err backup_restore(const char *conninfo, const char *path) MUST_CHECK;

#endif
