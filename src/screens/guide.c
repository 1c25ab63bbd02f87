/*
 * What a page shows while a member of staff stands beside the visitor: the
 * guide's prompts above it, and a cover where it holds answers that the visitor
 * does not show.
 */
#include "screens/pages.h"

#include <stdio.h>

/* What to say, what to check, which paper to see: by the step of the visit. */
struct prompts {
	const char *say, *check, *paper;
};

static const struct prompts prompts[] = {
	[STEP_CARD] = { "guide.card_say", "guide.card_check", "guide.card_paper" },
	[STEP_ANSWERS] = { "guide.answers_say", "guide.answers_check", "guide.answers_paper" },
	[STEP_RESULTS] = { "guide.results_say", "guide.results_check", "guide.results_paper" },
	[STEP_NOTICE] = { "guide.notice_say", "guide.notice_check", "guide.notice_paper" },
	[STEP_SIGN] = { "guide.sign_say", "guide.sign_check", "guide.sign_paper" },
	[STEP_RECEIPT] = { "guide.receipt_say", "guide.receipt_check", "guide.receipt_paper" },
};

static bool is_seated(const struct screen *p)
{
	return p->s->guide.state == GUIDE_SEATED;
}

static bool can_verify_in_person(const struct screen *p)
{
	return is_seated(p) && staff_may(p->s->guide.role, STAFF_ACTION_VERIFIED_IN_PERSON) &&
	       p->s->holder.assurance == ASSURANCE_A1;
}

static bool can_look_again(const struct screen *p)
{
	return is_seated(p) && p->s->at.page == PAGE_LAY_AGAIN && session_has_no_card(p->s) &&
	       staff_may(p->s->guide.role, STAFF_ACTION_NUMBER);
}

/* What only a guide presses, and the way to be without one. */
static void put_acts(const struct screen *p, enum visit_step step)
{
	bool enters = p->s->guide.enters;

	part_open_box(p, LOOK_LINE);
	if (step == STEP_ANSWERS)
		part_way(p, LOOK_CHIP, (struct way){ "guide-enters",
			 part_say(p, enters ? "guide.enters_on" : "guide.enters_off"),
			 VERB_GUIDE_ENTERS, 0, enters ? NODE_CHECKED : 0 });
	if (can_verify_in_person(p))
		part_way(p, LOOK_CHIP, (struct way){ "guide-vouch", part_say(p, "guide.vouch"),
						    VERB_GUIDE_VERIFY_IN_PERSON, 0, 0 });
	if (can_look_again(p))
		part_way(p, LOOK_CHIP, (struct way){ "same-person",
			part_say(p, "guide.same_person"), VERB_SAME_PERSON, 0, 0 });
	part_way(p, LOOK_CHIP, (struct way){ "guide-close", part_say(p, "guide.close"),
					    VERB_GUIDE_CLOSE, 0, 0 });
	part_close_box(p);
}

static void put_show(const struct screen *p, enum look look)
{
	part_way(p, look, (struct way){ "show", part_say(p, "guide.show"), VERB_SHOW, 0, 0 });
}

unsigned part_own_act(const struct screen *p)
{
	return is_seated(p) ? NODE_DISABLED : 0;
}

static bool has_guide(const struct screen *p)
{
	return session_is_guided(p->s) && session_step_of(p->s) != STEP_NONE &&
	       p->s->at.page != PAGE_CARD_OTHER;
}

void part_own_hint(const struct screen *p)
{
	bool own = p->s->at.page == PAGE_WITHDRAW || (p->s->at.page == PAGE_SIGN &&
		   session_sign_way(p->s) != SIGN_PAPER);

	if (has_guide(p) && own && is_seated(p))
		part_hint(p, part_say(p, "guide.sign_self"));
}

/* Where there is no card, none is asked about, and none is laid to sign. */
static const struct prompts *prompts_of(const struct screen *p, enum visit_step step)
{
	static const struct prompts who = { "guide.number_say", "guide.number_check",
					    "guide.number_paper" };
	static const struct prompts signs = { "guide.sign_say", "guide.sign_no_card",
					      "guide.sign_paper" };
	static const struct prompts again = { "guide.again_say", "guide.look_again",
					      "guide.number_paper" };

	if (!session_has_no_card(p->s) || (step != STEP_CARD && step != STEP_SIGN))
		return &prompts[step];
	return step == STEP_CARD ? &who : p->s->at.page == PAGE_LAY_AGAIN ? &again : &signs;
}

void part_guide(const struct screen *p)
{
	enum visit_step step = session_step_of(p->s);
	const struct prompts *told = prompts_of(p, step);

	if (!has_guide(p))
		return;
	part_open_box(p, LOOK_STAFF);
	part_strong(p, part_say(p, "guide.for_staff"));
	part_text(p, part_say1(p, "guide.by", p->s->guide.number));
	part_note(p, part_say(p, told->say));
	part_note(p, part_say(p, told->check));
	part_note(p, part_say(p, told->paper));
	put_acts(p, step);
	part_close_box(p);
}

void part_guide_cover(const struct screen *p, bool chosen, bool typed)
{
	if (!session_is_covered(p->s))
		return;
	if (typed)
		part_hint(p, part_say(p, "guide.typed_hidden"));
	else if (chosen)
		part_hint(p, part_say(p, "guide.chosen"));
	put_show(p, LOOK_SECOND);
}

void screen_covered(const struct screen *p)
{
	part_open_page(p);
	part_title(p, part_say(p, "covered.title"));
	part_lead(p, part_say(p, "covered.lead"));
	part_text(p, part_say(p, "covered.show"));
	put_show(p, LOOK_SECOND);
	part_note(p, part_say(p, "covered.alone"));
	part_close_page(p, true, NULL);
}
