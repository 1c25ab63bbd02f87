#include "helpers/waiter.h"

#include <string.h>

static void args(void *context, const char *out[HELPER_ARGS_MAX])
{
	const struct waiter *w = context;

	memcpy(out, w->args, sizeof(w->args));
}

static void started(void *context)
{
	struct waiter *w = context;

	if (w->first)
		helper_send(w->helper, w->first, w->first_size);
}

static enum err message(void *context, const uint8_t *data, size_t size)
{
	struct waiter *w = context;

	if (!w->done)
		w->done = w->take(w, data, size);
	return ERR_OK;
}

static void lost(void *context)
{
	struct waiter *w = context;

	w->ended = w->ended || !w->over;
}

static bool goes_on(const struct waiter *w)
{
	return !w->done && !w->ended && deadline_left_ms(w->until) > 0;
}

enum err waiter_ask(struct waiter *w, int ms)
{
	const struct helper_ops ops = {
		.program = w->program,
		.stall_ms = INT32_MAX,	/* the deadline is the command's */
		.args = args,
		.started = started,
		.message = message,
		.lost = lost,
	};
	struct helpers *helpers = helpers_create(NULL, NULL);
	bool runs;

	if (!helpers)
		return ERR_IO;
	w->until = deadline_in(ms);
	w->helper = helpers_add(helpers, &ops, w);
	helpers_mind(helpers);
	runs = helper_runs(w->helper);
	while (runs && goes_on(w)) {
		helpers_wait(helpers, deadline_left_ms(w->until));
		helpers_mind(helpers);
	}
	w->over = true;
	helpers_destroy(helpers);
	return runs ? ERR_OK : ERR_IO;
}
