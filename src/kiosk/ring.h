/*
 * A call for a member of staff by way of the centre: it rings at the desk, and is asked
 * again with the same words until somebody has taken it, whose name the session hears
 * (EVENT_CALL_TAKEN).  Beside it the hall's own command may run (kiosk/call.h).
 */
#ifndef KIOSK_RING_H
#define KIOSK_RING_H

#include "wire/courier_link.h"

#include <stdbool.h>
#include <stdint.h>

struct kiosk;

/* 16 hex digits of the kiosk's own choice, and NUL. */
#define RING_ID_MAX 17
/* The first word: after that the visitor is told where to go. */
#define RING_MS 3000
/* How often it is asked who comes, and for how long: whoever waited longer has gone. */
#define RING_AGAIN_MS 3000
#define RING_MOST_MS (10 * 60 * 1000)

/* All zeros: nothing rings. */
struct ring {
	char id[RING_ID_MAX];	/* "": nothing rings */
	uint32_t request;	/* 0: no answer is waited for */
	int64_t due_ms;		/* clock_ms: it is asked again */
	int64_t end_ms;
	bool heard;		/* the centre has answered once */
};

/* Where there is a courier; one at a time. */
void ring_begin(struct kiosk *kiosk);
/* It rings, or may yet. */
bool ring_is_out(const struct kiosk *kiosk);
/* The visit is over, or the kiosk ends. */
void ring_end(struct kiosk *kiosk);

/* For the courier's news: an answer, the end of its life, what is due and when (clock_ms). */
void ring_answered(struct kiosk *kiosk, const struct courier_answer *answer);
void ring_lost(struct kiosk *kiosk);
void ring_mind(struct kiosk *kiosk);
int64_t ring_due(const struct kiosk *kiosk);

#endif
