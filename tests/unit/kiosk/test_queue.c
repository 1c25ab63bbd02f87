/*
 * However much happens at once, nothing of it is lost, and nothing of it stays.
 */
#include "tests/unit/unit.h"

#include "kiosk/queue.h"

#include <string.h>

#define MANY 1000

static struct event numbered(int number)
{
	struct event event = { .time_ms = number, .kind = EVENT_CARD };

	memset(event.card.holder.id_no, '7', sizeof(event.card.holder.id_no) - 1);
	return event;
}

static void put(struct queue *queue, int first, int last)
{
	for (int i = first; i <= last; i++) {
		struct event event = numbered(i);

		queue_put(queue, &event);
	}
}

static void take(struct queue *queue, int first, int last)
{
	struct event event;

	for (int i = first; i <= last; i++) {
		assert_true(queue_take(queue, &event));
		assert_int_equal(event.time_ms, i);
	}
}

static void it_grows_and_keeps_the_order(void **state)
{
	struct queue queue = { 0 };
	struct event event;

	(void)state;
	assert_false(queue_take(&queue, &event));
	put(&queue, 1, 10);
	take(&queue, 1, 7);		/* so that it goes round its end */
	put(&queue, 11, MANY);
	take(&queue, 8, MANY);
	assert_false(queue_take(&queue, &event));
	queue_finish(&queue);
	put(&queue, 1, 2);
	take(&queue, 1, 2);
	queue_finish(&queue);
}

static void what_was_taken_is_gone(void **state)
{
	struct queue queue = { 0 };
	const char *bytes;

	(void)state;
	put(&queue, 1, 40);
	take(&queue, 1, 40);
	bytes = (const char *)queue.events;
	for (size_t i = 0; i < (size_t)queue.room * sizeof(*queue.events); i++)
		assert_int_equal(bytes[i], 0);
	queue_finish(&queue);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_grows_and_keeps_the_order),
		cmocka_unit_test(what_was_taken_is_gone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
