#include "store/importer.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/*
 * Results that are made public.  A file is the whole of the list: what was there goes, so
 * that no name stays here when its time is over.
 */
enum { D_NAME, D_TAIL, D_TITLE, D_AMOUNT, D_FIRST, D_LAST, D_SOURCE, D_NOTE };

static const struct import_column disclosure_columns[] = {
	{ "name", 0 }, { "tail", 0 }, { "title_zh", 0 }, { "amount_yuan", 0 },
	{ "first", 0 }, { "last", 0 }, { "source", 0 },
	{ "note", COLUMN_OPTIONAL | COLUMN_UNREAD }, { NULL, 0 },
};

/* As A-PUB reads it (src/policy/RULES.md): a masked name and the number's end at most. */
static enum err read_person(struct import *in, struct disclosure *at)
{
	enum err err = import_chinese(in, D_NAME, at->name, sizeof(at->name));

	if (!err && !strchr(at->name, '*'))
		err = import_refuse(in, D_NAME, "a name in full: mask it, 陈* instead of 陈莉");
	if (!err && strlen(import_text(in, D_TAIL)) >= sizeof(at->tail))
		err = import_refuse(in, D_TAIL, "more than the last four places of the number: "
				    "leave out the others");
	if (!err)
		err = import_copy_or_empty(in, D_TAIL, at->tail, sizeof(at->tail));
	if (!err && strspn(at->tail, "0123456789X") < strlen(at->tail))
		err = import_refuse(in, D_TAIL, "not the end of a number: figures or X");
	return err;
}

static enum err read_days(struct import *in, struct disclosure *at)
{
	enum err err = import_date(in, D_FIRST, &at->first);

	if (!err)
		err = import_date(in, D_LAST, &at->last);
	if (!err && date_compare(at->last, at->first) < 0)
		err = import_refuse(in, D_LAST, "before first: exchange the two");
	return err;
}

static enum err put_disclosure(struct import *in, const struct disclosure *at)
{
	enum err err = in->rows > 0 ? ERR_OK : db_exec(&in->store->db, "DELETE FROM disclosure");
	sqlite3_stmt *row;

	if (err)
		return err;
	row = db_query(&in->store->db, QUERY_PUT_DISCLOSURE);
	db_bind_text(row, 1, at->name);
	db_bind_text(row, 2, at->tail);
	db_bind_text(row, 3, at->title);
	db_bind_number(row, 4, at->amount);
	db_bind_date(row, 5, at->first);
	db_bind_date(row, 6, at->last);
	db_bind_text(row, 7, at->source);
	in->rows++;
	return db_run(&in->store->db, row);
}

static enum err disclosure_row(struct import *in)
{
	struct disclosure at = { .tail = "" };
	char key[DISCLOSED_NAME_MAX + DISCLOSED_TAIL_MAX + COURSE_TITLE_MAX + DATE_TEXT_MAX];
	char day[DATE_TEXT_MAX];
	enum err err = read_person(in, &at);

	if (!err)
		err = import_chinese(in, D_TITLE, at.title, sizeof(at.title));
	if (!err)
		err = import_yuan(in, D_AMOUNT, &at.amount);
	if (!err)
		err = read_days(in, &at);
	if (!err)
		err = import_copy(in, D_SOURCE, at.source, sizeof(at.source));
	if (err)
		return err;
	date_format(at.first, day);
	snprintf(key, sizeof(key), "%s/%s/%s/%s", at.name, at.tail, at.title, day);
	err = import_once(in, D_NAME, key);
	return err ? err : put_disclosure(in, &at);
}

const struct import_kind import_disclosures = {
	"disclosures", "disclosure", NULL, disclosure_columns, disclosure_row, NULL,
	DISCLOSURES_MAX,
};

/* ---- and read again ---- */

static enum err read_disclosure(sqlite3_stmt *row, struct disclosure *ret)
{
	struct disclosure at = {
		.amount = sqlite3_column_int64(row, 3),
		.first = db_date(row, 4), .last = db_date(row, 5),
	};
	enum err err = db_text(row, 0, at.name, sizeof(at.name));

	if (!err)
		err = db_text(row, 1, at.tail, sizeof(at.tail));
	if (!err)
		err = db_text(row, 2, at.title, sizeof(at.title));
	if (!err)
		err = db_text(row, 6, at.source, sizeof(at.source));
	if (!err)
		*ret = at;
	return err ? ERR_PROTO : ERR_OK;
}

enum err store_disclosures(struct store *store, struct disclosure **ret_all, int *ret_count)
{
	struct disclosure *all = calloc(DISCLOSURES_MAX, sizeof(*all));
	enum err err = store_enter(store);
	sqlite3_stmt *rows;
	int count = 0;

	assert(all);
	if (err) {
		free(all);
		return err;
	}
	rows = db_query(&store->db, QUERY_DISCLOSURES);
	db_bind_number(rows, 1, DISCLOSURES_MAX);
	while (count < DISCLOSURES_MAX && (err = db_step(&store->db, rows)) == ERR_OK) {
		err = read_disclosure(rows, &all[count]);
		if (err)
			break;
		count++;
	}
	err = db_end_rows(rows, err);
	if (err) {
		free(all);
		return store_leave(store, err);
	}
	*ret_all = all;
	*ret_count = count;
	return store_leave(store, ERR_OK);
}
