#include "store/check.h"
#include "store/inner.h"

#include "base/log.h"
#include "base/text.h"
#include "store/schema.h"

#include <assert.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define CHECK_SQL_MAX 1024

/* What a check carries along. */
struct check {
	struct store *store;
	store_report *report;
	void *context;
	int findings;
	enum err noted;		/* of the counts below */
	struct tally_counts counts;
};

/* A damaged name may hold anything: only printable characters are passed on. */
static void find(struct check *check, const char *fmt, ...) PRINTF_LIKE(2, 3);
static void find(struct check *check, const char *fmt, ...)
{
	char line[300];
	va_list args;

	va_start(args, fmt);
	vsnprintf(line, sizeof(line), fmt, args);
	va_end(args);
	for (char *at = line; *at; at++) {
		if ((unsigned char)*at < ' ' || (unsigned char)*at > '~')
			*at = '?';
	}
	check->findings++;
	check->report(check->context, line);
}

/* ---- questions whose rows are findings ---- */

/* "c1, c2, …" of a table, without the column mac. */
static enum err columns_of(struct db *db, const char *table, char *out, size_t cap)
{
	static const char sql[] = "SELECT name FROM pragma_table_info(?1)"
				  " WHERE name <> 'mac' ORDER BY cid";
	struct text list = text_in(out, cap);
	sqlite3_stmt *row = NULL;
	enum err err;

	if (sqlite3_prepare_v2(db->handle, sql, -1, &row, NULL) != SQLITE_OK)
		return ERR_PROTO;
	db_bind_text(row, 1, table);
	while ((err = db_step(db, row)) == ERR_OK)
		text_addf(&list, "%s%s", list.len ? ", " : "",
			  (const char *)sqlite3_column_text(row, 0));
	sqlite3_finalize(row);
	return err == ERR_ABSENT && list.len > 0 && !list.full ? ERR_OK : ERR_PROTO;
}

enum err check_sound_sql(struct db *db, const struct schema_table *table, char *out, size_t cap)
{
	char columns[CHECK_SQL_MAX / 2];
	struct text sql = text_in(out, cap);
	enum err err = columns_of(db, table->name, columns, sizeof(columns));

	if (err)
		return err;
	if (table->guard == GUARD_SEAL)
		text_addf(&sql, "unseals('%s', place, sealed)", table->name);
	else
		text_addf(&sql, "mac IS row_mac('%s', %s)", table->name, columns);
	return sql.full ? ERR_PROTO : ERR_OK;
}

#define KEY_ROWS 8

/* How many of a table's first rows verify, and how many there are. */
static void try_key(struct db *db, const struct schema_table *table, int *rows, int *sound)
{
	char condition[CHECK_SQL_MAX], sql[2 * CHECK_SQL_MAX];
	sqlite3_stmt *row = NULL;

	if (check_sound_sql(db, table, condition, sizeof(condition)) != ERR_OK)
		return;
	snprintf(sql, sizeof(sql), "SELECT (%s) FROM %s LIMIT %d", condition, table->name,
		 KEY_ROWS);
	if (sqlite3_prepare_v2(db->handle, sql, -1, &row, NULL) == SQLITE_OK) {
		for (; sqlite3_step(row) == SQLITE_ROW; (*rows)++)
			*sound += sqlite3_column_int(row, 0) == 1;
	}
	sqlite3_finalize(row);
}

enum check_key check_key(struct db *db)
{
	int rows = 0, sound = 0;

	for (const struct schema_table *t = schema_tables; t->name && sound == 0; t++)
		try_key(db, t, &rows, &sound);
	if (sound > 0)
		return CHECK_KEY_FITS;
	return rows > 0 ? CHECK_KEY_FOREIGN : CHECK_KEY_UNTOLD;
}

enum err check_say_foreign(const char *dir)
{
	log_error("%s/key: it is the key of another store, and opens nothing here: put back the "
		  "one that this store was made with", dir);
	return ERR_DENIED;
}

/* Each row of sql is a finding: "LABEL ROW: WHAT". */
static void find_rows(struct check *check, const char *sql, const char *label, const char *what)
{
	struct db *db = &check->store->db;
	sqlite3_stmt *row = NULL;
	enum err err = ERR_PROTO;

	if (sqlite3_prepare_v2(db->handle, sql, -1, &row, NULL) == SQLITE_OK) {
		while ((err = db_step(db, row)) == ERR_OK)
			find(check, "%s %s: %s", label,
			     (const char *)sqlite3_column_text(row, 0), what);
	}
	sqlite3_finalize(row);
	if (err != ERR_ABSENT)
		find(check, "%s: cannot be read to its end", label);
}

static void check_integrity(struct check *check)
{
	find_rows(check, "SELECT integrity_check FROM pragma_integrity_check"
			 " WHERE integrity_check <> 'ok'", "file", "SQLite's integrity check");
	find_rows(check, "SELECT \"table\" || ' ' || ifnull(rowid, '')"
			 " FROM pragma_foreign_key_check",
		  "reference", "what it refers to is missing");
}

static void check_rows(struct check *check, const struct schema_table *table)
{
	char sound[CHECK_SQL_MAX], sql[2 * CHECK_SQL_MAX];

	if (check_sound_sql(&check->store->db, table, sound, sizeof(sound)) != ERR_OK) {
		find(check, "%s: its columns are not those of the schema", table->name);
		return;
	}
	snprintf(sql, sizeof(sql), "SELECT %s FROM %s WHERE NOT (%s)", table->row, table->name,
		 sound);
	find_rows(check, sql, table->name, table->guard == GUARD_SEAL ?
		  "its seal does not open" : "altered since it was written");
}

/* ---- schema ---- */

/* The schema as this program makes it, to compare with. */
static enum err fresh_schema(sqlite3 **ret_handle)
{
	sqlite3 *handle = NULL;
	int rc = sqlite3_open(":memory:", &handle);

	for (int i = 0; rc == SQLITE_OK && i < schema_version(); i++)
		rc = sqlite3_exec(handle, schema_step(i), NULL, NULL, NULL);
	if (rc != SQLITE_OK) {
		sqlite3_close(handle);
		return ERR_IO;
	}
	*ret_handle = handle;
	return ERR_OK;
}

static bool same_column(sqlite3_stmt *a, sqlite3_stmt *b, int column)
{
	const char *left = (const char *)sqlite3_column_text(a, column);
	const char *right = (const char *)sqlite3_column_text(b, column);

	return left && right ? strcmp(left, right) == 0 : left == right;
}

static bool same_schema(sqlite3 *a, sqlite3 *b)
{
	static const char sql[] = "SELECT type, name, tbl_name, sql FROM sqlite_schema"
				  " ORDER BY type, name";
	sqlite3_stmt *left = NULL, *right = NULL;
	bool same = sqlite3_prepare_v2(a, sql, -1, &left, NULL) == SQLITE_OK &&
		    sqlite3_prepare_v2(b, sql, -1, &right, NULL) == SQLITE_OK;

	while (same) {
		int step = sqlite3_step(left);

		same = sqlite3_step(right) == step && (step == SQLITE_ROW || step == SQLITE_DONE);
		if (!same || step == SQLITE_DONE)
			break;
		for (int i = 0; i < 4; i++)
			same = same && same_column(left, right, i);
	}
	sqlite3_finalize(left);
	sqlite3_finalize(right);
	return same;
}

static void check_schema(struct check *check)
{
	sqlite3 *fresh;

	if (fresh_schema(&fresh) != ERR_OK) {
		find(check, "schema: could not be compared");
		return;
	}
	if (!same_schema(check->store->db.handle, fresh))
		find(check, "schema: differs from what this program makes");
	sqlite3_close(fresh);
}

/* ---- chains ---- */

static bool gap_known(struct check *check, const char *name, int64_t before, int64_t after)
{
	struct db *db = &check->store->db;
	sqlite3_stmt *row = NULL;
	bool known;

	known = sqlite3_prepare_v2(db->handle, "SELECT 1 FROM gap WHERE name = ?1 AND before = ?2"
				   " AND after = ?3", -1, &row, NULL) == SQLITE_OK;
	db_bind_text(row, 1, name);
	db_bind_number(row, 2, before);
	db_bind_number(row, 3, after);
	known = known && sqlite3_step(row) == SQLITE_ROW;
	sqlite3_finalize(row);
	return known;
}

static void check_link(struct check *check, const char *name, sqlite3_stmt *row,
		       struct chain_head *before)
{
	int64_t seq = sqlite3_column_int64(row, 0), last = sqlite3_column_int64(row, 3);
	const void *prev = sqlite3_column_blob(row, 1), *mac = sqlite3_column_blob(row, 2);

	if (sqlite3_column_bytes(row, 1) != MAC_BYTES || sqlite3_column_bytes(row, 2) != MAC_BYTES)
		find(check, "%s %" PRId64 ": altered since it was written", name, seq);
	else if (gap_known(check, name, before->rows, seq))
		memcpy(before->mac, mac, MAC_BYTES);
	else if (seq != before->rows + 1)
		find(check, "%s %" PRId64 ": missing, up to %" PRId64, name, before->rows + 1,
		     seq - 1);
	else if (memcmp(prev, before->mac, MAC_BYTES) != 0)
		find(check, "%s %" PRId64 ": does not follow the row before it", name, seq);
	if (mac && sqlite3_column_bytes(row, 2) == MAC_BYTES)
		memcpy(before->mac, mac, MAC_BYTES);
	before->rows = last;
}

static enum err walk_chain(struct check *check, const char *name, struct chain_head *last)
{
	struct db *db = &check->store->db;
	sqlite3_stmt *row = NULL;
	char sql[CHECK_SQL_MAX];
	enum err err = ERR_PROTO;

	/* A mark of rows that were kept their time stands in the chain as one row. */
	snprintf(sql, sizeof(sql), "SELECT seq, prev, mac, seq FROM %s UNION ALL"
		 " SELECT first, prev, head, last FROM expired WHERE name = '%s' ORDER BY 1",
		 name, name);
	if (sqlite3_prepare_v2(db->handle, sql, -1, &row, NULL) == SQLITE_OK) {
		while ((err = db_step(db, row)) == ERR_OK)
			check_link(check, name, row, last);
	}
	sqlite3_finalize(row);
	return err == ERR_ABSENT ? ERR_OK : ERR_PROTO;
}

static int64_t check_chain(struct check *check, const char *name)
{
	struct chain_head last = { 0 }, head;

	if (walk_chain(check, name, &last) != ERR_OK)
		find(check, "%s: the chain cannot be read to its end", name);
	else if (chain_read(check->store, name, &head) != ERR_OK)
		find(check, "%s: the head of the chain cannot be read", name);
	else if (!(head.rows > last.rows && gap_known(check, name, last.rows, head.rows + 1)) &&
		 head.rows != last.rows)
		find(check, "%s: %" PRId64 " rows by the chain's head, the last is %" PRId64, name,
		     head.rows, last.rows);
	else if (memcmp(head.mac, last.mac, MAC_BYTES) != 0)
		find(check, "%s: the chain's head is not the last row", name);
	else
		last.rows = head.rows;
	return last.rows;
}

/* What was copied without its log lacks what stood in the log. */
static const char *without_log(const struct check *check)
{
	return check->store->lacks_log ? "; its log, store.db-wal, was not here" : "";
}

static enum err noted_counts(struct store *store, struct tally_counts *ret_counts)
{
	return store->tally ? tally_read(store->tally, ret_counts) :
			      backup_read_counts(&store->db, ret_counts);
}

static void check_chains(struct check *check)
{
	struct tally_counts counts = check->counts;
	enum err err = check->noted;
	int64_t applications = check_chain(check, "application");
	int64_t audit_log = check_chain(check, "trail");

	if (err == ERR_ABSENT && applications + audit_log > 0)
		find(check, "tally: missing: whether rows are missing too cannot be told");
	else if (err == ERR_PROTO)
		find(check, "tally: altered since it was written");
	if (err)
		return;
	if (counts.applications > applications)
		find(check, "application: %" PRId64 " were acknowledged, %" PRId64 " are there%s",
		     counts.applications, applications, without_log(check));
	if (counts.audit_log > audit_log)
		find(check, "trail: %" PRId64 " lines were written, %" PRId64 " are there%s",
		     counts.audit_log, audit_log, without_log(check));
}

/* ---- imports ---- */

static void check_total(struct check *check, const char *table)
{
	char sql[CHECK_SQL_MAX];
	int64_t there = 0, written = 0;
	enum err err;

	snprintf(sql, sizeof(sql), "SELECT rows FROM import WHERE kind = '%s'", table);
	err = db_number(&check->store->db, sql, &written);
	if (err && err != ERR_ABSENT)
		return;	/* a finding of its own already */
	snprintf(sql, sizeof(sql), "SELECT count(*) FROM %s", table);
	if (db_number(&check->store->db, sql, &there) != ERR_OK)
		return;
	if (there != written)
		find(check, "%s: %" PRId64 " rows after the last import, %" PRId64 " are there",
		     table, written, there);
}

static void check_totals(struct check *check)
{
	for (size_t i = 0; i < SCHEMA_TOTALS; i++)
		check_total(check, schema_totals[i]);
}

enum err store_check(struct store *store, store_report *report, void *context,
		     int *ret_findings)
{
	struct check check = { .store = store, .report = report, .context = context };

	if (!store->db.handle)
		return ERR_GONE;
	/* The tally comes first: a kiosk that runs may acknowledge one more in between. */
	check.noted = noted_counts(store, &check.counts);
	/* All is read as it stands at one moment, whatever is written meanwhile. */
	if (db_exec(&store->db, "BEGIN") != ERR_OK)
		return store_leave(store, ERR_IO);
	check_integrity(&check);
	check_schema(&check);
	for (const struct schema_table *table = schema_tables; table->name; table++)
		check_rows(&check, table);
	check_chains(&check);
	check_totals(&check);
	db_rollback(&store->db);
	*ret_findings = check.findings;
	return store_leave(store, ERR_OK);
}
