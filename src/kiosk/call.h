/*
 * A call for a member of staff: the command that the hall names, watched until it
 * ends.  The session hears whether it went out (EVENT_CALLED), and only that is
 * said to the visitor.
 */
#ifndef KIOSK_CALL_H
#define KIOSK_CALL_H

#include <stdint.h>
#include <sys/types.h>

struct kiosk;

/* A call that takes longer has not gone out: whoever waits is told where to go. */
#define CALL_MS 5000
#define CALL_KILLED INT64_MAX

/* All zeros: none is on its way. */
struct call_process {
	pid_t pid;
	int64_t until_ms;	/* clock_ms; CALL_KILLED: told already, its end is looked for */
};

/* Starts it; one at a time. */
void call_begin(struct kiosk *kiosk);

/* Looks whether it has ended. */
void call_mind(struct kiosk *kiosk);

/* ms until call_mind wants to be called; -1: no call is on its way. */
int call_due_ms(const struct kiosk *kiosk);

/* The kiosk ends: nobody hears of it any more. */
void call_end(struct kiosk *kiosk);

#endif
