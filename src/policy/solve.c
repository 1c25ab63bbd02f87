/*
 * Can a condition ever be true?  A search over the facts it rests on: the
 * three-valued evaluation cuts every branch that is already false, so trees of
 * the size that people write are settled in a few hundred evaluations.
 */
#include "policy/pack.h"
#include "policy/traversal.h"

#include <stdlib.h>
#include <string.h>

#define EVALUATIONS_MAX 20000
#define CANDIDATES_MAX 128

struct candidates {
	int count;
	int64_t number[CANDIDATES_MAX];
};

struct solve_search {
	const struct pack *pack;
	int root;
	int left;		/* evaluations */
	struct policy_case c;
	struct values v;
	struct traversal w;
	struct candidates dates;
	struct candidates counts;
};

static void offer(struct candidates *list, int64_t number)
{
	for (int i = 0; i < list->count; i++) {
		if (list->number[i] == number)
			return;
	}
	if (list->count < CANDIDATES_MAX)
		list->number[list->count++] = number;
}

static void offer_around(struct candidates *list, int64_t number)
{
	offer(list, number);
	offer(list, number - 1);
	offer(list, number + 1);
}

/* The numbers that the pack itself speaks of, and their neighbours. */
static void gather(struct solve_search *s)
{
	offer(&s->dates, date_to_days((struct date){ 2021, 3, 15 }));
	offer(&s->dates, FACT_NO_DATE);
	offer(&s->counts, 0);
	for (int i = 0; i < s->pack->step_count; i++) {
		const struct step *step = &s->pack->steps[i];

		if (step->op != OP_NUMBER)
			continue;
		if (step->measure == MEASURE_DATE)
			offer_around(&s->dates, step->number);
		else if (step->number > 0)
			offer_around(&s->counts, step->number);
	}
	for (int i = 0; i < s->pack->param_count; i++)
		offer_around(&s->counts, s->pack->params[i].versions[0].value);
}

/* The first fact that keeps the condition open; -1 where none does. */
static int open_fact(struct solve_search *s)
{
	int at;

	traversal_start(&s->w, s->root);
	while ((at = traversal_pop(&s->w)) >= 0) {
		const struct step *step = &s->pack->steps[at];
		bool leaf = step->op == OP_FACT || step->op == OP_IS || step->op == OP_KNOWN_AS ||
			    step->op == OP_CHOOSE;

		if (leaf && !fact_known(&s->c.facts.at[step->index]))
			return step->index;
		for (int i = 0; i < step->kid_count; i++) {
			int kid = s->pack->kids[step->kid_first + i];

			if (traversal_is_open(&s->w, kid))
				traversal_push(&s->w, kid);
		}
	}
	return -1;
}

static struct candidates candidates_of(const struct solve_search *s, int fact)
{
	struct candidates list = { 0 };

	switch (s->pack->facts[fact].type) {
	case FACT_BOOL:
		offer(&list, 1);
		offer(&list, 0);
		return list;
	case FACT_CHOICE:
		for (int i = 0; i < s->pack->facts[fact].choice_count; i++)
			offer(&list, i);
		return list;
	case FACT_DATE:
		return s->dates;
	default:
		return s->counts;
	}
}

/* Depth is the number of facts that the condition rests on. */
static bool search(struct solve_search *s)
{
	struct candidates list;
	bool found = false;
	int fact;

	if (s->left-- <= 0)
		return true;	/* too wide to tell: no complaint */
	values_evaluate(s->pack, &s->c, &s->v);
	if (s->v.tri[s->root] != TRI_UNKNOWN)
		return s->v.tri[s->root] == TRI_TRUE;
	fact = open_fact(s);
	if (fact < 0)
		return false;
	list = candidates_of(s, fact);
	for (int i = 0; i < list.count && !found; i++) {
		s->c.facts.at[fact] =
			(struct fact){ .source = FACT_REGISTRY, .number = list.number[i] };
		found = search(s);
	}
	s->c.facts.at[fact] = (struct fact){ 0 };
	return found;
}

static void fill_history(struct history *history, int claims)
{
	*history = (struct history){ .known = true, .complete = true };
	for (int i = 0; i < claims; i++)
		history->claims[history->count++] = (struct claim){
			.date = { 2021, 1, 1 }, .kind = (enum claim_kind)(i % CLAIM_KIND_COUNT),
			.status = CLAIM_GRANTED, .occupation = "-", .level = '1' };
}

bool step_can_be_true(const struct pack *pack, int step)
{
	struct solve_search *s = calloc(1, sizeof(*s));
	bool found = false;

	if (!s)
		abort();
	s->pack = pack;
	s->root = step;
	s->w = (struct traversal){ .pack = pack, .c = &s->c, .v = &s->v };
	s->c.issue_date = (struct date){ 2019, 6, 1 };
	gather(s);
	for (int day = 0; day < s->dates.count && !found; day++) {
		if (s->dates.number[day] == FACT_NO_DATE)
			continue;
		s->c.date = date_from_days((int32_t)s->dates.number[day]);
		for (int way = 0; way < 4 && !found; way++) {
			s->c.stage = way & 1 ? STAGE_CLAIM : STAGE_PLAN;
			fill_history(&s->c.history, way & 2 ? 28 : 0);
			s->left = EVALUATIONS_MAX;
			found = search(s);
		}
	}
	free(s);
	return found;
}
