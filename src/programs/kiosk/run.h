/*
 * What `run` and `curtain` share: the glass of a configuration.
 */
#ifndef PROGRAMS_KIOSK_RUN_H
#define PROGRAMS_KIOSK_RUN_H

#include "kiosk/kiosk.h"

/* Words, tree and window, as kiosk->config and kiosk->paths say.  ERR_INPUT, ERR_GONE with diag. */
enum err run_open_glass(struct kiosk *kiosk, const struct run_options *options,
			struct diag *diag) MUST_CHECK;

/*
 * What the kiosk and its helpers give up (confine/confine.h): once all is open, and before
 * the helpers start.  ERR_IO, logged.
 */
enum err run_confine(const struct kiosk *kiosk) MUST_CHECK;

#endif
