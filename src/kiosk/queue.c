#include "kiosk/queue.h"

#include <stdlib.h>
#include <string.h>

/* A read card leads to four: look-up, its answers, the key, a page. */
#define ROOM_AT_FIRST 16

static void wipe_and_free(struct queue *queue)
{
	if (queue->events)
		explicit_bzero(queue->events, (size_t)queue->room * sizeof(*queue->events));
	free(queue->events);
}

/* Without memory for news the kiosk cannot go on: it ends, and is started again. */
static void grow(struct queue *queue)
{
	struct queue more = { .room = queue->room ? 2 * queue->room : ROOM_AT_FIRST };

	more.events = calloc((size_t)more.room, sizeof(*more.events));
	if (!more.events)
		abort();
	for (; more.count < queue->count; more.count++)
		more.events[more.count] = queue->events[(queue->head + more.count) % queue->room];
	wipe_and_free(queue);
	*queue = more;
}

void queue_put(struct queue *queue, const struct event *event)
{
	if (queue->count == queue->room)
		grow(queue);
	queue->events[(queue->head + queue->count) % queue->room] = *event;
	queue->count++;
}

bool queue_take(struct queue *queue, struct event *ret_event)
{
	struct event *event;

	if (queue->count == 0)
		return false;
	event = &queue->events[queue->head];
	*ret_event = *event;
	explicit_bzero(event, sizeof(*event));
	queue->head = (queue->head + 1) % queue->room;
	queue->count--;
	return true;
}

void queue_finish(struct queue *queue)
{
	wipe_and_free(queue);
	*queue = (struct queue){ 0 };
}
