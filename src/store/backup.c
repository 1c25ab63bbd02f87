#include "store/backup.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/text.h"
#include "store/check.h"
#include "store/files.h"
#include "store/inner.h"
#include "store/schema.h"

#include <errno.h>
#include <inttypes.h>
#include <libgen.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define BACKUP_SQL_MAX 512

static const char *const chains[] = { "application", "trail" };

struct backup {
	struct store *store;
	const char *file;
	store_report *report;
	void *context;
	struct backup_result result;
};

/* ---- marks ---- */

enum err backup_read_counts(struct db *db, struct tally_counts *ret_counts)
{
	int64_t rows[2];

	for (int i = 0; i < 2; i++) {
		char sql[BACKUP_SQL_MAX];
		enum err err;

		snprintf(sql, sizeof(sql), "SELECT rows FROM import WHERE kind = 'backup %s'"
			 " AND mac IS row_mac('import', kind, at, rows)", chains[i]);
		err = db_number(db, sql, &rows[i]);
		if (err)
			return err;
	}
	*ret_counts = (struct tally_counts){ rows[0], rows[1] };
	return ERR_OK;
}

enum err backup_unmark(struct db *db)
{
	return db_exec(db, "DELETE FROM import WHERE kind LIKE 'backup %'");
}

static enum err put_mark(struct db *db, const char *name)
{
	sqlite3_stmt *row = NULL;
	enum err err;

	if (sqlite3_prepare_v2(db->handle, "INSERT INTO copy.import"
		" SELECT k, at, n, row_mac('import', k, at, n) FROM (SELECT 'backup ' || ?1 AS k,"
		" ?2 AS at, ifnull((SELECT rows FROM copy.chain WHERE name = ?1), 0) AS n)",
		-1, &row, NULL) != SQLITE_OK)
		return ERR_PROTO;
	db_bind_text(row, 1, name);
	db_bind_number(row, 2, clock_wall_s());
	err = db_step(db, row);
	sqlite3_finalize(row);
	return err == ERR_ABSENT ? ERR_OK : err;
}

static enum err put_marks(struct db *db)
{
	enum err err = put_mark(db, chains[0]);

	return err ? err : put_mark(db, chains[1]);
}

/* ---- the file beside the store, on one connection ---- */

static enum err attach(struct db *db, const char *file)
{
	sqlite3_stmt *row = NULL;
	enum err err = db_exec(db, "PRAGMA foreign_keys=OFF");

	if (err)
		return err;
	if (sqlite3_prepare_v2(db->handle, "ATTACH ?1 AS copy", -1, &row, NULL) != SQLITE_OK)
		return ERR_IO;
	db_bind_text(row, 1, file);
	err = db_step(db, row);
	sqlite3_finalize(row);
	if (err != ERR_ABSENT)
		return err;
	return db_exec(db, "PRAGMA copy.synchronous=FULL; BEGIN");
}

/* A transaction that failed is undone; what was attached goes in any case. */
static enum err detach(struct db *db, enum err err)
{
	if (!err)
		err = db_commit(db);
	db_rollback(db);
	sqlite3_exec(db->handle, "DETACH copy", NULL, NULL, NULL);
	sqlite3_exec(db->handle, "PRAGMA foreign_keys=ON", NULL, NULL, NULL);
	return err;
}

/* ---- only what has changed ---- */

/*
 * The file's last row must stand in the store too, or have been kept its time there:
 * else the file is all that is left of something.
 */
static enum err check_history(struct backup *b, const char *name)
{
	char sql[2 * BACKUP_SQL_MAX];
	int64_t strange = 0;
	enum err err;

	snprintf(sql, sizeof(sql),
		 "SELECT count(*) FROM copy.chain c WHERE c.name = '%s'"
		 " AND NOT EXISTS (SELECT 1 FROM main.%s WHERE seq = c.rows AND mac = c.head)"
		 " AND NOT EXISTS (SELECT 1 FROM main.expired e WHERE e.name = c.name"
		 "  AND c.rows BETWEEN e.first AND e.last)"
		 " AND NOT EXISTS (SELECT 1 FROM main.chain m WHERE m.name = c.name"
		 "  AND m.rows = c.rows AND m.head = c.head)", name, name);
	err = db_number(&b->store->db, sql, &strange);
	if (err || strange == 0)
		return err;
	log_error("%s: it holds what this store does not: keep it, and name another file",
		  b->file);
	return ERR_DENIED;
}

static enum err put_rows(struct backup *b, const char *remove, const char *add)
{
	struct db *db = &b->store->db;
	enum err err = db_exec(db, remove);

	if (!err)
		err = db_exec(db, add);
	if (!err)
		b->result.written += sqlite3_changes64(db->handle);
	return err;
}

/* A register changes by an import alone, which notes when it was. */
static enum err update_sealed(struct backup *b, const char *table)
{
	char sql[BACKUP_SQL_MAX], add[BACKUP_SQL_MAX];
	int64_t same = 0;
	enum err err;

	snprintf(sql, sizeof(sql), "SELECT (SELECT mac FROM copy.import WHERE kind = '%s') IS"
		 " (SELECT mac FROM main.import WHERE kind = '%s')", table, table);
	err = db_number(&b->store->db, sql, &same);
	if (err || same)
		return err;
	snprintf(sql, sizeof(sql), "DELETE FROM copy.%s", table);
	snprintf(add, sizeof(add), "INSERT INTO copy.%s SELECT * FROM main.%s", table, table);
	return put_rows(b, sql, add);
}

/* Rows of a chain never change: they are added, and removed when they were kept their time. */
static enum err update_chained(struct backup *b, const char *table)
{
	char sql[BACKUP_SQL_MAX], add[BACKUP_SQL_MAX];

	snprintf(sql, sizeof(sql), "DELETE FROM copy.%s WHERE seq NOT IN"
		 " (SELECT seq FROM main.%s)", table, table);
	snprintf(add, sizeof(add), "INSERT INTO copy.%s SELECT * FROM main.%s WHERE seq >"
		 " ifnull((SELECT max(seq) FROM copy.%s), 0) ORDER BY seq", table, table, table);
	return put_rows(b, sql, add);
}

/* A row's MAC is over all that it says. */
static enum err update_guarded(struct backup *b, const char *table)
{
	char sql[BACKUP_SQL_MAX], add[BACKUP_SQL_MAX];

	snprintf(sql, sizeof(sql), "DELETE FROM copy.%s WHERE mac NOT IN"
		 " (SELECT mac FROM main.%s)", table, table);
	snprintf(add, sizeof(add), "INSERT INTO copy.%s SELECT * FROM main.%s WHERE mac NOT IN"
		 " (SELECT mac FROM copy.%s)", table, table, table);
	return put_rows(b, sql, add);
}

static enum err update_table(struct backup *b, const struct schema_table *table)
{
	switch (table->guard) {
	case GUARD_SEAL:
		return update_sealed(b, table->name);
	case GUARD_CHAIN:
		return update_chained(b, table->name);
	case GUARD_MAC:
		break;
	}
	return update_guarded(b, table->name);
}

static enum err update(struct backup *b)
{
	enum err err = attach(&b->store->db, b->file);

	for (int i = 0; !err && i < 2; i++)
		err = check_history(b, chains[i]);
	for (const struct schema_table *t = schema_tables; !err && t->name; t++)
		err = update_table(b, t);
	if (!err)
		err = put_marks(&b->store->db);
	return detach(&b->store->db, err);
}

/* ---- verified ---- */

/* Each row of the file, read from it by another connection. */
static enum err verify(struct backup *b, const char *file)
{
	struct store probe = { .keys = b->store->keys };
	int findings = 0;
	enum err err = db_open_evidence(&probe.db, file, b->store->keys);

	if (err)
		return err;
	err = store_check(&probe, b->report, b->context, &findings);
	if (!err && findings == 0)
		err = store_count(&probe, &b->result.kept);
	db_close(&probe.db);
	return err ? err : findings > 0 ? ERR_PROTO : ERR_OK;
}

/* ---- a file of its own ---- */

static enum err make_whole(struct backup *b, const char *making)
{
	struct db *db = &b->store->db;
	enum err err = db_copy_whole(db, making);

	if (err)
		return err;
	err = attach(db, making);
	if (!err)
		err = put_marks(db);
	return detach(db, err);
}

static enum err put_anew(struct backup *b)
{
	char making[PATH_MAX], dir[PATH_MAX];
	struct text text = text_in(making, sizeof(making));
	enum err err = text_copy(dir, sizeof(dir), b->file);

	text_addf(&text, "%s.new", b->file);
	if (err || text.full)
		return ERR_FULL;
	err = make_whole(b, making);
	if (!err)
		err = verify(b, making);
	if (!err)
		err = files_put_in_place(dirname(dir), making, b->file);
	if (err)
		unlink(making);
	b->result.anew = true;
	b->result.written = b->result.kept.people + b->result.kept.ledgers +
			    b->result.kept.courses + b->result.kept.institutions +
			    b->result.kept.standards + b->result.kept.visits +
			    b->result.kept.applications + b->result.kept.audit_log;
	return err;
}

/* ---- which of the two ---- */

static enum err read_version(struct backup *b, struct keys *keys, int64_t *ret_version)
{
	struct db db = { .handle = NULL };
	struct tally_counts counts;
	enum err err = db_open_evidence(&db, b->file, keys);

	if (!err)
		err = backup_read_counts(&db, &counts);
	if (!err)
		err = db_number(&db, "PRAGMA user_version", ret_version);
	db_close(&db);
	return err;
}

/* One that was made before all got a new key: nothing in it can be brought up to date. */
static enum err look_with_former_key(struct backup *b)
{
	struct keys *former = NULL;
	char path[PATH_MAX];
	int64_t version;
	enum err err = files_path(b->store->dir, "key.was", path);

	if (!err)
		err = keys_open_former(path, b->store->keys, &former);
	if (!err)
		err = read_version(b, former, &version);
	keys_close(former);
	return err;
}

/* ret_version 0: it is to be made anew. */
static enum err look_at_file(struct backup *b, int64_t *ret_version)
{
	enum err err = read_version(b, b->store->keys, ret_version);

	if (err && look_with_former_key(b) == ERR_OK) {
		*ret_version = 0;
		return ERR_OK;
	}
	if (err)
		log_error("%s: it is there and no backup of this store: name another file",
			  b->file);
	return err ? ERR_DENIED : ERR_OK;
}

static enum err bring_up_to_date(struct backup *b)
{
	int64_t version = 0;
	enum err err;

	if (access(b->file, F_OK) != 0)
		return put_anew(b);
	err = look_at_file(b, &version);
	if (err)
		return err;
	if (version != schema_version())
		return put_anew(b);
	err = update(b);
	return err ? err : verify(b, b->file);
}

enum err backup_store(struct store *store, const char *file, store_report *report,
		      void *context, struct backup_result *ret_result)
{
	struct backup b = { .store = store, .file = file, .report = report, .context = context };
	int findings = 0;
	enum err err = store_enter(store);

	if (!err)
		err = store_check(store, report, context, &findings);
	if (!err && findings > 0)
		err = ERR_PROTO;
	if (!err)
		err = bring_up_to_date(&b);
	if (!err)
		*ret_result = b.result;
	return store_leave(store, err);
}
