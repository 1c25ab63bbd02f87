/*
 * What a kiosk decided, decided again here: by the pack of that day, from the facts that the
 * application keeps (session/replay.h).
 *
 * Thread: a struct again is made and destroyed by one, used by any.
 */
#ifndef DESK_AGAIN_H
#define DESK_AGAIN_H

#include "base/err.h"
#include "core/application.h"

struct again;

enum again_outcome {
	AGAIN_SAME,		/* every item comes out as it was signed, to the last rule */
	AGAIN_OTHER,		/* it comes out otherwise */
	AGAIN_NO_PACK,		/* the pack of that day is not here */
	AGAIN_NOT_CARRIED,	/* it came in words (desk/stick.h), which say less than was kept */
};

/*
 * Reads the packs that are shipped, and those in packs/ of folder; one that does not load is
 * logged and left out.  ERR_IO: no memory.
 */
enum err again_open(const char *folder, struct again **ret_again) MUST_CHECK;
void again_close(struct again *again);	/* takes NULL */

enum again_outcome again_decide(const struct again *again, const struct application *application);

#endif
