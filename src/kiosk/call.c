#include "kiosk/call.h"

#include "base/clock.h"
#include "base/harden.h"
#include "base/log.h"
#include "base/program.h"
#include "kiosk/kiosk.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>

#define ARGS_MAX 16
#define CALL_LOOK_MS 20

static void tell(struct kiosk *kiosk, bool called)
{
	struct event event = kiosk_event(kiosk, EVENT_CALLED);

	event.called = called;
	kiosk_post(kiosk, &event);
}

/* The words of a command line, cut at blanks in place; false: there are too many. */
static bool cut(char *line, char *args[ARGS_MAX + 1])
{
	int count = 0;

	for (char *at = line + strspn(line, " "); *at; at += strspn(at, " ")) {
		size_t len = strcspn(at, " ");

		if (count == ARGS_MAX)
			return false;
		args[count++] = at;
		at += len;
		if (*at)
			*at++ = 0;
	}
	args[count] = NULL;
	return count > 0;
}

/* It gets no terminal of ours to wait at; what it says goes into the log. */
static int spawn_call(char *const args[], pid_t *ret_pid)
{
	posix_spawn_file_actions_t actions;
	int failed;

	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
	failed = posix_spawnp(ret_pid, args[0], &actions, NULL, args, harden_environment());
	posix_spawn_file_actions_destroy(&actions);
	return failed;
}

void call_begin(struct kiosk *kiosk)
{
	char line[CONFIG_VALUE_MAX], *args[ARGS_MAX + 1];
	int failed;

	if (kiosk->call.pid) {
		if (kiosk->call.until_ms == CALL_KILLED)
			tell(kiosk, false);
		return;		/* else its end answers this one too */
	}
	ring_begin(kiosk);
	memcpy(line, kiosk->config.call, sizeof(line));
	if (!cut(line, args)) {
		log_info("a visitor asks for a member of staff: %s", ring_is_out(kiosk) ?
			 "it rings at the desk" : "and nothing calls one here");
		if (!ring_is_out(kiosk))
			tell(kiosk, false);
		return;
	}
	failed = spawn_call(args, &kiosk->call.pid);
	if (failed) {
		log_error("call: %s: %s", args[0], strerror(failed));
		kiosk->call.pid = 0;
		tell(kiosk, false);
		return;
	}
	log_info("a visitor asks for a member of staff: %s", kiosk->config.call);
	kiosk->call.until_ms = clock_ms() + CALL_MS;
}

void call_mind(struct kiosk *kiosk)
{
	int status = 0;
	pid_t ended;

	if (!kiosk->call.pid)
		return;
	ended = waitpid(kiosk->call.pid, &status, WNOHANG);
	if (ended == 0 && clock_ms() < kiosk->call.until_ms)
		return;
	if (ended == 0) {
		log_error("call: no end within %d ms; killed", CALL_MS);
		kill(kiosk->call.pid, SIGKILL);
		/* What hangs in the kernel does not even die: nobody waits for that. */
		kiosk->call.until_ms = CALL_KILLED;
		tell(kiosk, false);
		return;
	}
	kiosk->call.pid = 0;
	if (kiosk->call.until_ms == CALL_KILLED)
		return;
	if (status != 0)
		log_error("call: ended with %d", program_ended_with(status));
	if (status == 0 || !ring_is_out(kiosk))
		tell(kiosk, ended > 0 && status == 0);
}

int call_due_ms(const struct kiosk *kiosk)
{
	return kiosk->call.pid ? CALL_LOOK_MS : -1;
}

void call_end(struct kiosk *kiosk)
{
	if (!kiosk->call.pid)
		return;
	kill(kiosk->call.pid, SIGKILL);
	kiosk->call.pid = 0;
}
