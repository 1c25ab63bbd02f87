/* Rows come out by place, then line, whether they fit in memory or not. */
#include "tests/unit/store/samples.h"

#include "store/peoplesort.h"

/* Two rows a place, in two halves of the file; big ones fill several runs. */
static void check_order(int count, uint32_t size)
{
	static uint8_t sealed[20000];
	const char *dir = sample_dir();
	struct people_sort *sort = people_sort_create(dir);
	struct sorted_row row;
	int seen = 0;

	for (int i = 0; i < count; i++) {
		int64_t place = (int64_t)(i % (count / 2)) * 7919 % (count / 2);

		memset(sealed, (int)(place & 0xff), size);
		row = (struct sorted_row){ place, i, size - (uint32_t)(i % 9), sealed };
		assert_int_equal(people_sort_add(sort, &row), ERR_OK);
	}
	while (people_sort_next(sort, &row) == ERR_OK) {
		assert_int_equal(row.place, seen / 2);
		assert_int_equal(row.size, size - (uint32_t)(row.line % 9));
		assert_int_equal(row.sealed[0], row.place & 0xff);
		assert_int_equal(row.sealed[row.size - 1], row.place & 0xff);
		assert_true(seen % 2 == (row.line >= count / 2));
		seen++;
	}
	assert_int_equal(seen, count);
	assert_int_equal(people_sort_next(sort, &row), ERR_ABSENT);
	people_sort_destroy(sort);
	sample_remove_dir(dir);
}

static void test_in_memory(void **state)
{
	(void)state;
	check_order(2000, 100);
}

/* 58 MB: four runs of the buffer and more windows than one. */
static void test_through_a_file(void **state)
{
	(void)state;
	check_order(3000, 19500);
	check_order(200000, 120);
}

static void test_nothing(void **state)
{
	const char *dir = sample_dir();
	struct people_sort *sort = people_sort_create(dir);
	struct sorted_row row;

	(void)state;
	assert_int_equal(people_sort_next(sort, &row), ERR_ABSENT);
	people_sort_destroy(sort);
	people_sort_destroy(NULL);
	sample_remove_dir(dir);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_in_memory),
		cmocka_unit_test(test_through_a_file),
		cmocka_unit_test(test_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
