/*
 * The loader of packs on whatever bytes come: as the benefits file of an
 * otherwise sound pack.  What it accepts is then decided, asked about, drawn
 * and written as SQL.  Seeds: the shipped benefits.
 */
#include "policy/draw.h"
#include "policy/load.h"
#include "policy/sql.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define PACK SOURCE_DIR "/kiosk-config/packs/nb-2019-78"

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

static struct pack *sound;		/* everything but the benefits */
static struct pack *pack;
static struct loader prepared;
static char *buffer;

enum { BUFFER_SIZE = 8 << 20 };

static void prepare(void)
{
	static const char *const files[] = { "rules.yaml", "sayings.yaml", "facts.yaml",
					     "pack.yaml", "conditions.yaml" };
	static enum err (*const parts[])(struct loader *, const struct yaml *) = {
		load_rules, load_sayings, load_facts, load_identity, load_names,
	};
	static struct diag diag;

	sound = calloc(1, sizeof(*sound));
	pack = calloc(1, sizeof(*pack));
	buffer = malloc(BUFFER_SIZE);
	assert(sound && pack && buffer);
	arena_init(&sound->arena, (size_t)8 << 20);
	prepared.pack = sound;
	prepared.diag = &diag;
	arena_init(&prepared.scratch, (size_t)24 << 20);
	for (int i = 0; i < 5; i++) {
		const struct yaml *root = NULL;
		enum err err = yaml_read_file(PACK, files[i], &prepared.scratch, &root, &diag);

		if (err == ERR_OK)
			err = parts[i](&prepared, root);
		assert(err == ERR_OK);
	}
}

static void use(void)
{
	static struct policy_case c = { .date = { 2021, 3, 15 } };
	static const bool asked[FACTS_MAX];
	bool wanted[BENEFITS_MAX];
	struct text out = text_in(buffer, BUFFER_SIZE);
	enum err err;

	memset(wanted, 1, sizeof(wanted));
	for (int i = 0; i < pack->benefit_count; i++) {
		struct decision d;

		policy_decide(pack, &c, i, &d);
		out = text_in(buffer, BUFFER_SIZE);
		err = draw_benefit(pack, i, &out);
		(void)err;
	}
	policy_next_question(pack, &c, wanted, asked);
	out = text_in(buffer, BUFFER_SIZE);
	err = sql_statement(pack, SQL_SQLITE, &out);
	(void)err;
}

/* Each run begins with the prepared tables and gives back what it took of the arenas. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct loader l;
	struct diag diag = { 0 };
	const struct yaml *root = NULL;
	enum err err;

	if (!sound)
		prepare();
	memcpy(pack, sound, sizeof(*pack));
	l = prepared;
	l.pack = pack;
	l.diag = &diag;
	err = yaml_read("input", (const char *)data, size, &l.scratch, &root, &diag);
	if (err == ERR_OK)
		err = load_benefit_head(&l, root);
	if (err == ERR_OK)
		err = load_benefit_trees(&l);
	if (err == ERR_OK)
		use();
	else
		assert(err == ERR_INPUT && diag.what[0] && diag.line > 0 && diag.column > 0);
	memset(l.scratch.bytes + prepared.scratch.used, 0, l.scratch.used - prepared.scratch.used);
	memset(pack->arena.bytes + sound->arena.used, 0, pack->arena.used - sound->arena.used);
	return 0;
}
