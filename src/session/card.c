/*
 * The card: from the reader's news to a known holder, or to the page that says
 * what is the matter and what to do.
 */
#include "session/step_context.h"

#include <string.h>

/* ---- a visit begins ---- */

/* Where nobody's visit is open and a card may begin one. */
static bool is_free(const struct session *s)
{
	return !session_has_person(s) && s->devices.service == SERVICE_OPEN &&
	       s->at.page != PAGE_TAKE_CARD && s->at.page != PAGE_WARNING;
}

static void begin_reading(struct step_context *t)
{
	struct session *s = t->s;

	if (s->key[0] == 0)
		effect_add(t, EFFECT_RESERVE_KEY);
	s->read_progress = 0;
	if (s->at.page != PAGE_READING)
		go_instead(t, PAGE_READING, 0);
}

static void trouble(struct step_context *t, enum visit_page page)
{
	effect_cue(t, CUE_TROUBLE);
	go_instead(t, page, 0);
}

static bool is_expired(const struct session_world *world, const struct holder *h)
{
	return !h->expires_never && date_is_set(h->expires) &&
	       date_compare(h->expires, world->date) < 0;
}

static bool is_under_age(const struct session_world *world, const struct holder *h)
{
	return date_is_set(h->birth) &&
	       date_age(h->birth, world->date) < world->under_age;
}

/* The page that stops this card, or PAGE_COUNT when it may go on. */
static enum visit_page refusal_of(const struct session_world *world,
				  const struct holder *h)
{
	if (h->type == CARD_ZHEJIANG_PERMIT)
		return PAGE_CARD_ZHEJIANG;
	if (h->number_only)
		return PAGE_CARD_NUMBER_ONLY;
	if (h->type == CARD_NONE || h->type == CARD_UNKNOWN || h->id_no[0] == 0)
		return PAGE_CARD_UNREADABLE;
	if (is_under_age(world, h))
		return PAGE_UNDER_AGE;
	if (is_expired(world, h))
		return PAGE_CARD_EXPIRED;
	/* A PIN can lift an authenticated card to A2, but nothing lifts a copy. */
	if (h->assurance < ASSURANCE_A1 && world->to_see > ASSURANCE_A0)
		return PAGE_CARD_CLONE;
	return PAGE_COUNT;
}

static void ask_register(struct step_context *t)
{
	struct session *s = t->s;
	struct effect *effect = effect_add(t, EFFECT_LOOK_UP);

	memcpy(effect->id_no, s->holder.id_no, sizeof(effect->id_no));
	s->registered = REGISTER_ASKED;
	s->register_ms = s->now_ms;
}

void begin_visit(struct step_context *t)
{
	struct session *s = t->s;

	s->bad_reads = 0;
	s->past_count = 0;
	if (s->key[0] == 0)
		effect_add(t, EFFECT_RESERVE_KEY);
	guide_joins(t);
	ask_register(t);
	effect_cue(t, CUE_CARD_READ);
	go_instead(t, PAGE_WHO, 0);
	/* Told before anything is asked: who goes on all the same looks, and signs nothing. */
	if (s->name_not_drawable)
		go(t, PAGE_STAFF, STAFF_NAME);
}

static void welcome(struct step_context *t)
{
	struct session *s = t->s;

	s->holder = t->event->card.holder;
	s->pin_tries = t->event->card.pin_tries;
	s->name_not_drawable = t->event->card.name_not_drawable;
	begin_visit(t);
}

static void note_seen(struct session *s, const struct holder *h)
{
	s->seen = (struct seen_card){
		.type = h->type,
		.generation = h->generation,
		.uid_size = h->uid_size,
	};
	memcpy(s->seen.region, h->region, sizeof(s->seen.region));
	memcpy(s->seen.card_no, h->card_no, sizeof(s->seen.card_no));
	memcpy(s->seen.uid, h->uid, sizeof(s->seen.uid));
}

static void meet_card(struct step_context *t)
{
	enum visit_page refusal = refusal_of(t->world, &t->event->card.holder);

	if (refusal == PAGE_COUNT) {
		welcome(t);
		return;
	}
	trouble(t, refusal);
	if (refusal == PAGE_CARD_NUMBER_ONLY || refusal == PAGE_CARD_ZHEJIANG)
		note_seen(t->s, &t->event->card.holder);
}

/* ---- the same card again ---- */

bool holders_card_lies_there(const struct session *s)
{
	return s->devices.card_there && s->staff_card.role == STAFF_ROLE_NONE;
}

static bool is_same_card(const struct session *s, const struct holder *h)
{
	return (holder_same(&s->holder, h) && h->assurance >= ASSURANCE_A1) ||
	       is_same_permit(s, h);
}

static void hand_over(struct step_context *t)
{
	struct session *s = t->s;

	s->signed_s = s->clock_s;
	s->signed_doubt = s->clock_doubt;
	s->signed_quality = s->clock_quality;
	s->signed_action_count = s->staff_action_count;
	memcpy(s->signed_actions, s->staff_actions, sizeof(s->signed_actions));
	s->unsettled = true;
	effect_add(t, EFFECT_SAVE);
}

/* Nothing is handed over while it is not known what became of what was. */
static void save(struct step_context *t)
{
	struct session *s = t->s;

	s->card_same = true;
	s->page_ms = s->now_ms;
	if (s->unsettled)
		effect_add(t, EFFECT_SETTLE);
	else if (s->key[0] != 0)
		hand_over(t);
	else	/* the store gave none, so there is nothing that it could save under */
		go_instead(t, PAGE_NOT_SAVED, 0);
}

void go_on_after_card(struct step_context *t)
{
	struct place goal = t->s->after_card;

	if (goal.page == PAGE_SUBMITTING) {
		go_instead(t, PAGE_SUBMITTING, 0);
		save(t);
	} else {
		go_instead(t, (enum visit_page)goal.page, goal.arg);
	}
}

static void card_is_same(struct step_context *t)
{
	struct session *s = t->s;

	/* A relay may begin at any reading: the mark stays. */
	s->holder.slow |= t->event->card.holder.slow;
	switch (s->at.page) {
	case PAGE_SUBMITTING:
		if (!s->card_same)
			save(t);
		break;
	case PAGE_LAY_AGAIN:
		go_on_after_card(t);
		break;
	case PAGE_LOCKED:	/* the card is the same; whose hand laid it nobody knows */
		s->pin_s = 0;
		uncover(t);
		s->active_ms = s->now_ms;
		break;
	case PAGE_CARD_OTHER:
		uncover(t);
		s->active_ms = s->now_ms;
		break;
	default:
		break;
	}
}

/* Behind the lock nobody's page is in view, so the next visitor simply begins. */
static void card_is_other(struct step_context *t)
{
	struct session *s = t->s;

	if (s->at.page == PAGE_LOCKED) {
		return_to_idle(t);
		begin_reading(t);
		meet_card(t);
	} else if (s->at.page == PAGE_SUBMITTING && s->card_same) {
		return;		/* what is being saved was signed with the right card */
	} else if (s->at.page != PAGE_CARD_OTHER && s->at.page != PAGE_RECEIPT) {
		if (s->at.page == PAGE_SUBMITTING) {
			s->after_card = (struct place){ PAGE_SUBMITTING, 0 };
			go_instead(t, PAGE_LAY_AGAIN, 0);
		}
		if (s->at.page == PAGE_WARNING)
			uncover(t);
		cover(t, PAGE_CARD_OTHER);
		effect_cue(t, CUE_TROUBLE);
	}
}

/*
 * A card is told before it is read, and leads away from the first page.  What is read there all
 * the same was laid before the page came, while it was closed or somebody was ending: who laid
 * it may have gone with it, and if it lies there still it is told anew.
 */
static bool is_of_before(const struct session *s)
{
	return s->at.page == PAGE_IDLE;
}

static void card_was_read(struct step_context *t)
{
	struct session *s = t->s;

	s->devices.card_there = true;
	s->read_progress = 100;
	if (t->event->card.holder.type == CARD_STAFF && s->at.page != PAGE_SUBMITTING) {
		staff_card_read(t);
	} else if (session_has_person(s)) {
		if (is_same_card(s, &t->event->card.holder))
			card_is_same(t);
		else
			card_is_other(t);
	} else if (is_free(s) && !is_of_before(s)) {
		meet_card(t);
	}
}

/* ---- other news of the reader ---- */

/* Within so long of its being back a reader tells what has lain on it all the time. */
#define LEFT_MS 3000

/* Nobody is served as whoever forgot a card on a reader that was lost meanwhile. */
static bool take_card_left(struct step_context *t)
{
	struct session *s = t->s;
	bool left = s->devices.card_left && s->now_ms <= s->devices.card_left_ms;

	s->devices.card_left = false;
	if (!left || !is_free(s))
		return false;
	effect_cue(t, CUE_TAKE_CARD);
	go_instead(t, PAGE_TAKE_CARD, 0);
	return true;
}

static void card_laid(struct step_context *t)
{
	struct session *s = t->s;

	s->devices.card_there = true;
	if (s->at.page == PAGE_OUT_OF_SERVICE)
		return;		/* no sound promises a reading that will not come */
	if (take_card_left(t))
		return;
	effect_cue(t, CUE_CARD_SEEN);
	if (s->at.page == PAGE_GOODBYE)
		return_to_idle(t);
	if (is_free(s))
		begin_reading(t);
}

static void card_lifted(struct step_context *t)
{
	struct session *s = t->s;

	s->devices.card_there = false;
	staff_card_lifted(t);
	switch (s->at.page) {
	case PAGE_READING:
		s->bad_reads++;
		trouble(t, PAGE_CARD_LIFTED);
		break;
	case PAGE_SUBMITTING:
		if (!s->card_same) {
			s->after_card = (struct place){ PAGE_SUBMITTING, 0 };
			go_instead(t, PAGE_LAY_AGAIN, 0);
		}
		break;
	case PAGE_TAKE_CARD:
		go_instead(t, PAGE_GOODBYE, 0);
		break;
	case PAGE_CARD_OTHER:
		uncover(t);
		break;
	default:
		break;
	}
}

/* A card that cannot be read matters only where one is being waited for. */
static void card_failed(struct step_context *t, enum visit_page page)
{
	struct session *s = t->s;

	if (session_has_person(s) && s->at.page == PAGE_SUBMITTING && !s->card_same) {
		s->after_card = (struct place){ PAGE_SUBMITTING, 0 };
		go_instead(t, PAGE_LAY_AGAIN, 0);
	}
	if (s->at.page == PAGE_LAY_AGAIN) {
		s->bad_reads++;
		effect_cue(t, CUE_TROUBLE);
	} else if (is_free(s)) {
		s->bad_reads++;
		trouble(t, page);
	}
}

static void reader_missing(struct step_context *t)
{
	struct session *s = t->s;

	s->devices.reader_missing = true;
	s->devices.card_left |= s->devices.card_there &&
				(session_has_person(s) || s->at.page == PAGE_TAKE_CARD);
	s->devices.card_there = false;
	if (s->at.page == PAGE_TAKE_CARD)
		go_instead(t, PAGE_GOODBYE, 0);
	else if (s->at.page == PAGE_IDLE || s->at.page == PAGE_READING)
		go_instead(t, free_page(s), 0);
	else if (s->at.page == PAGE_SUBMITTING && !s->card_same)
		card_lifted(t);
}

static void reader_ready(struct step_context *t)
{
	t->s->devices.reader_missing = false;
	t->s->devices.card_left_ms = t->s->now_ms + LEFT_MS;
	if (t->s->at.page == PAGE_NO_READER)
		go_instead(t, PAGE_IDLE, 0);
}

void card_event(struct step_context *t)
{
	if (device_card(t))
		return;
	switch (t->event->card.news) {
	case NEWS_CARD_LAID:
		card_laid(t);
		break;
	case NEWS_CARD_PROGRESS:
		t->s->read_progress = t->event->card.progress;
		break;
	case NEWS_CARD_READ:
		card_was_read(t);
		break;
	case NEWS_CARD_LIFTED:
		card_lifted(t);
		break;
	case NEWS_CARD_SECOND:
		card_failed(t, PAGE_CARD_SECOND);
		break;
	case NEWS_CARD_UNREADABLE:
		card_failed(t, PAGE_CARD_UNREADABLE);
		break;
	case NEWS_CARD_DENIED:
		card_failed(t, PAGE_CARD_DENIED);
		break;
	case NEWS_READER_MISSING:
		reader_missing(t);
		break;
	case NEWS_READER_READY:
		reader_ready(t);
		break;
	case NEWS_CARD_COUNT:
		break;
	}
}

/* Whoever is being served stays: only where nobody is, the page changes. */
void service_event(struct step_context *t)
{
	struct session *s = t->s;

	s->devices.service = t->event->service;
	if (!session_page_is(s, PAGE_IS_FREE))
		return;
	s->past_count = 0;
	go_instead(t, free_page(s), 0);
	if (s->at.page == PAGE_IDLE)
		effect_add(t, EFFECT_WATCH_CARD);
}

void person_event(struct step_context *t)
{
	struct session *s = t->s;

	if (s->registered != REGISTER_ASKED)
		return;
	s->facts_elsewhere = t->event->person.elsewhere;
	switch (t->event->person.news) {
	case NEWS_PERSON_FOUND:
		if (strcmp(t->event->person.person.id_no, s->holder.id_no) != 0)
			return;
		s->person = t->event->person.person;
		s->registered = REGISTER_FOUND;
		count_held(t);
		break;
	case NEWS_PERSON_ABSENT:
		s->registered = REGISTER_ABSENT;
		break;
	case NEWS_PERSON_UNREACHABLE:
	case NEWS_PERSON_COUNT:
		s->registered = REGISTER_UNREACHABLE;
		break;
	}
}

/* ---- the pages ---- */

void idle_press(struct step_context *t, int verb, int arg)
{
	(void)arg;
	if (verb == VERB_COURSES)
		go(t, PAGE_FINDER, 0);
	else if (verb == VERB_CONDITIONS)
		go(t, PAGE_CONDITIONS, 0);
	else if (verb == VERB_LISTS)
		go(t, PAGE_LISTS, 0);
	else if (verb == VERB_ENTERPRISE)
		go(t, PAGE_ENTERPRISE, 0);
}

void card_trouble_press(struct step_context *t, int verb, int arg)
{
	struct session *s = t->s;

	if (s->at.page == PAGE_LAY_AGAIN && verb == VERB_BACK) {
		give_up_submitting(t);
	} else if (session_has_person(s)) {
		return;
	} else if (verb == VERB_BACK || verb == VERB_RETRY) {
		go_instead(t, free_page(s), 0);
		s->past_count = 0;
		effect_add(t, EFFECT_WATCH_CARD);
	} else {
		idle_press(t, verb, arg);
	}
}

/* Disability and hardship, and who is insured as an employee: a consent of their own. */
static bool needs_consent(const struct session_world *world, const char *id)
{
	int fact = pack_fact_find(world->pack, id);

	return fact >= 0 && (pack_fact(world->pack, fact)->sensitive ||
			     strcmp(id, "enterprise_employee") == 0);
}

int session_needs_consent(const struct session_world *world, const struct session *s)
{
	int count = 0;

	for (int i = 0; i < s->person.fact_count; i++)
		count += needs_consent(world, s->person.facts[i].id);
	return s->registered == REGISTER_FOUND ? count : 0;
}

/* What is not consented to is not even kept for the visit. */
void forget_private(struct step_context *t)
{
	struct person *person = &t->s->person;
	int kept = 0;

	for (int i = 0; i < person->fact_count; i++) {
		if (!needs_consent(t->world, person->facts[i].id))
			person->facts[kept++] = person->facts[i];
	}
	explicit_bzero(&person->facts[kept],
		       (size_t)(person->fact_count - kept) * sizeof(person->facts[0]));
	person->fact_count = kept;
}

static void show_training(struct step_context *t)
{
	if (t->s->holder.assurance < t->world->to_see)
		prove_holder(t, (struct place){ PAGE_MY_TRAINING, 0 });
	else
		go(t, PAGE_MY_TRAINING, 0);
}

void who_press(struct step_context *t, int verb, int arg)
{
	struct session *s = t->s;

	(void)arg;
	if (verb == VERB_NO_CONSENT && s->registered == REGISTER_FOUND) {
		forget_private(t);
		verb = VERB_NEXT;
	}
	if (verb == VERB_WITHDRAW)
		go_withdraw(t);
	if (verb == VERB_FETCH)
		fetch_paper(t);
	if (verb == VERB_MY_TRAINING && session_has_training(s))
		show_training(t);
	if (verb != VERB_NEXT || s->registered == REGISTER_ASKED)
		return;
	if (s->holder.assurance < t->world->to_see)
		prove_holder(t, (struct place){ PAGE_QUESTION, -1 });
	else
		ask_next_or_show_results(t);
}
