/* Receipt numbers: form, and the mistakes that the check digit finds. */
#include "tests/unit/store/samples.h"

#include "store/receiptno.h"

#include <ctype.h>

#define SIGNED_AT 1615772400	/* 2021-03-15 09:40 in Ningbo */

static void check_form(const char *terminal, int64_t at, int64_t seq, const char *expected)
{
	char out[RECEIPT_NO_MAX];
	int64_t back = 0;

	receiptno_format(terminal, at, seq, out);
	assert_memory_equal(out, expected, strlen(expected));
	assert_true(receiptno_parse(out, &back));
	assert_int_equal(back, seq);
}

static void test_form(void **state)
{
	(void)state;
	check_form("3 号自助终端", SIGNED_AT, 42, "003-210315-00042-");
	check_form("Kiosk 17", SIGNED_AT, 1, "017-210315-00001-");
	check_form("hall 2, kiosk 1234", SIGNED_AT, 1, "234-210315-00001-");
	check_form("", SIGNED_AT, 99999, "000-210315-99999-");
	check_form("7", SIGNED_AT, 1234567, "007-210315-1234567-");
	/* The day is Ningbo's: one second before and at its midnight. */
	check_form("7", 1615737599, 1, "007-210314-");
	check_form("7", 1615737600, 1, "007-210315-");
}

static void test_typed_otherwise(void **state)
{
	char number[RECEIPT_NO_MAX], typed[64];
	int64_t seq = 0;
	size_t n = 0;

	(void)state;
	receiptno_format("3", SIGNED_AT, 42, number);
	for (const char *at = number; *at; at++) {
		if (*at != '-')
			typed[n++] = *at;
	}
	typed[n] = 0;
	assert_true(receiptno_parse(typed, &seq));
	assert_int_equal(seq, 42);
	assert_false(receiptno_parse("", &seq));
	assert_false(receiptno_parse("003-210315-0004x-7", &seq));
	assert_false(receiptno_parse("000-000000-00000-0", &seq));
	assert_false(receiptno_parse("003-210315-000000000042-7", &seq));
}

/* Every single wrong digit and every swap of unequal neighbours, for many numbers. */
static void test_mistakes_are_found(void **state)
{
	char number[RECEIPT_NO_MAX];
	int64_t seq;

	(void)state;
	for (int64_t n = 1; n < 400; n += 7) {
		receiptno_format("12", SIGNED_AT + n * 86400, n * 131, number);
		for (char *at = number; *at; at++) {
			char was = *at, *next = at + 1 + (at[1] == '-');

			if (!isdigit((unsigned char)was))
				continue;
			for (char digit = '0'; digit <= '9'; digit++) {
				*at = digit;
				assert_int_equal(receiptno_parse(number, &seq), digit == was);
			}
			*at = was;
			if (!at[1] || *next == was)
				continue;
			*at = *next;
			*next = was;
			assert_false(receiptno_parse(number, &seq));
			*next = *at;
			*at = was;
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_form),
		cmocka_unit_test(test_typed_otherwise),
		cmocka_unit_test(test_mistakes_are_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
