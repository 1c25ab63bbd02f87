/* Grades are counted by day, across a restart; a count that was altered is found. */
#include "tests/unit/store/opened.h"

#include "store/ratings.h"

#include <sqlite3.h>

static void give(int day, int grade, int times)
{
	for (int i = 0; i < times; i++)
		assert_int_equal(store_rate(store, (struct date){ 2021, 3, (int8_t)day }, grade),
				 ERR_OK);
}

static void grades_are_counted_by_day(void **state)
{
	struct rating_day days[2];
	int count = -1;

	(void)state;
	assert_int_equal(store_ratings(store, (struct date){ 0 }, 2, days, &count), ERR_OK);
	assert_int_equal(count, 0);
	give(15, 5, 3);
	give(15, 1, 1);
	give(16, 4, 2);
	give(17, 5, 1);
	store_close(store);
	assert_int_equal(store_open(dir, &store), ERR_OK);
	assert_int_equal(store_ratings(store, (struct date){ 0 }, 2, days, &count), ERR_OK);
	assert_int_equal(count, 2);
	assert_int_equal(days[0].count[4], 3);
	assert_int_equal(days[0].count[0], 1);
	assert_int_equal(days[1].day.day, 16);
	assert_int_equal(days[1].count[3], 2);
	assert_int_equal(store_ratings(store, days[1].day, 2, days, &count), ERR_OK);
	assert_int_equal(count, 1);
	assert_int_equal(days[0].count[4], 1);
}

static void ignore_finding(void *context, const char *finding)
{
	(void)context;
	(void)finding;
}

static void an_altered_count_is_found(void **state)
{
	int findings = 0;
	char path[512];
	sqlite3 *db;

	(void)state;
	give(15, 5, 1);
	assert_int_equal(store_check(store, ignore_finding, NULL, &findings), ERR_OK);
	assert_int_equal(findings, 0);
	snprintf(path, sizeof(path), "%s/store.db", dir);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "UPDATE rating SET count = 100", NULL, NULL, NULL),
			 SQLITE_OK);
	sqlite3_close(db);
	assert_int_equal(store_check(store, ignore_finding, NULL, &findings), ERR_OK);
	assert_int_equal(findings, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(grades_are_counted_by_day, open_fresh, close_fresh),
		cmocka_unit_test_setup_teardown(an_altered_count_is_found, open_fresh, close_fresh),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
