/* A paper beside the receipt: the way to ask for it, and what is known of it. */
#include "screens/pages.h"

static const char *state_key(const struct session *s)
{
	static const char *const keys[PAPER_COUNT] = {
		[PAPER_WAITING] = "handout.waiting", [PAPER_PRINTING] = "handout.printing",
		[PAPER_DONE] = "handout.done",	     [PAPER_EMPTY] = "handout.empty",
		[PAPER_GONE] = "handout.gone",	     [PAPER_UNKNOWN] = "handout.unknown",
		[PAPER_STOPPED] = "handout.stopped",
	};

	return keys[s->handout_paper];
}

/* Why it cannot be asked for just now, where the state of the paper does not say it. */
static const char *rest_key(const struct session *s)
{
	if (!session_handout_rests(s))
		return NULL;
	return session_has_person(s) ? "handout.enough" : "handout.rests";
}

struct way part_handout_way(const struct screen *p, enum handout handout, const char *key)
{
	bool may = session_may_hand_out(p->world, p->s, handout);

	return (struct way){ "print", part_say(p, key), VERB_HANDOUT, (int)handout,
			     may ? 0 : NODE_DISABLED };
}

void part_handout_told(const struct screen *p, enum handout handout)
{
	const struct session *s = p->s;

	if (!session_offers_handout(p->world, s, handout))
		return;
	if (s->handout == handout && s->handout_paper != PAPER_NONE)
		part_live_hint(p, part_say1(p, state_key(s), part_counter_words(p)));
	else if (!session_may_hand_out(p->world, s, handout) && rest_key(s))
		part_note(p, part_say(p, rest_key(s)));
}

void part_handout(const struct screen *p, enum handout handout, const char *key)
{
	part_handout_told(p, handout);
	if (session_offers_handout(p->world, p->s, handout))
		part_way(p, handout == HANDOUT_NOTICE ? LOOK_LINK : LOOK_SECOND,
			 part_handout_way(p, handout, key));
}
