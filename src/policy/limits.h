/*
 * How often claims of a kind may be made in a year, as the trees of a pack count them; for
 * whoever counts over many kiosks.
 */
#ifndef POLICY_LIMITS_H
#define POLICY_LIMITS_H

#include "policy/policy.h"

#include <stdbool.h>

struct pack_limit {
	int most;
	unsigned kinds;	/* that are counted together: bit 1 << enum claim_kind */
	bool rolling;	/* in twelve months, not in the calendar year */
};

/*
 * The least that the readings in use let have of a kind on the day.  ERR_ABSENT: no tree counts
 * the kind, or its figure is none that holds on that day.
 */
enum err pack_limit_of(const struct pack *pack, enum claim_kind kind, struct date day,
		       struct pack_limit *ret_limit) MUST_CHECK;

#endif
