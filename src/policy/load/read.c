#include "policy/load/load.h"

#include "base/text.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

const char *load_keep(struct loader *l, const char *text)
{
	return arena_text(&l->pack->arena, text);
}

static void list_keys(const char *const *keys, char *out, size_t cap)
{
	struct text text = text_in(out, cap);

	for (int i = 0; keys[i]; i++)
		text_addf(&text, "%s%s", i ? ", " : "", keys[i]);
}

enum err load_map(struct loader *l, const struct yaml *node, const char *const *keys)
{
	char known[320];

	if (node->kind != YAML_MAP)
		return yaml_fault(node, l->diag,
				  "a mapping belongs here; write `key: value` lines");
	for (const struct yaml *at = node->first; at; at = at->next) {
		bool found = false;

		for (int i = 0; keys[i] && !found; i++)
			found = strcmp(keys[i], at->key) == 0;
		if (!found) {
			list_keys(keys, known, sizeof(known));
			return yaml_key_fault(at, l->diag, "unknown key \"%s\"; known here: %s",
					      at->key, known);
		}
	}
	return ERR_OK;
}

enum err load_need(struct loader *l, const struct yaml *map, const char *key,
		   const struct yaml **ret_node)
{
	const struct yaml *node = yaml_get(map, key);

	if (!node)
		return yaml_key_fault(map, l->diag, "%s lacks `%s:`; add it",
				      map->key[0]   ? map->key
				      : map->parent ? "this node"
						    : "the file",
				      key);
	*ret_node = node;
	return ERR_OK;
}

enum err load_scalar(struct loader *l, const struct yaml *node)
{
	assert(node);
	if (node->kind != YAML_SCALAR || !node->text[0])
		return yaml_fault(node, l->diag, "one word or number belongs here");
	return ERR_OK;
}

enum err load_word(struct loader *l, const struct yaml *map, const char *key,
		   const char *const *words, int count, int *ret_word)
{
	const struct yaml *node = NULL;
	char known[320];
	struct text text = text_in(known, sizeof(known));
	enum err err = load_need(l, map, key, &node);
	int word;

	if (err == ERR_OK)
		err = load_scalar(l, node);
	if (err)
		return err;
	word = text_find(words, count, node->text);
	if (word < 0) {
		for (int i = 0; i < count; i++)
			text_addf(&text, "%s%s", i ? ", " : "", words[i]);
		return yaml_fault(node, l->diag, "\"%s\" is no %s; choose one of: %s", node->text,
				  key, known);
	}
	*ret_word = word;
	return ERR_OK;
}

enum err load_int(struct loader *l, const struct yaml *node, int64_t low, int64_t high,
		  int64_t *ret_number)
{
	long long number;
	char *end;
	enum err err = load_scalar(l, node);

	if (err)
		return err;
	errno = 0;
	number = strtoll(node->text, &end, 10);
	if (!node->plain || *end || errno || node->text[0] == '+' || node->text[0] == ' ')
		return yaml_fault(node, l->diag, "\"%s\" is no whole number; write digits only%s",
				  node->text, strpbrk(node->text, ".,") || (*end & 0x80) ?
				  " (money in fen: 1 yuan is 100)" : "");
	if (number < low || number > high)
		return yaml_fault(node, l->diag, "%s is out of range; write %lld to %lld",
				  node->text, (long long)low, (long long)high);
	*ret_number = number;
	return ERR_OK;
}

enum err load_date(struct loader *l, const struct yaml *node, struct date *ret_date)
{
	enum err err = load_scalar(l, node);

	if (err)
		return err;
	if (strlen(node->text) != 10 || !date_parse(node->text, ret_date))
		return yaml_fault(node, l->diag, "\"%s\" is no date; write YYYY-MM-DD", node->text);
	return ERR_OK;
}

enum err load_flag(struct loader *l, const struct yaml *map, const char *key, bool *ret_flag)
{
	const struct yaml *node = yaml_get(map, key);

	if (!node)
		return ERR_OK;
	if (node->kind != YAML_SCALAR ||
	    (strcmp(node->text, "true") != 0 && strcmp(node->text, "false") != 0))
		return yaml_fault(node, l->diag, "`%s:` is true or false", key);
	*ret_flag = strcmp(node->text, "true") == 0;
	return ERR_OK;
}

enum err load_text(struct loader *l, const struct yaml *node, struct pack_text *ret_text)
{
	static const char *const keys[] = { "zh_CN", "en", "zh_TW", "zh_easy", NULL };
	enum err err;

	assert(node);
	err = node->kind == YAML_MAP ? load_map(l, node, keys) :
		yaml_fault(node, l->diag, "a text in each language belongs here; write "
			   "{zh_CN: …, en: …, zh_TW: …}");
	for (int i = 0; err == ERR_OK && i < LANG_COUNT; i++) {
		const struct yaml *one = yaml_get(node, lang_code((enum lang)i));
		enum lang written = lang_written((enum lang)i);

		if (!one && (int)written < i) {
			ret_text->in[i] = ret_text->in[written];
			continue;
		}
		if (!one || one->kind != YAML_SCALAR || !one->text[0])
			return yaml_key_fault(one ? one : node, l->diag,
					      "\"%s\" has no text in %s; add it", node->key,
					      lang_code((enum lang)i));
		ret_text->in[i] = load_keep(l, one->text);
	}
	return err;
}

enum err load_need_text(struct loader *l, const struct yaml *map, const char *key,
			struct pack_text *ret_text)
{
	const struct yaml *node = NULL;
	enum err err = load_need(l, map, key, &node);

	return err ? err : load_text(l, node, ret_text);
}

enum err load_rule(struct loader *l, const struct yaml *node, int *ret_rule)
{
	enum err err = load_scalar(l, node);
	int rule;

	if (err)
		return err;
	rule = pack_rule_find(l->pack, node->text);
	if (rule < 0)
		return yaml_fault(node, l->diag, "no rule \"%s\"; take an id from rules.yaml",
				  node->text);
	*ret_rule = rule;
	return ERR_OK;
}

enum err load_fact_name(struct loader *l, const struct yaml *node, int *ret_fact)
{
	enum err err = load_scalar(l, node);
	int fact;

	if (err)
		return err;
	fact = pack_fact_find(l->pack, node->text);
	if (fact < 0)
		return yaml_fault(node, l->diag,
				  "no fact \"%s\"; take a name from facts.yaml or add it there",
				  node->text);
	*ret_fact = fact;
	return ERR_OK;
}

enum err load_kinds(struct loader *l, const struct yaml *list, unsigned *ret_kinds)
{
	unsigned kinds = 0;

	if (list->kind != YAML_LIST || list->count == 0)
		return yaml_fault(list, l->diag,
				  "a list of claim kinds belongs here, as [TRAIN, SHORT]");
	for (const struct yaml *at = list->first; at; at = at->next) {
		int kind = claim_kind_from_name(at->text);

		if (kind < 0)
			return yaml_fault(at, l->diag,
					  "no claim kind \"%s\"; known: TRAIN, PROJECT, SHORT, "
					  "SPECIALOP, STARTUP, LIVING, POST",
					  at->text);
		kinds |= 1u << kind;
	}
	*ret_kinds = kinds;
	return ERR_OK;
}
