/*
 * How a store is, for whoever keeps many kiosks: numbers and days, nothing of anybody.
 *
 * Errors and thread: store.h.
 */
#ifndef STORE_HEALTH_H
#define STORE_HEALTH_H

#include "store/store.h"
#include "store/outbox.h"

#define HEALTH_KINDS_MAX 16

struct health_import {
	char kind[32];		/* "register": as `import` calls it */
	int64_t at;		/* when it was imported, s since 1970 UTC */
};

struct store_health {
	int64_t room_bytes;	/* free where it lies */
	int64_t outbox[OUTBOX_STATE_COUNT];
	int64_t waiting_since;	/* when the letter that waits longest was signed; 0: none does */
	int import_count;
	struct health_import imports[HEALTH_KINDS_MAX];
};

enum err store_health(struct store *store, struct store_health *ret_health) MUST_CHECK;

#endif
