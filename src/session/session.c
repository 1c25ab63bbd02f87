#include "session/step_context.h"

#include <assert.h>
#include <string.h>

struct page_row {
	const char *screen;
	enum visit_step step;
	void (*press)(struct step_context *t, int verb, int arg);
	bool answers;	/* what the visitor said, or what follows from it, stands on the page */
};

static const struct page_row pages[PAGE_COUNT] = {
	[PAGE_IDLE] = { "idle", STEP_NONE, idle_press },
	[PAGE_READING] = { "reading", STEP_CARD, card_trouble_press },
	[PAGE_WHO] = { "who", STEP_CARD, who_press },
	[PAGE_PIN] = { "pin", STEP_CARD, pin_press },
	[PAGE_QUESTION] = { "question", STEP_ANSWERS, question_press, true },
	[PAGE_GROUP] = { "group", STEP_ANSWERS, group_press, true },
	[PAGE_RESULTS] = { "results", STEP_RESULTS, results_press, true },
	[PAGE_REASON] = { "reason", STEP_RESULTS, benefit_press, true },
	[PAGE_OFFICIAL] = { "official", STEP_RESULTS, benefit_press, true },
	[PAGE_ITEM] = { "item", STEP_RESULTS, benefit_press, true },
	[PAGE_COURSES] = { "courses", STEP_RESULTS, courses_press },
	[PAGE_COURSE] = { "course", STEP_RESULTS, course_press, true },
	[PAGE_CHOOSE] = { "choose", STEP_RESULTS, choose_press, true },
	[PAGE_CHECK] = { "check", STEP_RESULTS, check_press, true },
	[PAGE_NOTICE] = { "notice", STEP_NOTICE, notice_press, true },
	[PAGE_PROMISES] = { "promises", STEP_NOTICE, promises_press, true },
	[PAGE_PROOF] = { "proof", STEP_NOTICE, proof_press, true },
	[PAGE_SIGN_HOW] = { "sign-how", STEP_SIGN, sign_how_press },
	[PAGE_SIGN] = { "sign", STEP_SIGN, sign_press },
	[PAGE_SIGN_KEYPAD] = { "sign-keypad", STEP_SIGN, sign_keypad_press },
	[PAGE_SIGN_PIN] = { "sign-pin", STEP_SIGN, pin_press },
	[PAGE_SIGN_PAPER] = { "sign-paper", STEP_SIGN, sign_paper_press },
	[PAGE_LAY_AGAIN] = { "lay-again", STEP_SIGN, card_trouble_press },
	[PAGE_SUBMITTING] = { "submitting", STEP_SIGN, NULL },
	[PAGE_RECEIPT] = { "receipt", STEP_RECEIPT, receipt_press },
	[PAGE_COPY] = { "receipt-copy", STEP_RECEIPT, copy_press, true },
	[PAGE_WITHDRAW] = { "withdraw", STEP_RECEIPT, withdraw_press },
	[PAGE_TAKE_CARD] = { "take-card", STEP_NONE, NULL },
	[PAGE_GOODBYE] = { "goodbye", STEP_NONE, NULL },
	[PAGE_HELP] = { "help", STEP_NONE, help_press },
	[PAGE_CONDITIONS] = { "conditions", STEP_NONE, conditions_press },
	[PAGE_STAFF] = { "staff-needed", STEP_NONE, help_press },
	[PAGE_SWITCHES] = { "switches", STEP_NONE, switches_press },
	[PAGE_WARNING] = { "warning", STEP_NONE, warning_press },
	[PAGE_LOCKED] = { "locked", STEP_NONE, NULL },
	[PAGE_NO_READER] = { "no-reader", STEP_NONE, card_trouble_press },
	[PAGE_CARD_LIFTED] = { "card-lifted", STEP_CARD, card_trouble_press },
	[PAGE_CARD_SECOND] = { "card-second", STEP_CARD, card_trouble_press },
	[PAGE_CARD_UNREADABLE] = { "card-unreadable", STEP_CARD, card_trouble_press },
	[PAGE_CARD_DENIED] = { "card-denied", STEP_CARD, card_trouble_press },
	[PAGE_CARD_NUMBER_ONLY] = { "card-number-only", STEP_CARD, card_trouble_press },
	[PAGE_CARD_CLONE] = { "card-clone", STEP_CARD, card_trouble_press },
	[PAGE_CARD_ZHEJIANG] = { "card-zhejiang", STEP_CARD, card_trouble_press },
	[PAGE_CARD_EXPIRED] = { "card-expired", STEP_CARD, card_trouble_press },
	[PAGE_CARD_STAFF] = { "card-staff", STEP_CARD, card_trouble_press },
	[PAGE_CARD_OTHER] = { "card-other", STEP_CARD, card_trouble_press },
	[PAGE_UNDER_AGE] = { "under-age", STEP_NONE, card_trouble_press },
	[PAGE_STAFF_PIN] = { "staff-pin", STEP_NONE, pin_press },
	[PAGE_GUIDE_READY] = { "guide-ready", STEP_NONE, staff_page_press },
	[PAGE_STAFF_NUMBER] = { "staff-number", STEP_NONE, staff_number_press },
	[PAGE_VERIFY_IN_PERSON] = { "vouch", STEP_NONE, verify_in_person_press },
	[PAGE_TECHNICIAN] = { "technician", STEP_NONE, staff_page_press },
	[PAGE_NOT_SAVED] = { "not-saved", STEP_SIGN, not_saved_press },
	[PAGE_UNKNOWN_OUTCOME] = { "unknown-outcome", STEP_SIGN, not_saved_press },
};

const char *session_screen(const struct session *s)
{
	return pages[s->at.page].screen;
}

enum visit_step session_step_of_page(enum visit_page page)
{
	return pages[page].step;
}

enum visit_step session_step_of(const struct session *s)
{
	if (s->withdrawing)
		return STEP_RECEIPT;
	if (s->at.page == PAGE_PIN && s->at.arg == PAGE_SIGN_HOW)
		return STEP_SIGN;
	if (s->at.page == PAGE_LAY_AGAIN && s->after_card.page == PAGE_PIN &&
	    s->after_card.arg != PAGE_SIGN_HOW)
		return STEP_CARD;
	return session_step_of_page((enum visit_page)s->at.page);
}

bool session_is_covered(const struct session *s)
{
	return session_is_guided(s) && pages[s->at.page].answers && !s->guide.shows;
}

bool session_has_person(const struct session *s)
{
	return s->holder.type != CARD_NONE;
}

void session_init(struct session *s, int64_t now_ms)
{
	*s = (struct session){
		.now_ms = now_ms,
		.active_ms = now_ms,
		.page_ms = now_ms,
		.view = { .size = VIEW_NORMAL },
		.course = -1,
		.filter_kind = -1,
		.pin_tries = -1,
	};
}

struct effect *effect_add(struct step_context *t, enum effect_kind kind)
{
	struct effect *effect;

	assert(t->effects->count < EFFECTS_MAX);
	effect = &t->effects->at[t->effects->count++];
	*effect = (struct effect){ .kind = kind };
	return effect;
}

void effect_cue(struct step_context *t, enum cue cue)
{
	effect_add(t, EFFECT_CUE)->cue = cue;
}

void effects_wipe(struct effects *effects)
{
	explicit_bzero(effects, sizeof(*effects));
}

/* Once, where it was switched on: who hears it again learns nothing and loses time. */
static void orient(struct session *s)
{
	s->orienting = s->view.voice && !s->oriented;
	s->oriented = s->oriented || s->view.voice;
}

/* Language and reading aloud stay: without them the next page could not be understood. */
static void reset_view(struct step_context *t)
{
	struct display_settings *v = &t->s->view;

	*v = (struct display_settings){ .lang = lang_written(v->lang), .size = VIEW_NORMAL,
			      .voice = v->voice };
	effect_add(t, EFFECT_VOICE_USUAL);
}

/* How things are shown is the visitor's at any moment and costs no answer. */
static bool view_press(struct step_context *t, int verb, int arg)
{
	struct display_settings *v = &t->s->view;

	switch (verb) {
	case VERB_LANG:
		if (arg >= 0 && arg < LANG_COUNT)
			v->lang = (enum lang)arg;
		return true;
	case VERB_SIZE:
		if (arg < 0)
			reset_view(t);
		else
			v->size = (enum view_size)((v->size + 1) % VIEW_SIZE_COUNT);
		return true;
	case VERB_CONTRAST:
		v->contrast = (enum view_contrast)((v->contrast + 1) % VIEW_CONTRAST_COUNT);
		return true;
	case VERB_REACH:
		v->reach = !v->reach;
		return true;
	case VERB_VOICE:
		v->voice = !v->voice;
		orient(t->s);
		return true;
	case VERB_STEADY:
		v->steady = !v->steady;
		return true;
	default:
		return false;
	}
}

bool session_waits_alone(const struct session *s)
{
	return s->at.page == PAGE_SUBMITTING || s->at.page == PAGE_WARNING ||
	       s->at.page == PAGE_LOCKED || s->at.page == PAGE_TAKE_CARD ||
	       s->at.page == PAGE_GOODBYE || s->at.page == PAGE_SWITCHES ||
	       s->at.page == PAGE_CARD_OTHER;
}

static void end_press(struct step_context *t)
{
	struct session *s = t->s;

	if (s->at.page == PAGE_SUBMITTING && s->card_same)
		s->ending = true;	/* what is being written decides itself first */
	else if (s->at.page != PAGE_TAKE_CARD && s->at.page != PAGE_GOODBYE)
		finish(t);
}

static bool help_or_staff_press(struct step_context *t, int verb)
{
	struct session *s = t->s;
	enum visit_page page = verb == VERB_HELP ? PAGE_HELP : PAGE_STAFF;

	if (verb != VERB_HELP && verb != VERB_STAFF)
		return false;
	if (verb == VERB_STAFF && !s->staff_called) {
		s->staff_called = true;
		effect_add(t, EFFECT_CALL_STAFF);
	}
	if (!session_waits_alone(s) && s->at.page != page)
		go(t, page, verb == VERB_HELP ? s->at.page : STAFF_ASKED);
	return true;
}

static void press_event(struct step_context *t)
{
	int verb = t->event->press.verb, arg = t->event->press.arg;
	struct session *s = t->s;

	if (view_press(t, verb, arg) || help_or_staff_press(t, verb) ||
	    guide_press(t, verb, arg))
		return;
	if (verb == VERB_END)
		end_press(t);
	else if (pages[s->at.page].press)
		pages[s->at.page].press(t, verb, arg);
}

/* A keypad's keys are the keys of the glass. */
static void key_event(struct step_context *t)
{
	char key = t->event->key;
	struct session *s = t->s;
	void (*press)(struct step_context *, int, int) = pages[s->at.page].press;

	if (!press)
		return;
	if (key >= '0' && key <= '9')
		press(t, VERB_KEY, key - '0');
	else if (key == 'X' || key == 'x')
		press(t, VERB_KEY, KEY_X);
	else if (key == '\b')
		press(t, VERB_KEY_DELETE, 0);
	else if (key == '\r' && s->at.page == PAGE_SIGN_KEYPAD)
		press(t, VERB_CONFIRM, 0);
	else if (key == '\r' && (s->at.page == PAGE_PIN || s->at.page == PAGE_SIGN_PIN ||
				 s->at.page == PAGE_STAFF_PIN ||
				 s->at.page == PAGE_STAFF_NUMBER))
		press(t, VERB_NEXT, 0);
}

static void handle(struct step_context *t)
{
	switch (t->event->kind) {
	case EVENT_PRESS:
		press_event(t);
		break;
	case EVENT_KEY:
		key_event(t);
		break;
	case EVENT_INK:
		ink_event(t);
		break;
	case EVENT_CARD:
		card_event(t);
		break;
	case EVENT_PIN:
		pin_event(t);
		break;
	case EVENT_PERSON:
		person_event(t);
		break;
	case EVENT_RECENT_APPLICATION:
		recent_application_event(t);
		break;
	case EVENT_VISIT_KEY:
		memcpy(t->s->key, t->event->visit_key, sizeof(t->s->key));
		t->s->key[sizeof(t->s->key) - 1] = 0;
		break;
	case EVENT_SAVED:
		saved_event(t);
		break;
	case EVENT_PRINT:
		print_event(t);
		break;
	case EVENT_SWITCHES:
		switches_event(t);
		break;
	case EVENT_RESTARTED:
		t->s->devices.restarted = true;
		t->s->active_ms = t->s->now_ms;
		break;
	case EVENT_TICK:
	case EVENT_ACTIVITY:
	case EVENT_COUNT:
		break;
	}
}

/* What a person does; what devices report does not keep an absent visitor's page standing. */
static bool is_activity(const struct event *event)
{
	return event->kind == EVENT_PRESS || event->kind == EVENT_KEY ||
	       event->kind == EVENT_INK || event->kind == EVENT_ACTIVITY ||
	       event->kind == EVENT_SWITCHES;
}

void session_step(const struct session_world *world, struct session *s,
		  const struct event *event, struct effects *ret_effects)
{
	struct step_context t = { world, s, event, ret_effects };

	ret_effects->count = 0;
	time_passes(&t, event->time_ms);
	s->clock_s = event->clock_s;
	if (is_activity(event))
		s->active_ms = s->now_ms;
	handle(&t);
}

enum visit_page session_after_next(const struct session_world *world,
				   const struct session *s)
{
	struct session trial = *s;
	struct effects ignored = { 0 };
	struct step_context t = { world, &trial, NULL, &ignored };
	enum visit_page page;

	if (pages[s->at.page].press)
		pages[s->at.page].press(&t, VERB_NEXT, 0);
	page = (enum visit_page)trial.at.page;
	explicit_bzero(&trial, sizeof(trial));
	return page;
}
