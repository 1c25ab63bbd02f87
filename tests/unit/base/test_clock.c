/*
 * The wall clock is moved, and the monotonic one does not notice.
 */
#include "tests/unit/unit.h"

#include "base/clock.h"

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

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_moved_wall_clock_runs_on),
		cmocka_unit_test(a_wait_ends_after_now),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
