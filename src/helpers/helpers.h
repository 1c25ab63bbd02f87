/*
 * Other processes: programs of the same build that do what may crash, hang or
 * be hostile (chips, printers, sound).  Their laws hold whatever they do:
 *
 *   - sending never waits.  The line is a socket whose buffer is the queue; a
 *     helper that lets it fill has stalled.
 *   - everyone is asked for life, when it is sent something and every
 *     HELPER_ASK_MS; whoever is silent for longer than its limit is killed by
 *     its pid.  So is whoever talks too much, or makes no sense.
 *   - `lost` runs on every way out, so that whatever was asked of a helper, or
 *     it was doing, is answered: once for each life that ends, and once for each
 *     message that could not be sent.
 *   - a process that ended is never waited for: a thread hears of it when the
 *     kernel says so, and the helper is started again meanwhile.
 *
 * One thread listens to all lines.  It only receives, asks for life and reaps;
 * it wakes the owner, who then calls helpers_mind.
 *
 * Thread: everything here belongs to the thread that made the helpers.
 */
#ifndef HELPERS_HELPERS_H
#define HELPERS_HELPERS_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define HELPERS_MAX 8
#define HELPER_ARGS_MAX 32
/* How long a helper may be quiet before it is asked whether it lives. */
#define HELPER_ASK_MS 5000
/* To its first word a program has so long: libraries, fonts and voices are loaded. */
#define HELPER_BEGIN_MS 10000
/* More messages in one second than any helper has to say unasked: a read card makes about 20. */
#define HELPER_TALK_MAX 250
/* Between an end and the next start; doubled, up to HELPER_REST_MAX_MS, while it says no word. */
#define HELPER_REST_MS 500
#define HELPER_REST_MAX_MS 8000

struct helpers;
struct helper;

/* One kind of helper.  `context` is what helpers_add was given. */
struct helper_ops {
	const char *program;	/* "kiosk-reader": found by program_helper */
	int stall_ms;		/* no answer for so long: it has stalled */

	/* Fills args, NULL at their end, with what comes after "--fd 3".  They must stay. */
	void (*args)(void *context, const char *args[HELPER_ARGS_MAX]);
	/* Optional.  It runs, or runs again: what it must hear first. */
	void (*started)(void *context);
	/* Of 1 to FRAME_MAX bytes; an error: it makes no sense, and its sender is killed. */
	enum err (*message)(void *context, const uint8_t *data, size_t size);
	/* Nothing of what was asked of it will be answered; may be called when nothing was. */
	void (*lost)(void *context);
};

/*
 * None yet.  wake is called on the listening thread when helpers_mind has
 * something to do, once until it has been called; NULL where the owner uses
 * helpers_wait.  Returns NULL: no memory, no thread.
 */
struct helpers *helpers_create(void (*wake)(void *context), void *context);
/* Ends those that still run; takes NULL. */
void helpers_destroy(struct helpers *helpers);

/* One more, not started before the next helpers_mind.  ops must stay. */
struct helper *helpers_add(struct helpers *helpers, const struct helper_ops *ops, void *context);

/*
 * Starts what does not run, hands at most one message of each over, and ends
 * those that stalled.  Call it when woken and when helpers_due_ms has passed.
 */
void helpers_mind(struct helpers *helpers);
/* Sleeps until woken, at most ms: for an owner that has no loop of its own. */
void helpers_wait(struct helpers *helpers, int ms);
/* ms until helpers_mind wants to be called without a wake; -1: not at all. */
int helpers_due_ms(const struct helpers *helpers);

/*
 * All end: their lines are closed, they get 300 ms, the rest is killed.  Nobody
 * is waited for any longer.  None starts again.
 */
void helpers_stop(struct helpers *helpers);

/* Sends; where that is not possible, `lost` has run before this returns. */
void helper_send(struct helper *helper, const void *data, size_t size);
bool helper_runs(const struct helper *helper);
/* Its process, 0: none runs.  For trials that strike it. */
pid_t helper_pid(const struct helper *helper);

#endif
