/*
 * Every time-out of a visit, in one table (timeouts.c), each with its reason.
 */
#ifndef SESSION_TIMEOUTS_H
#define SESSION_TIMEOUTS_H

#include "session/session.h"

enum timeout_id {
	TIMEOUT_NONE,
	TIMEOUT_IDLE,
	TIMEOUT_IDLE_READING,
	TIMEOUT_IDLE_SIGNING,
	TIMEOUT_WARNING,
	TIMEOUT_LOCKED,
	TIMEOUT_READ,
	TIMEOUT_REGISTER,
	TIMEOUT_SAVE,
	TIMEOUT_PRINT,
	TIMEOUT_RECEIPT,
	TIMEOUT_TROUBLE,
	TIMEOUT_GUIDE,
	TIMEOUT_TAKE_CARD,
	TIMEOUT_CARD_FORGOTTEN,
	TIMEOUT_GOODBYE,
	TIMEOUT_SWITCHES,
	TIMEOUT_COUNT,
};

struct timeout {
	const char *name;
	int ms;
	const char *reason;
};

const struct timeout *timeout_row(enum timeout_id id);

/* The warning and its countdown, s: spoken and rewritten at these (tests/ui/ACCESSIBILITY.md). */
int timeout_warning_seconds(const struct session *s);

#endif
