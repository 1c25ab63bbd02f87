#include "tools/case_json.h"
#include "tools/commands.h"
#include "base/clock.h"
#include "policy/plan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Ten years; longer is a slip of the hand. */
#define DAYS_MOST 3660

/* What is known of one candidate before the best set is looked for. */
struct option {
	json_t *id;
	int benefit;		/* -1: no benefit serves courses of its kind */
	struct decision decision;
	struct decision living;
	bool living_known;
	struct plan_candidate candidate;
	int year;
	int slots;		/* subsidies left in that year, for sure; -1 no limit */
	int at;			/* in the question; -1: left out */
};

struct plan_work {
	const struct pack *pack;
	struct case_source *source;
	struct policy_case person;
	int count;
	struct option options[PLAN_CANDIDATES_MAX];
	struct plan_question question;
	int years[PLAN_YEARS_MAX];
	struct plan plan;
};

static int benefit_of_kind(const struct pack *pack, const struct policy_case *c)
{
	int fact = pack_fact_find(pack, "course.kind");
	const struct fact *kind = fact < 0 ? NULL : &c->facts.at[fact];
	int course;

	if (!kind || !fact_known(kind))
		return -1;
	course = course_kind_from_name(pack_fact(pack, fact)->choices[kind->number]);
	for (int i = 0; course >= 0 && i < pack_benefit_count(pack); i++) {
		if (pack_benefit(pack, i)->course_kinds & 1 << course)
			return i;
	}
	return -1;
}

static int64_t number_of(const struct pack *pack, const struct policy_case *c, const char *id)
{
	int fact = pack_fact_find(pack, id);

	return fact >= 0 && fact_known(&c->facts.at[fact]) ? c->facts.at[fact].number : -1;
}

static char level_of(const struct pack *pack, const struct policy_case *c)
{
	int64_t level = number_of(pack, c, "course.level");
	int fact = pack_fact_find(pack, "course.level");

	return level < 0 ? 0 : pack_fact(pack, fact)->choices[level][0];
}

/* The day of the training decides the year; a start in the past counts from today. */
static enum err read_start(struct plan_work *w, json_t *object, struct policy_case *c,
			   struct date *ret_start)
{
	json_t *value = json_object_get(object, "start");
	const char *text = json_string_value(value);
	struct date start;

	if (!value || json_is_null(value))
		return ERR_OK;
	if (!text || strlen(text) != 10 || !date_parse(text, &start))
		return case_json_fault(w->source, "start", "not a date; write \"YYYY-MM-DD\"");
	if (date_compare(start, c->date) > 0)
		c->date = start;
	*ret_start = start;
	return ERR_OK;
}

/* Beside the course, in it, or as living.training_days. */
static enum err read_days(struct plan_work *w, json_t *object, struct policy_case *c)
{
	json_t *days = json_object_get(object, "training_days");
	int fact = pack_fact_find(w->pack, "living.training_days");

	if (!days)
		days = json_object_get(json_object_get(object, "course"), "training_days");
	if (!days || json_is_null(days) || fact < 0)
		return ERR_OK;
	if (!json_is_integer(days) || json_integer_value(days) < 0 ||
	    json_integer_value(days) > DAYS_MOST)
		return case_json_fault(w->source, "training_days",
				       "not a number of days from 0 to 3660; write digits only");
	fact_state(&c->facts.at[fact], FACT_REGISTRY, json_integer_value(days), c->date);
	return ERR_OK;
}

/* What a candidate has besides the facts of its course, which may stand in it or beside it. */
static const char *const candidate_keys[] = {
	"id", "start", "course", "training_days", "living", "district", "note", NULL
};

static enum err read_course_facts(struct plan_work *w, json_t *object, struct policy_case *c)
{
	static const char *const in_course[] = { "training_days", NULL };
	json_t *course = json_object_get(object, "course");
	bool apart = json_is_object(course);
	enum err err = apart ? case_json_keys(w->source, object, candidate_keys) : ERR_OK;

	if (err)
		return err;
	case_json_enter(w->source, apart ? "candidates/%d/course" : "candidates/%d", w->count);
	return case_json_facts(w->pack, w->source, apart ? course : object, "course.",
			       apart ? in_course : candidate_keys, c);
}

static enum err read_course(struct plan_work *w, json_t *object, struct policy_case *c,
			    struct date *ret_start)
{
	enum err err;

	/* The facts of the person hold for each candidate; its own take their place. */
	memset(w->source->stated, 0, sizeof(w->source->stated));
	err = read_course_facts(w, object, c);
	if (err)
		return err;
	case_json_enter(w->source, "candidates/%d/living", w->count);
	err = case_json_facts(w->pack, w->source, json_object_get(object, "living"), "living.",
			      NULL, c);
	if (err)
		return err;
	case_json_enter(w->source, "candidates/%d", w->count);
	err = read_days(w, object, c);
	return err ? err : read_start(w, object, c, ret_start);
}

/* Its training days one after another from its start; shorter it cannot be. */
static void set_days(const struct plan_work *w, const struct policy_case *c, struct date start,
		     struct plan_candidate *candidate)
{
	int64_t days = number_of(w->pack, c, "living.training_days");

	candidate->last_day = -1;
	if (!date_is_set(start) || days <= 0)
		return;
	candidate->first_day = date_to_days(start);
	candidate->last_day = candidate->first_day + (int32_t)days - 1;
}

static void decide_option(const struct plan_work *w, const struct policy_case *c,
			  struct date start, struct option *option)
{
	int living = pack_benefit_find(w->pack, "LIVING");
	const struct amount *amount = &option->decision.amount;

	option->benefit = benefit_of_kind(w->pack, c);
	if (option->benefit < 0)
		return;
	policy_decide(w->pack, c, option->benefit, &option->decision);
	if (living >= 0)
		policy_decide(w->pack, c, living, &option->living);
	option->living_known = option->living.outcome == OUTCOME_ELIGIBLE &&
			       option->living.amount.known && !option->living.amount.per_day;
	option->year = c->date.year;
	option->slots = option->decision.surely_left;
	option->candidate = (struct plan_candidate){
		.occupation = number_of(w->pack, c, "course.occupation"),
		.level = level_of(w->pack, c),
		.value = amount->known && !amount->per_day ? amount->value : 0,
		.living = option->living_known ? option->living.amount.value : 0,
	};
	set_days(w, c, start, &option->candidate);
}

static json_t *candidate_id(json_t *object, size_t at)
{
	json_t *id = json_object_get(object, "id");

	if (!id && json_is_string(json_object_get(object, "course")))
		id = json_object_get(object, "course");
	return id ? json_incref(id) : json_integer((json_int_t)at);
}

static enum err read_candidates(struct plan_work *w, json_t *list)
{
	size_t i;
	json_t *object;

	if (!json_is_array(list) || json_array_size(list) > PLAN_CANDIDATES_MAX)
		return case_json_fault(w->source, "candidates",
				       "not a list of at most 60 candidates; write [ … ]");
	json_array_foreach(list, i, object) {
		struct option *option = &w->options[w->count];
		static struct policy_case c;
		struct date start = { 0 };
		enum err err;

		case_json_enter(w->source, "candidates/%zu", i);
		if (!json_is_object(object))
			return case_json_fault(w->source, "", "a candidate is an object; write "
					       "{\"id\": …, \"course\": {…}}");
		c = w->person;
		err = read_course(w, object, &c, &start);
		if (err)
			return err;
		*option = (struct option){ .id = candidate_id(object, i), .at = -1 };
		decide_option(w, &c, start, option);
		w->count++;
	}
	return ERR_OK;
}

static int year_index(struct plan_work *w, const struct option *option)
{
	struct plan_question *q = &w->question;

	for (int y = 0; y < q->year_count; y++) {
		if (w->years[y] == option->year)
			return y;
	}
	if (q->year_count == PLAN_YEARS_MAX)
		return -1;
	w->years[q->year_count] = option->year;
	/* Pending claims may take a slot: only what is surely left is planned with. */
	q->years[q->year_count].slots = option->slots;
	return q->year_count++;
}

static void ask(struct plan_work *w)
{
	struct plan_question *q = &w->question;

	for (int i = 0; i < w->count; i++) {
		struct option *option = &w->options[i];
		int year;

		if (option->benefit < 0 || option->decision.outcome != OUTCOME_ELIGIBLE)
			continue;
		if (option->slots < 0)
			option->slots = PLAN_CANDIDATES_MAX;	/* the pack sets no limit */
		year = year_index(w, option);
		if (year < 0)
			continue;
		option->candidate.year = year;
		option->at = q->count;
		q->candidates[q->count++] = option->candidate;
	}
	plan_find(q, &w->plan);
}

/* ---- output ---- */

static bool in_set(const struct option *option, const struct plan_set *set)
{
	return option->at >= 0 && set->chosen >> option->at & 1;
}

/* The training of the year that carries the living allowance. */
static bool carries_living(const struct plan_work *w, const struct plan_set *set, int which)
{
	const struct option *option = &w->options[which];

	if (option->candidate.living == 0)
		return false;
	for (int i = 0; i < w->count; i++) {
		const struct option *other = &w->options[i];

		if (!in_set(other, set) || other->candidate.year != option->candidate.year ||
		    i == which)
			continue;
		if (other->candidate.living > option->candidate.living ||
		    (other->candidate.living == option->candidate.living && i < which))
			return false;
	}
	return true;
}

static json_t *set_json(const struct plan_work *w, const struct plan_set *set)
{
	json_t *out = json_object(), *ids = json_array(), *items = json_array();

	for (int i = 0; i < w->count; i++) {
		const struct option *option = &w->options[i];
		json_t *item;

		if (!in_set(option, set))
			continue;
		json_array_append(ids, option->id);
		item = json_pack(
			"{s:O, s:i, s:s, s:I, s:I}", "id", option->id, "index", i, "benefit",
			pack_benefit(w->pack, option->benefit)->code, "amount_fen",
			(json_int_t)option->candidate.value, "living_fen",
			carries_living(w, set, i) ? (json_int_t)option->candidate.living
						  : (json_int_t)0);
		if (!option->decision.amount.known)
			json_object_set_new(item, "amount_unknown", json_true());
		if (option->decision.uplift_name)
			json_object_set_new(item, "applied_uplift",
					    json_string(option->decision.uplift_name));
		json_array_append_new(items, item);
	}
	json_object_set_new(out, "set", ids);
	json_object_set_new(out, "sum_fen", json_integer(set->sum));
	json_object_set_new(out, "items", items);
	return out;
}

/* The pairs of a set that run at the same time, by their ids. */
static json_t *overlaps_json(const struct plan_work *w, const struct plan_set *set)
{
	json_t *out = json_array();

	for (int i = 0; i < w->count; i++) {
		const struct option *a = &w->options[i];

		for (int j = i + 1; j < w->count && in_set(a, set); j++) {
			const struct option *b = &w->options[j];

			if (in_set(b, set) && plan_overlap(&a->candidate, &b->candidate))
				json_array_append_new(out, json_pack("[O, O]", a->id, b->id));
		}
	}
	return out;
}

static json_t *left_out_json(const struct plan_work *w)
{
	static const char *const words[] = { "undetermined", "not_eligible", "eligible" };
	json_t *out = json_array();

	for (int i = 0; i < w->count; i++) {
		const struct option *option = &w->options[i];
		json_t *item, *rules;

		if (in_set(option, &w->plan.best))
			continue;
		rules = json_array();
		for (int r = 0; option->at < 0 && r < option->decision.reason_count; r++)
			json_array_append_new(rules, json_string(option->decision.reasons[r].rule));
		item = json_pack(
			"{s:O, s:i, s:s, s:o}", "id", option->id, "index", i, "outcome",
			option->benefit < 0 ? "undetermined" : words[option->decision.outcome],
			"reasons", rules);
		if (option->at >= 0 && !option->decision.amount.known)
			json_object_set_new(item, "amount_unknown", json_true());
		json_array_append_new(out, item);
	}
	return out;
}

static json_t *ignored_json(const struct case_source *source)
{
	json_t *out = json_array();

	for (int i = 0; i < source->ignored_count; i++)
		json_array_append_new(out, json_string(source->ignored[i]));
	return out;
}

static const char *reason_text(const struct plan_work *w)
{
	if (w->question.count == 0)
		return "none of the candidates is surely eligible";
	if (w->plan.best.size == 0)
		return "no subsidy is left this year, or no candidate has an amount";
	if (w->plan.best.overlaps > 0)
		return "the highest sum under three a year, but courses of it run at the same "
		       "time (overlaps); attendable is the best set without such";
	if (!w->plan.has_runner_up)
		return "everything that is eligible fits under the limits";
	if (w->plan.runner_up.sum == w->plan.best.sum)
		return "equal sums: the set that can be attended, then the one with fewer or "
		       "earlier courses is taken; the runner-up pays the same";
	return "the highest sum under three a year, no trade and level twice, and one living "
	       "allowance a year";
}

static void print_plan(struct plan_work *w)
{
	static const char *const limits[] = { "R4-5b", "R4-5c", "R4-4h", "R4-4c" };
	json_t *out = json_object(), *best = set_json(w, &w->plan.best), *rules = json_array();

	for (int i = 0; i < 4; i++)
		json_array_append_new(rules, json_string(limits[i]));
	json_object_set(out, "best", json_object_get(best, "set"));
	json_object_set(out, "sum_fen", json_object_get(best, "sum_fen"));
	json_object_set(out, "items", json_object_get(best, "items"));
	json_decref(best);
	json_object_set_new(out, "runner_up", w->plan.has_runner_up ?
			    set_json(w, &w->plan.runner_up) : json_null());
	json_object_set_new(out, "tie", json_boolean(w->plan.has_runner_up &&
						     w->plan.runner_up.sum == w->plan.best.sum));
	if (w->plan.best.overlaps > 0) {
		json_object_set_new(out, "overlaps", overlaps_json(w, &w->plan.best));
		json_object_set_new(out, "attendable", set_json(w, &w->plan.attendable));
	}
	json_object_set_new(out, "reason", json_string(reason_text(w)));
	json_object_set_new(out, "rules", rules);
	json_object_set_new(out, "left_out", left_out_json(w));
	if (w->source->ignored_count > 0)
		json_object_set_new(out, "ignored", ignored_json(w->source));
	json_dumpf(out, stdout, JSON_COMPACT);
	putchar('\n');
	json_decref(out);
}

/* A question without a date is asked on the day of its first start, or today. */
static void add_date(json_t *object)
{
	json_t *first = NULL, *candidate;
	char today[DATE_TEXT_MAX];
	size_t i;

	if (json_object_get(object, "date"))
		return;
	json_array_foreach(json_object_get(object, "candidates"), i, candidate) {
		json_t *start = json_object_get(candidate, "start");

		if (json_is_string(start) &&
		    (!first || strcmp(json_string_value(start), json_string_value(first)) < 0))
			first = start;
	}
	date_format(date_in_china(clock_wall_s()), today);
	if (first)
		json_object_set(object, "date", first);
	else
		json_object_set_new(object, "date", json_string(today));
}

static enum err plan_one(const struct pack *pack, struct case_source *source, json_t *object)
{
	struct plan_work *w = calloc(1, sizeof(*w));
	enum err err;

	if (!w)
		abort();
	w->pack = pack;
	w->source = source;
	add_date(object);
	err = case_json_read(pack, source, object, "candidates", &w->person);
	source->at[0] = 0;
	if (err == ERR_OK)
		err = read_candidates(w, json_object_get(object, "candidates"));
	if (err == ERR_OK) {
		ask(w);
		print_plan(w);
	}
	for (int i = 0; i < w->count; i++)
		json_decref(w->options[i].id);
	free(w);
	return err;
}

/* Objects one after another, each on as many lines as it likes. */
static enum err plan_stream(const struct pack *pack, const char *name, const char *text,
			    struct diag *diag)
{
	struct case_source source = { .name = name, .line = 1, .text = text, .diag = diag };
	enum err err = ERR_OK;

	for (;;) {
		json_t *object = NULL;
		size_t used = strspn(source.text, " \t\r\n");

		source.line += case_json_lines_in(source.text, used);
		source.text += used;
		if (err || !*source.text)
			return err;
		err = case_json_parse(&source, &used, &object);
		if (err)
			return err;
		source.ignored_count = 0;
		memset(source.stated, 0, sizeof(source.stated));
		err = plan_one(pack, &source, object);
		json_decref(object);
		source.line += case_json_lines_in(source.text, used);
		source.text += used;
	}
}

int cmd_plan(int argc, char **argv)
{
	return case_json_whole(argc, argv, "plan [--pack DIR] <CANDIDATES.json", plan_stream);
}
