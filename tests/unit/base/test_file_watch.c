/* Device files are noticed when they come and go: by the system's word, not by looking. */
#include "tests/unit/unit.h"

#include "base/file_watch.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static char top[] = "/tmp/file-watch-XXXXXX";
static char paths[2][sizeof(top) + 32];
static struct file_watch *watch;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t heard = PTHREAD_COND_INITIALIZER;
static int told;

static void moved(void *context)
{
	(void)context;
	pthread_mutex_lock(&lock);
	told++;
	pthread_cond_signal(&heard);
	pthread_mutex_unlock(&lock);
}

/* The limit is for a watch that says nothing at all; one that works is never waited for. */
static void expect_told(void)
{
	struct timespec until;
	int failed = 0, times;

	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += 20;
	pthread_mutex_lock(&lock);
	while (!told && !failed)
		failed = pthread_cond_timedwait(&heard, &lock, &until);
	times = told;
	told = 0;
	pthread_mutex_unlock(&lock);
	assert_int_equal(failed, 0);
	assert_int_equal(times, 1);
}

static void make(const char *path)
{
	FILE *file = fopen(path, "we");

	assert_non_null(file);
	assert_int_equal(fclose(file), 0);
}

static void start(const char *first, const char *second)
{
	const char *const both[] = { paths[0], NULL, paths[1] };

	snprintf(paths[0], sizeof(paths[0]), "%s/%s", top, first);
	snprintf(paths[1], sizeof(paths[1]), "%s/%s", top, second);
	told = 0;
	assert_int_equal(file_watch_start(both, 3, moved, NULL, &watch), ERR_OK);
}

static int set_up(void **state)
{
	(void)state;
	memcpy(top + strlen(top) - 6, "XXXXXX", 6);
	return mkdtemp(top) ? 0 : -1;
}

static int tear_down(void **state)
{
	char folder[sizeof(paths[0]) + 8];

	(void)state;
	file_watch_stop(watch);
	watch = NULL;
	for (int i = 0; i < 2; i++)
		unlink(paths[i]);
	snprintf(folder, sizeof(folder), "%s/input/by-id", top);
	rmdir(folder);
	snprintf(folder, sizeof(folder), "%s/input", top);
	rmdir(folder);
	return rmdir(top);
}

static void a_file_comes_and_goes(void **state)
{
	(void)state;
	start("box", "jack");
	for (int i = 0; i < 3; i++) {
		make(paths[0]);
		expect_told();
		make(paths[1]);
		expect_told();
		assert_int_equal(unlink(paths[0]), 0);
		expect_told();
		assert_int_equal(unlink(paths[1]), 0);
		expect_told();
	}
}

/* As udev does it: the folder is made with its first link, and goes with its last. */
static void its_folders_come_and_go_with_it(void **state)
{
	char input[sizeof(top) + 32], by_id[sizeof(top) + 32];

	(void)state;
	start("input/by-id/box", "jack");
	snprintf(input, sizeof(input), "%s/input", top);
	snprintf(by_id, sizeof(by_id), "%s/input/by-id", top);
	for (int i = 0; i < 20; i++) {
		assert_int_equal(mkdir(input, 0700), 0);
		assert_int_equal(mkdir(by_id, 0700), 0);
		assert_int_equal(symlink("/dev/null", paths[0]), 0);
		expect_told();
		assert_int_equal(unlink(paths[0]), 0);
		expect_told();
		assert_int_equal(rmdir(by_id), 0);
		assert_int_equal(rmdir(input), 0);
	}
}

/* A folder moved into place brings its file along. */
static void a_file_may_be_moved_in(void **state)
{
	char made[sizeof(top) + 32], input[sizeof(top) + 32];

	(void)state;
	start("input/box", "jack");
	snprintf(made, sizeof(made), "%s/made", top);
	snprintf(input, sizeof(input), "%s/input", top);
	assert_int_equal(mkdir(made, 0700), 0);
	snprintf(made, sizeof(made), "%s/made/box", top);
	make(made);
	snprintf(made, sizeof(made), "%s/made", top);
	assert_int_equal(rename(made, input), 0);
	expect_told();
	assert_int_equal(rename(input, made), 0);
	expect_told();
	assert_int_equal(rename(made, input), 0);
	expect_told();
}

/* Whatever else happens in the folder wakes nobody. */
static void others_are_no_news(void **state)
{
	char other[sizeof(top) + 32];

	(void)state;
	start("box", "jack");
	snprintf(other, sizeof(other), "%s/other", top);
	for (int i = 0; i < 50; i++) {
		make(other);
		assert_int_equal(unlink(other), 0);
	}
	make(paths[0]);
	expect_told();		/* once */
}

/* From the folder that the program is in, and from the top. */
static void a_path_may_be_short(void **state)
{
	const char *const both[] = { "no-such-file", "/no-such-file" };

	(void)state;
	assert_int_equal(file_watch_start(both, 2, moved, NULL, &watch), ERR_OK);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(a_file_comes_and_goes),
		CASE(its_folders_come_and_go_with_it),
		CASE(a_file_may_be_moved_in),
		CASE(others_are_no_news),
		CASE(a_path_may_be_short),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
