#include "store/inner.h"

#include "base/bytes.h"
#include "base/clock.h"
#include "base/log.h"
#include "core/application_bytes.h"
#include "store/receiptno.h"

#include <assert.h>
#include <openssl/rand.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum err store_new_key(char ret_key[APPLICATION_KEY_MAX])
{
	uint8_t bytes[VISIT_KEY_BYTES];

	if (RAND_bytes(bytes, sizeof(bytes)) != 1) {
		log_error("no randomness for a visit's key");
		return ERR_IO;
	}
	bytes_to_hex(bytes, sizeof(bytes), ret_key);
	return ERR_OK;
}

static void key_bytes(const char *key, uint8_t out[VISIT_KEY_BYTES])
{
	size_t size = 0;

	assert(bytes_from_hex(key, out, VISIT_KEY_BYTES, &size) && size == VISIT_KEY_BYTES);
}

/* The key's letters count in one form only: the label is text. */
void store_label_application(const uint8_t key[VISIT_KEY_BYTES], char label[LABEL_MAX])
{
	char hex[APPLICATION_KEY_MAX];

	bytes_to_hex(key, VISIT_KEY_BYTES, hex);
	snprintf(label, LABEL_MAX, "application %s", hex);
}

/* ---- the key before the signature ---- */

static enum err insert_visit(struct store *store, const uint8_t key[VISIT_KEY_BYTES])
{
	sqlite3_stmt *row = db_query(&store->db, QUERY_PUT_VISIT);

	db_bind_blob(row, 1, key, VISIT_KEY_BYTES);
	db_bind_number(row, 2, clock_wall_s());
	return db_run(&store->db, row);
}

enum err store_reserve(struct store *store, const char *key)
{
	uint8_t bytes[VISIT_KEY_BYTES];
	enum err err = store_enter(store);

	key_bytes(key, bytes);
	if (!err)
		err = db_begin(&store->db);
	if (!err)
		err = insert_visit(store, bytes);
	if (!err)
		err = db_commit(&store->db);
	db_rollback(&store->db);
	return store_leave(store, err);
}

static enum err visit_reserved(struct store *store, const uint8_t key[VISIT_KEY_BYTES])
{
	sqlite3_stmt *row = db_query(&store->db, QUERY_VISIT);
	enum err err;

	db_bind_blob(row, 1, key, VISIT_KEY_BYTES);
	err = db_step(&store->db, row);
	db_reset(row);
	return err;
}

/* ---- reading back ---- */

/* Opens the seal of the row that statement stands on; its key is `key`. */
static enum err unseal_row(struct store *store, sqlite3_stmt *row,
			   const uint8_t key[VISIT_KEY_BYTES], struct application *ret)
{
	size_t size = (size_t)sqlite3_column_bytes(row, 1);
	uint8_t plain[APPLICATION_BYTES_MAX];
	char label[LABEL_MAX], receipt_no[RECEIPT_NO_MAX];
	enum err err = db_text(row, 0, receipt_no, sizeof(receipt_no));

	if (err || size < SEAL_EXTRA || size > APPLICATION_BYTES_MAX + SEAL_EXTRA)
		return ERR_PROTO;
	store_label_application(key, label);
	err = keys_unseal(store->keys, KEY_SEAL_RECORD, label,
			  sqlite3_column_blob(row, 1), size, plain);
	if (!err && application_decode(plain, size - SEAL_EXTRA, ret) != ERR_OK)
		err = ERR_PROTO;
	explicit_bzero(plain, size - SEAL_EXTRA);
	return !err && strcmp(ret->receipt_no, receipt_no) != 0 ? ERR_PROTO : err;
}

/* What stands under a key, from a row whose seal opens. */
static enum err find_whole(struct store *store, const uint8_t key[VISIT_KEY_BYTES],
			   struct application *ret)
{
	sqlite3_stmt *row = db_query(&store->db, QUERY_BY_KEY);
	enum err err;

	db_bind_blob(row, 1, key, VISIT_KEY_BYTES);
	err = db_step(&store->db, row);
	if (!err)
		err = unseal_row(store, row, key, ret);
	db_reset(row);
	return err;
}

static enum err find(struct store *store, const uint8_t key[VISIT_KEY_BYTES],
		     char ret_receipt_no[RECEIPT_NO_MAX])
{
	struct application read;
	enum err err = find_whole(store, key, &read);

	if (err)
		return err;
	memcpy(ret_receipt_no, read.receipt_no, RECEIPT_NO_MAX);
	explicit_bzero(&read, sizeof(read));
	return ERR_OK;
}

enum err store_lookup(struct store *store, const char *key,
		      char ret_receipt_no[RECEIPT_NO_MAX])
{
	uint8_t bytes[VISIT_KEY_BYTES];
	enum err err = store_enter(store);

	key_bytes(key, bytes);
	if (!err)
		err = find(store, bytes, ret_receipt_no);
	return store_leave(store, err);
}

/* The row that statement stands on: receipt number, sealed, key. */
static enum err read_row(struct store *store, sqlite3_stmt *row, struct application *ret)
{
	uint8_t key[VISIT_KEY_BYTES];

	if (sqlite3_column_bytes(row, 2) != VISIT_KEY_BYTES)
		return ERR_PROTO;
	memcpy(key, sqlite3_column_blob(row, 2), VISIT_KEY_BYTES);
	return unseal_row(store, row, key, ret);
}

enum err store_load(struct store *store, const char *receipt_no,
		    struct application *ret_application)
{
	enum err err = store_enter(store);
	sqlite3_stmt *row;
	int64_t seq;

	if (err)
		return err;
	if (!receiptno_parse(receipt_no, &seq))
		return ERR_ABSENT;
	row = db_query(&store->db, QUERY_BY_SEQ);
	db_bind_number(row, 1, seq);
	err = db_step(&store->db, row);
	if (!err)
		err = read_row(store, row, ret_application);
	db_reset(row);
	return store_leave(store, err);
}

enum err store_each_application(struct store *store, store_application *application_of,
				void *context)
{
	enum err err = store_enter(store);
	struct application read;
	sqlite3_stmt *rows;

	if (err)
		return err;
	rows = db_query(&store->db, QUERY_APPLICATIONS);
	while ((err = db_step(&store->db, rows)) == ERR_OK) {
		err = read_row(store, rows, &read);
		if (!err)
			err = application_of(context, &read);
		explicit_bzero(&read, sizeof(read));
		if (err)
			break;
	}
	return store_leave(store, db_end_rows(rows, err));
}

/* ---- what was filed last, and not taken back ---- */

struct withdrawn {
	int count;
	char numbers[STORE_RECENT_ROWS][RECEIPT_NO_MAX];
};

static bool was_withdrawn(const struct withdrawn *w, const char *receipt_no)
{
	for (int i = 0; i < w->count; i++) {
		if (strcmp(w->numbers[i], receipt_no) == 0)
			return true;
	}
	return false;
}

/* From the newest row back: a withdrawal comes before what it takes back. */
static enum err find_recent(struct store *store, sqlite3_stmt *rows,
			    struct recent_application *ret_recent)
{
	struct withdrawn withdrawn = { 0 };
	struct application read;
	enum err err;

	while ((err = db_step(&store->db, rows)) == ERR_OK &&
	       (err = read_row(store, rows, &read)) == ERR_OK) {
		if (read.withdraws[0]) {
			memcpy(withdrawn.numbers[withdrawn.count++], read.withdraws,
			       RECEIPT_NO_MAX);
		} else if (!was_withdrawn(&withdrawn, read.receipt_no)) {
			ret_recent->signed_at = read.signed_at;
			memcpy(ret_recent->receipt_no, read.receipt_no, RECEIPT_NO_MAX);
			break;
		}
	}
	explicit_bzero(&read, sizeof(read));
	return err;
}

/* What was signed last, where it is a withdrawal. */
static enum err find_withdrawal(struct store *store, sqlite3_stmt *rows,
				struct recent_application *ret_recent)
{
	struct application read;
	enum err err = db_step(&store->db, rows);

	if (!err)
		err = read_row(store, rows, &read);
	if (!err && !read.withdraws[0])
		err = ERR_ABSENT;
	if (!err) {
		ret_recent->signed_at = read.signed_at;
		memcpy(ret_recent->receipt_no, read.receipt_no, RECEIPT_NO_MAX);
	}
	explicit_bzero(&read, sizeof(read));
	return err;
}

typedef enum err find_fn(struct store *store, sqlite3_stmt *rows,
			 struct recent_application *ret_recent);

static enum err find_of(struct store *store, const char *id_no, int64_t since, find_fn *look,
			struct recent_application *ret_recent)
{
	enum err err = store_enter(store);
	uint8_t tag[PERSON_TAG_BYTES];
	sqlite3_stmt *rows;

	if (err)
		return err;
	store_person_tag(store, id_no, tag);
	rows = db_query(&store->db, QUERY_RECENT);
	db_bind_blob(rows, 1, tag, sizeof(tag));
	db_bind_number(rows, 2, since);
	db_bind_number(rows, 3, STORE_RECENT_ROWS);
	err = look(store, rows, ret_recent);
	db_reset(rows);
	return store_leave(store, err);
}

enum err store_recent_application(struct store *store, const char *id_no, int64_t since,
				  struct recent_application *ret_recent)
{
	return find_of(store, id_no, since, find_recent, ret_recent);
}

enum err store_last_withdrawal(struct store *store, const char *id_no,
			       struct recent_application *ret_recent)
{
	return find_of(store, id_no, 0, find_withdrawal, ret_recent);
}

/* ---- what is held of one person ---- */

static void tell_held(const struct application *a, const struct withdrawn *withdrawn,
		      struct held_application *held)
{
	*held = (struct held_application){
		.signed_at = a->signed_at, .decided = a->decision_date, .course = a->course,
		.claims = a->claims,
		.withdrawn = was_withdrawn(withdrawn, a->receipt_no),
	};
	memcpy(held->key, a->key, sizeof(held->key));
	memcpy(held->receipt_no, a->receipt_no, sizeof(held->receipt_no));
	if (a->item_count > 0) {
		memcpy(held->title_zh, a->items[0].title_zh, sizeof(held->title_zh));
		memcpy(held->title_en, a->items[0].title_en, sizeof(held->title_en));
	}
}

static enum err read_held(struct store *store, sqlite3_stmt *rows, int cap,
			  struct held_application *ret_held, int *count)
{
	struct withdrawn withdrawn = { 0 };
	struct application read;
	enum err err;

	while ((err = db_step(&store->db, rows)) == ERR_OK &&
	       (err = read_row(store, rows, &read)) == ERR_OK) {
		if (read.withdraws[0])
			memcpy(withdrawn.numbers[withdrawn.count++], read.withdraws,
			       RECEIPT_NO_MAX);
		else if (*count < cap)
			tell_held(&read, &withdrawn, &ret_held[(*count)++]);
	}
	explicit_bzero(&read, sizeof(read));
	return err == ERR_ABSENT ? ERR_OK : err;
}

enum err store_held(struct store *store, const char *id_no, int cap,
		    struct held_application *ret_held, int *ret_count)
{
	enum err err = store_enter(store);
	uint8_t tag[PERSON_TAG_BYTES];
	sqlite3_stmt *rows;
	int count = 0;

	if (err)
		return err;
	store_person_tag(store, id_no, tag);
	rows = db_query(&store->db, QUERY_HELD);
	db_bind_blob(rows, 1, tag, sizeof(tag));
	db_bind_number(rows, 2, STORE_RECENT_ROWS);
	err = read_held(store, rows, cap, ret_held, &count);
	db_reset(rows);
	if (!err)
		*ret_count = count;
	return store_leave(store, err);
}

/* ---- submitting ---- */

/*
 * What one submission carries through its steps.  A store keeps room for one:
 * fresh memory of this size would cost a fifth of the commit.
 */
struct submission {
	uint8_t key[VISIT_KEY_BYTES];
	struct application application;		/* with its receipt number; then as it reads back */
	size_t plain_size;
	uint8_t plain[APPLICATION_BYTES_MAX];
	uint8_t sealed[APPLICATION_BYTES_MAX + SEAL_EXTRA];
	struct tally_counts counts;		/* once it is in */
};

/* What was used of it, and is not sealed: all of it is a third of a megabyte. */
static void wipe(struct submission *s)
{
	explicit_bzero(&s->application, sizeof(s->application));
	explicit_bzero(s->plain, s->plain_size);
	s->plain_size = 0;
}

static enum err insert_row(struct store *store, struct submission *s,
			   struct chain_head *head, size_t sealed_size)
{
	const struct application *a = &s->application;
	uint8_t tag[PERSON_TAG_BYTES];
	sqlite3_stmt *row = db_query(&store->db, QUERY_PUT_APPLICATION);

	store_person_tag(store, a->holder.id_no, tag);
	db_bind_number(row, 1, head->rows + 1);
	db_bind_blob(row, 2, s->key, sizeof(s->key));
	db_bind_text(row, 3, a->receipt_no);
	db_bind_number(row, 4, a->signed_at);
	db_bind_blob(row, 5, tag, sizeof(tag));
	db_bind_blob(row, 6, s->sealed, sealed_size);
	db_bind_blob(row, 7, head->mac, sizeof(head->mac));
	return chain_append(store, "application", head, row);
}

struct submission *submission_create(void)
{
	struct submission *s = calloc(1, sizeof(*s));

	assert(s);
	return s;
}

void submission_destroy(struct submission *s)
{
	if (s)
		wipe(s);
	free(s);
}

/* Everything between BEGIN and COMMIT. */
static enum err write_row(struct store *store, struct submission *s)
{
	struct application *a = &s->application;
	struct chain_head head, audit_log;
	char label[LABEL_MAX];
	enum err err = visit_reserved(store, s->key);

	if (!err)
		err = chain_read(store, "application", &head);
	if (!err)
		err = chain_read(store, "trail", &audit_log);
	if (err)
		return err;
	s->counts = (struct tally_counts){ head.rows + 1, audit_log.rows };
	receiptno_format(a->terminal, a->signed_at, head.rows + 1, a->receipt_no);
	err = application_encode(a, s->plain, sizeof(s->plain), &s->plain_size);
	assert(err == ERR_OK);
	store_label_application(s->key, label);
	err = keys_seal(store->keys, KEY_SEAL_RECORD, label, s->plain, s->plain_size, s->sealed);
	if (!err)
		err = insert_row(store, s, &head, s->plain_size + SEAL_EXTRA);
	return !err && store->sends_on ? outbox_put(store, s->counts.applications, s->key) : err;
}

/* ---- what became of it ---- */

static bool is_unsettled(const struct store *store, const uint8_t key[VISIT_KEY_BYTES])
{
	return store->unsettled && memcmp(store->unsettled_key, key, VISIT_KEY_BYTES) == 0;
}

/* Nothing goes under this key, and no other question is answered, before it is settled. */
static enum store_outcome unknown(struct store *store, const uint8_t key[VISIT_KEY_BYTES],
				  const char *why)
{
	memcpy(store->unsettled_key, key, VISIT_KEY_BYTES);
	store->unsettled = true;
	if (store->state == STORE_READY)
		store->state = STORE_OUT_OF_SERVICE;
	log_error("store: out of service: it is not known what was saved: %s", why);
	return STORE_UNKNOWN;
}

/* The heads as they stand: a row that was not acknowledged is now. */
static enum err note_heads(struct store *store)
{
	struct chain_head applications, audit_log;
	enum err err = chain_read(store, "application", &applications);

	if (!err)
		err = chain_read(store, "trail", &audit_log);
	if (!err)
		tally_note(store->tally, (struct tally_counts){ applications.rows,
								audit_log.rows });
	return err;
}

/* A row that is found counts only when it can be made durable. */
static enum err acknowledge_found(struct store *store)
{
	enum err err = db_checkpoint(&store->db, SQLITE_CHECKPOINT_FULL);

	return err ? err : note_heads(store);
}

/*
 * After a failed sync nobody can tell, for what is read may stand in memory only.
 * Otherwise the file tells, once the old connection and its beliefs are dropped;
 * but one that has lost rows that were acknowledged may have lost this one too.
 */
static enum store_outcome settle(struct store *store, const uint8_t key[VISIT_KEY_BYTES],
				 char receipt_no[RECEIPT_NO_MAX])
{
	enum err err;

	if (store->db.sync_failed || store->until_restart)
		return unknown(store, key, "a sync failed");
	if (store_reopen(store) != ERR_OK || store->state != STORE_READY)
		return unknown(store, key, "the store does not open again");
	err = find(store, key, receipt_no);
	if (!err)
		err = acknowledge_found(store);
	if (err && err != ERR_ABSENT)
		return unknown(store, key, "its row cannot be read, or not be made durable");
	if (is_unsettled(store, key))
		store->unsettled = false;
	return err ? STORE_ABSENT : STORE_SAVED;
}

enum store_outcome store_settle(struct store *store, const char *key,
				char ret_receipt_no[RECEIPT_NO_MAX])
{
	uint8_t bytes[VISIT_KEY_BYTES];
	char receipt_no[RECEIPT_NO_MAX];
	enum store_outcome outcome;

	key_bytes(key, bytes);
	outcome = settle(store, bytes, receipt_no);
	if (outcome == STORE_SAVED)
		memcpy(ret_receipt_no, receipt_no, RECEIPT_NO_MAX);
	store_mind_sync(store);
	return outcome;
}

/* Once more from the file: the commit's pages are dropped from memory first. */
static enum store_outcome read_back(struct store *store, struct submission *s,
				    char receipt_no[RECEIPT_NO_MAX])
{
	memcpy(receipt_no, s->application.receipt_no, RECEIPT_NO_MAX);
	sqlite3_db_release_memory(store->db.handle);
	if (find_whole(store, s->key, &s->application) != ERR_OK ||
	    strcmp(receipt_no, s->application.receipt_no) != 0)
		return unknown(store, s->key, "what was written does not read back");
	tally_note(store->tally, s->counts);
	return STORE_SAVED;
}

/* Nothing of it has reached the file. */
static enum store_outcome absent(struct store *store, enum err why)
{
	db_rollback(&store->db);
	log_error("store: not saved: %s", err_name(why));
	return STORE_ABSENT;
}

static enum store_outcome submit_once(struct store *store, struct submission *s,
				      char receipt_no[RECEIPT_NO_MAX])
{
	enum err err = db_begin(&store->db);

	if (err)
		return absent(store, err);
	err = find(store, s->key, receipt_no);
	if (err == ERR_OK) {
		db_rollback(&store->db);
		return STORE_SAVED;
	}
	if (err != ERR_ABSENT) {
		db_rollback(&store->db);
		return settle(store, s->key, receipt_no);
	}
	err = write_row(store, s);
	if (err)
		return absent(store, err);
	if (db_commit(&store->db) != ERR_OK)
		return settle(store, s->key, receipt_no);
	return read_back(store, s, receipt_no);
}

/* What is known of a key before anything is done under it. */
static enum store_outcome begin(struct store *store, const uint8_t key[VISIT_KEY_BYTES],
				char receipt_no[RECEIPT_NO_MAX])
{
	enum store_outcome outcome = STORE_ABSENT;

	if (is_unsettled(store, key))
		outcome = settle(store, key, receipt_no);
	if (outcome == STORE_ABSENT && store_enter(store) != ERR_OK)
		log_error("store: not saved: it is out of service");
	return outcome;
}

enum store_outcome store_submit(struct store *store, const struct application *application,
				char ret_receipt_no[RECEIPT_NO_MAX])
{
	struct submission *s = store->submission;
	char receipt_no[RECEIPT_NO_MAX];
	enum store_outcome outcome;

	key_bytes(application->key, s->key);
	outcome = begin(store, s->key, receipt_no);
	if (outcome == STORE_ABSENT && store_enter(store) == ERR_OK) {
		s->application = *application;
		outcome = submit_once(store, s, receipt_no);
	}
	wipe(s);
	if (outcome == STORE_SAVED)
		memcpy(ret_receipt_no, receipt_no, RECEIPT_NO_MAX);
	if (outcome == STORE_SAVED && store_log_is_long(store) && store_tidy(store) != ERR_OK)
		log_warn("store: the log was not moved after a submission");
	store_mind_sync(store);
	return outcome;
}
