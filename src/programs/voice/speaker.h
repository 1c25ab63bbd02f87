/*
 * The speaker: a queue of sentences, a thread that speaks them one after the
 * other, and the events that tell how each ended.
 *
 * Thread: every call from one thread; the speaker has one of its own, and only
 * that one writes to fd.
 */
#ifndef PROGRAMS_VOICE_SPEAKER_H
#define PROGRAMS_VOICE_SPEAKER_H

#include "drivers/speech/device.h"
#include "speech/voice_link.h"

#include <stdbool.h>

struct speaker_options {
	int fd;				/* events go here */
	enum device_kind kind;
	const char *device;		/* name or folder, may be NULL */
	bool paced;
	int full_scale_db;		/* what a full-scale sample makes at the ear */
	bool headphones;
	int card_failed_s;		/* the card would not open then, by clock_ms; or 0 */
	const char *assets;		/* folder of tables and clips */
};

struct speaker;

enum err speaker_create(const struct speaker_options *options,
			struct speaker **ret_speaker) MUST_CHECK;
/*
 * Ends at once; what was being said is reported as interrupted.  Returns when the
 * sound card could not be opened, in s of clock_ms, and 0 when there is one.
 */
int speaker_destroy(struct speaker *speaker);

/* Every verb but VOICE_WIPE, which is the process's own matter. */
void speaker_obey(struct speaker *speaker, const struct voice_command *command);

bool speaker_headphones(const struct speaker *speaker);

#endif
