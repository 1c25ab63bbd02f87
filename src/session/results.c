/*
 * From the results to what is applied for: reasons, allowances and courses.
 */
#include "session/derive.h"
#include "session/step_context.h"

#include <string.h>

static bool is_benefit(const struct step_context *t, int benefit)
{
	return benefit >= 0 && benefit < pack_benefit_count(t->world->pack);
}

static bool is_course(const struct step_context *t, int course)
{
	return course >= 0 && course < t->world->course_count;
}

/* What was left open is asked again, because now the visitor wants it. */
static void ask_missing(struct step_context *t, int benefit)
{
	struct result result;
	int fact, chosen = t->s->course;

	t->s->course = session_course_in_view(t->s);
	derive_result(t->world, t->s, benefit, CASE_SAID, &result);
	t->s->course = chosen;
	fact = derive_missing(t->world, t->s, &result.decision);
	if (fact >= 0)
		ask_fact(t, fact);
}

static bool open_benefit(struct step_context *t, int verb, int benefit)
{
	if (verb != VERB_WHY && verb != VERB_ITEM && verb != VERB_ASK)
		return false;
	/* Reasons and questions are of a person. */
	if (!is_benefit(t, benefit) || (verb != VERB_ITEM && !session_has_person(t->s)))
		return true;
	if (verb == VERB_ASK)
		ask_missing(t, benefit);
	else
		go(t, verb == VERB_WHY ? PAGE_REASON : PAGE_ITEM, benefit);
	return true;
}

static void open_official(struct step_context *t, int benefit)
{
	if (is_benefit(t, benefit))
		go(t, PAGE_OFFICIAL, benefit);
}

void results_press(struct step_context *t, int verb, int arg)
{
	if (open_benefit(t, verb, arg))
		return;
	switch (verb) {
	case VERB_COURSES:
		go(t, PAGE_FINDER, 0);
		break;
	case VERB_COURSE:
		if (is_course(t, arg))
			go(t, PAGE_COURSE, arg);
		break;
	case VERB_CONDITIONS:
		go(t, PAGE_CONDITIONS, 0);
		break;
	case VERB_CHECK:
		go(t, PAGE_CHECK, 0);
		break;
	case VERB_CLAIM:
		begin_claim(t, arg);
		break;
	case VERB_COURSE_DROP:
		t->s->course = -1;
		break;
	case VERB_PLAN:
		t->s->plan_open = !t->s->plan_open;
		break;
	case VERB_NOT_NOW:
		t->s->not_now_open = !t->s->not_now_open;
		break;
	case VERB_HANDOUT:
		hand_out(t, arg);
		break;
	case VERB_NEXT:
		go_check(t);
		break;
	case VERB_BACK:
		go_back(t);
		break;
	default:
		break;
	}
}

/* The pages of one benefit: its reasons, their official text, and what it is. */
void benefit_press(struct step_context *t, int verb, int arg)
{
	if (verb == VERB_NEXT && t->s->claim.on && t->s->at.page == PAGE_REASON)
		go_to(t, PAGE_MY_TRAINING, 0);
	else if (verb == VERB_BACK || verb == VERB_NEXT)
		go_back(t);
	else if (verb == VERB_COURSES)
		go_to(t, PAGE_FINDER, 0);
	else if (verb == VERB_OFFICIAL)
		open_official(t, arg);
	else
		open_benefit(t, verb, arg);
}

static void take_course(struct step_context *t, int course)
{
	struct session *s = t->s;

	if (!is_course(t, course) ||
	    derive_offer(t->world, s, course) == OUTCOME_NOT_ELIGIBLE)
		return;
	s->course = course;
	if (session_has_person(s))
		ask_next_or_show_results(t);
	else
		go_to(t, free_page(s), 0);
}

void course_press(struct step_context *t, int verb, int arg)
{
	if (verb == VERB_COURSE_TAKE || verb == VERB_NEXT)
		take_course(t, t->s->at.arg);
	else if (verb == VERB_BACK)
		go_back(t);
	else if (verb == VERB_COURSES)
		go_to(t, PAGE_FINDER, 0);
	else if (verb == VERB_COURSE && is_course(t, arg))
		go(t, PAGE_COURSE, arg);
	else if (verb == VERB_CHECK && session_has_person(t->s))
		go(t, PAGE_CHECK, 0);
	else
		open_benefit(t, verb, arg);
}

void conditions_press(struct step_context *t, int verb, int arg)
{
	(void)arg;
	if (verb == VERB_BACK)
		go_back(t);
	else if (verb == VERB_ENTERPRISE)
		go(t, PAGE_ENTERPRISE, 0);
	else if (verb == VERB_COURSES)
		go(t, PAGE_FINDER, 0);
}
