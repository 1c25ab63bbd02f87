/*
 * Which courses of several are worth most under the limits of a year (policy/plan.h), for
 * whoever stands there.  Pure; thread: the screen's.
 */
#ifndef SESSION_OFFERS_PLAN_H
#define SESSION_OFFERS_PLAN_H

#include "policy/plan.h"
#include "session/offers.h"

/* As many as a set can hold; a set of more, over several years, is cut to the earliest. */
#define PLAN_SET_MAX 6

struct offers_set {
	int count;
	int courses[PLAN_SET_MAX];	/* by their first day */
	fen sum;			/* subsidies, and one living allowance a year */
};

struct offers_plan {
	bool of_opened;			/* among those that the visitor has looked at */
	int among;			/* so many were compared */
	struct offers_set best;		/* the most that can be attended */
	struct offers_set other;	/* the next best set, or what is worth more and overlaps */
	bool other_overlaps;		/* that it is: courses of it run at the same time */
};

/*
 * Among how many courses there is something to choose: those that the visitor has looked at
 * and that fit, where there are two or more, else the best of the catalogue; 0: fewer than two
 * fit, or no subsidy is left this year.
 */
int derive_plan_among(const struct session_world *world, const struct session *s,
		      bool *ret_of_opened);

/* The best of them; false where nothing can be chosen after all. */
bool derive_plan(const struct session_world *world, const struct session *s,
		 struct offers_plan *ret_plan);

#endif
