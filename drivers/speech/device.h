/*
 * Where samples go: a sound card through SDL, a WAV file, or nowhere.  Each
 * pulls from the mixer on a thread of its own.
 *
 * No sound card is a normal state of a kiosk: then samples go nowhere at the
 * pace of speech, and the kiosk sees the same events.
 *
 * Thread: one.
 */
#ifndef DRIVERS_SPEECH_DEVICE_H
#define DRIVERS_SPEECH_DEVICE_H

#include "base/err.h"
#include "drivers/speech/mixer.h"

#include <stdbool.h>

enum device_kind {
	DEVICE_AUDIO,	/* name: as SDL lists it; NULL: the system's usual one */
	DEVICE_WAV,	/* name: a folder; all that was pulled is NAME/voice.wav */
	DEVICE_SILENT,
};

struct device;

/*
 * Opens and begins to pull.  ERR_IO when there is no such device.  paced: a
 * WAV file is written no faster than it would be heard.
 */
enum err device_open(enum device_kind kind, const char *name, bool paced,
		     struct mixer *mixer, struct device **ret_device) MUST_CHECK;
/* Takes NULL. */
void device_close(struct device *device);

#endif
