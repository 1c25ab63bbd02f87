#include "drivers/reader/open.h"

#include <string.h>

static const struct {
	const char *scheme;
	enum err (*open)(const char *where, struct reader **ret_reader);
} drivers[] = {
	{ "libnfc:", reader_nfc_open },
	{ "pcsc:", reader_pcsc_open },
	{ "samv:pcsc:", reader_pcsc_samv_open },
	{ "samv:", reader_samv_open },
	{ "sim:", reader_sim_open },
};

#define DRIVER_COUNT (sizeof(drivers) / sizeof(drivers[0]))

/* The driver of the SPEC, or DRIVER_COUNT. */
static size_t driver_of(const char *spec)
{
	size_t i = 0;

	while (i < DRIVER_COUNT &&
	       strncmp(spec, drivers[i].scheme, strlen(drivers[i].scheme)) != 0)
		i++;
	return i;
}

bool reader_knows(const char *spec)
{
	return driver_of(spec) < DRIVER_COUNT;
}

enum err reader_open(const char *spec, struct reader **ret_reader)
{
	size_t i = driver_of(spec);

	if (i == DRIVER_COUNT)
		return ERR_INPUT;
	return drivers[i].open(spec + strlen(drivers[i].scheme), ret_reader);
}
