/*
 * The PIN of the card.  The session holds its digits only until they are sent;
 * the last try is the holder's own and is never used here.
 */
#include "session/step_context.h"

#include <string.h>

static void forget_pin(struct session *s)
{
	explicit_bzero(s->pin, sizeof(s->pin));
	s->pin_count = 0;
}

/* Only a social-security card has a PIN that its holder knows. */
static bool has_pin(const struct session *s)
{
	return s->holder.type == CARD_SOCIAL_SECURITY;
}

static bool may_try(int tries)
{
	return tries < 0 || tries > 1;
}

/* Whose PIN is typed on this page: staff have one of their own. */
static bool is_of_staff(const struct session *s)
{
	return s->at.page == PAGE_STAFF_PIN;
}

static int tries_left(const struct session *s)
{
	return is_of_staff(s) ? s->staff_card.pin_tries : s->pin_tries;
}

static bool right_card_lies_there(const struct session *s)
{
	if (is_of_staff(s))
		return s->staff_card.role != STAFF_ROLE_NONE;
	return holders_card_lies_there(s);
}

void reach_goal(struct step_context *t, struct place goal)
{
	if (goal.page == PAGE_QUESTION)
		ask_next_or_show_results(t);
	else
		go(t, (enum visit_page)goal.page, goal.arg);
}

void prove_holder(struct step_context *t, struct place goal)
{
	if (guide_is_seated(t->s))
		go(t, PAGE_VERIFY_IN_PERSON, goal.page);
	else if (!has_pin(t->s))
		go(t, PAGE_STAFF, STAFF_NO_PIN);
	else if (!may_try(t->s->pin_tries))
		go(t, PAGE_STAFF, STAFF_PIN);
	else
		go(t, PAGE_PIN, goal.page);
}

/* The last try is left to the holder; a staff card's is left to its office. */
static void pin_is_spent(struct step_context *t)
{
	if (!is_of_staff(t->s))
		go_instead(t, PAGE_STAFF, STAFF_PIN);
}

static void send_pin(struct step_context *t)
{
	struct session *s = t->s;
	struct effect *effect;

	if (s->pin_sent || s->pin_count < PIN_DIGITS)
		return;
	if (!may_try(tries_left(s))) {
		forget_pin(s);
		pin_is_spent(t);
		return;
	}
	if (!right_card_lies_there(s)) {
		forget_pin(s);
		s->after_card = s->at;
		go_instead(t, PAGE_LAY_AGAIN, 0);
		return;
	}
	effect = effect_add(t, EFFECT_VERIFY_PIN);
	memcpy(effect->pin, s->pin, sizeof(s->pin));
	forget_pin(s);
	s->pin_sent = true;
	s->pin_of_staff = is_of_staff(s);
	s->pin_wrong = false;
}

/* The last digit goes on by itself: there is nothing else to press it for. */
static void type_digit(struct step_context *t, int digit)
{
	struct session *s = t->s;

	if (s->pin_sent || s->pin_count == PIN_DIGITS || digit < 0 || digit > 9)
		return;
	s->pin[s->pin_count++] = (char)('0' + digit);
	s->pin_wrong = false;
	if (s->pin_count == PIN_DIGITS)
		send_pin(t);
}

static void holder_proved(struct step_context *t)
{
	struct session *s = t->s;
	struct place at = s->at;

	s->holder.assurance = ASSURANCE_A2;
	if (at.page != PAGE_PIN)
		return;
	go_back(t);	/* Back from the next page leads before the PIN */
	if (s->at.page != at.arg)	/* or it was asked for by the page itself */
		reach_goal(t, (struct place){ (uint8_t)at.arg, 0 });
}

static void card_gone(struct step_context *t)
{
	if (t->s->at.page != PAGE_PIN)
		return;
	t->s->after_card = t->s->at;
	go_instead(t, PAGE_LAY_AGAIN, 0);
}

/* The cards may have been changed since: another's PIN proves nothing. */
static bool right_card_answered(const struct session *s, const struct holder *h)
{
	if (s->pin_of_staff)
		return h->type == CARD_STAFF && strcmp(h->card_no, s->staff_card.number) == 0;
	return holder_same(&s->holder, h);
}

static void pin_right(struct step_context *t)
{
	const struct holder *h = &t->event->pin.holder;

	if (!right_card_answered(t->s, h)) {
		card_gone(t);
	} else if (!t->s->pin_of_staff) {
		t->s->holder.slow |= h->slow;
		t->s->pin_s = t->s->clock_s;
		holder_proved(t);
	} else if (is_of_staff(t->s)) {
		staff_pin_right(t);
	}
}

static void leave_pin(struct step_context *t)
{
	if (session_has_person(t->s))
		go_back(t);
	else
		return_to_idle(t);
}

void pin_press(struct step_context *t, int verb, int arg)
{
	struct session *s = t->s;

	switch (verb) {
	case VERB_KEY:
		type_digit(t, arg);
		break;
	case VERB_KEY_DELETE:
		if (s->pin_count > 0)
			s->pin[--s->pin_count] = 0;
		break;
	case VERB_NEXT:
		if (s->at.page == PAGE_PIN && s->pin_s != 0)
			holder_proved(t);	/* the answer came while another page was up */
		break;
	case VERB_BACK:
		forget_pin(s);
		s->pin_wrong = false;
		leave_pin(t);
		break;
	default:
		break;
	}
}

static void pin_refused(struct step_context *t, enum pin_news news)
{
	if (t->s->at.page != PAGE_PIN)
		return;
	if (news == NEWS_PIN_NONE)
		go_instead(t, PAGE_STAFF, STAFF_NO_PIN);
	else if (!may_try(t->s->pin_tries))
		go_instead(t, PAGE_STAFF, STAFF_PIN);
}

static void note_tries(struct session *s, const struct event *event)
{
	int *tries = s->pin_of_staff ? &s->staff_card.pin_tries : &s->pin_tries;

	if (event->pin.tries >= 0)
		*tries = event->pin.tries;
	if (event->pin.news == NEWS_PIN_LAST_TRY)
		*tries = 1;
	else if (event->pin.news == NEWS_PIN_LOCKED ||
		 (event->pin.news == NEWS_PIN_NONE && s->pin_of_staff))
		*tries = 0;
}

void pin_event(struct step_context *t)
{
	struct session *s = t->s;
	enum pin_news news = t->event->pin.news;

	if (!s->pin_sent)
		return;
	s->pin_sent = false;
	note_tries(s, t->event);
	if (news == NEWS_PIN_RIGHT) {
		pin_right(t);
	} else if (news == NEWS_PIN_NO_CARD) {
		card_gone(t);
	} else {
		s->pin_wrong = news == NEWS_PIN_WRONG;
		effect_cue(t, CUE_TROUBLE);
		pin_refused(t, news);
	}
}
