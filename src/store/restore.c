#include "store/restore.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/text.h"
#include "store/check.h"
#include "store/files.h"
#include "store/inner.h"
#include "store/schema.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define RESTORE_SQL_MAX 1024

/* The new store in the making, and what it is filled from. */
struct restore {
	struct store new;	/* dir, keys and tally of the folder; db is store.new */
	struct db from;		/* opened read-only: it is evidence */
	struct restore_result *result;
	bool is_copy;		/* `from` is the good copy */
	bool is_told[SCHEMA_TOTALS];	/* a source has said what an import left */
	int64_t emptied_s[SCHEMA_TOTALS];	/* when one left nothing; else 0 */
};

/* ---- the good copy ---- */

enum err restore_keep_copy(struct store *store)
{
	char making[PATH_MAX], copy[PATH_MAX];
	enum err err = store_enter(store);

	if (!err)
		err = files_path(store->dir, "store.good.new", making);
	if (!err)
		err = files_path(store->dir, "store.good", copy);
	if (!err)
		err = db_copy_whole(&store->db, making);
	return store_leave(store, err ? err : files_put_in_place(store->dir, making, copy));
}

/* ---- rows that verify ---- */

static int column_count(sqlite3_stmt *row)
{
	return sqlite3_column_count(row);
}

static enum err put_row(struct restore *r, sqlite3_stmt *insert, sqlite3_stmt *row)
{
	enum err err;

	for (int i = 0; i < column_count(row); i++)
		sqlite3_bind_value(insert, i + 1, sqlite3_column_value(row, i));
	err = db_run(&r->new.db, insert);
	if (!err && r->is_copy)
		r->result->from_copy += sqlite3_changes(r->new.db.handle);
	return err;
}

static enum err prepare_insert(struct restore *r, const char *table, int columns,
			       sqlite3_stmt **ret_insert)
{
	char buffer[RESTORE_SQL_MAX];
	struct text sql = text_in(buffer, sizeof(buffer));

	text_addf(&sql, "INSERT OR IGNORE INTO %s VALUES(", table);
	for (int i = 0; i < columns; i++)
		text_add(&sql, i ? ", ?" : "?");
	text_add(&sql, ")");
	return sqlite3_prepare_v2(r->new.db.handle, buffer, -1, ret_insert, NULL) == SQLITE_OK ?
	       ERR_OK : ERR_PROTO;
}

/* From one end until the damage; ERR_OK also where the damage ended it. */
static enum err copy_towards(struct restore *r, const struct schema_table *table,
			     const char *sound, const char *order)
{
	sqlite3_stmt *row = NULL, *insert = NULL;
	char sql[2 * RESTORE_SQL_MAX];
	enum err err = ERR_OK;

	snprintf(sql, sizeof(sql), "SELECT * FROM %s WHERE %s ORDER BY 1 %s", table->name, sound,
		 order);
	if (sqlite3_prepare_v2(r->from.handle, sql, -1, &row, NULL) != SQLITE_OK) {
		log_warn("restore: %s: %s", table->name, sqlite3_errmsg(r->from.handle));
		return ERR_OK;
	}
	err = prepare_insert(r, table->name, column_count(row), &insert);
	while (!err && db_step(&r->from, row) == ERR_OK)
		err = put_row(r, insert, row);
	sqlite3_finalize(row);
	sqlite3_finalize(insert);
	return err;
}

/* What was written of chains and totals before is made anew from the rows themselves. */
static bool is_derived(const char *table)
{
	return strcmp(table, "chain") == 0 || strcmp(table, "import") == 0;
}

/* Both ways, for damage in the middle of a table hides what lies behind it. */
static enum err copy_tables(struct restore *r)
{
	enum err err = ERR_OK;

	for (const struct schema_table *t = schema_tables; !err && t->name; t++) {
		char sound[RESTORE_SQL_MAX];

		if (is_derived(t->name))
			continue;
		err = check_sound_sql(&r->new.db, t, sound, sizeof(sound));
		if (!err)
			err = copy_towards(r, t, sound, "ASC");
		if (!err)
			err = copy_towards(r, t, sound, "DESC");
	}
	return err;
}

/* Most that the source ever said of a chain's length. */
static int64_t claimed_rows(struct restore *r, const char *name)
{
	char sql[RESTORE_SQL_MAX];
	int64_t rows = 0;

	snprintf(sql, sizeof(sql), "SELECT rows FROM chain WHERE name = '%s'"
		 " AND mac IS row_mac('chain', name, rows, head)", name);
	return db_number(&r->from, sql, &rows) == ERR_OK ? rows : 0;
}

/* A list that names nobody is another than none, as only its import tells. */
static void hear_emptied(struct restore *r)
{
	for (size_t i = 0; i < SCHEMA_TOTALS; i++) {
		char sql[RESTORE_SQL_MAX];

		snprintf(sql, sizeof(sql), "SELECT CASE rows WHEN 0 THEN at ELSE 0 END FROM import"
			 " WHERE kind = '%s' AND mac IS row_mac('import', kind, at, rows)",
			 schema_totals[i]);
		if (!r->is_told[i] && db_number(&r->from, sql, &r->emptied_s[i]) == ERR_OK)
			r->is_told[i] = true;
	}
}

struct claim_rows {
	int64_t applications, audit_log;
};

static enum err copy_from(struct restore *r, const char *path, struct claim_rows *claims)
{
	int64_t rows;
	enum err err;

	if (access(path, F_OK) != 0)
		return ERR_OK;
	if (db_open_evidence(&r->from, path, r->new.keys) != ERR_OK)
		return ERR_OK;
	hear_emptied(r);
	err = copy_tables(r);
	rows = claimed_rows(r, "application");
	if (rows > claims->applications)
		claims->applications = rows;
	rows = claimed_rows(r, "trail");
	if (rows > claims->audit_log)
		claims->audit_log = rows;
	db_close(&r->from);
	return err;
}

/* ---- what holds the rows together ---- */

static enum err put_gap(struct restore *r, const char *name, int64_t before, int64_t after)
{
	sqlite3_stmt *row = db_query(&r->new.db, QUERY_PUT_GAP);

	db_bind_text(row, 1, name);
	db_bind_number(row, 2, before);
	db_bind_number(row, 3, after);
	db_bind_number(row, 4, clock_wall_s());
	r->result->lost += after - before - 1;
	return db_run(&r->new.db, row);
}

/* Gaps where numbers are missing, and the head anew. */
static enum err mend_chain(struct restore *r, const char *name, int64_t claimed)
{
	struct chain_head head = { 0 };
	sqlite3_stmt *row = NULL;
	char sql[RESTORE_SQL_MAX];
	enum err err = ERR_PROTO;

	snprintf(sql, sizeof(sql), "SELECT seq, mac, seq FROM %s UNION ALL"
		 " SELECT first, head, last FROM expired WHERE name = '%s' ORDER BY 1", name, name);
	if (sqlite3_prepare_v2(r->new.db.handle, sql, -1, &row, NULL) != SQLITE_OK)
		return ERR_PROTO;
	while ((err = db_step(&r->new.db, row)) == ERR_OK) {
		int64_t seq = sqlite3_column_int64(row, 0);

		if (seq > head.rows + 1 && put_gap(r, name, head.rows, seq) != ERR_OK)
			break;
		head.rows = sqlite3_column_int64(row, 2);
		memcpy(head.mac, sqlite3_column_blob(row, 1), MAC_BYTES);
	}
	sqlite3_finalize(row);
	if (err != ERR_ABSENT)
		return err ? err : ERR_IO;
	if (claimed > head.rows) {
		err = put_gap(r, name, head.rows, claimed + 1);
		head.rows = claimed;
	}
	return err != ERR_OK && err != ERR_ABSENT ? err : chain_put_head(&r->new, name, &head);
}

/* What was kept its time does not come back from the good copy. */
static enum err drop_expired(struct restore *r)
{
	static const char *const names[] = { "application", "trail" };
	char sql[RESTORE_SQL_MAX];
	enum err err = ERR_OK;

	for (size_t i = 0; !err && i < sizeof(names) / sizeof(names[0]); i++) {
		snprintf(sql, sizeof(sql), "DELETE FROM %s WHERE EXISTS (SELECT 1 FROM expired"
			 " WHERE name = '%s' AND seq BETWEEN first AND last)", names[i], names[i]);
		err = db_exec(&r->new.db, sql);
		if (!err)
			r->result->from_copy -= sqlite3_changes(r->new.db.handle);
	}
	return err;
}

/* Nor do the rows of a list that was emptied after it. */
static enum err drop_emptied(struct restore *r)
{
	enum err err = ERR_OK;

	for (size_t i = 0; !err && i < SCHEMA_TOTALS; i++) {
		char sql[RESTORE_SQL_MAX];

		if (r->emptied_s[i] == 0)
			continue;
		snprintf(sql, sizeof(sql), "DELETE FROM %s", schema_totals[i]);
		err = db_exec(&r->new.db, sql);
		if (!err)
			r->result->from_copy -= sqlite3_changes(r->new.db.handle);
	}
	return err;
}

/* A visit's key is all that its row says: an application brings it back. */
static enum err mend_references(struct restore *r)
{
	enum err err = db_exec(&r->new.db,
		"INSERT OR IGNORE INTO visit SELECT key, at, row_mac('visit', key, at)"
		" FROM application WHERE key NOT IN (SELECT key FROM visit)");

	if (err)
		return err;
	return db_exec(&r->new.db, "DELETE FROM course WHERE institution NOT IN"
				   " (SELECT id FROM institution)");
}

static enum err mend_totals(struct restore *r)
{
	char sql[RESTORE_SQL_MAX];
	enum err err = ERR_OK;

	for (size_t i = 0; !err && i < SCHEMA_TOTALS; i++) {
		int64_t at_s = r->emptied_s[i] ? r->emptied_s[i] : clock_wall_s();
		const char *name = schema_totals[i];

		snprintf(sql, sizeof(sql), "INSERT INTO import SELECT '%s', n, rows,"
			 " row_mac('import', '%s', n, rows) FROM (SELECT count(*) AS rows,"
			 " %" PRId64 " AS n FROM %s) WHERE rows > 0 OR %d",
			 name, name, at_s, name, r->emptied_s[i] != 0);
		err = db_exec(&r->new.db, sql);
	}
	return err;
}

static enum check_key key_of(struct restore *r, const char *path)
{
	enum check_key key = CHECK_KEY_UNTOLD;

	if (access(path, F_OK) != 0 || db_open_evidence(&r->from, path, r->new.keys) != ERR_OK)
		return key;
	key = check_key(&r->from);
	db_close(&r->from);
	return key;
}

/* Under another key nothing verifies, and nothing would be kept. */
static enum err refuse_foreign_key(struct restore *r, const char *damaged, const char *copy)
{
	enum check_key first = key_of(r, damaged), second = key_of(r, copy);

	if (first == CHECK_KEY_FITS || second == CHECK_KEY_FITS ||
	    (first == CHECK_KEY_UNTOLD && second == CHECK_KEY_UNTOLD))
		return ERR_OK;
	return check_say_foreign(r->new.dir);
}

static enum err build(struct restore *r)
{
	struct tally_counts counts = { 0 };
	struct claim_rows claims = { 0 };
	char damaged[PATH_MAX], copy[PATH_MAX];
	enum err err = files_path(r->new.dir, "store.db", damaged);

	if (!err)
		err = files_path(r->new.dir, "store.good", copy);
	if (!err && tally_read(r->new.tally, &counts) == ERR_OK)
		claims = (struct claim_rows){ counts.applications, counts.audit_log };
	if (!err)
		err = refuse_foreign_key(r, damaged, copy);
	if (!err)
		err = db_exec(&r->new.db, "PRAGMA foreign_keys=OFF; BEGIN IMMEDIATE");
	if (!err)
		err = copy_from(r, damaged, &claims);
	r->is_copy = true;
	if (!err)
		err = copy_from(r, copy, &claims);
	if (!err)
		err = drop_expired(r);
	if (!err)
		err = drop_emptied(r);
	if (!err)
		err = mend_references(r);
	if (!err)
		err = mend_chain(r, "application", claims.applications);
	if (!err)
		err = mend_chain(r, "trail", claims.audit_log);
	if (!err)
		err = mend_totals(r);
	if (!err)
		err = db_exec(&r->new.db, "COMMIT; PRAGMA foreign_keys=ON");
	return err;
}

/* ---- setting aside ---- */

/* The log goes first: a database without its log is old, a log without its database nothing. */
static enum err exchange(struct restore *r, const char *making)
{
	char path[PATH_MAX], *aside = r->result->set_aside;
	enum err err = files_make_aside(r->new.dir, aside, sizeof(r->result->set_aside));

	if (!err)
		err = files_move_aside(r->new.dir, aside, "store.db-shm");
	if (!err)
		err = files_move_aside(r->new.dir, aside, "store.db-wal");
	if (!err)
		err = files_move_aside(r->new.dir, aside, "store.db");
	if (!err)
		err = files_move_aside(r->new.dir, aside, "tally");
	if (!err)
		err = files_path(r->new.dir, "store.db", path);
	return err ? err : files_put_in_place(r->new.dir, making, path);
}

/* ---- all of it ---- */

static enum err open_new(struct restore *r, const char *making)
{
	char key[PATH_MAX], tally[PATH_MAX];
	enum err err = files_path(r->new.dir, "key", key);

	if (!err)
		err = files_path(r->new.dir, "tally", tally);
	if (!err)
		err = keys_open(key, false, &r->new.keys);
	if (!err)
		err = tally_open(tally, r->new.keys, &r->new.tally);
	if (!err)
		err = tally_lock(r->new.tally, true);
	if (!err)
		err = files_make_private(making);
	if (!err)
		err = db_open(&r->new.db, making, r->new.keys);
	return err;
}

/* The new store has its count elsewhere from the first moment. */
static enum err begin_tally(struct restore *r, struct tally_counts counts)
{
	char path[PATH_MAX];
	enum err err = files_path(r->new.dir, "tally", path);

	tally_close(r->new.tally);
	r->new.tally = NULL;
	if (!err)
		err = tally_open(path, r->new.keys, &r->new.tally);
	if (!err)
		tally_note(r->new.tally, counts);
	return err;
}

static enum err count_chains(struct restore *r, struct tally_counts *ret_counts)
{
	struct chain_head applications, audit_log;
	enum err err = chain_read(&r->new, "application", &applications);

	if (!err)
		err = chain_read(&r->new, "trail", &audit_log);
	if (!err)
		*ret_counts = (struct tally_counts){ applications.rows, audit_log.rows };
	return err;
}

static enum err restore(struct restore *r, const char *making)
{
	struct tally_counts counts = { 0 };
	enum err err = open_new(r, making);

	if (!err)
		err = build(r);
	if (!err)
		err = count_chains(r, &counts);
	if (!err)
		err = store_count(&r->new, &r->result->kept);
	if (!err)
		err = db_checkpoint(&r->new.db, SQLITE_CHECKPOINT_TRUNCATE);
	db_rollback(&r->new.db);
	db_close(&r->new.db);
	if (!err)
		err = exchange(r, making);
	return err ? err : begin_tally(r, counts);
}

enum err restore_store(const char *dir, struct restore_result *ret_result)
{
	struct restore_result result = { 0 };
	struct restore *r = calloc(1, sizeof(*r));
	char making[PATH_MAX], database[PATH_MAX];
	enum err err;

	assert(r);
	r->result = &result;
	err = text_copy(r->new.dir, sizeof(r->new.dir), dir);
	if (!err)
		err = files_path(dir, "store.new", making);
	if (!err)
		err = files_path(dir, "store.db", database);
	if (!err && access(database, F_OK) != 0)
		err = ERR_ABSENT;
	if (!err)
		err = reseal_settle(dir);
	if (!err)
		err = restore(r, making);
	tally_close(r->new.tally);
	keys_close(r->new.keys);
	free(r);
	if (!err)
		*ret_result = result;
	return err;
}
