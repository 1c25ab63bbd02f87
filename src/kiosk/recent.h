/*
 * What was filed at this kiosk in the last ten minutes, and can be taken back
 * here: by the monotonic clock where this run saved it, so that a clock that is
 * set changes nothing; by the wall clock where an earlier run did.
 */
#ifndef KIOSK_RECENT_H
#define KIOSK_RECENT_H

#include "core/application.h"

struct kiosk;

/* An application that this run saved: a number that was given, and when. */
struct recent_saved {
	char receipt_no[RECEIPT_NO_MAX];
	int64_t saved_ms;	/* as kiosk_now_ms */
};

/* It was saved just now; the same number again changes nothing. */
void recent_note(struct kiosk *kiosk, const char *receipt_no);

/* Looks in the store and posts EVENT_RECENT_APPLICATION when there is one. */
/* What is held here of the holder: told as EVENT_HELD, where there is anything. */
void held_look_up(struct kiosk *kiosk, const char *id_no);
void recent_look_up(struct kiosk *kiosk, const char *id_no);

#endif
