/*
 * Whether the visit before came to its end: an empty file stands in the data folder
 * while one is open.  Where it is found at the start, the kiosk was stopped in its
 * midst, and whoever stood there is told.  Thread: the screen's.
 */
#ifndef KIOSK_INTERRUPTED_H
#define KIOSK_INTERRUPTED_H

#include "kiosk/kiosk.h"

/* At the start: posts EVENT_RESTARTED where a visit was open, and forgets it. */
void interrupted_tell(struct kiosk *kiosk);

/* After each step: a visit has begun, or is over. */
void interrupted_note(struct kiosk *kiosk, const struct session *before);

#endif
