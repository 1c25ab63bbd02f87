#include "core/date.h"
#include "core/employer.h"
#include "core/fact.h"
#include "core/holder.h"
#include "core/ink.h"
#include "core/money.h"
#include "tests/unit/unit.h"

#include <string.h>

static struct date on(const char *text)
{
	struct date date = { 0 };

	assert_true(date_parse(text, &date));
	return date;
}

static void dates_that_exist(void **state)
{
	struct date date;

	(void)state;
	assert_true(date_parse("2020-02-29", &date));
	assert_true(date_parse("20210315", &date));
	assert_false(date_parse("2021-02-29", &date));
	assert_false(date_parse("1900-02-29", &date));
	assert_false(date_parse("2021-13-01", &date));
	assert_false(date_parse("2021-3-15", &date));
	assert_false(date_parse("2021-03-1x", &date));
	assert_false(date_parse("", &date));
}

/* 示例数据: a number whose check sign is right, and what one slip makes of it. */
static void employers_by_their_numbers(void **state)
{
	static const char no[] = "91330299MA2AAAAA0X";
	char slipped[EMPLOYER_NO_MAX];
	int taken = 0;

	(void)state;
	assert_true(employer_no_is(no));
	for (size_t i = 0; i < sizeof(no) - 1; i++) {
		memcpy(slipped, no, sizeof(no));
		slipped[i] = slipped[i] == '7' ? '8' : '7';
		taken += employer_no_is(slipped);
		assert_true(employer_no_key(slipped) != employer_no_key(no));
	}
	assert_int_equal(taken, 0);
	assert_false(employer_no_is("91330299ma2aaaaa0x"));
	assert_false(employer_no_is("91330299MA2AAAAA0"));
	assert_false(employer_no_is("91330299MA2AAAAA0X1"));
	assert_false(employer_no_is(""));
	assert_false(employer_no_is(NULL));
	assert_true(employer_no_key(no) > 0);
}

static void days_both_ways(void **state)
{
	(void)state;
	assert_int_equal(date_to_days(on("1970-01-01")), 0);
	assert_int_equal(date_to_days(on("2000-03-01")), 11017);
	for (int32_t day = -25567; day < 84000; day++)
		assert_int_equal(date_to_days(date_from_days(day)), day);
}

static void anniversaries(void **state)
{
	char text[DATE_TEXT_MAX];

	(void)state;
	date_format(date_add_years(on("2020-02-29"), 5), text);
	assert_string_equal(text, "2025-02-28");
	date_format(date_add_years(on("2020-11-30"), 5), text);
	assert_string_equal(text, "2025-11-30");
	assert_int_equal(date_age(on("2007-03-15"), on("2021-03-14")), 13);
	assert_int_equal(date_age(on("2007-03-15"), on("2021-03-15")), 14);
	assert_int_equal(date_weekday(on("2021-03-15")), 1);
	assert_int_equal(date_weekday(on("1969-12-28")), 0);
}

static void masked_names(void **state)
{
	static const struct { const char *name, *masked; } cases[] = {
		{ "陈莉", "陈*" },
		{ "王志强", "王*强" },
		{ "钱䶮㛃𬭚", "钱**𬭚" },
		{ "JOHNSON MARK", "J****** M***" },
		{ "李", "李" },
	};
	char out[HOLDER_NAME_MAX];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		holder_mask_name(cases[i].name, out);
		assert_string_equal(out, cases[i].masked);
	}
}

static void money_in_fen(void **state)
{
	char text[MONEY_TEXT_MAX];

	(void)state;
	money_format(80000, text);
	assert_string_equal(text, "800");
	money_format(59999, text);
	assert_string_equal(text, "599.99");
	money_format(5, text);
	assert_string_equal(text, "0.05");
	assert_int_equal(money_percent(80000, 130), 104000);
	assert_int_equal(money_percent(1, 130), 1);
}

static void kleene(void **state)
{
	static const enum tri all[] = { TRI_UNKNOWN, TRI_FALSE, TRI_TRUE };

	(void)state;
	assert_int_equal(tri_and(TRI_FALSE, TRI_UNKNOWN), TRI_FALSE);
	assert_int_equal(tri_and(TRI_TRUE, TRI_UNKNOWN), TRI_UNKNOWN);
	assert_int_equal(tri_or(TRI_TRUE, TRI_UNKNOWN), TRI_TRUE);
	for (int a = 0; a < 3; a++) {
		for (int b = 0; b < 3; b++)
			assert_int_equal(tri_not(tri_and(all[a], all[b])),
					 tri_or(tri_not(all[a]), tri_not(all[b])));
	}
}

static void trust_decides(void **state)
{
	struct fact fact = { 0 };
	struct date none = { 0 };

	(void)state;
	fact_state(&fact, FACT_DECLARED, 1, none);
	assert_int_equal(fact.number, 1);
	fact_state(&fact, FACT_REGISTRY, 0, none);
	assert_int_equal(fact.number, 0);
	assert_true(fact.contradicted);
	fact_state(&fact, FACT_DECLARED, 0, none);
	assert_false(fact.contradicted);
	fact_state(&fact, FACT_DECLARED, 1, none);
	assert_int_equal(fact.number, 0);
	assert_int_equal(fact.source, FACT_REGISTRY);
	assert_true(fact.contradicted);
	fact_state(&fact, FACT_REGISTRY, 1, none);
	assert_false(fact.contradicted);
}

static void only_empty_ink_is_refused(void **state)
{
	static struct ink ink;

	(void)state;
	assert_true(ink_is_empty(&ink));
	ink_add(&ink, (struct ink_point){ .x = 100, .y = 100, .starts = true });
	ink_add(&ink, (struct ink_point){ .x = 100, .y = 100 });
	assert_true(ink_is_empty(&ink));
	ink_add(&ink, (struct ink_point){ .x = 101, .y = 100 });
	assert_false(ink_is_empty(&ink));
	ink_clear(&ink);
	assert_true(ink_is_empty(&ink));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dates_that_exist),
		cmocka_unit_test(employers_by_their_numbers),
		cmocka_unit_test(days_both_ways),
		cmocka_unit_test(anniversaries),
		cmocka_unit_test(masked_names),
		cmocka_unit_test(money_in_fen),
		cmocka_unit_test(kleene),
		cmocka_unit_test(trust_decides),
		cmocka_unit_test(only_empty_ink_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
