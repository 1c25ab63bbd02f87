#include "tools/plan_work.h"
#include "tools/commands.h"
#include "tools/json_place.h"
#include "base/clock.h"

#include <stdlib.h>
#include <string.h>

/* Ten years; longer is a slip of the hand. */
#define DAYS_MOST 3660

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
static enum err read_start(struct plan_work *w, const struct json *object, struct policy_case *c,
			   struct date *ret_start)
{
	const struct json *value = json_member(w->source->document, object, "start");
	const char *text = json_text(value);
	struct date start;

	if (!value || value->is == JSON_IS_NULL)
		return ERR_OK;
	if (!text || strlen(text) != 10 || !date_parse(text, &start))
		return case_json_fault(w->source, "start", "not a date; write \"YYYY-MM-DD\"");
	if (date_compare(start, c->date) > 0)
		c->date = start;
	*ret_start = start;
	return ERR_OK;
}

/* Beside the course, in it, or as living.training_days. */
static enum err read_days(struct plan_work *w, const struct json *object, struct policy_case *c)
{
	const struct json *days = json_member(w->source->document, object, "training_days");
	int fact = pack_fact_find(w->pack, "living.training_days");

	if (!days)
		days = json_member(w->source->document,
				   json_member(w->source->document, object, "course"),
				   "training_days");
	if (!days || days->is == JSON_IS_NULL || fact < 0)
		return ERR_OK;
	if (days->is != JSON_IS_INT || days->number < 0 || days->number > DAYS_MOST)
		return case_json_fault(w->source, "training_days",
				       "not a number of days from 0 to 3660; write digits only");
	fact_state(&c->facts.at[fact], FACT_REGISTRY, days->number, c->date);
	return ERR_OK;
}

/* What a candidate has besides the facts of its course, which may stand in it or beside it. */
static const char *const candidate_keys[] = {
	"id", "start", "course", "training_days", "living", "district", "note", NULL
};

static enum err read_course_facts(struct plan_work *w, const struct json *object,
				  struct policy_case *c)
{
	static const char *const in_course[] = { "training_days", NULL };
	const struct json *course = json_member(w->source->document, object, "course");
	bool apart = json_is(course, JSON_IS_OBJECT);
	enum err err = apart ? case_json_keys(w->source, object, candidate_keys) : ERR_OK;

	if (err)
		return err;
	case_json_enter(w->source, apart ? "candidates/%d/course" : "candidates/%d", w->count);
	return case_json_facts(w->pack, w->source, apart ? course : object, "course.",
			       apart ? in_course : candidate_keys, c);
}

static enum err read_course(struct plan_work *w, const struct json *object, struct policy_case *c,
			    struct date *ret_start)
{
	enum err err;

	/* The facts of the person hold for each candidate; its own take their place. */
	memset(w->source->stated, 0, sizeof(w->source->stated));
	err = read_course_facts(w, object, c);
	if (err)
		return err;
	case_json_enter(w->source, "candidates/%d/living", w->count);
	err = case_json_facts(w->pack, w->source,
			      json_member(w->source->document, object, "living"), "living.", NULL,
			      c);
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
			  struct date start, struct plan_option *option)
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

static const struct json *candidate_id(const struct plan_work *w, const struct json *object)
{
	const struct json *id = json_member(w->source->document, object, "id");
	const struct json *course = json_member(w->source->document, object, "course");

	return !id && json_is(course, JSON_IS_TEXT) ? course : id;
}

static enum err read_candidate(struct plan_work *w, const struct json *object)
{
	struct plan_option *option = &w->options[w->count];
	static struct policy_case c;
	struct date start = { 0 };
	enum err err;

	case_json_enter(w->source, "candidates/%d", w->count);
	if (object->is != JSON_IS_OBJECT)
		return case_json_fault(w->source, "", "a candidate is an object; write "
				       "{\"id\": …, \"course\": {…}}");
	c = w->person;
	*option = (struct plan_option){ .id = candidate_id(w, object), .at = -1 };
	err = case_json_check_id(w->source, option->id);
	if (err == ERR_OK)
		err = read_course(w, object, &c, &start);
	if (err == ERR_OK)
		decide_option(w, &c, start, option);
	w->count++;
	return err;
}

static enum err read_candidates(struct plan_work *w, const struct json *list)
{
	enum err err = ERR_OK;

	if (!json_is(list, JSON_IS_LIST) || list->count > PLAN_CANDIDATES_MAX)
		return case_json_fault(w->source, "candidates",
				       "not a list of at most 60 candidates; write [ … ]");
	for (const struct json *object = list->first; object && !err; object = object->next)
		err = read_candidate(w, object);
	return err;
}

static int year_index(struct plan_work *w, const struct plan_option *option)
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
		struct plan_option *option = &w->options[i];
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

/* A question without a date is asked on the day of its first start, or today. */
static void set_day(struct plan_work *w, const struct json *object, char today[DATE_TEXT_MAX])
{
	const struct json_document *document = w->source->document;
	const struct json *candidates = json_member(document, object, "candidates");

	date_format(date_in_china(clock_wall_s()), today);
	w->source->day = NULL;
	for (const struct json *v = json_first(candidates); v; v = v->next) {
		const char *start = json_text(json_member(document, v, "start"));

		if (start && (!w->source->day || strcmp(start, w->source->day) < 0))
			w->source->day = start;
	}
	if (!w->source->day)
		w->source->day = today;
}

static enum err plan_one(const struct pack *pack, struct case_source *source,
			 const struct json *object)
{
	struct plan_work *w = calloc(1, sizeof(*w));
	char today[DATE_TEXT_MAX];
	enum err err;

	if (!w)
		abort();
	w->pack = pack;
	w->source = source;
	set_day(w, object, today);
	err = case_json_read(pack, source, object, "candidates", &w->person);
	source->at[0] = 0;
	if (err == ERR_OK)
		err = read_candidates(w, json_member(source->document, object, "candidates"));
	if (err == ERR_OK) {
		ask(w);
		plan_print(w);
	}
	free(w);
	return err;
}

/* Objects one after another, each on as many lines as it likes. */
static enum err read_plans(const struct pack *pack, struct case_source *source)
{
	for (;;) {
		const struct json *object = NULL;
		size_t used = strspn(source->text, " \t\r\n");
		enum err err;

		source->line += case_json_lines_in(source->text, used);
		source->text += used;
		if (!*source->text)
			return ERR_OK;
		used = json_place_end(source->text);
		source->ignored_count = 0;
		memset(source->stated, 0, sizeof(source->stated));
		err = case_json_parse(source, used, &object);
		if (err == ERR_OK)
			err = plan_one(pack, source, object);
		if (err)
			return err;
		source->line += case_json_lines_in(source->text, used);
		source->text += used;
	}
}

static enum err plan_stream(const struct pack *pack, const char *name, const char *text,
			    struct diag *diag)
{
	struct json_document document = { 0 };
	struct case_source source = {
		.name = name, .line = 1, .text = text, .document = &document, .diag = diag,
	};
	enum err err = read_plans(pack, &source);

	json_document_finish(&document);
	return err;
}

int cmd_plan(int argc, char **argv)
{
	return case_json_whole(argc, argv, "plan [--pack DIR] <CANDIDATES.json", plan_stream);
}
