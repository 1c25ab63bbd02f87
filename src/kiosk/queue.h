/*
 * News that waits for its step: first in, first out, and as much as comes.  A
 * ring that doubles when it is full, for nothing that happened may be lost.
 *
 * What leaves it is overwritten: cards and PINs pass through.
 * Thread: the main thread's.
 */
#ifndef KIOSK_QUEUE_H
#define KIOSK_QUEUE_H

#include "session/event.h"

/* All zeros is an empty queue. */
struct queue {
	struct event *events;
	int room;	/* events that it can hold now */
	int head;
	int count;
};

void queue_put(struct queue *queue, const struct event *event);

/* Takes the oldest; false when there is none.  The caller wipes what it got. */
bool queue_take(struct queue *queue, struct event *ret_event);

/* Overwrites and frees; the queue is empty then, and can be used again. */
void queue_finish(struct queue *queue);

#endif
