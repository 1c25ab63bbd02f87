/*
 * What goes to the centre and what it says, where a hall has one (kiosk.yaml, `centre`).
 *
 * The outbox is worked through in rounds, one item at a time: whatever became of one,
 * the next has its turn, and a round in which something failed is followed by a rest
 * that doubles, so that neither a bad item nor a dead line holds up the others.
 */
#ifndef KIOSK_COURIER_NEWS_H
#define KIOSK_COURIER_NEWS_H

#include "core/application.h"
#include "store/outbox.h"
#include "wire/wire.h"

#include <stdbool.h>
#include <stdint.h>

struct kiosk;
struct parcel_maker;

/* A line of 64 kbit/s carries the largest letter in 12 s. */
#define COURIER_LETTER_MS 20000
/* Between two rounds when something failed: doubled each time, less up to a quarter by chance. */
#define COURIER_REST_MS 1000
#define COURIER_REST_MAX_MS 300000
/* How often the centre is asked what it has archived. */
#define COURIER_MARKS_MS 600000
/* And how soon after a start. */
#define COURIER_MARKS_FIRST_MS 2000

/* The courier's part of a kiosk. */
struct courier_desk {
	struct parcel_maker *maker;	/* NULL: what is signed cannot be sealed yet */
	uint32_t last_id;
	/* the item under way; id 0: none */
	uint32_t item_id;
	int64_t item_seq;
	int64_t after;			/* the last one that had its turn in this round */
	bool failed;			/* something in this round */
	bool kicked;			/* during it: what waits now may lie behind `after` */
	int64_t round_ms;		/* not before this; INT64_MAX: nothing waits */
	int rest_ms;
	/* what the centre has archived, being asked; id 0: not now */
	uint32_t marks_id;
	int64_t marks_ms;
	int64_t marks_after;
	int asked_count;
	struct outbox_row asked[WIRE_KEYS_MAX];
	bool reached;			/* by the last answer */
	unsigned losses;		/* of the helper */
};

/* Once, where the store is open: from now on what is saved is sent. */
void courier_open(struct kiosk *kiosk);
void courier_close(struct kiosk *kiosk);

/* Its life as a helper (helpers/helpers.h). */
void courier_started(void *context);
enum err courier_news(void *context, const uint8_t *data, size_t size);
void courier_lost(void *context);

/* Something waits: it was saved, or the centre has lost it. */
void courier_kick(struct kiosk *kiosk);

/*
 * A request, whose answer courier_news hears under the number that is returned; 0: it was
 * lost at once, and courier_lost has run from within.
 */
uint32_t courier_send(struct kiosk *kiosk, const char *name, int within_ms, const void *body,
		      size_t size);

/* What is due now; ms until then, -1: nothing. */
void courier_mind(struct kiosk *kiosk);
int courier_due_ms(const struct kiosk *kiosk);

#endif
