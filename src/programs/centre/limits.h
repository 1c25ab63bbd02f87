/* How often, of which kinds and in which time, as a pack that is published has it. */
#ifndef PROGRAMS_CENTRE_LIMITS_H
#define PROGRAMS_CENTRE_LIMITS_H

#include "bundle/bundle.h"

#define LIMITS_JSON_MAX 512

struct pack_limits {
	char pack[96];			/* pack_id */
	char json[LIMITS_JSON_MAX];	/* as centre.limits_of_pack has it */
};

/*
 * Of a bundle with a pack; what the centre does not count as the pack does is said on stderr.
 * ERR_INPUT with diag: it holds no pack that can be loaded; ERR_IO with diag.
 */
enum err limits_read(const struct bundle *bundle, struct pack_limits *ret_limits,
		     struct diag *diag) MUST_CHECK;

/* Tells the centre, and stdout what is other than before; the errors of database_call. */
enum err limits_tell(const char *database, const struct pack_limits *limits) MUST_CHECK;

#endif
