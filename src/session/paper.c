/*
 * The printer before anything is signed, and the paper of an earlier visit: whoever
 * did not surely have it may fetch it, once, with the same card.
 */
#include "session/step_context.h"

#include <string.h>

void printer_event(struct step_context *t)
{
	static const enum paper_state states[NEWS_PRINT_COUNT] = {
		[NEWS_PRINT_PAPER_EMPTY] = PAPER_EMPTY,
		[NEWS_PRINT_STOPPED] = PAPER_STOPPED,
		[NEWS_PRINT_BROKEN] = PAPER_GONE,
	};

	if (t->event->print < NEWS_PRINT_COUNT)
		t->s->devices.printer = states[t->event->print];
}

void paper_due_event(struct step_context *t)
{
	struct session *s = t->s;

	if (!session_has_person(s) || s->due_paper != PAPER_NONE ||
	    strcmp(t->event->due.id_no, s->holder.id_no) != 0)
		return;
	s->due = t->event->due.due;
}

/* Nothing else is in the printer's hands, and the card that lies there has proved itself. */
static bool printer_is_free_for(const struct session_world *world, const struct session *s)
{
	return !world->no_printer && s->paper == PAPER_NONE &&
	       s->holder.assurance >= world->to_see && s->holder.assurance >= ASSURANCE_A1 &&
	       !paper_is_in_hand(s->handout_paper) && !paper_is_in_hand(s->due_paper) &&
	       !paper_is_in_hand(s->again_paper);
}

/*
 * Asked for again where it surely did not come out.  Paper stays in a hand: whatever a hall
 * asks for to show results, a card that may be a copy fetches none.
 */
bool session_may_fetch(const struct session_world *world, const struct session *s)
{
	return s->due.receipt_no[0] && printer_is_free_for(world, s) &&
	       (s->due_paper == PAPER_NONE || s->due_paper == PAPER_GONE);
}

void fetch_paper(struct step_context *t)
{
	if (!session_may_fetch(t->world, t->s) || guide_is_seated(t->s))
		return;
	t->s->due_paper = PAPER_WAITING;
	effect_add(t, EFFECT_FETCH);
}

bool session_may_reprint(const struct session_world *world, const struct session *s, int held)
{
	return held >= 0 && held < s->held_count && !s->held[held].withdrawn &&
	       printer_is_free_for(world, s) && !session_handout_rests(s);
}

/* It counts among a visit's papers; that it is a copy says the store, which counts them. */
void reprint(struct step_context *t, int held)
{
	struct session *s = t->s;

	if (!session_may_reprint(t->world, s, held) || guide_is_seated(s))
		return;
	memcpy(s->again, s->held[held].receipt_no, sizeof(s->again));
	s->again_paper = PAPER_WAITING;
	s->handouts++;
	effect_add(t, EFFECT_REPRINT);
}
