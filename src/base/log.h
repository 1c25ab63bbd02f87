/*
 * One line to stderr: day and time, process, level, message.  Nothing personal is ever
 * logged: no name, number, answer, card byte or ink; there is no printf for a
 * struct secret.  Any thread.
 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "base/err.h"

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR };

/* Set once at start: the process's name and the lowest level that is written. */
void log_open(const char *process, enum log_level lowest);
void log_line(enum log_level level, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* Called with each error's message too, by the thread that logs it; set once at start. */
typedef void log_hear(void *context, const char *message);
void log_also(log_hear *hear, void *context);

#define log_debug(...) log_line(LOG_DEBUG, __VA_ARGS__)
#define log_info(...) log_line(LOG_INFO, __VA_ARGS__)
#define log_warn(...) log_line(LOG_WARN, __VA_ARGS__)
#define log_error(...) log_line(LOG_ERROR, __VA_ARGS__)

#endif
