#include "session/offers_plan.h"

#include "session/derive.h"

#include <string.h>

struct offers_plan_work {
	const struct session_world *world;
	const struct session *s;
	struct plan_question question;
	int courses[PLAN_CANDIDATES_MAX];	/* of the question's candidates */
	int years[PLAN_YEARS_MAX];
};

static bool fits(const struct offers *all, int course)
{
	return all->at[course].outcome == OUTCOME_ELIGIBLE;
}

static int gather_opened(const struct session *s, const struct offers *all, int *ret_courses)
{
	int count = 0;

	for (int i = 0; i < s->opened_count; i++) {
		if (s->opened[i] < all->count && fits(all, s->opened[i]))
			ret_courses[count++] = s->opened[i];
	}
	return count;
}

static int gather_best(const struct session_world *world, const struct session *s,
		       const struct offers *all, int *ret_courses)
{
	int count = 0;

	for (int i = 0; i < all->fits && count < PLAN_CANDIDATES_MAX; i++) {
		if (derive_in_reach(world, s, all->ranked[i]))
			ret_courses[count++] = all->ranked[i];
	}
	return count;
}

/* -1: more years than a plan has. */
static int year_index(struct offers_plan_work *w, int year, int slots)
{
	struct plan_question *q = &w->question;

	for (int i = 0; i < q->year_count; i++) {
		if (w->years[i] == year)
			return i;
	}
	if (q->year_count == PLAN_YEARS_MAX)
		return -1;
	w->years[q->year_count] = year;
	q->years[q->year_count].slots = slots < 0 ? PLAN_CANDIDATES_MAX : slots;
	return q->year_count++;
}

static fen sum_of(const struct decision *d)
{
	bool sum = d->outcome == OUTCOME_ELIGIBLE && d->amount.known && !d->amount.per_day;

	return sum ? d->amount.value : 0;
}

/* What goes to a supplier is nobody's reason to choose a course. */
static fen value_of(const struct offers_plan_work *w, int benefit, const struct decision *d)
{
	return pack_benefit(w->world->pack, benefit)->paid_to == PAYEE_SUPPLIER ? 0 : sum_of(d);
}

static void set_days(const struct course *course, struct plan_candidate *candidate)
{
	candidate->last_day = -1;
	if (!date_is_set(course->starts) || course->training_days <= 0)
		return;
	candidate->first_day = date_to_days(course->starts);
	candidate->last_day = candidate->first_day + course->training_days - 1;
}

/* As the day on which it begins has it: that day's year counts. */
static void add(struct offers_plan_work *w, int index)
{
	const struct course *course = &w->world->courses[index];
	int benefit = derive_course_offer(w->world, w->s, index)->benefit;
	int living = pack_living(w->world->pack), year;
	struct plan_question *q = &w->question;
	struct decision paid, lives = { .outcome = OUTCOME_NOT_ELIGIBLE };
	struct policy_case c;

	derive_case(w->world, w->s, index, &c);
	if (date_is_set(course->starts) && date_compare(course->starts, c.date) > 0)
		c.date = course->starts;
	policy_decide(w->world->pack, &c, benefit, &paid);
	if (living >= 0)
		policy_decide(w->world->pack, &c, living, &lives);
	year = year_index(w, c.date.year, paid.surely_left);
	explicit_bzero(&c, sizeof(c));
	if (paid.outcome != OUTCOME_ELIGIBLE || year < 0)
		return;
	w->courses[q->count] = index;
	q->candidates[q->count] = (struct plan_candidate){
		.year = year, .occupation = policy_word(course->occupation),
		.level = course->level, .value = value_of(w, benefit, &paid),
		.living = sum_of(&lives),
	};
	set_days(course, &q->candidates[q->count]);
	q->count++;
}

static bool starts_before(const struct offers_plan_work *w, int a, int b)
{
	return date_compare(w->world->courses[a].starts, w->world->courses[b].starts) < 0;
}

static void tell_set(const struct offers_plan_work *w, const struct plan_set *set,
		     struct offers_set *ret_set)
{
	*ret_set = (struct offers_set){ .sum = set->sum };
	for (int i = 0; i < w->question.count; i++) {
		int at = ret_set->count;

		if (!(set->chosen >> i & 1) || at == PLAN_SET_MAX)
			continue;
		for (; at > 0 && starts_before(w, w->courses[i], ret_set->courses[at - 1]); at--)
			ret_set->courses[at] = ret_set->courses[at - 1];
		ret_set->courses[at] = w->courses[i];
		ret_set->count++;
	}
}

static void tell(const struct offers_plan_work *w, struct offers_plan *ret_plan)
{
	struct plan plan;

	plan_find(&w->question, &plan);
	ret_plan->other_overlaps = plan.best.overlaps > 0;
	tell_set(w, &plan.attendable, &ret_plan->best);
	if (ret_plan->other_overlaps)
		tell_set(w, &plan.best, &ret_plan->other);
	else if (plan.has_runner_up)
		tell_set(w, &plan.runner_up, &ret_plan->other);
}

static int gather(const struct session_world *world, const struct session *s,
		  int courses[PLAN_CANDIDATES_MAX], bool *ret_of_opened)
{
	const struct offers *all = derive_offers(world, s);
	int count = gather_opened(s, all, courses);

	_Static_assert(OPENED_MAX <= PLAN_CANDIDATES_MAX, "whatever was opened has a place");
	*ret_of_opened = count >= 2;
	return count >= 2 ? count : gather_best(world, s, all, courses);
}

int derive_plan_among(const struct session_world *world, const struct session *s,
		      bool *ret_of_opened)
{
	int courses[PLAN_CANDIDATES_MAX];
	int count = gather(world, s, courses, ret_of_opened);
	struct year_count year;

	if (count < 2 || (derive_year(world, s, &year) && year.left == 0))
		return 0;
	return count;
}

bool derive_plan(const struct session_world *world, const struct session *s,
		 struct offers_plan *ret_plan)
{
	struct offers_plan_work w = { .world = world, .s = s };
	int courses[PLAN_CANDIDATES_MAX];
	int count;

	*ret_plan = (struct offers_plan){ 0 };
	count = gather(world, s, courses, &ret_plan->of_opened);
	for (int i = 0; i < count; i++)
		add(&w, courses[i]);
	ret_plan->among = w.question.count;
	tell(&w, ret_plan);
	return ret_plan->best.count > 0;
}
