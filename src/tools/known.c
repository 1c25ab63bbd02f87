#include "tools/known.h"

#include "base/program.h"

#include <limits.h>
#include <stdio.h>

const char *known_config(void)
{
	static char dir[PATH_MAX];

	return program_config(dir, sizeof(dir)) ? "" : dir;
}

static void add(struct trust *trust, const char *top, const char *folder)
{
	char dir[PATH_MAX];

	if (snprintf(dir, sizeof(dir), "%s/%s", top, folder) < (int)sizeof(dir))
		trust_add_folder(trust, dir);
}

struct trust *known_trust(const char *config, const char *data)
{
	struct trust *trust = trust_create();

	add(trust, config, "trust");
	add(trust, config, "trust/demo");
	add(trust, data, "signing");
	return trust;
}

static void add_packs_below(const char *top, glob_t *found)
{
	char pattern[PATH_MAX];

	if (snprintf(pattern, sizeof(pattern), "%s/packs/*", top) < (int)sizeof(pattern))
		(void)glob(pattern, GLOB_ONLYDIR | GLOB_APPEND, NULL, found);
}

void known_packs(const char *config, const char *beside, glob_t *ret_found)
{
	char share[PATH_MAX];

	*ret_found = (glob_t){ 0 };
	add_packs_below(config, ret_found);
	if (program_share("", share, sizeof(share)) == ERR_OK)
		add_packs_below(share, ret_found);
	add_packs_below("/var/lib/skills-kiosk", ret_found);
	if (beside)
		add_packs_below(beside, ret_found);
}
