/*
 * The batch gives what values_evaluate gives, row by row, for 100,000 random
 * people under random settings: of the shipped pack, and of the same trees
 * with other words in them, so that every kind of step is met.
 */
#include "base/text.h"
#include "policy/batch/batch.h"
#include "policy/pack.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define PACK SOURCE_DIR "/kiosk-config/packs/nb-2019-78"
#define PEOPLE 1000
#define SHIPPED_SETTINGS 100
#define OTHER_SETTINGS 60

static struct pack *pack;
static struct policy_case *people;
static uint64_t seed = 88172645463325252u;

static uint64_t draw(uint64_t below)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (seed >> 11) % below;
}

static int load(void **state)
{
	struct diag diag = { 0 };

	(void)state;
	people = calloc(PEOPLE, sizeof(*people));
	return people && pack_load(PACK, &pack, &diag) == ERR_OK ? 0 : -1;
}

static int unload(void **state)
{
	(void)state;
	pack_destroy(pack);
	free(people);
	return 0;
}

/* ---- random people ---- */

static struct date draw_date(void)
{
	static const struct date edges[] = {
		{ 2018, 12, 31 }, { 2019, 1, 1 }, { 2019, 12, 31 }, { 2020, 1, 1 },
		{ 2020, 2, 29 }, { 2021, 3, 15 }, { 2021, 12, 31 }, { 2022, 1, 1 },
		{ 2025, 2, 28 }, { 2199, 12, 31 },
	};

	if (draw(2))
		return edges[draw(sizeof(edges) / sizeof(edges[0]))];
	return date_from_days((int32_t)(17897 + draw(2600)));
}

static int64_t draw_number(const struct pack_fact *fact)
{
	static const int64_t counts[] = { 0, 1, 25, 26, 30, 35, 36, 37, 50, 60 };
	static const int64_t amounts[] = { 0, 1, 30000, 33333, 59999, 60000, 60001, 120000,
					   VALUE_HIGH / 3, VALUE_HIGH };
	static const char *const trades[] = { "焊工", "电工", "车工" };

	switch (fact->type) {
	case FACT_BOOL:
		return (int64_t)draw(2);
	case FACT_COUNT:
		return counts[draw(10)];
	case FACT_FEN:
		return amounts[draw(10)];
	case FACT_DATE:
		return draw(6) ? date_to_days(draw_date()) : FACT_NO_DATE;
	case FACT_CHOICE:
		return (int64_t)draw((uint64_t)fact->choice_count);
	default:
		return policy_word(trades[draw(3)]);
	}
}

static void draw_facts(struct facts *facts, uint64_t known_of_ten)
{
	for (int f = 0; f < pack->fact_count; f++) {
		facts->at[f] = (struct fact){ 0 };
		if (draw(10) < known_of_ten)
			facts->at[f] = (struct fact){ .source = FACT_REGISTRY,
						      .number = draw_number(&pack->facts[f]) };
	}
}

static void draw_history(struct history *history)
{
	static const char *const trades[] = { "焊工", "电工", "车工", "" };
	static const char levels[] = "54321SHPT";

	history->known = draw(10) > 0;
	history->complete = draw(5) > 0;
	history->count = (int)(draw(4) ? draw(5) : draw(CLAIMS_MAX));
	for (int i = 0; i < history->count; i++) {
		struct claim *claim = &history->claims[i];

		*claim = (struct claim){
			.date = draw_date(), .kind = (enum claim_kind)draw(CLAIM_KIND_COUNT),
			.status = (enum claim_status)draw(CLAIM_STATUS_COUNT),
			.level = draw(8) ? levels[draw(9)] : 0,
		};
		assert_int_equal(text_copy(claim->occupation, sizeof(claim->occupation),
					   trades[draw(4)]), ERR_OK);
	}
}

static void draw_people(void)
{
	for (int i = 0; i < PEOPLE; i++) {
		draw_facts(&people[i].facts, 1 + draw(10));
		draw_history(&people[i].history);
	}
}

/* ---- random settings ---- */

static void draw_override(struct override *o)
{
	const char *key = draw(8) ? pack->params[draw((uint64_t)pack->param_count)].id : "other";

	*o = (struct override){
		.by = draw(3), .matter = draw(4), .value = (int64_t)draw(200000),
		.from = draw_date(),
	};
	assert_int_equal(text_copy(o->key, sizeof(o->key), key), ERR_OK);
}

static struct policy_case draw_setting(void)
{
	struct policy_case setting = { .date = draw_date(), .stage = draw(2) };

	if (draw(2))
		setting.issue_date = draw_date();
	if (draw(3) == 0)
		setting.override_count = (int)draw(6);
	for (int i = 0; i < setting.override_count; i++)
		draw_override(&setting.overrides[i]);
	draw_facts(&setting.facts, draw(2) ? 0 : draw(11));
	return setting;
}

static void draw_wanted(bool wanted[BENEFITS_MAX])
{
	bool all = draw(2);

	for (int b = 0; b < pack->benefit_count; b++)
		wanted[b] = all || draw(3) == 0;
}

/* A person under the setting, as values_evaluate is given one. */
static void join(const struct policy_case *setting, const struct policy_case *person,
		 struct policy_case *ret_case)
{
	*ret_case = *setting;
	ret_case->history = person->history;
	for (int f = 0; f < pack->fact_count; f++) {
		if (!fact_known(&setting->facts.at[f]))
			ret_case->facts.at[f] = person->facts.at[f];
	}
}

/* ---- comparing ---- */

static int64_t settled[3], amounts_known, bounds_told;

static void compare_benefit(const struct batch_plan *plan, int benefit, int lane,
			    const struct values *v)
{
	const struct benefit *b = &pack->benefits[benefit];
	enum tri tri = batch_tri_at(batch_outcomes(plan, benefit), lane);
	struct interval span, bounds;

	if (tri != v->tri[b->root])
		fail_msg("%s, person %d: %d instead of %d", b->shown.code, lane, tri,
			 v->tri[b->root]);
	settled[tri]++;
	if (b->amount < 0)
		return;
	span = batch_span_at(batch_amounts(plan, benefit), lane);
	if (span.low != v->low[b->amount] || span.high != v->high[b->amount])
		fail_msg("%s, person %d: %lld..%lld instead of %lld..%lld", b->shown.code, lane,
			 (long long)span.low, (long long)span.high,
			 (long long)v->low[b->amount], (long long)v->high[b->amount]);
	amounts_known += span_is_amount(span) && span.high < VALUE_HIGH;
	bounds = batch_amount_bounds(plan, benefit);
	if (span.low < bounds.low || span.high > bounds.high)
		fail_msg("%s, person %d: %lld..%lld beyond its bounds", b->shown.code, lane,
			 (long long)span.low, (long long)span.high);
	bounds_told += bounds.high < VALUE_HIGH;
}

static int compare_block(const struct policy_case *setting, const bool *wanted,
			 struct batch_plan *base, struct batch_plan *plan,
			 const struct batch_people *packed, size_t block)
{
	static struct values v;
	static struct policy_case c;
	int count;

	if (base)
		batch_run(base, packed, block);
	count = batch_run(plan, packed, block);
	for (int i = 0; i < count; i++) {
		join(setting, &people[block * BATCH_BLOCK + (size_t)i], &c);
		values_evaluate(pack, &c, &v);
		for (int b = 0; b < pack->benefit_count; b++) {
			if (wanted[b])
				compare_benefit(plan, b, i, &v);
		}
	}
	return count;
}

/* Of the same setting without its course, for more than is wanted. */
static struct batch_plan *draw_base(const struct policy_case *setting)
{
	struct policy_case without = *setting;
	struct course_places places;
	bool all[BENEFITS_MAX];

	memset(all, 1, sizeof(all));
	course_places_find(pack, &places);
	course_places_set(pack, &places, &without, NULL);
	return batch_plan_create_base(pack, &without, all);
}

static int compare_setting(struct batch_people *packed)
{
	struct policy_case setting = draw_setting();
	struct batch_plan *base = draw(2) ? draw_base(&setting) : NULL, *plan;
	bool wanted[BENEFITS_MAX];
	int done = 0;

	draw_wanted(wanted);
	plan = batch_plan_create_on(base, pack, &setting, wanted);
	assert_true(batch_plan_steps(plan) < pack->step_count);
	for (size_t block = 0; block < batch_block_count(packed); block++)
		done += compare_block(&setting, wanted, base, plan, packed, block);
	batch_plan_destroy(plan);
	batch_plan_destroy(base);
	return done;
}

static int compare_people(struct batch_people *packed)
{
	draw_people();
	batch_people_clear(packed);
	for (int i = 0; i < PEOPLE; i++)
		assert_int_equal(batch_people_add(packed, &people[i]), ERR_OK);
	assert_int_equal(batch_people_add(packed, &people[0]), ERR_FULL);
	assert_int_equal(batch_people_count(packed), PEOPLE);
	return compare_setting(packed);
}

static void test_shipped(void **state)
{
	struct batch_people *packed = NULL;
	int done = 0;

	(void)state;
	memset(settled, 0, sizeof(settled));
	assert_int_equal(batch_people_create(pack, PEOPLE, &packed), ERR_OK);
	for (int i = 0; i < SHIPPED_SETTINGS; i++)
		done += compare_people(packed);
	batch_people_destroy(packed);
	print_message("%d people; outcomes %lld yes, %lld no, %lld open; %lld amounts\n", done,
		      (long long)settled[TRI_TRUE], (long long)settled[TRI_FALSE],
		      (long long)settled[TRI_UNKNOWN], (long long)amounts_known);
	assert_true(done >= 100000);
	for (int tri = 0; tri < 3; tri++)
		assert_true(settled[tri] > done);
	assert_true(amounts_known > done / 10);
	assert_true(bounds_told > done / 10);
}

/* ---- the same trees with other words ---- */

static uint8_t one_of(const uint8_t *ops, uint64_t count)
{
	return ops[draw(count)];
}

static void reword(struct step *step)
{
	static const uint8_t joins[] = { OP_ALL, OP_ANY };
	static const uint8_t folds[] = { OP_MIN, OP_MAX, OP_ADD, OP_TIMES, OP_FIRST_KNOWN };
	static const uint8_t pairs[] = { OP_MINUS, OP_PERCENT, OP_ADD, OP_TIMES };
	static const uint8_t singles[] = { OP_NOT, OP_STAFF_IF, OP_STAFF_UNLESS, OP_CLAIM };

	switch ((enum op)step->op) {
	case OP_ALL:
	case OP_ANY:
		step->op = step->kid_count == 1 ? one_of(singles, 4) : one_of(joins, 2);
		return;
	case OP_NOT:
	case OP_STAFF_IF:
	case OP_STAFF_UNLESS:
		step->op = one_of(singles, 4);
		return;
	case OP_COMPARE:
		step->index = (int16_t)draw(REL_COUNT);
		return;
	case OP_IS:
		step->yes = draw(64);
		step->unsure = draw(3) ? 0 : draw(64);
		return;
	case OP_MINUS:
	case OP_PERCENT:
		step->op = one_of(pairs, 4);
		return;
	case OP_MIN:
	case OP_MAX:
	case OP_TIMES:
		step->op = step->kid_count == 1 ? OP_UP_TO : one_of(folds, 5);
		return;
	default:
		return;
	}
}

/* A count on a day that differs from person to person. */
static void move_counts(void)
{
	int day = -1;

	for (int i = 0; i < pack->step_count; i++) {
		struct step *step = &pack->steps[i];

		if (step->op == OP_BY_STAGE)
			day = i;
		if (step->op == OP_COUNT && day >= 0)
			pack->kids[step->kid_first] = (int16_t)day;
	}
}

static void reword_pack(void)
{
	for (int i = 0; i < pack->step_count; i++) {
		if (draw(6) == 0)
			reword(&pack->steps[i]);
	}
	for (int i = 0; i < pack->count_count; i++)
		pack->counts[i].rolling = draw(2);
	for (int i = 0; i < pack->repeat_count; i++)
		pack->repeats[i].lower_barred = draw(2);
	for (int i = 0; i < pack->param_count; i++) {
		struct param *param = &pack->params[i];

		if (draw(4) || param->version_count > 1)
			continue;
		param->version_count = 2;
		param->versions[1] = param->versions[0];
		param->versions[0].to = date_to_days((struct date){ 2020, 6, 30 });
		param->versions[1].from = param->versions[0].to + 1;
		param->versions[1].value = param->versions[0].value / 2 + 1;
	}
	if (draw(2))
		move_counts();
	pack_find_common_subexpressions(pack);
}

static void test_reworded(void **state)
{
	static struct pack shipped;
	int met[OP_UP_TO + 1] = { 0 };

	(void)state;
	shipped = *pack;
	for (int i = 0; i < OTHER_SETTINGS; i++) {
		struct batch_people *packed = NULL;

		*pack = shipped;
		reword_pack();
		for (int s = 0; s < pack->step_count; s++)
			met[pack->steps[s].op]++;
		assert_int_equal(batch_people_create(pack, PEOPLE, &packed), ERR_OK);
		compare_people(packed);
		batch_people_destroy(packed);
	}
	*pack = shipped;
	for (int op = 0; op <= OP_UP_TO; op++)
		assert_true(met[op] > 0);
}

/* ---- sharing a block of nobody, of one, of one too many ---- */

static void test_sizes(void **state)
{
	static const size_t sizes[] = { 1, 63, 64, 65, BATCH_BLOCK, BATCH_BLOCK + 1 };

	(void)state;
	draw_people();
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		struct batch_people *packed = NULL;

		assert_int_equal(batch_people_create(pack, sizes[i], &packed), ERR_OK);
		assert_int_equal(batch_block_count(packed), 0);
		for (size_t p = 0; p < sizes[i]; p++)
			assert_int_equal(batch_people_add(packed, &people[p]), ERR_OK);
		assert_int_equal(compare_setting(packed), (int)sizes[i]);
		batch_people_destroy(packed);
	}
	batch_people_destroy(NULL);
	batch_plan_destroy(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_shipped),
		cmocka_unit_test(test_reworded),
		cmocka_unit_test(test_sizes),
	};
	return cmocka_run_group_tests(tests, load, unload);
}
