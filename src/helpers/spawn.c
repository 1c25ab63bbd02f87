#include "helpers/line.h"

#include "base/clock.h"
#include "base/frame.h"
#include "base/harden.h"
#include "base/log.h"
#include "base/program.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/wait.h>
#include <unistd.h>

/* The child inherits its end as descriptor 3 and nothing else of ours (all are CLOEXEC). */
static enum err spawn(const char *program, const char *const *args, int end, pid_t *ret_pid)
{
	char path[4200];
	char *argv[HELPER_ARGS_MAX + 4];
	posix_spawn_file_actions_t actions;
	int n = 0, failed;

	if (program_helper(program, path, sizeof(path)))
		return ERR_IO;
	argv[n++] = path;
	argv[n++] = (char[]){ "--fd" };
	argv[n++] = (char[]){ "3" };
	for (int i = 0; i < HELPER_ARGS_MAX && args[i]; i++)
		argv[n++] = (char *)(uintptr_t)args[i];
	argv[n] = NULL;
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, end, 3);
	failed = posix_spawn(ret_pid, path, &actions, NULL, argv, harden_environment());
	posix_spawn_file_actions_destroy(&actions);
	if (failed)
		log_error("%s: %s", program, strerror(failed));
	return failed ? ERR_IO : ERR_OK;
}

/*
 * A descriptor number of our own that is already 3 would survive dup2 with its
 * CLOEXEC flag and be closed in the child; moving it up avoids the case.
 */
static int above_three(int fd)
{
	int moved;

	if (fd > 3)
		return fd;
	moved = fcntl(fd, F_DUPFD_CLOEXEC, 4);
	close(fd);
	return moved;
}

static struct line *open_line(const struct helper_ops *ops, pid_t pid, int fd)
{
	struct line *line = calloc(1, sizeof(*line));
	int pidfd = pidfd_open(pid, 0);

	if (!line || pidfd < 0) {
		log_error("%s: no handle on the process: %s", ops->program, strerror(errno));
		kill(pid, SIGKILL);
		free(line);
		return NULL;
	}
	line->ops = ops;
	line->pid = pid;
	line->pidfd = pidfd;
	line->fd = fd;
	line->ask_ms = clock_ms() + HELPER_ASK_MS;
	return line;
}

struct line *line_start(const struct helper_ops *ops, const char *const *args)
{
	struct line *line = NULL;
	int ends[2];
	pid_t pid;

	if (frame_pair(ends))
		return NULL;
	ends[1] = above_three(ends[1]);
	if (!spawn(ops->program, args, ends[1], &pid))
		line = open_line(ops, pid, ends[0]);
	close(ends[1]);
	if (!line)
		close(ends[0]);
	return line;
}
