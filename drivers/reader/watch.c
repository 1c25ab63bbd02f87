#include "drivers/reader/watch.h"

#include "base/log.h"
#include "card/deadline.h"

#include <assert.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

void watch_init(struct watch *watch)
{
	watch->cancelled = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	assert(watch->cancelled >= 0);
}

void watch_finish(struct watch *watch)
{
	close(watch->cancelled);
}

void watch_cancel(struct watch *watch)
{
	const uint64_t one = 1;

	if (write(watch->cancelled, &one, sizeof(one)) < 0)
		log_warn("reader: cancel was lost: %m");
}

bool watch_pause(struct watch *watch, int ms)
{
	struct pollfd poll_cancelled = { .fd = watch->cancelled, .events = POLLIN };
	uint64_t count;

	return poll(&poll_cancelled, 1, ms) > 0 &&
	       read(watch->cancelled, &count, sizeof(count)) > 0;
}

enum err watch_for_card(struct watch *watch, int ms, int pause_ms, struct reader *reader,
			enum err (*look)(struct reader *reader, struct reader_card *ret_card),
			struct reader_card *ret_card)
{
	struct deadline deadline = deadline_in(ms);
	enum err err;

	for (;;) {
		err = look(reader, ret_card);
		if (err != ERR_ABSENT)
			return err;
		if (watch_pause(watch, deadline_left_within(deadline, pause_ms)))
			return ERR_CANCELLED;
		if (deadline_left_ms(deadline) == 0)
			return ERR_ABSENT;
	}
}
