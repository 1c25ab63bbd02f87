/*
 * The database under the store: one connection, its prepared statements, and
 * what an error of SQLite means here.
 *
 * Two functions of ours stand in SQL:
 *	row_mac(TABLE, column, …)	the MAC of a row, over types and values
 *	unseals(TABLE, place, blob)	1 when a register row's seal opens
 *
 * Thread: the store's.
 */
#ifndef STORE_DB_H
#define STORE_DB_H

#include "base/err.h"
#include "core/date.h"
#include "store/keys.h"
#include "store/queries.h"

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct db {
	sqlite3 *handle;	/* NULL while it is closed */
	struct keys *keys;	/* borrowed */
	bool sync_failed;	/* in this process: what the disk holds is not known */
	int log_pages;		/* in the write-ahead log after the last commit */
	sqlite3_stmt *statements[QUERY_COUNT];
};

/*
 * Opens or makes path, WAL and synchronous=FULL, both read back, and brings
 * the schema up to date.  ERR_DENIED: made by a newer program, or not a store.
 */
enum err db_open(struct db *db, const char *path, struct keys *keys) MUST_CHECK;
void db_close(struct db *db);

/* Opens what may be damaged, to read what can be read; its contents stay as they are. */
enum err db_open_evidence(struct db *db, const char *path, struct keys *keys) MUST_CHECK;

/* What rc means to a caller of the store (store.h); logs SQLite's text once. */
enum err db_error(struct db *db, int rc, const char *doing) MUST_CHECK;

/* A sync outside SQLite failed: ERR_GONE. */
enum err db_sync_failed(struct db *db) MUST_CHECK;

/* SQL without parameters or rows. */
enum err db_exec(struct db *db, const char *sql) MUST_CHECK;

/*
 * A cached statement, ready to bind.  NULL when it cannot be made; binding then
 * does nothing and db_step says why: ERR_PROTO where SQL and schema do not
 * agree, which only damage can bring about.
 */
sqlite3_stmt *db_query(struct db *db, enum query query);

/*
 * ERR_ABSENT when there is no (further) row.  The caller resets after the last
 * row: db_reset.
 */
enum err db_step(struct db *db, sqlite3_stmt *statement) MUST_CHECK;
void db_reset(sqlite3_stmt *statement);	/* NULL is left alone */
/* After the last db_step over many rows, err its answer: that there is none left is no error. */
MUST_CHECK static inline enum err db_end_rows(sqlite3_stmt *statement, enum err err)
{
	db_reset(statement);
	return err == ERR_ABSENT ? ERR_OK : err;
}
/* Runs a statement that gives no rows, and resets it. */
enum err db_run(struct db *db, sqlite3_stmt *statement) MUST_CHECK;

/* BEGIN IMMEDIATE: waits for other writers, ERR_TIMEOUT. */
enum err db_begin(struct db *db) MUST_CHECK;
/* After an error nobody knows whether it is in: store_settle finds out. */
enum err db_commit(struct db *db) MUST_CHECK;
void db_rollback(struct db *db);

/* All of it as it stands now, into a new file (0600), not synced; writers go on meanwhile. */
enum err db_copy_whole(struct db *db, const char *path) MUST_CHECK;

/* Moves the log into the database and syncs both. */
enum err db_checkpoint(struct db *db, int mode) MUST_CHECK;

/* A one-row, one-column number. */
enum err db_number(struct db *db, const char *sql, int64_t *ret_number) MUST_CHECK;

/* ---- binding and reading; parameters from 1, columns from 0 ---- */

void db_bind_text(sqlite3_stmt *statement, int at, const char *text);
void db_bind_blob(sqlite3_stmt *statement, int at, const void *data, size_t size);
void db_bind_number(sqlite3_stmt *statement, int at, int64_t number);
/* NULL for a date that is not set. */
void db_bind_date(sqlite3_stmt *statement, int at, struct date date);

/* ERR_PROTO when the text is longer than cap - 1: only damage can bring that about. */
enum err db_text(sqlite3_stmt *statement, int column, char *out, size_t cap) MUST_CHECK;
struct date db_date(sqlite3_stmt *statement, int column);

#endif
