/*
 * From a pack and a setting to the few steps that have to run.
 *
 * A step is fixed where it comes out the same for everybody, and then it is
 * what values_evaluate says of the setting alone.  A step stands for itself or
 * for another one: an "all" of one condition is that condition, and two steps
 * that do the same with the same are one.
 */
#include "policy/batch/inner.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct making {
	const struct pack *pack;
	const struct policy_case *setting;
	struct batch_plan *plan;
	struct values v;		/* of the setting */
	bool hangs[STEPS_MAX];		/* on the course */
	bool fixed[STEPS_MAX];
	bool bounded[STEPS_MAX];	/* everybody's value lies within the setting's */
	int16_t same[STEPS_MAX];	/* the step that stands for it */
	int16_t kid_count[STEPS_MAX];	/* of pack->kids[kid_first], those that matter … */
	int16_t kids[KIDS_MAX];		/* … as the steps that stand for them */
	bool needed[STEPS_MAX];
	bool late[STEPS_MAX];		/* no outcome rests on it: it runs with the amounts */
	int last_use[STEPS_MAX];	/* rank of the last step that reads it */
	place at[STEPS_MAX];
	int free_count[2];		/* registers of conditions, of values */
	place free[2][STEPS_MAX];
};

static int16_t *kids_of(struct making *m, int at)
{
	return &m->kids[m->pack->steps[at].kid_first];
}

static enum tri fixed_tri(const struct making *m, int at)
{
	return m->fixed[at] ? (enum tri)m->v.tri[at] : TRI_UNKNOWN;
}

/* ---- what is the same for everybody ---- */

static bool is_set(const struct making *m, int fact)
{
	return fact_known(&m->setting->facts.at[fact]);
}

static bool all_fixed(struct making *m, int at)
{
	for (int i = 0; i < m->kid_count[at]; i++) {
		if (!m->fixed[kids_of(m, at)[i]])
			return false;
	}
	return true;
}

static bool any_fixed_as(struct making *m, int at, enum tri value)
{
	for (int i = 0; i < m->kid_count[at]; i++) {
		if (fixed_tri(m, kids_of(m, at)[i]) == value)
			return true;
	}
	return false;
}

static bool param_is_fixed(const struct making *m, const struct step *step)
{
	const struct param *param = &m->pack->params[step->index];

	for (int i = 0; i < m->setting->override_count; i++) {
		if (strcmp(m->setting->overrides[i].key, param->id) == 0)
			return false;
	}
	return param->version_count == 1;
}

static bool is_fixed(struct making *m, int at)
{
	const struct step *step = &m->pack->steps[at];

	switch ((enum op)step->op) {
	case OP_FACT:
	case OP_IS:
	case OP_KNOWN_AS:
		return is_set(m, step->index);
	case OP_CHOOSE:
		return is_set(m, step->index) && all_fixed(m, at);
	case OP_COUNT:
	case OP_UNREPEATED:
		return false;
	case OP_ALL:
		return all_fixed(m, at) || any_fixed_as(m, at, TRI_FALSE);
	case OP_ANY:
		return all_fixed(m, at) || any_fixed_as(m, at, TRI_TRUE);
	case OP_WHEN:
		return all_fixed(m, at) || fixed_tri(m, kids_of(m, at)[0]) == TRI_FALSE ||
		       fixed_tri(m, kids_of(m, at)[1]) == TRI_TRUE;
	case OP_CLAIM:
		return all_fixed(m, at) || m->setting->stage == STAGE_PLAN;
	case OP_PARAM:
		return all_fixed(m, at) || param_is_fixed(m, step);
	default:
		return all_fixed(m, at);
	}
}

/* ---- what stands for what ---- */

/* A true one decides no "all", a false one no "any". */
static void drop_neutral(struct making *m, int at, enum tri neutral)
{
	int16_t *kids = kids_of(m, at);
	int kept = 0;

	for (int i = 0; i < m->kid_count[at]; i++) {
		if (fixed_tri(m, kids[i]) != neutral)
			kids[kept++] = kids[i];
	}
	m->kid_count[at] = (int16_t)kept;
}

/* The kid that the step is, for everybody; -1 where it is more than a kid. */
static int stands_for_kid(struct making *m, int at)
{
	const struct step *step = &m->pack->steps[at];
	enum tri which;

	switch ((enum op)step->op) {
	case OP_ALL:
	case OP_ANY:
	case OP_MIN:
	case OP_MAX:
		return m->kid_count[at] == 1 ? 0 : -1;
	case OP_CLAIM:
		return 0;
	case OP_BY_STAGE:
		return m->setting->stage == STAGE_CLAIM;
	case OP_CHOOSE:
		return is_set(m, step->index) ?
		       (int)m->setting->facts.at[step->index].number : -1;
	case OP_IF:
		which = fixed_tri(m, kids_of(m, at)[0]);
		return which == TRI_UNKNOWN ? -1 : which == TRI_TRUE ? 1 : 2;
	default:
		return -1;
	}
}

static bool same_value(const struct making *m, int a, int b)
{
	if (op_is_condition(m->pack->steps[a].op))
		return m->v.tri[a] == m->v.tri[b];
	return m->v.low[a] == m->v.low[b] && m->v.high[a] == m->v.high[b];
}

static bool do_the_same(struct making *m, int a, int b)
{
	const struct step *x = &m->pack->steps[a], *y = &m->pack->steps[b];

	if (op_is_condition(x->op) != op_is_condition(y->op) || m->fixed[a] != m->fixed[b])
		return false;
	if (m->fixed[a])
		return same_value(m, a, b);
	return m->kid_count[a] == m->kid_count[b] &&
	       steps_alike(x, kids_of(m, a), y, kids_of(m, b), m->kid_count[a]);
}

static int16_t stand_in(struct making *m, int at)
{
	int kid = m->fixed[at] ? -1 : stands_for_kid(m, at);

	if (kid >= 0)
		return kids_of(m, at)[kid];
	for (int i = 0; i < at; i++) {
		if (m->same[i] == i && do_the_same(m, i, at))
			return (int16_t)i;
	}
	return (int16_t)at;
}

/*
 * Does what is said of the setting alone hold everybody's value?  More knowledge only narrows it,
 * but where a thing that is not known is passed over for the next, or left to staff.
 */
static bool is_bounded(const struct making *m, int at)
{
	const struct step *step = &m->pack->steps[at];

	if (m->fixed[at])
		return true;
	if (step->op == OP_FIRST_KNOWN || step->op == OP_STAFF_IF || step->op == OP_STAFF_UNLESS)
		return false;
	for (int i = 0; i < step->kid_count; i++) {
		if (!m->bounded[m->pack->kids[step->kid_first + i]])
			return false;
	}
	return true;
}

static void understand(struct making *m, int at)
{
	const struct step *step = &m->pack->steps[at];

	m->kid_count[at] = step->kid_count;
	for (int i = 0; i < step->kid_count; i++)
		kids_of(m, at)[i] = m->same[m->pack->kids[step->kid_first + i]];
	m->fixed[at] = is_fixed(m, at);
	if (!m->fixed[at] && (step->op == OP_ALL || step->op == OP_ANY))
		drop_neutral(m, at, step->op == OP_ALL ? TRI_TRUE : TRI_FALSE);
	m->same[at] = stand_in(m, at);
	m->bounded[at] = is_bounded(m, at);
}

/* ---- what has to run ---- */

/* Steps run in the order of their ranks. */
static int rank_of(const struct making *m, int at)
{
	return m->late[at] ? STEPS_MAX + at : at;
}

#define RANK_OF_ROOTS (2 * STEPS_MAX)

static void need(struct making *m, int at, int reader)
{
	m->needed[at] = true;
	if (m->last_use[at] < reader)
		m->last_use[at] = reader;
}

/* Does it stand in the plan below? */
static bool is_given(const struct making *m, int at)
{
	return m->plan->base && m->plan->base->kept[at] && !m->fixed[at];
}

static void need_kids(struct making *m)
{
	for (int i = m->pack->step_count - 1; i >= 0; i--) {
		if (!m->needed[i] || m->fixed[i] || is_given(m, i))
			continue;
		for (int k = 0; k < m->kid_count[i]; k++)
			need(m, kids_of(m, i)[k], rank_of(m, i));
	}
}

/* Roots are read after the last step.  Whatever no outcome has needed by then is late. */
static void need_roots(struct making *m, const bool *wanted)
{
	for (int b = 0; b < m->pack->benefit_count; b++) {
		if (wanted[b])
			need(m, m->same[m->pack->benefits[b].root], RANK_OF_ROOTS);
	}
	need_kids(m);
	for (int i = 0; i < m->pack->step_count; i++)
		m->late[i] = !m->needed[i];
	for (int b = 0; b < m->pack->benefit_count; b++) {
		const struct benefit *benefit = &m->pack->benefits[b];

		if (wanted[b] && benefit->amount >= 0)
			need(m, m->same[benefit->amount], RANK_OF_ROOTS);
	}
	need_kids(m);
}

/* Of a plan that others stand on: what no course can change, and that is kept. */
static void need_shared(struct making *m)
{
	for (int i = 0; i < m->pack->step_count; i++) {
		m->needed[i] = m->needed[i] && !m->hangs[i];
		if (m->needed[i])
			m->last_use[i] = RANK_OF_ROOTS;
	}
}

/* ---- registers ---- */

static bool is_column(const struct making *m, int at)
{
	return m->pack->steps[at].op == OP_FACT && !m->fixed[at];
}

static place take_register(struct making *m, int at)
{
	bool value = !op_is_condition(m->pack->steps[at].op);
	struct batch_plan *plan = m->plan;
	place where;

	if (m->free_count[value] > 0)
		return m->free[value][--m->free_count[value]];
	where = (place)plan->register_bytes;
	plan->register_bytes += value ? sizeof(struct batch_spans) : sizeof(struct batch_tri);
	return where;
}

static void give_back(struct making *m, int kid, int reader)
{
	bool value = !op_is_condition(m->pack->steps[kid].op);

	if (m->last_use[kid] != rank_of(m, reader) || m->fixed[kid] || is_column(m, kid) ||
	    is_given(m, kid))
		return;
	m->last_use[kid] = -1;
	m->free[value][m->free_count[value]++] = m->at[kid];
}

static void emit(struct making *m, int at)
{
	const struct step *step = &m->pack->steps[at];
	struct batch_plan *plan = m->plan;
	struct batch_op op = {
		.op = step->op, .index = step->index, .step = step, .kid_first = step->kid_first,
		.kid_count = m->kid_count[at], .out = take_register(m, at),
		.same_day = step->op == OP_COUNT && all_fixed(m, at),
	};

	for (int i = 0; i < op.kid_count; i++)
		plan->kids[op.kid_first + i] = m->at[kids_of(m, at)[i]];
	for (int i = 0; i < op.kid_count; i++)
		give_back(m, kids_of(m, at)[i], at);
	m->at[at] = op.out;
	plan->ops[plan->op_count++] = op;
}

/* Either the steps that outcomes rest on, or those that only amounts do. */
static void lay_out_steps(struct making *m, bool late)
{
	for (int i = 0; i < m->pack->step_count; i++) {
		if (!m->needed[i] || m->fixed[i] || m->late[i] != late)
			continue;
		if (is_column(m, i))
			m->at[i] = (place)m->plan->layout.fact[COLUMN_TRI]
							      [m->pack->steps[i].index] |
				   PLACE_BLOCK;
		else if (is_given(m, i))
			m->at[i] = m->plan->base->kept[i] | PLACE_BASE;
		else
			emit(m, i);
	}
}

/* Fixed values come first and stay; then the steps take registers in turn. */
static void lay_out(struct making *m)
{
	for (int i = 0; i < m->pack->step_count; i++) {
		if (m->needed[i] && m->fixed[i])
			m->at[i] = take_register(m, i);
	}
	lay_out_steps(m, false);
	m->plan->outcome_op_count = m->plan->op_count;
	lay_out_steps(m, true);
}

static void write_fixed(const struct making *m, int at)
{
	uint8_t *out = m->plan->registers + m->at[at];
	struct batch_spans *spans = (void *)out;
	enum tri tri = (enum tri)m->v.tri[at];

	if (op_is_condition(m->pack->steps[at].op)) {
		memset(out, tri == TRI_TRUE ? 0xff : 0, CHOICE_BYTES);
		memset(out + CHOICE_BYTES, tri == TRI_FALSE ? 0xff : 0, CHOICE_BYTES);
		return;
	}
	for (int i = 0; i < BATCH_BLOCK; i++) {
		spans->low[i] = m->v.low[at];
		spans->high[i] = m->v.high[at];
	}
}

static void fill_registers(struct making *m)
{
	struct batch_plan *plan = m->plan;

	plan->registers = aligned_alloc(64, (plan->register_bytes + 63) & ~(size_t)63);
	assert(plan->registers);
	memset(plan->registers, 0, plan->register_bytes);
	for (int i = 0; i < m->pack->step_count; i++) {
		if (m->needed[i] && m->fixed[i])
			write_fixed(m, i);
	}
}

static void find_roots(struct making *m, const bool *wanted)
{
	struct batch_plan *plan = m->plan;

	for (int b = 0; b < m->pack->benefit_count; b++) {
		const struct benefit *benefit = &m->pack->benefits[b];

		if (!wanted[b])
			continue;
		plan->outcome[b] = m->at[m->same[benefit->root]];
		if (benefit->amount < 0)
			continue;
		plan->amount[b] = m->at[m->same[benefit->amount]];
		plan->bounds[b] = m->bounded[benefit->amount] ?
			(struct interval){ m->v.low[benefit->amount], m->v.high[benefit->amount] } :
			(struct interval){ VALUE_LOW, VALUE_HIGH };
	}
}

static struct making *begin(const struct pack *pack, const struct policy_case *setting,
			    const struct batch_plan *base)
{
	struct making *m = calloc(1, sizeof(*m));
	struct batch_plan *plan = calloc(1, sizeof(*plan));

	assert(m && plan);
	plan->pack = m->pack = pack;
	plan->setting = *setting;
	plan->base = base;
	m->setting = &plan->setting;
	m->plan = plan;
	plan->register_bytes = 64;	/* byte 0 is nobody's: not wanted */
	layout_of(pack, &plan->layout);
	values_evaluate(pack, setting, &m->v);
	for (int i = 0; i < pack->step_count; i++)
		understand(m, i);
	return m;
}

struct batch_plan *batch_plan_create_on(const struct batch_plan *base, const struct pack *pack,
					const struct policy_case *setting, const bool *wanted)
{
	struct making *m = begin(pack, setting, base);
	struct batch_plan *plan = m->plan;

	assert(!base || (base->pack == pack && !base->base));
	need_roots(m, wanted);
	lay_out(m);
	fill_registers(m);
	find_roots(m, wanted);
	free(m);
	return plan;
}

struct batch_plan *batch_plan_create(const struct pack *pack, const struct policy_case *setting,
				     const bool *wanted)
{
	return batch_plan_create_on(NULL, pack, setting, wanted);
}

struct batch_plan *batch_plan_create_base(const struct pack *pack,
					  const struct policy_case *setting, const bool *wanted)
{
	struct making *m = begin(pack, setting, NULL);
	struct batch_plan *plan = m->plan;

	steps_that_hang_on_course(pack, m->hangs);
	need_roots(m, wanted);
	need_shared(m);
	lay_out(m);
	fill_registers(m);
	for (int i = 0; i < pack->step_count; i++)
		plan->kept[i] = m->needed[i] && !m->fixed[i] && !is_column(m, i) ? m->at[i] : 0;
	free(m);
	return plan;
}

void batch_plan_destroy(struct batch_plan *plan)
{
	if (!plan)
		return;
	explicit_bzero(plan->registers, plan->register_bytes);
	free(plan->registers);
	explicit_bzero(plan, sizeof(*plan));
	free(plan);
}

int batch_plan_steps(const struct batch_plan *plan)
{
	return plan->op_count;
}

static void run_ops(struct batch_plan *plan, const struct batch_people *people, size_t block,
		    int from, int to)
{
	struct batch_pass pass = {
		.plan = plan, .people = people, .registers = plan->registers,
		.block = people->blocks + block * people->layout.bytes,
	};

	assert(people->pack == plan->pack && block * BATCH_BLOCK < people->count);
	assert(!plan->base || plan->base->block == pass.block);
	for (int i = from; i < to; i++)
		batch_step(&pass, &plan->ops[i]);
	plan->block = pass.block;
}

int batch_run_outcomes(struct batch_plan *plan, const struct batch_people *people, size_t block)
{
	size_t left = people->count - block * BATCH_BLOCK;

	run_ops(plan, people, block, 0, plan->outcome_op_count);
	return left < BATCH_BLOCK ? (int)left : BATCH_BLOCK;
}

void batch_run_amounts(struct batch_plan *plan, const struct batch_people *people, size_t block)
{
	run_ops(plan, people, block, plan->outcome_op_count, plan->op_count);
}

int batch_run(struct batch_plan *plan, const struct batch_people *people, size_t block)
{
	int count = batch_run_outcomes(plan, people, block);

	batch_run_amounts(plan, people, block);
	return count;
}

static const void *at_root(const struct batch_plan *plan, place where)
{
	assert(where && plan->block);
	return place_at(plan, plan->block, where);
}

const struct batch_tri *batch_outcomes(const struct batch_plan *plan, int benefit)
{
	return at_root(plan, plan->outcome[benefit]);
}

bool batch_has_amount(const struct batch_plan *plan, int benefit)
{
	return plan->pack->benefits[benefit].amount >= 0;
}

struct interval batch_amount_bounds(const struct batch_plan *plan, int benefit)
{
	return plan->bounds[benefit];
}

const struct batch_spans *batch_amounts(const struct batch_plan *plan, int benefit)
{
	if (plan->pack->benefits[benefit].amount < 0)
		return NULL;
	return at_root(plan, plan->amount[benefit]);
}
