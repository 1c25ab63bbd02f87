#include "tools/case_json.h"
#include "tools/commands.h"
#include "base/text.h"
#include "policy/change.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static json_t *amount_or_null(bool known, fen value)
{
	return known ? json_integer(value) : json_null();
}

static json_t *reasons_json(const struct decision *d)
{
	json_t *reasons = json_array();

	for (int i = 0; i < d->reason_count; i++) {
		bool seen = false;

		for (int j = 0; j < i && !seen; j++)
			seen = strcmp(d->reasons[j].rule, d->reasons[i].rule) == 0;
		if (!seen)
			json_array_append_new(reasons, json_string(d->reasons[i].rule));
	}
	return reasons;
}

static json_t *missing_json(const struct pack *pack, const struct decision *d)
{
	json_t *missing = json_array();

	for (int i = 0; i < d->missing_count; i++)
		json_array_append_new(missing, json_string(pack_fact(pack, d->missing[i])->id));
	if (d->missing_history)
		json_array_append_new(missing, json_string("history"));
	if (d->missing_issue_date)
		json_array_append_new(missing, json_string("policy.issue_date"));
	return missing;
}

/*
 * An amount that is bounded on both sides has amount_max_fen; one that is open above is marked
 * a minimum.
 */
static void add_amount(json_t *out, const struct decision *d)
{
	const struct amount *a = &d->amount;
	bool sum = a->known && !a->per_day;

	json_object_set_new(out, "amount_fen", amount_or_null(sum, a->value));
	if (a->has_max)
		json_object_set_new(out, "amount_max_fen", json_integer(a->max));
	else if (sum && a->is_minimum)
		json_object_set_new(out, "amount_is_minimum", json_true());
}

static void add_optional(json_t *out, const struct pack_benefit *benefit, const struct decision *d)
{
	if (benefit->kind == BENEFIT_COURSE) {
		json_object_set_new(out, "applied_uplift", d->uplift_name ?
				    json_string(d->uplift_name) : json_null());
		json_object_set_new(out, "remaining_this_year", d->remaining_this_year < 0 ?
				    json_null() : json_integer(d->remaining_this_year));
	}
	if (d->months_remaining >= 0)
		json_object_set_new(out, "months_remaining", json_integer(d->months_remaining));
	if (d->next_step)
		json_object_set_new(out, "next_step", json_string(d->next_step));
	if (d->reading_count > 0) {
		json_t *readings = json_array();

		for (int i = 0; i < d->reading_count; i++)
			json_array_append_new(readings, json_string(d->readings[i]));
		json_object_set_new(out, "readings", readings);
	}
}

static json_t *decision_json(const struct pack *pack, int benefit, const struct decision *d)
{
	static const char *const words[] = {
		[OUTCOME_UNDETERMINED] = "undetermined",
		[OUTCOME_NOT_ELIGIBLE] = "not_eligible",
		[OUTCOME_ELIGIBLE] = "eligible",
	};
	json_t *out = json_object();

	json_object_set_new(out, "outcome", json_string(words[d->outcome]));
	if (d->provisional)
		json_object_set_new(out, "provisional", json_true());
	add_amount(out, d);
	json_object_set_new(out, "reasons", reasons_json(d));
	json_object_set_new(out, "missing", missing_json(pack, d));
	add_optional(out, pack_benefit(pack, benefit), d);
	return out;
}

/* ---- --explain: what would have to change ---- */

static bool explain;

static json_t *number_json(const struct pack_fact *fact, int64_t number)
{
	char date[DATE_TEXT_MAX];

	switch (fact->type) {
	case FACT_BOOL:
		return json_boolean(number);
	case FACT_CHOICE:
		return json_string(fact->choices[number]);
	case FACT_DATE:
		date_format(date_from_days((int32_t)number), date);
		return json_string(date);
	default:
		return json_integer(number);
	}
}

static json_t *change_set_json(const struct pack *pack, const struct change_set *set)
{
	json_t *out = json_object(), *to = json_object();
	char date[DATE_TEXT_MAX];

	for (int i = 0; i < set->count; i++) {
		const struct change *change = &set->changes[i];

		if (change->fact < 0) {
			date_format(change->from, date);
			json_object_set_new(out, "from", json_string(date));
			continue;
		}
		json_object_set_new(to, pack_fact(pack, change->fact)->id,
				    number_json(pack_fact(pack, change->fact), change->number));
	}
	json_object_set_new(out, "facts", to);
	json_object_set_new(out, "becomes", json_string(set->becomes == OUTCOME_ELIGIBLE ?
							"eligible" : "undetermined"));
	return out;
}

static void add_changes(json_t *out, const struct pack *pack, const struct policy_case *c,
			int benefit)
{
	struct change_list list;
	json_t *changes = json_array();

	policy_changes(pack, c, benefit, &list);
	for (int i = 0; i < list.count; i++)
		json_array_append_new(changes, change_set_json(pack, &list.sets[i]));
	json_object_set_new(out, "changes", changes);
}

static json_t *outcomes_json(const struct pack *pack, const struct policy_case *c)
{
	json_t *outcomes = json_object();

	for (int i = 0; i < pack_benefit_count(pack); i++) {
		struct decision d;
		json_t *one;

		policy_decide(pack, c, i, &d);
		one = decision_json(pack, i, &d);
		if (explain && d.outcome == OUTCOME_NOT_ELIGIBLE)
			add_changes(one, pack, c, i);
		json_object_set_new(outcomes, pack_benefit(pack, i)->code, one);
	}
	return outcomes;
}

static bool is_part_of_a_case(const char *key)
{
	static const char *const parts[] = {
		"id", "date", "stage", "policy", "facts", "course", "claim", "history", "living",
		"post", "enterprise", "expected", "missing", "ambiguity", "alternative", "note",
	};

	return text_find(parts, sizeof(parts) / sizeof(parts[0]), key) >= 0;
}

/* Keys that changed nothing: a misspelt fact shall not pass for an unknown one. */
static json_t *ignored_json(json_t *object, const struct case_source *source)
{
	json_t *ignored = json_array(), *value;
	const char *key;

	for (int i = 0; i < source->ignored_count; i++)
		json_array_append_new(ignored, json_string(source->ignored[i]));
	json_object_foreach(object, key, value) {
		if (!is_part_of_a_case(key))
			json_array_append_new(ignored, json_string(key));
	}
	return ignored;
}

/* Facts of which a declaration said otherwise and changed nothing. */
static json_t *contradicted_json(const struct pack *pack, const struct policy_case *c)
{
	json_t *contradicted = json_array();

	for (int i = 0; i < pack_fact_count(pack); i++) {
		if (c->facts.at[i].contradicted)
			json_array_append_new(contradicted, json_string(pack_fact(pack, i)->id));
	}
	return contradicted;
}

static void add_list(json_t *out, const char *key, json_t *list)
{
	if (json_array_size(list) > 0)
		json_object_set(out, key, list);
	json_decref(list);
}

static void print_outcomes(const struct pack *pack, const struct policy_case *c, json_t *object,
			   const struct case_source *source)
{
	json_t *id = json_object_get(object, "id");
	json_t *out = json_object();

	json_object_set(out, "id", id ? id : json_null());
	json_object_set_new(out, "outcomes", outcomes_json(pack, c));
	add_list(out, "contradicted", contradicted_json(pack, c));
	add_list(out, "ignored", ignored_json(object, source));
	json_dumpf(out, stdout, JSON_COMPACT);
	putchar('\n');
	json_decref(out);
}

static enum err eval_line(const struct pack *pack, int number, const char *text, struct diag *diag)
{
	struct case_source source = { .name = "stdin", .line = number, .text = text, .diag = diag };
	static struct policy_case c;
	json_t *object = NULL;
	enum err err = case_json_parse(&source, NULL, &object);

	if (err)
		return err;
	err = case_json_read(pack, &source, object, &c);
	if (err == ERR_OK)
		print_outcomes(pack, &c, object, &source);
	json_decref(object);
	return err;
}

int cmd_eval(int argc, char **argv)
{
	int left = 1;

	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--register") == 0)
			return cmd_eval_register(argc, argv);
	}
	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--explain") == 0)
			explain = true;
		else
			argv[left++] = argv[i];
	}
	argc = left;
	return case_json_lines(argc, argv, "eval [--explain] [--pack DIR] <CASES.jsonl",
			       eval_line);
}
