#include "policy/plan.h"
#include "policy/policy.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define PACK SOURCE_DIR "/kiosk-config/packs/nb-2019-78"

static struct pack *pack;

static int load(void **state)
{
	struct diag diag = { 0 };

	(void)state;
	return pack_load(PACK, &pack, &diag) == ERR_OK ? 0 : -1;
}

static int unload(void **state)
{
	(void)state;
	pack_destroy(pack);
	return 0;
}

static struct policy_case on_demo_day(void)
{
	struct policy_case c = { .date = { 2021, 3, 15 } };

	c.history.known = c.history.complete = true;
	return c;
}

static void know(struct policy_case *c, const char *id, int64_t number)
{
	int fact = pack_fact_find(pack, id);

	assert_true(fact >= 0);
	fact_state(&c->facts.at[fact], FACT_REGISTRY, number, c->date);
}

static struct decision decide(const struct policy_case *c, const char *code)
{
	struct decision d;

	policy_decide(pack, c, pack_benefit_find(pack, code), &d);
	return d;
}

static const char *next(const struct policy_case *c, const char *const *codes, bool *asked)
{
	bool wanted[64] = { false };
	int fact;

	for (int i = 0; codes[i]; i++)
		wanted[pack_benefit_find(pack, codes[i])] = true;
	fact = policy_next_question(pack, c, wanted, asked);
	if (fact >= 0)
		asked[fact] = true;
	return fact >= 0 ? pack_fact(pack, fact)->id : "nothing";
}

static void test_hukou_alone_settles_the_general_condition(void **state)
{
	static const char *const wanted[] = { "GEN", NULL };
	struct policy_case c = on_demo_day();
	bool asked[FACTS_MAX] = { false };

	(void)state;
	assert_string_equal(next(&c, wanted, asked), "hukou_ningbo");
	know(&c, "hukou_ningbo", 1);
	assert_int_equal(decide(&c, "GEN").outcome, OUTCOME_ELIGIBLE);
	assert_string_equal(next(&c, wanted, asked), "nothing");
}

static void test_general_limbs_are_asked_in_order_and_stop(void **state)
{
	static const char *const wanted[] = { "FREE", "LIVING", NULL };
	struct policy_case c = on_demo_day();
	bool asked[FACTS_MAX] = { false };

	(void)state;
	know(&c, "hukou_ningbo", 0);
	assert_string_equal(next(&c, wanted, asked), "works_ningbo");
	know(&c, "works_ningbo", 0);
	assert_string_equal(next(&c, wanted, asked), "business_ningbo");
	know(&c, "business_ningbo", 1);
	assert_string_equal(next(&c, wanted, asked), "two_after");
	assert_true(pack_fact(pack, pack_fact_find(pack, "two_after"))->group >= 0);
}

/* The ids of the group's facts that still bear on FREE and LIVING, in the group's order. */
static void assert_bearing(const struct policy_case *c, const char *group_of, const char *ids)
{
	bool wanted[BENEFITS_MAX] = { false };
	int group = pack_fact(pack, pack_fact_find(pack, group_of))->group;
	int facts[FACTS_MAX], count;
	char got[512] = "";

	wanted[pack_benefit_find(pack, "FREE")] = wanted[pack_benefit_find(pack, "LIVING")] = true;
	count = policy_bearing(pack, c, wanted, group, facts);
	for (int i = 0; i < count; i++) {
		strcat(got, i > 0 ? " " : "");
		strcat(got, pack_fact(pack, facts[i])->id);
	}
	assert_string_equal(got, ids);
}

/* Whom the register calls unemployed, no other reason can make training any freer. */
static void test_a_group_asks_what_can_still_change_something(void **state)
{
	struct policy_case c = on_demo_day();

	(void)state;
	know(&c, "hukou_ningbo", 1);
	know(&c, "unemployment_registered", 1);
	assert_bearing(&c, "veteran", "two_after disabled poor_labour");
	know(&c, "poor_labour", 1);
	assert_bearing(&c, "veteran", "");
	assert_bearing(&c, "employment_difficulty", "");
}

/* One fact alone opens the way and goes it as well: beside it the others are moot. */
static void test_what_another_answer_settles_alone_is_not_asked(void **state)
{
	static const char *const none[] = { "hukou_ningbo", "works_ningbo", "business_ningbo",
		"resident_ningbo", "unemployment_registered" };
	struct policy_case c = on_demo_day();

	(void)state;
	for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++)
		know(&c, none[i], 0);
	know(&c, "residence_permit_until", FACT_NO_DATE);
	assert_bearing(&c, "employment_difficulty", "paired_region_poor");
}

static void test_sensitive_facts_wait_until_they_matter(void **state)
{
	static const char *const wanted[] = { "GEN", NULL };
	struct policy_case c = on_demo_day();
	bool asked[FACTS_MAX] = { false };

	(void)state;
	for (;;) {
		const char *id = next(&c, wanted, asked);

		if (strcmp(id, "nothing") == 0)
			break;
		assert_false(pack_fact(pack, pack_fact_find(pack, id))->sensitive);
	}
}

static void test_rural_is_asked_only_of_school_leavers(void **state)
{
	static const char *const wanted[] = { "LIVING", NULL };
	static const char *const none[] = { "poor_labour", "disabled", "employment_difficulty",
		"zero_employment_household", "paired_region_poor" };
	struct policy_case c = on_demo_day();
	bool asked[FACTS_MAX] = { false };

	(void)state;
	know(&c, "hukou_ningbo", 1);
	for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++)
		know(&c, none[i], 0);
	assert_string_equal(next(&c, wanted, asked), "two_after");
	know(&c, "two_after", 1);
	assert_string_equal(next(&c, wanted, asked), "rural_student");
	know(&c, "rural_student", 1);
	assert_int_equal(decide(&c, "LIVING").outcome, OUTCOME_ELIGIBLE);
	assert_string_equal(next(&c, wanted, asked), "nothing");
}

static void test_declared_status_is_provisional(void **state)
{
	struct policy_case c = on_demo_day();

	(void)state;
	know(&c, "hukou_ningbo", 1);
	policy_declare(pack, &c, pack_fact_find(pack, "disabled"), 1, c.date);
	assert_int_equal(decide(&c, "FREE").outcome, OUTCOME_ELIGIBLE);
	assert_true(decide(&c, "FREE").provisional);
	know(&c, "disabled", 1);
	assert_false(decide(&c, "FREE").provisional);
}

static void test_no_to_out_of_work_answers_the_register_too(void **state)
{
	struct policy_case c = on_demo_day();
	int registered = pack_fact_find(pack, "unemployment_registered");
	int fact = pack_fact_find(pack, "unemployed");

	(void)state;
	policy_declare(pack, &c, fact, 0, c.date);
	assert_true(fact_known(&c.facts.at[registered]));
	c = on_demo_day();
	know(&c, "unemployment_registered", 1);
	policy_declare(pack, &c, fact, 0, c.date);
	assert_int_equal(c.facts.at[registered].number, 1);
}

static void test_living_without_days_is_a_daily_rate(void **state)
{
	struct policy_case c = on_demo_day();
	struct decision d;

	(void)state;
	know(&c, "hukou_ningbo", 1);
	know(&c, "disabled", 1);
	d = decide(&c, "LIVING");
	assert_true(d.amount.per_day);
	assert_int_equal(d.amount.value, 4000);
	assert_int_equal(d.amount.label, AMOUNT_DOCUMENT);
}

static void test_course_facts_come_and_go(void **state)
{
	struct course course = { .kind = COURSE_QUAL, .occupation = "焊工", .level = '4',
		.on_list = TRI_TRUE, .std_known = true, .std = 80000 };
	struct policy_case c = on_demo_day();
	struct decision d;

	(void)state;
	know(&c, "hukou_ningbo", 1);
	policy_set_course(pack, &c, &course);
	d = decide(&c, "TRAIN");
	assert_int_equal(d.outcome, OUTCOME_ELIGIBLE);
	assert_int_equal(d.amount.value, 80000);
	assert_int_equal(d.amount.label, AMOUNT_SAMPLE);
	assert_int_equal(d.remaining_this_year, 3);
	snprintf(course.source, sizeof(course.source), "hrss-2021");
	policy_set_course(pack, &c, &course);	/* an office's own figure is no sample */
	assert_int_equal(decide(&c, "TRAIN").amount.label, AMOUNT_OFFICIAL);
	snprintf(course.source, sizeof(course.source), SOURCE_SAMPLE);
	policy_set_course(pack, &c, &course);
	assert_int_equal(decide(&c, "TRAIN").amount.label, AMOUNT_SAMPLE);
	policy_set_course(pack, &c, NULL);
	assert_int_equal(decide(&c, "TRAIN").outcome, OUTCOME_UNDETERMINED);
}

/* A ledger's trade is the one asked for, whatever blanks and widths it was written in. */
static void test_a_blank_makes_no_other_trade(void **state)
{
	static const char *const same[] = { "电工", "电工 ", " 电工\t", "\u3000电工" };

	(void)state;
	for (size_t i = 0; i < sizeof(same) / sizeof(same[0]); i++)
		assert_int_equal(policy_word(same[i]), policy_word("电工"));
	assert_int_equal(policy_word("ＣＮＣ（五轴）"), policy_word("CNC(五轴)"));
	assert_int_not_equal(policy_word("电 工"), policy_word("电工"));
}

static void test_every_text_is_there(void **state)
{
	(void)state;
	for (int i = 0; i < pack_benefit_count(pack); i++) {
		for (int lang = 0; lang < LANG_COUNT; lang++) {
			assert_non_null(pack_benefit(pack, i)->title.in[lang]);
			assert_non_null(pack_benefit(pack, i)->payee.in[lang]);
		}
	}
	assert_int_equal(strlen(pack_hash(pack)), 64);
}

/* Easy words where the pack has some, the usual ones where it has none. */
static void easy_words_fall_back_to_the_usual(void **state)
{
	const struct pack_text *title, *why;

	(void)state;
	title = &pack_benefit(pack, pack_benefit_find(pack, "FREE"))->title;
	why = &pack_fact(pack, pack_fact_find(pack, "hukou_ningbo"))->why;
	assert_string_equal(title->in[LANG_ZH_EASY], title->in[LANG_ZH_HANS]);
	assert_string_not_equal(why->in[LANG_ZH_EASY], why->in[LANG_ZH_HANS]);
}

/* ---- what is told beside an outcome ---- */

static const struct pack_caution *caution(const char *code, int16_t born, char sex)
{
	return pack_caution(pack, pack_benefit_find(pack, code), (struct date){ born, 3, 16 }, sex,
			    (struct date){ 2021, 3, 15 });
}

static void test_an_age_outside_the_notice_is_warned_of(void **state)
{
	static const struct date unset;

	(void)state;
	assert_null(caution("TRAIN", 1970, '2'));	/* 50 until tomorrow */
	assert_non_null(caution("TRAIN", 1969, '2'));
	assert_null(caution("TRAIN", 1969, '1'));
	assert_null(caution("TRAIN", 1960, '1'));
	assert_non_null(caution("TRAIN", 1959, '1'));
	assert_null(caution("TRAIN", 1969, 0));	/* of a sex not known: outside both alone */
	assert_non_null(caution("TRAIN", 1959, 0));
	assert_non_null(caution("TRAIN", 2005, '1'));	/* 15 until tomorrow */
	assert_null(caution("FREE", 1941, '1'));
	assert_null(pack_caution(pack, pack_benefit_find(pack, "TRAIN"), unset, '1',
				 (struct date){ 2021, 3, 15 }));
	assert_ptr_equal(pack_caution_find(pack, "A-AGE"), caution("TRAIN", 1941, '1'));
	assert_null(pack_caution_find(pack, "A-X"));
}

static void test_what_a_supplier_is_paid_nobody_applies_for(void **state)
{
	(void)state;
	assert_false(pack_applied_for(pack, pack_benefit_find(pack, "PROJECT")));
	assert_true(pack_applied_for(pack, pack_benefit_find(pack, "TRAIN")));
	assert_true(pack_applied_for(pack, pack_benefit_find(pack, "LIVING")));
	assert_false(pack_applied_for(pack, pack_benefit_find(pack, "GEN")));
	assert_false(pack_applied_for(pack, pack_benefit_find(pack, "PREJOB")));
	assert_int_equal(pack_offer(pack), pack_benefit_find(pack, "COURSE_OFFER"));
}

/* ---- plans ---- */

static uint64_t draw(uint64_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return *seed;
}

static struct plan_question random_question(uint64_t *seed)
{
	static const char levels[] = "5432SHT";
	struct plan_question q = { .count = (int)(draw(seed) % 9), .year_count = 2 };

	for (int y = 0; y < 2; y++)
		q.years[y].slots = (int)(draw(seed) % 4);
	for (int i = 0; i < q.count; i++) {
		int32_t first = (int32_t)(draw(seed) % 12);

		q.candidates[i] = (struct plan_candidate){
			.year = (int)(draw(seed) % 2), .occupation = (int64_t)(draw(seed) % 4),
			.level = levels[draw(seed) % 7], .value = (fen)(draw(seed) % 5) * 10000,
			.living = (fen)(draw(seed) % 3) * 20000,
			.first_day = first, .last_day = first - 1 + (int32_t)(draw(seed) % 5) };
	}
	return q;
}

/* Day by day, not by comparing the ends. */
static int overlaps_of(const struct plan_question *q, uint64_t set)
{
	int pairs = 0;

	for (int i = 0; i < q->count; i++) {
		for (int j = 0; j < i; j++) {
			const struct plan_candidate *a = &q->candidates[i], *b = &q->candidates[j];
			bool meet = false;

			for (int32_t day = a->first_day; day <= a->last_day; day++)
				meet = meet || (day >= b->first_day && day <= b->last_day);
			pairs += meet && set >> i & 1 && set >> j & 1;
		}
	}
	return pairs;
}

static bool keeps_limits(const struct plan_question *q, uint64_t set)
{
	int used[PLAN_YEARS_MAX] = { 0 };

	for (int i = 0; i < q->count; i++) {
		if (!(set >> i & 1))
			continue;
		if (++used[q->candidates[i].year] > q->years[q->candidates[i].year].slots)
			return false;
		for (int j = 0; j < i; j++) {
			if (set >> j & 1 && !plan_compatible(&q->candidates[i], &q->candidates[j]))
				return false;
		}
	}
	return true;
}

static void test_plan_equals_trying_every_set(void **state)
{
	uint64_t seed = 88172645463325252u;

	(void)state;
	for (int round = 0; round < 10000; round++) {
		struct plan_question q = random_question(&seed);
		fen most = 0, second = -1, attended = 0;
		int fewest = 0;
		struct plan plan;

		plan_find(&q, &plan);
		assert_true(keeps_limits(&q, plan.best.chosen));
		for (uint64_t set = 0; set < (uint64_t)1 << q.count; set++) {
			fen sum = keeps_limits(&q, set) ? plan_sum(&q, set) : -1;

			if (sum > most || (sum == most && overlaps_of(&q, set) < fewest))
				fewest = overlaps_of(&q, set);
			most = sum > most ? sum : most;
			if (overlaps_of(&q, set) == 0 && sum > attended)
				attended = sum;
			if (set & ~plan.best.chosen && sum > second)
				second = sum;
		}
		assert_int_equal(plan.best.sum, most);
		assert_int_equal(plan.best.overlaps, fewest);
		assert_int_equal(plan.attendable.sum, attended);
		assert_int_equal(overlaps_of(&q, plan.attendable.chosen), 0);
		assert_true(keeps_limits(&q, plan.attendable.chosen));
		assert_int_equal(plan.has_runner_up, second >= 0);
		if (plan.has_runner_up)
			assert_int_equal(plan.runner_up.sum, second);
	}
}

/* ---- what an employer is told ---- */

static struct employer_line figure_of(const struct policy_case *c, const char *code, int line)
{
	struct employer_line lines[EMPLOYER_LINES_MAX];
	int count = policy_employer(pack, c, pack_benefit_find(pack, code), lines);

	assert_true(line < count);
	return lines[line];
}

static void test_an_employer_is_told_the_figures_of_the_pack(void **state)
{
	struct policy_case c = on_demo_day();

	(void)state;
	assert_string_equal(figure_of(&c, "APPR", 1).figure, "6000");
	assert_string_equal(figure_of(&c, "APPR", 2).figure, "3000");
	assert_string_equal(figure_of(&c, "MASTER", 0).figure, "30");
	assert_string_equal(figure_of(&c, "UPLIFT_TF", 0).figure, "30");
	assert_string_equal(figure_of(&c, "APPR", 0).figure, "");
	assert_non_null(strstr(figure_of(&c, "APPR", 1).words.in[LANG_ZH_HANS], "{1}"));
}

/* What a firm applies for stands first; what is a person's alone stands nowhere. */
static void test_an_employer_is_told_of_its_own_first(void **state)
{
	static const char *const codes[] = { "PREJOB", "APPR", "MASTER", "UPLIFT_TF", "POST" };
	int benefits[BENEFITS_MAX];

	(void)state;
	assert_int_equal(pack_employer_benefits(pack, benefits), 5);
	for (int i = 0; i < 5; i++)
		assert_string_equal(pack_benefit(pack, benefits[i])->code, codes[i]);
}

/* A later rule of the State Council changes what an employer is told, from its day on. */
static void test_a_later_rule_reaches_the_employer(void **state)
{
	struct policy_case c = on_demo_day();

	(void)state;
	c.override_count = 1;
	c.overrides[0] = (struct override){ .by = BY_STATE_COUNCIL, .matter = MATTER_STANDARD,
					    .value = 800000, .from = { 2021, 4, 1 } };
	snprintf(c.overrides[0].key, sizeof(c.overrides[0].key), "appr_employee_cap_fen");
	assert_string_equal(figure_of(&c, "APPR", 1).figure, "6000");
	c.date = (struct date){ 2021, 4, 1 };
	assert_string_equal(figure_of(&c, "APPR", 1).figure, "8000");
	assert_true(figure_of(&c, "APPR", 1).later);
	assert_false(figure_of(&c, "APPR", 2).later);
}

/* What no office has told is left out, and sample data is said to be such. */
static void test_a_figure_that_nobody_told_is_left_out(void **state)
{
	struct employer_line lines[EMPLOYER_LINES_MAX];
	struct policy_case c = on_demo_day();
	int prejob = pack_benefit_find(pack, "PREJOB");

	(void)state;
	assert_int_equal(policy_employer(pack, &c, prejob, lines), 2);
	know(&c, "course.specific_std_fen", 40000);
	assert_int_equal(policy_employer(pack, &c, prejob, lines), 3);
	assert_string_equal(lines[2].figure, "400");
	assert_true(lines[2].sample);
	c.facts.at[pack_fact_find(pack, "course.specific_std_fen")].official = true;
	assert_false(figure_of(&c, "PREJOB", 2).sample);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_hukou_alone_settles_the_general_condition),
		cmocka_unit_test(test_general_limbs_are_asked_in_order_and_stop),
		cmocka_unit_test(test_a_group_asks_what_can_still_change_something),
		cmocka_unit_test(test_what_another_answer_settles_alone_is_not_asked),
		cmocka_unit_test(test_sensitive_facts_wait_until_they_matter),
		cmocka_unit_test(test_rural_is_asked_only_of_school_leavers),
		cmocka_unit_test(test_declared_status_is_provisional),
		cmocka_unit_test(test_no_to_out_of_work_answers_the_register_too),
		cmocka_unit_test(test_living_without_days_is_a_daily_rate),
		cmocka_unit_test(test_course_facts_come_and_go),
		cmocka_unit_test(test_a_blank_makes_no_other_trade),
		cmocka_unit_test(test_every_text_is_there),
		cmocka_unit_test(easy_words_fall_back_to_the_usual),
		cmocka_unit_test(test_an_age_outside_the_notice_is_warned_of),
		cmocka_unit_test(test_what_a_supplier_is_paid_nobody_applies_for),
		cmocka_unit_test(test_plan_equals_trying_every_set),
		cmocka_unit_test(test_an_employer_is_told_the_figures_of_the_pack),
		cmocka_unit_test(test_an_employer_is_told_of_its_own_first),
		cmocka_unit_test(test_a_later_rule_reaches_the_employer),
		cmocka_unit_test(test_a_figure_that_nobody_told_is_left_out),
	};
	return cmocka_run_group_tests(tests, load, unload);
}
