#include "kiosk/recent.h"

#include "base/log.h"
#include "kiosk/kiosk.h"

#include <string.h>

static const struct recent_saved *find(const struct kiosk *kiosk, const char *receipt_no)
{
	for (int i = 0; i < STORE_RECENT_ROWS; i++) {
		if (strcmp(kiosk->recent[i].receipt_no, receipt_no) == 0)
			return &kiosk->recent[i];
	}
	return NULL;
}

void recent_note(struct kiosk *kiosk, const char *receipt_no)
{
	struct recent_saved *saved = &kiosk->recent[kiosk->recent_next];

	if (find(kiosk, receipt_no))
		return;
	memcpy(saved->receipt_no, receipt_no, sizeof(saved->receipt_no));
	saved->saved_ms = kiosk_now_ms(kiosk);
	kiosk->recent_next = (kiosk->recent_next + 1) % STORE_RECENT_ROWS;
}

/* A clock that was set back since an earlier run makes an age below 0: not taken for one. */
static int64_t age_ms(const struct kiosk *kiosk, const struct event *event)
{
	const struct recent_saved *saved = find(kiosk, event->recent.last.receipt_no);

	return saved ? event->time_ms - saved->saved_ms :
		       1000 * (event->clock_s - event->recent.last.signed_at);
}

void recent_look_up(struct kiosk *kiosk, const char *id_no)
{
	struct event event = kiosk_event(kiosk, EVENT_RECENT_APPLICATION);
	enum err err = ERR_ABSENT;

	if (kiosk->store)
		err = store_recent_application(kiosk->store, id_no, 0, &event.recent.last);
	if (err && err != ERR_ABSENT)
		log_warn("what was filed last cannot be read: %s", err_name(err));
	memcpy(event.recent.id_no, id_no, sizeof(event.recent.id_no));
	event.recent.age_ms = err ? 0 : age_ms(kiosk, &event);
	if (!err && event.recent.age_ms >= 0 &&
	    event.recent.age_ms <= 1000 * (int64_t)WITHDRAW_WITHIN_S)
		kiosk_post(kiosk, &event);
	explicit_bzero(&event, sizeof(event));
}

void held_look_up(struct kiosk *kiosk, const char *id_no)
{
	struct event event = kiosk_event(kiosk, EVENT_HELD);
	enum err err = ERR_OK;

	if (kiosk->store)
		err = store_held(kiosk->store, id_no, OWN_MAX, event.held.at, &event.held.count);
	if (err)
		log_warn("what is held of a visitor cannot be read: %s", err_name(err));
	memcpy(event.held.id_no, id_no, sizeof(event.held.id_no));
	if (!err && event.held.count > 0)
		kiosk_post(kiosk, &event);
	explicit_bzero(&event, sizeof(event));
}
