/*
 * Switches instead of a hand on the glass: "move" goes to the next thing that
 * can be pressed, "select" presses it.
 *
 * The first press of a visit asks for calibration: the visitor presses the
 * switch that shall move, then the one that shall select; any of the box's
 * switches may take either part.  How long these presses last tells how short a
 * press may be and which tremor after it is not one.  A pure state machine:
 * times come in, meanings go out.
 *
 * Thread: the screen's.  Practice: VxMark; figures: EN 301 549 5.7, 5.8.
 */
#ifndef UI_SCAN_H
#define UI_SCAN_H

#include <stdbool.h>
#include <stdint.h>

/* Jacks of one box. */
#define SWITCHES_MAX 4

enum scan_state {
	SCAN_OFF,		/* no switch box */
	SCAN_WAITING,		/* a box, and nobody has pressed yet */
	SCAN_ASK_MOVE,		/* "press the switch that shall move" */
	SCAN_ASK_SELECT,	/* "press the other one" */
	SCAN_READY,
};

enum scan_meaning {
	SCAN_NOTHING,
	SCAN_MOVE,
	SCAN_SELECT,
	SCAN_CAME,		/* the first press: calibration should be offered */
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
	int move;		/* number of the switch that moves */
	int select;
	bool down[SWITCHES_MAX];
	uint32_t since_ms[SWITCHES_MAX];	/* when it went down */
	uint32_t last_up_ms;
	int last;		/* which one came up last; -1 none yet */
	int first_hold_ms;	/* of the first calibrating press */
	int hold_ms;		/* a press is at least so long */
	int rest_ms;		/* after one nothing counts for so long */
	int strike_ms;		/* and the same switch not for so long: a double strike */
};

/* A switch box came or went; the visit ended.  Coming waits for the first press. */
void scan_plug(struct scan *scan, bool present);

/* Calibration begins, or begins again; nothing without a box. */
void scan_ask(struct scan *scan);

/* Without calibration: the first switch moves, the second selects. */
void scan_usual(struct scan *scan);

/* The two change their parts. */
void scan_swap(struct scan *scan);

/* Strikes of one switch nearer than this are one; 0 .. 500. */
void scan_set_strike(struct scan *scan, int ms);

/* Switch 0 .. SWITCHES_MAX-1 goes down or up at ms.  What counts, counts when it comes up. */
enum scan_meaning scan_switch(struct scan *scan, int which, bool down, uint32_t ms);

#endif
