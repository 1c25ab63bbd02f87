/*
 * What the kiosk gives up, and with it everything that it starts: it changes nothing but
 * its data, and reaches no network unless its printer is one that only a network reaches.
 */
#include "programs/kiosk/run.h"
#include "confine/confine.h"

#include <libgen.h>
#include <stdlib.h>
#include <string.h>

static const char *after(const char *text, const char *begin)
{
	size_t len = strlen(begin);

	return strncmp(text, begin, len) == 0 ? text + len : NULL;
}

/* A walk plugs things in by making their device files; a printer's folder may go and come. */
static const char *folder_of(const char *path, char buffer[CONFIG_VALUE_MAX])
{
	if (!path[0])
		return "";
	memcpy(buffer, path, strlen(path) + 1);
	return dirname(buffer);
}

enum err run_confine(const struct kiosk *kiosk)
{
	const struct config *config = &kiosk->config;
	char jack[CONFIG_VALUE_MAX], box[CONFIG_VALUE_MAX], printed[CONFIG_VALUE_MAX];
	const char *dir = after(config->printer, "folder:");
	const char *sim = after(config->printer, "sim:");
	const char *tmp = getenv("TMPDIR");
	struct confine needs = {
		.runs = { "/" },
		.writes = { kiosk->paths.data, kiosk->paths.run, tmp ? tmp : "/tmp", "/dev",
			    folder_of(dir ? dir : sim ? sim : "", printed),
			    kiosk->shots ? kiosk->shots : "" },
		.strikes = kiosk->shots != NULL,
		/* its children inherit it; what leads through a socket needs none */
		.inet = after(config->printer, "ipp:ipp") != NULL ||
			(config->centre[0] && !config->centre_socket[0]),
	};

	if (config->demo) {
		needs.writes[6] = folder_of(config->headphone_jack, jack);
		needs.writes[7] = folder_of(config->switch_box, box);
	}
	return confine(&needs);
}
