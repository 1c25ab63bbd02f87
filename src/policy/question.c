#include "policy/pack.h"
#include "policy/traversal.h"

#include <limits.h>
#include <string.h>

/* How many of the wanted benefits each fact can still help to settle. */
struct question_tally {
	int live[FACTS_MAX];
};

static bool may_ask(const struct traversal *w, const bool *asked, int fact)
{
	return pack_asks(&w->pack->facts[fact], w->c->stage) && !asked[fact] &&
	       !fact_known(&w->c->facts.at[fact]);
}

static void tally_fact(const struct traversal *w, const bool *asked, int fact,
		       struct question_tally *tally)
{
	if (may_ask(w, asked, fact))
		tally->live[fact]++;
}

/*
 * Of an unknown "all" only the first part that a question can still move is
 * followed: the rural question waits until someone is a 两后生 at all, and the
 * groups wait until the general condition is settled.
 */
static bool has_question(const struct traversal *outer, const bool *asked, int root)
{
	struct traversal w = { .pack = outer->pack, .c = outer->c, .v = outer->v };
	int at;

	traversal_start(&w, root);
	while ((at = traversal_pop(&w)) >= 0) {
		const struct step *step = &w.pack->steps[at];
		bool leaf = step->op == OP_FACT || step->op == OP_IS || step->op == OP_KNOWN_AS ||
			    step->op == OP_CHOOSE;

		if (!traversal_is_open(&w, at))
			continue;
		if (leaf && may_ask(&w, asked, step->index))
			return true;
		for (int i = 0; i < step->kid_count; i++)
			traversal_push(&w, w.pack->kids[step->kid_first + i]);
	}
	return false;
}

static void push_first(struct traversal *w, const bool *asked, const struct step *step)
{
	for (int i = 0; i < step->kid_count; i++) {
		int kid = w->pack->kids[step->kid_first + i];

		if (traversal_is_open(w, kid) && has_question(w, asked, kid)) {
			traversal_push(w, kid);
			return;
		}
	}
}

static void push_every(struct traversal *w, const struct step *step)
{
	for (int i = 0; i < step->kid_count; i++) {
		int kid = w->pack->kids[step->kid_first + i];

		if (traversal_is_open(w, kid))
			traversal_push(w, kid);
	}
}

static void tally_benefit(struct traversal *w, const bool *asked, int root,
			  struct question_tally *tally)
{
	int at;

	traversal_start(w, root);
	while ((at = traversal_pop(w)) >= 0) {
		const struct step *step = &w->pack->steps[at];

		switch ((enum op)step->op) {
		case OP_FACT:
		case OP_IS:
		case OP_KNOWN_AS:
			tally_fact(w, asked, step->index, tally);
			break;
		case OP_ALL:
			push_first(w, asked, step);
			break;
		default:
			push_every(w, step);
			break;
		}
	}
}

/* The facts of a screen count together: what the best of them moves. */
static int live_count(const struct pack *pack, const struct question_tally *tally, int fact)
{
	const struct pack_group *group;
	int most = tally->live[fact];

	if (pack->facts[fact].group < 0)
		return most;
	group = &pack->groups[pack->facts[fact].group];
	for (int i = 0; i < group->fact_count; i++) {
		if (tally->live[group->facts[i]] > most)
			most = tally->live[group->facts[i]];
	}
	return most;
}

/*
 * Turn first (what the pack puts in front), then what it moves, then what it costs to answer,
 * then the turn within.
 */
static bool better(const struct pack *pack, const struct question_tally *tally, int a, int b)
{
	const struct fact_more *more = pack->fact_more;
	int rank_a = more[a].turn / 100, rank_b = more[b].turn / 100;
	int live_a = live_count(pack, tally, a), live_b = live_count(pack, tally, b);

	if (rank_a != rank_b)
		return rank_a < rank_b;
	if (live_a != live_b)
		return live_a > live_b;
	if (pack->facts[a].sensitive != pack->facts[b].sensitive)
		return pack->facts[b].sensitive;
	return more[a].turn < more[b].turn;
}

/* "Out of work?" also answers the register's question: where it serves as well, it comes first. */
static void prefer_wider(const struct pack *pack, struct question_tally *tally)
{
	for (int i = 0; i < pack->fact_count; i++) {
		int also = pack->fact_more[i].also_false;

		if (also >= 0 && tally->live[i] > 0 && tally->live[i] >= tally->live[also])
			tally->live[also] = 0;
	}
}

static bool any_live(const struct pack_group *group, const struct question_tally *tally)
{
	for (int i = 0; i < group->fact_count; i++) {
		if (tally->live[group->facts[i]] > 0)
			return true;
	}
	return false;
}

/* Of a group only what can still change something is worth its page. */
static void drop_moot(const struct pack *pack, const struct policy_case *c, const bool *wanted,
		      struct question_tally *tally)
{
	for (int i = 0; i < pack->group_count; i++) {
		int bearing[FACTS_MAX], kept[FACTS_MAX] = { 0 }, count;

		if (!any_live(&pack->groups[i], tally))
			continue;
		count = policy_bearing(pack, c, wanted, i, bearing);
		for (int j = 0; j < count; j++)
			kept[bearing[j]] = tally->live[bearing[j]];
		for (int j = 0; j < pack->groups[i].fact_count; j++)
			tally->live[pack->groups[i].facts[j]] = kept[pack->groups[i].facts[j]];
	}
}

int policy_next_question(const struct pack *pack, const struct policy_case *c,
			 const bool *wanted, const bool *asked)
{
	struct values v;
	struct traversal w = { .pack = pack, .c = c, .v = &v };
	struct question_tally tally = { 0 };
	int best = -1;

	values_evaluate(pack, c, &v);
	for (int i = 0; i < pack->benefit_count; i++) {
		if (wanted[i] && traversal_is_open(&w, pack->benefits[i].root))
			tally_benefit(&w, asked, pack->benefits[i].root, &tally);
	}
	prefer_wider(pack, &tally);
	drop_moot(pack, c, wanted, &tally);
	for (int i = 0; i < pack->fact_count; i++) {
		if (tally.live[i] > 0 && (best < 0 || better(pack, &tally, i, best)))
			best = i;
	}
	return best;
}
