/*
 * The wall clock is moved, and the monotonic one does not notice.
 */
#include "tests/unit/unit.h"

#include "base/clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void a_moved_wall_clock_runs_on(void **state)
{
	int64_t before_ms = clock_ms();

	(void)state;
	clock_set_wall(1615771800);
	assert_in_range(clock_wall_s(), 1615771800, 1615771805);
	clock_set_wall(42);
	assert_in_range(clock_wall_s(), 42, 47);
	assert_in_range(clock_ms() - before_ms, 0, 5000);
}

static void a_wait_ends_after_now(void **state)
{
	struct timespec now = clock_after(0), later = clock_after(2999);
	int64_t us = (int64_t)(later.tv_sec - now.tv_sec) * 1000000 +
		     (later.tv_nsec - now.tv_nsec) / 1000;

	(void)state;
	assert_in_range(later.tv_nsec, 0, 999999999);
	assert_in_range(us, 2999000, 7999000);
}

/* Whole seconds, so that the next may have begun. */
static void the_mainboards_clock_is_compared(void **state)
{
	char file[] = "/tmp/test-clock-XXXXXX";
	int fd = mkstemp(file);
	int64_t apart_s = 42;

	(void)state;
	assert_false(clock_rtc_apart_s(file, &apart_s));
	assert_int_equal(apart_s, 42);
	assert_true(fd >= 0 && dprintf(fd, "%lld\n", (long long)time(NULL) - 7) > 0);
	assert_true(clock_rtc_apart_s(file, &apart_s));
	assert_true(apart_s <= -7 && apart_s >= -12);
	close(fd);
	unlink(file);
	assert_false(clock_rtc_apart_s(file, &apart_s));
}

/* Where nothing keeps it right nothing is said of how far it is off. */
static void an_offset_is_told_of_a_kept_clock_alone(void **state)
{
	int64_t us = -1;
	bool told = clock_offset_us(&us);

	(void)state;
	assert_int_equal(told, clock_is_kept_right());
	assert_int_equal(told, us >= 0);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_moved_wall_clock_runs_on),
		cmocka_unit_test(a_wait_ends_after_now),
		cmocka_unit_test(the_mainboards_clock_is_compared),
		cmocka_unit_test(an_offset_is_told_of_a_kept_clock_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
