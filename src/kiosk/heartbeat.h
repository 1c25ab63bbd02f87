/*
 * How this kiosk is, told to the centre every few minutes: what runs, which data, which
 * devices, what waits.  Of visitors only when somebody was there last.
 *
 * How often it has begun anew, and that moment, stand in a file of the data folder; it is
 * not synced, because nothing hangs on it.
 */
#ifndef KIOSK_HEARTBEAT_H
#define KIOSK_HEARTBEAT_H

#include "wire/courier_link.h"

#include <stdbool.h>
#include <stdint.h>

struct kiosk;
struct session;

/* The centre calls a kiosk silent after three of them (centre.fleet_limit). */
#define HEARTBEAT_MS 300000
/* After a start: readers and printer have said how they are by then. */
#define HEARTBEAT_FIRST_MS 3000

struct heartbeat {
	uint32_t id;		/* of the request under way; 0: none */
	int64_t due_ms;		/* INT64_MAX: no centre is told */
	int64_t started_s, last_visit_s;
	int restarts;		/* ever, this start not counted */
	char run[17];		/* of this start, by chance, in hex */
	bool twin;		/* as the centre said last: another machine has this one's name */
	/* by how much the clock was ahead of the centre's, and day_clock_base_s then */
	bool off_known;
	int64_t off_s, off_base_s;
};

/* Half a day: the day that a visit is decided for may be another. */
#define HEARTBEAT_CLOCK_WRONG_S 43200
#define AUDIT_TWIN "kiosk.twin"

/* At the start, where a hall has a centre. */
void heartbeat_begin(struct kiosk *kiosk);
/* The courier has begun, or ended. */
void heartbeat_started(struct kiosk *kiosk);
void heartbeat_lost(struct kiosk *kiosk);
/* After each step: a visit has begun. */
void heartbeat_note(struct kiosk *kiosk, const struct session *before);
/* Tells what is due. */
void heartbeat_mind(struct kiosk *kiosk);
/* An answer under its number: true when it was for here. */
bool heartbeat_answered(struct kiosk *kiosk, const struct courier_answer *answer);

/* The clock is wrong by HEARTBEAT_CLOCK_WRONG_S or more, and was not set since. */
bool heartbeat_clock_is_wrong(const struct kiosk *kiosk);

#endif
