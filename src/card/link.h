/*
 * What the kiosk and the reader process say to each other over a socket pair:
 * requests one way, events the other, each one message of base/frame.h.
 *
 * The kiosk's side is meant to be a pure state machine: it never waits for an
 * answer, it only receives events.  `id` is chosen by the kiosk; an event that
 * answers a request carries its id, all others carry 0, so that a late answer
 * is known and dropped.
 *
 * After LINK_WATCH on, cards are read by themselves:
 *
 *     LAID ─ PROGRESS… ─┬─ HOLDER            who it is; look at number_only, and at
 *                       │                    type: CARD_ZHEJIANG_PERMIT is all that is
 *                       │                    known of such a card
 *                       ├─ SECOND            two cards lie there: none is read
 *                       └─ FAILED            why (enum link_failure)
 *     … the card stays selected: READ and PIN are possible …
 *     LIFTED                                 always comes, also after FAILED
 *
 * A reader that is pulled while a card lies there sends FAILED (or LIFTED) and
 * then READER missing.  When the link breaks, or a question for life (base/frame.h)
 * is not answered in LINK_STALL_MS, the reader process is to be killed by its pid
 * and started again.
 */
#ifndef CARD_LINK_H
#define CARD_LINK_H

#include "base/err.h"
#include "card/extra.h"
#include "card/pin.h"
#include "core/holder.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Longest message of either side. */
#define LINK_MESSAGE_MAX 2048
/* Readers in one process. */
#define LINK_READERS_MAX 8
/* No sign of life for so long: killed and restarted.  Its main thread never drives a chip. */
#define LINK_STALL_MS 3000
/* A whole read ends with HOLDER, SECOND or FAILED this long after LAID, at the latest. */
#define LINK_READ_MS 3000
/*
 * And so much later where everything is asked for: three records more, of a slow card too.  No
 * visitor waits for it.
 */
#define LINK_EVERYTHING_MS 1000

/* Kiosk to reader.  Numbers are fixed. */
enum link_request_kind {
	/* on: read what is laid, and anew what lies there; off: let go, forget, say nothing */
	LINK_WATCH = 1,
	LINK_READ = 2,		/* read the card once more: HOLDER (see holder_same), FAILED */
	LINK_PIN = 3,		/* the same, with the PIN: PIN_RESULT or FAILED */
	LINK_CANCEL = 4,	/* ends a READ or PIN that runs: FAILED, cancelled */
	LINK_QUIT = 5,		/* the process ends */
};

struct link_request {
	enum link_request_kind kind;
	uint32_t id;		/* not 0 for READ, PIN */
	bool on;		/* WATCH */
	/* WATCH: until the next one, holders come with extra; never for a visit */
	bool everything;
	char pin[PIN_DIGITS + 1];	/* PIN: six digits; wipe after sending */
};

/* Reader to kiosk.  Numbers are fixed. */
enum link_event_kind {
	LINK_READER = 1,	/* state of one reader; once each at start, then at every change */
	LINK_LAID = 2,
	LINK_PROGRESS = 3,
	LINK_HOLDER = 4,
	LINK_LIFTED = 5,
	LINK_SECOND = 6,
	LINK_FAILED = 7,
	LINK_PIN_RESULT = 8,
};

enum link_reader_state {
	LINK_READER_READY = 1,
	/* Tried again every half second: */
	LINK_READER_MISSING = 2,	/* not plugged in, or it does not answer */
	LINK_READER_BUSY = 3,		/* another program has it */
};

enum link_failure {
	LINK_UNREADABLE = 1,	/* no known card, or it says nothing sensible */
	LINK_LIFTED_EARLY = 2,	/* taken away while it was read, and not laid back in time */
	LINK_SLOW = 3,		/* no answer in time */
	LINK_REFUSED = 4,	/* the card refuses what it must give */
	LINK_OTHER_READER = 5,	/* an identity document that only a SAM-V reader can read */
	LINK_READER_LOST = 6,	/* the reader went away */
	LINK_CANCELLED = 7,
	LINK_NO_CARD = 8,	/* READ or PIN, but no card lies there */
};

struct link_event {
	enum link_event_kind kind;
	uint32_t id;		/* of the request it answers, or 0 */
	uint8_t reader;		/* index of --reader, from 0 */
	enum link_reader_state state;	/* READER */
	char name[96];			/* READER: its SPEC */
	uint8_t done, total;		/* PROGRESS: steps of this read */
	struct holder holder;		/* HOLDER; PIN_RESULT when it is PIN_RIGHT */
	struct card_extra extra;	/* with holder; all "" unless everything was asked for */
	enum link_failure failure;	/* FAILED */
	enum pin_result pin;		/* PIN_RESULT */
	int tries_left;			/* PIN_RESULT: -1 not known */
};

/* Both put the message into out (LINK_MESSAGE_MAX) and return its size. */
size_t link_put_request(const struct link_request *request, uint8_t *out);
size_t link_put_event(const struct link_event *event, uint8_t *out);

/* ERR_PROTO for anything that the other side could not have put. */
enum err link_get_request(const uint8_t *message, size_t size,
			  struct link_request *ret_request) MUST_CHECK;
enum err link_get_event(const uint8_t *message, size_t size,
			struct link_event *ret_event) MUST_CHECK;

/* The same through a descriptor; errors of frame_send and frame_receive.  Buffers are wiped. */
enum err link_send_request(int fd, const struct link_request *request) MUST_CHECK;
enum err link_send_event(int fd, const struct link_event *event) MUST_CHECK;
enum err link_receive_request(int fd, int timeout_ms, struct link_request *ret_request) MUST_CHECK;
enum err link_receive_event(int fd, int timeout_ms, struct link_event *ret_event) MUST_CHECK;

/* "unreadable", "lifted_early" …: JSON and logs. */
const char *link_failure_name(enum link_failure failure);

#endif
