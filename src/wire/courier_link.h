/*
 * What kiosk and kiosk-courier say to each other, one message a frame
 * (base/frame.h).  The kiosk hands over a request to the centre: its name, its body,
 * and how long it may take; each gets exactly one answer, unless the courier ends.
 * What is lost on the way is the kiosk's to send again: the courier keeps nothing.
 */
#ifndef WIRE_COURIER_LINK_H
#define WIRE_COURIER_LINK_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

#define COURIER_NAME_MAX 16
/* As the centre bounds a request (centre/request.h). */
#define COURIER_BODY_MAX (96u << 10)
/* More than any right answer; a longer one is none. */
#define COURIER_ANSWER_MAX (48u << 10)
/* With its head. */
#define COURIER_MESSAGE_MAX (COURIER_BODY_MAX + 64)

struct courier_request {
	uint32_t id;			/* of the kiosk, given back with the answer */
	uint32_t within_ms;		/* more is no answer */
	char name[COURIER_NAME_MAX];	/* "submit": [a-z] */
	size_t size;
	const uint8_t *body;		/* borrowed */
};

/* Numbers are the protocol's. */
enum courier_outcome {
	COURIER_ANSWERED = 1,	/* by the centre, which carried it out */
	COURIER_REFUSED = 2,	/* the centre will never take this one as it is */
	COURIER_NOT_NOW = 3,	/* the centre is there and could not: again later */
	COURIER_NO_WAY = 4,	/* nobody was reached in time, or not surely the centre */
	COURIER_BARRED = 5,	/* the centre does not know this kiosk, or no longer */
};

struct courier_answer {
	uint32_t id;
	enum courier_outcome outcome;
	size_t size;
	const uint8_t *body;	/* of COURIER_ANSWERED: JSON; borrowed */
};

/* ERR_FULL: more than cap. */
enum err courier_put_request(const struct courier_request *request, void *out, size_t cap,
			     size_t *ret_size) MUST_CHECK;
enum err courier_put_answer(const struct courier_answer *answer, void *out, size_t cap,
			    size_t *ret_size) MUST_CHECK;

/* ERR_PROTO: not wholly right.  The body stays in data. */
enum err courier_get_request(const void *data, size_t size,
			     struct courier_request *ret_request) MUST_CHECK;
enum err courier_get_answer(const void *data, size_t size,
			    struct courier_answer *ret_answer) MUST_CHECK;

#endif
