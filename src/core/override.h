/*
 * A later rule of a higher authority (R7-3); others than State Council and
 * province never apply by themselves, nor do matters that R7-3 does not name.
 */
#ifndef CORE_OVERRIDE_H
#define CORE_OVERRIDE_H

#include "core/date.h"

#include <stdint.h>

#define OVERRIDES_MAX 16
#define OVERRIDE_KEY_MAX 40

/* Numbers are fixed: they are sealed. */
enum authority { BY_STATE_COUNCIL, BY_PROVINCE, BY_OTHER };
enum matter { MATTER_TARGET, MATTER_ITEM, MATTER_STANDARD, MATTER_OTHER };

struct override {
	enum authority by;
	enum matter matter;
	char key[OVERRIDE_KEY_MAX];	/* a parameter of the pack: "specialop_cap_fen" */
	int64_t value;
	struct date from;
};

#endif
