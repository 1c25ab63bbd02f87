/*
 * What is to be said of the key that a kiosk signs its paper with (doctor).
 */
#ifndef TOOLS_KEY_STATE_H
#define TOOLS_KEY_STATE_H

#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

#define KEY_LINE_MAX 512

/* A certificate that ends sooner is named: a hall has a month to bring another. */
#define KEY_ENDS_SOON_DAYS 30

/*
 * False where something is to be mended: missing, readable by others, no pair, of a
 * root that is not known here, revoked, the demonstration's outside of one (is_demo),
 * ended or soon to end.  now: s since 1970, UTC.
 */
bool key_examine(const char *config, const char *data, bool is_demo, int64_t now,
		 char ret_line[KEY_LINE_MAX]);

/* The key itself: of the data, or of the demonstration where it is one; as signer_open. */
struct signer;
enum err key_open_signer(const char *config, const char *data, bool is_demo,
			 struct signer **ret_signer) MUST_CHECK;

#endif
