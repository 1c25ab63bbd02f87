#include "drivers/sam/keys.h"
#include "drivers/sam/open.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct sam_question question(enum sam_algorithm algorithm)
{
	struct sam_question q = { .key = SAM_KEY_CARD, .algorithm = algorithm };

	memset(q.card_id, 0x42, sizeof(q.card_id));
	memset(q.internal_factor, 1, 8);
	memset(q.internal_source, 2, 8);
	memset(q.external_factor, 3, 8);
	memset(q.external_source, 4, 8);
	return q;
}

/* Every input matters: an answer fits one card, one session and one algorithm. */
static void test_answers_differ(void **state)
{
	struct sam *sam = NULL;
	struct sam_question q[6];
	struct sam_answer a[6];

	(void)state;
	assert_int_equal(sam_open("soft:" SOURCE_DIR "/kiosk-config/demo-data/sam-demo.keys", &sam),
			 ERR_OK);
	for (int i = 0; i < 6; i++)
		q[i] = question(SAM_3DES);
	q[1].algorithm = SAM_SM4;
	q[2].key = SAM_KEY_STAFF;
	q[3].card_id[15]++;
	q[4].internal_factor[7]++;
	q[5].internal_source[0]++;
	for (int i = 0; i < 6; i++) {
		assert_int_equal(sam_answer(sam, &q[i], 100, &a[i]), ERR_OK);
		for (int j = 0; j < i; j++)
			assert_memory_not_equal(a[i].internal, a[j].internal, 8);
		assert_memory_equal(a[i].external + 8, q[i].external_factor, 8);
	}
	sam_close(sam);
}

static void expect_bad_file(const char *text)
{
	char path[] = "/tmp/kiosk-keys-XXXXXX";
	int fd = mkstemp(path);
	struct sam_keys keys;

	assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
	close(fd);
	assert_int_equal(sam_keys_load(path, &keys), ERR_INPUT);
	unlink(path);
}

static void test_bad_files(void **state)
{
	struct sam *sam = NULL;

	(void)state;
	expect_bad_file("");
	expect_bad_file("card.3des = 00\n");
	expect_bad_file("card.3des = 44454D4F2D5353432D33444553000001\n");
	expect_bad_file("nobody = 44454D4F2D5353432D33444553000001\n");
	assert_int_equal(sam_open("soft:/nowhere", &sam), ERR_IO);
	assert_int_equal(sam_open("hard:", &sam), ERR_INPUT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_answers_differ),
		cmocka_unit_test(test_bad_files),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
