/*
 * Which facts of a group still bear on something.  Each is looked at under every
 * way the others of its page may be answered: one of them may settle alone what
 * the rest would only have helped to settle.
 */
#include "policy/pack.h"
#include "policy/traversal.h"

#include <assert.h>
#include <string.h>

/* Beyond as many open facts a group is asked whole: 2^n evaluations must stay within a frame. */
#define TRIED_MAX 10

struct trial {
	const struct pack *pack;
	const bool *wanted;
	struct policy_case c;
	struct values v;
	int other_count;
	int others[TRIED_MAX];
};

static bool is_leaf_of(const struct step *step, int fact)
{
	return (step->op == OP_FACT || step->op == OP_IS || step->op == OP_KNOWN_AS) &&
	       step->index == fact;
}

/* A way of nothing but open conditions leads from the root to the fact. */
static bool reaches(const struct trial *t, int root, int fact)
{
	struct traversal w = { .pack = t->pack, .c = &t->c, .v = &t->v };
	int at;

	traversal_start(&w, root);
	while ((at = traversal_pop(&w)) >= 0) {
		const struct step *step = &t->pack->steps[at];

		if (!traversal_is_open(&w, at))
			continue;
		if (is_leaf_of(step, fact))
			return true;
		for (int i = 0; i < step->kid_count; i++)
			traversal_push(&w, t->pack->kids[step->kid_first + i]);
	}
	return false;
}

static bool bears_now(struct trial *t, int fact)
{
	values_evaluate(t->pack, &t->c, &t->v);
	for (int i = 0; i < t->pack->benefit_count; i++) {
		if (t->wanted[i] && reaches(t, t->pack->benefits[i].root, fact))
			return true;
	}
	return false;
}

static void answer_others(struct trial *t, int way)
{
	for (int i = 0; i < t->other_count; i++)
		fact_state(&t->c.facts.at[t->others[i]], FACT_DECLARED, way >> i & 1, t->c.date);
}

/* With the others open more is open than with any answers: what is closed then stays closed. */
static bool bears(const struct trial *asked, const struct policy_case *c, int fact)
{
	struct trial t = *asked;

	t.c = *c;
	t.other_count = 0;
	if (!bears_now(&t, fact))
		return false;
	for (int i = 0; i < asked->other_count; i++) {
		if (asked->others[i] != fact)
			t.others[t.other_count++] = asked->others[i];
	}
	for (int way = 0; way < 1 << t.other_count; way++) {
		answer_others(&t, way);
		if (bears_now(&t, fact))
			return true;
	}
	return false;
}

/* What can be answered with yes or no and is not known. */
static int open_facts(const struct pack *pack, const struct policy_case *c, int group,
		      int ret_facts[FACTS_MAX])
{
	const struct pack_group *g = &pack->groups[group];
	int count = 0;

	for (int i = 0; i < g->fact_count; i++) {
		if (pack_asks(&pack->facts[g->facts[i]], c->stage) &&
		    !fact_known(&c->facts.at[g->facts[i]]))
			ret_facts[count++] = g->facts[i];
	}
	return count;
}

int policy_bearing(const struct pack *pack, const struct policy_case *c, const bool *wanted,
		   int group, int ret_facts[FACTS_MAX])
{
	struct trial t = { .pack = pack, .wanted = wanted };
	int count = 0;

	assert(group >= 0 && group < pack->group_count);
	t.other_count = open_facts(pack, c, group, ret_facts);
	if (t.other_count > TRIED_MAX)
		return t.other_count;
	memcpy(t.others, ret_facts, sizeof(int) * (size_t)t.other_count);
	for (int i = 0; i < t.other_count; i++) {
		if (bears(&t, c, t.others[i]))
			ret_facts[count++] = t.others[i];
	}
	return count;
}
