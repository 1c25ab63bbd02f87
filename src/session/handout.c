/*
 * Papers beside the receipt.  They are made of the page that offers them, and nothing of
 * them is kept: whoever wants one again asks again.  What is said of one is what the press
 * knows, as of a receipt.
 */
#include "session/step_context.h"

/* As many as a visitor needs, and then some. */
#define HANDOUTS_MAX 6
/* Between two that nobody has laid a card for: paper is there for all. */
#define HANDOUT_PAUSE_MS 60000

/* On which page, and beside which state of the receipt. */
static const struct {
	enum visit_page page;
	enum paper_state beside;
} offers[HANDOUT_COUNT] = {
	[HANDOUT_ENTERPRISE] = { PAGE_ENTERPRISE, PAPER_NONE },
	[HANDOUT_BRING] = { PAGE_PROOF, PAPER_NONE },
	[HANDOUT_SUMMARY] = { PAGE_RESULTS, PAPER_NONE },
	[HANDOUT_SLIP] = { PAGE_RECEIPT, PAPER_UNKNOWN },
	[HANDOUT_NOTICE] = { PAGE_RECEIPT, PAPER_DONE },
	[HANDOUT_TEST_PAGE] = { PAGE_DEVICE_TEST, PAPER_NONE },
	[HANDOUT_READINESS] = { PAGE_DEVICE_DONE, PAPER_NONE },
};

bool paper_is_in_hand(enum paper_state paper)
{
	return paper_is_awaited(paper) || paper == PAPER_EMPTY || paper == PAPER_STOPPED;
}

int64_t handout_rested_ms(const struct session *s)
{
	return s->devices.handout_ms + HANDOUT_PAUSE_MS;
}

bool session_handout_rests(const struct session *s)
{
	if (session_has_person(s))
		return s->handouts >= HANDOUTS_MAX;
	if (is_technicians((enum visit_page)s->at.page))
		return false;
	return s->devices.handout_ms > 0 &&
	       s->now_ms < handout_rested_ms(s);
}

bool session_offers_handout(const struct session_world *world, const struct session *s,
			    enum handout handout)
{
	return handout > HANDOUT_NONE && handout < HANDOUT_COUNT && !world->no_printer &&
	       s->at.page == offers[handout].page && s->paper == offers[handout].beside &&
	       !(handout == HANDOUT_NOTICE && s->withdrawing);
}

bool session_may_hand_out(const struct session_world *world, const struct session *s,
			  enum handout handout)
{
	return session_offers_handout(world, s, handout) && !paper_is_in_hand(s->due_paper) &&
	       !paper_is_in_hand(s->again_paper) &&
	       !paper_is_in_hand(s->handout_paper) && !session_handout_rests(s);
}

void hand_out(struct step_context *t, int handout)
{
	struct session *s = t->s;

	if (handout < 0 || !session_may_hand_out(t->world, s, (enum handout)handout))
		return;
	s->handout = (enum handout)handout;
	s->handout_paper = PAPER_WAITING;
	s->handouts++;
	s->devices.handout_ms = s->now_ms;
	effect_add(t, EFFECT_HAND_OUT)->handout = s->handout;
}

void handout_event(struct step_context *t)
{
	struct session *s = t->s;
	enum paper_state before = s->handout_paper;

	if (before == PAPER_NONE || t->event->print >= NEWS_PRINT_COUNT)
		return;
	s->handout_paper = paper_of_news(t->event->print);
	if (!paper_is_awaited(before) && paper_is_awaited(s->handout_paper))
		s->devices.handout_ms = s->now_ms;	/* it is waited for anew */
	if (s->handout_paper == PAPER_DONE)
		s->active_ms = s->now_ms;
	device_paper(t);
}

void handout_is_unknown(struct session *s)
{
	s->handout_paper = PAPER_UNKNOWN;
}

void enterprise_press(struct step_context *t, int verb, int arg)
{
	if (verb == VERB_HANDOUT)
		hand_out(t, arg);
	else if (verb == VERB_BACK)
		go_back(t);
}
