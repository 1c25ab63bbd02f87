#include "policy/load/load.h"

#include <string.h>

const char *measure_name(int measure)
{
	static const char *const names[] = {
		[MEASURE_CONDITION] = "a condition", [MEASURE_COUNT] = "a count",
		[MEASURE_FEN] = "an amount in fen", [MEASURE_DATE] = "a date",
		[MEASURE_PERCENT] = "a percentage",
	};
	return names[measure];
}

static int file_index(const struct pack *pack, const char *file)
{
	for (int i = 0; i < pack->file_count; i++) {
		if (strcmp(pack->files[i], file) == 0)
			return i;
	}
	return 0;
}

enum err step_add(struct loader *l, const struct yaml *at, enum op op, enum measure measure,
		  const int *kids, int kid_count, int *ret_step)
{
	struct pack *pack = l->pack;
	struct step *step = &pack->steps[pack->step_count];

	if (pack->step_count == STEPS_MAX || pack->kid_count + kid_count > KIDS_MAX)
		return yaml_fault(at, l->diag,
				  "the pack has too many nodes (%d); share some by name",
				  STEPS_MAX);
	*step = (struct step){
		.op = (uint8_t)op, .measure = (uint8_t)measure,
		.file = (int16_t)file_index(pack, at->file),
		.line = (int16_t)at->line, .column = (int16_t)at->column,
		.kid_first = (int16_t)pack->kid_count, .kid_count = (int16_t)kid_count,
		.rule_first = (int16_t)pack->rule_ref_count,
		.saying = -1, .reading = -1, .name = -1,
	};
	for (int i = 0; i < kid_count; i++) {
		pack->kids[pack->kid_count++] = (int16_t)kids[i];
		step->private |= pack->steps[kids[i]].private;
	}
	*ret_step = pack->step_count++;
	return ERR_OK;
}

static enum err add_rule(struct loader *l, const struct yaml *node, struct step *step)
{
	struct pack *pack = l->pack;
	int rule = 0;
	enum err err = load_rule(l, node, &rule);

	if (err)
		return err;
	if (pack->rule_ref_count == RULE_REFS_MAX)
		return yaml_fault(node, l->diag, "too many citations of rules (%d)", RULE_REFS_MAX);
	pack->rule_refs[pack->rule_ref_count++] = (int16_t)rule;
	pack->rule_more[rule].used++;
	step->rule_count++;
	return ERR_OK;
}

static enum err add_rules(struct loader *l, const struct yaml *node, struct step *step)
{
	enum err err = ERR_OK;

	step->rule_first = (int16_t)l->pack->rule_ref_count;
	if (node->kind != YAML_LIST)
		return add_rule(l, node, step);
	for (const struct yaml *at = node->first; at && err == ERR_OK; at = at->next)
		err = add_rule(l, at, step);
	return err;
}

enum err step_marks(struct loader *l, const struct yaml *node, int at)
{
	struct step *step = &l->pack->steps[at];
	const struct yaml *rule = yaml_get(node, "rule"), *say = yaml_get(node, "say");
	enum err err = rule ? add_rules(l, rule, step) : ERR_OK;

	if (err || !say)
		return err;
	for (int i = 0; i < l->pack->saying_count; i++) {
		if (strcmp(l->pack->sayings[i].id, say->text) == 0)
			step->saying = (int16_t)i;
	}
	if (step->saying < 0)
		return yaml_fault(say, l->diag, "no saying \"%s\"; add it to sayings.yaml",
				  say->text);
	if (!rule)
		return yaml_fault(say, l->diag, "`say:` needs `rule:` beside it; cite the rule");
	return ERR_OK;
}
