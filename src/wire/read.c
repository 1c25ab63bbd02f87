#include "wire/wire.h"

#include "base/json_read.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* One answer that is being read. */
struct wire_answer {
	struct json_document document;
	struct json *root;
};

static enum err open_answer(struct wire_answer *a, const void *data, size_t size)
{
	*a = (struct wire_answer){ .root = NULL };
	if (json_read(&a->document, data, size, &a->root) == ERR_OK &&
	    json_text(json_member(&a->document, a->root, "outcome")))
		return ERR_OK;
	json_document_finish(&a->document);
	return ERR_PROTO;
}

static const struct json *member(const struct wire_answer *a, const struct json *of,
				 const char *key)
{
	return json_member(&a->document, of, key);
}

static bool says(const struct wire_answer *a, const char *key, const char *wanted)
{
	const char *text = json_text(member(a, a->root, key));

	return text && strcmp(text, wanted) == 0;
}

/* An answer to another question, or of somebody else, is none. */
static enum err open_answer_to(struct wire_answer *a, const void *data, size_t size,
			       const struct wire_ask *ask)
{
	enum err err = open_answer(a, data, size);

	if (err)
		return err;
	if (says(a, "outcome", "known") && says(a, "ask", ask->number) &&
	    says(a, "id_no", ask->id_no))
		return ERR_OK;
	json_document_finish(&a->document);
	return ERR_PROTO;
}

/* What no line of text has has no place on the glass. */
static bool is_clean(const char *text)
{
	while (*text) {
		uint32_t c = utf8_next(&text);

		if (c != ' ' && utf8_is_unseen(c))
			return false;
	}
	return true;
}

/* Absent is "", and longer than its room is wrong. */
static enum err copy_member(const struct wire_answer *a, const struct json *of, const char *key,
			    char *out, size_t cap)
{
	const struct json *value = member(a, of, key);
	const char *text = json_text(value);

	if (!value || value->is == JSON_IS_NULL) {
		out[0] = 0;
		return ERR_OK;
	}
	if (!text || !is_clean(text) || text_copy(out, cap, text))
		return ERR_PROTO;
	return ERR_OK;
}

static enum err read_day(const struct wire_answer *a, const struct json *of, const char *key,
			 struct date *ret_date)
{
	char text[DATE_TEXT_MAX];
	enum err err = copy_member(a, of, key, text, sizeof(text));

	if (!err && text[0] && !date_parse(text, ret_date))
		err = ERR_PROTO;
	return err;
}

enum err wire_outcome(const void *data, size_t size, char ret_outcome[WIRE_OUTCOME_MAX])
{
	struct wire_answer a;
	enum err err = open_answer(&a, data, size);

	if (err)
		return err;
	err = copy_member(&a, a.root, "outcome", ret_outcome, WIRE_OUTCOME_MAX);
	json_document_finish(&a.document);
	return err;
}

enum err wire_called(const void *data, size_t size, char ret_who[WIRE_WHO_MAX])
{
	char outcome[WIRE_OUTCOME_MAX], who[WIRE_WHO_MAX];
	struct wire_answer a;
	enum err err = open_answer(&a, data, size);

	if (err)
		return err;
	err = copy_member(&a, a.root, "outcome", outcome, sizeof(outcome));
	if (!err)
		err = copy_member(&a, a.root, "who", who, sizeof(who));
	json_document_finish(&a.document);
	if (!err && strcmp(outcome, who[0] ? "taken" : "ringing") != 0)
		err = ERR_PROTO;
	if (!err)
		memcpy(ret_who, who, sizeof(who));
	return err;
}

/* ---- what is held of a person ---- */

static enum err read_status(const struct wire_answer *a, const struct json *of,
			    struct held_application *held)
{
	/* As desk.status_for_kiosk has them, and centre.status where no desk is. */
	static const struct { const char *word; enum held_status status; } words[] = {
		{ "received", HELD_RECEIVED }, { "accepted", HELD_AT_STAFF },
		{ "at_staff", HELD_AT_STAFF }, { "to_verify", HELD_AT_STAFF },
		{ "at_review", HELD_AT_STAFF }, { "to_complete", HELD_TO_COMPLETE },
		{ "approved", HELD_APPROVED }, { "to_pay", HELD_APPROVED },
		{ "paid", HELD_PAID }, { "refused", HELD_REFUSED },
		{ "not_accepted", HELD_REFUSED }, { "recalled", HELD_RECALLED },
		{ "withdrawn", HELD_NOT_SAID },
	};
	char word[16];

	if (copy_member(a, of, "status", word, sizeof(word)))
		return ERR_PROTO;
	held->withdrawn = strcmp(word, "withdrawn") == 0;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (strcmp(words[i].word, word) == 0) {
			held->status = words[i].status;
			return ERR_OK;
		}
	}
	return ERR_PROTO;
}

static enum err read_claim(const struct wire_answer *a, const struct json *of,
			   const struct json *about, struct held_application *held)
{
	char kind[16], level[4];
	int index;

	if (copy_member(a, about, "kind", kind, sizeof(kind)) ||
	    copy_member(a, of, "level", level, sizeof(level)) ||
	    copy_member(a, of, "occupation", held->claim.occupation,
			sizeof(held->claim.occupation)) || strlen(level) > 1)
		return ERR_PROTO;
	if (!kind[0])
		return ERR_OK;
	index = claim_kind_from_name(kind);
	if (index < 0)
		return ERR_PROTO;
	held->claim.kind = (enum claim_kind)index;
	held->claim.level = level[0];
	held->claim.date = held->decided;
	return ERR_OK;
}

static enum err read_course(const struct wire_answer *a, const struct json *about,
			    struct application_course *course)
{
	const struct json *of = member(a, about, "course");

	if (copy_member(a, of, "id", course->id, sizeof(course->id)) ||
	    copy_member(a, of, "title_zh", course->title_zh, sizeof(course->title_zh)) ||
	    copy_member(a, of, "title_en", course->title_en, sizeof(course->title_en)))
		return ERR_PROTO;
	return read_day(a, of, "starts", &course->starts);
}

static enum err read_about(const struct wire_answer *a, const struct json *about,
			   struct held_application *held)
{
	if (copy_member(a, about, "receipt_no", held->receipt_no, sizeof(held->receipt_no)) ||
	    copy_member(a, about, "title_zh", held->title_zh, sizeof(held->title_zh)) ||
	    copy_member(a, about, "title_en", held->title_en, sizeof(held->title_en)) ||
	    read_day(a, about, "decided", &held->decided))
		return ERR_PROTO;
	return read_course(a, about, &held->course);
}

/* What somebody wrote may hold anything: what has no place on the glass is left out. */
static enum err read_told(const struct wire_answer *a, const struct json *of,
			  struct held_application *held)
{
	const struct json *step = member(a, of, "step");

	if (copy_member(a, of, "reason", held->reason, sizeof(held->reason)))
		held->reason[0] = 0;
	if (json_is(step, JSON_IS_INT) && step->number > 0 && step->number <= HELD_STEP_MAX)
		held->step = (int)step->number;
	return read_day(a, of, "due", &held->due);
}

static enum err read_one(const struct wire_answer *a, const struct json *of,
			 struct held_application *ret_held)
{
	const struct json *about = member(a, of, "about");
	enum err err;

	*ret_held = (struct held_application){ 0 };
	err = copy_member(a, of, "key", ret_held->key, sizeof(ret_held->key));
	if (!err && strlen(ret_held->key) != APPLICATION_KEY_MAX - 1)
		err = ERR_PROTO;
	if (!err)
		err = read_status(a, of, ret_held);
	if (!err)
		err = read_about(a, about, ret_held);
	if (!err)
		err = read_told(a, of, ret_held);
	return err ? err : read_claim(a, of, about, ret_held);
}

enum err wire_held(const void *data, size_t size, const struct wire_ask *ask,
		   struct held_application ret_held[OWN_MAX], int *ret_count)
{
	struct held_application held[OWN_MAX];
	const struct json *list;
	struct wire_answer a;
	enum err err = open_answer_to(&a, data, size, ask);
	int count = 0;

	if (err)
		return err;
	list = member(&a, a.root, "applications");
	if (!json_is(list, JSON_IS_LIST))
		err = ERR_PROTO;
	for (const struct json *at = json_first(list); !err && at && count < OWN_MAX; at = at->next)
		err = read_one(&a, at, &held[count++]);
	json_document_finish(&a.document);
	if (!err) {
		memcpy(ret_held, held, (size_t)count * sizeof(held[0]));
		*ret_count = count;
	}
	explicit_bzero(held, sizeof(held));
	return err;
}

/* ---- what registers say of a person ---- */

static enum err read_fact(const struct wire_answer *a, const struct json *of,
			  struct wire_fact *ret_fact)
{
	struct wire_fact fact = { .id = "" };

	if (copy_member(a, of, "fact", fact.id, sizeof(fact.id)) ||
	    copy_member(a, of, "value", fact.value, sizeof(fact.value)) ||
	    read_day(a, of, "as_of", &fact.as_of))
		return ERR_PROTO;
	if (!fact.id[0] || !fact.value[0] || !date_is_set(fact.as_of))
		return ERR_PROTO;
	*ret_fact = fact;
	return ERR_OK;
}

enum err wire_facts(const void *data, size_t size, const struct wire_ask *ask,
		    struct wire_fact ret_facts[PERSON_FACTS_MAX], int *ret_count)
{
	struct wire_fact facts[PERSON_FACTS_MAX];
	const struct json *list;
	struct wire_answer a;
	enum err err = open_answer_to(&a, data, size, ask);
	int count = 0;

	if (err)
		return err;
	list = member(&a, a.root, "facts");
	if (!json_is(list, JSON_IS_LIST) || list->count > PERSON_FACTS_MAX)
		err = ERR_PROTO;
	for (const struct json *at = json_first(list); !err && at; at = at->next)
		err = read_fact(&a, at, &facts[count++]);
	json_document_finish(&a.document);
	if (!err) {
		memcpy(ret_facts, facts, (size_t)count * sizeof(facts[0]));
		*ret_count = count;
	}
	explicit_bzero(facts, sizeof(facts));
	return err;
}

/* ---- keys ---- */

static enum err read_keys(const struct wire_answer *a, const char *name,
			  char (*ret_keys)[APPLICATION_KEY_MAX], int *ret_count)
{
	const struct json *list = member(a, a->root, name);
	int count = 0;

	if (!json_is(list, JSON_IS_LIST) || list->count > WIRE_KEYS_MAX)
		return ERR_PROTO;
	for (const struct json *at = json_first(list); at; at = at->next) {
		const char *key = json_text(at);

		if (!key || text_copy(ret_keys[count], APPLICATION_KEY_MAX, key) != ERR_OK)
			return ERR_PROTO;
		count++;
	}
	*ret_count = count;
	return ERR_OK;
}

enum err wire_marks(const void *data, size_t size, struct wire_marks *ret_marks)
{
	struct wire_answer a;
	enum err err = open_answer(&a, data, size);

	if (err)
		return err;
	*ret_marks = (struct wire_marks){ 0 };
	err = read_keys(&a, "archived", ret_marks->archived, &ret_marks->archived_count);
	if (!err)
		err = read_keys(&a, "missing", ret_marks->missing, &ret_marks->missing_count);
	json_document_finish(&a.document);
	return err;
}

/* ---- what is said to a heartbeat ---- */

enum err wire_told(const void *data, size_t size, struct wire_told *ret_told)
{
	struct wire_answer a;
	const struct json *now, *twin;
	enum err err = open_answer(&a, data, size);

	if (err)
		return err;
	now = member(&a, a.root, "now");
	twin = member(&a, a.root, "twin");
	if (json_is(now, JSON_IS_INT) &&
	    (json_is(twin, JSON_IS_TRUE) || json_is(twin, JSON_IS_FALSE)))
		*ret_told = (struct wire_told){ now->number, twin->is == JSON_IS_TRUE };
	else
		err = ERR_PROTO;
	json_document_finish(&a.document);
	return err;
}
