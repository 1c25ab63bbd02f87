#include "store/outbox.h"

#include "base/bytes.h"
#include "base/clock.h"
#include "store/inner.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

void outbox_keep(struct store *store)
{
	store->sends_on = true;
}

void store_label_letter(int64_t seq, char label[LABEL_MAX])
{
	snprintf(label, LABEL_MAX, "outbox %" PRId64, seq);
}

/* As the visit's key is written everywhere else: in lower case. */
static enum err read_key(sqlite3_stmt *row, int column, char ret_key[APPLICATION_KEY_MAX])
{
	if (sqlite3_column_bytes(row, column) != VISIT_KEY_BYTES)
		return ERR_PROTO;
	bytes_to_hex(sqlite3_column_blob(row, column), VISIT_KEY_BYTES, ret_key);
	for (char *at = ret_key; *at; at++)
		*at = (char)(*at >= 'A' && *at <= 'F' ? *at - 'A' + 'a' : *at);
	return ERR_OK;
}

/* ---- in ---- */

enum err outbox_put(struct store *store, int64_t seq, const uint8_t key[VISIT_KEY_BYTES])
{
	sqlite3_stmt *row = db_query(&store->db, QUERY_PUT_OUTBOX);

	db_bind_number(row, 1, seq);
	db_bind_blob(row, 2, key, VISIT_KEY_BYTES);
	return db_run(&store->db, row);
}

static enum err adopt(struct store *store, struct tally_counts *ret_counts)
{
	struct audit_log_entry entry = { .at = clock_wall_s(), .what = AUDIT_OUTBOX_BEGUN };
	enum err err = db_run(&store->db, db_query(&store->db, QUERY_ADOPT_OUTBOX));

	snprintf(entry.detail, sizeof(entry.detail), "%d", sqlite3_changes(store->db.handle));
	return err ? err : audit_append(store, &entry, ret_counts);
}

enum err outbox_begin(struct store *store)
{
	struct tally_counts counts = { 0 };
	int64_t begun = 0;
	enum err err = store_audit_count(store, AUDIT_OUTBOX_BEGUN, 0, &begun);

	if (err || begun > 0)
		return err;
	err = db_begin(&store->db);
	if (!err)
		err = adopt(store, &counts);
	return store_end_counted(store, err, &counts);
}

/* ---- to be sent ---- */

static enum err unseal_letter(struct store *store, sqlite3_stmt *row, struct outbox_item *item)
{
	size_t size = (size_t)sqlite3_column_bytes(row, 2);
	char label[LABEL_MAX];

	item->size = 0;
	if (size == 0)
		return ERR_OK;
	if (size < SEAL_EXTRA || size > OUTBOX_LETTER_MAX + SEAL_EXTRA)
		return ERR_PROTO;
	store_label_letter(item->seq, label);
	item->size = size - SEAL_EXTRA;
	return keys_unseal(store->keys, KEY_SEAL_RECORD, label, sqlite3_column_blob(row, 2), size,
			   item->letter);
}

static enum err read_item(struct store *store, sqlite3_stmt *row, struct outbox_item *item)
{
	enum err err = read_key(row, 1, item->key);

	item->seq = sqlite3_column_int64(row, 0);
	if (!err)
		err = db_text(row, 3, item->receipt_no, sizeof(item->receipt_no));
	return err ? err : unseal_letter(store, row, item);
}

enum err outbox_next(struct store *store, int64_t after, struct outbox_item *ret_item)
{
	enum err err = store_enter(store);
	sqlite3_stmt *row;

	if (err)
		return err;
	row = db_query(&store->db, QUERY_NEXT_OUTBOX);
	db_bind_number(row, 1, after);
	err = db_step(&store->db, row);
	if (!err)
		err = read_item(store, row, ret_item);
	db_reset(row);
	return store_leave(store, err);
}

/* One change, in a transaction of its own. */
static enum err change(struct store *store, sqlite3_stmt *row)
{
	enum err err = db_begin(&store->db);

	if (!err)
		err = db_run(&store->db, row);
	if (!err)
		err = db_commit(&store->db);
	db_rollback(&store->db);
	return store_leave(store, err);
}

static enum err keep_letter(struct store *store, int64_t seq, const uint8_t *sealed, size_t size)
{
	sqlite3_stmt *row = db_query(&store->db, QUERY_SEAL_OUTBOX);

	db_bind_number(row, 1, seq);
	db_bind_blob(row, 2, sealed, size);
	return change(store, row);
}

enum err outbox_write(struct store *store, int64_t seq, const void *letter, size_t size)
{
	static uint8_t sealed[OUTBOX_LETTER_MAX + SEAL_EXTRA];
	char label[LABEL_MAX];
	enum err err = store_enter(store);

	if (err)
		return err;
	if (size > OUTBOX_LETTER_MAX)
		return ERR_FULL;
	store_label_letter(seq, label);
	err = keys_seal(store->keys, KEY_SEAL_RECORD, label, letter, size, sealed);
	return err ? err : keep_letter(store, seq, sealed, size + SEAL_EXTRA);
}

/* ---- what became of it ---- */

enum err outbox_mark(struct store *store, int64_t seq, enum outbox_state state, const char *answer)
{
	enum err err = store_enter(store);
	sqlite3_stmt *row;

	if (err)
		return err;
	if (strlen(answer) >= OUTBOX_ANSWER_MAX)
		return ERR_FULL;
	row = db_query(&store->db, QUERY_MARK_OUTBOX);
	db_bind_number(row, 1, seq);
	db_bind_number(row, 2, state);
	db_bind_text(row, 3, answer);
	return change(store, row);
}

enum err outbox_retry(struct store *store)
{
	enum err err = store_enter(store);

	return err ? err : change(store, db_query(&store->db, QUERY_RETRY_OUTBOX));
}

enum err outbox_drop(struct store *store, int64_t seq)
{
	enum err err = store_enter(store);
	sqlite3_stmt *row;

	if (err)
		return err;
	row = db_query(&store->db, QUERY_DROP_OUTBOX);
	db_bind_number(row, 1, seq);
	return change(store, row);
}

/* ---- how it stands ---- */

enum err outbox_taken(struct store *store, int64_t after, int cap, struct outbox_row *ret_rows,
		      int *ret_count)
{
	enum err err = store_enter(store);
	sqlite3_stmt *rows;
	int count = 0;

	if (err)
		return err;
	rows = db_query(&store->db, QUERY_TAKEN_OUTBOX);
	db_bind_number(rows, 1, after);
	db_bind_number(rows, 2, cap);
	while (count < cap && (err = db_step(&store->db, rows)) == ERR_OK) {
		ret_rows[count].seq = sqlite3_column_int64(rows, 0);
		ret_rows[count].state = OUTBOX_TAKEN;
		ret_rows[count].answer[0] = 0;
		err = read_key(rows, 1, ret_rows[count].key);
		if (err)
			break;
		count++;
	}
	err = db_end_rows(rows, err);
	if (!err)
		*ret_count = count;
	return store_leave(store, err);
}

enum err outbox_count(struct store *store, int64_t ret_counts[OUTBOX_STATE_COUNT])
{
	int64_t counts[OUTBOX_STATE_COUNT] = { 0 };
	enum err err = store_enter(store);
	sqlite3_stmt *rows;

	if (err)
		return err;
	rows = db_query(&store->db, QUERY_COUNT_OUTBOX);
	while ((err = db_step(&store->db, rows)) == ERR_OK) {
		int64_t state = sqlite3_column_int64(rows, 0);

		if (state >= 0 && state < OUTBOX_STATE_COUNT)
			counts[state] = sqlite3_column_int64(rows, 1);
	}
	err = db_end_rows(rows, err);
	if (!err)
		memcpy(ret_counts, counts, sizeof(counts));
	return store_leave(store, err);
}

static enum err read_row_of(sqlite3_stmt *row, struct outbox_row *ret)
{
	int64_t state = sqlite3_column_int64(row, 2);

	if (state < 0 || state >= OUTBOX_STATE_COUNT || read_key(row, 1, ret->key))
		return ERR_PROTO;
	ret->seq = sqlite3_column_int64(row, 0);
	ret->state = (enum outbox_state)state;
	return db_text(row, 3, ret->answer, sizeof(ret->answer));
}

enum err outbox_each(struct store *store, outbox_each_row *row_of, void *context)
{
	enum err err = store_enter(store);
	struct outbox_row read;
	sqlite3_stmt *rows;

	if (err)
		return err;
	rows = db_query(&store->db, QUERY_OUTBOX);
	while ((err = db_step(&store->db, rows)) == ERR_OK) {
		err = read_row_of(rows, &read);
		if (!err)
			err = row_of(context, &read);
		if (err)
			break;
	}
	return store_leave(store, db_end_rows(rows, err));
}
