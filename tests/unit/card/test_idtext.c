#include "card/idtext.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

static void put(uint8_t *text, size_t at, const char *ascii)
{
	for (; *ascii; ascii++, at += 2) {
		text[at] = (uint8_t)*ascii;
		text[at + 1] = 0;
	}
}

static void put_unit(uint8_t *text, size_t at, unsigned unit)
{
	text[at] = (uint8_t)unit;
	text[at + 1] = (uint8_t)(unit >> 8);
}

static void blank(uint8_t text[IDTEXT_SIZE])
{
	for (size_t i = 0; i < IDTEXT_SIZE; i += 2)
		put_unit(text, i, ' ');
}

/* 徐, and U+2CB5A as a pair of units. */
static void fill_resident(uint8_t text[IDTEXT_SIZE])
{
	blank(text);
	put_unit(text, 0, 0x5F90);
	put_unit(text, 2, 0xD872);
	put_unit(text, 4, 0xDF5A);
	put(text, 30, "2");
	put(text, 32, "01");
	put(text, 36, "19400702");
	put(text, 122, "330299194007020424");
	put(text, 188, "20120909");
	put_unit(text, 204, 0x957F);
	put_unit(text, 206, 0x671F);
}

static void test_resident(void **state)
{
	uint8_t text[IDTEXT_SIZE];
	struct holder h;

	(void)state;
	fill_resident(text);
	assert_int_equal(idtext_to_holder(text, &h), ERR_OK);
	assert_int_equal(h.type, CARD_RESIDENT_ID);
	assert_int_equal(h.assurance, ASSURANCE_A1);
	assert_string_equal(h.name, "徐𬭚");
	assert_string_equal(h.id_no, "330299194007020424");
	assert_true(h.expires_never && !date_is_set(h.expires));
	assert_int_equal(h.nation, 1);
}

static void test_flags(void **state)
{
	uint8_t text[IDTEXT_SIZE];
	struct holder h;

	(void)state;
	for (unsigned flag = 0; flag < 0x180; flag++) {
		fill_resident(text);
		put_unit(text, 248, flag);
		if (flag == 0 || flag == ' ' || flag == 'Y')
			assert_int_equal(idtext_to_holder(text, &h), ERR_OK);
		else
			assert_int_equal(idtext_to_holder(text, &h), ERR_PROTO);
	}
}

static void test_hmt_number_begins_with_8(void **state)
{
	uint8_t text[IDTEXT_SIZE];
	struct holder h;

	(void)state;
	fill_resident(text);
	put(text, 36, "19970418");
	put(text, 122, "830000199704180210");
	put(text, 220, "T99000018");
	put(text, 248, "J");
	assert_int_equal(idtext_to_holder(text, &h), ERR_OK);
	assert_int_equal(h.type, CARD_HMT_PERMIT);
	assert_string_equal(h.permit_no, "T99000018");
	assert_int_equal(h.nation, 0);
}

static void test_foreign_2017(void **state)
{
	uint8_t text[IDTEXT_SIZE];
	struct holder h;

	(void)state;
	blank(text);
	put(text, 0, "JOHNSON MARK ALLEN");
	put(text, 120, "1");
	put(text, 122, "USA330299198501");
	put(text, 152, "USA");
	put(text, 188, "20180101");
	put(text, 204, "20280101");
	put(text, 220, "19850101");
	put(text, 248, "I");
	assert_int_equal(idtext_to_holder(text, &h), ERR_OK);
	assert_string_equal(h.name, "JOHNSON MARK ALLEN");
	assert_string_equal(h.permit_no, "USA330299198501");
	assert_string_equal(h.id_no, "");
	assert_string_equal(h.country, "USA");
	assert_int_equal(h.expires.year, 2028);
}

/* 35 characters, then the rest: where they meet at a blank, it stays. */
static void test_foreign_2023_long_name(void **state)
{
	static const char *const names[] = {
		"WOLFESCHLEGELSTEINHAUSENBERGERDORFF",	/* fills the first field */
		"WOLFESCHLEGELSTEINHAUSENBERGERDORF ",	/* ends it with a blank */
	};
	uint8_t text[IDTEXT_SIZE];
	struct holder h;
	char whole[64];

	(void)state;
	for (int i = 0; i < 2; i++) {
		fill_resident(text);
		put(text, 32, "00");
		put(text, 52, names[i]);
		put(text, 204, "20320909");
		put(text, 220, "HUBERT");
		put(text, 242, "DEU");
		put(text, 248, "Y");
		snprintf(whole, sizeof(whole), "%sHUBERT", names[i]);
		assert_int_equal(idtext_to_holder(text, &h), ERR_OK);
		assert_string_equal(h.name_latin, whole);
		assert_string_equal(h.country, "DEU");
	}
	put(text, 220, "      ");
	assert_int_equal(idtext_to_holder(text, &h), ERR_OK);
	assert_string_equal(h.name_latin, "WOLFESCHLEGELSTEINHAUSENBERGERDORF");
}

static void test_doubtful_text_is_nobody(void **state)
{
	static const struct { size_t at; unsigned unit; } bad[] = {
		{ 0, 0xDC00 }, { 0, 0xD800 },			/* name */
		{ 122, '4' }, { 156, 'X' },			/* number */
	};
	uint8_t text[IDTEXT_SIZE];
	struct holder h = { .nation = 42 };

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		fill_resident(text);
		put_unit(text, bad[i].at, bad[i].unit);
		assert_int_equal(idtext_to_holder(text, &h), ERR_PROTO);
	}
	blank(text);
	assert_int_equal(idtext_to_holder(text, &h), ERR_PROTO);
	assert_int_equal(h.nation, 42);
}

/* What no visit hangs on: it is unknown then, and the person is read. */
static void test_odd_fields_are_left_out(void **state)
{
	static const struct { size_t at; unsigned unit; } odd[] = {
		{ 36, '2' }, { 38, 'x' },			/* birth date */
		{ 52, 0xD800 }, { 158, 0xDC00 },		/* address, issuer */
		{ 188, '9' }, { 204, '2' },			/* period */
	};
	uint8_t text[IDTEXT_SIZE];
	struct holder h;

	(void)state;
	for (size_t i = 0; i < sizeof(odd) / sizeof(odd[0]); i++) {
		fill_resident(text);
		put_unit(text, odd[i].at, odd[i].unit);
		assert_int_equal(idtext_to_holder(text, &h), ERR_OK);
		assert_int_equal(date_compare(h.birth, idno_birth(h.id_no)), 0);
		assert_true(odd[i].at != 52 || h.address[0] == 0);
		assert_true(odd[i].at != 204 || !(date_is_set(h.expires) || h.expires_never));
	}
	fill_resident(text);
	put(text, 204, "99991231");
	assert_int_equal(idtext_to_holder(text, &h), ERR_OK);
	assert_true(h.expires_never);
}

/* In each of its 18 places a number takes no full-width digit, blank, NUL or small letter. */
static void test_number_is_exact(void **state)
{
	static const char number[] = "330299194007020424";
	static const unsigned others[] = { 0xFF10, ' ', 0, 'x', 0x3000, 'X' };
	uint8_t text[IDTEXT_SIZE];
	struct holder h;

	(void)state;
	for (size_t place = 0; place < 18; place++) {
		for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
			fill_resident(text);
			put_unit(text, 122 + 2 * place, others[i]);
			assert_int_equal(idtext_to_holder(text, &h), ERR_PROTO);
		}
		fill_resident(text);
		put_unit(text, 122 + 2 * place, 0xFF10u + (unsigned)(number[place] - '0'));
		assert_int_equal(idtext_to_holder(text, &h), ERR_PROTO);
	}
}

/* Numbers of such permits begin with 81, 82 or 83: a citizen's makes none. */
static void test_citizens_have_no_such_permit(void **state)
{
	uint8_t text[IDTEXT_SIZE];
	struct holder h;

	(void)state;
	fill_resident(text);
	put(text, 220, "T99000018");
	put(text, 248, "J");
	assert_int_equal(idtext_to_holder(text, &h), ERR_PROTO);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_resident),
		cmocka_unit_test(test_flags),
		cmocka_unit_test(test_hmt_number_begins_with_8),
		cmocka_unit_test(test_foreign_2017),
		cmocka_unit_test(test_foreign_2023_long_name),
		cmocka_unit_test(test_doubtful_text_is_nobody),
		cmocka_unit_test(test_odd_fields_are_left_out),
		cmocka_unit_test(test_number_is_exact),
		cmocka_unit_test(test_citizens_have_no_such_permit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
