#include "store/inner.h"

#include <string.h>

enum err chain_read(struct store *store, const char *name, struct chain_head *ret_head)
{
	sqlite3_stmt *row = db_query(&store->db, QUERY_CHAIN);
	struct chain_head head = { 0 };
	enum err err;

	db_bind_text(row, 1, name);
	err = db_step(&store->db, row);
	if (!err && sqlite3_column_bytes(row, 1) != MAC_BYTES)
		err = ERR_PROTO;
	if (!err) {
		head.rows = sqlite3_column_int64(row, 0);
		memcpy(head.mac, sqlite3_column_blob(row, 1), MAC_BYTES);
	}
	db_reset(row);
	if (err && err != ERR_ABSENT)
		return err;
	*ret_head = head;
	return ERR_OK;
}

enum err chain_put_head(struct store *store, const char *name, const struct chain_head *head)
{
	sqlite3_stmt *row = db_query(&store->db, QUERY_PUT_CHAIN);

	db_bind_text(row, 1, name);
	db_bind_number(row, 2, head->rows);
	db_bind_blob(row, 3, head->mac, MAC_BYTES);
	return db_run(&store->db, row);
}

enum err chain_append(struct store *store, const char *name, struct chain_head *head,
		      sqlite3_stmt *statement)
{
	enum err err = db_step(&store->db, statement);

	if (!err) {
		head->rows++;
		memcpy(head->mac, sqlite3_column_blob(statement, 0), MAC_BYTES);
	}
	db_reset(statement);
	if (err)
		return err == ERR_ABSENT ? ERR_PROTO : err;
	return chain_put_head(store, name, head);
}
