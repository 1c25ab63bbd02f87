#include "policy/load/load.h"

#include "base/text.h"

#include <assert.h>
#include <string.h>

static const char *const type_words[] = { "bool",   "count", "fen",    "date",
					  "choice", "word",  "percent" };

static const struct {
	enum fact_type type;
	enum measure measure;
} types[] = {
	{ FACT_BOOL, MEASURE_CONDITION }, { FACT_COUNT, MEASURE_COUNT },
	{ FACT_FEN, MEASURE_FEN }, { FACT_DATE, MEASURE_DATE },
	{ FACT_CHOICE, MEASURE_COUNT }, { FACT_WORD, MEASURE_COUNT },
	{ FACT_COUNT, MEASURE_PERCENT },
};

static enum err load_choices(struct loader *l, const struct yaml *node, struct pack_fact *fact)
{
	const struct yaml *list = NULL;
	const char **words;
	enum err err = load_need(l, node, "choices", &list);
	int n = 0;

	if (err)
		return err;
	if (list->kind != YAML_LIST || list->count < 2 || list->count > CHOICES_MAX)
		return yaml_fault(list, l->diag, "a list of 2 to %d choices belongs here",
				  CHOICES_MAX);
	words = arena_alloc(&l->pack->arena, (size_t)list->count * sizeof(*words));
	for (const struct yaml *at = list->first; at; at = at->next) {
		err = load_scalar(l, at);
		if (err)
			return err;
		if (text_find(words, n, at->text) >= 0)
			return yaml_fault(at, l->diag, "choice \"%s\" stands here twice; keep one",
					  at->text);
		words[n++] = load_keep(l, at->text);
	}
	fact->choices = words;
	fact->choice_count = n;
	return ERR_OK;
}

/* Of the choices that a visitor is offered: those that have words, and no others. */
static enum err load_choice_words(struct loader *l, const struct yaml *node,
				  struct pack_fact *fact)
{
	const struct yaml *map = yaml_get(node, "words");
	struct pack_text *words;

	if (!map)
		return yaml_key_fault(node, l->diag, "a choice that is asked for has `words:`, a "
				      "text for each choice that is offered");
	if (map->kind != YAML_MAP)
		return yaml_fault(map, l->diag, "words: is a mapping of choices to texts");
	words = arena_alloc(&l->pack->arena, (size_t)fact->choice_count * sizeof(*words));
	memset(words, 0, (size_t)fact->choice_count * sizeof(*words));
	for (const struct yaml *at = map->first; at; at = at->next) {
		int choice = text_find(fact->choices, fact->choice_count, at->key);
		enum err err;

		if (choice < 0)
			return yaml_key_fault(at, l->diag, "\"%s\" is none of the choices; add it "
					      "to them", at->key);
		err = load_text(l, at, &words[choice]);
		if (err)
			return err;
	}
	fact->choice_words = words;
	return ERR_OK;
}

static enum err load_other(struct loader *l, const struct yaml *node, const struct pack_fact *fact,
			   struct fact_more *more)
{
	const struct yaml *other = yaml_get(node, "other");

	more->other = -1;
	if (!other)
		return ERR_OK;
	more->other = (int16_t)text_find(fact->choices, fact->choice_count, other->text);
	if (more->other < 0)
		return yaml_fault(other, l->diag, "\"%s\" is none of the choices; add it to them",
				  other->text);
	return ERR_OK;
}

/* A level or a date that everybody has who is asked has no such no. */
static enum err load_promise_no(struct loader *l, const struct yaml *promise,
				struct pack_fact *fact)
{
	if (fact->type != FACT_BOOL && !yaml_get(promise, "no"))
		return ERR_OK;
	return load_need_text(l, promise, "no", &fact->promise_false);
}

static enum err load_question(struct loader *l, const struct yaml *node, struct pack_fact *fact,
			      struct fact_more *more)
{
	static const char *const promise_keys[] = { "yes", "no", NULL };
	const struct yaml *promise = NULL, *turn = NULL;
	int64_t number = 0;
	enum err err = load_need_text(l, node, "ask", &fact->question);

	fact->askable = true;
	if (err == ERR_OK)
		err = load_need_text(l, node, "why", &fact->why);
	if (err == ERR_OK)
		err = load_need(l, node, "turn", &turn);
	if (err == ERR_OK)
		err = load_int(l, turn, 1, 9999, &number);
	if (err == ERR_OK)
		err = load_need(l, node, "promise", &promise);
	if (err == ERR_OK)
		err = load_map(l, promise, promise_keys);
	if (err == ERR_OK)
		err = load_need_text(l, promise, "yes", &fact->promise_true);
	if (err == ERR_OK)
		err = load_promise_no(l, promise, fact);
	more->turn = (int16_t)number;
	for (int i = 0; err == ERR_OK && i < l->pack->fact_count; i++) {
		if (l->pack->facts[i].askable && l->pack->fact_more[i].turn == more->turn)
			return yaml_fault(turn, l->diag,
					  "turn %d is taken by \"%s\"; choose another",
					  more->turn, l->pack->facts[i].id);
	}
	return err;
}

static enum err load_fact_group(struct loader *l, const struct yaml *node, struct pack_fact *fact)
{
	const struct yaml *group = yaml_get(node, "group");

	fact->group = -1;
	if (!group)
		return ERR_OK;
	for (int i = 0; i < l->pack->group_count; i++) {
		if (strcmp(l->pack->groups[i].id, group->text) == 0)
			fact->group = i;
	}
	if (fact->group < 0)
		return yaml_fault(group, l->diag, "no group \"%s\"; add it under groups",
				  group->text);
	if (fact->type != FACT_BOOL || !fact->askable)
		return yaml_fault(group, l->diag,
				  "only a bool fact with a question belongs to a group");
	return ERR_OK;
}

static enum err load_fact(struct loader *l, const struct yaml *node)
{
	static const char *const keys[] = { "type",   "label",	    "turn",	 "ask",
					    "why",    "promise",    "sensitive", "certified",
					    "group",  "also_false", "choices",	 "other",
					    "sample", "changeable", "words",	 "after_training",
					    NULL };
	struct pack *pack = l->pack;
	struct pack_fact *fact = &pack->facts[pack->fact_count];
	struct fact_more *more = &pack->fact_more[pack->fact_count];
	int type = 0;
	enum err err = load_map(l, node, keys);

	if (err == ERR_OK && (pack->fact_count == FACTS_MAX || strlen(node->key) >= FACT_ID_MAX))
		return yaml_key_fault(node, l->diag, "at most %d facts, names shorter than %d",
				      FACTS_MAX, FACT_ID_MAX);
	if (err == ERR_OK)
		err = load_word(l, node, "type", type_words,
				(int)(sizeof(types) / sizeof(types[0])), &type);
	if (err == ERR_OK)
		err = load_need_text(l, node, "label", &fact->label);
	if (err)
		return err;
	fact->id = load_keep(l, node->key);
	fact->type = types[type].type;
	more->measure = types[type].measure;
	more->also_false = more->other = -1;
	if (fact->type == FACT_CHOICE)
		err = load_choices(l, node, fact);
	if (err == ERR_OK && fact->type == FACT_CHOICE)
		err = load_other(l, node, fact, more);
	if (err == ERR_OK && yaml_get(node, "ask"))
		err = load_question(l, node, fact, more);
	if (err == ERR_OK && fact->askable && fact->type == FACT_CHOICE)
		err = load_choice_words(l, node, fact);
	if (err == ERR_OK)
		err = load_flag(l, node, "sensitive", &fact->sensitive);
	if (err == ERR_OK)
		err = load_flag(l, node, "certified", &fact->certified);
	if (err == ERR_OK)
		err = load_flag(l, node, "after_training", &fact->after_training);
	if (err == ERR_OK)
		err = load_flag(l, node, "sample", &more->sample);
	if (err == ERR_OK)
		err = load_flag(l, node, "changeable", &more->changeable);
	if (err == ERR_OK)
		err = load_fact_group(l, node, fact);
	pack_fact_added(pack);
	return err;
}

static enum err load_group(struct loader *l, const struct yaml *node)
{
	static const char *const keys[] = { "ask", "why", NULL };
	struct pack_group *group = &l->pack->groups[l->pack->group_count];
	enum err err = load_map(l, node, keys);

	if (err == ERR_OK && l->pack->group_count == GROUPS_MAX)
		return yaml_key_fault(node, l->diag, "at most %d groups", GROUPS_MAX);
	if (err == ERR_OK)
		err = load_need_text(l, node, "ask", &group->question);
	if (err == ERR_OK)
		err = load_need_text(l, node, "why", &group->why);
	if (err)
		return err;
	group->id = load_keep(l, node->key);
	l->pack->group_count++;
	return ERR_OK;
}

/* The facts of each group, in rising turn. */
static enum err gather_groups(struct loader *l, const struct yaml *groups)
{
	struct pack *pack = l->pack;
	const struct yaml *node = groups->first;

	for (int g = 0; g < pack->group_count; g++, node = node->next) {
		int members[GROUP_FACTS_MAX], n = 0;
		int *kept;

		assert(node);	/* one a group */
		for (int f = 0; f < pack->fact_count; f++) {
			int at = n;

			if (pack->facts[f].group != g)
				continue;
			if (n == GROUP_FACTS_MAX)
				return yaml_key_fault(node, l->diag, "at most %d facts a group",
						      GROUP_FACTS_MAX);
			for (; at > 0 &&
			       pack->fact_more[members[at - 1]].turn > pack->fact_more[f].turn;
			     at--)
				members[at] = members[at - 1];
			members[at] = f;
			n++;
		}
		if (n == 0)
			return yaml_key_fault(node, l->diag,
					      "no fact is in group \"%s\"; take it out",
					      node->key);
		kept = arena_alloc(&pack->arena, (size_t)n * sizeof(*kept));
		memcpy(kept, members, (size_t)n * sizeof(*kept));
		pack->groups[g].facts = kept;
		pack->groups[g].fact_count = n;
	}
	return ERR_OK;
}

static enum err link_also_false(struct loader *l, const struct yaml *facts)
{
	for (const struct yaml *node = facts->first; node; node = node->next) {
		const struct yaml *also = yaml_get(node, "also_false");
		int fact = 0, self = pack_fact_find(l->pack, node->key);
		enum err err;

		if (!also)
			continue;
		err = load_fact_name(l, also, &fact);
		if (err)
			return err;
		if (fact == self || l->pack->facts[fact].type != FACT_BOOL)
			return yaml_fault(also, l->diag, "`also_false:` names another bool fact");
		l->pack->fact_more[self].also_false = (int16_t)fact;
	}
	return ERR_OK;
}

enum err load_facts(struct loader *l, const struct yaml *root)
{
	static const char *const keys[] = { "groups", "facts", NULL };
	const struct yaml *groups = NULL, *facts = NULL;
	enum err err = load_map(l, root, keys);

	if (err == ERR_OK)
		err = load_need(l, root, "groups", &groups);
	if (err == ERR_OK)
		err = load_need(l, root, "facts", &facts);
	if (err == ERR_OK && (groups->kind != YAML_MAP || facts->kind != YAML_MAP))
		return yaml_fault(root, l->diag, "groups: and facts: are mappings");
	for (const struct yaml *at = err ? NULL : groups->first; at && err == ERR_OK; at = at->next)
		err = load_group(l, at);
	for (const struct yaml *at = err ? NULL : facts->first; at && err == ERR_OK; at = at->next)
		err = load_fact(l, at);
	if (err == ERR_OK)
		err = gather_groups(l, groups);
	return err ? err : link_also_false(l, facts);
}
