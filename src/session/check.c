/*
 * What is applied for and the rows that it stands on: chosen and checked on one
 * page, each changed on a page of its own that leads back here.
 */
#include "session/derive.h"
#include "session/step_context.h"

static int count_to_apply_for(const struct step_context *t)
{
	struct result results[BENEFITS_MAX];
	int count = derive_results(t->world, t->s, results), yes = 0;

	for (int i = 0; i < count; i++)
		yes += derive_applied_for(t->world, t->s, &results[i]);
	return yes;
}

/* Where only one thing can be applied for there is nothing to choose. */
bool go_check(struct step_context *t)
{
	int yes = count_to_apply_for(t);

	if (yes == 0)
		return false;
	if (yes == 1)
		t->s->items_set = false;
	go_to(t, PAGE_CHECK, 0);
	return true;
}

/* The first tick turns "every yes" into a choice of the visitor's own. */
static void toggle(struct step_context *t, int benefit)
{
	struct session *s = t->s;
	struct result results[BENEFITS_MAX];
	int count = derive_results(t->world, s, results);

	if (benefit < 0 || benefit >= pack_benefit_count(t->world->pack))
		return;
	if (!s->items_set) {
		for (int i = 0; i < count; i++)
			s->items[results[i].benefit] =
				derive_chosen(t->world, s, &results[i]);
		s->items_set = true;
	}
	s->items[benefit] = !s->items[benefit];
}

/*
 * What is still a yes needs no further question; where nothing is one, a changed
 * answer may have opened one.  What only lost its tick stays here.
 */
static void leave_check(struct step_context *t)
{
	struct result items[APPLICATION_ITEMS_MAX];

	if (derive_items(t->world, t->s, CASE_SAID, items) > 0)
		go(t, PAGE_PROMISES, 0);
	else if (count_to_apply_for(t) == 0)
		ask_next_or_show_results(t);
}

static void change_fact(struct step_context *t, int fact)
{
	if (fact >= 0 && fact < pack_fact_count(t->world->pack) &&
	    pack_asks(pack_fact(t->world->pack, fact), t->s->claim.on ? STAGE_CLAIM : STAGE_PLAN))
		go(t, PAGE_QUESTION, fact);
}

void check_press(struct step_context *t, int verb, int arg)
{
	switch (verb) {
	case VERB_TOGGLE:
		toggle(t, arg);
		break;
	case VERB_CHANGE:
		change_fact(t, arg);
		break;
	case VERB_CHANGE_GROUP:
		if (arg >= 0 && arg < pack_group_count(t->world->pack))
			go(t, PAGE_GROUP, arg);
		break;
	case VERB_CHANGE_COURSE:
		if (!t->s->claim.on)
			go(t, PAGE_FINDER, 0);
		break;
	case VERB_CERTIFICATE:
		if (t->s->claim.on)
			go(t, PAGE_CERTIFICATE, CERTIFICATE_DIGITS);
		break;
	case VERB_PAPER_SIZE:
		t->s->paper_size = session_prints_large(t->s) ? PAPER_USUAL : PAPER_LARGE;
		break;
	case VERB_NEXT:
		leave_check(t);
		break;
	case VERB_BACK:
		go_back(t);
		break;
	default:
		break;
	}
}
