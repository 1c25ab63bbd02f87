/*
 * Listening to a child process from a command that waits for its answer: what
 * the child says is taken on its watcher's thread, and the command sleeps until
 * that settles the matter, the child ends, or time is up.
 */
#ifndef HELPERS_WAITER_H
#define HELPERS_WAITER_H

#include "card/deadline.h"

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct waiter;

/*
 * Takes one message; true when it settles the matter, after which no more are
 * taken.  Called under the lock on the watcher's thread; may move h->until.
 */
typedef bool waiter_fn(struct waiter *h, const uint8_t *data, size_t size);

struct waiter {
	waiter_fn *take;
	void *context;		/* take's own */
	struct deadline until;
	bool done;		/* settled */
	bool ended;		/* the process is gone */
	bool over;		/* nobody waits any more: a child stopped then has not ended */
	/* private */
	pthread_mutex_t lock;
	pthread_cond_t heard;
};

void waiter_init(struct waiter *h, waiter_fn *take, void *context);
void waiter_finish(struct waiter *h);

/* The child's message function; its context is the hearing. */
void waiter_message(void *waiter, int generation, uint8_t *data, size_t size);

/* Sleeps until settled, ended, or the deadline (at first in ms) has passed. */
void waiter_wait(struct waiter *h, int ms);

#endif
