#include "kiosk/turn.h"

#include "base/clock.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int schedule = -1;

void turn_watch(void)
{
	schedule = open("/proc/thread-self/schedstat", O_RDONLY | O_CLOEXEC);
}

/* The second of three numbers: ns in which the thread was ready and did not run. */
static int64_t without_core_us(void)
{
	char text[64] = "";
	const char *space;

	if (schedule < 0 || pread(schedule, text, sizeof(text) - 1, 0) <= 0)
		return 0;
	space = strchr(text, ' ');
	return space ? strtoll(space, NULL, 10) / 1000 : 0;
}

int64_t turn_us(void)
{
	return clock_us() - without_core_us();
}
