#include "policy/load/load.h"

#include "base/text.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define KIDS_HERE_MAX CHOICES_MAX

static const char *const value_keys[] = {
	"value",   "min",  "max",	  "add",    "minus", "times", "percent",  "years_after",
	"if",	   "then", "else",	  "choose", "by",    "up_to", "by_stage", "first_known",
	"reading", "used", "alternative", "rule",   "say",   "name",  NULL
};

/* A number written in a tree, marked or not, takes the measure of what it meets. */
static bool loose(const struct pack *pack, const struct step *step)
{
	while (step->op == OP_MAX && step->kid_count == 1)
		step = &pack->steps[pack->kids[step->kid_first]];
	return step->op == OP_NUMBER && step->measure == MEASURE_COUNT;
}

bool value_fits(const struct pack *pack, int step, enum measure measure)
{
	const struct step *s = &pack->steps[step];

	return s->measure == measure || (measure != MEASURE_DATE && loose(pack, s));
}

bool values_alike(const struct pack *pack, int a, int b)
{
	return value_fits(pack, a, (enum measure)pack->steps[b].measure) ||
	       value_fits(pack, b, (enum measure)pack->steps[a].measure);
}

static enum err number_step(struct loader *l, const struct yaml *node, enum measure measure,
			    int64_t number, int *ret_step)
{
	enum err err = step_add(l, node, OP_NUMBER, measure, NULL, 0, ret_step);

	if (err == ERR_OK)
		l->pack->steps[*ret_step].number = number;
	return err;
}

static enum err known_step(struct loader *l, const struct yaml *node, int fact, int *ret_step)
{
	const struct pack_fact *known = &l->pack->facts[fact];
	enum err err;

	if (known->type == FACT_BOOL || known->type == FACT_CHOICE || known->type == FACT_WORD)
		return yaml_fault(node, l->diag,
				  "\"%s\" holds no number; use it in a condition", known->id);
	err = step_add(l, node, OP_KNOWN_AS, l->pack->fact_more[fact].measure, NULL, 0, ret_step);
	if (err)
		return err;
	l->pack->steps[*ret_step].index = (int16_t)fact;
	l->pack->steps[*ret_step].private = known->sensitive || known->certified;
	return ERR_OK;
}

/* A parameter's version is chosen by the value that the pack calls "basis". */
static enum err param_step(struct loader *l, const struct yaml *node, int param, int *ret_step)
{
	struct pack *pack = l->pack;
	int day = 0, step = 0;
	enum err err = load_name(l, node, "basis", true, &day);

	if (err == ERR_OK)
		err = step_add(l, node, OP_PARAM, pack->params[param].measure, &day, 1, &step);
	if (err)
		return err;
	pack->steps[step].index = (int16_t)param;
	if (pack->params[param].rule >= 0 && pack->rule_ref_count < RULE_REFS_MAX) {
		pack->rule_refs[pack->rule_ref_count++] = pack->params[param].rule;
		pack->steps[step].rule_count = 1;
	}
	*ret_step = step;
	return ERR_OK;
}

static bool looks_like_number(const char *text)
{
	return text[strspn(text, "0123456789")] == 0;
}

static enum err word_value(struct loader *l, const struct yaml *node, int *ret_step)
{
	struct pack *pack = l->pack;
	struct date date;
	int fact;

	if (looks_like_number(node->text)) {
		int64_t number = 0;
		enum err err = load_int(l, node, 0, 1000000000000, &number);

		return err ? err : number_step(l, node, MEASURE_COUNT, number, ret_step);
	}
	if (strlen(node->text) == 10 && date_parse(node->text, &date))
		return number_step(l, node, MEASURE_DATE, date_to_days(date), ret_step);
	if (strcmp(node->text, "today") == 0)
		return step_add(l, node, OP_TODAY, MEASURE_DATE, NULL, 0, ret_step);
	if (strcmp(node->text, "issue_date") == 0)
		return step_add(l, node, OP_ISSUED, MEASURE_DATE, NULL, 0, ret_step);
	for (int i = 0; i < l->name_count; i++) {
		if (l->names[i].value && strcmp(l->names[i].id, node->text) == 0)
			return load_name(l, node, node->text, true, ret_step);
	}
	for (int i = 0; i < pack->param_count; i++) {
		if (strcmp(pack->params[i].id, node->text) == 0)
			return param_step(l, node, i, ret_step);
	}
	fact = pack_fact_find(pack, node->text);
	if (fact >= 0)
		return known_step(l, node, fact, ret_step);
	return yaml_fault(node, l->diag,
			  "\"%s\" is no number, date, fact, parameter or value of this pack",
			  node->text);
}

static enum err load_list(struct loader *l, const struct yaml *list, int least, int most,
			  int *kids, int *ret_count)
{
	int n = 0;

	if (list->kind != YAML_LIST || list->count < least || list->count > most)
		return yaml_fault(list, l->diag, "`%s:` wants a list of %d to %d values",
				  list->key, least, most);
	for (const struct yaml *at = list->first; at; at = at->next) {
		enum err err = load_value(l, at, &kids[n]);

		if (err)
			return err;
		n++;
	}
	*ret_count = n;
	return ERR_OK;
}

static enum err same_measure(struct loader *l, const struct yaml *at, const int *kids, int n,
			     enum measure *ret_measure)
{
	const struct pack *pack = l->pack;
	int guide = 0;

	assert(n > 0);
	while (guide < n - 1 && loose(pack, &pack->steps[kids[guide]]))
		guide++;
	for (int i = 0; i < n; i++) {
		if (!values_alike(pack, kids[guide], kids[i]))
			return yaml_fault(at, l->diag, "%s and %s do not mix",
					  measure_name(pack->steps[kids[guide]].measure),
					  measure_name(pack->steps[kids[i]].measure));
	}
	*ret_measure = (enum measure)pack->steps[kids[guide]].measure;
	return ERR_OK;
}

static enum err alike_step(struct loader *l, const struct yaml *list, enum op op, int *ret_step)
{
	int kids[KIDS_HERE_MAX] = { 0 }, n = 0, most = op == OP_MINUS ? 2 : KIDS_HERE_MAX;
	enum measure measure = MEASURE_COUNT;
	enum err err = load_list(l, list, 2, most, kids, &n);

	if (err == ERR_OK)
		err = same_measure(l, list, kids, n, &measure);
	if (err == ERR_OK && measure == MEASURE_DATE && (op == OP_ADD || op == OP_MINUS))
		return yaml_fault(list, l->diag, "dates are not added; use years_after");
	return err ? err : step_add(l, list, op, measure, kids, n, ret_step);
}

static enum err times_step(struct loader *l, const struct yaml *list, int *ret_step)
{
	int kids[KIDS_HERE_MAX] = { 0 }, n = 0, money = 0;
	enum err err = load_list(l, list, 2, KIDS_HERE_MAX, kids, &n);

	for (int i = 0; err == ERR_OK && i < n; i++) {
		int measure = l->pack->steps[kids[i]].measure;

		money += measure == MEASURE_FEN;
		if (measure == MEASURE_DATE || measure == MEASURE_PERCENT || money > 1)
			return yaml_fault(
				list, l->diag,
				"`times:` takes counts and at most one amount in fen");
	}
	return err ? err
		   : step_add(l, list, OP_TIMES, money ? MEASURE_FEN : MEASURE_COUNT, kids, n,
			      ret_step);
}

static enum err percent_step(struct loader *l, const struct yaml *node, int *ret_step)
{
	static const char *const keys[] = { "of", "plus", NULL };
	const struct yaml *of = NULL, *plus = NULL;
	int kids[2] = { 0 };
	enum err err = load_map(l, node, keys);

	if (err == ERR_OK)
		err = load_need(l, node, "of", &of);
	if (err == ERR_OK)
		err = load_need(l, node, "plus", &plus);
	if (err == ERR_OK)
		err = load_value(l, of, &kids[0]);
	if (err == ERR_OK)
		err = load_value(l, plus, &kids[1]);
	if (err)
		return err;
	if (l->pack->steps[kids[0]].measure != MEASURE_FEN ||
	    l->pack->steps[kids[1]].measure != MEASURE_PERCENT)
		return yaml_fault(node, l->diag,
				  "`of:` is an amount in fen and `plus:` a percentage");
	return step_add(l, node, OP_PERCENT, MEASURE_FEN, kids, 2, ret_step);
}

static enum err years_step(struct loader *l, const struct yaml *list, int *ret_step)
{
	int kids[2] = { 0 }, n = 0;
	enum err err = load_list(l, list, 2, 2, kids, &n);

	if (err)
		return err;
	if (l->pack->steps[kids[0]].measure != MEASURE_DATE ||
	    l->pack->steps[kids[1]].measure != MEASURE_COUNT)
		return yaml_fault(list, l->diag, "write `years_after: [date, years]`");
	return step_add(l, list, OP_YEARS_AFTER, MEASURE_DATE, kids, 2, ret_step);
}

static enum err if_step(struct loader *l, const struct yaml *node, int *ret_step)
{
	const struct yaml *yes = NULL, *no = NULL;
	enum measure measure = MEASURE_COUNT;
	int kids[3] = { 0 };
	enum err err = load_need(l, node, "then", &yes);

	if (err == ERR_OK)
		err = load_need(l, node, "else", &no);
	if (err == ERR_OK)
		err = load_condition(l, yaml_get(node, "if"), &kids[0]);
	if (err == ERR_OK)
		err = load_value(l, yes, &kids[1]);
	if (err == ERR_OK)
		err = load_value(l, no, &kids[2]);
	if (err == ERR_OK)
		err = same_measure(l, node, kids + 1, 2, &measure);
	return err ? err : step_add(l, node, OP_IF, measure, kids, 3, ret_step);
}

/* choose: FACT, by: {choice: value, …}: every choice of the fact has its value. */
static enum err choose_step(struct loader *l, const struct yaml *node, int *ret_step)
{
	const struct yaml *by = NULL;
	const struct pack_fact *fact;
	enum measure measure = MEASURE_COUNT;
	int kids[CHOICES_MAX] = { 0 }, index = 0;
	enum err err = load_need(l, node, "by", &by);

	if (err == ERR_OK)
		err = load_fact_name(l, yaml_get(node, "choose"), &index);
	if (err)
		return err;
	fact = &l->pack->facts[index];
	if (fact->type != FACT_CHOICE || by->count != fact->choice_count)
		return yaml_fault(by, l->diag,
				  "`by:` gives a value to each of the choices of \"%s\"",
				  fact->id);
	for (int i = 0; i < fact->choice_count && err == ERR_OK; i++) {
		const struct yaml *value = yaml_get(by, fact->choices[i]);

		if (!value)
			return yaml_fault(by, l->diag,
					  "choice \"%s\" of \"%s\" has no value; add it",
					  fact->choices[i], fact->id);
		err = load_value(l, value, &kids[i]);
	}
	if (err == ERR_OK)
		err = same_measure(l, by, kids, fact->choice_count, &measure);
	if (err == ERR_OK)
		err = step_add(l, node, OP_CHOOSE, measure, kids, fact->choice_count, ret_step);
	if (err == ERR_OK)
		l->pack->steps[*ret_step].index = (int16_t)index;
	return err;
}

static enum err stage_step(struct loader *l, const struct yaml *node, int *ret_step)
{
	static const char *const keys[] = { "plan", "claim", NULL };
	const struct yaml *plan = NULL, *claim = NULL;
	enum measure measure = MEASURE_COUNT;
	int kids[2] = { 0 };
	enum err err = load_map(l, node, keys);

	if (err == ERR_OK)
		err = load_need(l, node, "plan", &plan);
	if (err == ERR_OK)
		err = load_need(l, node, "claim", &claim);
	if (err == ERR_OK)
		err = load_value(l, plan, &kids[0]);
	if (err == ERR_OK)
		err = load_value(l, claim, &kids[1]);
	if (err == ERR_OK)
		err = same_measure(l, node, kids, 2, &measure);
	return err ? err : step_add(l, node, OP_BY_STAGE, measure, kids, 2, ret_step);
}

/* One value passed through a step of its own, which can carry marks. */
static enum err wrap_step(struct loader *l, const struct yaml *node, enum op op, int *ret_step)
{
	int kid = 0;
	enum err err = load_value(l, node, &kid);

	return err ? err : step_add(l, node, op, (enum measure)l->pack->steps[kid].measure, &kid, 1,
				    ret_step);
}

static enum err reading_value(struct loader *l, const struct yaml *node, int *ret_step)
{
	const struct yaml *used = NULL, *alternative = NULL;
	int reading = 0;
	enum err err = load_reading(l, yaml_get(node, "reading"), &reading);

	if (err == ERR_OK)
		err = load_need(l, node, "used", &used);
	if (err == ERR_OK)
		err = load_need(l, node, "alternative", &alternative);
	if (err == ERR_OK)
		err = wrap_step(l, l->pack->readings[reading].alternative ? alternative : used,
				OP_MAX, ret_step);
	if (err == ERR_OK) {
		l->pack->readings[reading].selectable = true;
		l->pack->steps[*ret_step].reading = (int16_t)reading;
	}
	return err;
}

static enum err by_key(struct loader *l, const struct yaml *node, int *ret_step)
{
	static const struct {
		const char *key;
		enum op op;
		enum err (*load)(struct loader *, const struct yaml *, enum op, int *);
	} ops[] = {
		{ "value", OP_MAX, wrap_step }, { "min", OP_MIN, alike_step },
		{ "max", OP_MAX, alike_step }, { "add", OP_ADD, alike_step },
		{ "minus", OP_MINUS, alike_step }, { "first_known", OP_FIRST_KNOWN, alike_step },
		{ "up_to", OP_UP_TO, wrap_step },
	};
	const struct yaml *at;

	for (size_t i = 0; i < sizeof(ops) / sizeof(ops[0]); i++) {
		at = yaml_get(node, ops[i].key);
		if (at)
			return ops[i].load(l, at, ops[i].op, ret_step);
	}
	if ((at = yaml_get(node, "times")))
		return times_step(l, at, ret_step);
	if ((at = yaml_get(node, "percent")))
		return percent_step(l, at, ret_step);
	if ((at = yaml_get(node, "years_after")))
		return years_step(l, at, ret_step);
	if ((at = yaml_get(node, "by_stage")))
		return stage_step(l, at, ret_step);
	if (yaml_get(node, "if"))
		return if_step(l, node, ret_step);
	if (yaml_get(node, "choose"))
		return choose_step(l, node, ret_step);
	if (yaml_get(node, "reading"))
		return reading_value(l, node, ret_step);
	return yaml_fault(node, l->diag,
			  "the node gives no value; add min:, times:, value: or another");
}

static enum err name_uplift(struct loader *l, const struct yaml *node, int step)
{
	struct pack *pack = l->pack;
	const struct yaml *name = yaml_get(node, "name");
	int at;

	if (!name)
		return ERR_OK;
	at = text_find(pack->uplifts, pack->uplift_count, name->text);
	if (at < 0) {
		if (pack->uplift_count == UPLIFTS_MAX || !name->text[0])
			return yaml_fault(name, l->diag, "at most %d names of uplifts",
					  UPLIFTS_MAX);
		at = pack->uplift_count++;
		pack->uplifts[at] = load_keep(l, name->text);
	}
	pack->steps[step].name = (int16_t)at;
	return ERR_OK;
}

enum err load_value(struct loader *l, const struct yaml *node, int *ret_step)
{
	static const char *const others[] = { "then",	     "else", "by",  "used",
					      "alternative", "rule", "say", "name" };
	const struct yaml *op;
	int step = 0;
	enum err err;

	if (node->kind == YAML_SCALAR) {
		err = load_scalar(l, node);
		return err ? err : word_value(l, node, ret_step);
	}
	err = load_map(l, node, value_keys);
	if (err == ERR_OK)
		err = load_one_op(l, node, others, 8, &op);
	if (err == ERR_OK)
		err = by_key(l, node, &step);
	if (err == ERR_OK)
		err = step_marks(l, node, step);
	if (err == ERR_OK)
		err = name_uplift(l, node, step);
	if (err == ERR_OK)
		*ret_step = step;
	return err;
}
