#include "session/timeouts.h"

#include "session/finder.h"
#include "session/step_context.h"

#include <assert.h>

/* A chain of time-outs after a long sleep is short: warning, lock, wipe, thanks, idle. */
#define CHAIN_MAX 12

static const struct timeout rows[TIMEOUT_COUNT] = {
	[TIMEOUT_NONE] = { "none", -1, "nothing happens by itself" },
	[TIMEOUT_IDLE] = { "idle", 120000,
		"2 min without a touch: the shortest that VVSG allows, because others wait" },
	[TIMEOUT_IDLE_READING] = { "idle-reading", 240000,
		"4 min on pages of much text: a slow reader does not touch the glass" },
	[TIMEOUT_IDLE_SIGNING] = { "idle-signing", 180000,
		"3 min: people look for their glasses before they sign" },
	[TIMEOUT_WARNING] = { "warning", 45000,
		"45 s to answer the warning with one button (VVSG; WCAG 2.2.1 asks for 20)" },
	[TIMEOUT_LOCKED] = { "locked", 120000,
		"2 min behind a blank page: who stepped aside with the card goes on, nobody else" },
	[TIMEOUT_READ] = { "read", 15000,
		"a full read takes 0.2 s, a retried one 3 s: after 15 s the card will not answer" },
	[TIMEOUT_REGISTER] = { "register", 5000,
		"the register answers in milliseconds, or it is away: unknown, never false" },
	[TIMEOUT_SAVE] = { "save", 15000,
		"a commit takes milliseconds; after 15 s it is unknown and said to be" },
	[TIMEOUT_PRINT] = { "print", 60000,
		"a page takes 10 s, a cold printer 40 s: past 60 s nobody knows, and it is said" },
	[TIMEOUT_RECEIPT] = { "receipt", 90000,
		"the number is to be read and noted; the paper to be taken" },
	[TIMEOUT_TROUBLE] = { "trouble", 60000,
		"one minute to read what is wrong with a card; nothing of a person is shown" },
	[TIMEOUT_GUIDE] = { "guide-ready", 60000,
		"one minute to change the guide's card for the visitor's; then it is asked anew" },
	[TIMEOUT_TAKE_CARD] = { "take-card", 10000,
		"a reminder with sound every 10 s, six times; then staff are called" },
	[TIMEOUT_CARD_FORGOTTEN] = { "card-forgotten", 60000,
		"its owner has gone: once a minute is heard by staff, and wears nobody out" },
	[TIMEOUT_GOODBYE] = { "goodbye", 6000,
		"two short lines are read in 6 s; a card laid earlier begins at once" },
	[TIMEOUT_SWITCHES] = { "switches", 60000,
		"1 min to press a switch: who brought it has it at hand, and nothing is lost" },
};

const struct timeout *timeout_row(enum timeout_id id)
{
	return &rows[id];
}

#define PAGE_TIMEOUT(id, name, step, press, build, timeout, flags, audit) [PAGE_##id] = timeout,
static const enum timeout_id page_timeouts[PAGE_COUNT] = { PAGES(PAGE_TIMEOUT) };

static enum timeout_id submitting_timeout(const struct session *s)
{
	return s->card_same ? TIMEOUT_SAVE : TIMEOUT_READ;
}

/* Before anybody is known there is nothing to hide: no warning, no lock. */
static enum timeout_id trouble_timeout(const struct session *s)
{
	return session_has_person(s) ? TIMEOUT_IDLE : TIMEOUT_TROUBLE;
}

static bool view_is_default(const struct display_settings *v)
{
	return v->lang == LANG_ZH_HANS && v->size == VIEW_NORMAL &&
	       v->contrast == VIEW_PLAIN && !v->reach && !v->voice && !v->steady &&
	       v->speed == SPEED_USUAL && v->volume == VOLUME_USUAL;
}

static bool list_is_default(const struct session *s)
{
	return s->course < 0 && finder_is_untouched(&s->finder);
}

/*
 * Whatever somebody left behind on the first page goes by itself: a language, a
 * course that was chosen before the card, a call for staff, a card's number; and
 * what was to be said to whoever stood there when the kiosk began anew.
 */
static bool nothing_is_set(const struct session *s)
{
	return !s->devices.restarted && s->sheet == SHEET_NONE && view_is_default(&s->view) &&
	       list_is_default(s) && !s->switch_box &&
	       s->switches == SWITCHES_WAIT && s->call == CALL_NONE && !s->oriented &&
	       s->key[0] == 0 && s->seen.type == CARD_NONE && s->bad_reads == 0 &&
	       s->read_progress == 0 && s->past_count == 0 && s->extended == 0 &&
	       s->handout_paper == PAPER_NONE;
}

static enum timeout_id timeout_of(const struct session *s)
{
	enum timeout_id id = page_timeouts[s->at.page];

	if (id == TIMEOUT_SAVE)
		return submitting_timeout(s);
	if (id == TIMEOUT_TROUBLE)
		return trouble_timeout(s);
	if (id == TIMEOUT_TAKE_CARD && s->reminded >= CARD_REMINDERS)
		return TIMEOUT_CARD_FORGOTTEN;
	return session_page_is(s, PAGE_IS_FREE) && nothing_is_set(s) ? TIMEOUT_NONE : id;
}

/* Waits on devices run from when the page came up; patience with people from their last act. */
static bool runs_from_page(enum timeout_id id)
{
	return id == TIMEOUT_WARNING || id == TIMEOUT_LOCKED ||
	       id == TIMEOUT_READ || id == TIMEOUT_SAVE ||
	       id == TIMEOUT_TAKE_CARD || id == TIMEOUT_CARD_FORGOTTEN ||
	       id == TIMEOUT_GOODBYE || id == TIMEOUT_GUIDE;
}

static int64_t page_due(const struct session *s)
{
	enum timeout_id id = timeout_of(s);
	int64_t last = s->page_ms > s->active_ms ? s->page_ms : s->active_ms;

	if (id == TIMEOUT_NONE)
		return -1;
	return (runs_from_page(id) ? s->page_ms : last) + rows[id].ms;
}

static bool waits_for_register(const struct session *s)
{
	return s->registered == REGISTER_ASKED;
}

bool paper_is_awaited(enum paper_state paper)
{
	return paper == PAPER_WAITING || paper == PAPER_PRINTING;
}

static bool waits_for_paper(const struct session *s)
{
	return s->at.page == PAGE_RECEIPT && paper_is_awaited(s->paper);
}

static bool waits_for_handout(const struct session *s)
{
	return paper_is_awaited(s->handout_paper);
}

static int64_t handout_due(const struct session *s)
{
	return s->devices.handout_ms + rows[TIMEOUT_PRINT].ms;
}

static int64_t sooner(int64_t a, int64_t b)
{
	if (a < 0 || b < 0)
		return a < 0 ? b : a;
	return a < b ? a : b;
}

/* When something falls due: a printer at work keeps the receipt standing. */
static int64_t next_due(const struct session *s)
{
	int64_t due = waits_for_paper(s) ? s->page_ms + rows[TIMEOUT_PRINT].ms : page_due(s);

	if (waits_for_handout(s))
		due = sooner(due, handout_due(s));
	if (waits_for_register(s))
		due = sooner(due, s->register_ms + rows[TIMEOUT_REGISTER].ms);
	return due;
}

int timeout_warning_seconds(const struct session *s)
{
	int left = (int)((s->page_ms + rows[TIMEOUT_WARNING].ms - s->now_ms + 999) / 1000);

	return left > 20 ? 45 : left > 10 ? 20 : 10;
}

/* The countdown is rewritten at 20 and at 10 s. */
static int64_t warning_redraw(const struct session *s)
{
	int64_t end = s->page_ms + rows[TIMEOUT_WARNING].ms;

	if (s->now_ms < end - 20000)
		return end - 20000;
	return s->now_ms < end - 10000 ? end - 10000 : end;
}

/* The clock in the header of the first page; a new day, and what keeps the kiosk closed. */
static int64_t next_minute(const struct session *s)
{
	return s->now_ms + (60 - s->clock_s % 60) * 1000;
}

int64_t session_deadline_ms(const struct session_world *world, const struct session *s)
{
	int64_t due = next_due(s);

	(void)world;
	if (session_handout_rests(s) && !session_has_person(s))
		due = sooner(due, handout_rested_ms(s));
	if (s->at.page == PAGE_WARNING)
		return warning_redraw(s);
	if (session_page_is(s, PAGE_IS_FREE) && s->clock_s > 0)
		return sooner(due, next_minute(s));
	return due;
}

static void expire_submitting(struct step_context *t)
{
	if (t->s->card_same) {
		go_instead(t, PAGE_UNKNOWN_OUTCOME, 0);
	} else {
		t->s->after_card = (struct place){ PAGE_SUBMITTING, 0 };
		go_instead(t, PAGE_LAY_AGAIN, 0);
	}
}

/* Whoever unlocks it with the visitor's card need not be beside a guide any more. */
static void lock(struct step_context *t)
{
	close_guide(t);
	go_instead(t, PAGE_LOCKED, 0);
}

static void expire_warning(struct step_context *t)
{
	if (!session_has_person(t->s))
		return_to_idle(t);
	else if (session_has_no_card(t->s))	/* no card could open the lock again */
		finish(t);
	else
		lock(t);
}

static void expire_idle(struct step_context *t)
{
	cover(t, PAGE_WARNING);
	effect_cue(t, CUE_WARNING);
}

static void remind_card(struct step_context *t)
{
	t->s->page_ms = t->s->now_ms;
	effect_cue(t, CUE_TAKE_CARD);
	if (t->s->reminded < CARD_REMINDERS && ++t->s->reminded == CARD_REMINDERS)
		effect_add(t, EFFECT_CALL_STAFF);
}

static void expire_page(struct step_context *t)
{
	switch (t->s->at.page) {
	case PAGE_READING:
		go_instead(t, PAGE_CARD_UNREADABLE, 0);
		effect_cue(t, CUE_TROUBLE);
		break;
	case PAGE_WARNING:
		expire_warning(t);
		break;
	case PAGE_LOCKED:
	case PAGE_RECEIPT:
	case PAGE_RATING:
		finish(t);
		break;
	case PAGE_SUBMITTING:
		expire_submitting(t);
		break;
	case PAGE_CARD_OTHER:	/* the page is covered already: only the right card opens it */
		go_instead(t, PAGE_LOCKED, 0);
		break;
	case PAGE_TAKE_CARD:
		remind_card(t);
		break;
	case PAGE_SWITCHES:
		switches_give_up(t);
		break;
	case PAGE_GOODBYE:
	case PAGE_IDLE:
	case PAGE_NO_READER:
	case PAGE_OUT_OF_SERVICE:
	case PAGE_GUIDE_READY:
		return_to_idle(t);
		break;
	default:
		if (timeout_of(t->s) == TIMEOUT_TROUBLE)
			finish(t);
		else
			expire_idle(t);
	}
}

static void expire(struct step_context *t)
{
	struct session *s = t->s;

	if (waits_for_handout(s) && s->now_ms >= handout_due(s)) {
		handout_is_unknown(s);
	} else if (waits_for_register(s) &&
		   s->now_ms >= s->register_ms + rows[TIMEOUT_REGISTER].ms) {
		s->registered = REGISTER_UNREACHABLE;
	} else if (waits_for_paper(s)) {
		s->paper = PAPER_UNKNOWN;
		s->page_ms = s->now_ms;
	} else {
		expire_page(t);
	}
}

void time_passes(struct step_context *t, int64_t now_ms)
{
	struct session *s = t->s;

	for (int i = 0; i < CHAIN_MAX; i++) {
		int64_t due = next_due(s);

		if (due < 0 || due > now_ms)
			break;
		if (due > s->now_ms)
			s->now_ms = due;
		expire(t);
	}
	if (now_ms > s->now_ms)
		s->now_ms = now_ms;
}
