#include "policy/pack.h"

#include "base/text.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

const char *pack_id(const struct pack *pack)
{
	return pack->id;
}

struct date pack_last_day(const struct pack *pack)
{
	return pack->last_day;
}

struct date pack_first_day(const struct pack *pack)
{
	return pack->first_day;
}

const char *pack_hash(const struct pack *pack)
{
	return pack->hash;
}

const char *pack_document_hash(const struct pack *pack)
{
	return pack->official_hash ? pack->official_hash : "";
}

int pack_fact_count(const struct pack *pack)
{
	return pack->fact_count;
}

const struct pack_fact *pack_fact(const struct pack *pack, int index)
{
	assert(index >= 0 && index < pack->fact_count);
	return &pack->facts[index];
}

/* Where the id stands, or the free place where it would: there are twice as many as facts. */
static int place_of_fact(const struct pack *pack, const char *id)
{
	int at = (int)((uint64_t)policy_hash(id) % (2 * FACTS_MAX));

	while (pack->fact_places[at] &&
	       strcmp(pack->facts[pack->fact_places[at] - 1].id, id) != 0)
		at = (at + 1) % (2 * FACTS_MAX);
	return at;
}

_Static_assert(FACTS_MAX < UINT8_MAX, "the place of a fact is a byte");

void pack_fact_added(struct pack *pack)
{
	int at = place_of_fact(pack, pack->facts[pack->fact_count].id);

	if (!pack->fact_places[at])
		pack->fact_places[at] = (uint8_t)(pack->fact_count + 1);
	pack->fact_count++;
}

int pack_fact_find(const struct pack *pack, const char *id)
{
	return pack->fact_places[place_of_fact(pack, id)] - 1;
}

int pack_choice(const struct pack *pack, int fact, const char *word)
{
	const struct pack_fact *f = pack_fact(pack, fact);
	int choice = text_find(f->choices, f->choice_count, word);

	return choice >= 0 ? choice : pack->fact_more[fact].other;
}

int pack_process_step(const struct pack *pack, int fact, const char *step)
{
	for (int i = 0; i < pack->process_count; i++) {
		const struct process *process = &pack->processes[i];
		int at = process->fact == fact ?
			text_find(process->steps, process->step_count, step) : -1;

		if (at >= 0)
			return i * PROCESS_STEPS_MAX + at;
	}
	return -1;
}

bool pack_fact_holds_steps(const struct pack *pack, int fact)
{
	for (int i = 0; i < pack->process_count; i++) {
		if (pack->processes[i].fact == fact)
			return true;
	}
	return false;
}

int pack_group_count(const struct pack *pack)
{
	return pack->group_count;
}

const struct pack_group *pack_group(const struct pack *pack, int index)
{
	assert(index >= 0 && index < pack->group_count);
	return &pack->groups[index];
}

int pack_benefit_count(const struct pack *pack)
{
	return pack->benefit_count;
}

const struct pack_benefit *pack_benefit(const struct pack *pack, int index)
{
	assert(index >= 0 && index < pack->benefit_count);
	return &pack->benefits[index].shown;
}

int pack_benefit_find(const struct pack *pack, const char *code)
{
	for (int i = 0; i < pack->benefit_count; i++) {
		if (strcmp(pack->benefits[i].shown.code, code) == 0)
			return i;
	}
	return -1;
}

bool pack_applied_for(const struct pack *pack, int benefit)
{
	const struct pack_benefit *b = pack_benefit(pack, benefit);

	return (b->kind == BENEFIT_PERSON || b->kind == BENEFIT_COURSE) &&
	       b->paid_to != PAYEE_SUPPLIER;
}

bool pack_asks(const struct pack_fact *fact, enum stage stage)
{
	return fact->askable && (stage == STAGE_CLAIM || !fact->after_training);
}

bool pack_says_no(const struct pack_fact *fact, int64_t number)
{
	if (fact->type == FACT_CHOICE)
		return false;
	return fact->type == FACT_DATE ? number == FACT_NO_DATE : number == 0;
}

void pack_value(const struct pack_fact *fact, int64_t number, enum lang lang, struct text *out)
{
	char words[MONEY_TEXT_MAX > DATE_TEXT_MAX ? MONEY_TEXT_MAX : DATE_TEXT_MAX] = "";

	if (fact->type == FACT_CHOICE && fact->choice_words) {
		const char *offered = fact->choice_words[number].in[lang];

		text_add(out, offered ? offered : fact->choices[number]);
	} else if (fact->type == FACT_DATE && number != FACT_NO_DATE) {
		date_format(date_from_days((int32_t)number), words);
		text_add(out, words);
	} else if (fact->type == FACT_FEN) {
		money_format(number, words);
		text_add(out, words);
	} else {
		text_addf(out, "%" PRId64, number);
	}
}

void pack_promise(const struct pack_fact *fact, int64_t number, enum lang lang,
		  struct text *out)
{
	bool no = pack_says_no(fact, number) && fact->promise_false.in[lang];
	char value[128];
	struct text text = text_in(value, sizeof(value));
	const char *args[] = { value };

	pack_value(fact, number, lang, &text);
	words_fill(out, (no ? &fact->promise_false : &fact->promise_true)->in[lang], 1, args);
}

int pack_offer(const struct pack *pack)
{
	for (int i = 0; i < pack->benefit_count; i++) {
		if (pack->benefits[i].shown.kind == BENEFIT_OFFER)
			return i;
	}
	return -1;
}

int pack_fee(const struct pack *pack)
{
	for (int i = 0; i < pack->benefit_count; i++) {
		const struct pack_benefit *b = &pack->benefits[i].shown;

		if (b->kind == BENEFIT_PERSON && b->paid_to == PAYEE_NOBODY)
			return i;
	}
	return -1;
}

int pack_living(const struct pack *pack)
{
	for (int i = 0; i < pack->benefit_count; i++) {
		if (pack->benefits[i].shown.kind == BENEFIT_PERSON && pack->benefits[i].rate >= 0)
			return i;
	}
	return -1;
}

/* Of a sex that is not known only what lies outside both ranges is outside. */
static bool is_outside(const struct caution *caution, int age, char sex)
{
	bool outside[2];

	for (int i = 0; i < 2; i++)
		outside[i] = age < caution->least[i] || age > caution->most[i];
	if (sex == '1' || sex == '2')
		return outside[sex - '1'];
	return outside[0] && outside[1];
}

const struct pack_caution *pack_caution(const struct pack *pack, int benefit, struct date birth,
					char sex, struct date on)
{
	for (int i = 0; date_is_set(birth) && i < pack->caution_count; i++) {
		const struct caution *caution = &pack->cautions[i];

		if (caution->benefits >> benefit & 1 &&
		    is_outside(caution, date_age(birth, on), sex))
			return &caution->shown;
	}
	return NULL;
}

const struct pack_caution *pack_caution_find(const struct pack *pack, const char *reading)
{
	for (int i = 0; i < pack->caution_count; i++) {
		if (strcmp(pack->cautions[i].shown.reading, reading) == 0)
			return &pack->cautions[i].shown;
	}
	return NULL;
}

const struct pack_text *pack_uplift_words(const struct pack *pack, const char *name)
{
	int at = text_find(pack->uplifts, pack->uplift_count, name);

	return at >= 0 && pack->uplift_words[at].in[LANG_ZH_HANS] ? &pack->uplift_words[at] : NULL;
}

int pack_rule_find(const struct pack *pack, const char *id)
{
	for (int i = 0; i < pack->rule_count; i++) {
		if (strcmp(pack->rules[i].id, id) == 0)
			return i;
	}
	return -1;
}

int pack_rule_count(const struct pack *pack)
{
	return pack->rule_count;
}

const struct pack_rule *pack_rule(const struct pack *pack, int index)
{
	assert(index >= 0 && index < pack->rule_count);
	return &pack->rules[index];
}

bool pack_param(const struct pack *pack, const char *id, struct date on, int64_t *ret_value)
{
	static const struct policy_case no_overrides;
	int32_t day = date_to_days(on);
	bool named;

	for (int i = 0; i < pack->param_count; i++) {
		if (strcmp(pack->params[i].id, id) != 0)
			continue;
		*ret_value = param_span(&pack->params[i], &no_overrides,
					(struct interval){ day, day }, &named).low;
		return true;
	}
	return false;
}

/* Down from the amount: children stand before their parents. */
bool pack_amount_is_sample(const struct pack *pack, int benefit)
{
	bool below[STEPS_MAX] = { false };
	int amount = pack->benefits[benefit].amount;

	if (amount >= 0)
		below[amount] = true;
	for (int i = amount; i >= 0; i--) {
		const struct step *step = &pack->steps[i];

		if (below[i] && step->op == OP_KNOWN_AS && pack->fact_more[step->index].sample)
			return true;
		for (int k = 0; below[i] && k < step->kid_count; k++)
			below[pack->kids[step->kid_first + k]] = true;
	}
	return false;
}
