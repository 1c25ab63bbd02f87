/*
 * SIGHUP: what a hall has set is read again between two visits, and the kiosk goes on
 * with it: the hall's names, what it asks for, the pack and the document.  Devices stay
 * as they were until the next start.  What is wrong is logged, and nothing is changed.
 */
#ifndef KIOSK_RELOAD_H
#define KIOSK_RELOAD_H

#include "kiosk/kiosk.h"

/* From now on SIGHUP asks for it. */
void reload_listen(void);

/* When the pack in use was taken under a signature, by the disk's clock; 0: none was. */
int64_t reload_taken_ns(const struct kiosk *kiosk);

/*
 * Does it where it was asked for, or a signed pack was taken, and nobody is there; each turn
 * of the loop, within 30 s.
 */
void reload_mind(struct kiosk *kiosk);

#endif
