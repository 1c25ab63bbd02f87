#include "policy/change.h"

#include "policy/pack.h"
#include "policy/traversal.h"

#include <stdlib.h>
#include <string.h>

#define MOVES_MAX 64

struct change_search {
	const struct pack *pack;
	const struct policy_case *before;
	int benefit;
	int count;
	struct change moves[MOVES_MAX];	/* all there are; the date's in rising order */
	struct change_list *list;
	struct policy_case after;
	struct values v;
};

/* ---- what can be moved ---- */

static void offer(struct change_search *s, struct change move)
{
	for (int i = 0; i < s->count; i++) {
		const struct change *m = &s->moves[i];

		if (m->fact == move.fact && m->number == move.number &&
		    date_compare(m->from, move.from) == 0)
			return;
	}
	if (s->count < MOVES_MAX)
		s->moves[s->count++] = move;
}

/*
 * To any choice that the condition names; away from one that it names, to the first that it
 * does not.
 */
static void offer_choices(struct change_search *s, int fact, const struct step *step)
{
	int64_t now = s->before->facts.at[fact].number;
	bool away = step->yes >> now & 1;

	for (int i = 0; i < s->pack->facts[fact].choice_count; i++) {
		bool named = step->yes >> i & 1, open = step->unsure >> i & 1;

		if (away ? named || open : !named)
			continue;
		offer(s, (struct change){ .fact = fact, .number = i });
		if (away)
			return;
	}
}

/* A permit can be renewed to any later day: that it covers the day is enough. */
static void offer_fact(struct change_search *s, int fact, const struct step *step)
{
	const struct fact *now = &s->before->facts.at[fact];
	const struct pack_fact *about = &s->pack->facts[fact];

	if (!s->pack->fact_more[fact].changeable || !fact_known(now))
		return;
	if (about->type == FACT_BOOL)
		offer(s, (struct change){ .fact = fact, .number = !now->number });
	else if (about->type == FACT_DATE && now->number < date_to_days(s->before->date))
		offer(s, (struct change){ .fact = fact, .number = date_to_days(s->before->date) });
	else if (step->op == OP_IS)
		offer_choices(s, fact, step);
}

static void offer_facts(struct change_search *s)
{
	struct traversal w = { .pack = s->pack };
	int at;

	traversal_start(&w, s->pack->benefits[s->benefit].root);
	while ((at = traversal_pop(&w)) >= 0) {
		const struct step *step = &s->pack->steps[at];

		if (step->op == OP_FACT || step->op == OP_IS || step->op == OP_KNOWN_AS)
			offer_fact(s, step->index, step);
		for (int i = 0; i < step->kid_count; i++)
			traversal_push(&w, s->pack->kids[step->kid_first + i]);
	}
}

static void offer_day(struct change_search *s, int64_t day)
{
	struct change move = { .fact = -1, .number = 0 };
	int at = s->count;

	if (day <= date_to_days(s->before->date) || day > date_to_days(s->before->date) + 3700)
		return;
	move.from = date_from_days((int32_t)day);
	for (int i = 0; i < s->count; i++) {
		if (s->moves[i].fact < 0 && date_compare(s->moves[i].from, move.from) == 0)
			return;
	}
	if (s->count == MOVES_MAX)
		return;
	for (; at > 0 && s->moves[at - 1].fact < 0 &&
	     date_compare(s->moves[at - 1].from, move.from) > 0; at--)
		s->moves[at] = s->moves[at - 1];
	s->moves[at] = move;
	s->count++;
}

/* Days on which something can turn: new years, the dates of the case and those of the pack. */
static void offer_days(struct change_search *s)
{
	for (int year = 1; year <= 3; year++)
		offer_day(s, date_to_days((struct date){ (int16_t)(s->before->date.year + year),
							 1, 1 }));
	for (int i = 0; i < s->pack->fact_count; i++) {
		if (s->pack->facts[i].type == FACT_DATE && fact_known(&s->before->facts.at[i]))
			offer_day(s, s->before->facts.at[i].number);
	}
	for (int i = 0; i < s->pack->step_count; i++) {
		if (s->pack->steps[i].op == OP_NUMBER && s->pack->steps[i].measure == MEASURE_DATE)
			offer_day(s, s->pack->steps[i].number);
	}
	if (date_is_set(s->before->issue_date))
		offer_day(s, date_to_days(s->before->issue_date));
}

/* ---- trying ---- */

void policy_apply_changes(const struct change_set *set, struct policy_case *c)
{
	for (int i = 0; i < set->count; i++) {
		const struct change *change = &set->changes[i];

		if (change->fact < 0)
			c->date = change->from;
		else
			c->facts.at[change->fact] = (struct fact){ .source = FACT_DECLARED,
								   .number = change->number };
	}
}

static bool same_change(const struct change *a, const struct change *b)
{
	if (a->fact < 0 || b->fact < 0)
		return a->fact < 0 &&
		       b->fact < 0; /* a later day adds nothing to an earlier one */
	return a->fact == b->fact && a->number == b->number;
}

/*
 * Does a set that was found already lie inside this one, and lead as far?  An earlier day that
 * leaves the outcome open does not stand in the way of a later one that settles it.
 */
static bool covered(const struct change_list *list, const struct change_set *set)
{
	for (int i = 0; i < list->count; i++) {
		const struct change_set *known = &list->sets[i];
		int inside = 0;

		for (int k = 0; k < known->count; k++) {
			for (int j = 0; j < set->count; j++)
				inside += same_change(&known->changes[k], &set->changes[j]);
		}
		if (inside == known->count && (known->becomes == OUTCOME_ELIGIBLE ||
					       set->becomes == OUTCOME_UNDETERMINED))
			return true;
	}
	return false;
}

/* A yes takes the place of the last set that leaves the outcome open. */
static void make_room(struct change_list *list)
{
	int at = list->count - 1;

	while (at >= 0 && list->sets[at].becomes == OUTCOME_ELIGIBLE)
		at--;
	if (at < 0)
		return;
	list->count--;
	memmove(&list->sets[at], &list->sets[at + 1],
		(size_t)(list->count - at) * sizeof(list->sets[0]));
}

/*
 * On another day, but still open because the document's own time is: nobody is sent to a day
 * of which the document does not speak.
 */
static bool leads_out_of_time(struct change_search *s, const struct change_set *set)
{
	struct decision d;
	bool moved = false;

	for (int i = 0; i < set->count; i++)
		moved = moved || set->changes[i].fact < 0;
	if (!moved || set->becomes == OUTCOME_ELIGIBLE)
		return false;
	decide_from_values(s->pack, &s->after, &s->v, s->benefit, &d);
	for (int i = 0; i < d.reason_count; i++) {
		if (d.reasons[i].period && d.reasons[i].value == TRI_UNKNOWN)
			return true;
	}
	return false;
}

static void try_set(struct change_search *s, struct change_set *set)
{
	enum tri value;

	s->after = *s->before;
	policy_apply_changes(set, &s->after);
	values_evaluate(s->pack, &s->after, &s->v);
	value = (enum tri)s->v.tri[s->pack->benefits[s->benefit].root];
	if (value == TRI_FALSE)
		return;
	set->becomes = value == TRI_TRUE ? OUTCOME_ELIGIBLE : OUTCOME_UNDETERMINED;
	if (covered(s->list, set) || leads_out_of_time(s, set))
		return;
	if (s->list->count == CHANGE_SETS_MAX) {
		s->list->more = true;
		if (set->becomes == OUTCOME_ELIGIBLE)
			make_room(s->list);
	}
	if (s->list->count < CHANGE_SETS_MAX)
		s->list->sets[s->list->count++] = *set;
}

static bool clashes(const struct change_set *set, const struct change *move)
{
	for (int i = 0; i < set->count; i++) {
		if (set->changes[i].fact == move->fact)
			return true;
	}
	return false;
}

/* Every set of just `size` moves; depth is at most CHANGE_SIZE_MAX. */
static void try_size(struct change_search *s, struct change_set *set, int from, int size)
{
	if (set->count == size) {
		try_set(s, set);
		return;
	}
	for (int i = from; i < s->count; i++) {
		if (clashes(set, &s->moves[i]))
			continue;
		set->changes[set->count++] = s->moves[i];
		try_size(s, set, i + 1, size);
		set->count--;
	}
}

static bool reaches_yes(const struct change_list *list)
{
	for (int i = 0; i < list->count; i++) {
		if (list->sets[i].becomes == OUTCOME_ELIGIBLE)
			return true;
	}
	return false;
}

void policy_changes(const struct pack *pack, const struct policy_case *c, int benefit,
		    struct change_list *ret_list)
{
	struct change_search *s = calloc(1, sizeof(*s));
	struct change_list list = { 0 };
	struct change_set set = { 0 };

	if (!s)
		abort();
	s->pack = pack;
	s->before = c;
	s->benefit = benefit;
	s->list = &list;
	values_evaluate(pack, c, &s->v);
	if (s->v.tri[pack->benefits[benefit].root] == TRI_FALSE) {
		offer_days(s);
		offer_facts(s);
		for (int size = 1; size <= CHANGE_SIZE_MAX && !reaches_yes(&list); size++)
			try_size(s, &set, 0, size);
	}
	free(s);
	*ret_list = list;
}
