/*
 * A course decided alone, as `eval` does it: the whole pack for that one course.
 * What is told of it by session/offers.h must be the same.
 */
#ifndef TESTS_UNIT_ALONE_H
#define TESTS_UNIT_ALONE_H

#include "tests/unit/visit.h"

static inline bool same_amount(const struct amount *a, const struct amount *b)
{
	return a->label == b->label && a->known == b->known && a->value == b->value &&
	       a->is_minimum == b->is_minimum && a->has_max == b->has_max && a->max == b->max &&
	       a->per_day == b->per_day && a->is_fee == b->is_fee;
}

static inline void decide_alone(const struct session_world *world, const struct session *s,
				int course, int decided, struct decision *ret_decision)
{
	struct policy_case c;

	derive_case(world, s, course, &c);
	policy_decide(world->pack, &c, decided, ret_decision);
}

static inline bool told_alike(const struct decision *d, enum outcome outcome,
			      const struct amount *amount)
{
	return d->outcome == outcome &&
	       same_amount(d->outcome == OUTCOME_ELIGIBLE ? &d->amount : &d->prospect, amount);
}

static inline enum outcome worse(enum outcome a, enum outcome b)
{
	if (a == OUTCOME_NOT_ELIGIBLE || b == OUTCOME_NOT_ELIGIBLE)
		return OUTCOME_NOT_ELIGIBLE;
	return a == OUTCOME_UNDETERMINED || b == OUTCOME_UNDETERMINED ? OUTCOME_UNDETERMINED :
									OUTCOME_ELIGIBLE;
}

static inline bool offer_is_as_alone(const struct session_world *world, const struct session *s,
				     const struct offer *offer)
{
	const struct pack *pack = world->pack;
	struct decision paid, open, fee, living;

	decide_alone(world, s, offer->course, offer->benefit, &paid);
	decide_alone(world, s, offer->course, pack_benefit_find(pack, "COURSE_OFFER"), &open);
	decide_alone(world, s, offer->course, pack_benefit_find(pack, "FREE"), &fee);
	decide_alone(world, s, offer->course, pack_benefit_find(pack, "LIVING"), &living);
	return offer->open == open.outcome &&
	       offer->outcome == worse(paid.outcome, open.outcome) &&
	       told_alike(&paid, paid.outcome, &offer->subsidy) &&
	       told_alike(&fee, offer->free, &offer->tuition) &&
	       told_alike(&living, offer->lives, &offer->living);
}

static inline int class_of_outcome(enum outcome outcome)
{
	return outcome == OUTCOME_ELIGIBLE ? 0 : outcome == OUTCOME_UNDETERMINED ? 1 : 2;
}

#endif
