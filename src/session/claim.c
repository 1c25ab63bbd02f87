/*
 * After the training: what came of it is claimed.  Nothing that a register knows is
 * asked; the rest is asked as before a training, decided by the stage of the claim,
 * and signed like an application.
 */
#include "session/derive.h"
#include "session/step_context.h"

#include <string.h>

const struct own_training *session_claimed(const struct session *s)
{
	return s->claim.on && s->claim.training >= 0 ? &s->trainings[s->claim.training] : NULL;
}

const struct course *session_course(const struct session_world *world, const struct session *s)
{
	const struct own_training *claimed = session_claimed(s);

	if (claimed)
		return &claimed->course;
	return s->course >= 0 ? &world->courses[s->course] : NULL;
}

/* ---- what can be claimed ---- */

/* A school names the course by its row of the catalogue, whose next class starts later. */
static int32_t first_day(const struct own_training *training)
{
	struct date starts = training->course.starts;
	int32_t began = date_is_set(training->ended) ?
		date_to_days(training->ended) - training->course.training_days : INT32_MAX;

	return date_is_set(starts) && date_to_days(starts) < began ? date_to_days(starts) : began;
}

bool session_was_granted(const struct session *s, int training)
{
	const struct own_training *of = &s->trainings[training];
	const struct history *history = &s->person.history;

	for (int i = 0; s->registered == REGISTER_FOUND && i < history->count; i++) {
		const struct claim *at = &history->claims[i];

		if (at->status == CLAIM_GRANTED && at->level == of->course.level &&
		    at->kind == training_claim_kind(&of->course) &&
		    strcmp(at->occupation, of->course.occupation) == 0 &&
		    date_to_days(at->date) >= first_day(of))
			return true;
	}
	return false;
}

static struct session claiming(const struct session *s, int training)
{
	struct session trial = *s;

	trial.claim = (struct claim_form){ .on = true, .training = training };
	return trial;
}

/* Whether anything that this claim could bring is not refused already. */
static bool brings_something(const struct session_world *world, const struct session *s,
			     int training)
{
	struct session trial = claiming(s, training);
	struct result results[BENEFITS_MAX];
	int count = derive_results(world, &trial, results);
	bool found = false;

	for (int i = 0; i < count; i++)
		found = found || results[i].standing != STANDING_NO;
	explicit_bzero(&trial, sizeof(trial));
	return found;
}

bool session_may_claim(const struct session_world *world, const struct session *s, int training)
{
	const struct own_training *at;

	if (!session_has_person(s) || training < 0 || training >= s->training_count)
		return false;
	at = &s->trainings[training];
	if (at->claimed || !date_is_set(at->ended) ||
	    date_compare(at->ended, world->date) > 0 || session_was_granted(s, training))
		return false;
	return brings_something(world, s, training);
}

static bool post_waits(const struct session *s)
{
	for (int i = 0; i < s->held_count; i++) {
		if (s->held[i].claims && !s->held[i].withdrawn && !s->held[i].course.id[0])
			return true;
	}
	return false;
}

/* Not asked of everybody who works: only what a certificate says may be open still. */
static bool only_certificate_is_open(const struct session_world *world, const struct session *s)
{
	struct result result;

	derive_result(world, s, derive_claimed_benefit(world, s), CASE_SAID, &result);
	if (result.standing == STANDING_YES)
		return true;
	for (int i = 0; i < result.decision.missing_count; i++) {
		if (!pack_fact(world->pack, result.decision.missing[i])->after_training)
			return false;
	}
	return result.standing == STANDING_ASK && result.decision.missing_count > 0;
}

bool session_may_claim_post(const struct session_world *world, const struct session *s)
{
	struct session trial;
	bool may;

	if (!session_has_person(s) || post_waits(s))
		return false;
	trial = claiming(s, CLAIM_OF_POST);
	may = derive_claimed_benefit(world, &trial) >= 0 &&
	      only_certificate_is_open(world, &trial);
	explicit_bzero(&trial, sizeof(trial));
	return may;
}

/* ---- the way through ---- */

/* What was said of another claim is not of this one. */
static void forget_claim(struct step_context *t)
{
	struct session *s = t->s;

	for (int i = 0; i < pack_fact_count(t->world->pack); i++) {
		if (!pack_fact(t->world->pack, i)->after_training)
			continue;
		s->answers[i] = (struct answer){ 0 };
		s->asked[i] = false;
		s->promised[i] = PROMISE_OPEN;
	}
	memset(s->general, 0, sizeof(s->general));
	s->items_set = false;
	explicit_bzero(&s->claim, sizeof(s->claim));
}

void begin_claim(struct step_context *t, int training)
{
	struct session *s = t->s;
	bool may = training == CLAIM_OF_POST ? session_may_claim_post(t->world, s) :
					       session_may_claim(t->world, s, training);

	if (!may)
		return;
	forget_claim(t);
	s->course = -1;
	s->claim.on = true;
	s->claim.training = training;
	if (training >= 0)
		memcpy(s->claim.number, s->trainings[training].certificate_no,
		       sizeof(s->claim.number));
	s->claim.number_count = (int)strlen(s->claim.number);
	s->claim.number_done = s->claim.number_count > 0;
	go_on_with_claim(t);
}

/* Paid on a certificate; the living allowance is not. */
static bool needs_number(const struct step_context *t)
{
	struct result result;

	if (t->s->claim.number_done)
		return false;
	derive_result(t->world, t->s, derive_claimed_benefit(t->world, t->s), CASE_SAID, &result);
	return derive_applied_for(t->world, t->s, &result);
}

void go_on_with_claim(struct step_context *t)
{
	int fact = derive_next_question(t->world, t->s);

	if (fact >= 0)
		ask_fact(t, fact);
	else if (needs_number(t))
		go(t, PAGE_CERTIFICATE, CERTIFICATE_DIGITS);
	else if (!go_check(t))
		go_to(t, PAGE_REASON, derive_claimed_benefit(t->world, t->s));
}

void leave_claim(struct session *s)
{
	switch (s->at.page) {
	case PAGE_WHO:
	case PAGE_MY_TRAINING:
	case PAGE_RESULTS:
	case PAGE_FINDER:
	case PAGE_COURSES:
	case PAGE_COURSE:
		s->claim.on = false;
		break;
	default:
		break;
	}
}

/* ---- slips ---- */

static bool is_fact(const struct step_context *t, int fact, const char *id)
{
	return strcmp(pack_fact(t->world->pack, fact)->id, id) == 0;
}

static enum slip date_slip(const struct step_context *t, struct date date, bool of_training)
{
	const struct own_training *claimed = session_claimed(t->s);

	if (date_compare(date, t->world->date) > 0)
		return SLIP_TO_COME;
	if (of_training && claimed && date_is_set(claimed->ended) &&
	    date_compare(date, claimed->ended) < 0)
		return SLIP_BEFORE_END;
	return SLIP_NONE;
}

enum slip slip_of(const struct step_context *t, int fact, int64_t number)
{
	const struct own_training *claimed = session_claimed(t->s);

	if (!t->s->claim.on || number == FACT_NO_DATE)
		return SLIP_NONE;
	if (is_fact(t, fact, FACT_CERTIFICATE_DATE))
		return date_slip(t, date_from_days((int32_t)number), true);
	if (is_fact(t, fact, FACT_POST_DATE))
		return date_slip(t, date_from_days((int32_t)number), false);
	if (is_fact(t, fact, FACT_TRAINING_DAYS) && claimed &&
	    claimed->course.training_days > 0 && number > claimed->course.training_days)
		return SLIP_DAYS;
	return SLIP_NONE;
}

/* ---- the number on the certificate ---- */

static void type_character(struct claim_form *claim, char character)
{
	if (claim->number_count < CERTIFICATE_NO_MAX - 1)
		claim->number[claim->number_count++] = character;
}

static void take_back(struct claim_form *claim)
{
	if (claim->number_count > 0)
		claim->number[--claim->number_count] = 0;
}

/* Changed from the rows to check it leads back there. */
static void number_done(struct step_context *t)
{
	t->s->claim.number_done = true;
	go_on_with_claim(t);
}

void certificate_press(struct step_context *t, int verb, int arg)
{
	struct claim_form *claim = &t->s->claim;

	if (verb == VERB_KEY && arg >= 0 && arg <= 9)
		type_character(claim, (char)('0' + arg));
	else if (verb == VERB_KEY && arg == KEY_X)
		type_character(claim, 'X');
	else if (verb == VERB_LETTER && arg >= 'A' && arg <= 'Z')
		type_character(claim, (char)arg);
	else if (verb == VERB_KEY_DELETE)
		take_back(claim);
	else if (verb == VERB_CERTIFICATE)
		go_instead(t, PAGE_CERTIFICATE, arg == CERTIFICATE_LETTERS);
	else if (verb == VERB_BACK)
		go_back(t);
	else if (verb == VERB_NEXT && claim->number_count >= CERTIFICATE_NO_LEAST)
		number_done(t);
	if (verb != VERB_NO_NUMBER)
		return;
	explicit_bzero(claim->number, sizeof(claim->number));
	claim->number_count = 0;
	number_done(t);
}
