/* Texts as they are kept and compared. */
#include "tests/unit/unit.h"

#include "base/normal.h"

#include <string.h>

static void test_as_it_is_compared(void **state)
{
	static const struct { const char *text, *key; } cases[] = {
		{ "", "" },
		{ "电工", "电工" },
		{ "电工 ", "电工" },
		{ "\t\u3000电工\u00a0\r\n", "电工" },
		{ " \u3000 ", "" },
		{ "ＣＮＣ（数控）", "CNC(数控)" },
		{ "Cafe\u0301", "Caf\u00e9" },
		{ "电 工", "电 工" },
		{ "\u212b", "\u00c5" },		/* angstrom sign */
		{ "\uf900", "\u8c48" },		/* a compatibility ideograph */
	};
	char key[64];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		assert_int_equal(text_key(cases[i].text, key, sizeof(key)), ERR_OK);
		assert_string_equal(key, cases[i].key);
		assert_int_equal(text_is_blank(cases[i].text), key[0] == 0);
		if (text_is_key(cases[i].text))
			assert_string_equal(cases[i].text, key);
	}
	assert_true(text_is_key("电工"));
	assert_int_equal(text_normal("ＣＮＣ（数控） ", key, sizeof(key)), ERR_OK);
	assert_string_equal(key, "ＣＮＣ（数控）");
}

static void test_too_long(void **state)
{
	char out[4] = "x";

	(void)state;
	assert_int_equal(text_normal("abc ", out, sizeof(out)), ERR_OK);
	assert_int_equal(text_normal("abcd", out, sizeof(out)), ERR_FULL);
	assert_string_equal(out, "");
	assert_int_equal(text_key("ＡＢ", out, sizeof(out)), ERR_FULL);
}

static void test_unfit(void **state)
{
	static const struct { const char *text; uint32_t c; int at; } cases[] = {
		{ "焊工（五级）A é", 0, 0 },
		{ "甲\n", '\n', 2 },
		{ "a\x1b[2J", 0x1b, 2 },
		{ "\xc2\x85", 0x85, 1 },
		{ "甲\u202e乙", 0x202e, 2 },
		{ "\u2028", 0x2028, 1 },
		{ "\u200b", 0x200b, 1 },
		{ "\ufeff", 0xfeff, 1 },
		{ "\ue000", 0xe000, 1 },
		{ "\uffff", 0xffff, 1 },
		{ "\ufffd", 0xfffd, 1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		int at = 0;

		assert_int_equal(text_unfit(cases[i].text, &at), cases[i].c);
		assert_int_equal(at, cases[i].at);
	}
	assert_string_equal(text_unfit_name('\n'), "a line break");
	assert_string_equal(text_unfit_name(0x1b), "a control character");
}

static void test_han(void **state)
{
	(void)state;
	assert_true(text_has_han("CNC 数"));
	assert_true(text_has_han("\U00020000"));
	assert_false(text_has_han("（）ＡB カ"));
	assert_false(text_has_han(""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_as_it_is_compared),
		cmocka_unit_test(test_too_long),
		cmocka_unit_test(test_unfit),
		cmocka_unit_test(test_han),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
