#include "programs/centre/limits.h"

#include "base/clock.h"
#include "base/json.h"
#include "base/text.h"
#include "bundle/unpack.h"
#include "centre/database.h"
#include "core/person.h"
#include "policy/limits.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What a kiosk's letters call what is counted (wire/wire.h), and of which kinds it sends them. */
static const struct limit_class {
	const char *name;
	enum claim_kind kind;
	unsigned kinds;
} limit_classes[] = {
	{ "COURSE", CLAIM_TRAIN, 1 << CLAIM_TRAIN | 1 << CLAIM_PROJECT | 1 << CLAIM_SHORT |
	  1 << CLAIM_SPECIALOP | 1 << CLAIM_STARTUP },
	{ "LIVING", CLAIM_LIVING, 1 << CLAIM_LIVING },
};

static void say(const struct limit_class *class, const char *what)
{
	fprintf(stderr, "%s: the pack %s\n", class->name, what);
}

/* Claims of another class take none of its numbers here. */
static void say_difference(const struct limit_class *class, const struct pack_limit *limit)
{
	if (limit->kinds & ~class->kinds)
		say(class, "counts claims of another class with it, the centre does not: where the "
		    "two differ the desk decides");
}

static void write_kinds(struct json_writer *w, unsigned kinds)
{
	json_write_key(w, "kinds");
	json_write_list(w);
	for (int kind = 0; kind < CLAIM_KIND_COUNT; kind++) {
		if (kinds >> kind & 1)
			json_write_string(w, claim_kind_name((enum claim_kind)kind));
	}
	json_write_end(w);
}

static void write_limit(struct json_writer *w, const struct limit_class *class,
			const struct pack_limit *limit)
{
	json_write_key(w, class->name);
	json_write_object(w);
	json_write_key(w, "most");
	json_write_int(w, limit->most);
	write_kinds(w, limit->kinds & class->kinds);
	json_write_key(w, "rolling");
	json_write_bool(w, limit->rolling);
	json_write_end(w);
}

static void write_limits(const struct pack *pack, struct text *out)
{
	struct json_writer w = json_write_into(out);
	struct date today = date_in_china(clock_wall_s());

	json_write_object(&w);
	for (size_t i = 0; i < sizeof(limit_classes) / sizeof(limit_classes[0]); i++) {
		const struct limit_class *class = &limit_classes[i];
		struct pack_limit limit;

		if (pack_limit_of(pack, class->kind, today, &limit)) {
			say(class, "has no limit for it that holds today; the former stays");
			continue;
		}
		say_difference(class, &limit);
		write_limit(&w, class, &limit);
	}
	json_write_end(&w);
}

static enum err read_folder(const char *dir, struct pack_limits *ret_limits, struct diag *diag)
{
	struct text text = text_in(ret_limits->json, sizeof(ret_limits->json));
	struct pack *pack = NULL;
	enum err err = pack_load(dir, &pack, diag);

	if (err)
		return err;
	snprintf(ret_limits->pack, sizeof(ret_limits->pack), "%s", pack_id(pack));
	write_limits(pack, &text);
	pack_destroy(pack);
	return ERR_OK;
}

enum err limits_read(const struct bundle *bundle, struct pack_limits *ret_limits,
		     struct diag *diag)
{
	char dir[] = "/tmp/skills-centre-pack-XXXXXX";
	enum err err;

	if (!mkdtemp(dir))
		return diag_set(diag, dir, 0, 0, "%s", strerror(errno));
	err = bundle_unpack(bundle, dir, diag);
	if (!err)
		err = read_folder(dir, ret_limits, diag);
	bundle_unpacked_remove(bundle, dir);
	return err;
}

enum err limits_tell(const char *database, const struct pack_limits *limits)
{
	const struct database_value values[] = { database_text(limits->pack),
						 database_text(limits->json) };
	char *said = NULL;
	enum err err = database_ask(database, "select centre.limits_of_pack($1, $2)", 2, values,
				    &said);

	if (!err && said)
		printf("%s\n", said);
	free(said);
	return err;
}
