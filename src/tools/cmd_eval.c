#include "tools/case_json.h"
#include "tools/commands.h"
#include "base/json.h"
#include "policy/change.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What is being answered: written as it is decided, so that nothing is kept of a line. */
struct eval_answer {
	const struct pack *pack;
	const struct policy_case *c;
	struct text text;
	struct json_writer json;
};

/* One benefit's answer is far shorter: after each, what stands there goes out. */
static char buffer[1 << 17];

static bool explain;

static void send(struct eval_answer *a)
{
	assert(!a->text.full);
	fwrite(a->text.bytes, 1, a->text.len, stdout);
	a->text.len = 0;
}

static void add_amount_or_null(struct json_writer *out, bool known, fen value)
{
	json_write_key(out, "amount_fen");
	if (known)
		json_write_int(out, value);
	else
		json_write_null(out);
}

static void add_string(struct json_writer *out, const char *key, const char *value)
{
	json_write_key(out, key);
	json_write_string(out, value);
}

/* An id that the pack owns stands once: the same address is the same rule. */
static bool cited_before(const struct decision *d, int reason)
{
	for (int i = 0; i < reason; i++) {
		if (d->reasons[i].rule == d->reasons[reason].rule)
			return true;
	}
	return false;
}

static void add_reasons(struct json_writer *out, const struct decision *d)
{
	json_write_key(out, "reasons");
	json_write_list(out);
	for (int i = 0; i < d->reason_count; i++) {
		if (!cited_before(d, i))
			json_write_string(out, d->reasons[i].rule);
	}
	json_write_end(out);
}

static void add_missing(struct json_writer *out, const struct pack *pack, const struct decision *d)
{
	json_write_key(out, "missing");
	json_write_list(out);
	for (int i = 0; i < d->missing_count; i++)
		json_write_string(out, pack_fact(pack, d->missing[i])->id);
	if (d->missing_history)
		json_write_string(out, "history");
	if (d->missing_issue_date)
		json_write_string(out, "policy.issue_date");
	json_write_end(out);
}

/*
 * An amount that is bounded on both sides has amount_max_fen; one that is open above is marked
 * a minimum.
 */
static void add_amount(struct json_writer *out, const struct decision *d)
{
	const struct amount *a = &d->amount;
	bool sum = a->known && !a->per_day;

	add_amount_or_null(out, sum, a->value);
	if (a->has_max) {
		json_write_key(out, "amount_max_fen");
		json_write_int(out, a->max);
	} else if (sum && a->is_minimum) {
		json_write_key(out, "amount_is_minimum");
		json_write_bool(out, true);
	}
}

static void add_course_keys(struct json_writer *out, const struct decision *d)
{
	json_write_key(out, "applied_uplift");
	if (d->uplift_name)
		json_write_string(out, d->uplift_name);
	else
		json_write_null(out);
	json_write_key(out, "remaining_this_year");
	if (d->remaining_this_year < 0)
		json_write_null(out);
	else
		json_write_int(out, d->remaining_this_year);
}

static void add_optional(struct json_writer *out, const struct pack_benefit *benefit,
			 const struct decision *d)
{
	if (benefit->kind == BENEFIT_COURSE)
		add_course_keys(out, d);
	if (d->months_remaining >= 0) {
		json_write_key(out, "months_remaining");
		json_write_int(out, d->months_remaining);
	}
	if (d->next_step)
		add_string(out, "next_step", d->next_step);
	if (d->reading_count == 0)
		return;
	json_write_key(out, "readings");
	json_write_list(out);
	for (int i = 0; i < d->reading_count; i++)
		json_write_string(out, d->readings[i]);
	json_write_end(out);
}

static const char *outcome_word(enum outcome outcome)
{
	static const char *const words[] = {
		[OUTCOME_UNDETERMINED] = "undetermined",
		[OUTCOME_NOT_ELIGIBLE] = "not_eligible",
		[OUTCOME_ELIGIBLE] = "eligible",
	};

	return words[outcome];
}

/* ---- --explain: what would have to change ---- */

static void add_number(struct json_writer *out, const struct pack_fact *fact, int64_t number)
{
	char date[DATE_TEXT_MAX];

	switch (fact->type) {
	case FACT_BOOL:
		json_write_bool(out, number != 0);
		break;
	case FACT_CHOICE:
		json_write_string(out, fact->choices[number]);
		break;
	case FACT_DATE:
		date_format(date_from_days((int32_t)number), date);
		json_write_string(out, date);
		break;
	default:
		json_write_int(out, number);
		break;
	}
}

static void add_change_set(struct json_writer *out, const struct pack *pack,
			   const struct change_set *set)
{
	char date[DATE_TEXT_MAX];

	json_write_object(out);
	for (int i = 0; i < set->count; i++) {
		if (set->changes[i].fact >= 0)
			continue;
		date_format(set->changes[i].from, date);
		add_string(out, "from", date);
	}
	json_write_key(out, "facts");
	json_write_object(out);
	for (int i = 0; i < set->count; i++) {
		const struct change *change = &set->changes[i];

		if (change->fact < 0)
			continue;
		json_write_key(out, pack_fact(pack, change->fact)->id);
		add_number(out, pack_fact(pack, change->fact), change->number);
	}
	json_write_end(out);
	add_string(out, "becomes", outcome_word(set->becomes));
	json_write_end(out);
}

static void add_changes(struct eval_answer *a, int benefit)
{
	struct change_list list;

	policy_changes(a->pack, a->c, benefit, &list);
	json_write_key(&a->json, "changes");
	json_write_list(&a->json);
	for (int i = 0; i < list.count; i++)
		add_change_set(&a->json, a->pack, &list.sets[i]);
	json_write_end(&a->json);
}

static void add_decision(void *user, int benefit, const struct decision *d)
{
	struct eval_answer *a = user;
	struct json_writer *out = &a->json;
	const struct pack_benefit *b = pack_benefit(a->pack, benefit);

	json_write_key(out, b->code);
	json_write_object(out);
	add_string(out, "outcome", outcome_word(d->outcome));
	if (d->provisional) {
		json_write_key(out, "provisional");
		json_write_bool(out, true);
	}
	add_amount(out, d);
	add_reasons(out, d);
	add_missing(out, a->pack, d);
	add_optional(out, b, d);
	if (explain && d->outcome == OUTCOME_NOT_ELIGIBLE)
		add_changes(a, benefit);
	json_write_end(out);
	if (a->text.len > sizeof(buffer) / 2)
		send(a);
}

/* Keys that changed nothing: a misspelt fact shall not pass for an unknown one. */
static void add_ignored(struct eval_answer *a, const struct case_source *source)
{
	if (source->ignored_count == 0)
		return;
	json_write_key(&a->json, "ignored");
	json_write_list(&a->json);
	for (int i = 0; i < source->ignored_count; i++)
		json_write_string(&a->json, source->ignored[i]);
	json_write_end(&a->json);
}

/* Facts of which a declaration said otherwise and changed nothing. */
static void add_contradicted(struct eval_answer *a)
{
	bool any = false;

	for (int i = 0; i < pack_fact_count(a->pack); i++) {
		if (!a->c->facts.at[i].contradicted)
			continue;
		if (!any) {
			json_write_key(&a->json, "contradicted");
			json_write_list(&a->json);
		}
		any = true;
		json_write_string(&a->json, pack_fact(a->pack, i)->id);
	}
	if (any)
		json_write_end(&a->json);
}

static void print_outcomes(const struct pack *pack, const struct policy_case *c,
			   const struct json *id, const struct case_source *source)
{
	struct eval_answer a = { .pack = pack, .c = c, .text = text_in(buffer, sizeof(buffer)) };

	a.json = json_write_into(&a.text);
	json_write_object(&a.json);
	json_write_key(&a.json, "id");
	case_json_write_id(&a.json, source, id);
	json_write_key(&a.json, "outcomes");
	json_write_object(&a.json);
	policy_decide_all(pack, c, add_decision, &a);
	json_write_end(&a.json);
	add_contradicted(&a);
	add_ignored(&a, source);
	json_write_end(&a.json);
	json_write_line(&a.json);
	send(&a);
}

static struct json_document document;
/* --friction: of all lines. */
static struct employers employers;

static enum err eval_line(const struct pack *pack, int number, const char *text, struct diag *diag)
{
	struct case_source source = {
		.name = "stdin", .line = number, .text = text, .document = &document, .diag = diag,
		.employers = employers.keys ? &employers : NULL,
	};
	static struct policy_case c;
	const struct json *object = NULL, *id;
	enum err err = case_json_parse(&source, strlen(text), &object);

	if (err)
		return err;
	id = json_member(&document, object, "id");
	err = case_json_check_id(&source, id);
	if (err == ERR_OK)
		err = case_json_read(pack, &source, object, NULL, &c);
	if (err == ERR_OK)
		print_outcomes(pack, &c, id, &source);
	return err;
}

static int eval_lines(int argc, char **argv)
{
	int code = case_json_lines(argc, argv, "eval [--explain] [--friction FILE.csv] "
				   "[--pack DIR] <CASES.jsonl", eval_line);

	json_document_finish(&document);
	employers_finish(&employers);
	return code;
}

int cmd_eval(int argc, char **argv)
{
	const char *friction = NULL;
	struct diag diag = { 0 };
	int left = 1;

	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--register") == 0)
			return cmd_eval_register(argc, argv);
	}
	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--explain") == 0)
			explain = true;
		else if (strcmp(argv[i], "--friction") == 0 && i + 1 < argc)
			friction = argv[++i];
		else
			argv[left++] = argv[i];
	}
	if (friction && employers_read(friction, &employers, &diag)) {
		diag_print(&diag);
		return EXIT_BAD_INPUT;
	}
	return eval_lines(left, argv);
}
