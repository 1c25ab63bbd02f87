/*
 * What a visitor plugs in: a box of switches and headphones, each a device file that
 * kiosk.yaml names.  A watch wakes the loop when one comes or goes; between, nobody looks.
 *
 * Thread: the main thread's.
 */
#ifndef KIOSK_PLUGS_H
#define KIOSK_PLUGS_H

struct kiosk;

/* After the first frame; where the system has no watch to give, the loop looks when awake. */
void plugs_watch(struct kiosk *kiosk);
void plugs_leave(struct kiosk *kiosk);

/* Looks what is plugged in now; called whenever the loop is awake. */
void plugs_mind(struct kiosk *kiosk);

#endif
