#include "receipt/standard.h"

#include "base/words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* A key that stands where words should: "notice.ground". */
static bool is_key(const char *words)
{
	return words[strspn(words, "abcdefghijklmnopqrstuvwxyz_")] == '.' && !strchr(words, ' ');
}

static void check_language(enum lang lang, struct application *a)
{
	struct receipt_text *t = malloc(sizeof(*t));

	receipt_text_standard(t, lang, a, "二楼窗口", 180);
	assert_true(t->notice_count >= 5);
	for (int i = 0; i < t->notice_count; i++) {
		assert_false(is_key(t->notices[i].head));
		assert_false(is_key(t->notices[i].words));
	}
	for (int i = 0; i < t->next_count; i++)
		assert_false(is_key(t->next[i]));
	assert_non_null(strstr(t->withdraw, "二楼窗口"));
	assert_non_null(strstr(t->ask[0], "二楼窗口"));
	assert_int_equal(t->next_count, a->method == SIGN_PAPER ? 3 : 2);
	free(t);
}

/* Of what was applied for, promised and told nothing stands on the second paper. */
static void test_a_withdrawal_says_little(void **state)
{
	struct application *a = calloc(1, sizeof(*a));
	struct receipt_text *t = malloc(sizeof(*t));

	(void)state;
	memcpy(a->withdraws, "003-210315-00001-7", sizeof("003-210315-00001-7"));
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		receipt_text_standard(t, (enum lang)lang, a, "二楼窗口", 180);
		assert_int_equal(t->notice_count, 0);
		assert_int_equal(t->next_count, 2);
		assert_false(is_key(t->next[0]) || is_key(t->next[1]));
		assert_string_equal(t->withdraw, "");
		assert_non_null(strstr(t->ask[0], "二楼窗口"));
	}
	free(t);
	free(a);
}

static void test_every_sentence_is_there(void **state)
{
	struct application *a = calloc(1, sizeof(*a));

	(void)state;
	assert_int_equal(words_open(BUILD_DIR "/words"), ERR_OK);
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		a->method = SIGN_PAPER;
		check_language((enum lang)lang, a);
		a->method = SIGN_INK;
		check_language((enum lang)lang, a);
	}
	free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_sentence_is_there),
		cmocka_unit_test(test_a_withdrawal_says_little),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
