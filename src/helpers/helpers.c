#include "helpers/line.h"

#include "base/clock.h"
#include "base/log.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Who is asked to end has so long, and who is killed so long to be gone. */
#define END_MS 300
#define GONE_MS 200
/* Killed lives of one helper that the kernel still holds; with more none is added. */
#define HELD_MAX 3

struct helper {
	struct helpers *helpers;
	const struct helper_ops *ops;
	void *context;
	struct line *line;	/* NULL: does not run */
	int64_t restart_ms;	/* not before this */
	int rest_ms;		/* how long it rests after its next end */
};

struct helpers {
	struct lines lines;
	int count;
	bool more;		/* messages that wait for the next helpers_mind */
	bool stopped;
	struct helper all[HELPERS_MAX];
};

struct helpers *helpers_create(void (*wake)(void *context), void *context)
{
	struct helpers *helpers = calloc(1, sizeof(*helpers));

	if (!helpers)
		return NULL;
	helpers->lines.wake = wake;
	helpers->lines.context = context;
	if (lines_start(&helpers->lines)) {
		free(helpers);
		return NULL;
	}
	return helpers;
}

struct helper *helpers_add(struct helpers *helpers, const struct helper_ops *ops, void *context)
{
	struct helper *helper = &helpers->all[helpers->count++];

	assert(helpers->count <= HELPERS_MAX);
	*helper = (struct helper){
		.helpers = helpers,
		.ops = ops,
		.context = context,
		.rest_ms = HELPER_REST_MS,
	};
	return helper;
}

bool helper_runs(const struct helper *helper)
{
	return helper->line != NULL;
}

pid_t helper_pid(const struct helper *helper)
{
	return helper->line ? helper->line->pid : 0;
}

static void lock(struct helpers *helpers)
{
	pthread_mutex_lock(&helpers->lines.lock);
}

static void unlock(struct helpers *helpers)
{
	pthread_mutex_unlock(&helpers->lines.lock);
}

/* ---- the end of a life: every way out leads here ---- */

/* A program that ends at once is not started in a tight circle. */
static void rest(struct helper *helper, bool was_heard)
{
	if (was_heard)
		helper->rest_ms = HELPER_REST_MS;
	helper->restart_ms = clock_ms() + helper->rest_ms;
	if (helper->rest_ms < HELPER_REST_MAX_MS)
		helper->rest_ms *= 2;
}

static void end_life(struct helper *helper, enum line_end end)
{
	static const char *const why[] = {
		[LINE_CLOSED] = "ended",
		[LINE_STALLED] = "shows no sign of life: killed",
		[LINE_BABBLED] = "talks without end: killed",
		[LINE_GARBLED] = "makes no sense: killed",
	};
	bool was_heard;

	log_warn("%s (%d) %s; it is started again", helper->ops->program,
		 (int)helper->line->pid, why[end]);
	lock(helper->helpers);
	was_heard = helper->line->heard;
	line_drop(helper->line);
	unlock(helper->helpers);
	lines_poke(&helper->helpers->lines);
	helper->line = NULL;
	rest(helper, was_heard);
	helper->ops->lost(helper->context);
}

void helper_send(struct helper *helper, const void *data, size_t size)
{
	enum err err;

	if (!helper->line) {
		helper->ops->lost(helper->context);
		return;
	}
	lock(helper->helpers);
	err = line_send(helper->line, data, size);
	unlock(helper->helpers);
	if (err)
		end_life(helper, err == ERR_FULL ? LINE_STALLED : LINE_CLOSED);
	else
		lines_poke(&helper->helpers->lines);
}

/* ---- starting ---- */

/* How many killed lives of this helper the kernel has not let go. */
static int held(struct helper *helper)
{
	int n = 0;

	lock(helper->helpers);
	for (const struct line *line = helper->helpers->lines.first; line; line = line->next)
		n += line->ops == helper->ops && line->dropped;
	unlock(helper->helpers);
	return n;
}

static void start(struct helper *helper)
{
	const char *args[HELPER_ARGS_MAX] = { NULL };
	struct line *line = NULL;

	helper->ops->args(helper->context, args);
	if (held(helper) <= HELD_MAX)
		line = line_start(helper->ops, args);
	if (!line) {
		log_error("%s cannot be started", helper->ops->program);
		rest(helper, false);
		helper->ops->lost(helper->context);
		return;
	}
	helper->line = line;
	lock(helper->helpers);
	line->next = helper->helpers->lines.first;
	helper->helpers->lines.first = line;
	unlock(helper->helpers);
	lines_poke(&helper->helpers->lines);
	if (helper->ops->started)
		helper->ops->started(helper->context);
}

/* ---- minding ---- */

/* One message; then, when all was handed over, its end. */
static void mind(struct helper *helper)
{
	struct message message = { 0 };
	enum line_end end;
	enum err err;
	bool taken;

	lock(helper->helpers);
	taken = line_take(helper->line, &message);
	end = helper->line->count == 0 ? helper->line->end : LINE_LIVES;
	helper->helpers->more = helper->helpers->more || helper->line->count > 0;
	unlock(helper->helpers);
	if (taken) {
		err = helper->ops->message(helper->context, message.data, message.size);
		message_finish(&message);
		if (err)
			end = LINE_GARBLED;
	}
	if (end && helper->line)
		end_life(helper, end);
}

void helpers_mind(struct helpers *helpers)
{
	if (helpers->stopped)
		return;
	lock(helpers);
	helpers->lines.woken = false;
	unlock(helpers);
	helpers->more = false;
	for (int i = 0; i < helpers->count; i++) {
		struct helper *helper = &helpers->all[i];

		if (helper->line)
			mind(helper);
		else if (clock_ms() >= helper->restart_ms)
			start(helper);
	}
}

int helpers_due_ms(const struct helpers *helpers)
{
	int64_t now = clock_ms(), due = INT64_MAX;

	if (helpers->stopped)
		return -1;
	if (helpers->more)
		return 0;
	for (int i = 0; i < helpers->count; i++) {
		const struct helper *helper = &helpers->all[i];

		if (!helper->line && helper->restart_ms < due)
			due = helper->restart_ms;
	}
	return due == INT64_MAX ? -1 : due <= now ? 0 : (int)(due - now);
}

/* ---- the end of all ---- */

static bool all_reaped(const struct helpers *helpers)
{
	for (const struct line *line = helpers->lines.first; line; line = line->next) {
		if (!line->reaped)
			return false;
	}
	return true;
}

/* Sleeps until it is so, at most ms. */
static void wait_until(struct helpers *helpers, bool (*is_so)(const struct helpers *helpers),
		       int ms)
{
	struct timespec until = clock_after(ms);
	int late = 0;

	lock(helpers);
	while (!late && !is_so(helpers))
		late = pthread_cond_timedwait(&helpers->lines.changed, &helpers->lines.lock,
					      &until);
	unlock(helpers);
}

static bool is_woken(const struct helpers *helpers)
{
	return helpers->lines.woken;
}

void helpers_wait(struct helpers *helpers, int ms)
{
	int due = helpers_due_ms(helpers);

	wait_until(helpers, is_woken, due >= 0 && due < ms ? due : ms);
}

void helpers_stop(struct helpers *helpers)
{
	if (helpers->stopped)
		return;
	helpers->stopped = true;
	lock(helpers);
	for (struct line *line = helpers->lines.first; line; line = line->next)
		line_hang_up(line);
	unlock(helpers);
	lines_poke(&helpers->lines);
	wait_until(helpers, all_reaped, END_MS);
	for (int i = 0; i < helpers->count; i++) {
		struct helper *helper = &helpers->all[i];

		if (!helper->line)
			continue;
		lock(helpers);
		line_drop(helper->line);
		unlock(helpers);
		helper->line = NULL;
		helper->ops->lost(helper->context);
	}
	lines_poke(&helpers->lines);
	wait_until(helpers, all_reaped, GONE_MS);
}

void helpers_destroy(struct helpers *helpers)
{
	if (!helpers)
		return;
	helpers_stop(helpers);
	lines_finish(&helpers->lines);
	free(helpers);
}
