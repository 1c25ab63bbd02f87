#include "store/importer.h"

#include "core/employer.h"
#include "store/employers.h"

#include <assert.h>
#include <string.h>

/*
 * Enterprises that trade friction has hit (R4-4a).  A file is the whole of the list: who is no
 * longer on it goes.
 */
enum { F_CODE, F_NAME, F_SOURCE, F_NOTE };

#define EMPLOYERS_MAX 100000
#define EMPLOYER_NAME_MAX 256

static const struct import_column friction_columns[] = {
	{ "credit_code", 0 }, { "name", 0 }, { "source", COLUMN_OPTIONAL },
	{ "note", COLUMN_OPTIONAL | COLUMN_UNREAD }, { NULL, 0 },
};

static enum err put_employer(struct import *in, const char *code, const char *name,
			     const char *source)
{
	enum err err = in->rows > 0 ? ERR_OK : db_exec(&in->store->db, "DELETE FROM employer");
	sqlite3_stmt *row;

	if (err)
		return err;
	row = db_query(&in->store->db, QUERY_PUT_EMPLOYER);
	db_bind_number(row, 1, employer_no_key(code));
	db_bind_text(row, 2, code);
	db_bind_text(row, 3, name);
	db_bind_text(row, 4, source);
	in->rows++;
	return db_run(&in->store->db, row);
}

static enum err friction_row(struct import *in)
{
	char code[EMPLOYER_NO_MAX] = "", name[EMPLOYER_NAME_MAX], source[16];
	enum err err = ERR_OK;

	if (!employer_no_is(import_text(in, F_CODE)))
		err = import_refuse(in, F_CODE, "no number of an enterprise: write the eighteen "
				    "signs of its licence (GB 32100)");
	if (!err)
		err = import_copy(in, F_CODE, code, sizeof(code));
	if (!err)
		err = import_chinese(in, F_NAME, name, sizeof(name));
	if (!err)
		err = import_copy_or_empty(in, F_SOURCE, source, sizeof(source));
	if (!err)
		err = import_once(in, F_CODE, code);
	return err ? err : put_employer(in, code, name, source);
}

const struct import_kind import_friction = {
	"friction", "employer", NULL, friction_columns, friction_row, NULL, EMPLOYERS_MAX,
};

/* ---- what follows for a person ---- */

static struct named_fact *find(struct person *person, const char *id)
{
	for (int i = 0; i < person->fact_count; i++) {
		if (strcmp(person->facts[i].id, id) == 0)
			return &person->facts[i];
	}
	return NULL;
}

/* ERR_ABSENT: none was ever imported. */
static enum err list_day(struct store *store, struct date *ret_day)
{
	sqlite3_stmt *row = db_query(&store->db, QUERY_EMPLOYERS_SINCE);
	enum err err = db_step(&store->db, row);

	if (!err)
		*ret_day = date_in_china(sqlite3_column_int64(row, 0));
	if (row)
		db_reset(row);
	return err;
}

static enum err is_listed(struct store *store, int64_t key, bool *ret_listed)
{
	sqlite3_stmt *row = db_query(&store->db, QUERY_EMPLOYER);
	enum err err;

	db_bind_number(row, 1, key);
	err = db_step(&store->db, row);
	if (row)
		db_reset(row);
	if (err && err != ERR_ABSENT)
		return err;
	*ret_listed = err == ERR_OK;
	return ERR_OK;
}

static void forget(struct person *person, struct named_fact *fact)
{
	*fact = person->facts[--person->fact_count];
	memset(&person->facts[person->fact_count], 0, sizeof(*fact));
}

static void state(struct person *person, struct named_fact *at, bool listed, struct date day)
{
	if (!at && person->fact_count == PERSON_FACTS_MAX)
		return;
	if (!at)
		at = &person->facts[person->fact_count++];
	*at = (struct named_fact){ .id = EMPLOYER_LISTED, .fact = {
		.source = FACT_REGISTRY, .number = listed, .as_of = day } };
}

enum err employers_decide(struct store *store, struct person *person)
{
	struct named_fact *number = find(person, EMPLOYER_NO);
	struct named_fact *listed = find(person, EMPLOYER_LISTED);
	struct date day;
	bool yes = false;
	enum err err;

	if (!number && !listed)
		return ERR_OK;
	err = list_day(store, &day);
	if (err)
		return err == ERR_ABSENT ? ERR_OK : err;
	if (number)
		err = is_listed(store, number->fact.number, &yes);
	if (err)
		return err;
	if (number)
		state(person, listed, yes, day);
	else
		forget(person, listed);
	return ERR_OK;
}

enum err store_decide_employer(struct store *store, struct person *person)
{
	enum err err = store_enter(store);

	return err ? err : store_leave(store, employers_decide(store, person));
}
