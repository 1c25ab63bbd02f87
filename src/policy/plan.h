/*
 * The best set of courses that a person could take: under the yearly limit,
 * no trade and level twice, the living allowance once a year.  Exact: equal
 * to trying every set.  Of equal sums the one that can be attended comes first
 * (R4-5a asks for it), and where the best sum has courses at the same time the
 * best set without such is told too.
 */
#ifndef POLICY_PLAN_H
#define POLICY_PLAN_H

#include "core/money.h"

#include <stdbool.h>
#include <stdint.h>

#define PLAN_CANDIDATES_MAX 60
#define PLAN_YEARS_MAX 6

struct plan_candidate {
	int year;		/* index of plan_question.years */
	int64_t occupation;	/* policy_word */
	char level;		/* '5'..'1' or a kind code; 0 unknown */
	fen value;		/* the subsidy, 0 or more */
	fen living;		/* the living allowance it would carry; 0 none */
	/* days since 1970, the last included; last before first: not known, meets nothing */
	int32_t first_day;
	int32_t last_day;
};

struct plan_year {
	int slots;		/* subsidies left */
};

struct plan_question {
	int count;
	struct plan_candidate candidates[PLAN_CANDIDATES_MAX];	/* all of them surely eligible */
	int year_count;
	struct plan_year years[PLAN_YEARS_MAX];
};

struct plan_set {
	uint64_t chosen;	/* a bit a candidate */
	int size;
	int overlaps;		/* pairs of it that run at the same time */
	fen sum;		/* subsidies and the best living allowance of each year */
};

struct plan {
	struct plan_set best;
	bool has_runner_up;
	struct plan_set runner_up;	/* the best set with something that is not in `best` */
	/* `best` itself, or where that has overlaps the best set that has none */
	struct plan_set attendable;
};

/* May both be taken?  Same trade and level, or a level that only staff can compare: no. */
bool plan_compatible(const struct plan_candidate *a, const struct plan_candidate *b);

/* Do both run on some day? */
bool plan_overlap(const struct plan_candidate *a, const struct plan_candidate *b);

/* The sum of a set, whether it keeps the limits or not. */
fen plan_sum(const struct plan_question *question, uint64_t chosen);

/*
 * Of equal sums the set with fewer overlaps wins, then the smaller one, then the one with the
 * earlier candidates.
 */
void plan_find(const struct plan_question *question, struct plan *ret_plan);

#endif
