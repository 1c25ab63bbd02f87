#include "store/importer.h"

#include "base/text.h"
#include "store/peoplesort.h"
#include "store/registerfacts.h"

#include <string.h>
#include <strings.h>

/*
 * Register and history: several lines a person, together.  A person's lines in
 * the file replace everything that was known of that person before.
 */

/* Of 9.4 million inhabitants and all who ever worked here. */
#define REGISTER_MAX 20000000

enum err import_turn_to(struct import *in, int column, enum err (*put)(struct import *))
{
	char id_no[IDNO_TEXT_MAX];
	enum err err = import_idno(in, column, id_no);

	if (err || strcmp(id_no, in->person.id_no) == 0)
		return err;
	err = put(in);
	person_wipe(&in->person);
	in->training_count = 0;
	in->person_line = in->csv.fields[in->at[column]].line;
	memcpy(in->person.id_no, id_no, IDNO_TEXT_MAX);
	return err;
}

enum err import_sort_in(struct import *in)
{
	struct sorted_row row = {
		in->row.place, in->person_line, (uint32_t)in->row.size, in->row.sealed,
	};

	in->rows++;
	return people_sort_add(in->people, &row);
}

static enum err insert(struct import *in, enum query query, const struct sorted_row *row)
{
	sqlite3_stmt *statement = db_query(&in->store->db, query);

	db_bind_number(statement, 1, row->place);
	db_bind_blob(statement, 2, row->sealed, row->size);
	return db_run(&in->store->db, statement);
}

/* A person's lines stand together, so each has one row in the file. */
enum err import_insert_people(struct import *in, enum query query)
{
	struct sorted_row row;
	int64_t place = -1;
	int32_t line = 0;
	enum err err;

	while ((err = people_sort_next(in->people, &row)) == ERR_OK) {
		if (row.place == place)
			return diag_set(in->diag, in->csv.name, row.line, 1,
					"id_no: came before in this file, in line %d: keep all "
					"lines of a person together", (int)line);
		place = row.place;
		line = row.line;
		err = insert(in, query, &row);
		if (err)
			return err;
	}
	return err == ERR_ABSENT ? ERR_OK : err;
}

/* ---- register: id_no, fact, value, as_of, source ---- */

enum { R_ID_NO, R_FACT, R_VALUE, R_AS_OF, R_SOURCE, R_NOTE };

static const struct import_column register_columns[] = {
	{ "id_no", 0 }, { "fact", 0 }, { "value", 0 }, { "as_of", 0 },
	{ "source", 0 }, { "note", COLUMN_OPTIONAL | COLUMN_UNREAD }, { NULL, 0 },
};

static enum err put_register(struct import *in)
{
	enum err err;

	if (in->person.id_no[0] == 0)
		return ERR_OK;
	err = people_seal_person(in->store, &in->person, &in->row);
	return err ? err : import_sort_in(in);
}

static enum err end_register(struct import *in)
{
	enum err err = put_register(in);

	return err ? err : import_insert_people(in, QUERY_PUT_PERSON);
}

static enum err register_value(struct import *in, enum register_form form, int64_t *ret)
{
	static const char *const levels[] = { "5", "4", "3", "2", "1" };
	struct date date;
	int index;
	bool yes;
	enum err err;

	switch (form) {
	case FORM_BOOL:
		err = import_bool(in, R_VALUE, &yes);
		if (!err)
			*ret = yes;
		return err;
	case FORM_COUNT:
		return import_number(in, R_VALUE, 0, 100000, ret);
	case FORM_YUAN:
		return import_yuan(in, R_VALUE, ret);
	case FORM_LEVEL:
		err = import_word(in, R_VALUE, levels, 5, &index);
		if (!err)
			*ret = levels[index][0] - '0';
		return err;
	case FORM_REGION:
		return import_number(in, R_VALUE, 1, REGION_COUNT, ret);
	case FORM_EMPLOYER:
		if (register_fact_value(form, import_text(in, R_VALUE), ret))
			return import_refuse(in, R_VALUE, "no number of an enterprise: write the "
					     "eighteen signs of its licence (GB 32100)");
		return ERR_OK;
	case FORM_DATE:
		break;
	}
	if (strcasecmp(import_text(in, R_VALUE), "none") == 0) {
		*ret = FACT_NO_DATE;
		return ERR_OK;
	}
	err = import_date(in, R_VALUE, &date);
	if (!err)
		*ret = date_to_days(date);
	return err;
}

static enum err check_new_fact(struct import *in, const char *id)
{
	for (int i = 0; i < in->person.fact_count; i++) {
		if (strcmp(in->person.facts[i].id, id) == 0)
			return import_refuse(in, R_FACT,
					     "stated twice for this person: keep one line");
	}
	if (in->person.fact_count == PERSON_FACTS_MAX)
		return import_refuse(in, R_FACT, "more than %d facts for one person: take out "
				     "what no register states",
				     PERSON_FACTS_MAX);
	return ERR_OK;
}

enum err import_source(struct import *in, int column)
{
	char source[16];

	return import_copy(in, column, source, sizeof(source));
}

static enum err register_row(struct import *in)
{
	const struct register_fact *known = register_fact_by_id(import_text(in, R_FACT));
	struct named_fact fact = { .fact = { .source = FACT_REGISTRY } };
	enum err err = import_turn_to(in, R_ID_NO, put_register);

	if (!err && !known)
		err = import_refuse(in, R_FACT,
				    "no register states \"%.40s\": see src/store/registerfacts.c",
				    import_text(in, R_FACT));
	if (!err && known)
		err = check_new_fact(in, known->id);
	if (!err && known)
		err = register_value(in, known->form, &fact.fact.number);
	if (!err)
		err = import_date_or_empty(in, R_AS_OF, &fact.fact.as_of);
	if (!err)
		err = import_not_after_today(in, R_AS_OF, fact.fact.as_of);
	if (!err)
		err = import_source(in, R_SOURCE);
	if (!err)
		err = text_copy(fact.id, sizeof(fact.id), known->id);
	if (!err)
		in->person.facts[in->person.fact_count++] = fact;
	return err;
}

const struct import_kind import_register = {
	"register", "person", NULL, register_columns, register_row, end_register, REGISTER_MAX,
};

/* ---- history: id_no, complete, date, kind, occupation, level, status, source ---- */

enum { H_ID_NO, H_COMPLETE, H_DATE, H_KIND, H_OCCUPATION, H_LEVEL, H_STATUS, H_SOURCE, H_NOTE };

static const struct import_column history_columns[] = {
	{ "id_no", 0 }, { "complete", 0 }, { "date", 0 }, { "kind", 0 },
	{ "occupation", 0 }, { "level", 0 }, { "status", 0 }, { "source", 0 },
	{ "note", COLUMN_OPTIONAL | COLUMN_UNREAD }, { NULL, 0 },
};

static enum err put_history(struct import *in)
{
	enum err err;

	if (in->person.id_no[0] == 0)
		return ERR_OK;
	err = people_seal_ledger(in->store, &in->person, &in->row);
	return err ? err : import_sort_in(in);
}

static enum err end_history(struct import *in)
{
	enum err err = put_history(in);

	return err ? err : import_insert_people(in, QUERY_PUT_LEDGER);
}

static enum err read_level(struct import *in, int column, char *ret_level)
{
	const char *level = import_text(in, column);

	if (strlen(level) > 1 || (*level && !strchr("54321SHPT", *level)))
		return import_refuse(in, column, "write 5, 4, 3, 2, 1, or S, H, P, T, or nothing");
	*ret_level = *level;
	return ERR_OK;
}

static enum err read_claim(struct import *in, struct claim *claim)
{
	const char *kinds[CLAIM_KIND_COUNT], *statuses[CLAIM_STATUS_COUNT];
	int kind = 0, status = 0;
	enum err err = import_date(in, H_DATE, &claim->date);

	if (!err)
		err = import_not_after_today(in, H_DATE, claim->date);
	for (int i = 0; i < CLAIM_KIND_COUNT; i++)
		kinds[i] = claim_kind_name((enum claim_kind)i);
	for (int i = 0; i < CLAIM_STATUS_COUNT; i++)
		statuses[i] = claim_status_name((enum claim_status)i);
	if (!err)
		err = import_word(in, H_KIND, kinds, CLAIM_KIND_COUNT, &kind);
	if (!err)
		err = import_word(in, H_STATUS, statuses, CLAIM_STATUS_COUNT, &status);
	if (!err)
		err = import_letters(in, H_OCCUPATION);
	if (!err)
		err = import_key_or_empty(in, H_OCCUPATION, claim->occupation,
					  sizeof(claim->occupation));
	if (!err)
		err = read_level(in, H_LEVEL, &claim->level);
	claim->kind = (enum claim_kind)kind;
	claim->status = (enum claim_status)status;
	return err;
}

static bool is_same(const struct claim *a, const struct claim *b)
{
	return date_compare(a->date, b->date) == 0 && a->kind == b->kind &&
	       a->status == b->status && a->level == b->level &&
	       strcmp(a->occupation, b->occupation) == 0;
}

/* One claim written down twice would count twice. */
static enum err check_new_claim(struct import *in, const struct claim *claim)
{
	const struct history *history = &in->person.history;

	for (int i = 0; i < history->count; i++) {
		if (is_same(&history->claims[i], claim))
			return import_refuse(in, H_DATE, "the same claim stands in line %d: keep "
					     "one of the two", in->claim_lines[i]);
	}
	return ERR_OK;
}

/* A line without date and kind says only that the ledger was asked and holds nothing. */
static enum err history_claim(struct import *in)
{
	struct history *history = &in->person.history;
	struct claim claim = { 0 };
	enum err err;

	if (import_text(in, H_DATE)[0] == 0 && import_text(in, H_KIND)[0] == 0)
		return ERR_OK;
	if (history->count == CLAIMS_MAX)
		return import_refuse(in, H_DATE, "the %dth claim of this person: a ledger holds "
				     "%d; leave out rejected ones, which count nowhere",
				     CLAIMS_MAX + 1, CLAIMS_MAX);
	err = read_claim(in, &claim);
	if (!err)
		err = check_new_claim(in, &claim);
	if (err)
		return err;
	in->claim_lines[history->count] = in->csv.fields[0].line;
	history->claims[history->count++] = claim;
	return ERR_OK;
}

static enum err history_row(struct import *in)
{
	bool complete = false;
	enum err err = import_turn_to(in, H_ID_NO, put_history);

	if (!err)
		err = import_bool(in, H_COMPLETE, &complete);
	if (!err && in->person.history.known && in->person.history.complete != complete)
		err = import_refuse(in, H_COMPLETE,
				    "differs from this person's line before: they must agree");
	if (!err)
		err = import_source(in, H_SOURCE);
	in->person.history.known = true;
	in->person.history.complete = complete;
	return err ? err : history_claim(in);
}

const struct import_kind import_history = {
	"history", "ledger", NULL, history_columns, history_row, end_history, REGISTER_MAX,
};
