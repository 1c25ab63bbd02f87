#include "kiosk/ring.h"

#include "base/clock.h"
#include "base/text.h"
#include "kiosk/kiosk.h"
#include "wire/wire.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void ask(struct kiosk *kiosk)
{
	struct ring *r = &kiosk->ring;
	char body[64];
	struct text out = text_in(body, sizeof(body));

	wire_call(&out, r->id);
	r->due_ms = clock_ms() + RING_AGAIN_MS;
	r->request = courier_send(kiosk, "call", RING_MS, body, out.len);
}

void ring_begin(struct kiosk *kiosk)
{
	struct ring *r = &kiosk->ring;

	if (!kiosk->courier || r->id[0])
		return;
	snprintf(r->id, sizeof(r->id), "%08x%08x", arc4random(), arc4random());
	r->end_ms = clock_ms() + RING_MOST_MS;
	ask(kiosk);
}

bool ring_is_out(const struct kiosk *kiosk)
{
	return kiosk->ring.id[0] != 0;
}

void ring_end(struct kiosk *kiosk)
{
	kiosk->ring = (struct ring){ 0 };
}

/* ---- what the desk says ---- */

static void tell(struct kiosk *kiosk, bool called)
{
	struct event event = kiosk_event(kiosk, EVENT_CALLED);

	event.called = called;
	kiosk_post(kiosk, &event);
}

static void tell_who(struct kiosk *kiosk, const char *who)
{
	struct event event = kiosk_event(kiosk, EVENT_CALL_TAKEN);

	text_copy_or_none(event.who, sizeof(event.who), who);
	kiosk_post(kiosk, &event);
}

/* Before the first word nobody knows of it; afterwards it is asked again. */
static void fail(struct kiosk *kiosk)
{
	kiosk->ring.request = 0;
	if (kiosk->ring.heard)
		return;
	ring_end(kiosk);
	if (!kiosk->call.pid)	/* else the hall's own command tells */
		tell(kiosk, false);
}

void ring_answered(struct kiosk *kiosk, const struct courier_answer *answer)
{
	struct ring *r = &kiosk->ring;
	char who[WIRE_WHO_MAX];

	r->request = 0;
	if (answer->outcome != COURIER_ANSWERED ||
	    wire_called(answer->body, answer->size, who)) {
		fail(kiosk);
		return;
	}
	if (!r->heard)
		tell(kiosk, true);
	r->heard = true;
	if (who[0]) {
		tell_who(kiosk, who);
		ring_end(kiosk);
	}
}

void ring_lost(struct kiosk *kiosk)
{
	if (ring_is_out(kiosk))
		fail(kiosk);
}

void ring_mind(struct kiosk *kiosk)
{
	int64_t now = clock_ms();

	if (!ring_is_out(kiosk) || now < kiosk->ring.due_ms)
		return;
	if (now >= kiosk->ring.end_ms)
		ring_end(kiosk);
	else
		ask(kiosk);
}

int64_t ring_due(const struct kiosk *kiosk)
{
	return ring_is_out(kiosk) ? kiosk->ring.due_ms : INT64_MAX;
}
