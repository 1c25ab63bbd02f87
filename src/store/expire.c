#include "store/inner.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/text.h"

#include <string.h>
#include <unistd.h>

/*
 * Rows that are not due, in a row, before no more are looked for.  They stand in
 * the order in which they were made: only a clock that was wrong mixes them.
 */
#define LOOK_PAST 64

struct due {
	int64_t seq;
	uint8_t key[VISIT_KEY_BYTES];
	uint8_t prev[MAC_BYTES], mac[MAC_BYTES];
};

struct due_list {
	int count;
	struct due rows[STORE_EXPIRE_MOST];
};

/* Of each chain: its name, its oldest rows, and what removes one. */
static const struct expiring {
	const char *name;
	enum query oldest, drop;
	int key_bytes;		/* of the visit that goes with it */
} expiring[] = {
	[STORE_KEPT_APPLICATIONS] = {
		"application", QUERY_OLDEST, QUERY_DROP_APPLICATION, VISIT_KEY_BYTES,
	},
	[STORE_KEPT_AUDIT_LOG] = { "trail", QUERY_OLDEST_LINES, QUERY_DROP_LINE, 0 },
};

static enum err read_due(const struct expiring *what, sqlite3_stmt *row, struct due *ret)
{
	if (sqlite3_column_bytes(row, 2) != what->key_bytes ||
	    sqlite3_column_bytes(row, 3) != MAC_BYTES ||
	    sqlite3_column_bytes(row, 4) != MAC_BYTES)
		return ERR_PROTO;
	ret->seq = sqlite3_column_int64(row, 0);
	if (what->key_bytes)
		memcpy(ret->key, sqlite3_column_blob(row, 2), VISIT_KEY_BYTES);
	memcpy(ret->prev, sqlite3_column_blob(row, 3), MAC_BYTES);
	memcpy(ret->mac, sqlite3_column_blob(row, 4), MAC_BYTES);
	return ERR_OK;
}

static enum err find_due(struct db *db, const struct expiring *what, int64_t before_s,
			 struct due_list *list)
{
	sqlite3_stmt *rows = db_query(db, what->oldest);
	enum err err = ERR_OK;
	int past = 0;

	list->count = 0;
	while (past < LOOK_PAST && list->count < STORE_EXPIRE_MOST &&
	       (err = db_step(db, rows)) == ERR_OK) {
		past++;
		if (sqlite3_column_int64(rows, 1) >= before_s)
			continue;
		past = 0;
		err = read_due(what, rows, &list->rows[list->count++]);
		if (err)
			break;
	}
	return db_end_rows(rows, err);
}

static enum err put_mark(struct db *db, const struct expiring *what, enum query query,
			 const struct due *due)
{
	sqlite3_stmt *row = db_query(db, query);

	db_bind_number(row, 1, due->seq);
	db_bind_blob(row, 2, due->mac, MAC_BYTES);
	db_bind_number(row, 3, clock_wall_s());
	db_bind_text(row, 4, what->name);
	if (query == QUERY_PUT_EXPIRED)
		db_bind_blob(row, 5, due->prev, MAC_BYTES);
	return db_run(db, row);
}

/* The mark that ends just before it grows by it, or there is a new one. */
static enum err mark(struct db *db, const struct expiring *what, const struct due *due)
{
	enum err err = put_mark(db, what, QUERY_EXTEND_EXPIRED, due);

	if (!err && sqlite3_changes(db->handle) == 0)
		err = put_mark(db, what, QUERY_PUT_EXPIRED, due);
	return err;
}

/* Its letter to the centre says as much of the person as it did. */
static enum err drop_letter(struct db *db, int64_t seq)
{
	sqlite3_stmt *row = db_query(db, QUERY_DROP_OUTBOX);

	db_bind_number(row, 1, seq);
	return db_run(db, row);
}

static enum err drop(struct db *db, const struct expiring *what, const struct due *due)
{
	sqlite3_stmt *row = db_query(db, what->drop);
	enum err err;

	db_bind_number(row, 1, due->seq);
	err = db_run(db, row);
	if (err || !what->key_bytes)
		return err;
	row = db_query(db, QUERY_DROP_VISIT);
	db_bind_blob(row, 1, due->key, sizeof(due->key));
	err = db_run(db, row);
	return err ? err : drop_letter(db, due->seq);
}

/* Those that were left go with the applications of their time. */
static enum err drop_left(struct db *db, const struct expiring *what, int64_t before_s)
{
	sqlite3_stmt *row;

	if (!what->key_bytes)
		return ERR_OK;
	row = db_query(db, QUERY_DROP_LEFT_VISITS);
	db_bind_number(row, 1, before_s);
	return db_run(db, row);
}

static enum err expire_in(struct db *db, const struct expiring *what, int64_t before_s,
			  struct due_list *list)
{
	enum err err = db_begin(db);

	if (!err)
		err = find_due(db, what, before_s, list);
	for (int i = 0; !err && i < list->count; i++) {
		err = mark(db, what, &list->rows[i]);
		if (!err)
			err = drop(db, what, &list->rows[i]);
	}
	if (!err)
		err = drop_left(db, what, before_s);
	if (!err)
		err = db_commit(db);
	db_rollback(db);
	return err;
}

/* Once more in the last copy that checked well: what is over must not come back from it. */
static enum err expire_in_copy(struct store *store, const struct expiring *what, int64_t before_s,
			       struct due_list *list)
{
	char path[PATH_MAX];
	struct text text = text_in(path, sizeof(path));
	struct db copy = { .handle = NULL };
	enum err err;

	text_addf(&text, "%s/store.good", store->dir);
	if (text.full || access(path, F_OK) != 0)
		return ERR_OK;
	err = db_open(&copy, path, store->keys);
	do {
		if (!err)
			err = expire_in(&copy, what, before_s, list);
	} while (!err && list->count == STORE_EXPIRE_MOST);
	if (!err)
		err = db_checkpoint(&copy, SQLITE_CHECKPOINT_TRUNCATE);
	db_close(&copy);
	if (err && unlink(path) == 0)
		log_warn("store: the good copy is removed with what it held too long; "
			 "run: skills-kiosk store check");
	return err;
}

enum err store_expire(struct store *store, enum store_kept what, int64_t before_s,
		      int *ret_removed)
{
	struct due_list list;
	enum err err = store_enter(store);
	int removed;

	if (!err)
		err = expire_in(&store->db, &expiring[what], before_s, &list);
	if (err)
		return store_leave(store, err);
	removed = list.count;
	if (removed > 0 && expire_in_copy(store, &expiring[what], before_s, &list))
		log_warn("store: the good copy could not be tidied");
	*ret_removed = removed;
	return store_leave(store, ERR_OK);
}
