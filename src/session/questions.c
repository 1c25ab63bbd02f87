/*
 * The questions: one a page.  An answer is a draft until "next" confirms it,
 * so Back and Help lose nothing and record nothing.
 */
#include "session/derive.h"
#include "session/step_context.h"

#include <string.h>


/* ---- drafts ---- */

static void load_answer(const struct pack_fact *fact, const struct answer *a,
			struct draft *d)
{
	if (a->said == SAID_UNSURE)
		d->choice = CHOICE_UNSURE;
	if (a->said != SAID_VALUE)
		return;
	if (fact->type == FACT_BOOL) {
		d->choice = a->number ? CHOICE_YES : CHOICE_NO;
	} else if (fact->type == FACT_CHOICE) {
		d->choice = CHOICE_YES;
		d->picked = (int)a->number;
	} else if (fact->type == FACT_DATE && a->number == FACT_NO_DATE) {
		d->choice = CHOICE_NO;
	} else if (fact->type == FACT_DATE) {
		char text[DATE_TEXT_MAX];

		date_format(date_from_days((int32_t)a->number), text);
		d->choice = CHOICE_YES;
		for (int i = 0; text[i]; i++) {
			if (text[i] != '-')
				d->typed[d->typed_count++] = text[i];
		}
	}
}

static void load_group(const struct session_world *world, struct session *s)
{
	const struct pack_group *group = pack_group(world->pack, s->at.arg);
	bool denied = false;

	for (int i = 0; i < group->fact_count; i++) {
		const struct answer *a = &s->answers[group->facts[i]];

		s->draft.ticked[group->facts[i]] = a->said == SAID_VALUE && a->number;
		denied = denied || (a->said == SAID_VALUE && !a->number);
		s->draft.unsure = s->draft.unsure || a->said == SAID_UNSURE;
	}
	s->draft.none = denied && !s->draft.unsure;
}

void draft_load(const struct session_world *world, struct session *s)
{
	if (s->at.page != PAGE_QUESTION && s->at.page != PAGE_GROUP)
		return;
	s->draft = (struct draft){ .owner = s->at };
	if (s->at.page == PAGE_GROUP)
		load_group(world, s);
	else
		load_answer(pack_fact(world->pack, s->at.arg),
			    &s->answers[s->at.arg], &s->draft);
}

/* ---- the way through ---- */

void ask_fact(struct step_context *t, int fact)
{
	int group = pack_fact(t->world->pack, fact)->group;

	if (group >= 0)
		go(t, PAGE_GROUP, group);
	else
		go(t, PAGE_QUESTION, fact);
}

/* The way from the results to here led over a course. */
static bool course_was_taken(const struct session *s)
{
	bool taken = s->at.page == PAGE_COURSE;

	for (int i = s->past_count - 1; i >= 0; i--) {
		if (s->past[i].page == PAGE_RESULTS)
			return taken;
		taken = taken || s->past[i].page == PAGE_COURSE;
	}
	return false;
}

/* Whoever has read the results and took a course that fits has nothing new to read there. */
static bool goes_on_with_course(const struct step_context *t)
{
	const struct session *s = t->s;
	struct result result;
	int benefit;

	if (s->course < 0 || !course_was_taken(s))
		return false;
	benefit = derive_course_benefit(t->world, s->course);
	if (benefit < 0)
		return false;
	derive_result(t->world, s, benefit, CASE_SAID, &result);
	return derive_applied_for(t->world, t->s, &result);
}

void ask_next_or_show_results(struct step_context *t)
{
	int fact = t->s->claim.on ? -1 : derive_next_question(t->world, t->s);

	if (t->s->claim.on)
		go_on_with_claim(t);
	else if (fact >= 0)
		ask_fact(t, fact);
	else if (!goes_on_with_course(t) || !go_check(t))
		go_to(t, PAGE_RESULTS, 0);
}

/* A changed answer returns straight to the rows it was changed from. */
static void leave_question(struct step_context *t)
{
	struct session *s = t->s;

	guide_notes_answer(t);
	if (s->past_count > 0 && s->past[s->past_count - 1].page == PAGE_CHECK)
		go_back(t);
	else
		ask_next_or_show_results(t);
}

static void record(struct session *s, int fact, enum said said, int64_t number)
{
	struct answer *a = &s->answers[fact];

	if (a->said != said || a->number != number)
		s->promised[fact] = PROMISE_OPEN;
	*a = (struct answer){ said, said == SAID_VALUE ? number : 0 };
	s->asked[fact] = true;
}

/* ---- one fact ---- */

static bool typed_date(const struct draft *d, int64_t *ret_number)
{
	char text[DATE_DIGITS + 1];
	struct date date;

	if (d->typed_count != DATE_DIGITS)
		return false;
	memcpy(text, d->typed, DATE_DIGITS);
	text[DATE_DIGITS] = 0;
	if (!date_parse(text, &date))
		return false;
	*ret_number = date_to_days(date);
	return true;
}

static bool typed_number(const struct draft *d, int64_t *ret_number)
{
	int64_t number = 0;

	for (int i = 0; i < d->typed_count; i++)
		number = number * 10 + d->typed[i] - '0';
	*ret_number = number;
	return d->typed_count > 0;
}

/* What a yes amounts to: true, a date, an amount; false while it is incomplete. */
static bool yes_number(const struct pack_fact *fact, const struct draft *d,
		       int64_t *ret_number)
{
	bool complete;

	switch (fact->type) {
	case FACT_DATE:
		return typed_date(d, ret_number);
	case FACT_CHOICE:
		*ret_number = d->picked;
		return true;
	case FACT_COUNT:
	case FACT_FEN:
		complete = typed_number(d, ret_number);
		if (fact->type == FACT_FEN)
			*ret_number *= 100;
		return complete;
	default:
		*ret_number = 1;
		return true;
	}
}

static void confirm_answer(struct step_context *t)
{
	struct session *s = t->s;
	int fact = s->at.arg;
	const struct pack_fact *f = pack_fact(t->world->pack, fact);
	int64_t number = 0;

	if (s->draft.choice == CHOICE_UNSURE) {
		record(s, fact, SAID_UNSURE, 0);
	} else if (s->draft.choice == CHOICE_NO) {
		record(s, fact, SAID_VALUE, f->type == FACT_DATE ? FACT_NO_DATE : 0);
	} else if (s->draft.choice == CHOICE_YES && yes_number(f, &s->draft, &number) &&
		   (s->draft.slip = slip_of(t, fact, number)) == SLIP_NONE) {
		record(s, fact, SAID_VALUE, number);
	} else {
		s->draft.hint = true;
		return;
	}
	s->draft = (struct draft){ 0 };
	leave_question(t);
}

static int digits_wanted(const struct pack_fact *fact)
{
	if (fact->type == FACT_DATE)
		return DATE_DIGITS;
	return fact->type == FACT_BOOL || fact->type == FACT_CHOICE ? 0 : 6;
}

static void type_key(struct step_context *t, int digit)
{
	struct draft *d = &t->s->draft;
	int cap = digits_wanted(pack_fact(t->world->pack, t->s->at.arg));

	if (digit < 0 || digit > 9 || d->typed_count >= cap)
		return;
	d->typed[d->typed_count++] = (char)('0' + digit);
	d->choice = CHOICE_YES;
	d->hint = false;
}

/* Only a choice that has words is offered. */
static void pick(struct step_context *t, int choice)
{
	const struct pack_fact *f = pack_fact(t->world->pack, t->s->at.arg);
	struct draft *d = &t->s->draft;

	if (choice < 0 || choice >= f->choice_count || !f->choice_words ||
	    !f->choice_words[choice].in[LANG_ZH_HANS])
		return;
	d->choice = CHOICE_YES;
	d->picked = choice;
	d->hint = false;
}

void question_press(struct step_context *t, int verb, int arg)
{
	struct draft *d = &t->s->draft;

	switch (verb) {
	case VERB_ANSWER:
		if (arg >= CHOICE_YES && arg <= CHOICE_UNSURE)
			d->choice = (enum choice)arg;
		d->hint = false;
		break;
	case VERB_KEY:
		type_key(t, arg);
		break;
	case VERB_PICK:
		pick(t, arg);
		break;
	case VERB_KEY_DELETE:
		if (d->typed_count > 0)
			d->typed_count--;
		break;
	case VERB_NEXT:
		confirm_answer(t);
		break;
	case VERB_BACK:
		go_back(t);
		break;
	default:
		break;
	}
}

/* ---- a group ---- */

static bool any_ticked(const struct pack_group *group, const struct draft *d)
{
	for (int i = 0; i < group->fact_count; i++) {
		if (d->ticked[group->facts[i]])
			return true;
	}
	return false;
}

/*
 * A box left empty may have been passed over, so only 都没有 says no, to whatever is
 * asked there and not ticked; where nothing is chosen the way on is named so and
 * says it too.  Covered, it cannot be named, and what is missing is pointed out.
 */
static void confirm_group(struct step_context *t)
{
	struct session *s = t->s;
	const struct pack_group *group = pack_group(t->world->pack, s->at.arg);
	struct draft d = s->draft;
	int facts[FACTS_MAX], count;

	if (!any_ticked(group, &d) && !d.none && !d.unsure) {
		s->draft.hint = session_is_covered(s);
		if (s->draft.hint)
			return;
		d.none = true;
	}
	count = derive_group_facts(t->world, s, s->at.arg, facts);
	for (int i = 0; i < count; i++) {
		s->asked[facts[i]] = true;
		if (d.ticked[facts[i]])
			record(s, facts[i], SAID_VALUE, 1);
		else
			record(s, facts[i], d.none ? SAID_VALUE : SAID_UNSURE, 0);
	}
	s->draft = (struct draft){ 0 };
	leave_question(t);
}

void group_press(struct step_context *t, int verb, int arg)
{
	struct draft *d = &t->s->draft;

	d->hint = false;
	switch (verb) {
	case VERB_TICK:
		if (arg < 0 || arg >= pack_fact_count(t->world->pack))
			break;
		d->ticked[arg] = !d->ticked[arg];
		d->none = false;
		break;
	case VERB_TICK_NONE:
		d->none = !d->none;
		d->unsure = false;
		break;
	case VERB_TICK_UNSURE:
		d->unsure = !d->unsure;
		d->none = false;
		break;
	case VERB_NEXT:
		confirm_group(t);
		break;
	case VERB_BACK:
		go_back(t);
		break;
	default:
		break;
	}
}
