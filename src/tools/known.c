#include "tools/known.h"

#include <limits.h>
#include <stdio.h>
#include <unistd.h>

const char *known_config(void)
{
	static const char here[] = "kiosk-config";

	return access(here, R_OK) == 0 ? here : KIOSK_SOURCE_DIR "/kiosk-config";
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
