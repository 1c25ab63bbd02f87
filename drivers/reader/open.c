#include "drivers/reader/open.h"

#include "base/log.h"

#include <string.h>

static const struct {
	const char *scheme;
	enum err (*open)(const char *where, struct reader **ret_reader);
} drivers[] = {
	{ "libnfc:", reader_nfc_open },
};

enum err reader_open(const char *spec, struct reader **ret_reader)
{
	for (size_t i = 0; i < sizeof(drivers) / sizeof(drivers[0]); i++) {
		size_t len = strlen(drivers[i].scheme);

		if (strncmp(spec, drivers[i].scheme, len) == 0)
			return drivers[i].open(spec + len, ret_reader);
	}
	log_error("no reader \"%s\": want libnfc:DEVICE, pcsc:NAME, samv:PATH or sim:FILE", spec);
	return ERR_INPUT;
}
