#include "policy/pack.h"
#include "policy/traversal.h"

#include <assert.h>
#include <string.h>

/*
 * Where the rule is cited already; else the next free place, or NULL.  A rule's id is the pack's
 * own and stands there once: the same address is the same rule.
 */
static struct reason *place_of(struct decision *d, const char *rule, enum tri value)
{
	for (int i = 0; i < d->reason_count; i++) {
		if (d->reasons[i].rule == rule && d->reasons[i].value == value)
			return &d->reasons[i];
	}
	return d->reason_count < REASONS_MAX ? &d->reasons[d->reason_count] : NULL;
}

/* A rule is cited once; where it was only cited along with another, its own words come in. */
static void add_reason(struct traversal *w, int rule, const struct step *step, enum tri value,
		       bool also)
{
	const struct pack_saying *saying = step && step->saying >= 0 ?
		&w->pack->sayings[step->saying] : NULL;
	struct decision *d = w->d;
	struct reason *reason = place_of(d, w->pack->rules[rule].id, value);
	bool fresh = reason && reason == &d->reasons[d->reason_count];

	if (!reason || (!fresh && (also || !reason->also)))
		return;
	d->reason_count += fresh;
	*reason = (struct reason){
		.rule = w->pack->rules[rule].id,
		.value = value,
		.words = saying ? saying->by_value[value] : w->pack->rules[rule].words,
		.private = step && step->private,
		.also = also,
		.period = saying && saying->period,
		.ledger = step && (step->op == OP_COUNT || step->op == OP_UNREPEATED),
		.instead = saying && saying->lasting ? &saying->instead : NULL,
	};
}

static void add_own_rules(struct traversal *w, const struct step *step, enum tri value)
{
	for (int i = 0; i < step->rule_count; i++)
		add_reason(w, w->pack->rule_refs[step->rule_first + i], step, value, i > 0);
}

static void add_reading(struct traversal *w, const struct step *step)
{
	struct decision *d = w->d;

	if (step->reading < 0 || d->reading_count == DECISION_READINGS_MAX)
		return;
	for (int i = 0; i < d->reading_count; i++) {
		if (strcmp(d->readings[i], w->pack->readings[step->reading].id) == 0)
			return;
	}
	d->readings[d->reading_count++] = w->pack->readings[step->reading].id;
}

static void note_declared(struct traversal *w, const struct step *step)
{
	if (step->op == OP_FACT && w->pack->facts[step->index].certified &&
	    w->c->facts.at[step->index].source == FACT_DECLARED)
		w->d->provisional = true;
}

/* An override that names one of the step's parameters is cited, applied or not. */
static void note_overrides(struct traversal *w, const struct step *step)
{
	for (int i = 0; i < step->kid_count; i++) {
		const struct step *kid = &w->pack->steps[w->pack->kids[step->kid_first + i]];

		if (kid->op == OP_PARAM && w->v->overridden[kid->index] &&
		    w->pack->override_rule >= 0)
			add_reason(w, w->pack->override_rule, NULL, TRI_TRUE, true);
	}
}

static void note_revoked(struct traversal *w, const struct step *step)
{
	const struct pack *pack = w->pack;
	bool revoked = false;
	int rule = -1;

	if (step->op == OP_COUNT) {
		int day = pack->kids[step->kid_first];

		rule = pack->counts[step->index].revoked_rule;
		if (w->v->low[day] == w->v->high[day])
			revoked = ledger_count(&pack->counts[step->index], &w->c->history,
					       w->v->low[day]).revoked;
	} else if (step->op == OP_UNREPEATED) {
		rule = pack->repeats[step->index].revoked_rule;
		ledger_unrepeated(pack, &pack->repeats[step->index], w->c, &revoked);
	}
	if (revoked && rule >= 0)
		add_reason(w, rule, step, TRI_UNKNOWN, true);
}

/* The kids that made an all or any what it is. */
static void push_deciding(struct traversal *w, const struct step *step, enum tri value)
{
	bool all = (step->op == OP_ALL) == (value == TRI_TRUE);

	for (int i = step->kid_count - 1; i >= 0; i--) {
		int kid = w->pack->kids[step->kid_first + i];

		if ((all && value != TRI_UNKNOWN) || (enum tri)w->v->tri[kid] == value)
			traversal_push(w, kid);
	}
}

static void push_all(struct traversal *w, const struct step *step)
{
	for (int i = step->kid_count - 1; i >= 0; i--)
		traversal_push(w, w->pack->kids[step->kid_first + i]);
}

/* Is the step silent: does it stand aside in this case? */
static bool stands_aside(const struct traversal *w, const struct step *step, enum tri value)
{
	switch ((enum op)step->op) {
	case OP_CLAIM:
		return w->c->stage == STAGE_PLAN;
	case OP_WHEN:
		return w->v->tri[w->pack->kids[step->kid_first]] == TRI_FALSE;
	case OP_STAFF_IF:
		return value == TRI_TRUE;
	default:
		return false;
	}
}

static void explain_step(struct traversal *w, int at)
{
	const struct step *step = &w->pack->steps[at];
	enum tri value = (enum tri)w->v->tri[at];

	if (stands_aside(w, step, value))
		return;
	add_own_rules(w, step, value);
	add_reading(w, step);
	note_declared(w, step);
	note_overrides(w, step);
	if (value == TRI_UNKNOWN)
		note_revoked(w, step);
	if (step->op == OP_ALL || step->op == OP_ANY)
		push_deciding(w, step, value);
	else if (step->op == OP_WHEN)
		traversal_push(w, w->pack->kids[step->kid_first + 1]);
	else if (step->op != OP_COMPARE && step->op != OP_COUNT)
		push_all(w, step);
}

static void explain(struct traversal *w, int root)
{
	int at;

	traversal_start(w, root);
	while ((at = traversal_pop(w)) >= 0)
		explain_step(w, at);
}

/* ---- what is missing ---- */

static void add_missing(struct traversal *w, int fact)
{
	struct decision *d = w->d;

	if (fact_known(&w->c->facts.at[fact]) || d->missing_count == MISSING_MAX)
		return;
	for (int i = 0; i < d->missing_count; i++) {
		if (d->missing[i] == fact)
			return;
	}
	d->missing[d->missing_count++] = fact;
}

static void miss_ledger(struct traversal *w, const struct step *step)
{
	if (!w->c->history.known || !w->c->history.complete)
		w->d->missing_history = true;
	if (step->op == OP_UNREPEATED) {
		add_missing(w, w->pack->repeats[step->index].occupation);
		add_missing(w, w->pack->repeats[step->index].level);
	}
}

static void push_open(struct traversal *w, const struct step *step)
{
	for (int i = step->kid_count - 1; i >= 0; i--) {
		int kid = w->pack->kids[step->kid_first + i];

		if (traversal_is_open(w, kid))
			traversal_push(w, kid);
	}
}

static void miss_step(struct traversal *w, int at)
{
	const struct step *step = &w->pack->steps[at];

	switch ((enum op)step->op) {
	case OP_FACT:
	case OP_IS:
	case OP_KNOWN_AS:
		add_missing(w, step->index);
		return;
	case OP_COUNT:
	case OP_UNREPEATED:
		miss_ledger(w, step);
		return;
	case OP_CHOOSE:
		add_missing(w, step->index);
		break;
	case OP_ISSUED:
		w->d->missing_issue_date = true;
		return;
	case OP_BY_STAGE:
		traversal_push(w, w->pack->kids[step->kid_first + (w->c->stage == STAGE_CLAIM)]);
		return;
	default:
		break;
	}
	push_open(w, step);
}

static void find_missing(struct traversal *w, int root)
{
	int at;

	if (!traversal_is_open(w, root))
		return;
	traversal_start(w, root);
	while ((at = traversal_pop(w)) >= 0)
		miss_step(w, at);
}

/* ---- amounts ---- */

/* An uplift of surely nothing is not cited. */
static bool adds_nothing(const struct traversal *w, const struct step *step, int at)
{
	return step->measure == MEASURE_PERCENT && w->v->high[at] == 0;
}

static void explain_amount(struct traversal *w, int root)
{
	int at;

	traversal_start(w, root);
	while ((at = traversal_pop(w)) >= 0) {
		const struct step *step = &w->pack->steps[at];

		if (op_is_condition(step->op) || adds_nothing(w, step, at))
			continue;
		add_own_rules(w, step, TRI_TRUE);
		add_reading(w, step);
		note_overrides(w, step);
		push_all(w, step);
	}
}

/* A minimum that one kid surely attains rests on that kid's data alone. */
static int sure_minimum(const struct traversal *w, const struct step *step)
{
	for (int i = 0; i < step->kid_count; i++) {
		int64_t most = w->v->high[w->pack->kids[step->kid_first + i]];
		bool sure = true;

		for (int j = 0; j < step->kid_count && sure; j++)
			sure = j == i || most <= w->v->low[w->pack->kids[step->kid_first + j]];
		if (sure)
			return w->pack->kids[step->kid_first + i];
	}
	return -1;
}

/*
 * What the value rests on: the document alone, or data that is no part of it.
 * One number that was invented makes the whole a sample.
 */
static enum amount_label rests_on(struct traversal *w, int root)
{
	enum amount_label label = AMOUNT_DOCUMENT;
	int at;

	traversal_start(w, root);
	while ((at = traversal_pop(w)) >= 0) {
		const struct step *step = &w->pack->steps[at];
		int only = step->op == OP_MIN ? sure_minimum(w, step) : -1;

		if (step->op == OP_KNOWN_AS && w->pack->fact_more[step->index].sample) {
			if (!w->c->facts.at[step->index].official)
				return AMOUNT_SAMPLE;
			label = AMOUNT_OFFICIAL;
		}
		if (only >= 0)
			traversal_push(w, only);
		else if (!op_is_condition(step->op))
			push_all(w, step);
	}
	return label;
}

static void set_amount(struct traversal *w, int root, struct amount *amount)
{
	int64_t low = w->v->low[root], high = w->v->high[root];

	amount->known = low > 0 || high == 0;
	amount->value = low;
	amount->is_minimum = amount->known && low < high;
	amount->has_max = low < high && high < VALUE_HIGH;
	amount->max = amount->has_max ? high : 0;
	amount->label = rests_on(w, root);
	if (!amount->known && !amount->has_max)
		amount->label = AMOUNT_NONE;
}

static void set_rate(const struct traversal *w, const struct benefit *b, struct amount *amount)
{
	if (amount->known || b->rate < 0)
		return;
	amount->known = true;
	amount->per_day = true;
	amount->value = w->v->low[b->rate];
	amount->label = AMOUNT_DOCUMENT;
}

static bool is_exact(const struct traversal *w, int at)
{
	return w->v->low[at] == w->v->high[at];
}

/* By how much, and on which amount: said only where both are known. */
static void describe_uplift(struct traversal *w, int name, int chosen, int base)
{
	struct decision *d = w->d;

	d->uplift_name = w->pack->uplifts[name];
	if (base < 0 || !is_exact(w, base) || !is_exact(w, chosen) ||
	    !w->pack->uplift_words[name].in[LANG_ZH_HANS])
		return;
	d->uplift_words = &w->pack->uplift_words[name];
	d->uplift_pct = (int)w->v->low[chosen];
	d->uplift_base = w->v->low[base];
}

static void set_uplift(struct traversal *w, int root)
{
	int at, base = -1;

	traversal_start(w, root);
	while ((at = traversal_pop(w)) >= 0) {
		const struct step *step = &w->pack->steps[at];
		int chosen = step->op == OP_MAX ? w->v->chosen[at] : at;
		int name = w->pack->steps[chosen].name;

		if (step->op == OP_PERCENT)
			base = w->pack->kids[step->kid_first];
		if (name >= 0 && step->op == OP_MAX && w->v->low[chosen] > 0)
			describe_uplift(w, name, chosen, base);
		if (!op_is_condition(step->op))
			push_all(w, step);
	}
}

/* What it comes to, or would come to: nothing of how. */
static void sum_up(struct traversal *w, const struct benefit *b, struct amount *amount)
{
	set_amount(w, b->amount, amount);
	amount->is_fee = b->shown.paid_to == PAYEE_NOBODY;
	set_rate(w, b, amount);
}

static void decide_amount(struct traversal *w, const struct benefit *b)
{
	struct decision *d = w->d;

	if (b->amount < 0 || d->outcome == OUTCOME_NOT_ELIGIBLE)
		return;
	sum_up(w, b, d->outcome == OUTCOME_ELIGIBLE ? &d->amount : &d->prospect);
	if (d->outcome != OUTCOME_ELIGIBLE)
		return;
	explain_amount(w, b->amount);
	find_missing(w, b->amount);
	set_uplift(w, b->amount);
}

/* ---- the rest of a decision ---- */

static void decide_remaining(struct traversal *w, const struct benefit *b)
{
	const struct step *step;
	struct ledger_count sum;
	int day, most, limit;

	if (b->remaining < 0)
		return;
	step = &w->pack->steps[b->remaining];
	day = w->pack->kids[step->kid_first];
	most = w->pack->kids[step->kid_first + 1];
	if (w->v->low[day] != w->v->high[day] || w->v->low[most] != w->v->high[most])
		return;
	limit = (int)w->v->low[most];
	sum = ledger_count(&w->pack->counts[step->index], &w->c->history, w->v->low[day]);
	w->d->year_limit = limit;
	w->d->year_granted = sum.low;
	w->d->year_most = sum.high;
	w->d->surely_left = sum.high < 0 || sum.high >= limit ? 0 : limit - sum.high;
	if (sum.low >= limit)
		w->d->remaining_this_year = 0;
	else if (sum.high == sum.low)
		w->d->remaining_this_year = limit - sum.low;
}

static int months(const struct traversal *w, const struct benefit *b)
{
	if (b->months < 0 || w->v->low[b->months] != w->v->high[b->months])
		return -1;
	return (int)w->v->low[b->months];
}

static void decide_process(struct traversal *w, const struct benefit *b)
{
	const struct process *process;
	const struct fact *done;

	if (b->process < 0)
		return;
	process = &w->pack->processes[b->process];
	done = &w->c->facts.at[process->fact];
	if (!fact_known(done))
		return;
	for (int i = 0; i < process->step_count && !w->d->next_step; i++) {
		if (!(done->number >> (b->process * PROCESS_STEPS_MAX + i) & 1))
			w->d->next_step = process->steps[i];
	}
	add_reason(w, process->rule, NULL, TRI_TRUE, false);
}

static enum outcome outcome_of(enum tri value)
{
	static const enum outcome outcomes[] = {
		[TRI_UNKNOWN] = OUTCOME_UNDETERMINED,
		[TRI_FALSE] = OUTCOME_NOT_ELIGIBLE,
		[TRI_TRUE] = OUTCOME_ELIGIBLE,
	};
	return outcomes[value];
}

void decide_from_values(const struct pack *pack, const struct policy_case *c,
			const struct values *v, int benefit, struct decision *ret_decision)
{
	const struct benefit *b = &pack->benefits[benefit];
	struct decision *d = ret_decision;
	struct traversal w;

	*d = (struct decision){ .remaining_this_year = -1, .surely_left = -1,
				.year_limit = -1, .year_granted = -1, .year_most = -1 };
	w.pack = pack;
	w.c = c;
	w.v = v;
	w.d = d;
	d->outcome = outcome_of((enum tri)v->tri[b->root]);
	explain(&w, b->root);
	find_missing(&w, b->root);
	decide_amount(&w, b);
	decide_remaining(&w, b);
	if (b->rate >= 0 && d->outcome != OUTCOME_NOT_ELIGIBLE)
		d->day_rate = v->low[b->rate];
	d->months_remaining = months(&w, b);
	decide_process(&w, b);
}

void decide_sum(const struct pack *pack, const struct policy_case *c, const struct values *v,
		int benefit, enum outcome *ret_outcome, struct amount *ret_amount)
{
	const struct benefit *b = &pack->benefits[benefit];
	struct traversal w;

	w.pack = pack;
	w.c = c;
	w.v = v;
	*ret_outcome = outcome_of((enum tri)v->tri[b->root]);
	*ret_amount = (struct amount){ 0 };
	if (b->amount >= 0 && *ret_outcome != OUTCOME_NOT_ELIGIBLE)
		sum_up(&w, b, ret_amount);
}

void policy_decide(const struct pack *pack, const struct policy_case *c,
		   int benefit, struct decision *ret_decision)
{
	struct values v;

	assert(benefit >= 0 && benefit < pack->benefit_count);
	values_evaluate(pack, c, &v);
	decide_from_values(pack, c, &v, benefit, ret_decision);
}

void policy_decide_all(const struct pack *pack, const struct policy_case *c,
		       policy_decided *tell, void *user)
{
	struct decision decision;
	struct values v;

	values_evaluate(pack, c, &v);
	for (int i = 0; i < pack->benefit_count; i++) {
		decide_from_values(pack, c, &v, i, &decision);
		tell(user, i, &decision);
	}
}
