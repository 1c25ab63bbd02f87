#include "policy/load/load.h"

#include <string.h>

static const char *const place_words[PLACE_COUNT] = {
	[PLACE_CONDITION] = "condition", [PLACE_AMOUNT] = "amount",
	[PLACE_TEXT] = "text",		 [PLACE_PROCESS] = "process",
	[PLACE_STATISTIC] = "statistic", [PLACE_ELSEWHERE] = "elsewhere",
};

/*
 * A rule lives where it does its work: a condition or amount cites it in a
 * tree, a text shows it, a process orders steps by it, a statistic counts by
 * it, or it is decided elsewhere and `goes_to:` says by whom.
 */
static enum err load_one_rule(struct loader *l, const struct yaml *node)
{
	static const char *const keys[] = { "section", "sentence", "lives",
					    "goes_to", "words",	   NULL };
	struct pack *pack = l->pack;
	struct pack_rule *rule = &pack->rules[pack->rule_count];
	const struct yaml *section = NULL, *sentence = yaml_get(node, "sentence");
	int64_t number = 0;
	int place = 0;
	enum err err = load_map(l, node, keys);

	if (err == ERR_OK && (pack->rule_count == RULES_MAX || strlen(node->key) >= 8))
		return yaml_key_fault(node, l->diag, "at most %d rules, ids shorter than 8",
				      RULES_MAX);
	if (err == ERR_OK)
		err = load_need(l, node, "section", &section);
	if (err == ERR_OK)
		err = load_word(l, node, "lives", place_words, PLACE_COUNT, &place);
	if (err == ERR_OK)
		err = load_need_text(l, node, "words", &rule->words);
	if (err == ERR_OK && sentence)
		err = load_int(l, sentence, 1, 999, &number);
	if (err)
		return err;
	if ((place == PLACE_ELSEWHERE) != (yaml_get(node, "goes_to") != NULL))
		return yaml_key_fault(node, l->diag,
				      "`goes_to:` stands with `lives: elsewhere`, and only there");
	rule->id = load_keep(l, node->key);
	rule->section = load_keep(l, section->text);
	pack->rule_more[pack->rule_count] = (struct rule_more){
		.place = (enum rule_place)place,
		.sentence = (int16_t)number,
		.line = (int16_t)node->key_line,
		.column = (int16_t)node->key_column,
	};
	pack->rule_count++;
	return ERR_OK;
}

enum err load_rules(struct loader *l, const struct yaml *root)
{
	static const char *const keys[] = { "rules", NULL };
	const struct yaml *rules = NULL;
	enum err err = load_map(l, root, keys);

	if (err == ERR_OK)
		err = load_need(l, root, "rules", &rules);
	for (const struct yaml *at = err ? NULL : rules->first; at && err == ERR_OK; at = at->next)
		err = load_one_rule(l, at);
	return err;
}

static enum err load_saying(struct loader *l, const struct yaml *node)
{
	static const char *const keys[] = { "yes", "no", "unknown", "period", "instead", NULL };
	const struct yaml *instead = yaml_get(node, "instead");
	struct pack_saying *saying = &l->pack->sayings[l->pack->saying_count];
	enum err err = load_map(l, node, keys);

	if (err == ERR_OK && l->pack->saying_count == SAYINGS_MAX)
		return yaml_key_fault(node, l->diag, "at most %d sayings", SAYINGS_MAX);
	if (err == ERR_OK)
		err = load_need_text(l, node, "yes", &saying->by_value[TRI_TRUE]);
	if (err == ERR_OK)
		err = load_need_text(l, node, "no", &saying->by_value[TRI_FALSE]);
	if (err == ERR_OK)
		err = load_need_text(l, node, "unknown", &saying->by_value[TRI_UNKNOWN]);
	if (err == ERR_OK)
		err = load_flag(l, node, "period", &saying->period);
	if (err == ERR_OK && instead)
		err = load_text(l, instead, &saying->instead);
	if (err)
		return err;
	saying->lasting = instead != NULL;
	saying->id = load_keep(l, node->key);
	l->pack->saying_count++;
	return ERR_OK;
}

enum err load_sayings(struct loader *l, const struct yaml *root)
{
	static const char *const keys[] = { "sayings", NULL };
	const struct yaml *sayings = NULL;
	enum err err = load_map(l, root, keys);

	if (err == ERR_OK)
		err = load_need(l, root, "sayings", &sayings);
	for (const struct yaml *at = err ? NULL : sayings->first; at && err == ERR_OK;
	     at = at->next)
		err = load_saying(l, at);
	return err;
}
