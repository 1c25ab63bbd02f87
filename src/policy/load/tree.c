#include "policy/load/load.h"

#include "base/text.h"

#include <assert.h>
#include <string.h>

#define LIST_MAX 64

/*
 * Every word that can open a condition; the rest of a node's keys are marks or belong to one of
 * them.
 */
static const char *const node_keys[] = {
	"all", "any", "not", "when", "need", "claim", "staff_if", "staff_unless", "use", "is",
	"compare", "count", "not_repeated", "reading", "used", "alternative", "rule", "say", NULL
};

static enum err fact_step(struct loader *l, const struct yaml *node, int fact, int *ret_step)
{
	const struct pack_fact *known = &l->pack->facts[fact];
	int step = 0;
	enum err err;

	if (known->type != FACT_BOOL)
		return yaml_fault(node, l->diag, "\"%s\" is %s, not a yes or no; compare it",
				  known->id, measure_name((int)l->pack->fact_more[fact].measure));
	err = step_add(l, node, OP_FACT, MEASURE_CONDITION, NULL, 0, &step);
	if (err)
		return err;
	l->pack->steps[step].index = (int16_t)fact;
	l->pack->steps[step].private = known->sensitive || known->certified || known->group >= 0;
	*ret_step = step;
	return ERR_OK;
}

/* A bare word: a named condition, a benefit, or a bool fact. */
static enum err word_step(struct loader *l, const struct yaml *node, int *ret_step)
{
	int fact;

	for (int i = 0; i < l->name_count; i++) {
		if (!l->names[i].value && strcmp(l->names[i].id, node->text) == 0)
			return load_name(l, node, node->text, false, ret_step);
	}
	fact = pack_fact_find(l->pack, node->text);
	if (fact >= 0)
		return fact_step(l, node, fact, ret_step);
	return yaml_fault(
		node, l->diag,
		"\"%s\" is neither a fact nor a condition; see facts.yaml and conditions.yaml",
		node->text);
}

static enum err list_step(struct loader *l, const struct yaml *list, enum op op, int *ret_step)
{
	int kids[LIST_MAX], n = 0;

	if (list->kind != YAML_LIST || list->count == 0 || list->count > LIST_MAX)
		return yaml_fault(list, l->diag, "`%s:` wants a list of 1 to %d nodes", list->key,
				  LIST_MAX);
	for (const struct yaml *at = list->first; at; at = at->next) {
		enum err err = load_condition(l, at, &kids[n]);

		if (err)
			return err;
		n++;
	}
	return step_add(l, list, op, MEASURE_CONDITION, kids, n, ret_step);
}

static enum err single_step(struct loader *l, const struct yaml *node, enum op op, int *ret_step)
{
	int kid = 0;
	enum err err = load_condition(l, node, &kid);

	return err ? err : step_add(l, node, op, MEASURE_CONDITION, &kid, 1, ret_step);
}

static enum err when_step(struct loader *l, const struct yaml *node, int *ret_step)
{
	const struct yaml *need = NULL;
	int kids[2] = { 0 };
	enum err err = load_need(l, node, "need", &need);

	if (err == ERR_OK)
		err = load_condition(l, yaml_get(node, "when"), &kids[0]);
	if (err == ERR_OK)
		err = load_condition(l, need, &kids[1]);
	return err ? err : step_add(l, node, OP_WHEN, MEASURE_CONDITION, kids, 2, ret_step);
}

static enum err choice_set(struct loader *l, const struct yaml *list, const struct pack_fact *fact,
			   uint64_t *ret_set)
{
	uint64_t set = 0;

	if (list->kind != YAML_LIST || list->count == 0)
		return yaml_fault(list, l->diag, "a list of choices belongs here, as [one, two]");
	for (const struct yaml *at = list->first; at; at = at->next) {
		int choice = text_find(fact->choices, fact->choice_count, at->text);

		if (choice < 0)
			return yaml_fault(at, l->diag,
					  "\"%s\" is no choice of \"%s\"; see facts.yaml",
					  at->text, fact->id);
		if (set & 1ull << choice)
			return yaml_fault(at, l->diag, "\"%s\" stands here twice; keep one",
					  at->text);
		set |= 1ull << choice;
	}
	*ret_set = set;
	return ERR_OK;
}

/*
 * is: {fact: F, in: [...], unsure: [...]}: of the choices, which mean yes and which only staff
 * can judge.
 */
static enum err is_step(struct loader *l, const struct yaml *node, int *ret_step)
{
	static const char *const keys[] = { "fact", "in", "unsure", NULL };
	const struct yaml *name = NULL, *in = NULL, *unsure;
	uint64_t yes = 0, open = 0;
	int fact = 0, at = 0;
	enum err err = load_map(l, node, keys);

	if (err == ERR_OK)
		err = load_need(l, node, "fact", &name);
	if (err == ERR_OK)
		err = load_need(l, node, "in", &in);
	if (err == ERR_OK)
		err = load_fact_name(l, name, &fact);
	if (err == ERR_OK && l->pack->facts[fact].type != FACT_CHOICE)
		return yaml_fault(name, l->diag,
				  "\"%s\" has no choices; `is:` asks facts of type choice",
				  l->pack->facts[fact].id);
	if (err == ERR_OK)
		err = choice_set(l, in, &l->pack->facts[fact], &yes);
	unsure = yaml_get(node, "unsure");
	if (err == ERR_OK && unsure)
		err = choice_set(l, unsure, &l->pack->facts[fact], &open);
	if (err == ERR_OK && yes & open)
		return yaml_fault(unsure, l->diag, "a choice is either in or unsure, not both");
	if (err == ERR_OK)
		err = step_add(l, node, OP_IS, MEASURE_CONDITION, NULL, 0, &at);
	if (err)
		return err;
	l->pack->steps[at].index = (int16_t)fact;
	l->pack->steps[at].yes = yes;
	l->pack->steps[at].unsure = open;
	*ret_step = at;
	return ERR_OK;
}

/* compare: [left, ">=", right]. */
static enum err compare_step(struct loader *l, const struct yaml *list, int *ret_step)
{
	static const char *const words[REL_COUNT] = { "<", "<=", "=", ">=", ">" };
	const struct pack *pack = l->pack;
	int kids[2] = { 0 }, relation, at = 0;
	enum err err;

	if (list->kind != YAML_LIST || list->count != 3)
		return yaml_fault(list, l->diag, "write `compare: [left, \">=\", right]`");
	relation = text_find(words, REL_COUNT, list->first->next->text);
	if (relation < 0)
		return yaml_fault(list->first->next, l->diag,
				  "\"%s\" is no comparison; use <, <=, =, >= or > in quotes",
				  list->first->next->text);
	err = load_value(l, list->first, &kids[0]);
	if (err == ERR_OK)
		err = load_value(l, list->last, &kids[1]);
	if (err)
		return err;
	if (!values_alike(pack, kids[0], kids[1]))
		return yaml_fault(list, l->diag, "%s cannot be compared with %s",
				  measure_name(pack->steps[kids[0]].measure),
				  measure_name(pack->steps[kids[1]].measure));
	err = step_add(l, list, OP_COMPARE, MEASURE_CONDITION, kids, 2, &at);
	if (err)
		return err;
	l->pack->steps[at].index = (int16_t)relation;
	*ret_step = at;
	return ERR_OK;
}

static enum err optional_rule(struct loader *l, const struct yaml *map, const char *key,
			      int16_t *ret_rule)
{
	const struct yaml *node = yaml_get(map, key);
	int rule = -1;
	enum err err = node ? load_rule(l, node, &rule) : ERR_OK;

	if (err)
		return err;
	if (rule >= 0)
		l->pack->rule_more[rule].used++;
	*ret_rule = (int16_t)rule;
	return ERR_OK;
}

/* count: {kinds, window, on, below, when_revoked}: fewer claims in the year than the limit. */
static enum err count_step(struct loader *l, const struct yaml *node, int *ret_step)
{
	static const char *const keys[] = { "kinds", "window",	     "on",
					    "below", "when_revoked", NULL };
	static const char *const windows[] = { "calendar_year", "twelve_months" };
	struct pack *pack = l->pack;
	struct count *count = &pack->counts[pack->count_count];
	const struct yaml *kinds = NULL, *on = NULL, *below = NULL;
	int window = 0, kids[2] = { 0 }, at = 0;
	enum err err = load_map(l, node, keys);

	if (err == ERR_OK &&
	    pack->count_count == (int)(sizeof(pack->counts) / sizeof(pack->counts[0])))
		return yaml_fault(node, l->diag,
				  "too many counts; name one under conditions and use it");
	if (err == ERR_OK)
		err = load_need(l, node, "kinds", &kinds);
	if (err == ERR_OK)
		err = load_need(l, node, "on", &on);
	if (err == ERR_OK)
		err = load_need(l, node, "below", &below);
	if (err == ERR_OK)
		err = load_word(l, node, "window", windows, 2, &window);
	if (err == ERR_OK)
		err = load_kinds(l, kinds, &count->kinds);
	if (err == ERR_OK)
		err = optional_rule(l, node, "when_revoked", &count->revoked_rule);
	if (err == ERR_OK)
		err = load_value(l, on, &kids[0]);
	if (err == ERR_OK)
		err = load_value(l, below, &kids[1]);
	if (err)
		return err;
	if (pack->steps[kids[0]].measure != MEASURE_DATE ||
	    pack->steps[kids[1]].measure != MEASURE_COUNT)
		return yaml_fault(node, l->diag, "`on:` is a date and `below:` a count");
	count->rolling = window == 1;
	err = step_add(l, node, OP_COUNT, MEASURE_CONDITION, kids, 2, &at);
	if (err)
		return err;
	pack->steps[at].index = (int16_t)pack->count_count++;
	*ret_step = at;
	return ERR_OK;
}

/* not_repeated: {kinds, occupation, level, lower_after_higher, when_revoked}. */
static enum err repeat_step(struct loader *l, const struct yaml *node, int *ret_step)
{
	static const char *const keys[] = { "kinds", "occupation", "level", "lower_after_higher",
					    "when_revoked", NULL };
	static const char *const lower[] = { "allowed", "barred" };
	struct pack *pack = l->pack;
	struct repeat *repeat = &pack->repeats[pack->repeat_count];
	const struct yaml *kinds = NULL, *occupation = NULL, *level = NULL;
	int word = 0, fact[2] = { 0 }, at = 0;
	enum err err = load_map(l, node, keys);

	if (err == ERR_OK &&
	    pack->repeat_count == (int)(sizeof(pack->repeats) / sizeof(pack->repeats[0])))
		return yaml_fault(node, l->diag, "too many; name one under conditions and use it");
	if (err == ERR_OK)
		err = load_need(l, node, "kinds", &kinds);
	if (err == ERR_OK)
		err = load_need(l, node, "occupation", &occupation);
	if (err == ERR_OK)
		err = load_need(l, node, "level", &level);
	if (err == ERR_OK)
		err = load_word(l, node, "lower_after_higher", lower, 2, &word);
	if (err == ERR_OK)
		err = load_kinds(l, kinds, &repeat->kinds);
	if (err == ERR_OK)
		err = load_fact_name(l, occupation, &fact[0]);
	if (err == ERR_OK)
		err = load_fact_name(l, level, &fact[1]);
	if (err == ERR_OK)
		err = optional_rule(l, node, "when_revoked", &repeat->revoked_rule);
	if (err)
		return err;
	if (pack->facts[fact[0]].type != FACT_WORD || pack->facts[fact[1]].type != FACT_CHOICE)
		return yaml_fault(node, l->diag,
				  "`occupation:` is a word fact and `level:` a choice fact");
	repeat->occupation = (int16_t)fact[0];
	repeat->level = (int16_t)fact[1];
	repeat->lower_barred = word == 1;
	err = step_add(l, node, OP_UNREPEATED, MEASURE_CONDITION, NULL, 0, &at);
	if (err)
		return err;
	pack->steps[at].index = (int16_t)pack->repeat_count++;
	*ret_step = at;
	return ERR_OK;
}

/* reading: A-X, used: node, alternative: node. */
static enum err reading_step(struct loader *l, const struct yaml *node, int *ret_step)
{
	const struct yaml *used = NULL, *alternative = NULL;
	int reading = 0, kid = 0, at = 0;
	enum err err = load_reading(l, yaml_get(node, "reading"), &reading);

	if (err == ERR_OK)
		err = load_need(l, node, "used", &used);
	if (err == ERR_OK)
		err = load_need(l, node, "alternative", &alternative);
	if (err == ERR_OK)
		err = load_condition(
			l, l->pack->readings[reading].alternative ? alternative : used, &kid);
	if (err == ERR_OK)
		err = step_add(l, node, OP_ALL, MEASURE_CONDITION, &kid, 1, &at);
	if (err)
		return err;
	l->pack->readings[reading].selectable = true;
	l->pack->steps[at].reading = (int16_t)reading;
	*ret_step = at;
	return ERR_OK;
}

static enum err use_step(struct loader *l, const struct yaml *node, int *ret_step)
{
	int kid = 0;
	enum err err = load_scalar(l, node);

	if (err == ERR_OK)
		err = word_step(l, node, &kid);
	return err ? err : step_add(l, node, OP_ALL, MEASURE_CONDITION, &kid, 1, ret_step);
}

static enum err by_key(struct loader *l, const struct yaml *node, const struct yaml *op,
		       int *ret_step)
{
	static const char *const singles[] = { "not", "claim", "staff_if", "staff_unless" };
	static const enum op single_ops[] = { OP_NOT, OP_CLAIM, OP_STAFF_IF, OP_STAFF_UNLESS };
	int single;

	assert(op);
	single = text_find(singles, 4, op->key);
	if (single >= 0)
		return single_step(l, op, single_ops[single], ret_step);
	if (strcmp(op->key, "all") == 0)
		return list_step(l, op, OP_ALL, ret_step);
	if (strcmp(op->key, "any") == 0)
		return list_step(l, op, OP_ANY, ret_step);
	if (strcmp(op->key, "when") == 0)
		return when_step(l, node, ret_step);
	if (strcmp(op->key, "is") == 0)
		return is_step(l, op, ret_step);
	if (strcmp(op->key, "compare") == 0)
		return compare_step(l, op, ret_step);
	if (strcmp(op->key, "count") == 0)
		return count_step(l, op, ret_step);
	if (strcmp(op->key, "not_repeated") == 0)
		return repeat_step(l, op, ret_step);
	if (strcmp(op->key, "reading") == 0)
		return reading_step(l, node, ret_step);
	return use_step(l, op, ret_step);
}

enum err load_one_op(struct loader *l, const struct yaml *node, const char *const *others,
		     int other_count, const struct yaml **ret_op)
{
	const struct yaml *op = NULL;

	for (const struct yaml *at = node->first; at; at = at->next) {
		if (text_find(others, other_count, at->key) >= 0)
			continue;
		if (op)
			return yaml_key_fault(at, l->diag,
					      "a node does one thing: \"%s\" or \"%s\"; nest "
					      "one in the other",
					      op->key, at->key);
		op = at;
	}
	*ret_op = op;
	return ERR_OK;
}

/* The one key that says what a condition does, with what may stand beside it. */
static enum err find_op(struct loader *l, const struct yaml *node, const struct yaml **ret_op)
{
	static const char *const others[] = { "need", "used", "alternative", "rule", "say" };
	const struct yaml *op = NULL;
	enum err err = load_one_op(l, node, others, 5, &op);

	if (err)
		return err;
	if (!op)
		return yaml_fault(node, l->diag,
				  "the node says nothing; add all:, any:, is: or another");
	if (yaml_get(node, "need") && strcmp(op->key, "when") != 0)
		return yaml_key_fault(yaml_get(node, "need"), l->diag,
				      "`need:` stands with `when:` only");
	if ((yaml_get(node, "used") || yaml_get(node, "alternative")) &&
	    strcmp(op->key, "reading") != 0)
		return yaml_key_fault(op, l->diag,
				      "`used:` and `alternative:` stand with `reading:` only");
	*ret_op = op;
	return ERR_OK;
}

enum err load_condition(struct loader *l, const struct yaml *node, int *ret_step)
{
	const struct yaml *op = NULL;
	int step = 0;
	enum err err;

	if (node->kind == YAML_SCALAR) {
		err = load_scalar(l, node);
		return err ? err : word_step(l, node, ret_step);
	}
	err = load_map(l, node, node_keys);
	if (err == ERR_OK)
		err = find_op(l, node, &op);
	if (err == ERR_OK)
		err = by_key(l, node, op, &step);
	if (err == ERR_OK)
		err = step_marks(l, node, step);
	if (err == ERR_OK)
		*ret_step = step;
	return err;
}
