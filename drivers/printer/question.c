#include "drivers/printer/question.h"

#include "base/log.h"
#include "drivers/printer/printers.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* The pipe's number in the process of the question. */
#define OUT_FD 3

/* --- in the process of the question ------------------------------------------ */

/* Bytes of private memory that the process has now. */
static rlim_t memory_now(void)
{
	FILE *file = fopen("/proc/self/statm", "re");
	unsigned long pages = 0;

	if (file) {
		if (fscanf(file, "%*u %*u %*u %*u %*u %lu", &pages) != 1)
			pages = 0;
		fclose(file);
	}
	return (rlim_t)pages * (rlim_t)sysconf(_SC_PAGESIZE);
}

static void limit_memory(void)
{
	rlim_t most = memory_now() + QUESTION_MEMORY_MAX;
	const struct rlimit limit = { most, most };

	setrlimit(RLIMIT_DATA, &limit);
}

/*
 * What the asking program holds is not the question's: the line to the kiosk
 * above all, whose other end would not see the program die.
 */
static bool keep_only(int out)
{
	if (out != OUT_FD && dup2(out, OUT_FD) != OUT_FD)
		return false;
	return close_range(OUT_FD + 1, ~0u, 0) == 0;
}

static _Noreturn void answer(question_fn *ask, const void *context, size_t size, int out,
			     pid_t asker)
{
	uint8_t bytes[QUESTION_ANSWER_MAX] = { 0 };

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != asker || !keep_only(out))
		_exit(1);
	limit_memory();
	if (ask(context, bytes) && write(OUT_FD, bytes, size) == (ssize_t)size)
		_exit(0);
	_exit(1);
}

/* --- in the process that asks -------------------------------------------------- */

/* Never waited for: one that does not die yet is looked at again with the next question. */
static void reap(struct question *q)
{
	if (q->ended && waitpid(q->ended, NULL, WNOHANG) != 0)
		q->ended = 0;
}

void question_put(struct question *q, question_fn *ask, const void *context,
		  size_t size, int within_ms)
{
	pid_t asker = getpid(), pid;
	int ends[2];

	assert(q->pid == 0 && size > 0 && size <= QUESTION_ANSWER_MAX);
	reap(q);
	if (pipe2(ends, O_CLOEXEC)) {
		log_error("a question to the printer: %s", strerror(errno));
		return;
	}
	pid = fork();
	if (pid == 0)
		answer(ask, context, size, ends[1], asker);
	close(ends[1]);
	if (pid < 0) {
		log_error("a question to the printer: %s", strerror(errno));
		close(ends[0]);
		return;
	}
	*q = (struct question){ pid, ends[0], printer_now_ms() + within_ms, size, q->ended };
}

bool question_is_open(const struct question *q)
{
	return q->pid != 0;
}

void question_drop(struct question *q)
{
	if (q->pid == 0)
		return;
	kill(q->pid, SIGKILL);
	close(q->fd);
	reap(q);
	q->ended = q->pid;
	q->pid = 0;
	reap(q);
}

static int ms_left(const struct question *q)
{
	int64_t left = q->until_ms - printer_now_ms();

	return left > 0 ? (int)left : 0;
}

/* An answer is one write to a pipe, smaller than PIPE_BUF: it comes whole or not. */
static enum question_state take(struct question *q, void *ret_answer)
{
	uint8_t bytes[QUESTION_ANSWER_MAX];
	ssize_t n = read(q->fd, bytes, q->size);
	bool whole = n == (ssize_t)q->size;

	if (whole)
		memcpy(ret_answer, bytes, q->size);
	question_drop(q);
	return whole ? QUESTION_ANSWERED : QUESTION_SILENT;
}

enum question_state question_look(struct question *q, int wait_ms, void *ret_answer)
{
	struct pollfd line = { .fd = q->fd, .events = POLLIN };
	int left;

	if (q->pid == 0)
		return QUESTION_SILENT;
	left = ms_left(q);
	if (poll(&line, 1, wait_ms < left ? wait_ms : left) > 0)
		return take(q, ret_answer);
	if (ms_left(q) > 0)
		return QUESTION_OPEN;
	log_warn("the printer has not answered in time");
	question_drop(q);
	return QUESTION_SILENT;
}
