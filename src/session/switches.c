/*
 * A box of switches is plugged in: its calibration lies over the page the
 * visitor was on and leads back to it, whatever comes of it.  Which switch is
 * which the toolkit knows (ui/scan); here stands only how far the asking is.
 */
#include "session/step_context.h"

static void use(struct step_context *t, enum switch_use how)
{
	effect_add(t, EFFECT_SWITCHES)->switches = how;
}

/* Where a page can be laid over this one: not where it leads on by itself. */
static bool may_ask(const struct session *s)
{
	return !session_waits_alone(s) && s->at.page != PAGE_READING && !s->pin_sent;
}

void switches_ask(struct step_context *t)
{
	struct session *s = t->s;

	/* A warned visitor who presses a switch is there: it is answered with it. */
	if (s->at.page == PAGE_WARNING)
		warning_press(t, VERB_STAY, 0);
	if (!may_ask(s))
		return;
	s->switches = SWITCHES_WAIT;
	go(t, PAGE_SWITCHES, CALIBRATE_MOVE);
	use(t, SWITCHES_ASK);
}

static void step(struct step_context *t, enum calibration calibration)
{
	if (t->s->at.page == PAGE_SWITCHES)
		go_instead(t, PAGE_SWITCHES, calibration);
}

static void leave(struct step_context *t, enum switch_use how)
{
	t->s->switches = how;
	go_back(t);
}

static void gone(struct step_context *t)
{
	t->s->switch_box = false;
	if (t->s->at.page == PAGE_SWITCHES)
		leave(t, SWITCHES_WAIT);
	t->s->switches = SWITCHES_WAIT;
}

void switches_event(struct step_context *t)
{
	switch (t->event->switches) {
	case NEWS_SWITCHES_CAME:
		t->s->switch_box = true;
		switches_ask(t);
		break;
	case NEWS_SWITCHES_GONE:
		gone(t);
		break;
	case NEWS_SWITCHES_MOVE:
		step(t, CALIBRATE_SELECT);
		break;
	case NEWS_SWITCHES_SAME:
		step(t, CALIBRATE_SAME);
		break;
	case NEWS_SWITCHES_BOTH:
		step(t, CALIBRATE_TRY);
		break;
	case NEWS_SWITCHES_COUNT:
		break;
	}
}

void switches_press(struct step_context *t, int verb, int arg)
{
	bool trying = t->s->at.arg == CALIBRATE_TRY;

	if (verb == VERB_BACK) {
		leave(t, SWITCHES_USUAL);
	} else if (verb == VERB_NEXT && trying) {
		leave(t, SWITCHES_CHOSEN);
	} else if (verb == VERB_SWITCHES && arg == SWITCH_ACT_ASK) {
		step(t, CALIBRATE_MOVE);
		use(t, SWITCHES_ASK);
	} else if (verb == VERB_SWITCHES && arg == SWITCH_ACT_SWAP && trying) {
		use(t, SWITCHES_SWAP);
	}
}

void switches_left(struct step_context *t)
{
	use(t, t->s->switches);
}

void switches_give_up(struct step_context *t)
{
	leave(t, SWITCHES_USUAL);
}
