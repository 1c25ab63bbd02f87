/*
 * A new key for the store (keys reseal), while the kiosk runs: a piece at each turn of the
 * loop when nobody is there.  Whoever comes has the store at once.
 */
#ifndef KIOSK_NEW_KEY_H
#define KIOSK_NEW_KEY_H

#include "kiosk/kiosk.h"

void new_key_mind(struct kiosk *kiosk);

#endif
