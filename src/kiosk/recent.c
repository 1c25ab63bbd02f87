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

static struct own_training *training_of(const struct kiosk *kiosk, struct event *event,
				    const char *id)
{
	struct own_training *at = event->held.trainings;
	struct date any = { 0 };

	for (int i = 0; i < event->held.training_count; i++, at++) {
		if (strcmp(at->course.id, id) == 0)
			return at;
	}
	if (event->held.training_count == TRAININGS_MAX)
		return NULL;
	*at = (struct own_training){ 0 };
	/* It may have left the list of those to come. */
	if (store_course(kiosk->store, id, any, &at->course))
		return NULL;
	at->ended = training_last_day(&at->course);
	event->held.training_count++;
	return at;
}

/*
 * The newest comes first: a claim before the application that it follows.  What the register
 * of trainings has stands there already, with what it says.
 */
static void add_trainings(const struct kiosk *kiosk, struct event *event)
{
	for (int i = 0; i < event->held.count; i++) {
		const struct held_application *held = &event->held.at[i];
		struct own_training *training;

		if (held->withdrawn || !held->course.id[0])
			continue;
		training = training_of(kiosk, event, held->course.id);
		if (!training)
			continue;
		training->claimed |= held->claims;
		if (!held->claims && !training->receipt_no[0])
			memcpy(training->receipt_no, held->receipt_no, RECEIPT_NO_MAX);
	}
}

static void find_trainings(const struct kiosk *kiosk, const char *id_no, struct event *event)
{
	enum err err = store_trainings(kiosk->store, id_no, event->held.trainings,
				       &event->held.training_count);

	if (err)
		log_warn("what schools report of a visitor cannot be read: %s", err_name(err));
	add_trainings(kiosk, event);
}

void held_look_up(struct kiosk *kiosk, const char *id_no)
{
	struct event event = kiosk_event(kiosk, EVENT_HELD);
	enum err err = ERR_OK;

	if (kiosk->store)
		err = store_held(kiosk->store, id_no, OWN_MAX, event.held.at, &event.held.count);
	if (err)
		log_warn("what is held of a visitor cannot be read: %s", err_name(err));
	if (!err && kiosk->store)
		find_trainings(kiosk, id_no, &event);
	memcpy(event.held.id_no, id_no, sizeof(event.held.id_no));
	if (!err)
		elsewhere_ask_held(kiosk, &event);
	explicit_bzero(&event, sizeof(event));
}
