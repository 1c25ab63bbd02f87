/*
 * One step over one block: sixty-four people a word where the answer is yes or
 * no, one after the other where it is a number.  No loop here branches on a
 * person, but for the few that need a calendar or a ledger.
 */
#include "policy/batch/inner.h"

#include <assert.h>
#include <string.h>

static const struct batch_tri *kid_tri(const struct batch_pass *pass, const struct batch_op *op,
				       int n)
{
	return (const void *)place_at(pass->plan, pass->block,
				      pass->plan->kids[op->kid_first + n]);
}

static const struct batch_spans *kid_spans(const struct batch_pass *pass,
					   const struct batch_op *op, int n)
{
	return (const void *)place_at(pass->plan, pass->block,
				      pass->plan->kids[op->kid_first + n]);
}

static const uint64_t *choice_bits(const struct batch_pass *pass, const struct batch_op *op)
{
	return (const void *)(pass->block + pass->people->layout.fact[COLUMN_CHOICE][op->index]);
}

static int choice_count(const struct batch_pass *pass, const struct batch_op *op)
{
	return pass->plan->pack->facts[op->index].choice_count;
}

#define EACH_WORD(w) for (int w = 0; w < BATCH_WORDS; w++)
#define EACH_LANE(i) for (int i = 0; i < BATCH_BLOCK; i++)

static inline bool bit_at(const uint64_t *bits, int i)
{
	return bits[i / 64] >> i % 64 & 1;
}

static inline void put_span(struct batch_spans *out, int i, struct interval span)
{
	out->low[i] = span.low;
	out->high[i] = span.high;
}

/* ---- conditions ---- */

static void run_all(const struct batch_pass *pass, const struct batch_op *op,
		    struct batch_tri *out)
{
	struct batch_tri all = *kid_tri(pass, op, 0);

	for (int i = 1; i < op->kid_count; i++) {
		const struct batch_tri *kid = kid_tri(pass, op, i);

		EACH_WORD(w) {
			all.yes[w] &= kid->yes[w];
			all.no[w] |= kid->no[w];
		}
	}
	*out = all;
}

static void run_any(const struct batch_pass *pass, const struct batch_op *op,
		    struct batch_tri *out)
{
	struct batch_tri any = *kid_tri(pass, op, 0);

	for (int i = 1; i < op->kid_count; i++) {
		const struct batch_tri *kid = kid_tri(pass, op, i);

		EACH_WORD(w) {
			any.yes[w] |= kid->yes[w];
			any.no[w] &= kid->no[w];
		}
	}
	*out = any;
}

static void run_not(const struct batch_tri *kid, struct batch_tri *out)
{
	struct batch_tri from = *kid;

	memcpy(out->yes, from.no, sizeof(out->yes));
	memcpy(out->no, from.yes, sizeof(out->no));
}

static void run_when(const struct batch_tri *when, const struct batch_tri *need,
		     struct batch_tri *out)
{
	EACH_WORD(w) {
		uint64_t yes = when->no[w] | need->yes[w], no = when->yes[w] & need->no[w];

		out->yes[w] = yes;
		out->no[w] = no;
	}
}

/* Only true is ever sure: at staff's, where turn is set, what the kid says turns round. */
static void run_staff(const struct batch_tri *kid, bool turn, struct batch_tri *out)
{
	EACH_WORD(w) {
		out->yes[w] = turn ? ~kid->yes[w] : kid->yes[w];
		out->no[w] = 0;
	}
}

static void run_is(const struct batch_pass *pass, const struct batch_op *op,
		   struct batch_tri *out)
{
	const uint64_t *bits = choice_bits(pass, op);
	struct batch_tri is = { 0 };

	for (int c = 0; c < choice_count(pass, op); c++, bits += BATCH_WORDS) {
		bool unsure = op->step->unsure >> c & 1, yes = op->step->yes >> c & 1;
		uint64_t *into = yes ? is.yes : is.no;

		EACH_WORD(w)
			into[w] |= unsure ? 0 : bits[w];
	}
	*out = is;
}

/* Bit i of the word is byte i, 0 or 1. */
static uint64_t bits_of(const uint8_t bytes[64])
{
	uint64_t bits = 0;

	for (int i = 0; i < 8; i++) {
		uint64_t eight = 0;

		for (int b = 0; b < 8; b++)
			eight |= (uint64_t)bytes[i * 8 + b] << b;
		bits |= eight << i * 8;
	}
	return bits;
}

static void run_less(const struct batch_spans *a, const struct batch_spans *b,
		     uint64_t yes[BATCH_WORDS], uint64_t no[BATCH_WORDS])
{
	uint8_t surely[64], never[64];

	EACH_WORD(w) {
		for (int i = 0; i < 64; i++) {
			surely[i] = a->high[w * 64 + i] < b->low[w * 64 + i];
			never[i] = a->low[w * 64 + i] >= b->high[w * 64 + i];
		}
		yes[w] = bits_of(surely);
		no[w] = bits_of(never);
	}
}

static void run_equal(const struct batch_spans *a, const struct batch_spans *b,
		      struct batch_tri *out)
{
	uint8_t surely[64], never[64];

	EACH_WORD(w) {
		for (int i = 0; i < 64; i++) {
			struct interval x = batch_span_at(a, w * 64 + i);
			struct interval y = batch_span_at(b, w * 64 + i);

			surely[i] = span_surely_equal(x, y);
			never[i] = x.high < y.low || y.high < x.low;
		}
		out->yes[w] = bits_of(surely);
		out->no[w] = bits_of(never);
	}
}

static void run_compare(const struct batch_pass *pass, const struct batch_op *op,
			struct batch_tri *out)
{
	const struct batch_spans *a = kid_spans(pass, op, 0), *b = kid_spans(pass, op, 1);

	switch ((enum relation)op->index) {
	case REL_LESS:
		run_less(a, b, out->yes, out->no);
		return;
	case REL_AT_MOST:
		run_less(b, a, out->no, out->yes);
		return;
	case REL_AT_LEAST:
		run_less(a, b, out->no, out->yes);
		return;
	case REL_MORE:
		run_less(b, a, out->yes, out->no);
		return;
	default:
		run_equal(a, b, out);
	}
}

/* ---- the ledger: only people with claims are looked at one by one ---- */

static void set_tri(struct batch_tri *out, int i, enum tri value)
{
	uint64_t bit = 1ull << i % 64;

	out->yes[i / 64] = (out->yes[i / 64] & ~bit) | (value == TRI_TRUE ? bit : 0);
	out->no[i / 64] = (out->no[i / 64] & ~bit) | (value == TRI_FALSE ? bit : 0);
}

static const uint64_t *block_bits(const struct batch_pass *pass, int32_t column)
{
	return (const void *)(pass->block + column);
}

struct claim_columns {
	const struct packed_claim *first;
	int count;
	bool complete;
};

static struct claim_columns claims_of(const struct batch_pass *pass, int lane)
{
	const struct batch_layout *layout = &pass->people->layout;
	const uint32_t *first = (const void *)(pass->block + layout->claim_first);
	int count = pass->block[layout->claim_count + lane];

	return (struct claim_columns){
		.first = count ? pass->people->claims + first[lane] : NULL,
		.count = count,
		.complete = bit_at(block_bits(pass, layout->complete), lane),
	};
}

/* The days on which a claim counts: from < day_order <= to. */
struct window {
	int32_t from;
	int32_t to;
};

static struct window window_of(const struct count *count, int64_t day)
{
	struct date date;

	if (!value_is_day(day))
		return (struct window){ INT32_MAX, INT32_MIN };
	date = date_from_days((int32_t)day);
	if (count->rolling)
		return (struct window){ day_order(date_add_years(date, -1)), day_order(date) };
	return (struct window){ date.year * 512 - 1, date.year * 512 + 511 };
}

static enum tri counted(const struct count *count, const struct claim_columns *claims,
			struct window window, struct interval limit)
{
	int low = 0, high = 0;

	for (int i = 0; i < claims->count; i++) {
		const struct packed_claim *claim = &claims->first[i];
		bool in = count->kinds >> claim->kind & 1 && claim->day > window.from &&
			  claim->day <= window.to;

		high += in;
		low += in && claim->status == CLAIM_GRANTED;
	}
	if (low >= limit.high)
		return TRI_FALSE;
	return claims->complete && high < limit.low ? TRI_TRUE : TRI_UNKNOWN;
}

static enum tri count_lane(const struct batch_pass *pass, const struct batch_op *op, int lane)
{
	const struct count *count = &pass->plan->pack->counts[op->index];
	struct interval day = batch_span_at(kid_spans(pass, op, 0), lane);
	struct interval limit = batch_span_at(kid_spans(pass, op, 1), lane);
	struct claim_columns claims = claims_of(pass, lane);

	if (!span_is_exact(day))
		return TRI_UNKNOWN;
	return counted(count, &claims, window_of(count, day.low), limit);
}

/* Day and limit are everybody's, and so is the answer of all who claimed nothing. */
static void count_same_day(const struct batch_pass *pass, const struct batch_op *op,
			   struct batch_tri *out)
{
	const struct count *count = &pass->plan->pack->counts[op->index];
	const uint64_t *complete = block_bits(pass, pass->people->layout.complete);
	const uint64_t *claiming = block_bits(pass, pass->people->layout.claiming);
	struct interval day = batch_span_at(kid_spans(pass, op, 0), 0);
	struct interval limit = batch_span_at(kid_spans(pass, op, 1), 0);
	struct window window;

	EACH_WORD(w) {
		out->no[w] = span_is_exact(day) && limit.high <= 0 ? ~0ull : 0;
		out->yes[w] = span_is_exact(day) && limit.low > 0 ? complete[w] : 0;
	}
	if (!span_is_exact(day))
		return;
	window = window_of(count, day.low);
	EACH_WORD(w) {
		for (uint64_t left = claiming[w]; left; left &= left - 1) {
			int lane = w * 64 + __builtin_ctzll(left);
			struct claim_columns claims = claims_of(pass, lane);

			set_tri(out, lane, counted(count, &claims, window, limit));
		}
	}
}

static void run_count(const struct batch_pass *pass, const struct batch_op *op,
		      struct batch_tri *out)
{
	if (op->same_day) {
		count_same_day(pass, op, out);
		return;
	}
	EACH_LANE(i)
		set_tri(out, i, count_lane(pass, op, i));
}

/* What would be repeated: everybody's course, or a training of a person's own. */
struct training {
	int64_t occupation;
	int level;
};

/* Does the setting say it, so that it is one training for all? */
static bool training_is_set(const struct batch_pass *pass, const struct repeat *repeat)
{
	const struct fact *facts = pass->plan->setting.facts.at;

	return fact_known(&facts[repeat->occupation]) && fact_known(&facts[repeat->level]);
}

static struct training training_of(const struct batch_pass *pass, const struct repeat *repeat,
				   int lane)
{
	const struct fact *facts = pass->plan->setting.facts.at;
	const struct batch_layout *layout = &pass->people->layout;
	const int64_t *occupation =
		(const void *)(pass->block + layout->fact[COLUMN_NUMBER][repeat->occupation]);

	return (struct training){
		.occupation = fact_known(&facts[repeat->occupation]) ?
			facts[repeat->occupation].number : occupation[lane],
		.level = fact_known(&facts[repeat->level]) ?
			ledger_level(pass->plan->pack, &facts[repeat->level], repeat->level) :
			pass->block[layout->fact[COLUMN_LEVEL][repeat->level] + lane],
	};
}

/* Of trades that are both known: most claims are of another one, and decide nothing. */
static bool other_trade(const struct training *asked, const struct packed_claim *claim)
{
	return asked->occupation != NUMBER_NONE && claim->occupied &&
	       asked->occupation != claim->occupation;
}

/* A claim of the same trade, or of one that is not known. */
static enum tri repeated(const struct repeat *repeat, const struct training *asked,
			 const struct packed_claim *claim)
{
	enum tri occupation = asked->occupation != NUMBER_NONE && claim->occupied ?
			      TRI_TRUE : TRI_UNKNOWN;
	enum tri same = tri_and(occupation,
				ledger_same_level(repeat, asked->level, claim->level));

	return claim->status != CLAIM_GRANTED && same == TRI_TRUE ? TRI_UNKNOWN : same;
}

/* The claims of a block's people, which stand in a row. */
static struct claim_columns claims_of_block(const struct batch_pass *pass)
{
	const uint64_t *claiming = block_bits(pass, pass->people->layout.claiming);
	struct claim_columns all = { 0 }, one;

	EACH_WORD(w) {
		if (!claiming[w])
			continue;
		if (!all.first)
			all.first = claims_of(pass, w * 64 + __builtin_ctzll(claiming[w])).first;
		one = claims_of(pass, w * 64 + 63 - __builtin_clzll(claiming[w]));
		all.count = (int)(one.first - all.first) + one.count;
	}
	return all;
}

/* One claim more: what is surely repeated stays so, and what may be is no yes. */
static void bar(struct batch_tri *out, int lane, enum tri repeated)
{
	uint64_t bit = 1ull << lane % 64;

	if (repeated != TRI_FALSE)
		out->yes[lane / 64] &= ~bit;
	if (repeated == TRI_TRUE)
		out->no[lane / 64] |= bit;
}

static void run_unrepeated(const struct batch_pass *pass, const struct batch_op *op,
			   struct batch_tri *out)
{
	const struct repeat *repeat = &pass->plan->pack->repeats[op->index];
	const uint64_t *complete = block_bits(pass, pass->people->layout.complete);
	struct claim_columns claims = claims_of_block(pass);
	struct training asked = training_of(pass, repeat, 0);
	bool is_set = training_is_set(pass, repeat);

	EACH_WORD(w) {
		out->yes[w] = complete[w];
		out->no[w] = 0;
	}
	for (int i = 0; i < claims.count; i++) {
		const struct packed_claim *claim = &claims.first[i];

		if (!is_set)
			asked = training_of(pass, repeat, claim->lane);
		if (!other_trade(&asked, claim) &&
		    ledger_can_repeat(repeat, (enum claim_kind)claim->kind, claim->occupied))
			bar(out, claim->lane, repeated(repeat, &asked, claim));
	}
}

/* ---- values ---- */

static void run_known_as(const struct batch_pass *pass, const struct batch_op *op,
			 struct batch_spans *out)
{
	const int64_t *column =
		(const void *)(pass->block + pass->people->layout.fact[COLUMN_NUMBER][op->index]);
	int64_t least = op->step->measure == MEASURE_DATE ? VALUE_LOW : 0;

	EACH_LANE(i) {
		out->low[i] = column[i] == NUMBER_NONE ? least : column[i];
		out->high[i] = column[i] == NUMBER_NONE ? VALUE_HIGH : column[i];
	}
}

static void run_param(const struct batch_pass *pass, const struct batch_op *op,
		      struct batch_spans *out)
{
	const struct param *param = &pass->plan->pack->params[op->index];
	const struct batch_spans *day = kid_spans(pass, op, 0);
	bool named;

	EACH_LANE(i)
		put_span(out, i, param_span(param, &pass->plan->setting, batch_span_at(day, i),
					    &named));
}

static void run_first_known(const struct batch_pass *pass, const struct batch_op *op,
			    struct batch_spans *out)
{
	struct interval none = { op->step->measure == MEASURE_DATE ? VALUE_LOW : 0, VALUE_HIGH };

	EACH_LANE(i)
		put_span(out, i, none);
	for (int k = op->kid_count - 1; k >= 0; k--) {
		const struct batch_spans *kid = kid_spans(pass, op, k);

		EACH_LANE(i) {
			bool exact = kid->low[i] == kid->high[i];

			out->low[i] = exact ? kid->low[i] : out->low[i];
			out->high[i] = exact ? kid->high[i] : out->high[i];
		}
	}
}

/* Folds the kids, two by two, into out. */
#define FOLD(name, how) \
	static void name(const struct batch_pass *pass, const struct batch_op *op, \
			 struct batch_spans *out) \
	{ \
		const struct batch_spans *first = kid_spans(pass, op, 0); \
\
		EACH_LANE(i) \
			put_span(out, i, batch_span_at(first, i)); \
		for (int k = 1; k < op->kid_count; k++) { \
			const struct batch_spans *kid = kid_spans(pass, op, k); \
\
			EACH_LANE(i) \
				put_span(out, i, how(batch_span_at(out, i), \
						     batch_span_at(kid, i))); \
		} \
	}

FOLD(run_min, span_least)
FOLD(run_max, span_most)
FOLD(run_add, span_plus)
FOLD(run_times, span_times)
FOLD(run_minus, span_minus)
FOLD(run_percent, span_percent)
FOLD(run_years_after, span_years_after)
FOLD(run_hull, span_hull)

static void run_if(const struct batch_pass *pass, const struct batch_op *op,
		   struct batch_spans *out)
{
	const struct batch_tri *which = kid_tri(pass, op, 0);
	const struct batch_spans *yes = kid_spans(pass, op, 1), *no = kid_spans(pass, op, 2);

	EACH_LANE(i) {
		struct interval a = batch_span_at(yes, i), b = batch_span_at(no, i);
		struct interval both = span_hull(a, b);
		bool is = bit_at(which->yes, i), isnt = bit_at(which->no, i);

		out->low[i] = is ? a.low : isnt ? b.low : both.low;
		out->high[i] = is ? a.high : isnt ? b.high : both.high;
	}
}

/* Who chose nothing may choose anything. */
static void run_choose(const struct batch_pass *pass, const struct batch_op *op,
		       struct batch_spans *out)
{
	const uint64_t *bits = choice_bits(pass, op);

	run_hull(pass, op, out);
	for (int c = 0; c < op->kid_count; c++, bits += BATCH_WORDS) {
		const struct batch_spans *kid = kid_spans(pass, op, c);

		EACH_LANE(i) {
			bool chosen = bit_at(bits, i);

			out->low[i] = chosen ? kid->low[i] : out->low[i];
			out->high[i] = chosen ? kid->high[i] : out->high[i];
		}
	}
}

static void run_up_to(const struct batch_pass *pass, const struct batch_op *op,
		      struct batch_spans *out)
{
	const struct batch_spans *kid = kid_spans(pass, op, 0);

	EACH_LANE(i)
		put_span(out, i, (struct interval){ 0, kid->high[i] });
}

/* ---- which ---- */

static void run_condition(const struct batch_pass *pass, const struct batch_op *op,
			  struct batch_tri *out)
{
	switch ((enum op)op->op) {
	case OP_ALL:
		run_all(pass, op, out);
		return;
	case OP_ANY:
		run_any(pass, op, out);
		return;
	case OP_NOT:
		run_not(kid_tri(pass, op, 0), out);
		return;
	case OP_WHEN:
		run_when(kid_tri(pass, op, 0), kid_tri(pass, op, 1), out);
		return;
	case OP_STAFF_IF:
	case OP_STAFF_UNLESS:
		run_staff(kid_tri(pass, op, 0), op->op == OP_STAFF_IF, out);
		return;
	case OP_IS:
		run_is(pass, op, out);
		return;
	case OP_COMPARE:
		run_compare(pass, op, out);
		return;
	case OP_COUNT:
		run_count(pass, op, out);
		return;
	default:
		assert(op->op == OP_UNREPEATED);
		run_unrepeated(pass, op, out);
	}
}

static void run_value(const struct batch_pass *pass, const struct batch_op *op,
		      struct batch_spans *out)
{
	static void (*const runs[])(const struct batch_pass *, const struct batch_op *,
				    struct batch_spans *) = {
		[OP_KNOWN_AS] = run_known_as,
		[OP_PARAM] = run_param,
		[OP_FIRST_KNOWN] = run_first_known,
		[OP_MIN] = run_min,
		[OP_MAX] = run_max,
		[OP_ADD] = run_add,
		[OP_MINUS] = run_minus,
		[OP_TIMES] = run_times,
		[OP_PERCENT] = run_percent,
		[OP_YEARS_AFTER] = run_years_after,
		[OP_IF] = run_if,
		[OP_CHOOSE] = run_choose,
		[OP_UP_TO] = run_up_to,
	};

	assert(runs[op->op]);
	runs[op->op](pass, op, out);
}

void batch_step(const struct batch_pass *pass, const struct batch_op *op)
{
	uint8_t *out = pass->registers + op->out;

	if (op_is_condition(op->op))
		run_condition(pass, op, (struct batch_tri *)(void *)out);
	else
		run_value(pass, op, (struct batch_spans *)(void *)out);
}
