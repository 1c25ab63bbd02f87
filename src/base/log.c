#include "base/log.h"

#include "base/clock.h"

#include <stdarg.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

static const char *process_name = "skills-kiosk";
static enum log_level lowest_level = LOG_INFO;

static log_hear *also;
static void *also_context;

void log_also(log_hear *hear, void *context)
{
	also_context = context;
	also = hear;
}

void log_open(const char *process, enum log_level lowest)
{
	process_name = process;
	lowest_level = lowest;
}

/* One write(2) a line, so that lines of several processes do not mix. */
void log_line(enum log_level level, const char *fmt, ...)
{
	static const char *const names[] = { "debug", "info", "warn", "error" };
	char line[1024], message[768];
	struct timespec now;
	struct tm tm;
	va_list args;
	int n;

	if (level < lowest_level)
		return;
	va_start(args, fmt);
	vsnprintf(message, sizeof(message), fmt, args);
	va_end(args);
	if (also && level == LOG_ERROR)
		also(also_context, message);
	now = clock_machine();
	localtime_r(&now.tv_sec, &tm);
	n = (int)strftime(line, sizeof(line), "%F %T", &tm);
	n += snprintf(line + n, sizeof(line) - (size_t)n, ".%03ld %s[%d] %s: %s\n",
		      now.tv_nsec / 1000000, process_name, (int)getpid(), names[level], message);
	if (write(STDERR_FILENO, line, (size_t)n) < 0)
		return;	/* nowhere left to say it */
}
