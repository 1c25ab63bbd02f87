#include "demo/strike.h"

#include "base/frame.h"

#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/pidfd.h>
#include <unistd.h>

/* Where each helper has its line. */
#define LINE_FD 3
/* More than one second's talk, and no more than a line takes at once. */
#define FLOOD 400

/* The helper's own end of its line, which it keeps; -1. */
static int its_end(pid_t pid)
{
	int pidfd = pidfd_open(pid, 0), fd = -1;

	if (pidfd >= 0) {
		fd = pidfd_getfd(pidfd, LINE_FD, 0);
		close(pidfd);
	}
	return fd;
}

static enum err put_words(pid_t pid, const void *words, size_t size, int times)
{
	int fd = its_end(pid);
	enum err err = fd < 0 ? ERR_DENIED : ERR_OK;

	for (int i = 0; i < times && !err; i++)
		err = frame_offer(fd, words, size);
	if (fd >= 0)
		close(fd);
	return err == ERR_DENIED ? err : ERR_OK;	/* a line that takes no more is flooded */
}

static enum err send_signal(pid_t pid, int number)
{
	return kill(pid, number) ? ERR_DENIED : ERR_OK;
}

enum err strike_helper(pid_t pid, const char *how)
{
	static const uint8_t nonsense[] = { 255, 1, 2, 3 }, life[] = { 0 };

	if (strcmp(how, "kill") == 0)
		return send_signal(pid, SIGKILL);
	if (strcmp(how, "stop") == 0)
		return send_signal(pid, SIGSTOP);
	if (strcmp(how, "go") == 0)
		return send_signal(pid, SIGCONT);
	if (strcmp(how, "garble") == 0)
		return put_words(pid, nonsense, sizeof(nonsense), 1);
	if (strcmp(how, "flood") == 0)
		return put_words(pid, life, sizeof(life), FLOOD);
	return ERR_ABSENT;
}
