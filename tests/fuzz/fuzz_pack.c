/*
 * The loader of packs on whatever bytes come: as one file of an otherwise sound
 * pack.  What it accepts is then decided, asked about, drawn and written as SQL.
 *
 * An input that begins with "#1" is taken for rules.yaml, "#2" sayings.yaml,
 * "#3" facts.yaml, "#4" pack.yaml, "#5" conditions.yaml (a comment to YAML), any
 * other for a file of benefits/.  Seeds: the shipped files, or their beginnings.
 */
#include "policy/draw/draw.h"
#include "policy/load/load.h"
#include "policy/sql/sql.h"

#include <assert.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>

#define PACK SOURCE_DIR "/kiosk-config/packs/nb-2019-78"
#define SHIPPED_MAX 32

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
const char *__lsan_default_suppressions(void);

/*
 * libfyaml 0.7.12 keeps a buffer of its own when it refuses some texts; a pack is read once a
 * start.
 */
const char *__lsan_default_suppressions(void)
{
	return "leak:libfyaml";
}

static enum err (*const parts[])(struct loader *, const struct yaml *) = {
	load_rules, load_sayings, load_facts, load_identity, load_names,
};

enum { PARTS = 5, BUFFER_SIZE = 8 << 20 };

static const struct yaml *roots[PARTS], *shipped[SHIPPED_MAX];
static int shipped_count;
static struct pack *sound;		/* everything but the benefits, whose names are known */
static struct pack *pack;
static struct loader prepared;
static char *buffer;

static void read_shipped(void)
{
	glob_t found;

	assert(glob(PACK "/benefits/*.yaml", 0, NULL, &found) == 0);
	for (size_t i = 0; i < found.gl_pathc && shipped_count < SHIPPED_MAX; i++) {
		enum err err = yaml_read_file(PACK "/benefits", strrchr(found.gl_pathv[i], '/') + 1,
					      &prepared.scratch, &shipped[shipped_count++],
					      prepared.diag);

		assert(err == ERR_OK);
	}
	globfree(&found);
}

/* The parts in order, the input in the place of one (or of none: PARTS), and the benefits. */
static enum err load_all(struct loader *l, int place, const struct yaml *input)
{
	enum err err = ERR_OK;

	for (int i = 0; i < PARTS && !err; i++)
		err = parts[i](l, i == place ? input : roots[i]);
	for (int i = 0; i < shipped_count && !err; i++)
		err = load_benefit_head(l, shipped[i]);
	return err;
}

static void prepare(void)
{
	static const char *const files[] = { "rules.yaml", "sayings.yaml", "facts.yaml",
					     "pack.yaml", "conditions.yaml" };
	static struct diag diag;

	sound = calloc(1, sizeof(*sound));
	pack = calloc(1, sizeof(*pack));
	buffer = malloc(BUFFER_SIZE);
	assert(sound && pack && buffer);
	arena_init(&sound->arena, (size_t)8 << 20);
	prepared.pack = sound;
	prepared.diag = &diag;
	arena_init(&prepared.scratch, (size_t)24 << 20);
	for (int i = 0; i < PARTS; i++) {
		enum err err = yaml_read_file(PACK, files[i], &prepared.scratch, &roots[i], &diag);

		assert(err == ERR_OK);
	}
	read_shipped();
	assert(load_all(&prepared, PARTS, NULL) == ERR_OK);
	/* The names of the shipped benefits stay, for those of the input to rest on. */
	sound->benefit_count = 0;
	for (int i = 0; i < prepared.name_count; i++)
		prepared.names[i].used = true;
}

static void use(const struct pack *p)
{
	static struct policy_case c = { .date = { 2021, 3, 15 } };
	static const bool asked[FACTS_MAX];
	bool wanted[BENEFITS_MAX];
	struct text out;
	enum err err;

	memset(wanted, 1, sizeof(wanted));
	for (int i = 0; i < p->benefit_count; i++) {
		struct decision d;

		policy_decide(p, &c, i, &d);
		out = text_in(buffer, BUFFER_SIZE);
		err = draw_benefit(p, i, &out);
		(void)err;
	}
	policy_next_question(p, &c, wanted, asked);
	out = text_in(buffer, BUFFER_SIZE);
	err = sql_statement(p, SQL_SQLITE, &out);
	(void)err;
}

/* What the input defines is not there before it. */
static void forget_names_of(struct loader *l, const struct yaml *root)
{
	for (const struct yaml *at = root->first; at; at = at->next) {
		for (int i = 0; i < l->name_count; i++) {
			if (strcmp(l->names[i].id, at->key) == 0)
				l->names[i--] = l->names[--l->name_count];
		}
	}
}

/* A file of benefits: the other parts stand ready. */
static enum err load_benefits(struct loader *l, const struct yaml *root)
{
	memcpy(pack, sound, sizeof(*pack));
	l->name_count = prepared.name_count;
	memcpy(l->names, prepared.names, sizeof(l->names));
	forget_names_of(l, root);
	return load_benefit_head(l, root);
}

/* Another file: everything that rests on it is loaded anew. */
static enum err load_part(struct loader *l, int place, const struct yaml *root)
{
	struct arena arena = sound->arena;

	memset(pack, 0, sizeof(*pack));
	pack->arena = arena;
	return load_all(l, place, root);
}

/* Each run begins with the prepared tables and gives back what it took of the arenas. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct loader l;
	struct diag diag = { 0 };
	const struct yaml *root = NULL;
	bool is_part = size >= 2 && data[0] == '#' && data[1] >= '1' && data[1] <= '5';
	enum err err;

	if (!sound)
		prepare();
	memset(&l, 0, sizeof(l));
	l.scratch = prepared.scratch;
	l.pack = pack;
	l.diag = &diag;
	err = yaml_read("input", (const char *)data, size, &l.scratch, &root, &diag);
	if (err == ERR_OK)
		err = is_part ? load_part(&l, data[1] - '1', root) : load_benefits(&l, root);
	else
		pack->arena = sound->arena;
	if (err == ERR_OK)
		err = load_benefit_trees(&l);
	if (err == ERR_OK) {
		pack_find_common_subexpressions(pack);
		use(pack);
	} else {
		assert(err == ERR_INPUT && diag.what[0] && diag.line > 0 && diag.column > 0);
	}
	memset(l.scratch.bytes + prepared.scratch.used, 0, l.scratch.used - prepared.scratch.used);
	memset(pack->arena.bytes + sound->arena.used, 0, pack->arena.used - sound->arena.used);
	return 0;
}
