#include "policy/load/load.h"

#include "base/text.h"
#include "core/course.h"

#include <string.h>

static const char *const benefit_keys[] = {
	"order", "kind", "courses", "section", "title", "summary", "payee", "ask_where",
	"paid_to", "when", "amount", "rate", "months", "remaining", "process",
	"employer", NULL
};

static const char *const kind_words[] = {
	"condition", "person", "course", "offer", "enterprise", "category"
};

static const char *const payee_words[PAYEE_COUNT] = {
	[PAYEE_OPEN] = "open",		   [PAYEE_PERSON] = "person",
	[PAYEE_SUPPLIER] = "supplier",	   [PAYEE_ENTERPRISE] = "enterprise",
	[PAYEE_NOBODY] = "nobody",
};

/* ---- names that trees may use ---- */

static enum err add_name(struct loader *l, const struct yaml *key, const struct yaml *node,
			 bool value)
{
	for (int i = 0; i < l->name_count; i++) {
		if (strcmp(l->names[i].id, key->key) == 0)
			return yaml_key_fault(key, l->diag,
					      "\"%s\" is a name already; choose another",
					      key->key);
	}
	if (pack_fact_find(l->pack, key->key) >= 0)
		return yaml_key_fault(key, l->diag,
				      "\"%s\" is a fact already; choose another name",
				      key->key);
	if (l->name_count == NAMES_MAX)
		return yaml_key_fault(key, l->diag, "at most %d names", NAMES_MAX);
	l->names[l->name_count++] = (struct name){ key->key, node, value, NAME_TO_DO, false };
	return ERR_OK;
}

enum err load_names(struct loader *l, const struct yaml *root)
{
	static const char *const keys[] = { "conditions", "values", NULL };
	const struct yaml *conditions = NULL, *values = NULL;
	enum err err = load_map(l, root, keys);

	if (err == ERR_OK)
		err = load_need(l, root, "conditions", &conditions);
	if (err == ERR_OK)
		err = load_need(l, root, "values", &values);
	for (const struct yaml *at = err ? NULL : conditions->first; at && err == ERR_OK;
	     at = at->next)
		err = add_name(l, at, at, false);
	for (const struct yaml *at = err ? NULL : values->first; at && err == ERR_OK; at = at->next)
		err = add_name(l, at, at, true);
	return err;
}

enum err load_name(struct loader *l, const struct yaml *at, const char *id, bool value,
		   int *ret_step)
{
	struct name *name = NULL;
	enum err err = ERR_OK;

	for (int i = 0; i < l->name_count; i++) {
		if (l->names[i].value == value && strcmp(l->names[i].id, id) == 0)
			name = &l->names[i];
	}
	if (!name)
		return yaml_fault(at, l->diag,
				  "the pack has no %s \"%s\"; add it to conditions.yaml",
				  value ? "value" : "condition", id);
	name->used = true;
	if (name->step == NAME_IN_WORK)
		return yaml_fault(at, l->diag, "\"%s\" rests on itself; break the circle", id);
	if (name->step == NAME_TO_DO) {
		int step = 0;

		name->step = NAME_IN_WORK;
		err = value ? load_value(l, name->node, &step)
			    : load_condition(l, name->node, &step);
		name->step = step;
	}
	if (err == ERR_OK)
		*ret_step = name->step;
	return err;
}

/* ---- a benefit ---- */

static enum err load_courses(struct loader *l, const struct yaml *node, struct pack_benefit *b)
{
	const struct yaml *list = yaml_get(node, "courses");

	if ((b->kind == BENEFIT_COURSE) != (list != NULL))
		return yaml_key_fault(node, l->diag,
				      "`courses:` stands with `kind: course`, and only there");
	for (const struct yaml *at = list ? list->first : NULL; at; at = at->next) {
		int kind = course_kind_from_name(at->text);

		if (kind < 0)
			return yaml_fault(at, l->diag,
					  "no course kind \"%s\"; known: QUAL, SPECIFIC, "
					  "PROJECT, SHORT, SPECIALOP",
					  at->text);
		b->course_kinds |= 1 << kind;
	}
	return ERR_OK;
}

static enum err load_shown(struct loader *l, const struct yaml *node, struct pack_benefit *b)
{
	const struct yaml *section = NULL;
	int kind = 0, payee = PAYEE_OPEN;
	enum err err = load_word(l, node, "kind", kind_words, 6, &kind);

	if (err == ERR_OK && yaml_get(node, "paid_to"))
		err = load_word(l, node, "paid_to", payee_words, PAYEE_COUNT, &payee);
	b->kind = (enum benefit_kind)kind;
	b->paid_to = (enum payee)payee;
	if (err == ERR_OK)
		err = load_courses(l, node, b);
	if (err == ERR_OK)
		err = load_need(l, node, "section", &section);
	if (err == ERR_OK)
		err = load_need_text(l, node, "title", &b->title);
	if (err == ERR_OK)
		err = load_need_text(l, node, "summary", &b->summary);
	if (err == ERR_OK)
		err = load_need_text(l, node, "payee", &b->payee);
	if (err == ERR_OK)
		err = load_need_text(l, node, "ask_where", &b->ask_where);
	if (err)
		return err;
	b->code = load_keep(l, node->key);
	b->section = load_keep(l, section->text);
	return ERR_OK;
}

/* A file of benefits/: one or more benefits, each by its code. */
static enum err load_head(struct loader *l, const struct yaml *node)
{
	struct pack *pack = l->pack;
	struct benefit b = {
		.amount = -1, .rate = -1, .months = -1, .remaining = -1, .process = -1
	};
	const struct yaml *order = NULL, *when = NULL;
	int64_t number = 0;
	int at = pack->benefit_count;
	enum err err = load_map(l, node, benefit_keys);

	if (err == ERR_OK && (at == BENEFITS_MAX || strlen(node->key) > 15))
		return yaml_key_fault(node, l->diag,
				      "at most %d benefits, codes of at most 15 letters",
				      BENEFITS_MAX);
	if (err == ERR_OK)
		err = load_need(l, node, "order", &order);
	if (err == ERR_OK)
		err = load_int(l, order, 1, 9999, &number);
	if (err == ERR_OK)
		err = load_need(l, node, "when", &when);
	if (err == ERR_OK)
		err = load_shown(l, node, &b.shown);
	if (err == ERR_OK)
		err = add_name(l, node, when, false);
	if (err)
		return err;
	b.order = (int16_t)number;
	for (int i = 0; i < at; i++) {
		if (pack->benefits[i].order == b.order)
			return yaml_fault(order, l->diag,
					  "order %d is taken by %s; choose another", b.order,
					  pack->benefits[i].shown.code);
	}
	for (; at > 0 && pack->benefits[at - 1].order > b.order; at--) {
		pack->benefits[at] = pack->benefits[at - 1];
		l->benefit_nodes[at] = l->benefit_nodes[at - 1];
	}
	pack->benefits[at] = b;
	l->benefit_nodes[at] = node;
	pack->benefit_count++;
	return ERR_OK;
}

enum err load_benefit_head(struct loader *l, const struct yaml *root)
{
	enum err err = ERR_OK;

	if (root->kind != YAML_MAP)
		return yaml_fault(root, l->diag, "a benefit begins with its code, as `TRAIN:`");
	for (const struct yaml *at = root->first; at && err == ERR_OK; at = at->next)
		err = load_head(l, at);
	return err;
}

static enum err load_optional_value(struct loader *l, const struct yaml *node, const char *key,
				    enum measure measure, int16_t *ret_step)
{
	const struct yaml *value = yaml_get(node, key);
	int step = 0;
	enum err err = value ? load_value(l, value, &step) : ERR_OK;

	if (err || !value)
		return err;
	if (!value_fits(l->pack, step, measure))
		return yaml_fault(value, l->diag, "`%s:` is %s; it wants %s", key,
				  measure_name(l->pack->steps[step].measure),
				  measure_name((int)measure));
	*ret_step = (int16_t)step;
	return ERR_OK;
}

static enum err load_remaining(struct loader *l, const struct yaml *node, struct benefit *b)
{
	const struct yaml *name = yaml_get(node, "remaining");
	const struct pack *pack = l->pack;
	int step = 0;
	enum err err = name ? load_condition(l, name, &step) : ERR_OK;

	if (err || !name)
		return err;
	while (pack->steps[step].op == OP_ALL && pack->steps[step].kid_count == 1)
		step = pack->kids[pack->steps[step].kid_first];
	if (pack->steps[step].op != OP_COUNT)
		return yaml_fault(name, l->diag,
				  "`remaining:` names a condition that counts claims");
	b->remaining = (int16_t)step;
	return ERR_OK;
}

static enum err load_process_name(struct loader *l, const struct yaml *node, struct benefit *b)
{
	const struct yaml *name = yaml_get(node, "process");

	if (!name)
		return ERR_OK;
	for (int i = 0; i < l->pack->process_count; i++) {
		if (strcmp(l->pack->processes[i].id, name->text) == 0)
			b->process = (int16_t)i;
	}
	if (b->process < 0)
		return yaml_fault(name, l->diag, "no process \"%s\"; see pack.yaml", name->text);
	return ERR_OK;
}

static enum err load_trees(struct loader *l, const struct yaml *node, struct benefit *b)
{
	int root = 0;
	enum err err = load_name(l, node, node->key, false, &root);

	if (err == ERR_OK)
		err = load_optional_value(l, node, "amount", MEASURE_FEN, &b->amount);
	if (err == ERR_OK)
		err = load_optional_value(l, node, "rate", MEASURE_FEN, &b->rate);
	if (err == ERR_OK)
		err = load_optional_value(l, node, "months", MEASURE_COUNT, &b->months);
	if (err == ERR_OK)
		err = load_remaining(l, node, b);
	if (err == ERR_OK)
		err = load_process_name(l, node, b);
	if (err == ERR_OK)
		err = load_employer(l, node, b);
	b->root = (int16_t)root;
	return err;
}

static enum err find_cautioned(struct loader *l, const struct yaml *named,
			       struct caution *caution)
{
	if (named->kind != YAML_LIST)
		return yaml_fault(named, l->diag, "a list of benefits belongs here");
	for (const struct yaml *at = named->first; at; at = at->next) {
		int benefit = at->text ? pack_benefit_find(l->pack, at->text) : -1;

		if (benefit < 0)
			return yaml_fault(at, l->diag, "no benefit of this name; see benefits/");
		caution->benefits |= (uint64_t)1 << benefit;
	}
	return ERR_OK;
}

enum err load_benefit_trees(struct loader *l)
{
	enum err err = ERR_OK;

	for (int i = 0; i < l->pack->caution_count && err == ERR_OK; i++)
		err = find_cautioned(l, l->caution_nodes[i], &l->pack->cautions[i]);
	for (int i = 0; i < l->pack->benefit_count && err == ERR_OK; i++)
		err = load_trees(l, l->benefit_nodes[i], &l->pack->benefits[i]);
	for (int i = 0; i < l->name_count && err == ERR_OK; i++) {
		if (!l->names[i].used)
			err = yaml_key_fault(l->names[i].node, l->diag,
					     "nothing uses \"%s\"; take it out",
					     l->names[i].id);
	}
	return err;
}
