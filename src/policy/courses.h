/*
 * Many courses for one person: the same outcomes and amounts as one by one
 * (policy_set_course and policy_decide), without reasons.  What no course can
 * change is reckoned once, when the person is set; of the rest a course runs only
 * the steps that hang on it.
 *
 * Thread: one plan, one thread; the pack must outlive it.
 */
#ifndef POLICY_COURSES_H
#define POLICY_COURSES_H

#include "policy/policy.h"

struct course_plan;

/* What a benefit comes to with the course that was set last. */
struct course_sum {
	enum outcome outcome;
	/* if it is eligible; what it would be while that is open; nothing for a no */
	struct amount amount;
};

/* Which steps of the pack hang on a course. */
struct course_plan *course_plan_create(const struct pack *pack);
void course_plan_destroy(struct course_plan *plan);	/* takes NULL; wipes */

/* The person's case; a course that it holds is taken out. */
void course_plan_set_person(struct course_plan *plan, const struct policy_case *c);
/* Forgets the person. */
void course_plan_wipe(struct course_plan *plan);

void course_plan_set_course(struct course_plan *plan, const struct course *course);
void course_plan_sum(const struct course_plan *plan, int benefit, struct course_sum *ret_sum);

/* Steps that run anew for each course. */
int course_plan_steps(const struct course_plan *plan);

#endif
