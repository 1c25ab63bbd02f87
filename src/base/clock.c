#include "base/clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/timex.h>

static int64_t wall_moved_s;

static struct timespec now(clockid_t id)
{
	struct timespec at = { 0 };

	clock_gettime(id, &at);
	return at;
}

int64_t clock_us(void)
{
	struct timespec at = now(CLOCK_MONOTONIC);

	return (int64_t)at.tv_sec * 1000000 + at.tv_nsec / 1000;
}

int64_t clock_ms(void)
{
	return clock_us() / 1000;
}

struct timespec clock_after(int64_t ms)
{
	struct timespec at = now(CLOCK_MONOTONIC);
	int64_t nsec = at.tv_nsec + ms % 1000 * 1000000;

	at.tv_sec += (time_t)(ms / 1000 + nsec / 1000000000);
	at.tv_nsec = (long)(nsec % 1000000000);
	return at;
}

struct timespec clock_machine(void)
{
	return now(CLOCK_REALTIME);
}

int64_t clock_wall_s(void)
{
	return (int64_t)now(CLOCK_REALTIME).tv_sec + wall_moved_s;
}

void clock_set_wall(int64_t wall_s)
{
	wall_moved_s += wall_s - clock_wall_s();
}

static bool is_kept_right(struct timex *ret_asked)
{
	int state;

	*ret_asked = (struct timex){ 0 };
	state = adjtimex(ret_asked);
	return state != -1 && state != TIME_ERROR && !(ret_asked->status & STA_UNSYNC);
}

bool clock_is_kept_right(void)
{
	struct timex asked;

	return is_kept_right(&asked);
}

bool clock_offset_us(int64_t *ret_us)
{
	struct timex asked;

	if (!is_kept_right(&asked))
		return false;
	*ret_us = llabs(asked.offset) / (asked.status & STA_NANO ? 1000 : 1) + asked.esterror;
	return true;
}

bool clock_rtc_apart_s(const char *file, int64_t *ret_s)
{
	FILE *in = fopen(file, "re");
	long long rtc_s = 0;
	bool read = in && fscanf(in, "%lld", &rtc_s) == 1;

	if (in)
		fclose(in);
	if (read)
		*ret_s = rtc_s - (int64_t)now(CLOCK_REALTIME).tv_sec;
	return read;
}
