/*
 * What is made is read, of each version and kind of words; and one wrong module
 * of those that carry words is a wrong code.
 */
#include "receipt/qr_read.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define WORDS_MAX 1200

static char words[WORDS_MAX], said[WORDS_MAX];

static void fill(size_t length, const char *from)
{
	for (size_t i = 0; i < length; i++)
		words[i] = from[(i * 31 + i / 7) % strlen(from)];
	words[length] = 0;
}

static void test_what_is_made_is_read(void **state)
{
	static const char *const kinds[] = {
		"0123456789", "ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:0123456789", "abc\xe5\x9b\x9e#",
		"A1b2345678901234567CDEFGHIJKLMNOPQRS t",
	};
	bool seen[QR_SIDE_MAX + 1] = { false };
	int versions = 0;

	(void)state;
	for (size_t kind = 0; kind < 4; kind++) {
		for (size_t length = 1; length < 960; length += length < 60 ? 1 : 17) {
			struct qr qr;

			fill(length, kinds[kind]);
			if (qr_make(words, &qr))
				break;
			assert_int_equal(qr_read(&qr, said, sizeof(said)), ERR_OK);
			assert_string_equal(said, words);
			versions += !seen[qr.side];
			seen[qr.side] = true;
		}
	}
	assert_int_equal(versions, 20);
}

static void test_one_module_counts(void **state)
{
	struct qr qr;
	int noticed = 0, modules = 0;

	(void)state;
	fill(353, "ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:0123456789");
	assert_int_equal(qr_make(words, &qr), ERR_OK);
	for (int row = 0; row < qr.side; row++) {
		for (int column = 0; column < qr.side; column++, modules++) {
			qr.dark[row][column] = !qr.dark[row][column];
			noticed += qr_read(&qr, said, sizeof(said)) != ERR_OK ||
				   strcmp(said, words) != 0;
			qr.dark[row][column] = !qr.dark[row][column];
		}
	}
	print_message("%d of %d modules carry the words\n", noticed, modules);
	assert_true(noticed > modules / 2);	/* the rest: patterns and error correction */
}

static void test_room_is_kept(void **state)
{
	struct qr qr;

	(void)state;
	assert_int_equal(qr_make("ABC", &qr), ERR_OK);
	assert_int_equal(qr_read(&qr, said, 3), ERR_FULL);
	assert_int_equal(qr_read(&qr, said, 4), ERR_OK);
	qr.side--;
	assert_int_equal(qr_read(&qr, said, 4), ERR_INPUT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_is_made_is_read),
		cmocka_unit_test(test_one_module_counts),
		cmocka_unit_test(test_room_is_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
