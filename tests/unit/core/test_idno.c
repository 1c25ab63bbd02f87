/*
 * Identity numbers.  The check character is held against ISO 7064's own
 * definition, not against the table of weights that the code has: the sum of
 * all 18 values, each times its power of two, is 1 modulo 11.
 */
#include "core/idno.h"
#include "tests/unit/unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define CHARACTERS 18

static int value_of(char c)
{
	return c == 'X' ? 10 : c - '0';
}

static int power_of_two(int exponent)
{
	int power = 1;

	while (exponent-- > 0)
		power = power * 2 % 11;
	return power;
}

static bool is_congruent(const char *text)
{
	int sum = 0;

	for (int i = 0; i < CHARACTERS; i++)
		sum += value_of(text[i]) * power_of_two(CHARACTERS - 1 - i);
	return sum % 11 == 1;
}

/* 17 digits and the one character that makes them a number. */
static const char *number_of(const char *digits17)
{
	static const char all[] = "0123456789X";
	static char text[IDNO_TEXT_MAX];

	memcpy(text, digits17, 17);
	text[18] = 0;
	for (int i = 0; i < 11; i++) {
		text[17] = all[i];
		if (is_congruent(text))
			return text;
	}
	fail();
	return NULL;
}

/* A number of the sample region, of a day that exists. */
static const char *some_number(void)
{
	char digits[24];

	snprintf(digits, sizeof(digits), "330299%04d%02d%02d%03d", 1900 + rand() % 126,
		 1 + rand() % 12, 1 + rand() % 28, rand() % 1000);
	return number_of(digits);
}

static void known_numbers(void **state)
{
	(void)state;
	assert_int_equal(idno_check("330299198604120245"), IDNO_OK);
	assert_int_equal(idno_check("33029919951208056X"), IDNO_OK);
	assert_int_equal(idno_check("830000199704180210"), IDNO_OK);
	assert_int_equal(idno_check("330299198604120246"), IDNO_CHECK);
	assert_int_equal(idno_check("330299199512080560"), IDNO_CHECK);
	/* Cards print and store a capital X. */
	assert_int_equal(idno_check("33029919951208056x"), IDNO_CHARACTER);
}

static void the_check_character_is_iso_7064(void **state)
{
	bool seen[11] = { false };

	(void)state;
	srand(1);
	for (int i = 0; i < 20000; i++) {
		const char *number = some_number();

		assert_int_equal(idno_check_digit(number), number[17]);
		assert_int_equal(idno_check(number), IDNO_OK);
		seen[value_of(number[17])] = true;
	}
	for (int i = 0; i < 11; i++)
		assert_true(seen[i]);
}

/* Every wrong character in every place. */
static void one_wrong_character(void **state)
{
	static const char all[] = "0123456789X";

	(void)state;
	srand(2);
	for (int round = 0; round < 300; round++) {
		char text[IDNO_TEXT_MAX], right;

		memcpy(text, some_number(), sizeof(text));
		for (int place = 0; place < CHARACTERS; place++) {
			right = text[place];
			for (int i = 0; i < 11; i++) {
				text[place] = all[i];
				assert_int_equal(idno_check(text) == IDNO_OK, all[i] == right);
				if (place < 17 && all[i] != 'X' && all[i] != right)
					assert_int_not_equal(idno_check_digit(text), text[17]);
			}
			text[place] = right;
		}
	}
}

/*
 * Two characters that have changed places, neighbours or not.  Powers of two
 * repeat after ten: there the check character cannot know, and there alone.
 */
static void two_changed_places(void **state)
{
	(void)state;
	srand(3);
	for (int round = 0; round < 300; round++) {
		char right[IDNO_TEXT_MAX], text[IDNO_TEXT_MAX];

		memcpy(right, some_number(), sizeof(right));
		for (int i = 0; i < CHARACTERS; i++) {
			for (int j = i + 1; j < CHARACTERS; j++) {
				bool same = right[i] == right[j] || j - i == 10;

				memcpy(text, right, sizeof(text));
				text[i] = right[j];
				text[j] = right[i];
				assert_int_equal(is_congruent(text), same);
				if (!same)
					assert_int_not_equal(idno_check(text), IDNO_OK);
			}
		}
	}
}

static void the_17_digit_form(void **state)
{
	char back[IDNO_TEXT_MAX];

	(void)state;
	assert_int_equal(idno_to_key("33029919951208056X"), INT64_C(33029919951208056));
	srand(4);
	for (int i = 0; i < 5000; i++) {
		const char *number = some_number();

		idno_from_key(idno_to_key(number), back);
		assert_string_equal(back, number);
	}
	/* A leading zero is a digit of the number like another. */
	idno_from_key(INT64_C(330299198604120), back);
	assert_memory_equal(back, "00330299198604120", 17);
}

/* The C library's calendar knows which days there are. */
static bool exists(int year, int month, int day)
{
	struct tm tm = { .tm_year = year - 1900, .tm_mon = month - 1, .tm_mday = day };

	timegm(&tm);
	return tm.tm_year == year - 1900 && tm.tm_mon == month - 1 && tm.tm_mday == day;
}

static void birth_dates(void **state)
{
	static const int years[] = {
		0, 999, 1899, 1900, 1904, 1986, 1999, 2000, 2023, 2024, 2100, 2199, 2200, 9999,
	};

	(void)state;
	for (size_t y = 0; y < sizeof(years) / sizeof(years[0]); y++) {
		for (int md = 0; md < 10000; md++) {
			int year = years[y], month = md / 100, day = md % 100;
			bool good = year >= 1900 && year <= 2199 && exists(year, month, day);
			char digits[24];
			const char *number;

			snprintf(digits, sizeof(digits), "330299%04d%04d024", year, md);
			number = number_of(digits);
			assert_int_equal(idno_check(number), good ? IDNO_OK : IDNO_DATE);
			assert_int_equal(date_is_set(idno_birth(number)), good);
		}
	}
}

/* There is no clock here: who is yet to be born has a negative age, which a clock can see. */
static void births_to_come(void **state)
{
	const char *number = number_of("33029920310228024");
	const struct date today = { 2026, 2, 28 };

	(void)state;
	assert_int_equal(idno_check(number), IDNO_OK);
	assert_int_equal(date_age(idno_birth(number), today), -5);
	assert_true(date_age((struct date){ 2026, 3, 1 }, today) < 0);
	assert_int_equal(date_age(today, today), 0);
}

static void lengths(void **state)
{
	static const char digits[] = "33029919860412024500";
	char text[sizeof(digits)];

	(void)state;
	for (size_t n = 0; n < sizeof(digits); n++) {
		memcpy(text, digits, n);
		text[n] = 0;
		assert_int_equal(idno_check(text), n == CHARACTERS ? IDNO_OK : IDNO_LENGTH);
	}
	/* The number of before 1999. */
	assert_int_equal(idno_check("330299860412024"), IDNO_LENGTH);
}

/* In every place: what is no digit is not taken for one, and NUL ends the number. */
static void characters_that_are_no_digits(void **state)
{
	static const char others[] = " -+.,xO/:\t\n\xB2\xC2\xFF";

	(void)state;
	for (int place = 0; place < CHARACTERS; place++) {
		char text[] = "330299198604120245";

		for (size_t i = 0; i + 1 < sizeof(others); i++) {
			text[place] = others[i];
			assert_int_equal(idno_check(text), IDNO_CHARACTER);
		}
		text[place] = 'X';
		assert_int_equal(idno_check(text), place < 17 ? IDNO_CHARACTER : IDNO_CHECK);
		text[place] = 0;
		assert_int_equal(idno_check(text), IDNO_LENGTH);
	}
	assert_int_equal(idno_check(" 330299198604120245"), IDNO_LENGTH);
	assert_int_equal(idno_check("330299198604120245 "), IDNO_LENGTH);
	assert_int_equal(idno_check(" 33029919860412024"), IDNO_CHARACTER);
}

/* A full-width digit has three bytes: by its length alone it is no digit. */
static void full_width_digits(void **state)
{
	(void)state;
	assert_int_equal(idno_check("３３０２９９１９８６０４１２０２４５"), IDNO_LENGTH);
	assert_int_equal(idno_check("３３０２９９"), IDNO_CHARACTER);
	assert_int_equal(idno_check("330299198604120２"), IDNO_CHARACTER);
	assert_int_equal(idno_check("330299199512080Ｘ"), IDNO_CHARACTER);
	assert_int_equal(idno_check("３30299198604120245"), IDNO_LENGTH);
}

static void permits_by_their_prefix(void **state)
{
	(void)state;
	for (int prefix = 10; prefix < 100; prefix++) {
		char digits[24];

		snprintf(digits, sizeof(digits), "%02d000019970418021", prefix);
		assert_int_equal(idno_check(number_of(digits)), IDNO_OK);
		assert_int_equal(idno_is_permit(number_of(digits)), prefix >= 81 && prefix <= 83);
	}
	assert_false(idno_is_permit("330299198604120245"));
	assert_false(idno_is_permit("8"));
	assert_false(idno_is_permit(""));
}

static void masks(void **state)
{
	char out[IDNO_TEXT_MAX];

	(void)state;
	idno_mask("330299198604120245", out);
	assert_string_equal(out, "3302************45");
	idno_mask("33029919951208056X", out);
	assert_string_equal(out, "3302************6X");
	/* What is no number shows nothing of itself. */
	idno_mask("USA330299198501", out);
	assert_string_equal(out, "***************");
	idno_mask("", out);
	assert_string_equal(out, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known_numbers),
		cmocka_unit_test(the_check_character_is_iso_7064),
		cmocka_unit_test(one_wrong_character),
		cmocka_unit_test(two_changed_places),
		cmocka_unit_test(the_17_digit_form),
		cmocka_unit_test(birth_dates),
		cmocka_unit_test(births_to_come),
		cmocka_unit_test(lengths),
		cmocka_unit_test(characters_that_are_no_digits),
		cmocka_unit_test(full_width_digits),
		cmocka_unit_test(permits_by_their_prefix),
		cmocka_unit_test(masks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
