/*
 * A box of switches: when it is plugged in, what its keys mean (ui/scan), and
 * how the session hears of both.
 *
 * SDL tells nobody that a keyboard was plugged in under X.  The first press of a
 * switch in a visit is the sign; a hall that names the box's device file
 * (switch_box) has it noticed as soon as that file appears (kiosk/plugs.h).
 *
 * Thread: the main thread's.
 */
#ifndef KIOSK_SWITCHES_H
#define KIOSK_SWITCHES_H

#include "session/event.h"

#include <SDL.h>
#include <stdbool.h>
#include <stdint.h>

struct kiosk;

/* At the start, and when a visit is over: nobody has calibrated anything. */
void switches_reset(struct kiosk *kiosk);

/* Looks whether the box came or went; called whenever the loop is awake. */
void switches_mind(struct kiosk *kiosk);

/* Switches speak as keys; true when the event was one of theirs. */
bool switches_handle(struct kiosk *kiosk, const SDL_Event *event);

/* Switch 0 .. SWITCHES_MAX-1 goes down or up. */
void switches_moved(struct kiosk *kiosk, int which, bool down, uint32_t ms);

/* What the session made of it. */
void switches_do(struct kiosk *kiosk, enum switch_use use);

#endif
