/*
 * From the promises to the receipt: what is promised, saved once, printed, and
 * taken back.  How it is signed stands in sign.c.
 */
#include "session/derive.h"
#include "session/step_context.h"

#include <string.h>

/* ---- the notice and its promises, on one page ---- */

static void set_promise(struct step_context *t, int arg, enum promise_state state)
{
	struct session *s = t->s;
	int facts[APPLICATION_PROMISES_MAX];
	int count = derive_promises(t->world, s, facts);

	for (int i = 0; i < count; i++) {
		if (arg == ARG_ALL || arg == facts[i])
			s->promised[facts[i]] = state;
	}
	for (int i = 0; i < GENERAL_COUNT; i++) {
		if (arg == ARG_ALL || arg == -1 - i)
			s->general[i] = state;
	}
}

static bool general_refused(const struct session *s)
{
	for (int i = 0; i < GENERAL_COUNT; i++) {
		if (s->general[i] == PROMISE_REFUSED)
			return true;
	}
	return false;
}

static bool anything_refused(const struct session *s)
{
	if (general_refused(s))
		return true;
	for (int i = 0; i < FACTS_MAX; i++) {
		if (s->promised[i] == PROMISE_REFUSED)
			return true;
	}
	return false;
}

static bool is_decided(struct step_context *t)
{
	struct session *s = t->s;
	int facts[APPLICATION_PROMISES_MAX];
	int count = derive_promises(t->world, s, facts);

	for (int i = 0; i < count; i++) {
		if (s->promised[facts[i]] == PROMISE_OPEN)
			return false;
	}
	for (int i = 0; i < GENERAL_COUNT; i++) {
		if (s->general[i] == PROMISE_OPEN)
			return false;
	}
	return true;
}

/*
 * Before anything is signed: there must be room for it, the name must be
 * drawable, the holder proved.  Whoever comes back finds the room asked for anew.
 */
static void go_and_sign(struct step_context *t)
{
	struct session *s = t->s;

	effect_add(t, EFFECT_ASK_PRINTER);
	if (s->key[0] == 0) {
		effect_add(t, EFFECT_RESERVE_KEY);
		go(t, PAGE_STAFF, STAFF_NO_ROOM);
	} else if (s->name_not_drawable) {
		go(t, PAGE_STAFF, STAFF_NAME);
	} else if (s->holder.assurance < t->world->to_submit) {
		prove_holder(t, (struct place){ PAGE_SIGN, 0 });
	} else {
		go(t, PAGE_SIGN, 0);
	}
}

static void leave_promises(struct step_context *t)
{
	if (anything_refused(t->s))
		go(t, PAGE_PROOF, 0);
	else if (is_decided(t))
		go_and_sign(t);
}

void promises_press(struct step_context *t, int verb, int arg)
{
	switch (verb) {
	case VERB_ACCEPT:
		set_promise(t, arg, PROMISE_MADE);
		break;
	case VERB_REFUSE:
		set_promise(t, arg, PROMISE_REFUSED);
		break;
	case VERB_NEXT:
		leave_promises(t);
		break;
	case VERB_BACK:
		go_back(t);
		break;
	default:
		break;
	}
}

/* What can still be signed goes on; the rest waits for its proof. */
void proof_press(struct step_context *t, int verb, int arg)
{
	struct result items[APPLICATION_ITEMS_MAX];

	if (verb == VERB_BACK)
		go_back(t);
	else if (verb == VERB_HANDOUT)
		hand_out(t, arg);
	else if (verb == VERB_NEXT && !general_refused(t->s) && is_decided(t) &&
		 derive_items(t->world, t->s, CASE_PROMISED, items) > 0)
		go_and_sign(t);
}

/* ---- saving and paper ---- */

/* Back from a wait for the card leads to the signature, which is still there. */
static void leave_for(struct step_context *t, enum visit_page page)
{
	if (t->s->at.page == PAGE_SIGN)
		go(t, page, 0);
	else
		go_instead(t, page, 0);
}

void submit(struct step_context *t)
{
	struct session *s = t->s;

	s->card_same = false;
	s->ending = false;
	if (s->key[0] == 0)
		effect_add(t, EFFECT_RESERVE_KEY);
	if (!session_has_no_card(s) && holders_card_lies_there(s)) {
		leave_for(t, PAGE_SUBMITTING);
		effect_add(t, EFFECT_READ_CARD);
	} else {
		s->after_card = (struct place){ PAGE_SUBMITTING, 0 };
		leave_for(t, PAGE_LAY_AGAIN);
	}
}

/* What may be saved already is not changed: its key would give its number to something else. */
void give_up_submitting(struct step_context *t)
{
	if (t->s->unsettled) {
		go_instead(t, PAGE_UNKNOWN_OUTCOME, 0);
	} else {
		t->s->withdrawing = false;
		go_back(t);
	}
}

static void saved(struct step_context *t)
{
	struct session *s = t->s;

	memcpy(s->receipt_no, t->event->saved.receipt_no, sizeof(s->receipt_no));
	s->receipt_no[sizeof(s->receipt_no) - 1] = 0;
	s->past_count = 0;
	s->paper = t->world->no_printer ? PAPER_NONE : PAPER_WAITING;
	if (!s->withdrawing) {
		s->recent.signed_at = s->signed_s;
		s->recent_ms = s->now_ms;
		memcpy(s->recent.receipt_no, s->receipt_no, sizeof(s->receipt_no));
	}
	go_instead(t, PAGE_RECEIPT, 0);
	if (s->paper == PAPER_WAITING)
		effect_add(t, EFFECT_PRINT);
	effect_cue(t, CUE_DONE);
}

void saved_event(struct step_context *t)
{
	struct session *s = t->s;

	/* A late answer to a question that was given up as unknown is still the truth. */
	if ((s->at.page != PAGE_SUBMITTING || !s->card_same) &&
	    s->at.page != PAGE_UNKNOWN_OUTCOME)
		return;
	s->unsettled = t->event->saved.news == NEWS_SAVED_UNKNOWN;
	if (t->event->saved.news == NEWS_SAVED_DONE)
		saved(t);
	else if (s->ending && t->event->saved.news == NEWS_SAVED_NOT)
		finish(t);
	else
		go_instead(t, t->event->saved.news == NEWS_SAVED_NOT ?
			   PAGE_NOT_SAVED : PAGE_UNKNOWN_OUTCOME, 0);
}

/* The same key: what was saved once is found, not saved again. */
void not_saved_press(struct step_context *t, int verb, int arg)
{
	(void)arg;
	if (verb == VERB_RETRY)
		submit(t);
	else if (verb == VERB_BACK && t->s->at.page == PAGE_NOT_SAVED)
		give_up_submitting(t);
}

enum paper_state paper_of_news(enum print_news news)
{
	static const enum paper_state states[NEWS_PRINT_COUNT] = {
		[NEWS_PRINT_WAITING] = PAPER_WAITING,
		[NEWS_PRINT_STARTED] = PAPER_PRINTING,
		[NEWS_PRINT_OUT] = PAPER_DONE,
		[NEWS_PRINT_PAPER_EMPTY] = PAPER_EMPTY,
		[NEWS_PRINT_STOPPED] = PAPER_STOPPED,
		[NEWS_PRINT_BROKEN] = PAPER_GONE,
		[NEWS_PRINT_UNKNOWN] = PAPER_UNKNOWN,
	};

	return states[news];
}

void print_event(struct step_context *t)
{
	struct session *s = t->s;
	enum paper_state before = s->paper;

	if (t->event->print >= NEWS_PRINT_COUNT)
		return;
	if (s->paper == PAPER_NONE) {
		if (paper_is_in_hand(s->again_paper))
			s->again_paper = paper_of_news(t->event->print);
		else if (s->due_paper != PAPER_NONE)
			s->due_paper = paper_of_news(t->event->print);
		return;
	}
	s->paper = paper_of_news(t->event->print);
	if (s->paper == PAPER_DONE)
		s->active_ms = s->now_ms;
	if (s->at.page == PAGE_RECEIPT && !paper_is_awaited(before) &&
	    paper_is_awaited(s->paper))
		s->page_ms = s->now_ms;		/* it is waited for anew */
}

void receipt_press(struct step_context *t, int verb, int arg)
{
	if (verb == VERB_NEXT)
		finish(t);
	else if (verb == VERB_HANDOUT)
		hand_out(t, arg);
	else if (verb == VERB_COPY)
		go(t, PAGE_COPY, 0);
	else if (verb == VERB_RATE)
		go(t, PAGE_RATING, 0);
	else if (verb == VERB_WITHDRAW)
		go_withdraw(t);
}

/* One press and the visit is over, with a grade or without. */
void rating_press(struct step_context *t, int verb, int arg)
{
	bool graded = verb == VERB_RATE && arg >= 1 && arg <= 5;

	if (graded)
		effect_add(t, EFFECT_RATE)->grade = arg;
	if (graded || verb == VERB_NEXT)
		finish(t);
	else if (verb == VERB_BACK)
		go_back(t);
}

void copy_press(struct step_context *t, int verb, int arg)
{
	(void)arg;
	if (verb == VERB_BACK)
		go_back(t);
}

bool session_awaits_signature(const struct session *s)
{
	return !s->withdrawing && s->method == SIGN_PAPER &&
	       staff_action_find(s->staff_actions, s->staff_action_count,
				 STAFF_ACTION_WITNESSED, NULL) < 0;
}

/* ---- taking it back ---- */

int64_t session_withdraw_until(const struct session *s)
{
	int64_t left_ms = s->recent_ms + 1000 * (int64_t)WITHDRAW_WITHIN_S - s->now_ms;

	return s->recent.receipt_no[0] && !s->withdrawing && left_ms >= 0 ?
	       s->clock_s + left_ms / 1000 : 0;
}

/* Who may not submit may not take back either. */
void go_withdraw(struct step_context *t)
{
	struct session *s = t->s;

	if (session_withdraw_until(s) == 0)
		return;
	if (s->holder.assurance < t->world->to_submit)
		prove_holder(t, (struct place){ PAGE_WITHDRAW, 0 });
	else
		go(t, PAGE_WITHDRAW, 0);
}

/* A statement of its own, and so under a key of its own. */
static void take_back(struct step_context *t)
{
	if (session_withdraw_until(t->s) == 0)
		return;		/* it became too late on this page, which now says so */
	t->s->withdrawing = true;
	explicit_bzero(t->s->key, sizeof(t->s->key));
	submit(t);
}

void withdraw_press(struct step_context *t, int verb, int arg)
{
	(void)arg;
	if (verb == VERB_BACK)
		go_back(t);
	else if (verb == VERB_NEXT && !guide_is_seated(t->s))
		take_back(t);
}

void recent_application_event(struct step_context *t)
{
	if (!session_has_person(t->s) ||
	    strcmp(t->event->recent.id_no, t->s->holder.id_no) != 0)
		return;
	t->s->recent = t->event->recent.last;
	t->s->recent_ms = t->event->time_ms - t->event->recent.age_ms;
}

/* ---- pages over others ---- */

void help_press(struct step_context *t, int verb, int arg)
{
	if (verb == VERB_BACK || verb == VERB_NEXT)
		go_back(t);
	else if (verb == VERB_SWITCHES && arg == SWITCH_ACT_ASK && t->s->switch_box)
		switches_ask(t);
}

void warning_press(struct step_context *t, int verb, int arg)
{
	(void)arg;
	if (verb != VERB_STAY)
		return;
	t->s->extended++;
	uncover(t);
}
