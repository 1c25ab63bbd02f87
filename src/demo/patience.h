/*
 * How long a walk has waited for what ought to come.
 *
 * What it waits for is done by several processes, and on a busy machine each of them first waits
 * for a core.  The kernel says how long anybody had to (/proc/pressure/cpu, "some", in us): that
 * time does not count, so a limit in a walk is a limit of the kiosk, not of its neighbours.  Where
 * the kernel does not say, all time counts.  No more than PATIENCE_END_MS of the clock is waited.
 *
 * Thread: the one that opened it.
 */
#ifndef DEMO_PATIENCE_H
#define DEMO_PATIENCE_H

#include <stdbool.h>
#include <stdint.h>

#define PATIENCE_END_MS 60000

struct patience {
	int pressure;		/* open file, or -1 */
	int64_t began_ms;	/* by the clock; 0: waits for nothing */
	int64_t began_pressed_ms;
};

/* Before files are given up (confine). */
void patience_init(struct patience *patience);
void patience_finish(struct patience *patience);

/* From now on; again while it waits: no change. */
void patience_begin(struct patience *patience);
void patience_end(struct patience *patience);

/* By the clock, in ms. */
int64_t patience_waited_ms(const struct patience *patience);

/* Whether limit_ms have passed in which nobody waited for a core. */
bool patience_is_over(const struct patience *patience, int64_t limit_ms);

#endif
