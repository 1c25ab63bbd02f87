#include "store/db.h"

#include "base/log.h"
#include "store/files.h"
#include "store/schema.h"
#include "store/sqlfunctions.h"
#include "store/store.h"

#include <assert.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum err db_error(struct db *db, int rc, const char *doing)
{
	int extended = db->handle ? sqlite3_extended_errcode(db->handle) : rc;

	if (extended == SQLITE_IOERR_FSYNC || extended == SQLITE_IOERR_DIR_FSYNC)
		db->sync_failed = true;
	log_error("store: %s: %s (%d)", doing,
		  db->handle ? sqlite3_errmsg(db->handle) : sqlite3_errstr(rc), extended);
	if (db->sync_failed)
		return ERR_GONE;
	switch (rc & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return ERR_TIMEOUT;
	case SQLITE_FULL:
		return ERR_FULL;
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
	case SQLITE_ERROR:	/* SQL that does not fit the schema */
		return ERR_PROTO;
	default:
		return ERR_IO;
	}
}

enum err db_sync_failed(struct db *db)
{
	log_error("store: a sync failed: %s", strerror(errno));
	db->sync_failed = true;
	return ERR_GONE;
}

enum err db_exec(struct db *db, const char *sql)
{
	int rc = sqlite3_exec(db->handle, sql, NULL, NULL, NULL);

	return rc == SQLITE_OK ? ERR_OK : db_error(db, rc, "running SQL");
}

sqlite3_stmt *db_query(struct db *db, enum query query)
{
	sqlite3_stmt **statement = &db->statements[query];

	if (!*statement)
		sqlite3_prepare_v3(db->handle, query_sql(query), -1, SQLITE_PREPARE_PERSISTENT,
				   statement, NULL);
	return *statement;
}

enum err db_step(struct db *db, sqlite3_stmt *statement)
{
	int rc;

	if (!statement)
		return db_error(db, sqlite3_errcode(db->handle), "preparing");
	rc = sqlite3_step(statement);
	if (rc == SQLITE_ROW)
		return ERR_OK;
	if (rc == SQLITE_DONE)
		return ERR_ABSENT;
	return db_error(db, rc, "asking");
}

/* Bindings are forgotten too: they may have been personal. */
void db_reset(sqlite3_stmt *statement)
{
	if (!statement)
		return;
	sqlite3_reset(statement);
	sqlite3_clear_bindings(statement);
}

enum err db_run(struct db *db, sqlite3_stmt *statement)
{
	enum err err = db_step(db, statement);

	assert(err != ERR_OK);
	db_reset(statement);
	return err == ERR_ABSENT ? ERR_OK : err;
}

enum err db_begin(struct db *db)
{
	return db_exec(db, "BEGIN IMMEDIATE");
}

enum err db_commit(struct db *db)
{
	return db_exec(db, "COMMIT");
}

void db_rollback(struct db *db)
{
	if (db->handle && !sqlite3_get_autocommit(db->handle))
		sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
}

enum err db_checkpoint(struct db *db, int mode)
{
	int rc;

	/* Whoever reads all of it, as a backup does, is not waited for: a visitor waits too. */
	sqlite3_busy_timeout(db->handle, 0);
	rc = sqlite3_wal_checkpoint_v2(db->handle, NULL, mode, NULL, NULL);
	sqlite3_busy_timeout(db->handle, STORE_BUSY_MS);
	/* Another reader may keep the log: it will be moved the next time. */
	if (rc == SQLITE_OK || (rc & 0xff) == SQLITE_BUSY || (rc & 0xff) == SQLITE_LOCKED)
		return ERR_OK;
	return db_error(db, rc, "moving the log into the database");
}

enum err db_copy_whole(struct db *db, const char *path)
{
	sqlite3_stmt *statement = NULL;
	enum err err = files_make_private(path);

	if (err)
		return err;
	if (sqlite3_prepare_v2(db->handle, "VACUUM INTO ?1", -1, &statement, NULL))
		return ERR_IO;
	db_bind_text(statement, 1, path);
	err = db_step(db, statement);
	sqlite3_finalize(statement);
	return err == ERR_ABSENT ? ERR_OK : err;
}

enum err db_number(struct db *db, const char *sql, int64_t *ret_number)
{
	sqlite3_stmt *statement = NULL;
	int rc = sqlite3_prepare_v2(db->handle, sql, -1, &statement, NULL);
	enum err err;

	if (rc != SQLITE_OK)
		return db_error(db, rc, "preparing");
	err = db_step(db, statement);
	if (!err)
		*ret_number = sqlite3_column_int64(statement, 0);
	sqlite3_finalize(statement);
	return err;
}

/* ---- opening ---- */

static enum err migrate_one(struct db *db, int have)
{
	char version[96];
	enum err err = db_exec(db, schema_step(have));

	if (err)
		return err;
	snprintf(version, sizeof(version), "PRAGMA application_id=%d; PRAGMA user_version=%d",
		 SCHEMA_APPLICATION_ID, have + 1);
	return db_exec(db, version);
}

/* One transaction: a store is at one version or the other, never between. */
static enum err migrate(struct db *db)
{
	int64_t have = 0;
	enum err err = db_begin(db);

	if (!err)
		err = db_number(db, "PRAGMA user_version", &have);
	while (!err && have < schema_version()) {
		err = migrate_one(db, (int)have);
		have++;
	}
	if (!err)
		err = db_commit(db);
	db_rollback(db);
	return err;
}

static enum err check_owner(struct db *db)
{
	int64_t id = 0, version = 0, tables = 0;
	enum err err = db_number(db, "PRAGMA application_id", &id);

	if (!err)
		err = db_number(db, "PRAGMA user_version", &version);
	if (!err)
		err = db_number(db, "SELECT count(*) FROM sqlite_schema", &tables);
	if (err)
		return err;
	if (tables > 0 && id != SCHEMA_APPLICATION_ID) {
		log_error("store: this database is not a kiosk's store");
		return ERR_DENIED;
	}
	if (version > schema_version()) {
		log_error("store: version %" PRId64 " is newer than this program's %d",
			  version, schema_version());
		return ERR_DENIED;
	}
	return version < schema_version() ? migrate(db) : ERR_OK;
}

static bool in_wal_mode(struct db *db)
{
	sqlite3_stmt *statement = NULL;
	char mode[16] = "";
	bool wal;

	wal = sqlite3_prepare_v2(db->handle, "PRAGMA journal_mode", -1, &statement, NULL) ==
		      SQLITE_OK &&
	      db_step(db, statement) == ERR_OK &&
	      db_text(statement, 0, mode, sizeof(mode)) == ERR_OK && strcmp(mode, "wal") == 0;
	sqlite3_finalize(statement);
	return wal;
}

/* journal_mode can stay what it was without an error, so it is asked, not believed. */
static enum err read_back_pragmas(struct db *db)
{
	int64_t synchronous = 0, foreign_keys = 0;
	bool wal = in_wal_mode(db);
	enum err err = db_number(db, "PRAGMA synchronous", &synchronous);

	if (!err)
		err = db_number(db, "PRAGMA foreign_keys", &foreign_keys);
	if (err)
		return err;
	if (!wal || synchronous != 2 || foreign_keys != 1) {
		log_error("store: WAL %d, synchronous %d, foreign keys %d: not what was asked for",
			  (int)wal, (int)synchronous, (int)foreign_keys);
		return ERR_IO;
	}
	return ERR_OK;
}

static int note_log_size(void *context, sqlite3 *handle, const char *name, int pages)
{
	struct db *db = context;

	(void)handle;
	(void)name;
	db->log_pages = pages;
	return SQLITE_OK;
}

static enum err prepare_connection(struct db *db)
{
	enum err err;

	sqlite3_extended_result_codes(db->handle, 1);
	sqlite3_busy_timeout(db->handle, STORE_BUSY_MS);
	sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(db->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	/* Our own hook in place of the automatic checkpoint, which swallows a failed sync. */
	sqlite3_wal_hook(db->handle, note_log_size, db);
	sqlfunctions_add(db->handle, db->keys);
	err = db_exec(db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
			  "PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY;"
			  "PRAGMA secure_delete=ON; PRAGMA cell_size_check=ON");
	if (!err)
		err = read_back_pragmas(db);
	if (!err)
		err = check_owner(db);
	return err;
}

enum err db_open(struct db *db, const char *path, struct keys *keys)
{
	int rc;
	enum err err;

	*db = (struct db){ .keys = keys, .sync_failed = db->sync_failed };
	/* A store belongs to one thread. */
	rc = sqlite3_open_v2(path, &db->handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE |
			     SQLITE_OPEN_NOMUTEX, NULL);
	err = rc == SQLITE_OK ? prepare_connection(db) : db_error(db, rc, "opening");
	if (err)
		db_close(db);
	return err;
}

enum err db_open_evidence(struct db *db, const char *path, struct keys *keys)
{
	int rc;

	*db = (struct db){ .keys = keys };
	rc = sqlite3_open_v2(path, &db->handle, SQLITE_OPEN_READWRITE, NULL);
	if (rc != SQLITE_OK) {
		db_close(db);
		return ERR_PROTO;
	}
	/* Else closing would move a damaged log into the database. */
	sqlite3_db_config(db->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	sqlfunctions_add(db->handle, keys);
	return ERR_OK;
}

void db_close(struct db *db)
{
	for (int i = 0; i < QUERY_COUNT; i++)
		sqlite3_finalize(db->statements[i]);
	memset(db->statements, 0, sizeof(db->statements));
	if (db->handle)
		assert(sqlite3_close(db->handle) == SQLITE_OK);
	db->handle = NULL;
}

/* ---- binding and reading ---- */

void db_bind_text(sqlite3_stmt *statement, int at, const char *text)
{
	if (statement)
		sqlite3_bind_text(statement, at, text, -1, SQLITE_TRANSIENT);
}

void db_bind_blob(sqlite3_stmt *statement, int at, const void *data, size_t size)
{
	if (statement)
		sqlite3_bind_blob64(statement, at, data, size, SQLITE_TRANSIENT);
}

void db_bind_number(sqlite3_stmt *statement, int at, int64_t number)
{
	if (statement)
		sqlite3_bind_int64(statement, at, number);
}

void db_bind_date(sqlite3_stmt *statement, int at, struct date date)
{
	if (statement && date_is_set(date))
		sqlite3_bind_int(statement, at, date_to_days(date));
}

enum err db_text(sqlite3_stmt *statement, int column, char *out, size_t cap)
{
	const char *text = (const char *)sqlite3_column_text(statement, column);
	size_t size = (size_t)sqlite3_column_bytes(statement, column);

	if (!text)
		text = "";
	if (size >= cap || strlen(text) != size)
		return ERR_PROTO;
	memcpy(out, text, size + 1);
	return ERR_OK;
}

/* Days out of any calendar's range can only be damage: read as not set. */
struct date db_date(sqlite3_stmt *statement, int column)
{
	int64_t days = sqlite3_column_int64(statement, column);

	if (sqlite3_column_type(statement, column) != SQLITE_INTEGER ||
	    days < -25000 || days > 80000)
		return (struct date){ 0 };
	return date_from_days((int32_t)days);
}
