/*
 * One question of `plan` and its answer, between who reads it (cmd_plan.c) and who tells it
 * (plan_print.c).
 *
 * Thread: any one, one plan at a time.
 */
#ifndef TOOLS_PLAN_WORK_H
#define TOOLS_PLAN_WORK_H

#include "tools/case_json.h"
#include "policy/plan.h"

/* What is known of one candidate before the best set is looked for. */
struct plan_option {
	const struct json *id;	/* NULL: its index */
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
	struct text text;	/* of the answer */
	struct json_writer json;
	struct policy_case person;
	int count;
	struct plan_option options[PLAN_CANDIDATES_MAX];
	struct plan_question question;
	int years[PLAN_YEARS_MAX];
	struct plan plan;
};

/* The answer as one line on stdout. */
void plan_print(struct plan_work *w);

#endif
