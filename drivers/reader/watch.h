/*
 * Waiting for a card by looking again and again, for readers that do not tell
 * by themselves; and how another thread ends that.
 */
#ifndef READER_WATCH_H
#define READER_WATCH_H

#include "card/reader.h"

#include <stdbool.h>

struct watch {
	int cancelled;	/* eventfd */
};

void watch_init(struct watch *watch);
void watch_finish(struct watch *watch);

/* Any thread: ends the wait that runs, or else the next one. */
void watch_cancel(struct watch *watch);

/* Sleeps for ms at most; true when somebody cancelled, which is forgotten then. */
bool watch_pause(struct watch *watch, int ms);

/*
 * Looks until there is a card or ms have passed (ERR_ABSENT), once at least,
 * with pauses of pause_ms.  look answers ERR_ABSENT while none is there; any
 * other error of it ends the wait.
 */
enum err watch_for_card(struct watch *watch, int ms, int pause_ms, struct reader *reader,
			enum err (*look)(struct reader *reader, struct reader_card *ret_card),
			struct reader_card *ret_card) MUST_CHECK;

#endif
