#include "base/text.h"
#include "tests/unit/unit.h"

#include <string.h>

static void valid_and_not(void **state)
{
	static const struct { const char *bytes; size_t len, bad; } cases[] = {
		{ "", 0, 0 },
		{ "kiosk", 5, 5 },
		{ "甬政办发", 12, 12 },
		{ "𬭚㛃䶮", 10, 10 },
		{ "a\xff", 2, 1 },
		{ "\xc0\xaf", 2, 0 },		/* overlong */
		{ "\xe0\x9f\xbf", 3, 0 },	/* overlong */
		{ "\xed\xa0\x80", 3, 0 },	/* surrogate */
		{ "\xf4\x90\x80\x80", 4, 0 },	/* past U+10FFFF */
		{ "ok\xe7\x94", 4, 2 },		/* breaks off */
		{ "\x80", 1, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_int_equal(utf8_bad_offset(cases[i].bytes, cases[i].len), cases[i].bad);
}

static void walks_characters(void **state)
{
	const char *at = "钱𬭚";

	(void)state;
	assert_int_equal(utf8_next(&at), 0x94b1);
	assert_int_equal(utf8_next(&at), 0x2cb5a);
	assert_int_equal(utf8_next(&at), 0);
	assert_int_equal(utf8_length("钱䶮㛃𬭚"), 4);
}

static void put_is_the_inverse_of_next(void **state)
{
	(void)state;
	for (uint32_t c = 1; c <= 0x10ffff; c += c < 0x3000 ? 1 : 97) {
		char bytes[5] = { 0 };
		const char *at = bytes;

		if (c >= 0xd800 && c <= 0xdfff)
			continue;
		utf8_put(c, bytes);
		assert_true(utf8_valid(bytes, strlen(bytes)));
		assert_int_equal(utf8_next(&at), c);
	}
}

static void refuses_rather_than_cuts(void **state)
{
	char out[7];
	struct text text = text_in(out, sizeof(out));

	(void)state;
	text_add(&text, "宁波");
	assert_string_equal(out, "宁波");
	text_add(&text, "市");
	assert_true(text.full);
	assert_string_equal(out, "宁波");
	assert_int_equal(text_copy(out, sizeof(out), "1234567"), ERR_FULL);
	assert_string_equal(out, "");
	assert_int_equal(text_copy(out, sizeof(out), "123456"), ERR_OK);
}

static void formats_or_refuses(void **state)
{
	char out[8];
	struct text text = text_in(out, sizeof(out));

	(void)state;
	text_addf(&text, "%d 元", 40);
	assert_true(!text.full);
	text_addf(&text, "%d", 12);
	assert_true(text.full);
	assert_string_equal(out, "40 元");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(valid_and_not),
		cmocka_unit_test(walks_characters),
		cmocka_unit_test(put_is_the_inverse_of_next),
		cmocka_unit_test(refuses_rather_than_cuts),
		cmocka_unit_test(formats_or_refuses),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
