/*
 * What a process gives up for good once it has what it needs, so that whoever takes it
 * over by a hostile card, printer or text has taken little: files are reached only where
 * they are named here (Landlock), and calls that none of ours makes are refused (seccomp).
 * Children inherit it.
 *
 * Debug builds give nothing up: the sanitizers trace their own process.
 */
#ifndef CONFINE_CONFINE_H
#define CONFINE_CONFINE_H

#include "base/err.h"

#include <stdbool.h>

#define CONFINE_PATHS_MAX 16

/* NULL ends a list; what is "" or not there is left out. */
struct confine {
	/* Files, and folders with all that is below: read. */
	const char *reads[CONFINE_PATHS_MAX];
	/* The same: read, changed, and in folders made and removed.  Devices belong here. */
	const char *writes[CONFINE_PATHS_MAX];
	/* The same: read and run.  None: no program is started, not even itself anew. */
	const char *runs[CONFINE_PATHS_MAX];
	bool inet;	/* sockets of the internet; else of this machine and the kernel alone */
	int port;	/* the one that a TCP connection may go to; 0: any */
	bool strikes;	/* takes hold of a child's descriptors: a walk's faults do */
	bool alone;	/* signals go to its own children, and no abstract socket is reached */
};

/*
 * Before threads are started: Landlock holds the calling thread and what comes of it.
 * A kernel without Landlock is logged and borne; one that refuses seccomp is ERR_IO, logged.
 */
enum err confine(const struct confine *needs) MUST_CHECK;

/* Its two halves, for confine() alone. */
enum err confine_files(const struct confine *needs) MUST_CHECK;
enum err confine_calls(const struct confine *needs) MUST_CHECK;

#endif
