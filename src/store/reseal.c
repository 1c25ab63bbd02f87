#include "store/reseal.h"

#include "base/clock.h"
#include "base/log.h"
#include "core/application_bytes.h"
#include "store/check.h"
#include "store/files.h"
#include "store/inner.h"
#include "store/outage.h"
#include "store/outbox.h"
#include "store/peoplesort.h"
#include "store/schema.h"
#include "store/sqlfunctions.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A sealed row of a person is read and sealed in 3 us, an application in 40. */
#define ROWS_A_PIECE 64
#define RESEAL_SQL_MAX 2048
#define RESEAL_PLAIN_MAX (OUTBOX_LETTER_MAX > APPLICATION_BYTES_MAX ? OUTBOX_LETTER_MAX : \
			  APPLICATION_BYTES_MAX)

struct reseal {
	struct store next;	/* its keys alone */
	int step;
	const struct schema_table *table;	/* NULL: the step begins */
	sqlite3_stmt *read, *write;
	struct people_sort *people;
	int phase;		/* of a table of people: read, taken away, put in */
	int64_t at;		/* place or number of the row that was done last; -1 */
	int64_t marks;		/* of rows that were kept their time, in all chains */
	uint8_t was[MAC_BYTES], is[MAC_BYTES];	/* the MAC of that row */
	struct application application;
	struct people_row row;
	uint8_t plain[RESEAL_PLAIN_MAX];
	uint8_t sealed[RESEAL_PLAIN_MAX + SEAL_EXTRA];
};

/* A piece of one table's work: ERR_OK as long as there is more of it, then ERR_ABSENT. */
typedef enum err reseal_piece(struct store *store, struct reseal *r);

/* ---- what all steps need ---- */

static enum err make_statement(struct store *store, const char *sql, sqlite3_stmt **ret)
{
	int rc;

	if (*ret)
		return ERR_OK;
	rc = sqlite3_prepare_v2(store->db.handle, sql, -1, ret, NULL);
	return rc == SQLITE_OK ? ERR_OK : db_error(&store->db, rc, "preparing");
}

static void forget_statements(struct reseal *r)
{
	sqlite3_finalize(r->read);
	sqlite3_finalize(r->write);
	r->read = r->write = NULL;
}

/* Its row, from the first column on, has been read: the next piece begins behind it. */
static enum err read_next(struct store *store, struct reseal *r, const char *sql)
{
	enum err err = make_statement(store, sql, &r->read);

	if (err)
		return err;
	db_reset(r->read);
	db_bind_number(r->read, 1, r->at);
	return db_step(&store->db, r->read);
}

static enum err run_write(struct store *store, struct reseal *r)
{
	return db_run(&store->db, r->write);
}

static enum err say_damaged(const char *table)
{
	log_error("store: %s: a row is damaged: run skills-kiosk store check; the key stays as "
		  "it was", table);
	return ERR_PROTO;
}

/* A record that is sealed with the key, at column `column`, into r->sealed. */
static enum err turn_record(struct store *store, struct reseal *r, int column, const char *label,
			    size_t *ret_size)
{
	size_t size = (size_t)sqlite3_column_bytes(r->read, column);
	enum err err;

	if (size < SEAL_EXTRA || size > sizeof(r->sealed))
		return ERR_PROTO;
	err = keys_unseal(store->keys, KEY_SEAL_RECORD, label,
			  sqlite3_column_blob(r->read, column), size, r->plain);
	if (!err)
		err = keys_seal(r->next.keys, KEY_SEAL_RECORD, label, r->plain,
				size - SEAL_EXTRA, r->sealed);
	*ret_size = size;
	return err;
}

/* ---- a look at all rows that have a MAC and no seal, before any of them changes ---- */

static enum err look_at_table(struct store *store, struct reseal *r)
{
	char sound[RESEAL_SQL_MAX / 2], sql[RESEAL_SQL_MAX];
	int64_t damaged = 0;
	enum err err = check_sound_sql(&store->db, r->table, sound, sizeof(sound));

	if (err || r->table->guard != GUARD_MAC)
		return err ? err : ERR_ABSENT;
	snprintf(sql, sizeof(sql), "SELECT count(*) FROM %s WHERE NOT (%s)", r->table->name,
		 sound);
	err = db_number(&store->db, sql, &damaged);
	if (!err && damaged > 0)
		err = say_damaged(r->table->name);
	return err ? err : ERR_ABSENT;
}

/* ---- people: read, sorted by their new places, taken away, put in ---- */

static enum err read_person(struct store *store, struct reseal *r)
{
	char sql[RESEAL_SQL_MAX];
	struct sorted_row row;
	enum err err;

	snprintf(sql, sizeof(sql), "SELECT place, sealed FROM %s WHERE place > ?1 ORDER BY place"
		 " LIMIT 1", r->table->name);
	err = read_next(store, r, sql);
	if (!err)
		err = people_reseal(store, &r->next, r->table->name, r->read, &r->row);
	if (err)
		return err;
	r->at = sqlite3_column_int64(r->read, 0);
	row = (struct sorted_row){ r->row.place, 0, (uint32_t)r->row.size, r->row.sealed };
	return people_sort_add(r->people, &row);
}

static enum err take_people_away(struct store *store, struct reseal *r)
{
	char sql[RESEAL_SQL_MAX];
	enum err err;

	snprintf(sql, sizeof(sql), "DELETE FROM %s WHERE place IN (SELECT place FROM %s"
		 " ORDER BY place LIMIT %d)", r->table->name, r->table->name, ROWS_A_PIECE);
	err = make_statement(store, sql, &r->write);
	if (!err)
		err = run_write(store, r);
	if (!err && sqlite3_changes(store->db.handle) == 0)
		err = ERR_ABSENT;
	return err;
}

/* Two numbers that meet in one place there end it: another key parts them. */
static enum err put_person(struct store *store, struct reseal *r)
{
	char sql[RESEAL_SQL_MAX];
	struct sorted_row row;
	enum err err = people_sort_next(r->people, &row);

	if (err)
		return err;
	snprintf(sql, sizeof(sql), "INSERT INTO %s VALUES(?1, ?2)", r->table->name);
	err = make_statement(store, sql, &r->write);
	if (err)
		return err;
	db_bind_number(r->write, 1, row.place);
	db_bind_blob(r->write, 2, row.sealed, row.size);
	return run_write(store, r);
}

static enum err turn_people(struct store *store, struct reseal *r)
{
	static reseal_piece *const phases[] = { read_person, take_people_away, put_person };
	enum err err;

	if (r->table->guard != GUARD_SEAL)
		return ERR_ABSENT;
	if (!r->people)
		r->people = people_sort_create(store->dir);
	err = phases[r->phase](store, r);
	if (err != ERR_ABSENT)
		return err;
	forget_statements(r);
	r->phase = (r->phase + 1) % (int)(sizeof(phases) / sizeof(phases[0]));
	if (r->phase > 0)
		return ERR_OK;
	people_sort_destroy(r->people);
	r->people = NULL;
	return ERR_ABSENT;
}

/* ---- chains: each row's MAC is in the next one ---- */

/* `sql` says where a chain's next member calls this row by its MAC: ?1 name, ?2 was, ?3 is. */
static enum err call_anew(struct store *store, const struct reseal *r, const char *sql)
{
	sqlite3_stmt *way = NULL;
	enum err err = make_statement(store, sql, &way);

	db_bind_text(way, 1, r->table->name);
	db_bind_blob(way, 2, r->was, MAC_BYTES);
	db_bind_blob(way, 3, r->is, MAC_BYTES);
	if (!err)
		err = db_run(&store->db, way);
	sqlite3_finalize(way);
	return err;
}

/* The next row follows what this one is now; a mark of rows kept their time, too. */
static enum err chain_on(struct store *store, struct reseal *r, const uint8_t was[MAC_BYTES],
			 const uint8_t is[MAC_BYTES])
{
	memcpy(r->was, was, MAC_BYTES);
	memcpy(r->is, is, MAC_BYTES);
	if (r->marks == 0)
		return ERR_OK;
	return call_anew(store, r, "UPDATE expired SET prev = ?3 WHERE name = ?1 AND prev = ?2");
}

/* A chain whose last rows were kept their time keeps its head. */
static enum err end_chain(struct store *store, struct reseal *r)
{
	enum err err = call_anew(store, r,
				 "UPDATE chain SET head = ?3 WHERE name = ?1 AND head = ?2");

	return err ? err : ERR_ABSENT;
}

/* The columns prev, mac and "it is sound" begin at `column`. */
static enum err begin_link(struct reseal *r, int column, uint8_t ret_prev[MAC_BYTES],
			   uint8_t ret_was[MAC_BYTES])
{
	if (sqlite3_column_bytes(r->read, column) != MAC_BYTES ||
	    sqlite3_column_bytes(r->read, column + 1) != MAC_BYTES ||
	    sqlite3_column_int(r->read, column + 2) != 1)
		return say_damaged(r->table->name);
	memcpy(ret_prev, sqlite3_column_blob(r->read, column), MAC_BYTES);
	memcpy(ret_was, sqlite3_column_blob(r->read, column + 1), MAC_BYTES);
	if (memcmp(ret_prev, r->was, MAC_BYTES) == 0)
		memcpy(ret_prev, r->is, MAC_BYTES);
	return ERR_OK;
}

/* The UPDATE … RETURNING mac of a row. */
static enum err write_link(struct store *store, struct reseal *r, const uint8_t was[MAC_BYTES])
{
	uint8_t is[MAC_BYTES];
	enum err err = db_step(&store->db, r->write);

	if (!err && sqlite3_column_bytes(r->write, 0) == MAC_BYTES)
		memcpy(is, sqlite3_column_blob(r->write, 0), MAC_BYTES);
	else if (!err || err == ERR_ABSENT)
		err = ERR_PROTO;
	db_reset(r->write);
	return err ? err : chain_on(store, r, was, is);
}

/* What the audit log calls an application or its holder by, before and now. */
static enum err note_tag(struct store *store, struct reseal *r, const char *about)
{
	uint8_t was[PERSON_TAG_BYTES], is[PERSON_TAG_BYTES];
	sqlite3_stmt *row = NULL;
	enum err err = make_statement(store, "INSERT OR REPLACE INTO temp.tag VALUES(?1, ?2)",
				      &row);

	if (err)
		return err;
	store_person_tag(store, about, was);
	store_person_tag(&r->next, about, is);
	db_bind_blob(row, 1, was, sizeof(was));
	db_bind_blob(row, 2, is, sizeof(is));
	err = db_run(&store->db, row);
	sqlite3_finalize(row);
	return err;
}

static enum err write_application(struct store *store, struct reseal *r, size_t size,
				  const uint8_t prev[MAC_BYTES], const uint8_t was[MAC_BYTES])
{
	uint8_t tag[PERSON_TAG_BYTES];
	enum err err = make_statement(store, "UPDATE application SET person = ?2, sealed = ?3,"
		" prev = ?4, mac = next_mac('application', seq, key, receipt_no, at, ?2, ?3, ?4)"
		" WHERE seq = ?1 RETURNING mac", &r->write);

	if (err)
		return err;
	store_person_tag(&r->next, r->application.holder.id_no, tag);
	db_bind_number(r->write, 1, r->at);
	db_bind_blob(r->write, 2, tag, sizeof(tag));
	db_bind_blob(r->write, 3, r->sealed, size);
	db_bind_blob(r->write, 4, prev, MAC_BYTES);
	return write_link(store, r, was);
}

static enum err turn_application(struct store *store, struct reseal *r)
{
	uint8_t prev[MAC_BYTES], was[MAC_BYTES];
	char label[LABEL_MAX];
	size_t size = 0;
	enum err err = read_next(store, r, "SELECT seq, key, sealed, prev, mac, mac IS"
		" row_mac('application', seq, key, receipt_no, at, person, sealed, prev)"
		" FROM application WHERE seq > ?1 ORDER BY seq LIMIT 1");

	if (err)
		return err;
	if (sqlite3_column_bytes(r->read, 1) != VISIT_KEY_BYTES)
		return say_damaged(r->table->name);
	r->at = sqlite3_column_int64(r->read, 0);
	store_label_application(sqlite3_column_blob(r->read, 1), label);
	err = begin_link(r, 3, prev, was);
	if (!err)
		err = turn_record(store, r, 2, label, &size);
	if (!err && application_decode(r->plain, size - SEAL_EXTRA, &r->application) != ERR_OK)
		err = say_damaged(r->table->name);
	db_reset(r->read);
	if (!err)
		err = note_tag(store, r, r->application.receipt_no);
	if (!err)
		err = note_tag(store, r, r->application.holder.id_no);
	return err ? err : write_application(store, r, size, prev, was);
}

static enum err turn_line(struct store *store, struct reseal *r)
{
	uint8_t prev[MAC_BYTES], was[MAC_BYTES];
	char label[LABEL_MAX];
	size_t size = 0;
	enum err err = read_next(store, r, "SELECT seq, sealed, prev, mac, mac IS"
		" row_mac('trail', seq, at, what, person, sealed, prev)"
		" FROM trail WHERE seq > ?1 ORDER BY seq LIMIT 1");

	if (err)
		return err;
	r->at = sqlite3_column_int64(r->read, 0);
	store_label_line(r->at, label);
	err = begin_link(r, 2, prev, was);
	if (!err)
		err = turn_record(store, r, 1, label, &size);
	db_reset(r->read);
	if (!err)
		err = make_statement(store, "UPDATE trail SET person = t, sealed = ?2, prev = ?3,"
			" mac = next_mac('trail', trail.seq, at, what, t, ?2, ?3) FROM (SELECT"
			" seq AS n, ifnull((SELECT now FROM temp.tag WHERE was = person), person)"
			" AS t FROM trail WHERE seq = ?1) WHERE seq = n RETURNING mac",
			&r->write);
	if (err)
		return err;
	db_bind_number(r->write, 1, r->at);
	db_bind_blob(r->write, 2, r->sealed, size);
	db_bind_blob(r->write, 3, prev, MAC_BYTES);
	return write_link(store, r, was);
}

/* Applications stand before the lines about them in schema_tables. */
static enum err turn_chained(struct store *store, struct reseal *r)
{
	enum err err;

	if (r->table->guard != GUARD_CHAIN)
		return ERR_ABSENT;
	err = strcmp(r->table->name, "application") == 0 ? turn_application(store, r) :
							   turn_line(store, r);
	return err == ERR_ABSENT ? end_chain(store, r) : err;
}

/* ---- letters to the centre ---- */

static enum err turn_letter(struct store *store, struct reseal *r)
{
	char label[LABEL_MAX];
	size_t size = 0;
	enum err err;

	if (strcmp(r->table->name, "outbox") != 0)
		return ERR_ABSENT;
	err = read_next(store, r, "SELECT seq, sealed FROM outbox WHERE seq > ?1"
			" AND length(sealed) > 0 ORDER BY seq LIMIT 1");
	if (err)
		return err;
	r->at = sqlite3_column_int64(r->read, 0);
	store_label_letter(r->at, label);
	err = turn_record(store, r, 1, label, &size);
	db_reset(r->read);
	if (!err)
		err = make_statement(store, "UPDATE outbox SET sealed = ?2 WHERE seq = ?1",
				     &r->write);
	if (err)
		return err;
	db_bind_number(r->write, 1, r->at);
	db_bind_blob(r->write, 2, r->sealed, size);
	return run_write(store, r);
}

/* ---- MACs of all the rest, and that it was done ---- */

static enum err renew_macs(struct store *store, struct reseal *r)
{
	static const char before[] = "mac IS row_mac";
	char sound[RESEAL_SQL_MAX / 2], sql[RESEAL_SQL_MAX];
	enum err err = check_sound_sql(&store->db, r->table, sound, sizeof(sound));

	if (err || r->table->guard != GUARD_MAC)
		return err ? err : ERR_ABSENT;
	assert(strncmp(sound, before, sizeof(before) - 1) == 0);
	snprintf(sql, sizeof(sql), "UPDATE %s SET mac = next_mac%s", r->table->name,
		 sound + sizeof(before) - 1);
	err = db_exec(&store->db, sql);
	return err ? err : ERR_ABSENT;
}

static enum err put_key_mark(struct store *store)
{
	sqlite3_stmt *row = NULL;
	enum err err = make_statement(store, "INSERT OR REPLACE INTO import SELECT 'key', ?1, n,"
		" next_mac('import', 'key', ?1, n) FROM (SELECT 1 + ifnull((SELECT rows FROM"
		" import WHERE kind = 'key'), 0) AS n)", &row);

	if (err)
		return err;
	db_bind_number(row, 1, clock_wall_s());
	err = db_run(&store->db, row);
	sqlite3_finalize(row);
	return err;
}

/* ---- one step after the other, each over all tables ---- */

static reseal_piece *const reseal_steps[] = {
	look_at_table, turn_people, turn_chained, turn_letter, renew_macs,
};

#define RESEAL_STEPS ((int)(sizeof(reseal_steps) / sizeof(reseal_steps[0])))

/* On to the next table, or to the first one of the next step. */
static void turn_to_next(struct reseal *r)
{
	forget_statements(r);
	memset(r->was, 0, MAC_BYTES);
	memset(r->is, 0, MAC_BYTES);
	r->at = -1;
	r->table++;
	if (r->table->name)
		return;
	r->table = schema_tables;
	r->step++;
}

static enum err do_pieces(struct store *store, struct reseal *r)
{
	for (int i = 0; i < ROWS_A_PIECE && r->step < RESEAL_STEPS; i++) {
		enum err err = reseal_steps[r->step](store, r);

		if (err == ERR_ABSENT)
			turn_to_next(r);
		else if (err)
			return err == ERR_PROTO ? say_damaged(r->table->name) : err;
	}
	return ERR_OK;
}

/* ---- from the wish to the new key ---- */

/* Beside it the key of before, sealed with it: the next backup knows its own file by that. */
static enum err prepare_key(const char *dir, const char *coming, const struct key_master *now)
{
	char former[PATH_MAX];
	struct keys *keys = NULL;
	enum err err = files_path(dir, "key.was.next", former);

	unlink(coming);
	if (!err)
		err = keys_make(coming, now->is_sm);
	if (!err)
		err = keys_open(coming, false, &keys);
	if (!err)
		err = keys_write_former(former, keys, now);
	keys_close(keys);
	return err;
}

/* link() refuses to replace one that rows may be sealed with already. */
static enum err put_wish(const char *dir, const char *coming)
{
	char next[PATH_MAX];
	enum err err = files_path(dir, "key.next", next);

	if (!err && link(coming, next) != 0)
		err = errno == EEXIST ? ERR_FULL : ERR_IO;
	unlink(coming);
	return err ? err : files_sync(dir);
}

enum err reseal_ask(const char *dir)
{
	struct key_master now;
	char key[PATH_MAX], coming[PATH_MAX];
	enum err err = files_path(dir, "key", key);

	if (!err)
		err = files_path(dir, "key.coming", coming);
	if (!err)
		err = keys_read(key, &now);
	if (err)
		return err;
	err = prepare_key(dir, coming, &now);
	explicit_bzero(&now, sizeof(now));
	return err ? err : put_wish(dir, coming);
}

bool reseal_is_asked(const struct store *store)
{
	char next[PATH_MAX];

	return files_path(store->dir, "key.next", next) == ERR_OK && access(next, F_OK) == 0;
}

void reseal_drop(struct store *store)
{
	struct reseal *r = store->reseal;

	if (!r)
		return;
	store->reseal = NULL;
	forget_statements(r);
	people_sort_destroy(r->people);
	if (store->db.handle) {
		db_rollback(&store->db);
		sqlite3_exec(store->db.handle, "DROP TABLE IF EXISTS temp.tag", NULL, NULL, NULL);
	}
	if (store->tally)
		tally_share(store->tally);
	keys_close(r->next.keys);
	explicit_bzero(r, sizeof(*r));
	free(r);
}

static enum err begin_reseal(struct store *store)
{
	struct reseal *r = calloc(1, sizeof(*r));
	char next[PATH_MAX];
	enum err err = files_path(store->dir, "key.next", next);

	assert(r);
	*r = (struct reseal){ .table = schema_tables, .at = -1 };
	store->reseal = r;
	if (!err && !tally_take_alone(store->tally))
		err = ERR_TIMEOUT;
	if (!err)
		err = keys_open(next, false, &r->next.keys);
	if (!err)
		err = db_begin(&store->db);
	if (err)
		return err;
	sqlfunctions_add_next(store->db.handle, r->next.keys);
	err = db_exec(&store->db, "CREATE TEMP TABLE tag(was BLOB PRIMARY KEY, now BLOB)"
				  " WITHOUT ROWID");
	return err ? err : db_number(&store->db, "SELECT count(*) FROM expired", &r->marks);
}

static enum err note_change(struct store *store)
{
	struct audit_log_entry line = { .at = clock_wall_s(), .what = "key.changed" };

	return store_audit(store, &line);
}

/* The lock on the tally goes with its descriptor: nothing is to be given back afterwards. */
static enum err end_reseal(struct store *store)
{
	struct reseal *r = store->reseal;
	enum err err = put_key_mark(store);

	if (err)
		return err;
	store->reseal = NULL;
	err = store_commit_key(store);
	keys_close(r->next.keys);
	explicit_bzero(r, sizeof(*r));
	free(r);
	if (!err && reseal_is_asked(store))
		err = ERR_IO;
	return err ? err : note_change(store);
}

enum err reseal_go_on(struct store *store, bool *ret_done)
{
	enum err err = store->reseal ? ERR_OK : store_enter(store);
	bool done;

	if (!err && !store->reseal)
		err = begin_reseal(store);
	if (!err)
		err = do_pieces(store, store->reseal);
	done = !err && store->reseal->step == RESEAL_STEPS;
	if (done)
		err = end_reseal(store);
	if (err)
		reseal_drop(store);
	else
		*ret_done = done;
	return store_leave(store, err);
}

/* ---- the key takes its place ---- */

static enum err read_counts(struct db *db, struct tally_counts *ret_counts)
{
	static const char sql[] = "SELECT ifnull((SELECT rows FROM chain WHERE name = '%s'), 0)";
	int64_t rows[2];
	char ask[sizeof(sql) + 16];
	enum err err = ERR_OK;

	for (int i = 0; !err && i < 2; i++) {
		snprintf(ask, sizeof(ask), sql, i == 0 ? "application" : "trail");
		err = db_number(db, ask, &rows[i]);
	}
	if (!err)
		*ret_counts = (struct tally_counts){ rows[0], rows[1] };
	return err;
}

/* ERR_ABSENT: the database is sealed with the key that stands there. */
static enum err is_sealed_with(const char *database, struct keys *next,
			       struct tally_counts *ret_counts)
{
	struct db db = { .handle = NULL };
	int64_t marks = 0;
	enum err err = db_open_evidence(&db, database, next);

	if (!err)
		err = db_number(&db, "SELECT count(*) FROM import WHERE kind = 'key'"
				     " AND mac IS row_mac('import', kind, at, rows)", &marks);
	if (!err && marks > 0)
		err = read_counts(&db, ret_counts);
	db_close(&db);
	/* What cannot be read is found by those who open it, with the key that is there. */
	return err || marks == 0 ? ERR_ABSENT : ERR_OK;
}

/* A commit that was killed before its sync is read like one that was synced. */
static enum err sync_database(const char *database)
{
	char log[PATH_MAX + 8];
	enum err err = files_sync(database);

	snprintf(log, sizeof(log), "%s-wal", database);
	return !err && access(log, F_OK) == 0 ? files_sync(log) : err;
}

static enum err renew_tally(const char *dir, struct keys *next, struct tally_counts counts)
{
	char path[PATH_MAX];
	struct tally *tally = NULL;
	enum err err = files_path(dir, "tally", path);

	if (!err)
		err = tally_open(path, next, &tally);
	if (!err)
		err = tally_renew(tally, counts);
	tally_close(tally);
	return err;
}

/* The copy opens with the old key, which is what may have been lost. */
static enum err put_key(const char *dir, const char *next)
{
	char key[PATH_MAX], copy[PATH_MAX], former[PATH_MAX], was[PATH_MAX];
	enum err err = files_path(dir, "key", key);

	if (!err)
		err = files_path(dir, "store.good", copy);
	if (!err)
		err = files_path(dir, "key.was.next", former);
	if (!err)
		err = files_path(dir, "key.was", was);
	if (err)
		return err;
	unlink(copy);
	if (rename(former, was) != 0 && errno != ENOENT)
		log_warn("%s: %s", was, strerror(errno));
	err = files_put_in_place(dir, next, key);
	if (!err)
		log_info("store: all of it is sealed with a new key");
	return err;
}

enum err reseal_settle(const char *dir)
{
	char next[PATH_MAX], database[PATH_MAX];
	struct tally_counts counts = { 0 };
	struct keys *keys = NULL;
	enum err err = files_path(dir, "key.next", next);

	if (!err)
		err = files_path(dir, "store.db", database);
	/* After a failed sync what is read may stand in memory only: outage.h. */
	if (err || access(next, F_OK) != 0 || outage_marked(dir))
		return err;
	err = keys_open(next, false, &keys);
	if (err)
		return err;
	err = is_sealed_with(database, keys, &counts);
	if (!err)
		err = sync_database(database);
	if (!err)
		err = renew_tally(dir, keys, counts);
	if (!err)
		err = put_key(dir, next);
	keys_close(keys);
	return err == ERR_ABSENT ? ERR_OK : err;
}
