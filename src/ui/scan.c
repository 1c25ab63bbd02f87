#include "ui/scan.h"

#include <assert.h>

static int within(int value, int least, int most)
{
	return value < least ? least : value > most ? most : value;
}

static void settle_for_any_hand(struct scan *scan)
{
	scan->hold_ms = SCAN_HOLD_LEAST;
	scan->rest_ms = SCAN_REST_LEAST;
}

void scan_plug(struct scan *scan, bool present)
{
	*scan = (struct scan){ .state = present ? SCAN_WAITING : SCAN_OFF, .select = 1,
			       .last = -1, .strike_ms = scan->strike_ms };
	settle_for_any_hand(scan);
}

void scan_ask(struct scan *scan)
{
	if (scan->state == SCAN_OFF)
		return;
	scan->state = SCAN_ASK_MOVE;
	settle_for_any_hand(scan);
}

void scan_usual(struct scan *scan)
{
	if (scan->state == SCAN_OFF)
		return;
	scan->state = SCAN_READY;
	scan->move = 0;
	scan->select = 1;
	settle_for_any_hand(scan);
}

void scan_swap(struct scan *scan)
{
	int move = scan->move;

	scan->move = scan->select;
	scan->select = move;
}

void scan_set_strike(struct scan *scan, int ms)
{
	assert(ms >= 0 && ms <= 500);
	scan->strike_ms = ms;
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
	scan->select = which;
	learn(scan, hold_ms);
	scan->state = SCAN_READY;
	return SCAN_CALIBRATED;
}

/* Too soon after the last one: a tremor of any switch, a double strike of the same. */
static bool is_tremor(const struct scan *scan, int which)
{
	uint32_t gap = scan->since_ms[which] - scan->last_up_ms;

	if (scan->last < 0)
		return false;
	return gap < (uint32_t)scan->rest_ms ||
	       (which == scan->last && gap < (uint32_t)scan->strike_ms);
}

static enum scan_meaning meaning_of(struct scan *scan, int which, int hold_ms)
{
	switch (scan->state) {
	case SCAN_OFF:
		return SCAN_NOTHING;
	case SCAN_WAITING:
		return SCAN_CAME;
	case SCAN_ASK_MOVE:
	case SCAN_ASK_SELECT:
		return calibrate(scan, which, hold_ms);
	case SCAN_READY:
		break;
	}
	return which == scan->move ? SCAN_MOVE : which == scan->select ? SCAN_SELECT :
								       SCAN_NOTHING;
}

enum scan_meaning scan_switch(struct scan *scan, int which, bool down, uint32_t ms)
{
	int hold;

	assert(which >= 0 && which < SWITCHES_MAX);
	if (scan->state == SCAN_OFF || scan->down[which] == down)
		return SCAN_NOTHING;
	scan->down[which] = down;
	if (down) {
		scan->since_ms[which] = ms;
		return SCAN_NOTHING;
	}
	hold = (int)(ms - scan->since_ms[which]);
	if (hold < scan->hold_ms || is_tremor(scan, which))
		return SCAN_NOTHING;
	scan->last = which;
	scan->last_up_ms = ms;
	return meaning_of(scan, which, hold);
}
