#include "tools/case_json.h"

#include "tools/json_place.h"
#include "base/text.h"
#include "core/employer.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum err case_json_fault(struct case_source *source, const char *key, const char *what)
{
	char path[sizeof(source->at) + 80];
	int line, column;

	snprintf(path, sizeof(path), "%s%s%s", source->at, source->at[0] ? "/" : "", key);
	json_place(source->text, path, &line, &column);
	return diag_set(source->diag, source->name, source->line + line - 1, column, "%s%s%s",
			key, key[0] ? ": " : "", what);
}

void case_json_enter(struct case_source *source, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	vsnprintf(source->at, sizeof(source->at), fmt, args);
	va_end(args);
}

/* The place in the text where reading stopped. */
static enum err parse_fault(struct case_source *source)
{
	const struct json_document *document = source->document;
	int line, column;

	json_place_of_byte(source->text, document->bad_at, &line, &column);
	return diag_set(source->diag, source->name, source->line + line - 1, column,
			"%s; write one JSON object a line", document->bad_what);
}

enum err case_json_parse(struct case_source *source, size_t size,
			 const struct json **ret_object)
{
	struct json *value = NULL;

	if (json_read(source->document, source->text, size, &value))
		return parse_fault(source);
	if (!json_is(value, JSON_IS_OBJECT))
		return diag_set(source->diag, source->name, source->line, 1,
				"a case is a JSON object, { … }");
	*ret_object = value;
	return ERR_OK;
}

/* ---- ids ---- */

#define ID_TEXT_MAX 4096

static struct text id_text(const struct case_source *source, const struct json *id)
{
	static char buffer[ID_TEXT_MAX];
	struct text text = text_in(buffer, sizeof(buffer));

	if (id)
		json_add_compact(&text, source->document, id);
	else
		text_add(&text, "null");
	return text;
}

enum err case_json_check_id(struct case_source *source, const struct json *id)
{
	return id_text(source, id).full ?
		case_json_fault(source, "id", "longer than 4095 bytes; write a shorter one") :
		ERR_OK;
}

void case_json_write_id(struct json_writer *out, const struct case_source *source,
			const struct json *id)
{
	struct text text = id_text(source, id);

	json_write_raw(out, text.bytes, text.len);
}

/* ---- what changes nothing ---- */

/* A fact of a whole case by its name alone; what lies deeper, or in a list, with its place. */
static enum err ignore(struct case_source *s, const char *key, bool fact)
{
	bool bare = s->at[0] == 0 || (fact && !strchr(s->at, '/'));
	int size;

	if (s->ignored_count == CASE_IGNORED_MAX)
		return case_json_fault(s, key, "so many keys are known to nobody that they cannot "
				       "all be named; mend them");
	size = snprintf(s->ignored[s->ignored_count], CASE_IGNORED_NAME_MAX, "%s%s%s",
			bare ? "" : s->at, bare ? "" : "/", key);
	if (size >= CASE_IGNORED_NAME_MAX)
		return case_json_fault(s, key, "no key is so long; mend it");
	s->ignored_count++;
	return ERR_OK;
}

static bool among(const char *const *names, const char *name)
{
	while (names && *names && strcmp(*names, name) != 0)
		names++;
	return names && *names;
}

enum err case_json_keys(struct case_source *s, const struct json *object, const char *const *known)
{
	enum err err = ERR_OK;

	if (!json_is(object, JSON_IS_OBJECT))
		return ERR_OK;
	for (const struct json *v = object->first; v && err == ERR_OK; v = v->next) {
		if (!among(known, v->key))
			err = ignore(s, v->key, false);
	}
	return err;
}

/* null says no more than an absent key. */
static const struct json *given(const struct case_source *s, const struct json *object,
				      const char *key)
{
	const struct json *value = json_member(s->document, object, key);

	return json_is(value, JSON_IS_NULL) ? NULL : value;
}

/* NULL where none stands there. */
static const char *text_of(const struct case_source *s, const struct json *object, const char *key)
{
	return json_text(json_member(s->document, object, key));
}

/* ---- values ---- */

static bool is_bool(const struct json *value)
{
	return json_is(value, JSON_IS_TRUE) || json_is(value, JSON_IS_FALSE);
}

/* text: NULL where something else stands there. */
static enum err read_date(struct case_source *s, const char *key, const char *text,
			  struct date *ret_date)
{
	if (!text || strlen(text) != 10 || !date_parse(text, ret_date))
		return case_json_fault(s, key, "not a date; write \"YYYY-MM-DD\"");
	return ERR_OK;
}

static enum err read_count(struct case_source *s, const char *key, const struct json *value,
			   int64_t *ret_number)
{
	if (!json_is(value, JSON_IS_INT) || value->number < 0 || value->number > 1000000000000)
		return case_json_fault(s, key, "not a whole number from 0 to 1000000000000; "
				       "write digits only");
	*ret_number = value->number;
	return ERR_OK;
}

static int64_t first_bits(int64_t n)
{
	return n >= PROCESS_STEPS_MAX ? 0xffff : ((int64_t)1 << n) - 1;
}

/* "Q3": that step and all before it; "none": none of any process. */
static enum err read_last_step(const struct pack *pack, struct case_source *s, const char *key,
			       int fact, const char *step, int64_t *ret_mask)
{
	int at = pack_process_step(pack, fact, step);

	if (strcmp(step, "none") == 0) {
		*ret_mask = 0;
		return ERR_OK;
	}
	if (at < 0)
		return case_json_fault(s, key, "no such step; write Q1 to Q7, P1 to P6 or none");
	*ret_mask = first_bits(at % PROCESS_STEPS_MAX + 1) << (at - at % PROCESS_STEPS_MAX);
	return ERR_OK;
}

static enum err read_step_list(const struct pack *pack, struct case_source *s, const char *key,
			       int fact, const struct json *list, int64_t *ret_mask)
{
	int64_t mask = 0;

	if (!json_is(list, JSON_IS_LIST))
		return case_json_fault(s, key, "not a list of steps");
	for (const struct json *v = list->first; v; v = v->next) {
		int at = json_is(v, JSON_IS_TEXT) ? pack_process_step(pack, fact, v->text) : -1;

		if (at < 0)
			return case_json_fault(s, key, "no such step; write Q1 to Q7 or P1 to P6");
		mask |= (int64_t)1 << at;
	}
	*ret_mask = mask;
	return ERR_OK;
}

/* The steps done: "Q3" (all up to it), ["Q1", "Q2"], or how many of whichever process. */
static enum err read_steps(const struct pack *pack, struct case_source *s, const char *key,
			   int fact, const struct json *value, int64_t *ret_mask)
{
	int64_t n = 0;
	enum err err;

	if (json_is(value, JSON_IS_TEXT))
		return read_last_step(pack, s, key, fact, json_text(value), ret_mask);
	if (!json_is(value, JSON_IS_INT))
		return read_step_list(pack, s, key, fact, value, ret_mask);
	err = read_count(s, key, value, &n);
	if (err == ERR_OK)
		*ret_mask = first_bits(n) | first_bits(n) << PROCESS_STEPS_MAX |
			    first_bits(n) << (2 * PROCESS_STEPS_MAX);
	return err;
}

static enum err choice_fault(const struct pack *pack, struct case_source *s, const char *key,
			     int fact)
{
	const struct pack_fact *about = pack_fact(pack, fact);
	char what[400];
	struct text text = text_in(what, sizeof(what));

	text_add(&text, "none of its words; write one of");
	for (int i = 0; i < about->choice_count; i++)
		text_addf(&text, "%s \"%s\"", i ? "," : "", about->choices[i]);
	return case_json_fault(s, key, what);
}

static enum err read_choice(const struct pack *pack, struct case_source *s, const char *key,
			    int fact, const struct json *value, int64_t *ret_number)
{
	char digits[24];
	const char *word = json_text(value);
	int choice;

	if (json_is(value, JSON_IS_INT)) {
		snprintf(digits, sizeof(digits), "%lld", (long long)value->number);
		word = digits;
	}
	choice = word ? pack_choice(pack, fact, word) : -1;
	if (choice < 0)
		return choice_fault(pack, s, key, fact);
	*ret_number = choice;
	/* A word that is none of the list goes to staff as OTHER: it is said which one. */
	return strcmp(word, pack_fact(pack, fact)->choices[choice]) == 0 ? ERR_OK :
		ignore(s, key, false);
}

static enum err read_fact(const struct pack *pack, struct case_source *s, const char *key, int fact,
			  const struct json *value, int64_t *ret_number)
{
	struct date date = { 0 };
	enum err err;

	switch (pack_fact(pack, fact)->type) {
	case FACT_BOOL:
		if (!is_bool(value))
			return case_json_fault(s, key, "write true, false or null");
		*ret_number = json_is(value, JSON_IS_TRUE);
		return ERR_OK;
	case FACT_DATE:
		if (json_is(value, JSON_IS_TEXT) && strcmp(json_text(value), "none") == 0) {
			*ret_number = FACT_NO_DATE;
			return ERR_OK;
		}
		err = read_date(s, key, json_text(value), &date);
		if (err == ERR_OK)
			*ret_number = date_to_days(date);
		return err;
	case FACT_CHOICE:
		return read_choice(pack, s, key, fact, value, ret_number);
	case FACT_WORD:
		if (!json_is(value, JSON_IS_TEXT))
			return case_json_fault(s, key, "write a text in quotes");
		*ret_number = policy_word(json_text(value));
		return ERR_OK;
	default:
		if (pack_fact_holds_steps(pack, fact))
			return read_steps(pack, s, key, fact, value, ret_number);
		return read_count(s, key, value, ret_number);
	}
}


/* A bare value is the register's; {"value": …, "source": "declared"} says whose it is. */
static enum err read_source(struct case_source *s, const char *key, const struct json *value,
			    enum fact_source *ret_source)
{
	static const char *const words[] = {
		[FACT_UNSTATED] = "",		[FACT_DECLARED] = "declared",
		[FACT_CARD] = "card",		[FACT_REGISTRY] = "registry",
		[FACT_DERIVED] = "derived",
	};
	static const char *const keys[] = { "value", "source", "as_of", "ref", NULL };
	const char *word = text_of(s, value, "source");
	int at = word ? text_find(words, 5, word) : -1;

	*ret_source = FACT_REGISTRY;
	if (!json_is(value, JSON_IS_OBJECT))
		return ERR_OK;
	if (at <= 0 || !json_member(s->document, value, "value"))
		return case_json_fault(s, key, "an object says whose a value is; write {\"value\": "
				       "…, \"source\": registry, card, declared or derived}");
	for (const struct json *other = value->first; other; other = other->next) {
		if (!among(keys, other->key))
			return case_json_fault(s, key, "a value has value, source, as_of and ref; "
					       "leave out what else stands there");
	}
	*ret_source = (enum fact_source)at;
	return ERR_OK;
}

static enum err read_statement(const struct pack *pack, struct case_source *s, const char *key,
			       int fact, const struct json *value, struct policy_case *c)
{
	enum fact_source source;
	int64_t number = 0;
	enum err err = read_source(s, key, value, &source);

	if (err)
		return err;
	if (json_is(value, JSON_IS_OBJECT))
		value = json_member(s->document, value, "value");
	if (json_is(value, JSON_IS_NULL))
		return ERR_OK;
	err = read_fact(pack, s, key, fact, value, &number);
	if (err)
		return err;
	if (source == FACT_DECLARED)
		policy_declare(pack, c, fact, number, c->date);
	else
		fact_state(&c->facts.at[fact], source, number, c->date);
	return ERR_OK;
}

/* Several statements about one fact, or one: each from another source. */
static enum err read_statements(const struct pack *pack, struct case_source *s, const char *key,
				int fact, const struct json *value, struct policy_case *c)
{
	uint64_t bit = (uint64_t)1 << fact % 64;
	enum err err = ERR_OK;

	if (s->stated[fact / 64] & bit)
		return case_json_fault(s, key, "this fact is stated twice in one case; keep one");
	s->stated[fact / 64] |= bit;
	if (!json_is(value, JSON_IS_LIST) || !json_is(value->first, JSON_IS_OBJECT))
		return read_statement(pack, s, key, fact, value, c);
	for (const struct json *one = value->first; one && err == ERR_OK; one = one->next)
		err = read_statement(pack, s, key, fact, one, c);
	return err;
}

static int find_fact(const struct pack *pack, const char *prefix, const char *key)
{
	char id[FACT_ID_MAX + 16];
	struct text text = text_in(id, sizeof(id));

	text_add(&text, prefix);
	text_add(&text, key);
	return text.full ? -1 : pack_fact_find(pack, id);
}

enum err case_json_facts(const struct pack *pack, struct case_source *s, const struct json *object,
			 const char *prefix, const char *const *passed, struct policy_case *c)
{
	enum err err = ERR_OK;

	if (!json_is(object, JSON_IS_OBJECT))
		return object && !json_is(object, JSON_IS_NULL) ?
			case_json_fault(s, "", "not an object; write { … } here") : ERR_OK;
	for (const struct json *v = object->first; v && err == ERR_OK; v = v->next) {
		int fact = find_fact(pack, prefix, v->key);

		if (fact < 0 && among(passed, v->key))
			continue;
		err = fact < 0 ? ignore(s, v->key, true) :
				 read_statements(pack, s, v->key, fact, v, c);
	}
	return err;
}

/* ---- history ---- */

static enum err read_occupation(struct case_source *s, const struct json *value,
				struct claim *claim)
{
	if (!value)
		return ERR_OK;
	if (!json_is(value, JSON_IS_TEXT) ||
	    text_copy(claim->occupation, sizeof(claim->occupation), json_text(value)))
		return case_json_fault(s, "occupation", "not a text of at most 63 bytes; write the "
				       "trade, or null where it is not known");
	return ERR_OK;
}

/* The levels of core/person.h: a figure, or the letter of a kind that has none. */
static enum err read_level(struct case_source *s, const struct json *value, struct claim *claim)
{
	const char *word = json_text(value);

	if (!value)
		return ERR_OK;
	if (json_is(value, JSON_IS_INT) && value->number > 0 && value->number < 6)
		claim->level = (char)('0' + value->number);
	else if (word && word[0] && !word[1] && strchr("12345SHPT", word[0]))
		claim->level = word[0];
	else
		return case_json_fault(s, "level", "no level; write 5 to 1, \"S\", \"H\", \"P\" or "
				       "\"T\", or null where it is not known");
	return ERR_OK;
}

static enum err read_status(struct case_source *s, const struct json *value, struct claim *claim)
{
	const char *status = json_text(value);
	int known = status ? claim_status_from_name(status) : -1;

	if (known < 0)
		return case_json_fault(s, "status", "write granted, pending, rejected or revoked");
	claim->status = (enum claim_status)known;
	return ERR_OK;
}

static enum err read_claim_words(struct case_source *s, const struct json *object,
				 struct claim *claim)
{
	static const char *const keys[] = { "date", "kind", "occupation", "level", "status", NULL };
	enum err err = case_json_keys(s, object, keys);

	if (err == ERR_OK)
		err = read_date(s, "date", text_of(s, object, "date"), &claim->date);
	if (err == ERR_OK)
		err = read_status(s, json_member(s->document, object, "status"), claim);
	if (err == ERR_OK)
		err = read_occupation(s, given(s, object, "occupation"), claim);
	return err ? err : read_level(s, given(s, object, "level"), claim);
}

/* Subsidies of enterprises: no rule counts them against a person. */
static bool is_uncounted(const char *kind)
{
	static const char *const kinds[] = { "PREJOB", "APPR", "MASTER", NULL };

	return among(kinds, kind);
}

_Static_assert(CLAIMS_MAX == 255, "the message of one more says so");

static enum err read_claim(struct case_source *s, const struct json *object,
			   struct history *history)
{
	struct claim *claim = &history->claims[history->count];
	const char *kind = text_of(s, object, "kind");
	int known = kind ? claim_kind_from_name(kind) : -1;
	enum err err;

	if (!json_is(object, JSON_IS_OBJECT))
		return case_json_fault(s, "", "a claim is an object; write {\"date\": …, "
					      "\"kind\": …}");
	if (kind && is_uncounted(kind))
		return ERR_OK;
	if (known < 0)
		return case_json_fault(s, kind ? "kind" : "", "a claim has its kind; write TRAIN, "
				       "PROJECT, SHORT, SPECIALOP, STARTUP, LIVING, POST, PREJOB, "
				       "APPR or MASTER");
	if (history->count == CLAIMS_MAX)
		return case_json_fault(s, "", "more claims than the 255 of a case; leave older "
				       "ones out");
	*claim = (struct claim){ .kind = (enum claim_kind)known };
	err = read_claim_words(s, object, claim);
	if (err == ERR_OK)
		history->count++;
	return err;
}

static enum err read_claims(struct case_source *s, const struct json *claims,
			    struct history *history)
{
	size_t i = 0;

	for (const struct json *claim = json_first(claims); claim; claim = claim->next) {
		enum err err;

		case_json_enter(s, "history/claims/%zu", i++);
		err = read_claim(s, claim, history);
		if (err)
			return err;
	}
	return ERR_OK;
}

static enum err read_history(struct case_source *s, const struct json *object,
			     struct history *history)
{
	static const char *const keys[] = { "complete", "claims", NULL };
	const struct json *complete, *claims;
	enum err err;

	if (!object || json_is(object, JSON_IS_NULL))
		return ERR_OK;
	complete = given(s, object, "complete");
	claims = given(s, object, "claims");
	if (!json_is(object, JSON_IS_OBJECT) || (complete && !is_bool(complete)) ||
	    (claims && !json_is(claims, JSON_IS_LIST)))
		return case_json_fault(s, "history", "not a ledger; write {\"complete\": true, "
				       "\"claims\": [ … ]}");
	history->known = true;
	history->complete = json_is(complete, JSON_IS_TRUE);
	case_json_enter(s, "history");
	err = case_json_keys(s, object, keys);
	return err ? err : read_claims(s, claims, history);
}

/* ---- policy settings ---- */

/* One of the first `applied` words; the others among them all stand for what never applies. */
static enum err read_word(struct case_source *s, const char *key, const struct json *value,
			  const char *const *words, int count, int applied, int *ret_at)
{
	const char *word = json_text(value);
	int at = word ? text_find(words, count, word) : -1;
	char what[200];
	struct text text = text_in(what, sizeof(what));

	text_add(&text, "none of its words; write");
	for (int i = 0; i < count; i++)
		text_addf(&text, "%s %s", i ? "," : "", words[i]);
	if (at < 0)
		return case_json_fault(s, key, what);
	*ret_at = at < applied ? at : applied;
	return ERR_OK;
}

static enum err read_whose(struct case_source *s, const struct json *object, struct override *o)
{
	static const char *const by[] = { "state_council", "province", "ministry", "city",
					  "department", "district", "other" };
	static const char *const matters[] = { "target", "item", "standard", "count", "process",
					       "supervision", "other" };
	int authority = BY_OTHER, matter = MATTER_OTHER;
	enum err err = read_word(s, "by", json_member(s->document, object, "by"), by, 7, BY_OTHER,
				 &authority);

	if (err == ERR_OK)
		err = read_word(s, "matter", json_member(s->document, object, "matter"), matters, 7,
				MATTER_OTHER, &matter);
	o->by = (enum authority)authority;
	o->matter = (enum matter)matter;
	return err;
}

/* One for something that the pack holds no figure of changes nothing here. */
static enum err read_override(const struct pack *pack, struct case_source *s,
			      const struct json *object, struct policy_case *c)
{
	static const char *const keys[] = { "by",    "matter", "key", "value",
					    "from",  "source", NULL };
	struct override *o = &c->overrides[c->override_count];
	const char *key = text_of(s, object, "key");
	enum err err;

	if (c->override_count == OVERRIDES_MAX || !key)
		return case_json_fault(s, "", "at most 16 overrides, each {by, matter, key, "
				       "value, from}; mend or leave out this one");
	if (!pack_param(pack, key, c->date, &o->value))
		return ignore(s, key, false);
	err = case_json_keys(s, object, keys);
	if (err == ERR_OK)
		err = read_whose(s, object, o);
	if (err == ERR_OK && text_copy(o->key, sizeof(o->key), key))
		err = case_json_fault(s, "key", "no parameter has so long a name");
	if (err == ERR_OK)
		err = read_date(s, "from", text_of(s, object, "from"), &o->from);
	if (err == ERR_OK)
		err = read_count(s, "value", json_member(s->document, object, "value"), &o->value);
	if (err == ERR_OK)
		c->override_count++;
	return err;
}

static enum err read_overrides(const struct pack *pack, struct case_source *s,
			       const struct json *list, struct policy_case *c)
{
	size_t i = 0;

	if (list && !json_is(list, JSON_IS_LIST))
		return case_json_fault(s, "overrides", "not a list; write [ … ]");
	for (const struct json *item = json_first(list); item; item = item->next) {
		enum err err;

		case_json_enter(s, "policy/overrides/%zu", i++);
		err = read_override(pack, s, item, c);
		if (err)
			return err;
	}
	return ERR_OK;
}

static enum err read_policy(const struct pack *pack, struct case_source *s,
			    const struct json *object, struct policy_case *c)
{
	static const char *const keys[] = { "issue_date", "overrides", NULL };
	const struct json *issue = given(s, object, "issue_date");
	enum err err;

	if (object && !json_is(object, JSON_IS_OBJECT) && !json_is(object, JSON_IS_NULL))
		return case_json_fault(s, "policy",
				       "not an object; write {\"issue_date\": null}");
	case_json_enter(s, "policy");
	err = case_json_keys(s, object, keys);
	if (err == ERR_OK && issue)
		err = read_date(s, "issue_date", json_text(issue), &c->issue_date);
	return err ? err : read_overrides(pack, s, given(s, object, "overrides"), c);
}

/* What a case is made of; what is not read here is of those who wrote it down (FACTS.md). */
static enum err name_unknown_keys(struct case_source *s, const struct json *object,
				  const char *beside)
{
	const char *parts[] = {
		"id", "date", "stage", "policy", "facts", "course", "claim", "history", "living",
		"post", "enterprise", "expected", "missing", "ambiguity", "alternative", "note",
		beside, NULL,
	};

	s->at[0] = 0;
	return case_json_keys(s, object, parts);
}

static enum err read_stage(struct case_source *s, const struct json *value, enum stage *ret_stage)
{
	const char *word = json_text(value);

	if (!word || (strcmp(word, "plan") != 0 && strcmp(word, "claim") != 0))
		return case_json_fault(s, "stage", "write \"plan\" or \"claim\"");
	*ret_stage = word[0] == 'c' ? STAGE_CLAIM : STAGE_PLAN;
	return ERR_OK;
}

static enum err read_day(struct case_source *s, const struct json *value, struct date *ret_date)
{
	if (value)
		return read_date(s, "date", json_text(value), ret_date);
	return s->day ? read_date(s, "date", s->day, ret_date) :
	       case_json_fault(s, "", "the case lacks its date; add \"date\"");
}

/* Where there is a list the number decides, and what was typed beside it does not. */
static enum err read_employer(const struct pack *pack, struct case_source *s,
			      const struct json *facts, struct policy_case *c)
{
	const struct json *number = given(s, facts, "employer_no");
	int listed = pack_fact_find(pack, EMPLOYER_LISTED);

	if (!s->employers || listed < 0)
		return ERR_OK;
	memcpy(s->at, "facts", sizeof("facts"));
	if (number && !employer_no_is(json_text(number)))
		return case_json_fault(s, "employer_no", "no number of an enterprise; write the "
				       "eighteen signs of its licence (GB 32100)");
	c->facts.at[listed] = (struct fact){ .source = FACT_UNSTATED };
	if (number)
		fact_state(&c->facts.at[listed], FACT_REGISTRY,
			   employers_has(s->employers, json_text(number)), c->date);
	return ERR_OK;
}

enum err case_json_read(const struct pack *pack, struct case_source *s, const struct json *object,
			const char *beside, struct policy_case *ret_case)
{
	static const char *const groups[] = { "facts",	"course", "claim",
					      "living", "post",	  "enterprise" };
	static const char *const passed[] = { EMPLOYER_NO, NULL };
	static const char *const prefixes[] = { "",	   "course.", "claim.",
						"living.", "post.",   "enterprise." };
	struct policy_case c = { 0 };
	enum err err = read_day(s, json_member(s->document, object, "date"), &c.date);

	if (err == ERR_OK && given(s, object, "stage"))
		err = read_stage(s, given(s, object, "stage"), &c.stage);
	if (err == ERR_OK)
		err = read_policy(pack, s, json_member(s->document, object, "policy"), &c);
	for (int i = 0; i < 6 && err == ERR_OK; i++) {
		memcpy(s->at, groups[i], strlen(groups[i]) + 1);
		err = case_json_facts(pack, s, json_member(s->document, object, groups[i]),
				      prefixes[i], s->employers && i == 0 ? passed : NULL, &c);
	}
	if (err == ERR_OK)
		err = read_employer(pack, s, json_member(s->document, object, "facts"), &c);
	if (err == ERR_OK) {
		s->at[0] = 0;
		err = read_history(s, json_member(s->document, object, "history"), &c.history);
	}
	if (err == ERR_OK)
		err = name_unknown_keys(s, object, beside);
	if (err == ERR_OK)
		*ret_case = c;
	return err;
}
