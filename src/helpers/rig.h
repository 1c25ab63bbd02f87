/*
 * The emulated devices of a demonstration: programs started with the kiosk and
 * ended with it, and the tray from which cards are laid on the emulated reader.
 * The kiosk itself never knows: it drives the emulators through the same
 * drivers as real devices.
 */
#ifndef HELPERS_RIG_H
#define HELPERS_RIG_H

#include "config/config.h"
#include "base/err.h"

#include <sys/types.h>

struct rig {
	int count;
	pid_t pids[CONFIG_LIST_MAX];
	int lines[CONFIG_LIST_MAX];	/* their standard inputs: an end of file ends them */
	const char *tray;		/* path of the control socket */
};

/* Starts each "PROGRAM ARG ..." of the configuration (found as program_helper finds it). */
enum err rig_start(struct rig *rig, const struct config *config) MUST_CHECK;
/* Tells them to go; one that does not is killed.  Takes some 1.5 s at most, whatever they do. */
void rig_stop(struct rig *rig);

/*
 * Runs a program of the system to its end; ERR_INPUT: it cannot be had, fails, or has not
 * ended in ten minutes.
 */
enum err rig_run(const char *const *argv, struct diag *diag) MUST_CHECK;

/*
 * Says one line to the tray ("card ssc2 chen-li", "off", "fault …") and waits up
 * to 2 s for its answer.  ERR_INPUT: the tray refuses, and diag says why.
 */
enum err rig_tray(const struct rig *rig, const char *line, struct diag *diag) MUST_CHECK;

#endif
