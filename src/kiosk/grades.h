/*
 * 好差评 for the centre: how many gave which grade on a day (store/ratings.h), with the
 * heartbeat and never at the moment of a grade, so that none is anybody's there either.  A day
 * is told again while it changes; the centre keeps the newest word of it.
 */
#ifndef KIOSK_GRADES_H
#define KIOSK_GRADES_H

#include "core/date.h"
#include "wire/courier_link.h"

#include <stdbool.h>
#include <stdint.h>

struct kiosk;

/* Days before the last one that are told after a start: what a cut line kept back. */
#define GRADES_DAYS 62

struct grades {
	uint32_t id;		/* of the letter under way; 0: none */
	struct date told;	/* the last day that the centre has, in this run; not set: none */
	int64_t told_sum;	/* of its grades, as they were told */
	struct date letter;	/* what is under way, likewise */
	int64_t letter_sum;
};

/* A heartbeat is due: what the centre has not heard goes, a day a letter. */
void grades_tell(struct kiosk *kiosk);
/* The courier has ended. */
void grades_lost(struct kiosk *kiosk);
/* An answer under its number: true when it was for here. */
bool grades_answered(struct kiosk *kiosk, const struct courier_answer *answer);

#endif
