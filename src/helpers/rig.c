#include "helpers/rig.h"

#include "base/clock.h"
#include "base/harden.h"
#include "base/program.h"
#include "base/log.h"
#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define RIG_ARGS_MAX 24
/* Emulators that are told to go have so long, all of them together; a killed one has so long. */
#define RIG_LEAVE_MS 1000
#define RIG_KILLED_MS 500
/* For commands of seconds: one that takes longer will not end. */
#define RIG_RUN_MS 600000

/* Splits "PROGRAM ARG ..." at blanks, in place. */
static int split(char *line, char **words, int max)
{
	int n = 0;

	while (*line && n < max) {
		line += strspn(line, " ");
		if (!*line)
			break;
		words[n++] = line;
		line += strcspn(line, " ");
		if (*line)
			*line++ = 0;
	}
	return n;
}

static enum err start_one(struct rig *rig, const char *command)
{
	char line[CONFIG_VALUE_MAX], path[4700];
	char *argv[RIG_ARGS_MAX + 1];
	posix_spawn_file_actions_t actions;
	int pipe_fds[2], failed, n;

	if (text_copy(line, sizeof(line), command))
		return ERR_FULL;
	n = split(line, argv, RIG_ARGS_MAX);
	if (n == 0 || program_helper(argv[0], path, sizeof(path)) || pipe2(pipe_fds, O_CLOEXEC))
		return ERR_IO;
	argv[n] = NULL;
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, pipe_fds[0], STDIN_FILENO);
	posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
	failed = posix_spawn(&rig->pids[rig->count], path, &actions, NULL, argv,
			     harden_environment());
	posix_spawn_file_actions_destroy(&actions);
	close(pipe_fds[0]);
	if (failed) {
		log_error("%s: %s", argv[0], strerror(failed));
		close(pipe_fds[1]);
		return ERR_IO;
	}
	rig->lines[rig->count++] = pipe_fds[1];
	return ERR_OK;
}

/* The tray is there as soon as its emulator listens: a few milliseconds. */
static void wait_for_tray(const char *path)
{
	for (int i = 0; path[0] && i < 200 && access(path, F_OK); i++) {
		struct timespec pause = { 0, 10000000 };

		nanosleep(&pause, NULL);
	}
}

enum err rig_start(struct rig *rig, const struct config *config)
{
	rig->count = 0;
	rig->tray = config->tray;
	for (int i = 0; i < config->emulators.count; i++) {
		enum err err = start_one(rig, config->emulators.at[i]);

		if (err) {
			rig_stop(rig);
			return err;
		}
	}
	if (rig->count > 0)
		wait_for_tray(rig->tray);
	return ERR_OK;
}

/* ms until then, 0 where it is past. */
static int rest_ms(int64_t until_ms)
{
	int64_t rest = until_ms - clock_ms();

	return rest > 0 ? (int)rest : 0;
}

/* True when the process has ended by then, and its status is taken. */
static bool has_ended(pid_t pid, int64_t until_ms, int *ret_status)
{
	struct pollfd end = { .fd = pidfd_open(pid, 0), .events = POLLIN };

	while (poll(&end, 1, rest_ms(until_ms)) < 0 && errno == EINTR)
		continue;
	if (end.fd >= 0)
		close(end.fd);
	return waitpid(pid, ret_status, WNOHANG) == pid;
}

/* Killed where it does not go; one that the kernel holds is left behind. */
static void see_off(pid_t pid, int64_t until_ms)
{
	int status;

	if (has_ended(pid, until_ms, &status))
		return;
	kill(pid, SIGKILL);
	if (!has_ended(pid, clock_ms() + RIG_KILLED_MS, &status))
		log_warn("emulator %d does not end", (int)pid);
}

void rig_stop(struct rig *rig)
{
	int64_t until_ms = clock_ms() + RIG_LEAVE_MS;

	for (int i = 0; i < rig->count; i++) {
		close(rig->lines[i]);
		kill(rig->pids[i], SIGTERM);
	}
	for (int i = 0; i < rig->count; i++)
		see_off(rig->pids[i], until_ms);
	rig->count = 0;
}

enum err rig_run(const char *const *argv, struct diag *diag)
{
	pid_t pid;
	int status = 0;
	int failed = posix_spawnp(&pid, argv[0], NULL, NULL, (char **)(uintptr_t)argv,
				  harden_environment());

	if (failed)
		return diag_set(diag, argv[0], 0, 0, "%s", strerror(failed));
	if (!has_ended(pid, clock_ms() + RIG_RUN_MS, &status)) {
		see_off(pid, clock_ms());
		return diag_set(diag, argv[0], 0, 0, "did not end in %d s", RIG_RUN_MS / 1000);
	}
	if (status != 0)
		return diag_set(diag, argv[0], 0, 0, "ended with %d",
				program_ended_with(status));
	return ERR_OK;
}

static int connect_tray(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0 || text_copy(address.sun_path, sizeof(address.sun_path), path) ||
	    connect(fd, (struct sockaddr *)&address, sizeof(address))) {
		if (fd >= 0)
			close(fd);
		return -1;
	}
	return fd;
}

/* One line, its line break cut off; false when none came in time. */
static bool read_line(int fd, char *out, size_t cap)
{
	struct pollfd wait = { .fd = fd, .events = POLLIN };
	size_t n = 0;

	while (n + 1 < cap && poll(&wait, 1, 2000) == 1) {
		ssize_t got = read(fd, out + n, 1);

		if (got != 1)
			break;
		if (out[n] == '\n') {
			out[n] = 0;
			return true;
		}
		n++;
	}
	return false;
}

enum err rig_tray(const struct rig *rig, const char *line, struct diag *diag)
{
	char answer[256];
	int fd = connect_tray(rig->tray);
	bool answered;

	if (fd < 0)
		return diag_set(diag, "", 0, 0, "no card tray at \"%s\": set tray and emulators",
				rig->tray);
	answered = write(fd, line, strlen(line)) == (ssize_t)strlen(line) &&
		   write(fd, "\n", 1) == 1 && read_line(fd, answer, sizeof(answer));
	close(fd);
	if (!answered)
		return diag_set(diag, "", 0, 0, "the card tray does not answer");
	if (strncmp(answer, "ok", 2) != 0)
		return diag_set(diag, "", 0, 0, "card tray: %s", answer);
	return ERR_OK;
}
