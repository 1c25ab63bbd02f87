#include "store/importer.h"

#include "base/text.h"
#include "store/registerfacts.h"

#include <string.h>

/*
 * Register and history: several lines a person, together.  A person's lines in
 * the file replace everything that was known of that person before.
 */

/* Ends the person being gathered and begins the one of this line. */
static enum err turn_to(struct import *in, int column, enum err (*put)(struct import *))
{
	char id_no[IDNO_TEXT_MAX];
	enum err err = import_idno(in, column, id_no);

	if (err || strcmp(id_no, in->person.id_no) == 0)
		return err;
	err = put(in);
	if (!err)
		err = import_once(in, column, id_no);
	in->person = (struct person){ 0 };
	memcpy(in->person.id_no, id_no, IDNO_TEXT_MAX);
	return err;
}

/* ---- register: id_no, fact, value, as_of, source ---- */

enum { R_ID_NO, R_FACT, R_VALUE, R_AS_OF, R_SOURCE, R_NOTE };

static const struct import_column register_columns[] = {
	{ "id_no", false }, { "fact", false }, { "value", false }, { "as_of", false },
	{ "source", false }, { "note", true }, { NULL, false },
};

static enum err put_register(struct import *in)
{
	if (in->person.id_no[0] == 0)
		return ERR_OK;
	in->rows++;
	return people_put_person(in->store, &in->person);
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
	case FORM_DATE:
		break;
	}
	if (strcmp(import_text(in, R_VALUE), "none") == 0) {
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
		return import_refuse(in, R_FACT, "more than %d facts for one person",
				     PERSON_FACTS_MAX);
	return ERR_OK;
}

static enum err check_source(struct import *in, int column)
{
	char source[16];

	return import_copy(in, column, source, sizeof(source));
}

static enum err register_row(struct import *in)
{
	const struct register_fact *known = register_fact_by_id(import_text(in, R_FACT));
	struct named_fact fact = { .fact = { .source = FACT_REGISTRY } };
	enum err err = turn_to(in, R_ID_NO, put_register);

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
		err = check_source(in, R_SOURCE);
	if (!err)
		err = text_copy(fact.id, sizeof(fact.id), known->id);
	if (!err)
		in->person.facts[in->person.fact_count++] = fact;
	return err;
}

const struct import_kind import_register = {
	"register", "person", register_columns, register_row, put_register,
};

/* ---- history: id_no, complete, date, kind, occupation, level, status, source ---- */

enum { H_ID_NO, H_COMPLETE, H_DATE, H_KIND, H_OCCUPATION, H_LEVEL, H_STATUS, H_SOURCE, H_NOTE };

static const struct import_column history_columns[] = {
	{ "id_no", false }, { "complete", false }, { "date", false }, { "kind", false },
	{ "occupation", false }, { "level", false }, { "status", false }, { "source", false },
	{ "note", true }, { NULL, false },
};

static enum err put_history(struct import *in)
{
	if (in->person.id_no[0] == 0)
		return ERR_OK;
	in->rows++;
	return people_put_ledger(in->store, &in->person);
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

	for (int i = 0; i < CLAIM_KIND_COUNT; i++)
		kinds[i] = claim_kind_name((enum claim_kind)i);
	for (int i = 0; i < CLAIM_STATUS_COUNT; i++)
		statuses[i] = claim_status_name((enum claim_status)i);
	if (!err)
		err = import_word(in, H_KIND, kinds, CLAIM_KIND_COUNT, &kind);
	if (!err)
		err = import_word(in, H_STATUS, statuses, CLAIM_STATUS_COUNT, &status);
	if (!err)
		err = import_copy_or_empty(in, H_OCCUPATION, claim->occupation,
					   sizeof(claim->occupation));
	if (!err)
		err = read_level(in, H_LEVEL, &claim->level);
	claim->kind = (enum claim_kind)kind;
	claim->status = (enum claim_status)status;
	return err;
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
		return import_refuse(in, H_DATE, "more than %d claims for one person", CLAIMS_MAX);
	err = read_claim(in, &claim);
	if (!err)
		history->claims[history->count++] = claim;
	return err;
}

static enum err history_row(struct import *in)
{
	bool complete = false;
	enum err err = turn_to(in, H_ID_NO, put_history);

	if (!err)
		err = import_bool(in, H_COMPLETE, &complete);
	if (!err && in->person.history.known && in->person.history.complete != complete)
		err = import_refuse(in, H_COMPLETE,
				    "differs from this person's line before: they must agree");
	if (!err)
		err = check_source(in, H_SOURCE);
	in->person.history.known = true;
	in->person.history.complete = complete;
	return err ? err : history_claim(in);
}

const struct import_kind import_history = {
	"history", "ledger", history_columns, history_row, put_history,
};
