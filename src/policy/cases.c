/*
 * A pack's own sample cases (cases.yaml): people and what must come out.
 */
#include "policy/check.h"
#include "policy/load/load.h"

#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static enum err case_number(struct loader *l, const struct yaml *node, int fact,
			    int64_t *ret_number)
{
	static const char *const words[] = { "false", "true" };
	struct date date = { 0 };
	enum err err = load_scalar(l, node);
	int at;

	if (err)
		return err;
	switch (l->pack->facts[fact].type) {
	case FACT_BOOL:
		at = text_find(words, 2, node->text);
		*ret_number = at;
		return at < 0 ? yaml_fault(node, l->diag, "write true or false") : ERR_OK;
	case FACT_DATE:
		*ret_number = FACT_NO_DATE;
		err = strcmp(node->text, "none") == 0 ? ERR_OK : load_date(l, node, &date);
		if (err == ERR_OK && date_is_set(date))
			*ret_number = date_to_days(date);
		return err;
	case FACT_CHOICE:
		at = pack_choice(l->pack, fact, node->text);
		*ret_number = at;
		return at < 0 ? yaml_fault(node, l->diag, "none of the fact's choices") : ERR_OK;
	case FACT_WORD:
		*ret_number = policy_word(node->text);
		return ERR_OK;
	default:
		return load_int(l, node, 0, 1000000000000, ret_number);
	}
}

static enum err case_facts(struct loader *l, const struct yaml *map, struct policy_case *c)
{
	for (const struct yaml *at = map ? map->first : NULL; at; at = at->next) {
		int fact = pack_fact_find(l->pack, at->key);
		int64_t number = 0;
		enum err err;

		if (fact < 0)
			return yaml_key_fault(at, l->diag, "no fact \"%s\"; see facts.yaml",
					      at->key);
		err = case_number(l, at, fact, &number);
		if (err)
			return err;
		c->facts.at[fact] = (struct fact){ .source = FACT_REGISTRY, .number = number };
	}
	return ERR_OK;
}

/* [2021-01-05, TRAIN, granted, 焊工, 4]; occupation and level may be left out. */
static enum err case_claim(struct loader *l, const struct yaml *list, struct claim *claim)
{
	const struct yaml *kind, *status, *occupation, *level;
	int known[2];
	enum err err;

	if (list->kind != YAML_LIST || list->count < 3 || list->count > 5)
		return yaml_fault(list, l->diag,
				  "a claim is [date, kind, status, occupation, level]");
	kind = list->first->next;
	status = kind->next;
	occupation = status->next;
	level = occupation ? occupation->next : NULL;
	known[0] = claim_kind_from_name(kind->text);
	known[1] = claim_status_from_name(status->text);
	if (known[0] < 0 || known[1] < 0)
		return yaml_fault(kind, l->diag, "no such kind or status of claim");
	claim->kind = (enum claim_kind)known[0];
	claim->status = (enum claim_status)known[1];
	claim->level = level ? level->text[0] : 0;
	err = load_date(l, list->first, &claim->date);
	if (err == ERR_OK && occupation &&
	    text_copy(claim->occupation, sizeof(claim->occupation), occupation->text))
		return yaml_fault(occupation, l->diag, "longer than 63 bytes");
	return err;
}

static enum err case_history(struct loader *l, const struct yaml *node, struct history *history)
{
	static const char *const keys[] = { "history", "ledger_so_far" };
	enum err err = ERR_OK;

	for (int i = 0; i < 2; i++) {
		const struct yaml *list = yaml_get(node, keys[i]);

		if (!list)
			continue;
		history->known = true;
		history->complete = i == 0;
		if (list->kind != YAML_LIST || list->count > CLAIMS_MAX)
			return yaml_fault(list, l->diag,
					  "a list of at most 64 claims belongs here");
		for (const struct yaml *at = list->first; at && err == ERR_OK; at = at->next)
			err = case_claim(l, at, &history->claims[history->count++]);
	}
	return err;
}

/* [province, standard, specialop_cap_fen, 80000, 2021-05-01]. */
static enum err case_override(struct loader *l, const struct yaml *list, struct override *o)
{
	static const char *const by[] = { "state_council", "province" };
	static const char *const matters[] = { "target", "item", "standard" };
	const struct yaml *matter, *key, *value;
	enum err err;
	int at;

	if (list->kind != YAML_LIST || list->count != 5)
		return yaml_fault(list, l->diag, "an override is [by, matter, key, value, from]");
	matter = list->first->next;
	key = matter->next;
	value = key->next;
	at = text_find(by, 2, list->first->text);
	o->by = at < 0 ? BY_OTHER : (enum authority)at;
	at = text_find(matters, 3, matter->text);
	o->matter = at < 0 ? MATTER_OTHER : (enum matter)at;
	if (text_copy(o->key, sizeof(o->key), key->text))
		return yaml_fault(key, l->diag, "no parameter has so long a name");
	err = load_int(l, value, 0, 1000000000000, &o->value);
	return err ? err : load_date(l, list->last, &o->from);
}

static enum err case_overrides(struct loader *l, const struct yaml *list, struct policy_case *c)
{
	enum err err = ERR_OK;

	if (list && list->count > OVERRIDES_MAX)
		return yaml_fault(list, l->diag, "at most %d overrides", OVERRIDES_MAX);
	for (const struct yaml *at = list ? list->first : NULL; at && err == ERR_OK; at = at->next)
		err = case_override(l, at, &c->overrides[c->override_count++]);
	return err;
}

static enum err read_case(struct loader *l, const struct yaml *node, struct policy_case *c)
{
	static const char *const keys[] = { "note", "date", "stage", "issue_date", "overrides",
		"facts", "history", "ledger_so_far", "expect", NULL };
	static const char *const stages[] = { "plan", "claim" };
	const struct yaml *date = NULL;
	int stage = 0;
	enum err err = load_map(l, node, keys);

	if (err == ERR_OK)
		err = load_need(l, node, "date", &date);
	if (err == ERR_OK)
		err = load_date(l, date, &c->date);
	if (err == ERR_OK)
		err = load_word(l, node, "stage", stages, 2, &stage);
	c->stage = (enum stage)stage;
	if (err == ERR_OK && yaml_get(node, "issue_date"))
		err = load_date(l, yaml_get(node, "issue_date"), &c->issue_date);
	if (err == ERR_OK)
		err = case_overrides(l, yaml_get(node, "overrides"), c);
	if (err == ERR_OK)
		err = case_facts(l, yaml_get(node, "facts"), c);
	return err ? err : case_history(l, node, &c->history);
}

/* ---- what must come out ---- */

/* Each thing that a case can expect, as the text that the decision gives. */
static bool expected_text(const struct pack *pack, const struct decision *d, const char *key,
			  char out[64])
{
	static const char *const outcomes[] = { "undetermined", "not_eligible", "eligible" };
	bool sum = d->amount.known && !d->amount.per_day;

	(void)pack;
	if (strcmp(key, "outcome") == 0)
		snprintf(out, 64, "%s", outcomes[d->outcome]);
	else if (strcmp(key, "amount_fen") == 0)
		sum ? snprintf(out, 64, "%lld", (long long)d->amount.value) :
		      snprintf(out, 64, "none");
	else if (strcmp(key, "amount_max_fen") == 0)
		d->amount.has_max ? snprintf(out, 64, "%lld", (long long)d->amount.max) :
				    snprintf(out, 64, "none");
	else if (strcmp(key, "minimum") == 0)
		snprintf(out, 64, "%s", d->amount.is_minimum ? "true" : "false");
	else if (strcmp(key, "uplift") == 0)
		snprintf(out, 64, "%s", d->uplift_name ? d->uplift_name : "none");
	else if (strcmp(key, "remaining") == 0)
		snprintf(out, 64, "%d", d->remaining_this_year);
	else if (strcmp(key, "months") == 0)
		snprintf(out, 64, "%d", d->months_remaining);
	else if (strcmp(key, "next_step") == 0)
		snprintf(out, 64, "%s", d->next_step ? d->next_step : "none");
	else
		return false;
	return true;
}

static enum err check_cites(struct loader *l, const struct yaml *list, const struct decision *d)
{
	for (const struct yaml *at = list->first; at; at = at->next) {
		bool found = false;

		for (int i = 0; i < d->reason_count && !found; i++)
			found = strcmp(d->reasons[i].rule, at->text) == 0;
		if (!found)
			return yaml_fault(at, l->diag, "the outcome does not cite %s", at->text);
	}
	return ERR_OK;
}

static bool is_missing(const struct pack *pack, const struct decision *d, const char *id)
{
	if (strcmp(id, "history") == 0)
		return d->missing_history;
	if (strcmp(id, "issue_date") == 0)
		return d->missing_issue_date;
	for (int i = 0; i < d->missing_count; i++) {
		if (strcmp(pack->facts[d->missing[i]].id, id) == 0)
			return true;
	}
	return false;
}

static enum err check_missing(struct loader *l, const struct yaml *list, const struct decision *d)
{
	for (const struct yaml *at = list->first; at; at = at->next) {
		if (!is_missing(l->pack, d, at->text))
			return yaml_fault(at, l->diag, "the outcome does not wait for %s",
					  at->text);
	}
	return ERR_OK;
}

static enum err check_benefit(struct loader *l, const struct yaml *node,
			      const struct policy_case *c)
{
	int benefit = pack_benefit_find(l->pack, node->key);
	struct decision d;
	char got[64];

	if (benefit < 0)
		return yaml_key_fault(node, l->diag, "no benefit \"%s\"", node->key);
	policy_decide(l->pack, c, benefit, &d);
	for (const struct yaml *at = node->first; at; at = at->next) {
		enum err err = ERR_OK;

		if (strcmp(at->key, "cites") == 0)
			err = check_cites(l, at, &d);
		else if (strcmp(at->key, "missing") == 0)
			err = check_missing(l, at, &d);
		else if (!expected_text(l->pack, &d, at->key, got))
			err = yaml_key_fault(at, l->diag, "nothing called \"%s\" comes out",
					     at->key);
		else if (strcmp(got, at->text) != 0)
			err = yaml_fault(at, l->diag,
					 "%s %s is %s, the case expects %s; mend one of them",
					 node->key, at->key, got, at->text);
		if (err)
			return err;
	}
	return ERR_OK;
}

static enum err run_case(struct loader *l, const struct yaml *node)
{
	struct policy_case *c = calloc(1, sizeof(*c));
	const struct yaml *expect = NULL;
	enum err err;

	if (!c)
		abort();
	err = load_need(l, node, "expect", &expect);
	if (err == ERR_OK)
		err = read_case(l, node, c);
	for (const struct yaml *at = err ? NULL : expect->first; at && err == ERR_OK; at = at->next)
		err = check_benefit(l, at, c);
	free(c);
	return err;
}

enum err pack_run_cases(const struct pack *pack, const char *dir, int *ret_passed,
			struct diag *diag)
{
	static const char *const keys[] = { "cases", NULL };
	struct loader l = { .pack = (struct pack *)(uintptr_t)pack, .diag = diag };
	const struct yaml *root = NULL, *cases = NULL;
	enum err err;
	int passed = 0;

	arena_init(&l.scratch, (size_t)16 << 20);
	err = yaml_read_file(dir, "cases.yaml", &l.scratch, &root, diag);
	if (err == ERR_OK)
		err = load_map(&l, root, keys);
	if (err == ERR_OK)
		err = load_need(&l, root, "cases", &cases);
	for (const struct yaml *at = err ? NULL : cases->first; at && err == ERR_OK;
	     at = at->next) {
		err = run_case(&l, at);
		passed++;
	}
	arena_finish(&l.scratch);
	if (err == ERR_OK)
		*ret_passed = passed;
	return err;
}
