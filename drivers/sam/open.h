/*
 * A SAM by its SPEC: "soft:FILE" (demo keys), "pcsc:NAME" (a PSAM in a slot),
 * "hsm:SOCKET" (a remote HSM behind a local service).
 */
#ifndef SAM_OPEN_H
#define SAM_OPEN_H

#include "base/err.h"
#include "card/sam.h"

/* ERR_INPUT: no such SPEC; ERR_GONE: it is not there; ERR_IO.  Logged. */
enum err sam_open(const char *spec, struct sam **ret_sam) MUST_CHECK;

/* One per driver; where is what follows "soft:" and so on. */
enum err sam_soft_open(const char *where, struct sam **ret_sam) MUST_CHECK;

#endif
