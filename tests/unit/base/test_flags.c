#include "base/flags.h"
#include "tests/unit/unit.h"

static bool take(const char *name, const char *value, const char **text, int *number)
{
	const struct flag flags[] = {
		{ "--out", .text = text },
		{ "--port", .number = number, .least = 1, .most = 65535 },
	};

	return flags_take(flags, 2, name, value);
}

static void values_go_where_the_table_says(void **state)
{
	const char *text = NULL;
	int number = 7;

	(void)state;
	assert_true(take("--out", "here", &text, &number));
	assert_string_equal(text, "here");
	assert_true(take("--port", "65535", &text, &number));
	assert_int_equal(number, 65535);
	assert_false(take("--in", "here", &text, &number));
}

static void a_number_is_whole_and_within_its_bounds(void **state)
{
	static const char *const wrong[] = { "", "0", "65536", "-1", "1x", "x", "1.5",
					     "99999999999999999999" };
	const char *text = NULL;
	int number = 7;

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		assert_false(take("--port", wrong[i], &text, &number));
	assert_int_equal(number, 7);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_go_where_the_table_says),
		cmocka_unit_test(a_number_is_whole_and_within_its_bounds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
