/*
 * Takes the steps of a walk script on a running kiosk: presses go through the
 * same way as a finger's, cards through the emulated reader, and what is
 * expected is looked for in the same tree that was painted.
 */
#ifndef DEMO_WALKER_H
#define DEMO_WALKER_H

#include "demo/walk.h"
#include "base/diag.h"
#include "helpers/rig.h"

struct kiosk;
struct walker;

/*
 * shots: folder for pictures and dumps, made when it is not there.  rig: where
 * cards are laid; borrowed.
 */
enum err walker_create(const char *file, const char *shots, const struct rig *rig,
		       struct walker **ret_walker, struct diag *diag) MUST_CHECK;
void walker_destroy(struct walker *walker);

/*
 * A player of kiosk.h, on a struct walker.  Takes every step that can be taken
 * now.  Sets quit when the walk is over (exit code 0) or an expectation failed
 * (exit code 1, one line on stderr).
 * Returns when it wants to be called again, ms from now.
 */
int walker_play(void *walker, struct kiosk *kiosk);

#endif
