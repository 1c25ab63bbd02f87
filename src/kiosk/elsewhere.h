/*
 * What the centre knows of a visitor: their applications in other halls, and what the
 * city's registers say of them.  Both are asked when the card was read; what is not
 * answered rightly in time is not known, and said to be so.
 */
#ifndef KIOSK_ELSEWHERE_H
#define KIOSK_ELSEWHERE_H

#include "session/event.h"
#include "wire/courier_link.h"
#include "wire/wire.h"

#include <stdint.h>

struct kiosk;

/* From the card's number to what the centre says of it; later is "not known". */
#define ELSEWHERE_MS 800

/* One of the two questions, and what this kiosk itself has, until it is answered. */
struct elsewhere_question {
	uint32_t id;		/* of the request; 0: it is not asked */
	int64_t until_ms;
	struct wire_ask ask;
	struct event event;
};

struct elsewhere_desk {
	struct elsewhere_question held, facts;
};

/*
 * event: EVENT_HELD of this kiosk alone; it is posted with what the centre says, or that
 * it did not; where there is no centre at once, if it says anything.
 */
void elsewhere_ask_held(struct kiosk *kiosk, const struct event *event);

/*
 * event: EVENT_PERSON of this kiosk's register; posted with what the city's registers say,
 * each fact by the word of the later day; where there is no centre at once.
 */
void elsewhere_ask_facts(struct kiosk *kiosk, const char *id_no, const struct event *event);

/* The visit is over. */
void elsewhere_forget(struct kiosk *kiosk);

/* For the courier's news: an answer, the end of its life, what is due and when (clock_ms). */
void elsewhere_answered(struct kiosk *kiosk, const struct courier_answer *answer);
void elsewhere_lost(struct kiosk *kiosk);
void elsewhere_mind(struct kiosk *kiosk);
int64_t elsewhere_due(const struct kiosk *kiosk);

#endif
