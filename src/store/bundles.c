#include "store/bundles.h"

#include "store/inner.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static enum err read_bundle(sqlite3_stmt *row, struct store_bundle *ret)
{
	ret->version = sqlite3_column_int64(row, 1);
	ret->made = sqlite3_column_int64(row, 2);
	ret->taken = sqlite3_column_int64(row, 3);
	return db_text(row, 0, ret->kind, sizeof(ret->kind));
}

enum err store_bundles(struct store *store, struct store_bundle ret_bundles[STORE_BUNDLE_KINDS],
		       int *ret_count)
{
	enum err err = store_enter(store);
	sqlite3_stmt *rows;
	int count = 0;

	if (err)
		return err;
	rows = db_query(&store->db, QUERY_BUNDLES);
	while (count < STORE_BUNDLE_KINDS && (err = db_step(&store->db, rows)) == ERR_OK) {
		err = read_bundle(rows, &ret_bundles[count]);
		if (err)
			break;
		count++;
	}
	err = db_end_rows(rows, err);
	if (!err)
		*ret_count = count;
	return store_leave(store, err);
}

enum err store_bundle(struct store *store, const char *kind, struct store_bundle *ret_bundle)
{
	struct store_bundle all[STORE_BUNDLE_KINDS];
	int count = 0;
	enum err err = store_bundles(store, all, &count);

	for (int i = 0; !err && i < count; i++) {
		if (strcmp(all[i].kind, kind) == 0) {
			*ret_bundle = all[i];
			return ERR_OK;
		}
	}
	return err ? err : ERR_ABSENT;
}

enum err store_data_made(struct store *store, const char *kind, int64_t *ret_made)
{
	const char *table = import_table(kind);
	enum err err = table ? store_enter(store) : ERR_ABSENT;
	sqlite3_stmt *row;

	if (err)
		return err;
	row = db_query(&store->db, QUERY_DATA_MADE);
	db_bind_text(row, 1, kind);
	db_bind_text(row, 2, table);
	err = db_step(&store->db, row);
	if (!err)
		*ret_made = sqlite3_column_int64(row, 0);
	db_reset(row);
	return store_leave(store, err);
}

static enum err put_row(struct store *store, const struct store_bundle *bundle)
{
	sqlite3_stmt *row = db_query(&store->db, QUERY_PUT_BUNDLE);
	enum err err;

	db_bind_text(row, 1, bundle->kind);
	db_bind_number(row, 2, bundle->version);
	db_bind_number(row, 3, bundle->made);
	db_bind_number(row, 4, bundle->taken);
	err = db_run(&store->db, row);
	if (err)
		return err;
	return sqlite3_changes(store->db.handle) == 1 ? ERR_OK : ERR_DENIED;
}

enum err bundles_put(struct store *store, const struct store_bundle *bundle,
		     struct tally_counts *ret_counts)
{
	struct audit_log_entry entry = { .at = bundle->taken, .what = AUDIT_BUNDLE_TAKEN };
	enum err err = put_row(store, bundle);

	snprintf(entry.detail, sizeof(entry.detail), "%s %" PRId64, bundle->kind, bundle->version);
	return err ? err : audit_append(store, &entry, ret_counts);
}

enum err store_bundle_taken(struct store *store, const struct store_bundle *bundle)
{
	struct tally_counts counts = { 0 };
	enum err err = store_enter(store);

	if (err)
		return err;
	err = db_begin(&store->db);
	if (!err)
		err = bundles_put(store, bundle, &counts);
	return store_end_counted(store, err, &counts);
}
