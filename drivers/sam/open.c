#include "drivers/sam/open.h"

#include "base/log.h"

#include <string.h>

static const struct {
	const char *scheme;
	enum err (*open)(const char *where, struct sam **ret_sam);
} drivers[] = {
	{ "soft:", sam_soft_open },
	{ "hsm:", sam_hsm_open },
};

enum err sam_open(const char *spec, struct sam **ret_sam)
{
	for (size_t i = 0; i < sizeof(drivers) / sizeof(drivers[0]); i++) {
		size_t len = strlen(drivers[i].scheme);

		if (strncmp(spec, drivers[i].scheme, len) == 0)
			return drivers[i].open(spec + len, ret_sam);
	}
	log_error("no SAM \"%s\": want soft:FILE, pcsc:NAME or hsm:SOCKET", spec);
	return ERR_INPUT;
}
