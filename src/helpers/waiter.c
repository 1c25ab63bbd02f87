#include "helpers/waiter.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

void waiter_init(struct waiter *h, waiter_fn *take, void *context)
{
	pthread_condattr_t monotonic;

	*h = (struct waiter){ .take = take, .context = context };
	pthread_mutex_init(&h->lock, NULL);
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(&h->heard, &monotonic);
	pthread_condattr_destroy(&monotonic);
}

void waiter_finish(struct waiter *h)
{
	pthread_cond_destroy(&h->heard);
	pthread_mutex_destroy(&h->lock);
}

void waiter_message(void *waiter, int generation, uint8_t *data, size_t size)
{
	struct waiter *h = waiter;

	(void)generation;
	pthread_mutex_lock(&h->lock);
	if (!data)
		h->ended = !h->over;
	else if (!h->done)
		h->done = h->take(h, data, size);
	pthread_cond_signal(&h->heard);
	pthread_mutex_unlock(&h->lock);
	if (data)
		explicit_bzero(data, size);
	free(data);
}

/* Waits under the lock until something is heard, at most ms. */
static void wait_heard(struct waiter *h, int ms)
{
	struct timespec until;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += ms / 1000;
	until.tv_nsec += (long)(ms % 1000) * 1000000;
	until.tv_sec += until.tv_nsec / 1000000000;
	until.tv_nsec %= 1000000000;
	pthread_cond_timedwait(&h->heard, &h->lock, &until);
}

void waiter_wait(struct waiter *h, int ms)
{
	pthread_mutex_lock(&h->lock);
	h->until = deadline_in(ms);
	while (!h->done && !h->ended && deadline_left_ms(h->until) > 0)
		wait_heard(h, deadline_left_ms(h->until));
	h->over = true;
	pthread_mutex_unlock(&h->lock);
}
