/*
 * The kiosk's child processes: a program of the same build, started with one
 * end of a socket pair, watched, killed by its pid and started again.
 *
 * Thread: start, send and stop belong to the main thread; a watcher thread per
 * child only receives and hands every message to the main loop.
 */
#ifndef HELPERS_CHILD_H
#define HELPERS_CHILD_H

#include "base/err.h"

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define CHILD_ARGS_MAX 32

/*
 * A message from a child, or its end (size 0, data NULL).  Called on the
 * watcher's thread; the receiver owns data and frees it.
 */
typedef void child_message_fn(void *context, int generation, uint8_t *data,
			      size_t size);

struct child {
	const char *program;		/* "kiosk-reader": found beside this program */
	const char *args[CHILD_ARGS_MAX];	/* after "--fd N"; NULL ends them */
	child_message_fn *message;
	void *context;
	/* private */
	pid_t pid;			/* 0: not running */
	int fd;
	int generation;			/* rises at each start: late messages are told apart */
	pthread_t watcher;
};

/* Starts the program; ERR_IO when it cannot be had. */
enum err child_start(struct child *child) MUST_CHECK;
bool child_running(const struct child *child);
enum err child_send(struct child *child, const void *data, size_t size) MUST_CHECK;
/*
 * Closes the line, gives 300 ms to end, then kills by pid; joins the watcher.
 * Harmless when not running.
 */
void child_stop(struct child *child);
/* SIGKILL at once, then as child_stop: for a child that stalls. */
void child_kill(struct child *child);

#endif
