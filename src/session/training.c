/*
 * 我的培训: what a returning visitor has behind them and under way, as far as the
 * ledger and this kiosk know.
 */
#include "session/derive.h"
#include "session/step_context.h"

#include <string.h>

bool session_has_training(const struct session *s)
{
	bool ledger = s->registered == REGISTER_FOUND && s->person.history.count > 0;

	return session_has_person(s) &&
	       (ledger || s->held_count > 0 || s->training_count > 0);
}

const struct course *derive_course_of(const struct session_world *world,
				      const struct session *s, const char *id)
{
	for (int i = 0; id[0] && i < s->training_count; i++) {
		if (strcmp(s->trainings[i].course.id, id) == 0)
			return &s->trainings[i].course;
	}
	for (int i = 0; id[0] && i < world->course_count; i++) {
		if (strcmp(world->courses[i].id, id) == 0)
			return &world->courses[i];
	}
	return NULL;
}

static bool is_in_ledger(const struct history *history, const struct claim *claim)
{
	for (int i = 0; i < history->count; i++) {
		const struct claim *at = &history->claims[i];

		if (at->kind == claim->kind && at->level == claim->level &&
		    strcmp(at->occupation, claim->occupation) == 0 &&
		    date_compare(at->date, claim->date) >= 0)
			return true;	/* the office has it already, whatever became of it */
	}
	return false;
}

static enum claim_status status_of(enum held_status status)
{
	switch (status) {
	case HELD_APPROVED:
	case HELD_PAID:
		return CLAIM_GRANTED;
	case HELD_REFUSED:
		return CLAIM_REJECTED;
	case HELD_RECALLED:
		return CLAIM_REVOKED;
	default:
		return CLAIM_PENDING;	/* what stands with the staff is not decided */
	}
}

/* Of this kiosk's own the catalogue tells the course; of others the centre did. */
static bool claim_of(const struct session_world *world, const struct session *s,
		     const struct held_application *held, struct claim *ret_claim)
{
	const struct course *course = derive_course_of(world, s, held->course.id);

	*ret_claim = held->claim;
	if (course && !date_is_set(held->claim.date)) {
		ret_claim->kind = training_claim_kind(course);
		ret_claim->level = course->level;
		memcpy(ret_claim->occupation, course->occupation, sizeof(course->occupation));
		ret_claim->date = held->decided;
	}
	ret_claim->status = status_of(held->status);
	return date_is_set(ret_claim->date);
}

/* What was asked for and not taken back counts as it stands, until the ledger tells more. */
static void count_one(const struct session_world *world, struct session *s,
		      const struct held_application *held)
{
	struct history *history = &s->person.history;
	struct claim claim;

	if (held->withdrawn || history->count == CLAIMS_MAX || !claim_of(world, s, held, &claim))
		return;
	if (!is_in_ledger(history, &claim))
		history->claims[history->count++] = claim;
}

void count_held(struct step_context *t)
{
	struct session *s = t->s;

	if (s->registered != REGISTER_FOUND || !s->person.history.known)
		return;
	for (int i = 0; i < s->held_count; i++)
		count_one(t->world, s, &s->held[i]);
}

void held_event(struct step_context *t)
{
	struct session *s = t->s;

	if (!session_has_person(s) ||
	    strcmp(t->event->held.id_no, s->holder.id_no) != 0)
		return;
	s->held_count = t->event->held.count < OWN_MAX ? t->event->held.count : OWN_MAX;
	s->elsewhere = t->event->held.elsewhere;
	memcpy(s->held, t->event->held.at, sizeof(s->held));
	s->training_count = t->event->held.training_count < TRAININGS_MAX ?
			    t->event->held.training_count : TRAININGS_MAX;
	memcpy(s->trainings, t->event->held.trainings, sizeof(s->trainings));
	count_held(t);
}

void my_training_press(struct step_context *t, int verb, int arg)
{
	if (verb == VERB_BACK)
		go_back(t);
	else if (verb == VERB_NO_CONSENT)
		forget_private(t);
	else if (verb == VERB_REPRINT)
		reprint(t, arg);
	else if (verb == VERB_CLAIM)
		begin_claim(t, arg);
	else if (verb == VERB_WITHDRAW)
		go_withdraw(t);
	else if (verb == VERB_NEXT)
		ask_next_or_show_results(t);
}
