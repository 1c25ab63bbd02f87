#include "policy/pack.h"

#include <assert.h>
#include <string.h>

/* One pass over the steps; each reads what stands before it. */
struct pass {
	const struct pack *pack;
	const struct policy_case *c;
	struct values *v;
	int64_t today;
};

static int kid(const struct pass *p, const struct step *step, int n)
{
	return p->pack->kids[step->kid_first + n];
}

static enum tri kid_tri(const struct pass *p, const struct step *step, int n)
{
	return (enum tri)p->v->tri[kid(p, step, n)];
}

static struct interval kid_span(const struct pass *p, const struct step *step, int n)
{
	int at = kid(p, step, n);

	return (struct interval){ p->v->low[at], p->v->high[at] };
}

/* ---- conditions ---- */

/* Which values occur among the kids: bits 1 << enum tri. */
static unsigned kid_values(const struct pass *p, const struct step *step)
{
	const int16_t *kids = &p->pack->kids[step->kid_first];
	unsigned values = 0;

	for (int i = 0; i < step->kid_count; i++)
		values |= 1u << p->v->tri[kids[i]];
	return values;
}

/*
 * By the values that occur, without a branch: which way a person falls is
 * nothing that a processor could guess.
 */
static enum tri eval_all(const struct pass *p, const struct step *step)
{
	static const uint8_t all[8] = {
		TRI_TRUE, TRI_UNKNOWN, TRI_FALSE, TRI_FALSE,
		TRI_TRUE, TRI_UNKNOWN, TRI_FALSE, TRI_FALSE,
	};
	return (enum tri)all[kid_values(p, step)];
}

static enum tri eval_any(const struct pass *p, const struct step *step)
{
	static const uint8_t any[8] = {
		TRI_FALSE, TRI_UNKNOWN, TRI_FALSE, TRI_UNKNOWN,
		TRI_TRUE, TRI_TRUE, TRI_TRUE, TRI_TRUE,
	};
	return (enum tri)any[kid_values(p, step)];
}

/* Without a branch: as above. */
static enum tri eval_fact(const struct fact *fact)
{
	int stated = TRI_FALSE + (fact->number != 0);

	return (enum tri)(stated & -(int)fact_known(fact));
}

/* Without a branch: as above.  A choice is one of 64; of an unknown fact the number is anything. */
static enum tri eval_is(const struct pass *p, const struct step *step)
{
	const struct fact *fact = &p->c->facts.at[step->index];
	uint64_t choice = (uint64_t)fact->number & 63;
	int stated = TRI_FALSE + (int)(step->yes >> choice & 1);
	int sure = (int)fact_known(fact) & (int)(~step->unsure >> choice & 1);

	return (enum tri)(stated & -sure);
}

static enum tri eval_compare(const struct pass *p, const struct step *step)
{
	struct interval a = kid_span(p, step, 0), b = kid_span(p, step, 1);

	switch ((enum relation)step->index) {
	case REL_LESS:
		return span_less(a, b);
	case REL_AT_MOST:
		return tri_not(span_less(b, a));
	case REL_AT_LEAST:
		return tri_not(span_less(a, b));
	case REL_MORE:
		return span_less(b, a);
	default:
		return span_equal(a, b);
	}
}

static enum tri eval_count(const struct pass *p, const struct step *step)
{
	const struct count *count = &p->pack->counts[step->index];
	struct interval day = kid_span(p, step, 0), limit = kid_span(p, step, 1);
	struct ledger_count sum;

	if (day.low != day.high)
		return TRI_UNKNOWN;
	sum = ledger_count(count, &p->c->history, day.low);
	if (sum.low >= limit.high)
		return TRI_FALSE;
	return sum.high >= 0 && sum.high < limit.low ? TRI_TRUE : TRI_UNKNOWN;
}

static enum tri eval_condition(const struct pass *p, const struct step *step)
{
	bool revoked;

	switch ((enum op)step->op) {
	case OP_ALL:
		return eval_all(p, step);
	case OP_ANY:
		return eval_any(p, step);
	case OP_NOT:
		return tri_not(kid_tri(p, step, 0));
	case OP_WHEN:
		return tri_or(tri_not(kid_tri(p, step, 0)), kid_tri(p, step, 1));
	case OP_CLAIM:
		return p->c->stage == STAGE_PLAN ? TRI_TRUE : kid_tri(p, step, 0);
	case OP_STAFF_IF:
		return kid_tri(p, step, 0) == TRI_TRUE ? TRI_UNKNOWN : TRI_TRUE;
	case OP_STAFF_UNLESS:
		return kid_tri(p, step, 0) == TRI_TRUE ? TRI_TRUE : TRI_UNKNOWN;
	case OP_FACT:
		return eval_fact(&p->c->facts.at[step->index]);
	case OP_IS:
		return eval_is(p, step);
	case OP_COMPARE:
		return eval_compare(p, step);
	case OP_COUNT:
		return eval_count(p, step);
	default:
		return ledger_unrepeated(p->pack, &p->pack->repeats[step->index], p->c, &revoked);
	}
}

/* ---- values ---- */

static struct interval unknown_span(const struct step *step)
{
	return (struct interval){ step->measure == MEASURE_DATE ? VALUE_LOW : 0, VALUE_HIGH };
}

static struct interval eval_fact_value(const struct pass *p, const struct step *step)
{
	const struct fact *fact = &p->c->facts.at[step->index];

	return fact_known(fact) ? span_exactly(fact->number) : unknown_span(step);
}

static struct interval eval_issued(const struct pass *p, const struct step *step)
{
	if (!date_is_set(p->c->issue_date))
		return unknown_span(step);
	return span_exactly(date_to_days(p->c->issue_date));
}

static struct interval eval_first_known(const struct pass *p, const struct step *step)
{
	for (int i = 0; i < step->kid_count; i++) {
		struct interval span = kid_span(p, step, i);

		if (span_is_exact(span))
			return span;
	}
	return unknown_span(step);
}

static struct interval eval_least(const struct pass *p, const struct step *step)
{
	struct interval least = kid_span(p, step, 0);

	for (int i = 1; i < step->kid_count; i++)
		least = span_least(least, kid_span(p, step, i));
	return least;
}

/* Of equals the first one counts as chosen. */
static struct interval eval_most(const struct pass *p, const struct step *step, int at)
{
	struct interval most = kid_span(p, step, 0);
	int chosen = 0;

	for (int i = 1; i < step->kid_count; i++) {
		struct interval span = kid_span(p, step, i);

		chosen = span.low > most.low ? i : chosen;
		most = span_most(most, span);
	}
	p->v->chosen[at] = (int16_t)kid(p, step, chosen);
	return most;
}

static struct interval eval_sum(const struct pass *p, const struct step *step)
{
	struct interval sum = span_exactly(0);

	for (int i = 0; i < step->kid_count; i++)
		sum = span_plus(sum, kid_span(p, step, i));
	return sum;
}

static struct interval eval_times(const struct pass *p, const struct step *step)
{
	struct interval all = span_exactly(1);

	for (int i = 0; i < step->kid_count; i++)
		all = span_times(all, kid_span(p, step, i));
	return all;
}

static struct interval eval_if(const struct pass *p, const struct step *step)
{
	enum tri which = kid_tri(p, step, 0);
	struct interval yes = kid_span(p, step, 1), no = kid_span(p, step, 2);

	if (which != TRI_UNKNOWN)
		return which == TRI_TRUE ? yes : no;
	return span_hull(yes, no);
}

static struct interval eval_choose(const struct pass *p, const struct step *step)
{
	const struct fact *fact = &p->c->facts.at[step->index];
	struct interval all = kid_span(p, step, 0);

	if (fact_known(fact))
		return kid_span(p, step, (int)fact->number);
	for (int i = 1; i < step->kid_count; i++)
		all = span_hull(all, kid_span(p, step, i));
	return all;
}

static struct interval eval_param(const struct pass *p, const struct step *step)
{
	const struct param *param = &p->pack->params[step->index];

	p->v->overridden[step->index] = false;
	if (param->version_count == 1 && p->c->override_count == 0)
		return span_exactly(param->versions[0].value);
	return param_span(param, p->c, kid_span(p, step, 0),
			  &p->v->overridden[step->index]);
}

static struct interval eval_by_kids(const struct pass *p, const struct step *step, int at)
{
	switch ((enum op)step->op) {
	case OP_FIRST_KNOWN:
		return eval_first_known(p, step);
	case OP_MIN:
		return eval_least(p, step);
	case OP_MAX:
		return eval_most(p, step, at);
	case OP_ADD:
		return eval_sum(p, step);
	case OP_MINUS:
		return span_minus(kid_span(p, step, 0), kid_span(p, step, 1));
	case OP_TIMES:
		return eval_times(p, step);
	case OP_IF:
		return eval_if(p, step);
	case OP_CHOOSE:
		return eval_choose(p, step);
	case OP_BY_STAGE:
		return kid_span(p, step, p->c->stage == STAGE_CLAIM);
	case OP_UP_TO:
		return (struct interval){ 0, kid_span(p, step, 0).high };
	case OP_PERCENT:
		return span_percent(kid_span(p, step, 0), kid_span(p, step, 1));
	default:
		assert(step->op == OP_YEARS_AFTER);
		return span_years_after(kid_span(p, step, 0), kid_span(p, step, 1));
	}
}

static struct interval eval_value(const struct pass *p, const struct step *step, int at)
{
	switch ((enum op)step->op) {
	case OP_NUMBER:
		return span_exactly(step->number);
	case OP_KNOWN_AS:
		return eval_fact_value(p, step);
	case OP_PARAM:
		return eval_param(p, step);
	case OP_TODAY:
		return span_exactly(p->today);
	case OP_ISSUED:
		return eval_issued(p, step);
	default:
		return eval_by_kids(p, step, at);
	}
}

static void copy_value(struct values *v, int from, int to)
{
	v->tri[to] = v->tri[from];
	v->low[to] = v->low[from];
	v->high[to] = v->high[from];
}

static void evaluate_step(const struct pass *p, int at)
{
	const struct step *step = &p->pack->steps[at];
	struct interval span;

	if (op_is_condition(step->op)) {
		p->v->tri[at] = (uint8_t)eval_condition(p, step);
		return;
	}
	span = eval_value(p, step, at);
	p->v->low[at] = span.low;
	p->v->high[at] = span.high;
}

/*
 * Some steps in their order; NULL: all.  One loop for both: where two call evaluate_step, its
 * code stands apart from either, and a pass takes a quarter longer.
 */
static void evaluate(const struct pack *pack, const struct policy_case *c, const int16_t *steps,
		     int count, struct values *v)
{
	struct pass pass;

	pass.pack = pack;
	pass.c = c;
	pass.v = v;
	pass.today = date_to_days(c->date);
	for (int i = 0; i < count; i++) {
		int at = steps ? steps[i] : i;

		if (pack->same[at] == at)
			evaluate_step(&pass, at);
		else
			copy_value(v, pack->same[at], at);
	}
}

void values_evaluate(const struct pack *pack, const struct policy_case *c,
		     struct values *ret_values)
{
	evaluate(pack, c, NULL, pack->step_count, ret_values);
}

void values_evaluate_steps(const struct pack *pack, const struct policy_case *c,
			   const int16_t *steps, int count, struct values *v)
{
	evaluate(pack, c, steps, count, v);
}
