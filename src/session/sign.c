/*
 * The signature: four ways over one page, and what was done in one of them stays
 * while another is looked at.
 */
#include "session/step_context.h"

bool session_may_sign_by(const struct session_world *world, const struct session *s,
			 enum sign_method way)
{
	switch (way) {
	case SIGN_INK:
	case SIGN_KEYPAD:
		return true;
	case SIGN_CARD_PIN:
		return s->holder.type == CARD_SOCIAL_SECURITY;
	case SIGN_PAPER:
		return !world->no_printer;
	default:
		return false;
	}
}

enum sign_method session_sign_way(const struct session *s)
{
	return s->method == SIGN_NONE ? SIGN_INK : s->method;
}

/* A PIN that was typed in this visit is not typed again; one that was not is asked for now. */
static void choose_way(struct step_context *t, int way)
{
	struct session *s = t->s;

	if (way <= SIGN_NONE || way > SIGN_PAPER ||
	    !session_may_sign_by(t->world, s, (enum sign_method)way))
		return;
	s->method = (enum sign_method)way;
	s->ink_empty_hint = false;
	if (way == SIGN_CARD_PIN && s->pin_s == 0 && !guide_is_seated(s))
		prove_holder(t, s->at);
}

/* Nobody signs for another: while the guide's card is on the reader only paper is signed. */
static bool others_hand(const struct session *s)
{
	return guide_is_seated(s) && session_sign_way(s) != SIGN_PAPER;
}

bool session_is_signed(const struct session *s)
{
	switch (session_sign_way(s)) {
	case SIGN_INK:
		return !ink_is_empty(&s->ink);
	case SIGN_KEYPAD:
		return s->confirmations == CONFIRMATIONS_NEEDED;
	case SIGN_CARD_PIN:
		return s->pin_s != 0;
	default:
		return true;	/* on paper it is signed afterwards, or before a witness */
	}
}

static void submit_signed(struct step_context *t)
{
	struct session *s = t->s;

	s->ink_empty_hint = session_sign_way(s) == SIGN_INK && !session_is_signed(s);
	if (!session_is_signed(s))
		return;
	s->method = session_sign_way(s);
	submit(t);
}

static void confirm(struct session *s)
{
	if (session_sign_way(s) == SIGN_KEYPAD && s->confirmations < CONFIRMATIONS_NEEDED)
		s->confirmations++;
}

void sign_press(struct step_context *t, int verb, int arg)
{
	struct session *s = t->s;

	if (verb == VERB_BACK)
		go_back(t);
	else if (verb == VERB_SIGN)
		choose_way(t, arg);
	else if (others_hand(s))
		return;
	else if (verb == VERB_SUBMIT)
		submit_signed(t);
	else if (verb == VERB_INK_CLEAR)
		ink_clear(&s->ink);
	else if (verb == VERB_CONFIRM)
		confirm(s);
}

/* The ink is in millimetres: a box laid out anew keeps what was drawn. */
void ink_event(struct step_context *t)
{
	struct session *s = t->s;

	if (s->at.page != PAGE_SIGN || session_sign_way(s) != SIGN_INK || guide_is_seated(s))
		return;
	if (t->event->ink.width > s->ink.width)
		s->ink.width = t->event->ink.width;
	if (t->event->ink.height > s->ink.height)
		s->ink.height = t->event->ink.height;
	ink_add(&s->ink, t->event->ink.point);
	s->ink_empty_hint = false;
}
