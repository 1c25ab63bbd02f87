#include "store/inner.h"

#include "base/bytes.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/*
 * Details are padded to steps of this size, so that a seal's length says little
 * of what is in it.
 */
#define PAD_BYTES 64
#define PLAIN_MAX (AUDIT_LOG_DETAIL_MAX + 2 + PAD_BYTES)

static size_t encode(const struct audit_log_entry *entry, uint8_t plain[PLAIN_MAX])
{
	struct bytes_out out = bytes_out(plain, PLAIN_MAX);
	size_t size;

	memset(plain, 0, PLAIN_MAX);
	bytes_put_text(&out, entry->detail);
	assert(!out.bad);
	size = bytes_written(&out);
	return (size + PAD_BYTES - 1) / PAD_BYTES * PAD_BYTES;
}

void store_label_line(int64_t seq, char label[LABEL_MAX])
{
	snprintf(label, LABEL_MAX, "trail %" PRId64, seq);
}

static enum err insert_row(struct store *store, const struct audit_log_entry *entry,
			   struct chain_head *head)
{
	uint8_t plain[PLAIN_MAX], sealed[PLAIN_MAX + SEAL_EXTRA], tag[PERSON_TAG_BYTES];
	size_t size = encode(entry, plain);
	char label[LABEL_MAX];
	sqlite3_stmt *row;
	enum err err;

	store_label_line(head->rows + 1, label);
	err = keys_seal(store->keys, KEY_SEAL_RECORD, label, plain, size, sealed);
	explicit_bzero(plain, sizeof(plain));
	if (err)
		return err;
	row = db_query(&store->db, QUERY_PUT_AUDIT_LOG);
	db_bind_number(row, 1, head->rows + 1);
	db_bind_number(row, 2, entry->at);
	db_bind_text(row, 3, entry->what);
	if (entry->about[0]) {
		store_person_tag(store, entry->about, tag);
		db_bind_blob(row, 4, tag, sizeof(tag));
	}
	db_bind_blob(row, 5, sealed, size + SEAL_EXTRA);
	db_bind_blob(row, 6, head->mac, sizeof(head->mac));
	return chain_append(store, "trail", head, row);
}

enum err audit_append(struct store *store, const struct audit_log_entry *entry,
		      struct tally_counts *ret_counts)
{
	struct chain_head head, applications;
	enum err err = chain_read(store, "trail", &head);

	if (!err)
		err = chain_read(store, "application", &applications);
	if (!err)
		err = insert_row(store, entry, &head);
	if (!err)
		*ret_counts = (struct tally_counts){ applications.rows, head.rows };
	return err;
}

enum err store_audit(struct store *store, const struct audit_log_entry *entry)
{
	struct tally_counts counts = { 0 };
	enum err err = store_enter(store);

	if (err)
		return err;
	err = db_begin(&store->db);
	if (!err)
		err = audit_append(store, entry, &counts);
	return store_end_counted(store, err, &counts);
}

/* ---- reading ---- */

static enum err unseal_detail(struct store *store, sqlite3_stmt *row, struct audit_log_entry *entry)
{
	size_t size = (size_t)sqlite3_column_bytes(row, 3);
	uint8_t plain[PLAIN_MAX];
	char label[LABEL_MAX];
	struct bytes_in in;
	enum err err;

	if (size > PLAIN_MAX + SEAL_EXTRA)
		return ERR_PROTO;
	store_label_line(entry->seq, label);
	err = keys_unseal(store->keys, KEY_SEAL_RECORD, label, sqlite3_column_blob(row, 3), size,
			  plain);
	if (err)
		return err;
	in = bytes_in(plain, size - SEAL_EXTRA);
	bytes_get_text(&in, entry->detail, sizeof(entry->detail));
	explicit_bzero(plain, sizeof(plain));
	return in.bad ? ERR_PROTO : ERR_OK;
}

static enum err read_entry(struct store *store, sqlite3_stmt *row, struct audit_log_entry *entry)
{
	*entry = (struct audit_log_entry){
		.seq = sqlite3_column_int64(row, 0),
		.at = sqlite3_column_int64(row, 1),
	};
	if (db_text(row, 2, entry->what, sizeof(entry->what)) != ERR_OK)
		return ERR_PROTO;
	return unseal_detail(store, row, entry);
}

enum err store_audit_log(struct store *store, const char *about, int64_t after, int cap,
		     struct audit_log_entry *ret_entries, int *ret_count)
{
	enum err err = store_enter(store);
	uint8_t tag[PERSON_TAG_BYTES];
	sqlite3_stmt *rows;
	int count = 0;

	if (err)
		return err;
	rows = db_query(&store->db, QUERY_AUDIT_LOG);
	db_bind_number(rows, 1, after);
	if (about) {
		store_person_tag(store, about, tag);
		db_bind_blob(rows, 2, tag, sizeof(tag));
	}
	db_bind_number(rows, 3, cap);
	while ((err = db_step(&store->db, rows)) == ERR_OK) {
		err = read_entry(store, rows, &ret_entries[count]);
		if (err)
			break;
		count++;
	}
	err = db_end_rows(rows, err);
	if (!err)
		*ret_count = count;
	return store_leave(store, err);
}

enum err store_audit_count(struct store *store, const char *what, int64_t since,
			   int64_t *ret_count)
{
	sqlite3_stmt *row;
	enum err err = store_enter(store);

	if (err)
		return err;
	row = db_query(&store->db, QUERY_AUDIT_COUNT);
	db_bind_text(row, 1, what);
	db_bind_number(row, 2, since);
	err = db_step(&store->db, row);
	if (!err)
		*ret_count = sqlite3_column_int64(row, 0);
	db_reset(row);
	return store_leave(store, err);
}

enum err store_audit_newest(struct store *store, const char *what,
			    struct audit_log_entry *ret_entry)
{
	sqlite3_stmt *row;
	enum err err = store_enter(store);

	if (err)
		return err;
	row = db_query(&store->db, QUERY_NEWEST_AUDIT);
	db_bind_text(row, 1, what);
	err = db_step(&store->db, row);
	if (!err)
		err = read_entry(store, row, ret_entry);
	db_reset(row);
	return store_leave(store, err);
}

enum err store_last_audit(struct store *store, int64_t *ret_at)
{
	sqlite3_stmt *row;
	enum err err = store_enter(store);

	if (err)
		return err;
	row = db_query(&store->db, QUERY_LAST_AUDIT);
	err = db_step(&store->db, row);
	if (!err)
		*ret_at = sqlite3_column_int64(row, 0);
	db_reset(row);
	return store_leave(store, err);
}
