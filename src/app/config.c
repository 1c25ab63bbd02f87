#include "app/config.h"

#include "base/text.h"

#include <errno.h>
#include <libfyaml.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum kind { KIND_TEXT, KIND_NUMBER, KIND_FLAG, KIND_ASSURANCE, KIND_LIST };

struct key {
	const char *name;
	enum kind kind;
	size_t offset;
	size_t cap;	/* of a text */
	bool needed;
};

#define TEXT(key, field, needed) \
	{ key, KIND_TEXT, offsetof(struct config, field), \
	  sizeof(((struct config *)0)->field), needed }
#define VALUE(key, kind, field, needed) \
	{ key, kind, offsetof(struct config, field), 0, needed }

static const struct key keys[] = {
	TEXT("hall_zh", hall_zh, true),
	TEXT("hall_en", hall_en, true),
	TEXT("terminal_zh", terminal_zh, true),
	TEXT("terminal_en", terminal_en, true),
	TEXT("contact_zh", contact_zh, true),
	TEXT("contact_en", contact_en, true),
	VALUE("panel_width_mm", KIND_NUMBER, panel_width_mm, true),
	VALUE("panel_width_px", KIND_NUMBER, panel_width_px, true),
	VALUE("panel_height_px", KIND_NUMBER, panel_height_px, true),
	VALUE("distance_mm", KIND_NUMBER, distance_mm, true),
	VALUE("results", KIND_ASSURANCE, results, true),
	VALUE("submit", KIND_ASSURANCE, submit, true),
	VALUE("readers", KIND_LIST, readers, true),
	TEXT("sam", sam, false),
	TEXT("printer", printer, true),
	TEXT("pack", pack, true),
	VALUE("headphones", KIND_FLAG, headphones, false),
	VALUE("demo", KIND_FLAG, demo, false),
	VALUE("emulators", KIND_LIST, emulators, false),
	TEXT("tray", tray, false),
	VALUE("seed", KIND_LIST, seed, false),
};

#define KEY_COUNT (sizeof(keys) / sizeof(keys[0]))

struct loading {
	const struct config_places *places;
	const char *file;
	struct diag *diag;
};

static enum err fault(struct loading *l, struct fy_node *node, const char *what)
{
	const struct fy_mark *mark = NULL;
	struct fy_token *token = node && fy_node_is_scalar(node) ?
				 fy_node_get_scalar_token(node) : NULL;

	if (token)
		mark = fy_token_start_mark(token);
	return diag_set(l->diag, l->file, mark ? mark->line + 1 : 1,
			mark ? mark->column + 1 : 1, "%s", what);
}

/* Replaces ${config}, ${data} and ${run}; any other ${…} is a fault. */
static enum err expand(struct loading *l, struct fy_node *node, const char *from,
		       char *out, size_t cap)
{
	const struct { const char *name; const char *value; } places[] = {
		{ "${config}", l->places->config },
		{ "${data}", l->places->data },
		{ "${run}", l->places->run },
	};
	struct text text = text_in(out, cap);

	while (*from) {
		size_t plain = strcspn(from, "$");
		bool found = false;

		text_add_n(&text, from, plain);
		from += plain;
		for (int i = 0; *from && i < 3; i++) {
			size_t len = strlen(places[i].name);

			if (strncmp(from, places[i].name, len) == 0) {
				text_add(&text, places[i].value);
				from += len;
				found = true;
				break;
			}
		}
		if (*from == '$' && !found)
			return fault(l, node, "only ${config}, ${data} and ${run} may follow a $");
	}
	return text.full ? fault(l, node, "too long; shorten it") : ERR_OK;
}

static enum err read_scalar(struct loading *l, struct fy_node *node, char *out,
			    size_t cap)
{
	const char *plain = fy_node_is_scalar(node) ? fy_node_get_scalar0(node) : NULL;

	if (!plain)
		return fault(l, node, "a single value belongs here");
	return expand(l, node, plain, out, cap);
}

static enum err read_number(struct loading *l, struct fy_node *node, int *ret)
{
	char text[32], *end;
	long number;
	enum err err = read_scalar(l, node, text, sizeof(text));

	if (err)
		return err;
	number = strtol(text, &end, 10);
	if (*end || end == text || number < 1 || number > 100000)
		return fault(l, node, "a whole number from 1 to 100000 belongs here");
	*ret = (int)number;
	return ERR_OK;
}

static enum err read_word(struct loading *l, struct fy_node *node,
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
		return fault(l, node, hint);
	*ret_index = index;
	return ERR_OK;
}

static enum err read_list(struct loading *l, struct fy_node *node,
			  struct config_list *list)
{
	struct fy_node *item;
	void *at = NULL;

	if (!fy_node_is_sequence(node))
		return fault(l, node, "a list (- one, - two) belongs here");
	while ((item = fy_node_sequence_iterate(node, &at))) {
		enum err err;

		if (list->count == CONFIG_LIST_MAX)
			return fault(l, item, "too many entries; at most 8");
		err = read_scalar(l, item, list->at[list->count], CONFIG_VALUE_MAX);
		if (err)
			return err;
		list->count++;
	}
	return ERR_OK;
}

static enum err read_value(struct loading *l, const struct key *key,
			   struct fy_node *node, struct config *config)
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
		return read_number(l, node, field);
	case KIND_FLAG:
		err = read_word(l, node, flags, 2, "yes or no belongs here", &index);
		*(bool *)field = index == 1;
		return err;
	case KIND_ASSURANCE:
		err = read_word(l, node, levels, 4, "A0, A1 or A2 belongs here", &index);
		*(enum assurance *)field = (enum assurance)index;
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

static enum err read_pairs(struct loading *l, struct fy_node *root,
			   struct config *config, bool *seen)
{
	struct fy_node_pair *pair;
	void *at = NULL;

	while ((pair = fy_node_mapping_iterate(root, &at))) {
		struct fy_node *name = fy_node_pair_key(pair);
		const char *text = fy_node_get_scalar0(name);
		const struct key *key = text ? find_key(text) : NULL;
		enum err err;

		if (!key)
			return fault(l, name, "no such setting; "
				     "see the comments in the shipped kiosk.yaml");
		err = read_value(l, key, fy_node_pair_value(pair), config);
		if (err)
			return err;
		seen[key - keys] = true;
	}
	return ERR_OK;
}

static enum err read_document(struct loading *l, struct fy_document *document,
			      struct config *config)
{
	struct fy_node *root = fy_document_root(document);
	bool seen[KEY_COUNT] = { false };
	enum err err;

	if (!root || !fy_node_is_mapping(root))
		return fault(l, NULL, "settings (name: value) belong here");
	err = read_pairs(l, root, config, seen);
	if (err)
		return err;
	for (size_t i = 0; i < KEY_COUNT; i++) {
		if (keys[i].needed && !seen[i])
			return diag_set(l->diag, l->file, 1, 1,
					"%s is missing; add it", keys[i].name);
	}
	return ERR_OK;
}

#define CONFIG_FILE_MAX (64 * 1024)

/*
 * libfyaml 0.7 can loop for ever on bytes that are not UTF-8: they are refused
 * before it sees them.
 */
static enum err read_file(struct loading *l, char *bytes, size_t *ret_size)
{
	FILE *file = fopen(l->file, "re");
	size_t size, bad;

	if (!file)
		return diag_set(l->diag, l->file, 0, 0, "%s; name the folder with --config",
				strerror(errno));
	size = fread(bytes, 1, CONFIG_FILE_MAX, file);
	fclose(file);
	if (size == CONFIG_FILE_MAX)
		return diag_set(l->diag, l->file, 1, 1, "larger than 64 KiB; shorten it");
	bad = utf8_bad_offset(bytes, size);
	if (bad < size)
		return diag_set(l->diag, l->file, 1, 1,
				"byte %zu is not UTF-8; save the file as UTF-8", bad);
	*ret_size = size;
	return ERR_OK;
}

enum err config_load(const struct config_places *places,
		     struct config *ret_config, struct diag *diag)
{
	static const struct fy_parse_cfg quiet = { .flags = FYPCF_QUIET };
	char path[1024], *bytes = malloc(CONFIG_FILE_MAX);
	struct loading loading = { places, path, diag };
	struct config config = { 0 };
	struct fy_document *document;
	size_t size = 0;
	enum err err;

	if (!bytes)
		return ERR_IO;
	snprintf(path, sizeof(path), "%s/kiosk.yaml", places->config);
	err = read_file(&loading, bytes, &size);
	if (!err) {
		document = fy_document_build_from_string(&quiet, bytes, size);
		err = document ? read_document(&loading, document, &config) :
				 diag_set(diag, path, 1, 1,
					  "not YAML; compare with the shipped file");
		fy_document_destroy(document);
	}
	free(bytes);
	if (!err)
		*ret_config = config;
	return err;
}
