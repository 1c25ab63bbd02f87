/*
 * A SAM by its SPEC: "soft:FILE" (demo keys), "hsm:SOCKET" (a remote HSM behind
 * a local service).  "pcsc:NAME" is a PSAM in a reader's slot: whoever can open
 * readers opens it with sam_psam_open (psam.h).
 */
#ifndef SAM_OPEN_H
#define SAM_OPEN_H

#include "base/err.h"
#include "card/sam.h"

/* ERR_INPUT: no such SPEC; ERR_GONE: it is not there; ERR_IO.  Logged. */
enum err sam_open(const char *spec, struct sam **ret_sam) MUST_CHECK;

/* One per driver; where is what follows "soft:" and so on. */
enum err sam_soft_open(const char *where, struct sam **ret_sam) MUST_CHECK;
enum err sam_hsm_open(const char *where, struct sam **ret_sam) MUST_CHECK;

#endif
