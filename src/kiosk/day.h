/*
 * What holds for one visit: the day, and what the store says of that day.  Both
 * are taken before a visit begins and stay until it ends.
 */
#ifndef KIOSK_DAY_H
#define KIOSK_DAY_H

#include "core/application.h"

#include <stdbool.h>
#include <stdint.h>

struct kiosk;

/*
 * Before an event is stepped: between visits it takes the day, reads catalogue
 * and standards again where the day is another or another process has changed
 * the store, and opens a store that would not open before.  In a visit it does
 * nothing.  Without anything new: one clock, and one number of SQLite's.
 *
 * True when what keeps the kiosk from serving has changed: the session is to
 * hear of it (EVENT_SERVICE) before anything else.
 */
bool day_mind(struct kiosk *kiosk);

/*
 * Wall clock and monotonic clock go apart by so much only where one was set: a
 * clock that is kept right is slewed by 0.5 ms a second at most (adjtimex(2)),
 * 1.8 s in a visit of an hour.
 */
#define CLOCK_JUMP_S 3

/* Wall clock less monotonic clock: it changes only when somebody sets the clock. */
int64_t day_clock_base_s(void);

/* The day that the next visit would have. */
struct date day_today(const struct kiosk *kiosk);

/* Bits of enum clock_doubt, as they stand in this moment. */
int day_clock_doubt(const struct kiosk *kiosk);

/* How far the clock is off; by the mainboard's clock, as it was read before the visit. */
struct clock_quality day_clock_quality(const struct kiosk *kiosk);

#endif
