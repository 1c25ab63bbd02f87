/*
 * Two switches instead of a hand on the glass: "move" goes to the next thing
 * that can be pressed, "select" presses it.
 *
 * When a switch box is plugged in the visitor presses the switch that shall
 * move, then the one that shall select; how long these presses last tells how
 * short a press may be and which tremor after it is not one.  A pure state
 * machine: times come in, meanings go out.
 *
 * Thread: the screen's.  Practice: VxMark; figures: EN 301 549 5.7, 5.8.
 */
#ifndef UI_SCAN_H
#define UI_SCAN_H

#include <stdbool.h>
#include <stdint.h>

enum scan_state {
	SCAN_OFF,		/* no switch box */
	SCAN_ASK_MOVE,		/* "press the switch that shall move" */
	SCAN_ASK_SELECT,	/* "press the other one" */
	SCAN_READY,
};

enum scan_meaning {
	SCAN_NOTHING,
	SCAN_MOVE,
	SCAN_SELECT,
	SCAN_HEARD,		/* calibration took the press: ask for the other */
	SCAN_SAME,		/* the same switch again: say so, and ask once more */
	SCAN_CALIBRATED,
};

/* Bounds of what calibration may find, ms. */
#define SCAN_HOLD_LEAST 20
#define SCAN_HOLD_MOST 400
#define SCAN_REST_LEAST 80
#define SCAN_REST_MOST 1000

struct scan {
	enum scan_state state;
	int move;		/* number of the switch that moves; the other selects */
	bool down[2];
	uint32_t since_ms[2];	/* when it went down */
	uint32_t last_up_ms;
	bool ever_up;
	int first_hold_ms;	/* of the first calibrating press */
	int hold_ms;		/* a press is at least so long */
	int rest_ms;		/* after one nothing counts for so long */
};

/* A switch box came or went.  Coming asks for calibration anew. */
void scan_plug(struct scan *scan, bool present);

/* Switch 0 or 1 goes down or up at ms.  What counts, counts when it comes up. */
enum scan_meaning scan_switch(struct scan *scan, int which, bool down, uint32_t ms);

#endif
