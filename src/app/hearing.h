/*
 * Listening to a child process from a command that waits for its answer: what
 * the child says is taken on its watcher's thread, and the command sleeps until
 * that settles the matter, the child ends, or time is up.
 */
#ifndef APP_HEARING_H
#define APP_HEARING_H

#include "card/deadline.h"

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct hearing;

/*
 * Takes one message; true when it settles the matter, after which no more are
 * taken.  Called under the lock on the watcher's thread; may move h->until.
 */
typedef bool hearing_fn(struct hearing *h, const uint8_t *data, size_t size);

struct hearing {
	hearing_fn *take;
	void *context;		/* take's own */
	struct deadline until;
	bool done;		/* settled */
	bool ended;		/* the process is gone */
	bool over;		/* nobody waits any more: a child stopped then has not ended */
	/* private */
	pthread_mutex_t lock;
	pthread_cond_t heard;
};

void hearing_init(struct hearing *h, hearing_fn *take, void *context);
void hearing_finish(struct hearing *h);

/* The child's message function; its context is the hearing. */
void hearing_message(void *hearing, int generation, uint8_t *data, size_t size);

/* Sleeps until settled, ended, or the deadline (at first in ms) has passed. */
void hearing_wait(struct hearing *h, int ms);

#endif
