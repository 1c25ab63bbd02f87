/*
 * What was kept its time is removed, and the chain still verifies: a mark stands
 * in it for the rows, here, in the good copy, and through a restore.
 */
#include "tests/unit/store/opened.h"

#include "base/clock.h"
#include "store/check.h"
#include "store/outbox.h"
#include "store/restore.h"

#define DAY_S 86400
#define FIRST_DAY_S 1615772400
#define MANY (STORE_EXPIRE_MOST + 10)

static char number[MANY][RECEIPT_NO_MAX];

/* Signed on the nth day. */
static void submit(int index, int day)
{
	struct application application;
	char key[APPLICATION_KEY_MAX];

	assert_int_equal(store_new_key(key), ERR_OK);
	assert_int_equal(store_reserve(store, key), ERR_OK);
	sample_application(&application, key);
	application.signed_at = FIRST_DAY_S + (int64_t)day * DAY_S;
	assert_int_equal(store_submit(store, &application, number[index]), ERR_OK);
}

static void submit_days(const int *days, int count)
{
	for (int i = 0; i < count; i++)
		submit(i, days[i]);
}

static int expire(int day)
{
	int removed = -1;

	assert_int_equal(store_expire(store, STORE_KEPT_APPLICATIONS,
				      FIRST_DAY_S + (int64_t)day * DAY_S, &removed), ERR_OK);
	return removed;
}

static void print_finding(void *context, const char *finding)
{
	(void)context;
	print_message("%s\n", finding);
}

static int findings(void)
{
	int count = -1;

	assert_int_equal(store_check(store, print_finding, NULL, &count), ERR_OK);
	return count;
}

static bool is_there(int index)
{
	struct application application;
	enum err err = store_load(store, number[index], &application);

	assert_true(err == ERR_OK || err == ERR_ABSENT);
	return err == ERR_OK;
}

static void is_left(const char *pattern)
{
	for (int i = 0; pattern[i]; i++)
		assert_int_equal(is_there(i), pattern[i] == 'x');
}

static void the_oldest_go_and_the_chain_holds(void **state)
{
	static const int days[] = { 0, 1, 2, 3, 4 };

	(void)state;
	submit_days(days, 5);
	assert_int_equal(expire(2), 2);
	is_left("--xxx");
	assert_int_equal(findings(), 0);
	assert_int_equal(expire(2), 0);
	assert_int_equal(expire(4), 2);		/* the mark grows */
	is_left("----x");
	assert_int_equal(findings(), 0);
	submit(5, 5);
	assert_int_equal(findings(), 0);
	assert_int_equal(expire(100), 2);
	assert_int_equal(findings(), 0);
	submit(6, 101);				/* its number follows on those that are gone */
	assert_non_null(strstr(number[6], "-00007-"));
	assert_int_equal(findings(), 0);
	store_close(store);
	assert_int_equal(store_open(dir, &store), ERR_OK);
	assert_int_equal(store_state(store), STORE_READY);
}

/* A row of a clock that ran ahead keeps nobody else's, nor does it go with them. */
static void a_row_of_a_wrong_clock_is_looked_past(void **state)
{
	static const int days[] = { 0, 4000, 1, 2, 50 };

	(void)state;
	submit_days(days, 5);
	assert_int_equal(expire(10), 3);
	is_left("-x--x");
	assert_int_equal(findings(), 0);
	assert_int_equal(expire(5000), 2);
	is_left("-----");
	assert_int_equal(findings(), 0);
}

static void not_too_many_at_once(void **state)
{
	(void)state;
	for (int i = 0; i < MANY; i++)
		submit(i, 0);
	assert_int_equal(expire(1), STORE_EXPIRE_MOST);
	assert_int_equal(findings(), 0);
	assert_int_equal(expire(1), MANY - STORE_EXPIRE_MOST);
	assert_int_equal(findings(), 0);
}

static void a_restore_brings_nothing_back(void **state)
{
	static const int days[] = { 0, 1, 2, 3 };
	struct restore_result result;

	(void)state;
	submit_days(days, 4);
	assert_int_equal(restore_keep_copy(store), ERR_OK);
	assert_int_equal(expire(2), 2);
	store_close(store);
	assert_int_equal(restore_store(dir, &result), ERR_OK);
	assert_int_equal(result.lost, 0);
	assert_int_equal(result.from_copy, 0);
	assert_int_equal(result.kept.applications, 2);
	assert_int_equal(store_open(dir, &store), ERR_OK);
	is_left("--xx");
	assert_int_equal(findings(), 0);
}

/* With the database lost and the copy alone: what was over is not in that either. */
static void the_good_copy_forgets_too(void **state)
{
	static const int days[] = { 0, 1, 2, 3 };
	struct restore_result result;
	char path[128];

	(void)state;
	submit_days(days, 4);
	assert_int_equal(restore_keep_copy(store), ERR_OK);
	assert_int_equal(expire(2), 2);
	store_close(store);
	snprintf(path, sizeof(path), "%s/store.db", dir);
	assert_int_equal(truncate(path, 0), 0);
	assert_int_equal(restore_store(dir, &result), ERR_OK);
	assert_int_equal(result.lost, 0);
	assert_int_equal(store_open(dir, &store), ERR_OK);
	is_left("--xx");
	assert_int_equal(findings(), 0);
}

static void write_line(int day)
{
	struct audit_log_entry entry = { .at = FIRST_DAY_S + (int64_t)day * DAY_S,
					 .what = "decision", .detail = "TRAIN eligible R4-1a" };

	assert_int_equal(store_audit(store, &entry), ERR_OK);
}

static int expire_lines(int day)
{
	int removed = -1;

	assert_int_equal(store_expire(store, STORE_KEPT_AUDIT_LOG,
				      FIRST_DAY_S + (int64_t)day * DAY_S, &removed), ERR_OK);
	return removed;
}

/* Lines go by their own time, with a mark in their own chain; numbers go on. */
static void lines_of_the_log_go_too(void **state)
{
	static struct audit_log_entry left[8];
	struct restore_result result;
	int count = 0;

	(void)state;
	submit(0, 0);
	for (int day = 0; day < 5; day++)
		write_line(day);
	assert_int_equal(restore_keep_copy(store), ERR_OK);
	assert_int_equal(expire_lines(3), 3);
	is_left("x");
	assert_int_equal(findings(), 0);
	write_line(6);
	assert_int_equal(findings(), 0);
	assert_int_equal(store_audit_log(store, NULL, 0, 8, left, &count), ERR_OK);
	assert_int_equal(count, 3);
	assert_int_equal(left[0].seq, 4);
	assert_int_equal(left[2].seq, 6);
	store_close(store);
	assert_int_equal(restore_store(dir, &result), ERR_OK);
	assert_int_equal(result.lost, 0);
	assert_int_equal(result.kept.audit_log, 3);
	assert_int_equal(store_open(dir, &store), ERR_OK);
	assert_int_equal(findings(), 0);
}

/* A visit that came to nothing is no reason to keep a row for ever. */
static void visits_that_were_left_go_too(void **state)
{
	struct store_counts counts;
	char key[APPLICATION_KEY_MAX];
	int removed = 0;

	(void)state;
	submit(0, 0);
	assert_int_equal(store_new_key(key), ERR_OK);
	assert_int_equal(store_reserve(store, key), ERR_OK);
	assert_int_equal(store_expire(store, STORE_KEPT_APPLICATIONS, clock_wall_s() + DAY_S,
				      &removed), ERR_OK);
	assert_int_equal(store_count(store, &counts), ERR_OK);
	assert_int_equal(counts.visits, 0);
	assert_int_equal(findings(), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_fresh, close_fresh)

static int64_t in_outbox(enum outbox_state state)
{
	int64_t counts[OUTBOX_STATE_COUNT];

	assert_int_equal(outbox_count(store, counts), ERR_OK);
	return counts[state];
}

/* Signed before there was a centre: the centre is asked for it, once. */
static void what_was_signed_before_is_sent_too(void **state)
{
	struct outbox_row rows[4];
	struct outbox_item *item = calloc(1, sizeof(*item));
	int count = 0;

	(void)state;
	assert_non_null(item);
	submit_days((int[]){ 0, 1 }, 2);
	assert_int_equal(in_outbox(OUTBOX_TAKEN) + in_outbox(OUTBOX_WAITING), 0);
	outbox_keep(store);
	assert_int_equal(outbox_begin(store), ERR_OK);
	assert_int_equal(in_outbox(OUTBOX_TAKEN), 2);
	submit(2, 2);
	assert_int_equal(in_outbox(OUTBOX_WAITING), 1);
	assert_int_equal(outbox_taken(store, 0, 4, rows, &count), ERR_OK);
	assert_int_equal(count, 2);
	assert_int_equal(outbox_drop(store, rows[0].seq), ERR_OK);
	assert_int_equal(outbox_mark(store, rows[1].seq, OUTBOX_WAITING, ""), ERR_OK);
	assert_int_equal(outbox_begin(store), ERR_OK);	/* what is archived does not come again */
	assert_int_equal(in_outbox(OUTBOX_TAKEN), 0);
	assert_int_equal(in_outbox(OUTBOX_WAITING), 2);
	assert_int_equal(outbox_next(store, 0, item), ERR_OK);
	assert_string_equal(item->receipt_no, number[1]);
	assert_int_equal(findings(), 0);
	free(item);
}

static void a_letter_goes_with_its_application(void **state)
{
	(void)state;
	outbox_keep(store);
	submit_days((int[]){ 0, 1, 9 }, 3);
	assert_int_equal(outbox_write(store, 1, "{\"id_no\":\"\"}", 12), ERR_OK);
	assert_int_equal(in_outbox(OUTBOX_WAITING), 3);
	assert_int_equal(expire(5), 2);
	assert_int_equal(in_outbox(OUTBOX_WAITING), 1);
	assert_int_equal(findings(), 0);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(the_oldest_go_and_the_chain_holds),
		TEST(a_row_of_a_wrong_clock_is_looked_past),
		TEST(not_too_many_at_once),
		TEST(a_restore_brings_nothing_back),
		TEST(the_good_copy_forgets_too),
		TEST(lines_of_the_log_go_too),
		TEST(visits_that_were_left_go_too),
		TEST(what_was_signed_before_is_sent_too),
		TEST(a_letter_goes_with_its_application),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
