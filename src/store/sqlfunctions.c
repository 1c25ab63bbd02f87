#include "store/sqlfunctions.h"

#include "base/bytes.h"

#include <assert.h>
#include <inttypes.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A value goes into the MAC as type, length and bytes, so that no two rows read alike. */
static void add_value(struct keys *keys, sqlite3_value *value)
{
	int type = sqlite3_value_type(value);
	const void *data = NULL;
	uint8_t head[13];
	struct bytes_out out = bytes_out(head, sizeof(head));
	uint32_t size = 0;

	if (type == SQLITE_TEXT)
		data = sqlite3_value_text(value);
	else if (type == SQLITE_BLOB)
		data = sqlite3_value_blob(value);
	if (data)
		size = (uint32_t)sqlite3_value_bytes(value);
	bytes_put_u8(&out, (unsigned)type);
	bytes_put_u32(&out, size);
	bytes_put_u64(&out, type == SQLITE_INTEGER ? (uint64_t)sqlite3_value_int64(value) : 0);
	keys_mac_add(keys, KEY_ROW, head, sizeof(head));
	if (size > 0)
		keys_mac_add(keys, KEY_ROW, data, size);
}

static void row_mac(sqlite3_context *context, int count, sqlite3_value **values)
{
	struct keys *keys = sqlite3_user_data(context);
	uint8_t mac[MAC_BYTES];

	keys_mac_begin(keys, KEY_ROW);
	for (int i = 0; i < count; i++)
		add_value(keys, values[i]);
	keys_mac_end(keys, KEY_ROW, mac);
	sqlite3_result_blob(context, mac, sizeof(mac), SQLITE_TRANSIENT);
}

static void unseals(sqlite3_context *context, int count, sqlite3_value **values)
{
	const char *table = (const char *)sqlite3_value_text(values[0]);
	const void *sealed = sqlite3_value_blob(values[2]);
	size_t size = (size_t)sqlite3_value_bytes(values[2]);
	uint8_t *plain = malloc(size + 1);
	char label[64];
	bool opens;

	(void)count;
	assert(plain);
	snprintf(label, sizeof(label), "%s %" PRId64, table ? table : "",
		 (int64_t)sqlite3_value_int64(values[1]));
	opens = sealed && keys_unseal(sqlite3_user_data(context), KEY_SEAL_PERSON, label,
				      sealed, size, plain) == ERR_OK;
	sqlite3_result_int(context, opens);
	explicit_bzero(plain, size + 1);
	free(plain);
}

void sqlfunctions_add_next(struct sqlite3 *handle, struct keys *keys)
{
	assert(sqlite3_create_function(handle, "next_mac", -1, SQLITE_UTF8 | SQLITE_DIRECTONLY,
				       keys, row_mac, NULL, NULL) == SQLITE_OK);
}

void sqlfunctions_add(struct sqlite3 *handle, struct keys *keys)
{
	int flags = SQLITE_UTF8 | SQLITE_DIRECTONLY;

	assert(sqlite3_create_function(handle, "row_mac", -1, flags, keys, row_mac,
				       NULL, NULL) == SQLITE_OK);
	assert(sqlite3_create_function(handle, "unseals", 3, flags, keys, unseals,
				       NULL, NULL) == SQLITE_OK);
}
