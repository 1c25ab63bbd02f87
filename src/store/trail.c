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
#define PLAIN_MAX (TRAIL_DETAIL_MAX + 2 + PAD_BYTES)

static size_t encode(const struct trail_entry *entry, uint8_t plain[PLAIN_MAX])
{
	struct bytes_out out = bytes_out(plain, PLAIN_MAX);
	size_t size;

	memset(plain, 0, PLAIN_MAX);
	bytes_put_text(&out, entry->detail);
	assert(!out.bad);
	size = bytes_written(&out);
	return (size + PAD_BYTES - 1) / PAD_BYTES * PAD_BYTES;
}

static enum err insert_row(struct store *store, const struct trail_entry *entry,
			   struct chain_head *head)
{
	uint8_t plain[PLAIN_MAX], sealed[PLAIN_MAX + SEAL_EXTRA], tag[PERSON_TAG_BYTES];
	size_t size = encode(entry, plain);
	char label[LABEL_MAX];
	sqlite3_stmt *row;
	enum err err;

	snprintf(label, sizeof(label), "trail %" PRId64, head->rows + 1);
	err = keys_seal(store->keys, KEY_SEAL_RECORD, label, plain, size, sealed);
	explicit_bzero(plain, sizeof(plain));
	if (err)
		return err;
	row = db_query(&store->db, QUERY_PUT_TRAIL);
	db_bind_number(row, 1, head->rows + 1);
	db_bind_number(row, 2, entry->at);
	db_bind_text(row, 3, entry->what);
	if (entry->id_no[0]) {
		store_person_tag(store, entry->id_no, tag);
		db_bind_blob(row, 4, tag, sizeof(tag));
	}
	db_bind_blob(row, 5, sealed, size + SEAL_EXTRA);
	db_bind_blob(row, 6, head->mac, sizeof(head->mac));
	return chain_append(store, "trail", head, row);
}

enum err store_audit(struct store *store, const struct trail_entry *entry)
{
	struct chain_head head, applications;
	enum err err = store_enter(store);

	if (err)
		return err;
	err = db_begin(&store->db);
	if (!err)
		err = chain_read(store, "trail", &head);
	if (!err)
		err = chain_read(store, "application", &applications);
	if (!err)
		err = insert_row(store, entry, &head);
	if (!err)
		err = db_commit(&store->db);
	db_rollback(&store->db);
	if (!err)
		tally_note(store->tally, (struct tally_counts){ applications.rows, head.rows });
	return store_leave(store, err);
}
