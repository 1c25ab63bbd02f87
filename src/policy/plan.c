#include "policy/plan.h"

#include <assert.h>
#include <string.h>

/* After so many steps equal sums are cut too: the sum stays exact, ties are no longer all seen. */
#define PATIENCE 3000000

struct plan_search {
	const struct plan_question *q;
	int order[PLAN_CANDIDATES_MAX];		/* by falling value */
	fen living_bound;			/* no set carries more living allowance */
	uint64_t clash[PLAN_CANDIDATES_MAX];	/* not both at all */
	uint64_t meets[PLAN_CANDIDATES_MAX];	/* at the same time */
	uint64_t forbidden;			/* sets inside it do not count; 0: none */
	bool found;
	struct plan_set best;
	long steps;
};

static bool numbered(char level)
{
	return level >= '1' && level <= '5';
}

bool plan_compatible(const struct plan_candidate *a, const struct plan_candidate *b)
{
	if (a->occupation != b->occupation)
		return true;
	if (!a->level || !b->level || a->level == b->level)
		return false;
	return numbered(a->level) || numbered(b->level);
}

static bool has_days(const struct plan_candidate *c)
{
	return c->first_day <= c->last_day;
}

bool plan_overlap(const struct plan_candidate *a, const struct plan_candidate *b)
{
	return has_days(a) && has_days(b) && a->first_day <= b->last_day &&
	       b->first_day <= a->last_day;
}

fen plan_sum(const struct plan_question *q, uint64_t chosen)
{
	fen living[PLAN_YEARS_MAX] = { 0 };
	fen sum = 0;

	for (int i = 0; i < q->count; i++) {
		const struct plan_candidate *c = &q->candidates[i];

		if (!(chosen >> i & 1))
			continue;
		sum += c->value;
		if (c->living > living[c->year])
			living[c->year] = c->living;
	}
	for (int y = 0; y < q->year_count; y++)
		sum += living[y];
	return sum;
}

static bool better(const struct plan_set *a, const struct plan_set *b)
{
	uint64_t differ = a->chosen ^ b->chosen;

	if (a->sum != b->sum)
		return a->sum > b->sum;
	if (a->overlaps != b->overlaps)
		return a->overlaps < b->overlaps;
	if (a->size != b->size)
		return a->size < b->size;
	return differ && a->chosen & (differ & ~(differ - 1));
}

static int count_overlaps(const struct plan_search *s, uint64_t chosen)
{
	int twice = 0;

	for (int i = 0; i < s->q->count; i++) {
		if (chosen >> i & 1)
			twice += __builtin_popcountll(s->meets[i] & chosen);
	}
	return twice / 2;
}

static void take(struct plan_search *s, uint64_t chosen, int size)
{
	struct plan_set set = { chosen, size, count_overlaps(s, chosen), plan_sum(s->q, chosen) };

	if (s->forbidden && !(chosen & ~s->forbidden))
		return;
	if (!s->found || better(&set, &s->best)) {
		s->best = set;
		s->found = true;
	}
}

/* What could still be added: the next best values, as many as there are slots. */
static fen bound(const struct plan_search *s, int from, int slots, fen value)
{
	for (int i = from; i < s->q->count && slots > 0; i++, slots--)
		value += s->q->candidates[s->order[i]].value;
	return value + s->living_bound;
}

static bool hopeless(const struct plan_search *s, fen most)
{
	if (!s->found)
		return false;
	return s->steps > PATIENCE ? most <= s->best.sum : most < s->best.sum;
}

/* Depth is at most the number of candidates. */
static void search(struct plan_search *s, int at, uint64_t chosen, int size, fen value, int *slots)
{
	int open = 0, which;
	const struct plan_candidate *c;

	s->steps++;
	for (int y = 0; y < s->q->year_count; y++)
		open += slots[y];
	if (at == s->q->count || open == 0) {
		take(s, chosen, size);
		return;
	}
	if (hopeless(s, bound(s, at, open, value)))
		return;
	which = s->order[at];
	c = &s->q->candidates[which];
	if (slots[c->year] > 0 && !(chosen & s->clash[which])) {
		slots[c->year]--;
		search(s, at + 1, chosen | (uint64_t)1 << which, size + 1, value + c->value, slots);
		slots[c->year]++;
	}
	search(s, at + 1, chosen, size, value, slots);
}

static void prepare(struct plan_search *s)
{
	const struct plan_question *q = s->q;
	fen living[PLAN_YEARS_MAX] = { 0 };

	for (int i = 0; i < q->count; i++) {
		const struct plan_candidate *c = &q->candidates[i];
		int at = i;

		assert(c->year >= 0 && c->year < q->year_count && c->value >= 0 && c->living >= 0);
		for (; at > 0 && q->candidates[s->order[at - 1]].value < c->value; at--)
			s->order[at] = s->order[at - 1];
		s->order[at] = i;
		if (c->living > living[c->year])
			living[c->year] = c->living;
		for (int j = 0; j < q->count; j++) {
			if (j != i && !plan_compatible(c, &q->candidates[j]))
				s->clash[i] |= (uint64_t)1 << j;
			if (j != i && plan_overlap(c, &q->candidates[j]))
				s->meets[i] |= (uint64_t)1 << j;
		}
	}
	for (int y = 0; y < q->year_count; y++)
		s->living_bound += living[y];
}

static bool run(struct plan_search *s, uint64_t forbidden)
{
	int slots[PLAN_YEARS_MAX];

	for (int y = 0; y < s->q->year_count; y++)
		slots[y] = s->q->years[y].slots > 0 ? s->q->years[y].slots : 0;
	s->forbidden = forbidden;
	s->found = false;
	s->steps = 0;
	search(s, 0, 0, 0, 0, slots);
	return s->found;
}

/* The best set in which nothing runs at the same time. */
static struct plan_set find_attendable(struct plan_search *s)
{
	for (int i = 0; i < s->q->count; i++)
		s->clash[i] |= s->meets[i];
	return run(s, 0) ? s->best : (struct plan_set){ 0 };
}

void plan_find(const struct plan_question *question, struct plan *ret_plan)
{
	struct plan_search s = { .q = question };
	struct plan plan = { 0 };

	assert(question->count <= PLAN_CANDIDATES_MAX);
	prepare(&s);
	if (run(&s, 0))
		plan.best = s.best;
	/* Nothing but the empty set lies inside an empty best set. */
	plan.has_runner_up = run(&s, plan.best.chosen | (uint64_t)1 << 63) &&
			     s.best.chosen != plan.best.chosen && s.best.size > 0;
	if (plan.has_runner_up)
		plan.runner_up = s.best;
	plan.attendable = plan.best.overlaps > 0 ? find_attendable(&s) : plan.best;
	*ret_plan = plan;
}
