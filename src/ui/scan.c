#include "ui/scan.h"

#include <assert.h>

static int within(int value, int least, int most)
{
	return value < least ? least : value > most ? most : value;
}

void scan_plug(struct scan *scan, bool present)
{
	*scan = (struct scan){ .state = present ? SCAN_ASK_MOVE : SCAN_OFF,
			       .hold_ms = SCAN_HOLD_LEAST, .rest_ms = SCAN_REST_LEAST };
}

/* A third of the hand's own press is surely meant; a tremor is shorter than one of them. */
static void learn(struct scan *scan, int hold_ms)
{
	int usual = (scan->first_hold_ms + hold_ms) / 2;

	scan->hold_ms = within(usual / 3, SCAN_HOLD_LEAST, SCAN_HOLD_MOST);
	scan->rest_ms = within(usual, SCAN_REST_LEAST, SCAN_REST_MOST);
}

static enum scan_meaning calibrate(struct scan *scan, int which, int hold_ms)
{
	if (scan->state == SCAN_ASK_MOVE) {
		scan->move = which;
		scan->first_hold_ms = hold_ms;
		scan->state = SCAN_ASK_SELECT;
		return SCAN_HEARD;
	}
	if (which == scan->move)
		return SCAN_SAME;
	learn(scan, hold_ms);
	scan->state = SCAN_READY;
	return SCAN_CALIBRATED;
}

enum scan_meaning scan_switch(struct scan *scan, int which, bool down, uint32_t ms)
{
	bool tremor;
	int hold;

	assert(which == 0 || which == 1);
	if (scan->state == SCAN_OFF || scan->down[which] == down)
		return SCAN_NOTHING;
	scan->down[which] = down;
	if (down) {
		scan->since_ms[which] = ms;
		return SCAN_NOTHING;
	}
	hold = (int)(ms - scan->since_ms[which]);
	tremor = scan->ever_up &&
		 scan->since_ms[which] - scan->last_up_ms < (uint32_t)scan->rest_ms;
	if (hold < scan->hold_ms || tremor)
		return SCAN_NOTHING;
	scan->ever_up = true;
	scan->last_up_ms = ms;
	if (scan->state != SCAN_READY)
		return calibrate(scan, which, hold);
	return which == scan->move ? SCAN_MOVE : SCAN_SELECT;
}
