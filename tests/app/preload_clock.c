/*
 * The wall clock as a test wants it: $CLOCK_WALL_S when the program asks first,
 * and $CLOCK_KEPT: 1 where the kernel is to say that something keeps it right.
 */
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/timex.h>
#include <time.h>

int clock_gettime(clockid_t id, struct timespec *at)
{
	static int (*real)(clockid_t, struct timespec *);
	const char *wall = getenv("CLOCK_WALL_S");
	int rc;

	if (!real)
		real = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
	rc = real(id, at);
	if (rc == 0 && id == CLOCK_REALTIME && wall)
		at->tv_sec = (time_t)strtoll(wall, NULL, 10);
	return rc;
}

int adjtimex(struct timex *asked)
{
	const char *kept = getenv("CLOCK_KEPT");

	memset(asked, 0, sizeof(*asked));
	if (kept && kept[0] == '1')
		return TIME_OK;
	asked->status = STA_UNSYNC;
	return TIME_ERROR;
}
