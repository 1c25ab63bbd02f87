#include "policy/courses.h"

#include "policy/pack.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct course_plan {
	const struct pack *pack;
	struct course_places places;
	int step_count;
	int16_t steps[STEPS_MAX];	/* in their order */
	struct policy_case c;
	struct values v;
};

/* What a visitor meets with a course: its benefits, its offer, and what hangs on the person. */
static bool is_met(const struct pack *pack, int benefit)
{
	enum benefit_kind kind = pack->benefits[benefit].shown.kind;

	return kind == BENEFIT_COURSE || kind == BENEFIT_OFFER || kind == BENEFIT_PERSON;
}

static bool reads_course(const struct pack *pack, const struct course_places *places,
			 const struct step *step)
{
	const struct repeat *repeat;

	switch ((enum op)step->op) {
	case OP_FACT:
	case OP_IS:
	case OP_KNOWN_AS:
	case OP_CHOOSE:
		return course_places_have(places, step->index);
	case OP_UNREPEATED:
		repeat = &pack->repeats[step->index];
		return course_places_have(places, repeat->occupation) ||
		       course_places_have(places, repeat->level);
	default:
		return false;
	}
}

static bool any_kid(const struct pack *pack, const struct step *step, const bool *hangs)
{
	for (int i = 0; i < step->kid_count; i++) {
		if (hangs[pack->kids[step->kid_first + i]])
			return true;
	}
	return false;
}

void steps_that_hang_on_course(const struct pack *pack, bool ret_hangs[STEPS_MAX])
{
	struct course_places places;

	course_places_find(pack, &places);
	for (int i = 0; i < pack->step_count; i++) {
		const struct step *step = &pack->steps[i];

		ret_hangs[i] = reads_course(pack, &places, step) || any_kid(pack, step, ret_hangs);
	}
}

/* What only other benefits rest on is left as it is. */
static void need_roots(const struct pack *pack, bool needed[STEPS_MAX])
{
	for (int b = 0; b < pack->benefit_count; b++) {
		const struct benefit *benefit = &pack->benefits[b];

		if (!is_met(pack, b))
			continue;
		needed[benefit->root] = true;
		if (benefit->amount >= 0)
			needed[benefit->amount] = true;
		if (benefit->rate >= 0)
			needed[benefit->rate] = true;
	}
	for (int i = pack->step_count - 1; i >= 0; i--) {
		const struct step *step = &pack->steps[i];

		needed[pack->same[i]] |= needed[i];
		for (int k = 0; needed[i] && k < step->kid_count; k++)
			needed[pack->kids[step->kid_first + k]] = true;
	}
}

static void find_steps(struct course_plan *plan)
{
	const struct pack *pack = plan->pack;
	bool hangs[STEPS_MAX], needed[STEPS_MAX] = { false };

	need_roots(pack, needed);
	steps_that_hang_on_course(pack, hangs);
	for (int i = 0; i < pack->step_count; i++) {
		if (hangs[i] && needed[i])
			plan->steps[plan->step_count++] = (int16_t)i;
	}
}

struct course_plan *course_plan_create(const struct pack *pack)
{
	struct course_plan *plan = calloc(1, sizeof(*plan));

	if (!plan)
		abort();
	plan->pack = pack;
	course_places_find(pack, &plan->places);
	find_steps(plan);
	return plan;
}

void course_plan_destroy(struct course_plan *plan)
{
	if (!plan)
		return;
	course_plan_wipe(plan);
	free(plan);
}

void course_plan_wipe(struct course_plan *plan)
{
	explicit_bzero(&plan->c, sizeof(plan->c));
	explicit_bzero(&plan->v, sizeof(plan->v));
}

void course_plan_set_person(struct course_plan *plan, const struct policy_case *c)
{
	plan->c = *c;
	course_places_set(plan->pack, &plan->places, &plan->c, NULL);
	values_evaluate(plan->pack, &plan->c, &plan->v);
}

void course_plan_set_course(struct course_plan *plan, const struct course *course)
{
	course_places_set(plan->pack, &plan->places, &plan->c, course);
	values_evaluate_steps(plan->pack, &plan->c, plan->steps, plan->step_count, &plan->v);
}

void course_plan_sum(const struct course_plan *plan, int benefit, struct course_sum *ret_sum)
{
	assert(benefit >= 0 && benefit < plan->pack->benefit_count);
	assert(is_met(plan->pack, benefit));
	decide_sum(plan->pack, &plan->c, &plan->v, benefit, &ret_sum->outcome, &ret_sum->amount);
}

int course_plan_steps(const struct course_plan *plan)
{
	return plan->step_count;
}
