#include "desk/again.h"

#include "base/log.h"
#include "base/program.h"
#include "policy/policy.h"
#include "session/replay.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define AGAIN_PATH_MAX 1024
/* A city changes its pack a few times a year. */
#define AGAIN_PACKS_MAX 32

struct again {
	int count;
	struct pack *packs[AGAIN_PACKS_MAX];
};

static void add_pack(struct again *again, const char *dir)
{
	struct diag diag = { 0 };
	enum err err = again->count < AGAIN_PACKS_MAX ?
		pack_load(dir, &again->packs[again->count], &diag) : ERR_FULL;

	if (!err)
		again->count++;
	else
		log_warn("%s: a pack that is not read: %s", dir, diag.what);
}

static void add_below(struct again *again, const char *top, const char *below)
{
	char pattern[AGAIN_PATH_MAX];
	glob_t found = { 0 };

	if (snprintf(pattern, sizeof(pattern), "%s%s/*/pack.yaml", top, below) >=
	    (int)sizeof(pattern))
		return;
	if (glob(pattern, 0, NULL, &found) != 0)
		return;
	for (size_t i = 0; i < found.gl_pathc; i++) {
		*strrchr(found.gl_pathv[i], '/') = 0;
		add_pack(again, found.gl_pathv[i]);
	}
	globfree(&found);
}

enum err again_open(const char *folder, struct again **ret_again)
{
	struct again *again = calloc(1, sizeof(*again));
	char share[AGAIN_PATH_MAX];

	if (!again)
		return ERR_IO;
	if (program_share("packs", share, sizeof(share)) == ERR_OK)
		add_below(again, share, "");
	if (program_share("desk", share, sizeof(share)) == ERR_OK)
		add_below(again, share, "/packs");
	add_below(again, folder, "/packs");
	*ret_again = again;
	return ERR_OK;
}

void again_close(struct again *again)
{
	for (int i = 0; again && i < again->count; i++)
		pack_destroy(again->packs[i]);
	free(again);
}

static const struct pack *pack_of(const struct again *again, const char *hash)
{
	for (int i = 0; i < again->count; i++) {
		if (strcasecmp(pack_hash(again->packs[i]), hash) == 0)
			return again->packs[i];
	}
	return NULL;
}

enum again_outcome again_decide(const struct again *again, const struct application *application)
{
	const struct pack *pack = pack_of(again, application->pack_hash);
	struct application_item *items = calloc(APPLICATION_ITEMS_MAX, sizeof(*items));
	enum again_outcome outcome = AGAIN_NO_PACK;

	if (pack && items)
		outcome = replay_items(pack, application, items) &&
			  replay_same(application, items) ? AGAIN_SAME : AGAIN_OTHER;
	free(items);
	return outcome;
}
