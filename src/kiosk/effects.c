/*
 * What a step of the session asked for, carried out.
 */
#include "kiosk/kiosk.h"
#include "kiosk/device_test.h"
#include "kiosk/press_news.h"
#include "kiosk/reader_news.h"
#include "kiosk/recent.h"
#include "kiosk/signing.h"
#include "kiosk/switches.h"
#include "kiosk/voice_news.h"
#include "base/log.h"
#include "session/offers.h"
#include "store/papers.h"
#include "store/ratings.h"

#include <string.h>

static void reserve_key(struct kiosk *kiosk)
{
	struct event event = kiosk_event(kiosk, EVENT_VISIT_KEY);
	char key[APPLICATION_KEY_MAX];

	/* Without a key nothing can be submitted; the session hears it as "". */
	if (kiosk->store && store_has_room(kiosk->store) && !store_new_key(key) &&
	    !store_reserve(kiosk->store, key))
		memcpy(event.visit_key, key, sizeof(key));
	kiosk_post(kiosk, &event);
}

static void look_up(struct kiosk *kiosk, const char *id_no)
{
	struct event event = kiosk_event(kiosk, EVENT_PERSON);
	enum err err = kiosk->store ? store_find_person(kiosk->store, id_no,
						      &event.person.person) : ERR_IO;

	event.person.news = err == ERR_OK ? NEWS_PERSON_FOUND :
			    err == ERR_ABSENT ? NEWS_PERSON_ABSENT :
						NEWS_PERSON_UNREACHABLE;
	elsewhere_ask_facts(kiosk, id_no, &event);
	explicit_bzero(&event, sizeof(event));
}

/*
 * Of what this number signed last, where it did not surely have its paper: the original
 * that surely did not come out, or one copy of what is not known.
 */
static bool is_due(struct kiosk *kiosk, enum err found, const struct recent_application *last,
		   struct paper_due *ret_due)
{
	bool owed = false;

	if (found || store_paper_is_owed(kiosk->store, last->receipt_no, last->signed_at, &owed,
					 &ret_due->is_copy) || !owed)
		return false;
	memcpy(ret_due->receipt_no, last->receipt_no, sizeof(ret_due->receipt_no));
	ret_due->signed_at = last->signed_at;
	return true;
}

/* A withdrawal that came last goes before the application before it. */
static void due_look_up(struct kiosk *kiosk, const char *id_no)
{
	struct event event = kiosk_event(kiosk, EVENT_PAPER_DUE);
	struct paper_due *due = &event.due.due;
	struct recent_application last;

	if (!kiosk->store)
		return;
	due->is_withdrawal = is_due(kiosk, store_last_withdrawal(kiosk->store, id_no, &last),
				    &last, due);
	if (!due->is_withdrawal &&
	    !is_due(kiosk, store_recent_application(kiosk->store, id_no, 0, &last), &last, due))
		return;
	memcpy(event.due.id_no, id_no, sizeof(event.due.id_no));
	kiosk_post(kiosk, &event);
	explicit_bzero(&event, sizeof(event));
}

/* What is printed is what the seal gives back, never what would be derived now. */
static void keep_sealed(struct kiosk *kiosk, const char *receipt_no)
{
	struct application *sealed = &kiosk->sealed;
	enum err err = kiosk->store ? store_load(kiosk->store, receipt_no, sealed) : ERR_GONE;

	if (err) {
		log_error("what was saved cannot be read to be printed: %s", err_name(err));
		explicit_bzero(sealed, sizeof(*sealed));
	}
	signing_code(kiosk);
}

/* The session is told what the store says, word for word. */
static void tell_outcome(struct kiosk *kiosk, enum store_outcome outcome, const char *receipt_no)
{
	static const enum saved_news news[] = {
		[STORE_SAVED] = NEWS_SAVED_DONE,
		[STORE_ABSENT] = NEWS_SAVED_NOT,
		[STORE_UNKNOWN] = NEWS_SAVED_UNKNOWN,
	};
	struct event event = kiosk_event(kiosk, EVENT_SAVED);

	event.saved.news = news[outcome];
	if (outcome == STORE_SAVED) {
		memcpy(event.saved.receipt_no, receipt_no, sizeof(event.saved.receipt_no));
		keep_sealed(kiosk, receipt_no);
		recent_note(kiosk, receipt_no);
		courier_kick(kiosk);
	}
	kiosk_post(kiosk, &event);
}

/* Without a store nothing is handed over, and nothing can be there. */
static void save(struct kiosk *kiosk)
{
	enum store_outcome outcome = STORE_ABSENT;
	char receipt_no[RECEIPT_NO_MAX];

	session_application(&kiosk->world, &kiosk->session, &kiosk->sealed);
	if (kiosk->store)
		outcome = store_submit(kiosk->store, &kiosk->sealed, receipt_no);
	explicit_bzero(&kiosk->sealed, sizeof(kiosk->sealed));
	tell_outcome(kiosk, outcome, receipt_no);
}

static void settle(struct kiosk *kiosk)
{
	enum store_outcome outcome = STORE_UNKNOWN;
	char receipt_no[RECEIPT_NO_MAX];

	if (kiosk->store)
		outcome = store_settle(kiosk->store, kiosk->session.key, receipt_no);
	tell_outcome(kiosk, outcome, receipt_no);
}

/* The visit is over: every buffer and every process forgets it. */
static void wipe(struct kiosk *kiosk)
{
	reader_forget(kiosk);
	press_forget(kiosk);
	voice_forget(kiosk);
	elsewhere_forget(kiosk);
	ring_end(kiosk);
	kiosk->blank = false;
	switches_reset(kiosk);
	ui_wipe(kiosk->ui);
	offers_room_wipe(kiosk->world.offers);
	arena_reset(&kiosk->arena);
	explicit_bzero(kiosk->tree, sizeof(*kiosk->tree));
	explicit_bzero(&kiosk->sealed, sizeof(kiosk->sealed));
	signing_forget(kiosk);
	if (kiosk->store && store_tidy(kiosk->store))
		log_warn("the store could not be tidied");
}

static void rate(struct kiosk *kiosk, int grade)
{
	if (!kiosk->store || store_rate(kiosk->store, kiosk->world.date, grade))
		log_warn("a grade could not be counted");
}

static void do_one(struct kiosk *kiosk, const struct effect *effect)
{
	switch (effect->kind) {
	case EFFECT_WATCH_CARD:
		reader_watch(kiosk);
		break;
	case EFFECT_READ_CARD:
		reader_read_again(kiosk);
		break;
	case EFFECT_VERIFY_PIN:
		reader_verify_pin(kiosk, effect->pin);
		break;
	case EFFECT_LOOK_UP:
		look_up(kiosk, effect->id_no);
		recent_look_up(kiosk, effect->id_no);
		due_look_up(kiosk, effect->id_no);
		held_look_up(kiosk, effect->id_no);
		break;
	case EFFECT_RESERVE_KEY:
		reserve_key(kiosk);
		break;
	case EFFECT_SAVE:
		save(kiosk);
		break;
	case EFFECT_SETTLE:
		settle(kiosk);
		break;
	case EFFECT_PRINT:
		press_print(kiosk, &kiosk->sealed);
		break;
	case EFFECT_FETCH:
		keep_sealed(kiosk, kiosk->session.due.receipt_no);
		press_print(kiosk, &kiosk->sealed);
		break;
	case EFFECT_REPRINT:
		keep_sealed(kiosk, kiosk->session.again);
		press_print(kiosk, &kiosk->sealed);
		break;
	case EFFECT_HAND_OUT:
		press_hand_out(kiosk, effect->handout);
		break;
	case EFFECT_ASK_PRINTER:
		press_ask(kiosk);
		break;
	case EFFECT_CUE:
		voice_cue(kiosk, effect->cue);
		break;
	case EFFECT_CALL_STAFF:
		call_begin(kiosk);
		break;
	case EFFECT_SWITCHES:
		switches_do(kiosk, effect->switches);
		break;
	case EFFECT_TRY_SOUND:
		device_test_sound(kiosk);
		break;
	case EFFECT_LOOK_AT_MACHINE:
		device_test_look(kiosk);
		break;
	case EFFECT_RATE:
		rate(kiosk, effect->grade);
		break;
	case EFFECT_WIPE:
		wipe(kiosk);
		break;
	}
}

void kiosk_do(struct kiosk *kiosk, const struct effects *effects)
{
	for (int i = 0; i < effects->count; i++)
		do_one(kiosk, &effects->at[i]);
}
