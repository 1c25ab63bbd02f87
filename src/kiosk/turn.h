/*
 * How long the loop's turns are, for trials: a press made meanwhile has to wait.
 * Time during which the kiosk stood ready and the kernel gave it no core is not
 * the kiosk's: a trial beside a busy neighbour tells the same as one alone.
 *
 * Thread: the main one, whose turns they are.
 */
#ifndef KIOSK_TURN_H
#define KIOSK_TURN_H

#include <stdint.h>

/* Before files are given up (confine); without it every wait counts. */
void turn_watch(void);

/* us of CLOCK_MONOTONIC, less those for want of a core since turn_watch. */
int64_t turn_us(void);

#endif
