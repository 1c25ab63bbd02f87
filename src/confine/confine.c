#include "confine/confine.h"

#include <stdlib.h>

/* Set in a process that starts itself anew, for its next image: layers do not go away. */
#define CONFINED "KIOSK_CONFINED"

enum err confine(const struct confine *needs)
{
#ifndef KIOSK_CONFINE
	(void)needs;
	return ERR_OK;
#else
	enum err err;

	if (needs->alone && getenv(CONFINED))
		return ERR_OK;
	err = confine_files(needs);
	if (!err)
		err = confine_calls(needs);
	if (!err && needs->alone && setenv(CONFINED, "1", 1))
		return ERR_IO;
	return err;
#endif
}
