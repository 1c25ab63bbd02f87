#include "session/step_context.h"

#include <assert.h>
#include <string.h>

struct page_row {
	const char *screen;
	enum visit_step step;
	void (*press)(struct step_context *t, int verb, int arg);
	unsigned flags;
};

static void no_press(struct step_context *t, int verb, int arg)
{
	(void)t;
	(void)verb;
	(void)arg;
}

#define PAGE_ROW(id, name, step, press, build, timeout, flags, audit) \
	[PAGE_##id] = { name, step, press, flags },
static const struct page_row pages[PAGE_COUNT] = { PAGES(PAGE_ROW) };

bool session_page_is(const struct session *s, enum page_flag flag)
{
	return (pages[s->at.page].flags & flag) != 0;
}

const char *session_page_name(enum visit_page page)
{
	return pages[page].screen;
}

const char *session_screen(const struct session *s)
{
	static const char *const sheets[SHEET_COUNT] = { NULL, "display", "language" };

	return s->sheet != SHEET_NONE ? sheets[s->sheet] : pages[s->at.page].screen;
}

enum visit_step session_step_of_page(enum visit_page page)
{
	return pages[page].step;
}

enum visit_step session_step_of(const struct session *s)
{
	if (s->withdrawing)
		return STEP_RECEIPT;
	if (s->at.page == PAGE_PIN && s->at.arg == PAGE_SIGN)
		return STEP_SIGN;
	if (s->at.page == PAGE_LAY_AGAIN && s->after_card.page == PAGE_PIN &&
	    s->after_card.arg != PAGE_SIGN)
		return STEP_CARD;
	return session_step_of_page((enum visit_page)s->at.page);
}

bool session_is_covered(const struct session *s)
{
	return session_is_guided(s) && session_page_is(s, PAGE_ANSWERS) && !s->guide.shows;
}

bool session_has_person(const struct session *s)
{
	return s->holder.type != CARD_NONE;
}

/* A course that was chosen before the card is a place in the catalogue. */
bool session_is_between_visits(const struct session *s)
{
	return session_page_is(s, PAGE_IS_FREE) && !session_has_person(s) &&
	       s->past_count == 0 && s->course < 0;
}

void session_init(struct session *s, int64_t now_ms)
{
	*s = (struct session){
		.now_ms = now_ms,
		.active_ms = now_ms,
		.page_ms = now_ms,
		.view = VIEW_USUAL,
		.course = -1,
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
static void reset_view(struct display_settings *v)
{
	enum lang lang = lang_written(v->lang);
	bool voice = v->voice;

	*v = (struct display_settings)VIEW_USUAL;
	v->lang = lang;
	v->voice = voice;
}

/* One press for whoever would not look for four: large, read aloud, in plain words, and less. */
static void elder_press(struct session *s)
{
	struct display_settings *v = &s->view;
	bool on = !v->elder;

	reset_view(v);
	v->elder = on;
	v->voice = on;
	v->size = on ? VIEW_LARGEST : VIEW_NORMAL;
	if (on && v->lang == LANG_ZH_HANS)
		v->lang = LANG_ZH_EASY;
	orient(s);
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
			reset_view(v);
		else if (arg < VIEW_SIZE_COUNT)
			v->size = (enum view_size)arg;
		return true;
	case VERB_CONTRAST:
		if (arg >= 0 && arg < VIEW_CONTRAST_COUNT)
			v->contrast = (enum view_contrast)arg;
		return true;
	case VERB_REACH:
		v->reach = arg != 0;
		return true;
	case VERB_VOICE:
		v->voice = !v->voice;
		orient(t->s);
		return true;
	case VERB_SPEED:
		if (arg >= 0 && arg < SPEED_STEPS)
			v->speed = arg;
		return true;
	case VERB_VOLUME:
		if (arg >= 0 && arg < VOLUME_STEPS)
			v->volume = arg;
		return true;
	case VERB_STEADY:
		v->steady = !v->steady;
		return true;
	case VERB_STILL:
		v->still = !v->still;
		return true;
	case VERB_ELDER:
		elder_press(t->s);
		return true;
	default:
		return false;
	}
}

/* While a sheet lies there, what is pressed of the page beneath is not meant. */
static bool sheet_press(struct step_context *t, int verb, int arg)
{
	struct session *s = t->s;

	if (verb == VERB_SHEET && arg >= SHEET_NONE && arg < SHEET_COUNT)
		s->sheet = s->sheet == (enum view_sheet)arg ? SHEET_NONE : (enum view_sheet)arg;
	else if (s->sheet != SHEET_NONE && verb != VERB_END && verb != VERB_HELP &&
		 verb != VERB_STAFF)
		s->sheet = SHEET_NONE;
	else
		return verb == VERB_SHEET;
	return true;
}

bool session_waits_alone(const struct session *s)
{
	return session_page_is(s, PAGE_ALONE);
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
	if (verb == VERB_STAFF && (s->call == CALL_NONE || s->call == CALL_FAILED)) {
		s->call = CALL_WAITING;
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

	if (view_press(t, verb, arg) || sheet_press(t, verb, arg) ||
	    help_or_staff_press(t, verb) || guide_press(t, verb, arg))
		return;
	if (verb == VERB_END)
		end_press(t);
	else
		pages[s->at.page].press(t, verb, arg);
}

/* A keypad's keys are the keys of the glass. */
static void key_event(struct step_context *t)
{
	char key = t->event->key;
	const struct session *s = t->s;
	void (*press)(struct step_context *, int, int) = pages[s->at.page].press;

	if (s->sheet != SHEET_NONE)
		return;
	if (key >= '0' && key <= '9')
		press(t, VERB_KEY, key - '0');
	else if (key == 'X' || key == 'x')
		press(t, VERB_KEY, KEY_X);
	else if (key >= 'a' && key <= 'z')
		press(t, VERB_LETTER, key - 'a' + 'A');
	else if (key == '\b')
		press(t, VERB_KEY_DELETE, 0);
	else if (key == '\r' && session_page_is(s, PAGE_ENTER_CONFIRMS))
		press(t, VERB_CONFIRM, 0);
	else if (key == '\r' && session_page_is(s, PAGE_ENTER_NEXT))
		press(t, VERB_NEXT, 0);
}

/* What was handed over is looked for under the key that it was handed over with. */
static void visit_key_event(struct step_context *t)
{
	struct session *s = t->s;

	if (s->unsettled)
		return;
	memcpy(s->key, t->event->visit_key, sizeof(s->key));
	s->key[sizeof(s->key) - 1] = 0;
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
	case EVENT_PAPER_DUE:
		paper_due_event(t);
		break;
	case EVENT_HELD:
		held_event(t);
		break;
	case EVENT_VISIT_KEY:
		visit_key_event(t);
		break;
	case EVENT_SAVED:
		saved_event(t);
		break;
	case EVENT_PRINT:
		print_event(t);
		break;
	case EVENT_HANDOUT:
		handout_event(t);
		break;
	case EVENT_PRINTER:
		printer_event(t);
		break;
	case EVENT_SWITCHES:
		switches_event(t);
		break;
	case EVENT_DEVICE:
		device_event(t);
		break;
	case EVENT_RESTARTED:
		t->s->devices.restarted = true;
		t->s->active_ms = t->s->now_ms;
		break;
	case EVENT_CALL_TAKEN:
		if (t->s->call != CALL_NONE) {
			t->s->call = CALL_TAKEN;
			memcpy(t->s->call_who, t->event->who, sizeof(t->s->call_who));
		}
		break;
	case EVENT_CALLED:	/* of a call that nobody waits for, nothing is said */
		if (t->s->call == CALL_WAITING)
			t->s->call = t->event->called ? CALL_DONE : CALL_FAILED;
		break;
	case EVENT_SERVICE:
		service_event(t);
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
	       event->kind == EVENT_SWITCHES || event->kind == EVENT_DEVICE;
}

void session_step(const struct session_world *world, struct session *s,
		  const struct event *event, struct effects *ret_effects)
{
	struct step_context t = { world, s, event, ret_effects };

	ret_effects->count = 0;
	time_passes(&t, event->time_ms);
	s->clock_s = event->clock_s;
	s->clock_doubt = (session_has_person(s) ? s->clock_doubt : 0) | event->clock_doubt;
	s->clock_quality = event->clock_quality;
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

	pages[s->at.page].press(&t, VERB_NEXT, 0);
	page = (enum visit_page)trial.at.page;
	explicit_bzero(&trial, sizeof(trial));
	return page;
}
