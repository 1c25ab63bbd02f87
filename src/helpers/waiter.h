/*
 * One question to another program, from a command that waits for the answer:
 * it is started, told something, and heard until that settles the matter, it
 * ends, or time is up.
 */
#ifndef HELPERS_WAITER_H
#define HELPERS_WAITER_H

#include "helpers/helpers.h"
#include "card/deadline.h"

struct waiter;

/*
 * Takes one message; true when it settles the matter, after which no more are
 * taken.  May move w->until.
 */
typedef bool waiter_fn(struct waiter *w, const uint8_t *data, size_t size);

struct waiter {
	const char *program;	/* "kiosk-reader": found beside this program */
	const char *args[HELPER_ARGS_MAX];	/* after "--fd N"; NULL ends them */
	const void *first;	/* what it is told when it runs; NULL: nothing */
	size_t first_size;
	waiter_fn *take;
	void *context;		/* take's own */
	struct deadline until;	/* set by waiter_ask */
	bool done;		/* settled */
	bool ended;		/* the process is gone */
	/* private */
	struct helper *helper;
	bool over;		/* what ends now was ended by us */
};

/* Returns when settled, ended, or ms (and what take added) have passed; ERR_IO: it cannot start. */
enum err waiter_ask(struct waiter *w, int ms) MUST_CHECK;

#endif
