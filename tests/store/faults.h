/*
 * What preload-faults and preload-memory share: the Nth call of a kind fails.
 *
 *	FAULT_AT=N	which call, from 1, counted over all kinds that FAULT_OPS names
 *	FAULT_OPS=wsm	w: writes and truncates, s: syncs, m: memory
 *	FAULT_ERRNO=5	what it fails with; 0: the process is killed before the call
 *	FAULT_EVER=1	and every one after it too
 *	FAULT_DIR	only files in this folder
 *	FAULT_LOG	a file that gets a byte for each call that failed
 *
 * "sync failed" goes to standard output at the instant a file's sync fails.
 */
#ifndef TESTS_STORE_FAULTS_H
#define TESTS_STORE_FAULTS_H

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static long seen;

static int number(const char *name)
{
	const char *text = getenv(name);

	return text ? (int)strtol(text, NULL, 10) : 0;
}

static int fails_now(char op)
{
	const char *log = getenv("FAULT_LOG");
	int at = number("FAULT_AT"), log_fd;

	seen++;
	if (seen < at || (seen > at && !number("FAULT_EVER")))
		return 0;
	log_fd = log ? open(log, O_WRONLY | O_CREAT | O_APPEND, 0600) : -1;
	if (log_fd >= 0) {
		if (REAL(write)(log_fd, &op, 1) != 1)
			abort();
		close(log_fd);
	}
	if (number("FAULT_ERRNO") == 0)
		kill(getpid(), SIGKILL);
	errno = number("FAULT_ERRNO");
	return 1;
}

#endif
