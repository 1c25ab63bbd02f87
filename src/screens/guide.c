/*
 * What a page shows while a member of staff stands beside the visitor: the
 * guide's strip in place of the help bar, and a cover where it holds answers that
 * the visitor does not show.
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

/* On the glass a word or two; heard is the whole of it, in which they stand. */
static void put_act(const struct screen *p, const char *short_key, struct way way)
{
	tree_add(p->tree, (struct node){
		.id = way.id, .role = ROLE_BUTTON, .look = LOOK_STAFF_ACT,
		.label = part_say(p, short_key), .spoken = way.words, .flags = way.flags,
		.action = { way.verb, way.arg } });
}

static void put_enters(const struct screen *p)
{
	if (p->s->guide.enters)
		put_act(p, "strip.enters_on", (struct way){ "guide-enters",
			part_say(p, "guide.enters_on"), VERB_GUIDE_ENTERS, 0, NODE_CHECKED });
	else
		put_act(p, "strip.enters_off", (struct way){ "guide-enters",
			part_say(p, "guide.enters_off"), VERB_GUIDE_ENTERS, 0, 0 });
}

/* What only a guide presses. */
static void put_acts(const struct screen *p, enum visit_step step)
{
	put_act(p, "guide.line", (struct way){ "guide-line", part_say(p, "guide.line"),
					       VERB_GUIDE_LINE, 0, 0 });
	if (step == STEP_ANSWERS)
		put_enters(p);
	if (can_verify_in_person(p))
		put_act(p, "strip.vouch", (struct way){ "guide-vouch",
			part_say(p, "guide.vouch"), VERB_GUIDE_VERIFY_IN_PERSON, 0, 0 });
	if (can_look_again(p))
		put_act(p, "strip.same_person", (struct way){ "same-person",
			part_say(p, "guide.same_person"), VERB_SAME_PERSON, 0, 0 });
}

/* What whoever stands there may press: at the same places on every page. */
static void put_ways(const struct screen *p)
{
	enum view_sheet sheet = p->s->sheet;

	put_act(p, "strip.display", (struct way){ "display", part_say(p, "bar.display"),
		VERB_SHEET, SHEET_DISPLAY, sheet == SHEET_DISPLAY ? NODE_CHECKED : 0 });
	put_act(p, "strip.language", (struct way){ "language", part_say(p, "bar.language"),
		VERB_SHEET, SHEET_LANGUAGE, sheet == SHEET_LANGUAGE ? NODE_CHECKED : 0 });
	put_act(p, "strip.close", (struct way){ "guide-close", part_say(p, "guide.close"),
						VERB_GUIDE_CLOSE, 0, 0 });
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
	static const struct prompts again = { "guide.look_again", "guide.again_say",
					      "guide.number_paper" };

	if (!session_has_no_card(p->s) || (step != STEP_CARD && step != STEP_SIGN))
		return &prompts[step];
	return step == STEP_CARD ? &who : p->s->at.page == PAGE_LAY_AGAIN ? &again : &signs;
}

/* Whose strip it is, and one of the prompts; the others follow by a press. */
static void put_told(const struct screen *p, enum visit_step step)
{
	const struct prompts *told = prompts_of(p, step);
	const char *const keys[GUIDE_LINES] = { told->say, told->check, told->paper };
	int line = session_guide_line(p->s);

	part_open_box(p, LOOK_COLUMN);
	tree_add(p->tree, (struct node){
		.role = ROLE_TEXT, .look = LOOK_STAFF_NAME,
		.label = part_say1(p, "guide.for_staff", p->s->guide.number),
		.spoken = part_say1(p, "guide.by", p->s->guide.number) });
	part_put(p, ROLE_TEXT, LOOK_NOTE, part_say(p, keys[line]), line > 0 ? NODE_LIVE : 0);
	part_close_box(p);
}

bool part_staff_strip(const struct screen *p)
{
	enum visit_step step = session_step_of(p->s);

	if (!has_guide(p))
		return false;
	part_open_box(p, LOOK_STAFF);
	put_told(p, step);
	put_acts(p, step);
	put_ways(p);
	part_close_box(p);
	return true;
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
