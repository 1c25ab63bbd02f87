/*
 * The tray of a demonstration: a window beside the kiosk's where invented
 * people's cards are laid on the emulated reader and lifted again.
 *
 * Thread: the main thread's.
 */
#ifndef KIOSK_TRAY_H
#define KIOSK_TRAY_H

#include "kiosk/kiosk.h"

/* The kiosk stands left of this part of the display, the tray right of it. */
#define TRAY_FROM_PERCENT 50

/*
 * The people are those of the configuration's demo-data/cards.csv.  ERR_INPUT
 * with diag: they cannot be read, or the configuration has no tray.
 */
enum err tray_create(const struct kiosk *kiosk, struct diag *diag,
		     struct tray **ret_tray) MUST_CHECK;
void tray_destroy(struct tray *tray);	/* takes NULL */

/* True when the event was the tray's. */
bool tray_handle(struct tray *tray, const SDL_Event *event);

#endif
