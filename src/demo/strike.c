#include "demo/strike.h"

#include "base/frame.h"

#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/resource.h>
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

/* What a helper needs to take a message and answer it; less than for a file (pdf_memory.c). */
#define STARVED_BYTES (16u << 20)

static enum err starve(pid_t pid)
{
	struct rlimit limit;
	unsigned long pages;
	char path[40];
	FILE *file;
	bool told;

	snprintf(path, sizeof(path), "/proc/%d/statm", (int)pid);
	file = fopen(path, "re");
	told = file && fscanf(file, "%lu", &pages) == 1;
	if (file)
		fclose(file);
	if (!told || prlimit(pid, RLIMIT_AS, NULL, &limit))
		return ERR_DENIED;
	limit.rlim_cur = pages * (unsigned long)sysconf(_SC_PAGESIZE) + STARVED_BYTES;
	return prlimit(pid, RLIMIT_AS, &limit, NULL) ? ERR_DENIED : ERR_OK;
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
	if (strcmp(how, "starve") == 0)
		return starve(pid);
	return ERR_ABSENT;
}
