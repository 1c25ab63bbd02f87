#include "session/derive.h"

#include "session/offers.h"

#include <assert.h>
#include <string.h>

/* ---- the case ---- */

static enum stage stage_of(const struct session *s)
{
	return s->claim.on ? STAGE_CLAIM : STAGE_PLAN;
}

/* What an answer in the case must be, at the least. */
enum backing { BACKED_BY_PROMISE, NOT_REFUSED, BACKED_BY_NOTHING };

static bool counts(const struct session *s, int fact, enum backing backing)
{
	if (s->answers[fact].said != SAID_VALUE)
		return false;
	switch (backing) {
	case BACKED_BY_PROMISE:
		return s->promised[fact] == PROMISE_MADE;
	case NOT_REFUSED:
		return s->promised[fact] != PROMISE_REFUSED;
	default:
		return true;
	}
}

/* By the person's district, as A-CAP reads it; of whom nobody knows it, by the city's. */
static void state_min_living(const struct session_world *world, int district,
			     struct policy_case *c)
{
	int fact = pack_fact_find(world->pack, FACT_MIN_LIVING);

	if (fact >= 0)
		c->facts.at[fact] = world->min_living[district];
}

/* A standard that the pack does not know is of no use to it. */
static void state_standards(const struct session_world *world, struct policy_case *c)
{
	for (int i = 0; i < world->standard_count; i++) {
		const struct named_fact *standard = &world->standards[i];
		int fact = pack_fact_find(world->pack, standard->id);

		if (fact >= 0)
			c->facts.at[fact] = standard->fact;
	}
}

/*
 * A residence permit that has proved itself says how long it is valid (R4-1a).
 * A foreigner's permanent-residence card is an identity document, and no such permit.
 */
static void state_permit(const struct session_world *world, const struct session *s,
			 struct policy_case *c)
{
	const struct holder *h = &s->holder;
	int fact = pack_fact_find(world->pack, "residence_permit_until");

	if (fact >= 0 && h->type == CARD_HMT_PERMIT && h->assurance >= ASSURANCE_A1 &&
	    date_is_set(h->expires))
		fact_state(&c->facts.at[fact], FACT_CARD, date_to_days(h->expires), world->date);
}

/* What holds for everybody, wherever they live. */
static void begin_any_case(const struct session_world *world, struct policy_case *ret_case)
{
	*ret_case = (struct policy_case){
		.date = world->date,
		.stage = STAGE_PLAN,
		.issue_date = world->issue_date,
		.override_count = world->override_count,
	};
	memcpy(ret_case->overrides, world->overrides, sizeof(ret_case->overrides));
	state_standards(world, ret_case);
}

void derive_public_case(const struct session_world *world, struct policy_case *ret_case)
{
	begin_any_case(world, ret_case);
	state_min_living(world, 0, ret_case);
}

static void begin_case(const struct session_world *world, const struct session *s,
		       struct policy_case *c)
{
	begin_any_case(world, c);
	c->stage = stage_of(s);
	if (s->registered == REGISTER_FOUND)
		policy_set_person(world->pack, c, &s->person);
	state_min_living(world, derive_region(s), c);
	state_permit(world, s, c);
}

/* The request that this claim follows from is no other one beside it. */
static void drop_own_request(const struct course *course, struct history *history)
{
	int kept = 0;

	for (int i = 0; i < history->count; i++) {
		const struct claim *at = &history->claims[i];

		if (at->status != CLAIM_PENDING || at->kind != training_claim_kind(course) ||
		    at->level != course->level ||
		    strcmp(at->occupation, course->occupation) != 0)
			history->claims[kept++] = *at;
	}
	history->count = kept;
}

static void state_word(const struct pack *pack, struct policy_case *c, const char *id,
		       const char *word)
{
	int fact = word[0] ? pack_fact_find(pack, id) : -1;
	int choice = fact >= 0 ? pack_choice(pack, fact, word) : -1;

	if (choice >= 0)
		fact_state(&c->facts.at[fact], FACT_REGISTRY, choice, (struct date){ 0 });
}

/* The days that the course was planned for are not those that were attended. */
static void state_training(const struct session_world *world, const struct own_training *training,
			   struct policy_case *c)
{
	int days = pack_fact_find(world->pack, FACT_TRAINING_DAYS);

	policy_set_course(world->pack, c, &training->course);
	drop_own_request(&training->course, &c->history);
	if (days >= 0)
		c->facts.at[days] = (struct fact){ 0 };
	for (int i = 0; i < training->fact_count; i++) {
		int fact = pack_fact_find(world->pack, training->facts[i].id);

		if (fact >= 0)
			policy_set_registered(world->pack, &c->facts, fact,
					      &training->facts[i].fact);
	}
	state_word(world->pack, c, FACT_CERTIFICATE_TYPE, training->cert_type);
	state_word(world->pack, c, FACT_ISSUER_LEVEL, training->issuer_level);
}

/* The day of the certificate, or until it is known the earliest that it can have. */
static struct date certified_on(const struct session_world *world,
				const struct own_training *training, const struct policy_case *c)
{
	int index = pack_fact_find(world->pack, FACT_CERTIFICATE_DATE);

	return index >= 0 && fact_known(&c->facts.at[index]) ?
		date_from_days((int32_t)c->facts.at[index].number) : training->ended;
}

/* A-YEARBASIS: the rate of the certificate's day.  Of another day the catalogue tells none. */
static void drop_other_rate(const struct session_world *world, const struct own_training *training,
			    struct policy_case *c)
{
	static const char *const rates[] = { FACT_RATE, FACT_SHARED_RATE };
	const struct course *course = &training->course;
	struct date day = certified_on(world, training, c);

	if (date_is_within(day, course->std_from, course->std_until))
		return;
	for (size_t i = 0; i < sizeof(rates) / sizeof(rates[0]); i++) {
		int index = pack_fact_find(world->pack, rates[i]);

		if (index >= 0)
			c->facts.at[index] = (struct fact){ 0 };
	}
}

static void case_of(const struct session_world *world, const struct session *s, int course,
		    enum backing backing, struct policy_case *ret_case)
{
	const struct own_training *claimed = session_claimed(s);

	begin_case(world, s, ret_case);
	if (claimed)
		state_training(world, claimed, ret_case);
	for (int i = 0; i < pack_fact_count(world->pack); i++) {
		if (counts(s, i, backing))
			policy_declare(world->pack, ret_case, i,
				       s->answers[i].number, world->date);
	}
	if (claimed)
		drop_other_rate(world, claimed, ret_case);
	else if (course >= 0)
		policy_set_course(world->pack, ret_case, &world->courses[course]);
}

void derive_case(const struct session_world *world, const struct session *s,
		 int course, struct policy_case *ret_case)
{
	case_of(world, s, course, BACKED_BY_NOTHING, ret_case);
}

struct fact derive_fact(const struct session_world *world,
			const struct session *s, int fact)
{
	struct policy_case c;

	derive_case(world, s, -1, &c);
	return c.facts.at[fact];
}

bool derive_contradicted(const struct session *s, const struct policy_case *c, int fact)
{
	return c->facts.at[fact].source > FACT_DECLARED &&
	       s->answers[fact].said == SAID_VALUE &&
	       s->answers[fact].number != c->facts.at[fact].number;
}

bool derive_any_contradiction(const struct session_world *world, const struct session *s)
{
	struct policy_case c;

	derive_case(world, s, -1, &c);
	for (int i = 0; i < pack_fact_count(world->pack); i++) {
		if (derive_contradicted(s, &c, i))
			return true;
	}
	return false;
}

bool derive_registered(const struct session_world *world,
		       const struct session *s, int fact)
{
	return derive_fact(world, s, fact).source > FACT_DECLARED;
}

/* ---- results ---- */

int derive_missing(const struct session_world *world, const struct session *s,
		   const struct decision *decision)
{
	for (int i = 0; i < decision->missing_count; i++) {
		int fact = decision->missing[i];

		if (pack_asks(pack_fact(world->pack, fact), stage_of(s)) &&
		    !derive_registered(world, s, fact))
			return fact;
	}
	return -1;
}

static enum standing standing_of(const struct session_world *world,
				 const struct session *s,
				 const struct decision *decision)
{
	if (decision->outcome == OUTCOME_ELIGIBLE)
		return STANDING_YES;
	if (decision->outcome == OUTCOME_NOT_ELIGIBLE)
		return STANDING_NO;
	return derive_missing(world, s, decision) >= 0 ? STANDING_ASK : STANDING_OPEN;
}

void derive_bases(const struct session_world *world, const struct session *s,
		  struct replay_bases *ret_bases)
{
	case_of(world, s, s->course, BACKED_BY_PROMISE, &ret_bases->bound);
	case_of(world, s, s->course, NOT_REFUSED, &ret_bases->all);
}

static void decide_promised(const struct session_world *world, const struct session *s,
			    int benefit, struct decision *ret_decision)
{
	struct replay_bases bases;

	derive_bases(world, s, &bases);
	replay_decide(world->pack, &bases, benefit, ret_decision);
}

/* As much as is certain of it. */
static fen least_of(const struct amount *amount)
{
	return amount->known ? amount->value : 0;
}

void derive_result(const struct session_world *world, const struct session *s,
		   int benefit, enum case_basis basis, struct result *ret_result)
{
	struct policy_case c;
	bool by_course = pack_benefit(world->pack, benefit)->kind == BENEFIT_COURSE;

	ret_result->benefit = benefit;
	ret_result->course = by_course ? s->course : -1;
	if (basis == CASE_PROMISED) {
		decide_promised(world, s, benefit, &ret_result->decision);
	} else {
		derive_case(world, s, s->course, &c);
		policy_decide(world->pack, &c, benefit, &ret_result->decision);
	}
	ret_result->standing = standing_of(world, s, &ret_result->decision);
}

static bool fits_kind(const struct pack_benefit *benefit, enum course_kind kind)
{
	return benefit->kind == BENEFIT_COURSE &&
	       (benefit->course_kinds & 1 << kind) != 0;
}

/* It follows from a certificate alone, whatever brought it. */
static bool is_of_certificate(const struct session_world *world, int benefit)
{
	const struct pack_benefit *b = pack_benefit(world->pack, benefit);

	return b->kind == BENEFIT_PERSON && benefit != pack_living(world->pack) &&
	       b->paid_to != PAYEE_NOBODY;
}

/* What a training brings, on its certificate and by its days; or what a certificate alone does. */
static bool is_claimed(const struct session_world *world, const struct session *s, int benefit)
{
	const struct pack_benefit *b = pack_benefit(world->pack, benefit);
	const struct own_training *claimed = session_claimed(s);

	if (!pack_applied_for(world->pack, benefit))
		return false;
	if (!claimed)
		return is_of_certificate(world, benefit);
	return benefit == pack_living(world->pack) || fits_kind(b, claimed->course.kind);
}

int derive_register_age(const struct session_world *world, const struct session *s)
{
	struct date last = { 0 };

	for (int i = 0; s->registered == REGISTER_FOUND && i < s->person.fact_count; i++) {
		struct date as_of = s->person.facts[i].fact.as_of;

		if (date_is_set(as_of) && (!date_is_set(last) || date_compare(as_of, last) > 0))
			last = as_of;
	}
	return !date_is_set(last) || date_compare(last, world->date) > 0 ? 0 :
	       date_to_days(world->date) - date_to_days(last);
}

int derive_claimed_benefit(const struct session_world *world, const struct session *s)
{
	int living = -1;

	for (int i = 0; i < pack_benefit_count(world->pack); i++) {
		if (!is_claimed(world, s, i))
			continue;
		if (i != pack_living(world->pack))
			return i;
		living = i;
	}
	return living;
}

/* With no course chosen the certificate courses, the usual ones, stand for all. */
static bool is_wanted(const struct session_world *world, const struct session *s,
		      int benefit)
{
	const struct pack_benefit *b = pack_benefit(world->pack, benefit);
	enum course_kind kind = s->course >= 0 ? world->courses[s->course].kind : COURSE_QUAL;

	if (s->claim.on)
		return is_claimed(world, s, benefit);
	return b->kind == BENEFIT_PERSON || fits_kind(b, kind);
}

/* A course benefit without a course is worth a line only when the person is the obstacle. */
static bool is_shown(const struct session_world *world, const struct session *s,
		     const struct result *result)
{
	if (pack_benefit(world->pack, result->benefit)->kind == BENEFIT_PERSON)
		return true;
	return s->claim.on || s->course >= 0 || result->standing == STANDING_NO;
}

int derive_results(const struct session_world *world, const struct session *s,
		   struct result ret_results[BENEFITS_MAX])
{
	int all = pack_benefit_count(world->pack), count = 0;

	assert(all <= BENEFITS_MAX);
	for (int standing = STANDING_YES; standing <= STANDING_NO; standing++) {
		for (int i = 0; i < all; i++) {
			struct result *result = &ret_results[count];

			if (!is_wanted(world, s, i))
				continue;
			derive_result(world, s, i, CASE_SAID, result);
			if (result->standing == (enum standing)standing &&
			    is_shown(world, s, result))
				count++;
		}
	}
	return count;
}

/* What the pack says of the document's own time. */
static const struct reason *period_reason(const struct decision *decision)
{
	for (int i = 0; i < decision->reason_count; i++) {
		if (decision->reasons[i].period &&
		    decision->reasons[i].value == TRI_UNKNOWN)
			return &decision->reasons[i];
	}
	return NULL;
}

bool derive_period_unknown(const struct session_world *world, const struct session *s,
			   struct pack_text *ret_words)
{
	struct result results[BENEFITS_MAX];
	int count = derive_results(world, s, results);

	for (int i = 0; i < count; i++) {
		const struct reason *reason = period_reason(&results[i].decision);

		if (reason) {
			*ret_words = reason->words;
			return true;
		}
	}
	return false;
}

/* The number says when somebody was born too; the register's word on it is not needed. */
const struct pack_caution *derive_caution(const struct session_world *world,
					  const struct session *s, int benefit)
{
	const struct holder *h = &s->holder;

	return pack_caution(world->pack, benefit, h->birth, h->sex, world->date);
}

static void list_wanted(const struct session_world *world, const struct session *s,
			bool ret_wanted[BENEFITS_MAX])
{
	for (int i = 0; i < pack_benefit_count(world->pack); i++)
		ret_wanted[i] = is_wanted(world, s, i);
}

/* Would more of it, or less, make another sum? */
static bool moves_sum(const struct session_world *world, const struct policy_case *c,
		      int benefit, int fact)
{
	struct policy_case trial = *c;
	fen sums[2];

	for (int i = 0; i < 2; i++) {
		struct decision decision;

		trial.facts.at[fact] = (struct fact){ .source = FACT_DECLARED, .number = 1 + i };
		policy_decide(world->pack, &trial, benefit, &decision);
		sums[i] = decision.amount.known ? decision.amount.value : -1;
	}
	return sums[0] != sums[1];
}

/* A claim says how much: the first fact that the sum of something claimed hangs on, or -1. */
static int sum_question(const struct session_world *world, const struct session *s,
			const struct policy_case *c)
{
	for (int i = 0; i < pack_fact_count(world->pack); i++) {
		const struct pack_fact *f = pack_fact(world->pack, i);

		if (!f->after_training || s->asked[i] || fact_known(&c->facts.at[i]) ||
		    (f->type != FACT_FEN && f->type != FACT_COUNT))
			continue;
		for (int b = 0; b < pack_benefit_count(world->pack); b++) {
			struct decision decision;

			if (!is_claimed(world, s, b))
				continue;
			policy_decide(world->pack, c, b, &decision);
			if (decision.outcome == OUTCOME_ELIGIBLE && moves_sum(world, c, b, i))
				return i;
		}
	}
	return -1;
}

int derive_next_question(const struct session_world *world, const struct session *s)
{
	struct policy_case c;
	bool wanted[BENEFITS_MAX];

	int fact;

	derive_case(world, s, s->course, &c);
	list_wanted(world, s, wanted);
	fact = policy_next_question(world->pack, &c, wanted, s->asked);
	return fact < 0 && s->claim.on ? sum_question(world, s, &c) : fact;
}

/* As if nothing had been said on the page of the group. */
static void forget_group(const struct pack_group *group, struct policy_case *c)
{
	for (int i = 0; i < group->fact_count; i++) {
		struct fact *fact = &c->facts.at[group->facts[i]];

		if (fact->source == FACT_DECLARED)
			*fact = (struct fact){ 0 };
	}
}

/* What was ticked can be taken back, whatever it still changes. */
static bool is_ticked(const struct session *s, const struct policy_case *c, int fact)
{
	bool said = s->answers[fact].said == SAID_VALUE && s->answers[fact].number;

	return c->facts.at[fact].source <= FACT_DECLARED && (said || s->draft.ticked[fact]);
}

int derive_group_facts(const struct session_world *world, const struct session *s, int group,
		       int ret_facts[FACTS_MAX])
{
	const struct pack_group *g = pack_group(world->pack, group);
	bool wanted[BENEFITS_MAX], bears[FACTS_MAX] = { false };
	int bearing[FACTS_MAX], count = 0, bearing_count;
	struct policy_case c;

	derive_case(world, s, s->course, &c);
	forget_group(g, &c);
	list_wanted(world, s, wanted);
	bearing_count = policy_bearing(world->pack, &c, wanted, group, bearing);
	for (int i = 0; i < bearing_count; i++)
		bears[bearing[i]] = true;
	for (int i = 0; i < g->fact_count; i++) {
		if (bears[g->facts[i]] || is_ticked(s, &c, g->facts[i]))
			ret_facts[count++] = g->facts[i];
	}
	return count;
}

/* ---- courses ---- */

enum outcome derive_offer(const struct session_world *world,
			  const struct session *s, int course)
{
	return derive_course_offer(world, s, course)->open;
}

int derive_course_benefit(const struct session_world *world, int course)
{
	for (int i = 0; i < pack_benefit_count(world->pack); i++) {
		if (fits_kind(pack_benefit(world->pack, i), world->courses[course].kind))
			return i;
	}
	return -1;
}

enum outcome derive_best_course(const struct session_world *world, const struct session *s)
{
	const struct offers *all = derive_offers(world, s);

	if (all->fits > 0)
		return OUTCOME_ELIGIBLE;
	return all->undecided > 0 ? OUTCOME_UNDETERMINED : OUTCOME_NOT_ELIGIBLE;
}

/* ---- what is applied for ---- */

/* What rests on a certificate is claimed by its number, never applied for before a training. */
bool derive_applied_for(const struct session_world *world, const struct session *s,
			const struct result *result)
{
	return result->standing == STANDING_YES &&
	       pack_applied_for(world->pack, result->benefit) &&
	       (s->claim.on || !is_of_certificate(world, result->benefit));
}

bool derive_chosen(const struct session_world *world, const struct session *s,
		   const struct result *result)
{
	if (!derive_applied_for(world, s, result))
		return false;
	return !s->items_set || s->items[result->benefit];
}

int derive_items(const struct session_world *world, const struct session *s,
		 enum case_basis basis, struct result ret_items[APPLICATION_ITEMS_MAX])
{
	struct result results[BENEFITS_MAX];
	int count = derive_results(world, s, results), items = 0;

	_Static_assert(APPLICATION_ITEMS_MAX >= BENEFITS_MAX, "whatever is chosen has a place");
	for (int i = 0; i < count; i++) {
		if (!derive_chosen(world, s, &results[i]))
			continue;
		derive_result(world, s, results[i].benefit, basis, &ret_items[items]);
		if (ret_items[items].standing == STANDING_YES)
			items++;
	}
	return items;
}

/* Each item is a yes, of no less than it says. */
static bool all_stand(const struct session_world *world, const struct policy_case *c,
		      const struct result *items, int count)
{
	struct decision decision;

	for (int i = 0; i < count; i++) {
		policy_decide(world->pack, c, items[i].benefit, &decision);
		if (decision.outcome != OUTCOME_ELIGIBLE ||
		    least_of(&decision.amount) < least_of(&items[i].decision.amount))
			return false;
	}
	return true;
}

/* Whether a fact is one of the person's that the visitor could also have stated. */
static bool is_personal(const struct session_world *world, const struct policy_case *c,
			int fact, enum fact_source most)
{
	return pack_fact(world->pack, fact)->askable && fact_known(&c->facts.at[fact]) &&
	       c->facts.at[fact].source <= most;
}

/* Private facts are given up first, so that they are named only where nothing else will do. */
static void drop_needless(const struct session_world *world, struct policy_case *c,
			  const struct result *items, int count, enum fact_source most,
			  bool sensitive)
{
	for (int i = 0; i < pack_fact_count(world->pack); i++) {
		struct fact kept = c->facts.at[i];

		if (!is_personal(world, c, i, most) ||
		    pack_fact(world->pack, i)->sensitive != sensitive)
			continue;
		c->facts.at[i] = (struct fact){ 0 };
		if (!all_stand(world, c, items, count))
			c->facts.at[i] = kept;
	}
}

int derive_supports(const struct session_world *world, const struct session *s,
		    int benefit, int ret_facts[SUPPORTS_MAX])
{
	struct result item = { .benefit = benefit };
	struct policy_case c;
	int count = 0;

	derive_case(world, s, s->course, &c);
	if (!all_stand(world, &c, &item, 1))
		return 0;
	drop_needless(world, &c, &item, 1, FACT_DERIVED, true);
	drop_needless(world, &c, &item, 1, FACT_DERIVED, false);
	for (int i = 0; i < pack_fact_count(world->pack) && count < SUPPORTS_MAX; i++) {
		if (is_personal(world, &c, i, FACT_DERIVED))
			ret_facts[count++] = i;
	}
	return count;
}

void derive_changes(const struct session_world *world, const struct session *s,
		    int benefit, struct change_list *ret_list)
{
	struct policy_case c;

	derive_case(world, s, s->course, &c);
	policy_changes(world->pack, &c, benefit, ret_list);
}

int derive_meant_for(const struct session_world *world, const struct session *s,
		     int benefit, int ret_facts[SUPPORTS_MAX])
{
	const struct result item = { .benefit = benefit };
	struct policy_case c;
	int count = 0;

	derive_case(world, s, s->course, &c);
	for (int i = 0; i < pack_fact_count(world->pack) && count < SUPPORTS_MAX; i++) {
		const struct pack_fact *f = pack_fact(world->pack, i);
		struct fact kept = c.facts.at[i];

		if (!f->askable || f->type != FACT_BOOL || kept.number)
			continue;
		c.facts.at[i] = (struct fact){ .source = FACT_REGISTRY, .number = 1 };
		if (all_stand(world, &c, &item, 1))
			ret_facts[count++] = i;
		c.facts.at[i] = kept;
	}
	return count;
}

int derive_promises(const struct session_world *world, const struct session *s,
		    int ret_facts[APPLICATION_PROMISES_MAX])
{
	struct result items[APPLICATION_ITEMS_MAX];
	int item_count = derive_items(world, s, CASE_SAID, items), count = 0;
	struct policy_case c;

	derive_case(world, s, s->course, &c);
	drop_needless(world, &c, items, item_count, FACT_DECLARED, true);
	drop_needless(world, &c, items, item_count, FACT_DECLARED, false);
	for (int i = 0; i < pack_fact_count(world->pack); i++) {
		if (c.facts.at[i].source == FACT_DECLARED &&
		    s->answers[i].said == SAID_VALUE &&
		    count < APPLICATION_PROMISES_MAX - GENERAL_COUNT)
			ret_facts[count++] = i;
	}
	return count;
}
