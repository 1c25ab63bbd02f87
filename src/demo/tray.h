/*
 * The tray of a demonstration: a window beside the kiosk's where invented
 * people's cards are laid on the emulated reader and lifted again.
 *
 * Thread: the main thread's.
 */
#ifndef DEMO_TRAY_H
#define DEMO_TRAY_H

#include "helpers/rig.h"
#include "kiosk/kiosk.h"

struct tray;

/* The kiosk stands left of this part of the display, the tray right of it. */
#define TRAY_FROM_PERCENT 50

/*
 * The people are those of the configuration's demo-data/cards.csv.  ERR_INPUT
 * with diag: they cannot be read, or the configuration has no tray.
 */
enum err tray_create(const struct kiosk *kiosk, const struct rig *rig, struct diag *diag,
		     struct tray **ret_tray) MUST_CHECK;
void tray_destroy(struct tray *tray);	/* takes NULL */

/* A player of kiosk.h, on a struct tray: true when the event was the tray's. */
bool tray_handle(void *tray, const SDL_Event *event);

#endif
