#include "store/health.h"

#include "base/log.h"
#include "store/inner.h"

#include <errno.h>
#include <string.h>
#include <sys/statvfs.h>

static enum err read_room(const struct store *store, int64_t *ret_bytes)
{
	struct statvfs fs;

	if (statvfs(store->dir, &fs) != 0) {
		log_error("%s: %s", store->dir, strerror(errno));
		return ERR_IO;
	}
	*ret_bytes = (int64_t)(fs.f_bavail * fs.f_frsize);
	return ERR_OK;
}

static enum err read_waiting(struct store *store, int64_t *ret_since)
{
	sqlite3_stmt *row = db_query(&store->db, QUERY_OUTBOX_SINCE);
	enum err err = db_step(&store->db, row);

	if (!err)
		*ret_since = sqlite3_column_int64(row, 0);	/* null is 0 */
	db_reset(row);
	return err;
}

static enum err read_imports(struct store *store, struct store_health *health)
{
	sqlite3_stmt *rows = db_query(&store->db, QUERY_IMPORTS);
	enum err err = ERR_OK;

	while (health->import_count < HEALTH_KINDS_MAX &&
	       (err = db_step(&store->db, rows)) == ERR_OK) {
		struct health_import *at = &health->imports[health->import_count++];

		err = db_text(rows, 0, at->kind, sizeof(at->kind));
		if (err)
			break;
		at->at = sqlite3_column_int64(rows, 1);
	}
	return db_end_rows(rows, err);
}

enum err store_health(struct store *store, struct store_health *ret_health)
{
	struct store_health health = { 0 };
	enum err err = outbox_count(store, health.outbox);

	if (err)
		return err;
	err = read_room(store, &health.room_bytes);
	if (!err)
		err = read_waiting(store, &health.waiting_since);
	if (!err)
		err = read_imports(store, &health);
	if (!err)
		*ret_health = health;
	return store_leave(store, err);
}
