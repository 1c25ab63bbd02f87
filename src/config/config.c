#include "config/config.h"

#include "base/arena.h"
#include "base/program.h"
#include "base/text.h"
#include "base/yaml.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum kind { KIND_TEXT, KIND_NUMBER, KIND_MS, KIND_FLAG, KIND_ASSURANCE, KIND_PAPER, KIND_LIST };

struct key {
	const char *name;
	enum kind kind;
	size_t offset;
	size_t cap;	/* of a text; of a number, the most */
	bool needed;
};

#define TEXT(key, field, needed) \
	{ key, KIND_TEXT, offsetof(struct config, field), \
	  sizeof(((struct config *)0)->field), needed }
#define VALUE(key, kind, field, needed) \
	{ key, kind, offsetof(struct config, field), 0, needed }

#define NUMBER(key, field, most) \
	{ key, KIND_NUMBER, offsetof(struct config, field), most, true }
#define DAYS(key, field, most) \
	{ key, KIND_NUMBER, offsetof(struct config, field), most, false }
#define MS(key, field, most) \
	{ key, KIND_MS, offsetof(struct config, field), most, false }

static const struct key keys[] = {
	TEXT("hall_zh", hall_zh, true),
	TEXT("hall_en", hall_en, true),
	TEXT("hall_hant", hall_hant, false),
	TEXT("terminal_zh", terminal_zh, true),
	TEXT("terminal_en", terminal_en, true),
	TEXT("terminal_hant", terminal_hant, false),
	TEXT("contact_zh", contact_zh, true),
	TEXT("contact_en", contact_en, true),
	TEXT("contact_hant", contact_hant, false),
	TEXT("contact_easy", contact_easy, false),
	NUMBER("panel_width_mm", panel_width_mm, 100000),
	NUMBER("panel_width_px", panel_width_px, 100000),
	NUMBER("panel_height_px", panel_height_px, 100000),
	NUMBER("distance_mm", distance_mm, 100000),
	VALUE("results", KIND_ASSURANCE, results, true),
	VALUE("submit", KIND_ASSURANCE, submit, true),
	VALUE("readers", KIND_LIST, readers, true),
	TEXT("sam", sam, false),
	TEXT("printer", printer, true),
	VALUE("paper", KIND_PAPER, paper, false),
	TEXT("pack", pack, true),
	TEXT("official", official, false),
	VALUE("headphones", KIND_FLAG, headphones, false),
	TEXT("headphone_jack", headphone_jack, false),
	TEXT("keypad", keypad, false),
	VALUE("switches", KIND_FLAG, switches, false),
	TEXT("switch_box", switch_box, false),
	TEXT("call", call, false),
	DAYS("keep_days", keep_days, 36500),
	MS("double_strike_ms", double_strike_ms, 500),
	MS("key_repeat_ms", key_repeat_ms, 2000),
	VALUE("demo", KIND_FLAG, demo, false),
	VALUE("emulators", KIND_LIST, emulators, false),
	TEXT("tray", tray, false),
	VALUE("seed", KIND_LIST, seed, false),
};

#define KEY_COUNT (sizeof(keys) / sizeof(keys[0]))

#define SHARE_PATH_MAX 4096

struct loading {
	const struct config_paths *paths;
	char share[SHARE_PATH_MAX];
	struct diag *diag;
};

/* Replaces ${config}, ${share}, ${data} and ${run}; any other ${…} is a fault. */
static enum err expand(struct loading *l, const struct yaml *node, const char *from,
		       char *out, size_t cap)
{
	const struct { const char *name; const char *value; } paths[] = {
		{ "${config}", l->paths->config },
		{ "${share}", l->share },
		{ "${data}", l->paths->data },
		{ "${run}", l->paths->run },
	};
	struct text text = text_in(out, cap);

	while (*from) {
		size_t plain = strcspn(from, "$");
		bool found = false;

		text_add_n(&text, from, plain);
		from += plain;
		for (int i = 0; *from && i < 4; i++) {
			size_t len = strlen(paths[i].name);

			if (strncmp(from, paths[i].name, len) == 0) {
				text_add(&text, paths[i].value);
				from += len;
				found = true;
				break;
			}
		}
		if (*from == '$' && !found)
			return yaml_fault(node, l->diag, "only ${config}, ${share}, ${data} "
					  "and ${run} may begin with a $");
	}
	return text.full ? yaml_fault(node, l->diag, "too long; shorten it") : ERR_OK;
}

static enum err read_scalar(struct loading *l, const struct yaml *node, char *out,
			    size_t cap)
{
	if (node->kind != YAML_SCALAR)
		return yaml_fault(node, l->diag, "a single value belongs here");
	return expand(l, node, node->text, out, cap);
}

/* From 1, or of milliseconds from 0, to the key's most. */
static enum err read_number(struct loading *l, const struct key *key, const struct yaml *node,
			    int *ret)
{
	int least = key->kind == KIND_MS ? 0 : 1;
	char text[32], *end;
	long number;
	enum err err = read_scalar(l, node, text, sizeof(text));

	if (err)
		return err;
	number = strtol(text, &end, 10);
	if (*end || end == text || number < least || number > (long)key->cap)
		return yaml_fault(node, l->diag, "write %s from %d to %zu",
				  key->kind == KIND_MS ? "milliseconds" : "a whole number",
				  least, key->cap);
	*ret = (int)number;
	return ERR_OK;
}

static enum err read_word(struct loading *l, const struct yaml *node,
			  const char *const *words, int count, const char *hint,
			  int *ret_index)
{
	char text[32];
	enum err err = read_scalar(l, node, text, sizeof(text));
	int index;

	if (err)
		return err;
	index = text_find(words, count, text);
	if (index < 0)
		return yaml_fault(node, l->diag, "%s", hint);
	*ret_index = index;
	return ERR_OK;
}

static enum err read_list(struct loading *l, const struct yaml *node,
			  struct config_list *list)
{
	if (node->kind != YAML_LIST)
		return yaml_fault(node, l->diag, "a list (- one, - two) belongs here");
	for (const struct yaml *item = node->first; item; item = item->next) {
		enum err err;

		if (list->count == CONFIG_LIST_MAX)
			return yaml_fault(item, l->diag, "too many entries; at most 8");
		err = read_scalar(l, item, list->at[list->count], CONFIG_VALUE_MAX);
		if (err)
			return err;
		list->count++;
	}
	return ERR_OK;
}

static enum err read_value(struct loading *l, const struct key *key,
			   const struct yaml *node, struct config *config)
{
	static const char *const flags[] = { "no", "yes" };
	static const char *const levels[] = { "none", "A0", "A1", "A2" };
	void *field = (char *)config + key->offset;
	int index = 0;
	enum err err = ERR_OK;

	switch (key->kind) {
	case KIND_TEXT:
		return read_scalar(l, node, field, key->cap);
	case KIND_NUMBER:
	case KIND_MS:
		return read_number(l, key, node, field);
	case KIND_FLAG:
		err = read_word(l, node, flags, 2, "yes or no belongs here", &index);
		*(bool *)field = index == 1;
		return err;
	case KIND_ASSURANCE:
		err = read_word(l, node, levels, 4, "A0, A1 or A2 belongs here", &index);
		*(enum assurance *)field = (enum assurance)index;
		return err;
	case KIND_PAPER:
		err = read_word(l, node, paper_format_names, FORMAT_COUNT,
				"A4, A5 or roll belongs here", &index);
		*(enum paper_format *)field = (enum paper_format)index;
		return err;
	case KIND_LIST:
		return read_list(l, node, field);
	}
	return err;
}

static const struct key *find_key(const char *name)
{
	for (size_t i = 0; i < KEY_COUNT; i++) {
		if (strcmp(keys[i].name, name) == 0)
			return &keys[i];
	}
	return NULL;
}

static enum err read_pairs(struct loading *l, const struct yaml *root,
			   struct config *config, bool *seen)
{
	for (const struct yaml *value = root->first; value; value = value->next) {
		const struct key *key = find_key(value->key);
		enum err err;

		if (!key)
			return yaml_key_fault(value, l->diag, "no such setting; "
					      "see the comments in the shipped kiosk.yaml");
		err = read_value(l, key, value, config);
		if (err)
			return err;
		seen[key - keys] = true;
	}
	return ERR_OK;
}

static enum err read_settings(struct loading *l, const struct yaml *root,
			      struct config *config)
{
	bool seen[KEY_COUNT] = { false };
	enum err err;

	if (root->kind != YAML_MAP)
		return yaml_fault(root, l->diag, "settings (name: value) belong here");
	err = read_pairs(l, root, config, seen);
	if (err)
		return err;
	for (size_t i = 0; i < KEY_COUNT; i++) {
		if (keys[i].needed && !seen[i])
			return yaml_fault(root, l->diag, "%s is missing; add it", keys[i].name);
	}
	return ERR_OK;
}

/* The file and the tree read from it; the shipped one takes about 40 KiB. */
#define CONFIG_ARENA_BYTES (2u << 20)

enum err config_load(const struct config_paths *paths,
		     struct config *ret_config, struct diag *diag)
{
	struct loading loading = { .paths = paths, .diag = diag };
	struct config config = { .double_strike_ms = DOUBLE_STRIKE_MS,
				 .keep_days = KEEP_DAYS };
	const struct yaml *root;
	struct arena arena;
	enum err err;

	if (program_share("", loading.share, sizeof(loading.share)))
		return diag_set(diag, "", 0, 0, "this program's folder is not known");
	arena_init(&arena, CONFIG_ARENA_BYTES);
	err = yaml_read_file(paths->config, "kiosk.yaml", &arena, &root, diag);
	if (!err)
		err = read_settings(&loading, root, &config);
	arena_finish(&arena);
	if (!err)
		*ret_config = config;
	return err;
}
