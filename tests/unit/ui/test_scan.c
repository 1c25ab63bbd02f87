/* Switches: the first press, calibration, steady and trembling hands. */
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

/* A box that was pressed once: calibration is offered, and begins. */
static void plug(void)
{
	scan_plug(&scan, true);
	scan_set_strike(&scan, 0);
	assert_int_equal(press(1, 200, 500), SCAN_CAME);
	scan_ask(&scan);
}

static void the_first_press_asks_and_takes_no_part(void **state)
{
	(void)state;
	scan_plug(&scan, true);
	assert_int_equal(press(1, 200, 500), SCAN_CAME);
	assert_int_equal(press(1, 200, 500), SCAN_CAME); /* nobody could ask then */
	scan_ask(&scan);
	assert_int_equal(scan.state, SCAN_ASK_MOVE);
	assert_int_equal(press(0, 200, 500), SCAN_HEARD);
}

static void the_first_switch_pressed_moves(void **state)
{
	(void)state;
	plug();
	assert_int_equal(press(1, 200, 500), SCAN_HEARD);
	assert_int_equal(press(1, 200, 500), SCAN_SAME);
	assert_int_equal(press(0, 200, 500), SCAN_CALIBRATED);
	assert_int_equal(press(1, 200, 500), SCAN_MOVE);
	assert_int_equal(press(0, 200, 500), SCAN_SELECT);
}

static void any_two_of_a_box_may_take_the_parts(void **state)
{
	(void)state;
	plug();
	assert_int_equal(press(3, 200, 500), SCAN_HEARD);
	assert_int_equal(press(2, 200, 500), SCAN_CALIBRATED);
	assert_int_equal(press(3, 200, 500), SCAN_MOVE);
	assert_int_equal(press(2, 200, 500), SCAN_SELECT);
	assert_int_equal(press(0, 200, 500), SCAN_NOTHING);
	scan_swap(&scan);
	assert_int_equal(press(2, 200, 500), SCAN_MOVE);
	scan_ask(&scan);
	assert_int_equal(press(0, 200, 500), SCAN_HEARD);
}

static void a_double_strike_counts_once(void **state)
{
	(void)state;
	plug();
	scan_set_strike(&scan, 500);
	assert_int_equal(press(0, 100, 600), SCAN_HEARD);
	assert_int_equal(press(0, 100, 499), SCAN_NOTHING); /* else: "the same switch" */
	assert_int_equal(press(1, 100, 300), SCAN_CALIBRATED); /* another one is no double */
	assert_int_equal(press(0, 100, 600), SCAN_MOVE);
	assert_int_equal(press(0, 100, 499), SCAN_NOTHING);
	assert_int_equal(press(0, 100, 500), SCAN_MOVE);
	scan_set_strike(&scan, 0);
	assert_int_equal(press(0, 100, 200), SCAN_MOVE);
}

static void without_calibration_the_first_moves(void **state)
{
	(void)state;
	plug();
	press(1, 600, 500);
	scan_usual(&scan);
	assert_int_equal(press(0, 200, 500), SCAN_MOVE);
	assert_int_equal(press(1, 200, 500), SCAN_SELECT);
	scan_plug(&scan, false);
	scan_usual(&scan);
	scan_ask(&scan);
	assert_int_equal(scan.state, SCAN_OFF);
}

static void a_trembling_hand_presses_once(void **state)
{
	(void)state;
	plug();
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
	plug();
	press(0, 200, 500);
	press(1, 200, 500);
	assert_int_equal(scan.state, SCAN_READY);
	scan_plug(&scan, false);
	scan_plug(&scan, true);
	assert_int_equal(press(0, 200, 500), SCAN_CAME);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_a_box_nothing_happens),
		cmocka_unit_test(the_first_press_asks_and_takes_no_part),
		cmocka_unit_test(the_first_switch_pressed_moves),
		cmocka_unit_test(any_two_of_a_box_may_take_the_parts),
		cmocka_unit_test(a_double_strike_counts_once),
		cmocka_unit_test(without_calibration_the_first_moves),
		cmocka_unit_test(a_trembling_hand_presses_once),
		cmocka_unit_test(a_box_that_comes_back_is_calibrated_anew),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
