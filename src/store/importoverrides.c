#include "store/importer.h"

#include "core/override.h"

#include <stdio.h>
#include <string.h>

/*
 * Later rules (R7-3).  What is no rule of State Council or province, or none on
 * targets, items or standards, is kept too: policy says that it changes nothing.
 */
enum { O_BY, O_MATTER, O_KEY, O_VALUE, O_FROM, O_SOURCE, O_NOTE };

static const struct import_column override_columns[] = {
	{ "by", 0 }, { "matter", 0 }, { "key", 0 }, { "value", 0 }, { "from", 0 },
	{ "source", 0 }, { "note", COLUMN_OPTIONAL | COLUMN_UNREAD }, { NULL, 0 },
};

/* As in src/policy/FACTS.md; those behind the ones that may apply are all others. */
static enum err read_whose(struct import *in, struct override *o)
{
	static const char *const by[] = { "state_council", "province", "ministry", "city",
					  "department", "district", "other" };
	static const char *const matters[] = { "target", "item", "standard", "count", "process",
					       "supervision", "other" };
	int author = 0, matter = 0;
	enum err err = import_word(in, O_BY, by, 7, &author);

	if (!err)
		err = import_word(in, O_MATTER, matters, 7, &matter);
	o->by = author < BY_OTHER ? (enum authority)author : BY_OTHER;
	o->matter = matter < MATTER_OTHER ? (enum matter)matter : MATTER_OTHER;
	return err;
}

static enum err read_override(struct import *in, struct override *o)
{
	enum err err = read_whose(in, o);

	if (!err)
		err = import_copy(in, O_KEY, o->key, sizeof(o->key));
	if (!err && strspn(o->key, "abcdefghijklmnopqrstuvwxyz0123456789_") < strlen(o->key))
		err = import_refuse(in, O_KEY, "no name of a parameter: write it as in pack.yaml, "
				    "specialop_cap_fen");
	if (!err)
		err = import_number(in, O_VALUE, 0, 1000000000000, &o->value);
	return err ? err : import_date(in, O_FROM, &o->from);
}

static enum err put_override(struct import *in, const struct override *o, const char *source)
{
	sqlite3_stmt *row = db_query(&in->store->db, QUERY_PUT_LATER_RULE);

	db_bind_text(row, 1, o->key);
	db_bind_date(row, 2, o->from);
	db_bind_number(row, 3, o->by);
	db_bind_number(row, 4, o->matter);
	db_bind_number(row, 5, o->value);
	db_bind_text(row, 6, source);
	in->rows++;
	return db_run(&in->store->db, row);
}

static enum err override_row(struct import *in)
{
	struct override o = { .key = "" };
	char source[16], day[DATE_TEXT_MAX], key[OVERRIDE_KEY_MAX + DATE_TEXT_MAX];
	enum err err = read_override(in, &o);

	if (!err)
		err = import_copy(in, O_SOURCE, source, sizeof(source));
	if (err)
		return err;
	date_format(o.from, day);
	snprintf(key, sizeof(key), "%s/%s", o.key, day);
	err = import_once(in, O_KEY, key);
	return err ? err : put_override(in, &o, source);
}

const struct import_kind import_overrides = {
	"overrides", "later_rule", NULL, override_columns, override_row, NULL, OVERRIDES_MAX,
};

/* ---- and read again ---- */

static enum err read_rule(sqlite3_stmt *row, struct override *ret)
{
	struct override o = {
		.from = db_date(row, 1), .value = sqlite3_column_int64(row, 4),
	};
	int by = sqlite3_column_int(row, 2), matter = sqlite3_column_int(row, 3);

	if (db_text(row, 0, o.key, sizeof(o.key)) != ERR_OK || by < 0 || by > BY_OTHER ||
	    matter < 0 || matter > MATTER_OTHER || !date_is_set(o.from))
		return ERR_PROTO;
	o.by = (enum authority)by;
	o.matter = (enum matter)matter;
	*ret = o;
	return ERR_OK;
}

enum err store_overrides(struct store *store, struct override ret_overrides[OVERRIDES_MAX],
			 int *ret_count)
{
	enum err err = store_enter(store);
	sqlite3_stmt *rows;
	int count = 0;

	if (err)
		return err;
	rows = db_query(&store->db, QUERY_LATER_RULES);
	while ((err = db_step(&store->db, rows)) == ERR_OK && count < OVERRIDES_MAX) {
		err = read_rule(rows, &ret_overrides[count]);
		if (err)
			break;
		count++;
	}
	err = db_end_rows(rows, err);
	if (!err)
		*ret_count = count;
	return store_leave(store, err);
}
