/*
 * Whether the visit before came to its end: an empty file stands in the data folder
 * while one is open.  Where it is found at the start, the kiosk was stopped in its
 * midst, and whoever stood there is told.  Thread: the screen's.
 */
#ifndef APP_INTERRUPTED_H
#define APP_INTERRUPTED_H

#include "app/app.h"

/* At the start: posts EVENT_RESTARTED where a visit was open, and forgets it. */
void interrupted_tell(struct app *app);

/* After each step: a visit has begun, or is over. */
void interrupted_note(struct app *app, const struct session *before);

#endif
