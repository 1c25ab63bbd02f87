#include "config/config.h"

#include "base/arena.h"
#include "base/log.h"
#include "base/program.h"
#include "base/text.h"
#include "base/yaml.h"

#include <glob.h>
#include <limits.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum kind { KIND_TEXT, KIND_NUMBER, KIND_MS, KIND_FLAG, KIND_ASSURANCE, KIND_PAPER, KIND_CRYPTO,
	    KIND_LIST };

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
	TEXT("trust", trust, false),
	TEXT("official", official, false),
	TEXT("clips", clips, false),
	VALUE("headphones", KIND_FLAG, headphones, false),
	TEXT("headphone_jack", headphone_jack, false),
	TEXT("keypad", keypad, false),
	VALUE("switches", KIND_FLAG, switches, false),
	TEXT("switch_box", switch_box, false),
	TEXT("call", call, false),
	VALUE("crypto", KIND_CRYPTO, crypto_sm, false),
	TEXT("centre", centre, false),
	TEXT("centre_keys", centre_keys, false),
	TEXT("centre_socket", centre_socket, false),
	DAYS("keep_days", keep_days, 36500),
	DAYS("audit_days", audit_days, 36500),
	MS("double_strike_ms", double_strike_ms, 500),
	MS("key_repeat_ms", key_repeat_ms, 2000),
	VALUE("demo", KIND_FLAG, demo, false),
	VALUE("emulators", KIND_LIST, emulators, false),
	TEXT("tray", tray, false),
	VALUE("seed", KIND_LIST, seed, false),
};

#define KEY_COUNT (sizeof(keys) / sizeof(keys[0]))

#define SHARE_PATH_MAX 4096
/* kiosk.yaml, and files of kiosk.d. */
#define CONFIG_FILES_MAX 32
/* Of what this program understands; a file may say for which it was written. */
#define CONFIG_VERSION 1

struct loading {
	const struct config_paths *paths;
	char share[SHARE_PATH_MAX];
	struct diag one;	/* what is being said */
	struct diag *diag;	/* = &one */
	bool for_a_hall;
	int faults;
	void (*each)(void *context, const struct diag *diag);
	void *context;
	bool seen[KEY_COUNT];
	bool lost;	/* a file that says nothing: what is missing is not known */
	char files[CONFIG_FILES_MAX][NAME_MAX + 16];
};

/* One more; the rest is read on. */
static void told(struct loading *l)
{
	l->faults++;
	l->each(l->context, &l->one);
}

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
	return text.full ? yaml_fault(node, l->diag, "too long; at most %zu bytes", cap - 1) :
			   ERR_OK;
}

static enum err read_scalar(struct loading *l, const struct yaml *node, char *out,
			    size_t cap)
{
	if (node->kind != YAML_SCALAR)
		return yaml_fault(node, l->diag, "a single value belongs here");
	return expand(l, node, node->text, out, cap);
}

/* "panel_width_mm" is in mm, "keep_days" in days. */
static const char *unit_of(const char *name)
{
	static const struct { const char *end, *unit; } units[] = {
		{ "_mm", "mm" }, { "_px", "pixels" }, { "_ms", "milliseconds" },
		{ "_days", "days" },
	};

	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		size_t len = strlen(name), end = strlen(units[i].end);

		if (len > end && strcmp(name + len - end, units[i].end) == 0)
			return units[i].unit;
	}
	return "units";
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
		return yaml_fault(node, l->diag, "write a whole number from %d to %zu, in %s "
				  "and without a unit", least, key->cap, unit_of(key->name));
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
	static const char *const modes[] = { "intl", "sm" };
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
	case KIND_CRYPTO:
		err = read_word(l, node, modes, 2, "intl or sm belongs here", &index);
		*(bool *)field = index == 1;
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

/* What a device may be named by: its kind, and whether something must follow. */
struct spec_kind {
	const char *name;	/* of the setting */
	const char *kinds[8];
	const char *hint;
};

static const struct spec_kind spec_kinds[] = {
	{ "readers", { "libnfc:", "pcsc:", "samv:", "sim:" },
	  "a reader is libnfc:DEVICE, pcsc:NAME, samv:PATH or samv:pcsc:NAME" },
	{ "sam", { "pcsc:", "hsm:", "soft:" }, "a SAM is pcsc:NAME or hsm:SOCKET" },
	{ "printer", { "ipp:ipp://", "ipp:ipps://", "ipp:unix:/", "folder:", "sim:", "none" },
	  "a printer is ipp:ipp://HOST/PATH, ipp:unix:SOCKET, folder:DIR or none" },
	{ "centre", { "https://" }, "a centre is https://HOST:PORT" },
};

static bool has_kind(const struct spec_kind *kind, const char *value)
{
	for (int i = 0; i < 8 && kind->kinds[i]; i++) {
		if (strncmp(value, kind->kinds[i], strlen(kind->kinds[i])) == 0)
			return true;
	}
	return false;
}

static enum err spec_fault(struct loading *l, const struct key *key, const struct yaml *value,
			   const struct config *config)
{
	const struct yaml *item = value->kind == YAML_LIST ? value->first : value;
	const void *field = (const char *)config + key->offset;

	for (size_t k = 0; k < sizeof(spec_kinds) / sizeof(spec_kinds[0]); k++) {
		if (strcmp(spec_kinds[k].name, key->name) != 0)
			continue;
		for (int i = 0; item; item = item->next, i++) {
			const char *text = key->kind == KIND_LIST ?
				((const struct config_list *)field)->at[i] : field;

			if (!has_kind(&spec_kinds[k], text))
				return yaml_fault(item, l->diag, "%s", spec_kinds[k].hint);
			if (key->kind != KIND_LIST)
				break;
		}
	}
	return ERR_OK;
}

/* As many letters as must be put in, taken out or exchanged; long names count as far apart. */
#define NAME_LETTERS 32
static int letters_apart(const char *one, const char *two)
{
	int row[NAME_LETTERS + 1];
	int len = (int)strlen(two);

	if (len > NAME_LETTERS || strlen(one) > NAME_LETTERS)
		return NAME_LETTERS;
	for (int j = 0; j <= len; j++)
		row[j] = j;
	for (int i = 1; one[i - 1]; i++) {
		int before = row[0];

		row[0] = i;
		for (int j = 1; j <= len; j++) {
			int here = row[j], best = before + (one[i - 1] != two[j - 1]);

			best = row[j] + 1 < best ? row[j] + 1 : best;
			row[j] = row[j - 1] + 1 < best ? row[j - 1] + 1 : best;
			before = here;
		}
	}
	return row[len];
}

/* Of those that the file does not have yet. */
static const struct key *nearest_key(const struct yaml *value)
{
	int least = 4;	/* more letters than that is no slip */
	const struct key *found = NULL;

	for (size_t i = 0; i < KEY_COUNT; i++) {
		int apart = letters_apart(value->key, keys[i].name);

		if (apart < least && !yaml_get(value->parent, keys[i].name)) {
			least = apart;
			found = &keys[i];
		}
	}
	return found;
}

/* What it is meant to be is then not missing, too. */
static void unknown_key(struct loading *l, const struct yaml *value)
{
	const struct key *nearest = nearest_key(value);

	if (nearest) {
		yaml_key_fault(value, l->diag, "no such setting; %s is meant?", nearest->name);
		l->seen[nearest - keys] = true;
	} else {
		yaml_key_fault(value, l->diag, "no such setting; see skills-kiosk.yaml(5)");
	}
	told(l);
}

/* What a hall may have left of the demonstration. */
static enum err demo_fault(struct loading *l, const struct key *key, const struct yaml *value,
			   const struct config *config)
{
	const struct { bool set; const char *name; const char *cure; } left[] = {
		{ config->demo, "demo", "take it out" },
		{ config->emulators.count > 0, "emulators", "take them out" },
		{ config->tray[0] != 0, "tray", "take it out" },
		{ config->seed.count > 0, "seed", "take it out, and import the hall's own data" },
		{ strncmp(config->sam, "soft:", 5) == 0, "sam",
		  "everybody has its keys; name a PSAM (pcsc:NAME) or a key box (hsm:SOCKET)" },
		{ strncmp(config->printer, "sim:", 4) == 0, "printer",
		  "it prints on no paper; name an IPP printer, or none" },
	};

	for (size_t i = 0; l->for_a_hall && i < sizeof(left) / sizeof(left[0]); i++) {
		if (left[i].set && strcmp(key->name, left[i].name) == 0)
			return yaml_key_fault(value, l->diag, "%s is the demonstration's: %s",
					      key->name, left[i].cure);
	}
	return ERR_OK;
}

/* A list of one file replaces that of another; each value is read on from what was wrong. */
static void read_pair(struct loading *l, const struct yaml *value, struct config *config)
{
	const struct key *key = find_key(value->key);

	if (strcmp(value->key, "version") == 0)
		return;
	if (!key) {
		unknown_key(l, value);
		return;
	}
	if (key->kind == KIND_LIST)
		((struct config_list *)((char *)config + key->offset))->count = 0;
	if (read_value(l, key, value, config) || spec_fault(l, key, value, config) ||
	    demo_fault(l, key, value, config))
		told(l);
	l->seen[key - keys] = true;
}

/* What was written for a newer program has settings that this one cannot know. */
static bool is_newer(struct loading *l, const struct yaml *root)
{
	const struct yaml *version = yaml_get(root, "version");
	struct key key = { "version", KIND_NUMBER, 0, 1000000, false };
	int number = 1;

	if (!version)
		return false;
	if (read_number(l, &key, version, &number) == ERR_OK && number <= CONFIG_VERSION)
		return false;
	if (number > CONFIG_VERSION)
		yaml_fault(version, l->diag, "made for a newer version of this program, which "
			   "knows version %d; install that", CONFIG_VERSION);
	told(l);
	return true;
}

static void read_settings(struct loading *l, const struct yaml *root, struct config *config)
{
	if (root->kind != YAML_MAP) {
		yaml_fault(root, l->diag, "settings (name: value) belong here");
		told(l);
		l->lost = true;
		return;
	}
	l->lost = is_newer(l, root) || l->lost;
	for (const struct yaml *value = l->lost ? NULL : root->first; value; value = value->next)
		read_pair(l, value, config);
}

static void name_missing(struct loading *l)
{
	char file[sizeof(l->one.file)];

	snprintf(file, sizeof(file), "%s/kiosk.yaml", l->paths->config);
	for (size_t i = 0; !l->lost && i < KEY_COUNT; i++) {
		if (!keys[i].needed || l->seen[i])
			continue;
		diag_set(l->diag, file, 1, 1, "%s is missing; add it", keys[i].name);
		told(l);
	}
}

/* Whoever may submit may see what for. */
static void match_assurance(struct loading *l, const struct yaml *root, const struct config *c)
{
	const struct yaml *results = yaml_get(root, "results"), *submit = yaml_get(root, "submit");

	if (results && submit && c->submit < c->results) {
		yaml_fault(submit, l->diag, "less than results asks for; write at least the same");
		told(l);
	}
}

/* What speaks to a centre needs its keys. */
static void match_centre(struct loading *l, const struct yaml *root, const struct config *c)
{
	const struct yaml *centre = yaml_get(root, "centre");

	if (centre && c->centre[0] && !c->centre_keys[0] && !yaml_get(root, "centre_keys")) {
		yaml_fault(centre, l->diag, "centre_keys is missing beside it: the folder that "
			   "skills-centre enrol made");
		told(l);
	}
}

/* The file and the tree read from it; the shipped one takes about 40 KiB. */
#define CONFIG_ARENA_BYTES (2u << 20)

static void read_file(struct loading *l, const char *name, struct config *config)
{
	const struct yaml *root;
	struct arena arena;

	arena_init(&arena, CONFIG_ARENA_BYTES);
	if (yaml_read_file(l->paths->config, name, &arena, &root, l->diag)) {
		told(l);
		l->lost = true;
	} else {
		int before = l->faults;

		read_settings(l, root, config);
		if (l->faults == before)
			match_assurance(l, root, config);
		if (l->faults == before)
			match_centre(l, root, config);
	}
	arena_finish(&arena);
}

static void read_more(struct loading *l, struct config *config)
{
	char pattern[SHARE_PATH_MAX];
	glob_t found;

	if (snprintf(pattern, sizeof(pattern), "%s/kiosk.d/*.yaml", l->paths->config) >=
		    (int)sizeof(pattern) || glob(pattern, 0, NULL, &found) != 0)
		return;
	for (size_t i = 0; i < found.gl_pathc && i < CONFIG_FILES_MAX; i++) {
		snprintf(l->files[i], sizeof(l->files[i]), "kiosk.d/%s",
			 strrchr(found.gl_pathv[i], '/') + 1);
		read_file(l, l->files[i], config);
	}
	globfree(&found);
}

/* What was taken under a signature is newer than what the hall names (tools/take.h). */
static void mean_taken_pack(const struct config_paths *paths, struct config *config)
{
	char taken[SHARE_PATH_MAX];

	if (!config->trust[0] || !paths->data)
		return;
	snprintf(taken, sizeof(taken), "%s/packs/current/pack.yaml", paths->data);
	if (access(taken, R_OK) != 0)
		return;
	snprintf(taken, sizeof(taken), "%s/packs/current", paths->data);
	memcpy(config->pack_named, config->pack, sizeof(config->pack_named));
	if (text_copy(config->pack, sizeof(config->pack), taken))
		log_error("%s: too long a name for a pack", taken);
}

static bool is_a_file(const char *path)
{
	struct stat about;

	return stat(path, &about) == 0 && !S_ISDIR(about.st_mode);
}

enum err config_check(const struct config_paths *paths, bool for_a_hall,
		      struct config *ret_config,
		      void (*each)(void *context, const struct diag *diag), void *context)
{
	struct loading *l = calloc(1, sizeof(*l));
	struct config *config = calloc(1, sizeof(*config));
	enum err err = ERR_OK;

	if (!l || !config)
		abort();
	*l = (struct loading){ .paths = paths, .for_a_hall = for_a_hall, .diag = &l->one,
			       .each = each, .context = context };
	config->double_strike_ms = DOUBLE_STRIKE_MS;
	config->keep_days = KEEP_DAYS;
	config->audit_days = AUDIT_DAYS;
	if (program_share("", l->share, sizeof(l->share))) {
		diag_set(l->diag, "", 0, 0, "this program's folder is not known");
		told(l);
	} else if (is_a_file(paths->config)) {
		diag_set(l->diag, paths->config, 0, 0, "is a file; name the folder that "
			 "kiosk.yaml lies in: --config DIR");
		told(l);
	} else {
		read_file(l, "kiosk.yaml", config);
		read_more(l, config);
		name_missing(l);
		mean_taken_pack(paths, config);
	}
	if (l->faults)
		err = ERR_INPUT;
	else
		*ret_config = *config;
	free(config);
	free(l);
	return err;
}

static void keep_first(void *context, const struct diag *diag)
{
	struct diag *first = context;

	if (!first->what[0])
		*first = *diag;
}

enum err config_load(const struct config_paths *paths,
		     struct config *ret_config, struct diag *diag)
{
	struct diag first = { .what = "" };
	enum err err = config_check(paths, false, ret_config, keep_first, &first);

	if (err)
		*diag = first;
	return err;
}
