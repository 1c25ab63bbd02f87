/*
 * A moment as people in Ningbo read it: China has one time, UTC+8, the whole
 * year, so no time zone file is needed and every machine agrees.  Pure.
 */
#ifndef RECEIPT_MOMENT_H
#define RECEIPT_MOMENT_H

#include "core/date.h"

#include <stdint.h>

struct moment {
	struct date date;
	int hour;
	int minute;
	int second;
};

/* at: s since 1970, UTC, held to the years that core/date.h knows. */
struct moment moment_at(int64_t at);
/* The same moment in UTC. */
struct moment moment_utc(int64_t at);

#endif
