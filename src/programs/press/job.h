/*
 * The press's work: requests in, receipts rendered, the one job watched.
 */
#ifndef PROGRAMS_PRESS_JOB_H
#define PROGRAMS_PRESS_JOB_H

#include "receipt/press_link.h"

/* How often a job is looked at. */
#define PRESS_POLL_MS 200

/*
 * A job that has not begun so long after its visit is taken back: the goodbye and
 * the way from the kiosk take less (session/timeouts.c).
 */
#define PRESS_LEFT_MS 10000

/* Serves until the other end of fd closes (0) or fails (3). */
int press_serve(int fd, const struct paper_fonts *fonts, struct printer *printer);

#endif
