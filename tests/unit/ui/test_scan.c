/* Two switches: calibration, steady and trembling hands. */
#include "../unit.h"

#include "ui/scan.h"

static struct scan scan;
static uint32_t now;

static enum scan_meaning press(int which, int hold_ms, int rest_ms)
{
	enum scan_meaning down, up;

	now += (uint32_t)rest_ms;
	down = scan_switch(&scan, which, true, now);
	now += (uint32_t)hold_ms;
	up = scan_switch(&scan, which, false, now);
	assert_int_equal(down, SCAN_NOTHING);
	return up;
}

static void without_a_box_nothing_happens(void **state)
{
	(void)state;
	scan_plug(&scan, false);
	assert_int_equal(press(0, 200, 500), SCAN_NOTHING);
}

static void the_first_switch_pressed_moves(void **state)
{
	(void)state;
	scan_plug(&scan, true);
	assert_int_equal(press(1, 200, 500), SCAN_HEARD);
	assert_int_equal(press(1, 200, 500), SCAN_SAME);
	assert_int_equal(press(0, 200, 500), SCAN_CALIBRATED);
	assert_int_equal(press(1, 200, 500), SCAN_MOVE);
	assert_int_equal(press(0, 200, 500), SCAN_SELECT);
}

static void a_trembling_hand_presses_once(void **state)
{
	(void)state;
	scan_plug(&scan, true);
	press(0, 600, 1000);
	press(1, 600, 1000);
	assert_int_equal(scan.state, SCAN_READY);
	assert_int_equal(press(0, 600, 1000), SCAN_MOVE);
	assert_int_equal(press(0, 300, 100), SCAN_NOTHING); /* too soon after */
	assert_int_equal(press(0, 100, 2000), SCAN_NOTHING); /* too short */
	assert_int_equal(press(0, 250, 2000), SCAN_MOVE);
}

static void a_box_that_comes_back_is_calibrated_anew(void **state)
{
	(void)state;
	scan_plug(&scan, true);
	press(0, 200, 500);
	press(1, 200, 500);
	scan_plug(&scan, false);
	scan_plug(&scan, true);
	assert_int_equal(scan.state, SCAN_ASK_MOVE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_a_box_nothing_happens),
		cmocka_unit_test(the_first_switch_pressed_moves),
		cmocka_unit_test(a_trembling_hand_presses_once),
		cmocka_unit_test(a_box_that_comes_back_is_calibrated_anew),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
