#include "helpers/child.h"

#include "base/frame.h"
#include "base/log.h"
#include "base/program.h"
#include "base/text.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

struct watch {
	int fd;
	int generation;
	child_message_fn *message;
	void *context;
};

static void *watch_child(void *argument)
{
	struct watch watch = *(struct watch *)argument;
	uint8_t *buffer = malloc(FRAME_MAX);
	size_t size;

	free(argument);
	while (buffer && !frame_receive(watch.fd, buffer, FRAME_MAX, -1, &size)) {
		uint8_t *copy = malloc(size ? size : 1);

		if (!copy)
			break;
		memcpy(copy, buffer, size);
		explicit_bzero(buffer, size);
		watch.message(watch.context, watch.generation, copy, size);
	}
	free(buffer);
	watch.message(watch.context, watch.generation, NULL, 0);
	return NULL;
}

static enum err start_watcher(struct child *child)
{
	struct watch *watch = malloc(sizeof(*watch));

	if (!watch)
		return ERR_IO;
	*watch = (struct watch){ child->fd, child->generation, child->message,
				 child->context };
	if (pthread_create(&child->watcher, NULL, watch_child, watch)) {
		free(watch);
		return ERR_IO;
	}
	return ERR_OK;
}

/* The child inherits its end as descriptor 3 and nothing else of ours (all are CLOEXEC). */
static enum err spawn(struct child *child, int end)
{
	char dir[4096], path[4200];
	char *argv[CHILD_ARGS_MAX + 4];
	posix_spawn_file_actions_t actions;
	int n = 0, failed;

	if (program_dir(dir, sizeof(dir)))
		return ERR_IO;
	snprintf(path, sizeof(path), "%s/%s", dir, child->program);
	argv[n++] = path;
	argv[n++] = (char[]){ "--fd" };
	argv[n++] = (char[]){ "3" };
	for (int i = 0; i < CHILD_ARGS_MAX && child->args[i]; i++)
		argv[n++] = (char *)(uintptr_t)child->args[i];
	argv[n] = NULL;
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, end, 3);
	failed = posix_spawn(&child->pid, path, &actions, NULL, argv, environ);
	posix_spawn_file_actions_destroy(&actions);
	if (failed) {
		child->pid = 0;
		log_error("%s: %s", child->program, strerror(failed));
		return ERR_IO;
	}
	return ERR_OK;
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

enum err child_start(struct child *child)
{
	int pair[2];

	assert(!child_running(child));
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair)) {
		log_error("socketpair: %s", strerror(errno));
		return ERR_IO;
	}
	pair[1] = above_three(pair[1]);
	if (spawn(child, pair[1])) {
		close(pair[0]);
		close(pair[1]);
		return ERR_IO;
	}
	close(pair[1]);
	child->fd = pair[0];
	child->generation++;
	if (start_watcher(child)) {
		kill(child->pid, SIGKILL);
		waitpid(child->pid, NULL, 0);
		close(child->fd);
		child->pid = 0;
		return ERR_IO;
	}
	return ERR_OK;
}

bool child_running(const struct child *child)
{
	return child->pid > 0;
}

enum err child_send(struct child *child, const void *data, size_t size)
{
	if (!child_running(child))
		return ERR_GONE;
	return frame_send(child->fd, data, size);
}

/* True when the process is gone within the time. */
static bool reap_within(pid_t pid, int ms)
{
	for (int waited = 0; waited <= ms; waited += 5) {
		struct timespec pause = { 0, 5000000 };

		if (waitpid(pid, NULL, WNOHANG) != 0)
			return true;
		nanosleep(&pause, NULL);
	}
	return false;
}

static void end_child(struct child *child, int patience_ms)
{
	if (!child_running(child))
		return;
	shutdown(child->fd, SHUT_RDWR);
	if (patience_ms == 0 || !reap_within(child->pid, patience_ms)) {
		kill(child->pid, SIGKILL);
		waitpid(child->pid, NULL, 0);
	}
	pthread_join(child->watcher, NULL);
	close(child->fd);
	child->pid = 0;
}

void child_stop(struct child *child)
{
	end_child(child, 300);
}

void child_kill(struct child *child)
{
	end_child(child, 0);
}
