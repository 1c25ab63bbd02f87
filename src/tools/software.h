/*
 * What software this is: version and commit, the programs by their SHA-256, the pack by
 * its hash; to be signed, and compared with what runs elsewhere.
 */
#ifndef TOOLS_SOFTWARE_H
#define TOOLS_SOFTWARE_H

#include "base/err.h"
#include "base/text.h"

/* Lines of it, an end at each: "skills-kiosk 0.1.0 (…)", "NAME: HASH" of each program. */
enum err software_describe(struct text *out) MUST_CHECK;

#endif
