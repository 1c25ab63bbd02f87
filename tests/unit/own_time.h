/*
 * How long the calling thread took, without the time in which it stood ready and the kernel
 * gave it no core: beside a busy neighbour a test finds what it finds alone.
 */
#ifndef TEST_OWN_TIME_H
#define TEST_OWN_TIME_H

#include "base/clock.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The second figure of schedstat, in ns; 0 where the kernel does not tell. */
static inline int64_t own_time_without_core_ms(void)
{
	char text[64] = "";
	int fd = open("/proc/thread-self/schedstat", O_RDONLY | O_CLOEXEC);
	ssize_t size = fd >= 0 ? read(fd, text, sizeof(text) - 1) : -1;
	const char *space = size > 0 ? strchr(text, ' ') : NULL;

	if (fd >= 0)
		close(fd);
	return space ? strtoll(space, NULL, 10) / 1000000 : 0;
}

/*
 * In ms, less the time in which anybody on the machine wanted a core and had none, as the kernel
 * counts it: for what others take part in, as a process that is being started.
 */
static inline int64_t own_time_quiet_ms(void)
{
	char text[160] = "";
	int fd = open("/proc/pressure/cpu", O_RDONLY | O_CLOEXEC);
	ssize_t size = fd >= 0 ? read(fd, text, sizeof(text) - 1) : -1;
	const char *total = size > 0 ? strstr(text, "total=") : NULL;

	if (fd >= 0)
		close(fd);
	return clock_ms() - (total ? strtoll(total + strlen("total="), NULL, 10) / 1000 : 0);
}

/* Only differences mean something. */
static inline int64_t own_time_ms(void)
{
	return clock_ms() - own_time_without_core_ms();
}

#endif
