#include "kiosk/elsewhere.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/text.h"
#include "kiosk/kiosk.h"
#include "store/registerfacts.h"

#include <stdlib.h>
#include <string.h>

/* ---- a question ---- */

static void ask(struct kiosk *kiosk, struct elsewhere_question *q, const char *name,
		const char *id_no, const struct event *event)
{
	char body[128];
	struct text out = text_in(body, sizeof(body)), number;
	uint32_t id;

	q->event = *event;
	q->until_ms = clock_ms() + ELSEWHERE_MS;
	number = text_in(q->ask.number, sizeof(q->ask.number));
	text_addf(&number, "%08x%08x", arc4random(), arc4random());
	text_copy_or_none(q->ask.id_no, sizeof(q->ask.id_no), id_no);
	wire_person(&out, &q->ask);
	q->id = UINT32_MAX;	/* what is lost at once is answered at once, too */
	id = courier_send(kiosk, name, ELSEWHERE_MS, body, out.len);
	if (id)
		q->id = id;
	explicit_bzero(body, sizeof(body));
}

/* Its event goes to the session, and nothing of it stays here. */
static void close_question(struct kiosk *kiosk, struct elsewhere_question *q)
{
	q->event.time_ms = kiosk_now_ms(kiosk);
	kiosk_post(kiosk, &q->event);
	explicit_bzero(q, sizeof(*q));
}

static void log_senseless(const char *what)
{
	log_warn("the centre's word of a person makes no sense: %s", what);
}

/* ---- applications of other halls ---- */

static struct held_application *find_held(struct event *event, const char *key)
{
	for (int i = 0; i < event->held.count; i++) {
		if (strcasecmp(event->held.at[i].key, key) == 0)
			return &event->held.at[i];
	}
	return NULL;
}

/* What this kiosk holds too gets its status; the rest is put where its day is. */
static void add_held(struct event *event, const struct held_application *more)
{
	struct held_application *known = find_held(event, more->key);
	int at = 0;

	if (known) {
		known->status = more->status;
		known->withdrawn = known->withdrawn || more->withdrawn;
		known->claim = more->claim;
		memcpy(known->reason, more->reason, sizeof(known->reason));
		known->due = more->due;
		known->step = more->step;
		return;
	}
	while (at < event->held.count &&
	       date_compare(event->held.at[at].decided, more->decided) >= 0)
		at++;
	if (event->held.count == OWN_MAX)
		event->held.count--;
	if (at >= OWN_MAX)
		return;
	memmove(&event->held.at[at + 1], &event->held.at[at],
		(size_t)(event->held.count - at) * sizeof(event->held.at[0]));
	event->held.at[at] = *more;
	event->held.at[at].elsewhere = true;
	event->held.count++;
}

static void end_held(struct kiosk *kiosk, enum elsewhere elsewhere)
{
	kiosk->elsewhere.held.event.held.elsewhere = elsewhere;
	close_question(kiosk, &kiosk->elsewhere.held);
}

static void held_answered(struct kiosk *kiosk, const struct courier_answer *answer)
{
	struct elsewhere_question *q = &kiosk->elsewhere.held;
	struct held_application held[OWN_MAX];
	int count = 0;
	bool known = false;

	if (answer->outcome == COURIER_ANSWERED) {
		known = wire_held(answer->body, answer->size, &q->ask, held, &count) == ERR_OK;
		if (!known)
			log_senseless("applications");
	}
	for (int i = 0; i < count; i++)
		add_held(&q->event, &held[i]);
	end_held(kiosk, known ? ELSEWHERE_KNOWN : ELSEWHERE_UNKNOWN);
	explicit_bzero(held, sizeof(held));
}

void elsewhere_ask_held(struct kiosk *kiosk, const struct event *event)
{
	if (kiosk->courier)
		ask(kiosk, &kiosk->elsewhere.held, "person", event->held.id_no, event);
	else if (event->held.count > 0 || event->held.training_count > 0)
		kiosk_post(kiosk, event);
}

/* ---- the city's registers ---- */

static struct named_fact *place_of_fact(struct person *person, const char *id)
{
	for (int i = 0; i < person->fact_count; i++) {
		if (strcmp(person->facts[i].id, id) == 0)
			return &person->facts[i];
	}
	if (person->fact_count == PERSON_FACTS_MAX)
		return NULL;
	return &person->facts[person->fact_count];
}

/* What this kiosk's register said later stays. */
static void add_fact(struct person *person, const struct named_fact *fact)
{
	struct named_fact *at = place_of_fact(person, fact->id);

	if (!at)
		return;
	if (at == &person->facts[person->fact_count])
		person->fact_count++;
	else if (date_compare(at->fact.as_of, fact->fact.as_of) > 0)
		return;
	*at = *fact;
}

/* A fact that this kiosk does not know is no fault: a newer centre may have more of them. */
static enum err read_fact(const struct wire_fact *said, struct named_fact *ret_fact)
{
	const struct register_fact *known = register_fact_by_id(said->id);
	struct named_fact fact = { .fact = { .source = FACT_REGISTRY, .as_of = said->as_of } };
	enum err err;

	if (!known)
		return ERR_ABSENT;
	err = register_fact_value(known->form, said->value, &fact.fact.number);
	if (!err)
		err = text_copy(fact.id, sizeof(fact.id), known->id);
	if (!err)
		*ret_fact = fact;
	return err;
}

/* All of what was said, or nothing of it. */
static enum err add_facts(struct person *person, const struct wire_fact *said, int count)
{
	struct person *merged = malloc(sizeof(*merged));
	struct named_fact fact;
	enum err err = merged ? ERR_OK : ERR_IO;

	if (!merged)
		return err;
	*merged = *person;
	for (int i = 0; i < count && !err; i++) {
		err = read_fact(&said[i], &fact);
		if (!err)
			add_fact(merged, &fact);
		else if (err == ERR_ABSENT)
			err = ERR_OK;
	}
	if (!err)
		*person = *merged;
	explicit_bzero(merged, sizeof(*merged));
	free(merged);
	return err;
}

static void end_facts(struct kiosk *kiosk, enum elsewhere elsewhere)
{
	kiosk->elsewhere.facts.event.person.elsewhere = elsewhere;
	close_question(kiosk, &kiosk->elsewhere.facts);
}

/* Whoever stands in any register of the city is registered. */
static void note_found(struct event *event, const char *id_no)
{
	if (event->person.person.fact_count == 0)
		return;
	event->person.news = NEWS_PERSON_FOUND;
	text_copy_or_none(event->person.person.id_no, IDNO_TEXT_MAX, id_no);
}

static void facts_answered(struct kiosk *kiosk, const struct courier_answer *answer)
{
	struct elsewhere_question *q = &kiosk->elsewhere.facts;
	struct wire_fact facts[PERSON_FACTS_MAX];
	int count = 0;
	bool known = false;

	if (answer->outcome == COURIER_ANSWERED) {
		known = wire_facts(answer->body, answer->size, &q->ask, facts, &count) == ERR_OK &&
			add_facts(&q->event.person.person, facts, count) == ERR_OK &&
			(!kiosk->store || store_decide_employer(kiosk->store,
				&q->event.person.person) == ERR_OK);
		if (!known)
			log_senseless("facts");
	}
	if (known)
		note_found(&q->event, q->ask.id_no);
	end_facts(kiosk, known ? ELSEWHERE_KNOWN : ELSEWHERE_UNKNOWN);
	explicit_bzero(facts, sizeof(facts));
}

void elsewhere_ask_facts(struct kiosk *kiosk, const char *id_no, const struct event *event)
{
	if (kiosk->courier)
		ask(kiosk, &kiosk->elsewhere.facts, "facts", id_no, event);
	else
		kiosk_post(kiosk, event);
}

/* ---- for the courier's news ---- */

void elsewhere_answered(struct kiosk *kiosk, const struct courier_answer *answer)
{
	if (kiosk->elsewhere.held.id && answer->id == kiosk->elsewhere.held.id)
		held_answered(kiosk, answer);
	else if (kiosk->elsewhere.facts.id && answer->id == kiosk->elsewhere.facts.id)
		facts_answered(kiosk, answer);
}

void elsewhere_lost(struct kiosk *kiosk)
{
	if (kiosk->elsewhere.held.id)
		end_held(kiosk, ELSEWHERE_UNKNOWN);
	if (kiosk->elsewhere.facts.id)
		end_facts(kiosk, ELSEWHERE_UNKNOWN);
}

void elsewhere_mind(struct kiosk *kiosk)
{
	int64_t now = clock_ms();

	if (kiosk->elsewhere.held.id && now >= kiosk->elsewhere.held.until_ms)
		end_held(kiosk, ELSEWHERE_UNKNOWN);
	if (kiosk->elsewhere.facts.id && now >= kiosk->elsewhere.facts.until_ms)
		end_facts(kiosk, ELSEWHERE_UNKNOWN);
}

int64_t elsewhere_due(const struct kiosk *kiosk)
{
	const struct elsewhere_desk *desk = &kiosk->elsewhere;
	int64_t due = INT64_MAX;

	if (desk->held.id)
		due = desk->held.until_ms;
	if (desk->facts.id && desk->facts.until_ms < due)
		due = desk->facts.until_ms;
	return due;
}

void elsewhere_forget(struct kiosk *kiosk)
{
	explicit_bzero(&kiosk->elsewhere, sizeof(kiosk->elsewhere));
}
