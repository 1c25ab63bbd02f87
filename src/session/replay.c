#include "session/replay.h"

#include "base/text.h"

#include <string.h>

/* As much as is certain of it. */
static fen least_of(const struct amount *amount)
{
	return amount->known ? amount->value : 0;
}

void replay_decide(const struct pack *pack, const struct replay_bases *bases, int benefit,
		   struct decision *ret_decision)
{
	struct decision all;

	policy_decide(pack, &bases->bound, benefit, ret_decision);
	if (ret_decision->outcome != OUTCOME_ELIGIBLE)
		return;
	policy_decide(pack, &bases->all, benefit, &all);
	if (least_of(&all.amount) <= least_of(&ret_decision->amount))
		*ret_decision = all;
}

/* ---- an item ---- */

static void add_rule(struct application_item *item, const char *rule)
{
	for (int i = 0; i < item->rule_count; i++) {
		if (strcmp(item->rules[i], rule) == 0)
			return;
	}
	if (item->rule_count < APPLICATION_RULES_MAX &&
	    text_copy(item->rules[item->rule_count], RULE_ID_MAX, rule) == ERR_OK)
		item->rule_count++;
}

static const char *payee_key(enum payee payee)
{
	static const char *const keys[PAYEE_COUNT] = {
		[PAYEE_OPEN] = "payee.open",	     [PAYEE_PERSON] = "payee.person",
		[PAYEE_SUPPLIER] = "payee.supplier", [PAYEE_ENTERPRISE] = "payee.employer",
		[PAYEE_NOBODY] = "payee.none",
	};

	return keys[payee];
}

static void fill_uplift(const struct decision *decision, struct application_item *item)
{
	if (!decision->uplift_words)
		return;
	text_copy_or_none(item->uplift, sizeof(item->uplift), decision->uplift_name);
	item->uplift_pct = decision->uplift_pct;
	item->uplift_base = decision->uplift_base;
}

void replay_fill_item(const struct pack *pack, int benefit, const struct decision *decision,
		      const struct application_course *course,
		      struct application_item *item)
{
	const struct pack_benefit *b = pack_benefit(pack, benefit);

	memset(item, 0, sizeof(*item));
	text_copy_or_none(item->benefit, sizeof(item->benefit), b->code);
	text_copy_or_none(item->title_zh, sizeof(item->title_zh), b->title.in[LANG_ZH_HANS]);
	text_copy_or_none(item->title_en, sizeof(item->title_en), b->title.in[LANG_EN]);
	if (b->kind == BENEFIT_COURSE)
		text_copy_or_none(item->course_id, sizeof(item->course_id), course->id);
	item->amount = decision->amount;
	text_copy_or_none(item->payee_key, sizeof(item->payee_key), payee_key(b->paid_to));
	fill_uplift(decision, item);
	for (int i = 0; i < decision->reason_count; i++)
		add_rule(item, decision->reasons[i].rule);
}

static bool amount_same(const struct amount *a, const struct amount *b)
{
	return a->label == b->label && a->known == b->known && a->value == b->value &&
	       a->is_minimum == b->is_minimum && a->has_max == b->has_max && a->max == b->max &&
	       a->per_day == b->per_day;
}

static bool item_same(const struct application_item *a, const struct application_item *b)
{
	return strcmp(a->benefit, b->benefit) == 0 && strcmp(a->title_zh, b->title_zh) == 0 &&
	       strcmp(a->title_en, b->title_en) == 0 &&
	       strcmp(a->course_id, b->course_id) == 0 && amount_same(&a->amount, &b->amount) &&
	       strcmp(a->payee_key, b->payee_key) == 0 && strcmp(a->uplift, b->uplift) == 0 &&
	       a->uplift_pct == b->uplift_pct && a->uplift_base == b->uplift_base &&
	       a->rule_count == b->rule_count &&
	       memcmp(a->rules, b->rules, sizeof(a->rules)) == 0;
}

bool replay_same(const struct application *application,
		 const struct application_item items[APPLICATION_ITEMS_MAX])
{
	for (int i = 0; i < application->item_count; i++) {
		if (!item_same(&application->items[i], &items[i]))
			return false;
	}
	return true;
}

/* False where one of them is not of this pack. */
static bool decide_items(const struct pack *pack, const struct application *a,
			 const struct replay_bases *bases,
			 struct application_item ret_items[APPLICATION_ITEMS_MAX])
{
	struct decision decision;

	for (int i = 0; i < a->item_count; i++) {
		int benefit = pack_benefit_find(pack, a->items[i].benefit);

		if (benefit < 0)
			return false;
		replay_decide(pack, bases, benefit, &decision);
		memset(&ret_items[i], 0, sizeof(ret_items[i]));
		if (decision.outcome == OUTCOME_ELIGIBLE)
			replay_fill_item(pack, benefit, &decision, &a->course, &ret_items[i]);
	}
	return true;
}

/* ---- what is kept ---- */

static bool still_same(const struct pack *pack, const struct replay_bases *bases,
		       const struct application *a)
{
	struct application_item items[APPLICATION_ITEMS_MAX];

	return decide_items(pack, a, bases, items) && replay_same(a, items);
}

static bool fact_same(const struct fact *a, const struct fact *b)
{
	return a->source == b->source && a->number == b->number &&
	       date_compare(a->as_of, b->as_of) == 0 && a->contradicted == b->contradicted &&
	       a->official == b->official;
}

/* Everything that can be taken out of both cases without a change. */
static void drop_needless(const struct pack *pack, struct replay_bases *bases,
			  const struct application *a)
{
	struct history history = bases->all.history;

	for (int i = 0; i < pack_fact_count(pack); i++) {
		struct fact bound = bases->bound.facts.at[i], all = bases->all.facts.at[i];

		if (!fact_known(&bound) && !fact_known(&all))
			continue;
		bases->bound.facts.at[i] = bases->all.facts.at[i] = (struct fact){ 0 };
		if (!still_same(pack, bases, a)) {
			bases->bound.facts.at[i] = bound;
			bases->all.facts.at[i] = all;
		}
	}
	bases->bound.history = bases->all.history = (struct history){ 0 };
	if (!still_same(pack, bases, a))
		bases->bound.history = bases->all.history = history;
}

static void keep_fact(const struct pack *pack, struct application *a, int fact,
		      const struct fact *value, int basis)
{
	struct application_fact *at = &a->facts[a->fact_count];

	if (!fact_known(value) || a->fact_count == APPLICATION_FACTS_MAX)
		return;
	text_copy_or_none(at->id, sizeof(at->id), pack_fact(pack, fact)->id);
	at->fact = *value;
	at->basis = basis;
	a->fact_count++;
}

void replay_keep(const struct pack *pack, const struct replay_bases *bases,
		 struct application *application)
{
	struct replay_bases kept = *bases;

	application->issue_date = bases->bound.issue_date;
	application->override_count = bases->bound.override_count;
	memcpy(application->overrides, bases->bound.overrides, sizeof(application->overrides));
	application->fact_count = 0;
	if (application->item_count == 0)
		return;
	drop_needless(pack, &kept, application);
	for (int i = 0; i < pack_fact_count(pack); i++) {
		const struct fact *bound = &kept.bound.facts.at[i], *all = &kept.all.facts.at[i];

		if (fact_same(bound, all)) {
			keep_fact(pack, application, i, bound, BASIS_BOUND | BASIS_ALL);
			continue;
		}
		keep_fact(pack, application, i, bound, BASIS_BOUND);
		keep_fact(pack, application, i, all, BASIS_ALL);
	}
	application->history = kept.all.history;
}

/* ---- and decided again ---- */

static bool state_fact(const struct pack *pack, const struct application_fact *from,
		       struct replay_bases *bases)
{
	int fact = pack_fact_find(pack, from->id);

	if (fact < 0)
		return false;
	if (from->basis & BASIS_BOUND)
		bases->bound.facts.at[fact] = from->fact;
	if (from->basis & BASIS_ALL)
		bases->all.facts.at[fact] = from->fact;
	return true;
}

/* The two cases as they were decided on that day; false: a fact is not the pack's. */
static bool state_all(const struct pack *pack, const struct application *application,
		      struct replay_bases *bases)
{
	memset(bases, 0, sizeof(*bases));
	bases->bound.date = application->decision_date;
	bases->bound.stage = application->claims ? STAGE_CLAIM : STAGE_PLAN;
	bases->bound.issue_date = application->issue_date;
	bases->bound.override_count = application->override_count;
	memcpy(bases->bound.overrides, application->overrides, sizeof(bases->bound.overrides));
	bases->bound.history = application->history;
	bases->all = bases->bound;
	for (int i = 0; i < application->fact_count; i++) {
		if (!state_fact(pack, &application->facts[i], bases))
			return false;
	}
	return true;
}

bool replay_items(const struct pack *pack, const struct application *application,
		  struct application_item ret_items[APPLICATION_ITEMS_MAX])
{
	struct replay_bases bases;

	return state_all(pack, application, &bases) &&
	       decide_items(pack, application, &bases, ret_items);
}

bool replay_times(const struct pack *pack, const struct application *application,
		  int *ret_asked, int *ret_left)
{
	struct replay_bases bases;
	struct decision decision;
	int asked = 0, left = 0;

	if (!state_all(pack, application, &bases))
		return false;
	for (int i = 0; i < application->item_count; i++) {
		int benefit = pack_benefit_find(pack, application->items[i].benefit);

		if (benefit < 0)
			return false;
		replay_decide(pack, &bases, benefit, &decision);
		if (decision.remaining_this_year < 0)
			continue;
		asked++;
		left = decision.remaining_this_year;
	}
	if (asked == 0)
		return false;
	*ret_asked = asked;
	*ret_left = left > asked ? left - asked : 0;
	return true;
}
