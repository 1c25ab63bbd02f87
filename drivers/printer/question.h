/*
 * A question to a device that may never answer it, put by a process of its own.
 * libcups goes on as long as bytes trickle in, follows whatever is nested,
 * looks names up as long as it takes, and can crash.  Here a question is over
 * when its time is, whatever the device does: the process is killed by its pid,
 * and what it had opened or allocated goes with it.
 *
 * Errors: what fails on the way (no process, no pipe, a crash) is silence.
 * Owner: whoever has the struct; all zeros is one that was never put.
 * Thread: one, of a process that has no other.
 */
#ifndef DRIVERS_PRINTER_QUESTION_H
#define DRIVERS_PRINTER_QUESTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* The longest answer, in bytes: a value without pointers. */
#define QUESTION_ANSWER_MAX 512

/* So much memory may an answer take on its way; an honest one takes 100 KB. */
#define QUESTION_MEMORY_MAX (48u << 20)

/*
 * Runs in the question's own process, which has copies of everything and no
 * descriptors but the standard ones.  True: *answer, zeros before, is filled in.
 */
typedef bool question_fn(const void *context, void *answer);

enum question_state {
	QUESTION_OPEN,
	QUESTION_ANSWERED,
	QUESTION_SILENT,	/* no answer, and none will come; also: never put */
};

struct question {
	/* private */
	pid_t pid;		/* 0: none is open */
	int fd;
	int64_t until_ms;
	size_t size;
	pid_t ended;		/* killed or over, and not yet reaped; 0: none */
};

/* Puts a question to be answered with size bytes within so many ms; none may be open. */
void question_put(struct question *q, question_fn *ask, const void *context,
		  size_t size, int within_ms);

bool question_is_open(const struct question *q);

/*
 * What became of it, waiting for wait_ms at most.  *ret_answer is overwritten
 * with QUESTION_ANSWERED alone; after that or QUESTION_SILENT another may be put.
 */
enum question_state question_look(struct question *q, int wait_ms, void *ret_answer);

/* Nobody wants to know any more.  Harmless where none is open. */
void question_drop(struct question *q);

#endif
