/*
 * What may befall a helper, done to it from outside: for walks that try what the
 * visitor then sees.  Needs the right to trace where words are put into its mouth.
 */
#ifndef DEMO_STRIKE_H
#define DEMO_STRIKE_H

#include "base/err.h"

#include <sys/types.h>

/*
 * "kill"; "stop", and "go" again; "garble": it says what makes no sense;
 * "flood": more than the line holds; "starve": it has hardly more memory than it took
 * until now.  ERR_ABSENT: no such strike; ERR_DENIED:
 * the system does not allow it.
 */
enum err strike_helper(pid_t pid, const char *how) MUST_CHECK;

#endif
