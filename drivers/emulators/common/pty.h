/*
 * A serial port that is no port: a pseudo-terminal with a name of its own.
 */
#ifndef EMULATOR_PTY_H
#define EMULATOR_PTY_H

#include "base/err.h"

struct pty {
	int master;	/* -1: unplugged */
	int slave;	/* kept open, so that a host may come and go */
	char link[256];	/* the name that points at it, or "" */
};

/* Makes the port and points link (may be NULL) at it. */
enum err pty_plug(struct pty *pty, const char *link) MUST_CHECK;
/* The cable is pulled: whoever has it open gets I/O errors, the name is gone. */
void pty_unplug(struct pty *pty);
/* The real path of the port. */
const char *pty_path(const struct pty *pty);

#endif
