/*
 * What `skills-kiosk applications export` wrote, taken in: opened by the desk's key, the
 * kiosk's signature looked at, and each application sealed again for the desk alone.
 *
 * Thread: one at a time.
 */
#ifndef DESK_STICK_H
#define DESK_STICK_H

#include "base/err.h"
#include "desk/desk_request.h"

#include <stddef.h>

struct stick_count {
	int taken;	/* new here, withdrawals among them */
	int again;	/* were here already */
	int refused;	/* what the database would not take: each is said on stderr */
};

/*
 * kiosk: as it is enrolled; conninfo in libpq's words, of the database's owner.  Nothing is
 * taken of a file that is not signed by a kiosk known here, or not sealed for this desk
 * (ERR_PROTO).  ERR_ABSENT: the file cannot be read; ERR_INPUT: a line is no application;
 * ERR_GONE and ERR_IO, logged.
 */
enum err stick_take(const struct desk_office *desk, const char *conninfo, const char *path,
		    const char *kiosk, struct stick_count *ret_count) MUST_CHECK;

#endif
