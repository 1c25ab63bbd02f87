/* Opening, submitting and reading back, on a real folder. */
#include "tests/unit/store/samples.h"

#include "store/store.h"

#include <sys/stat.h>

static const char *dir;
static struct store *store;

static int open_fresh(void **state)
{
	(void)state;
	dir = sample_dir();
	return store_open(dir, &store) != ERR_OK;
}

static int close_fresh(void **state)
{
	(void)state;
	store_close(store);
	store = NULL;
	sample_remove_dir(dir);
	return 0;
}

static void reopen(void)
{
	store_close(store);
	store = NULL;
	assert_int_equal(store_open(dir, &store), ERR_OK);
}

static void submit(const char *key, char receipt_no[RECEIPT_NO_MAX])
{
	struct application application;

	sample_application(&application, key);
	assert_int_equal(store_reserve(store, key), ERR_OK);
	assert_int_equal(store_submit(store, &application, receipt_no), ERR_OK);
}

static int64_t applications(void)
{
	struct store_counts counts;

	assert_int_equal(store_count(store, &counts), ERR_OK);
	return counts.applications;
}

static void test_files_are_private(void **state)
{
	static const char *const names[] = { "key", "store.db", "tally" };
	char path[128];
	struct stat st;

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		snprintf(path, sizeof(path), "%s/%s", dir, names[i]);
		assert_int_equal(stat(path, &st), 0);
		assert_int_equal(st.st_mode & 0777, 0600);
	}
}

static void test_same_key_same_number(void **state)
{
	char key[APPLICATION_KEY_MAX], first[RECEIPT_NO_MAX], second[RECEIPT_NO_MAX];

	(void)state;
	assert_int_equal(store_new_key(key), ERR_OK);
	submit(key, first);
	submit(key, second);
	assert_string_equal(first, second);
	assert_string_equal(first, "003-210315-00001-7");
	assert_int_equal(applications(), 1);
}

static void test_unreserved_key(void **state)
{
	struct application application;
	char key[APPLICATION_KEY_MAX], receipt_no[RECEIPT_NO_MAX] = "as before";

	(void)state;
	assert_int_equal(store_new_key(key), ERR_OK);
	sample_application(&application, key);
	assert_int_equal(store_submit(store, &application, receipt_no), ERR_ABSENT);
	assert_string_equal(receipt_no, "as before");
	assert_int_equal(applications(), 0);
	assert_int_equal(store_lookup(store, key, receipt_no), ERR_ABSENT);
}

static void test_outlives_the_process(void **state)
{
	char key[APPLICATION_KEY_MAX], given[RECEIPT_NO_MAX], found[RECEIPT_NO_MAX];
	struct application before, after;

	(void)state;
	assert_int_equal(store_new_key(key), ERR_OK);
	submit(key, given);
	reopen();
	assert_int_equal(store_state(store), STORE_READY);
	assert_int_equal(store_lookup(store, key, found), ERR_OK);
	assert_string_equal(given, found);
	assert_int_equal(store_load(store, given, &after), ERR_OK);
	sample_application(&before, key);
	snprintf(before.receipt_no, sizeof(before.receipt_no), "%s", given);
	assert_memory_equal(&before, &after, sizeof(before));
	assert_int_equal(store_load(store, "003-210315-00002-9", &after), ERR_ABSENT);
}

static void test_key_is_never_made_twice(void **state)
{
	struct store *other;
	char path[128];

	(void)state;
	snprintf(path, sizeof(path), "%s/key", dir);
	assert_int_equal(chmod(path, 0644), 0);
	assert_int_equal(store_open(dir, &other), ERR_DENIED);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(store_open(dir, &other), ERR_DENIED);
}

#define FRESH(test) cmocka_unit_test_setup_teardown(test, open_fresh, close_fresh)

int main(void)
{
	const struct CMUnitTest tests[] = {
		FRESH(test_files_are_private),
		FRESH(test_same_key_same_number),
		FRESH(test_unreserved_key),
		FRESH(test_outlives_the_process),
		FRESH(test_key_is_never_made_twice),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
