/*
 * The one place through which every sample goes: a short queue of speech, a
 * cue over it, volume and pause.  The speaker writes, a device pulls
 * (drivers/speech/device.h).
 *
 * Thread: any; the writer is one thread, the puller another.
 */
#ifndef DRIVERS_SPEECH_MIXER_H
#define DRIVERS_SPEECH_MIXER_H

#include <stdbool.h>
#include <stdint.h>

struct mixer;

enum mixer_end {
	MIXER_DONE,
	MIXER_CUT,	/* mixer_cut was called */
	MIXER_STALLED,	/* nothing was pulled for two seconds: the device is gone */
};

struct mixer *mixer_create(void);
void mixer_destroy(struct mixer *mixer);

/* Begins a sentence: forgets an earlier cut. */
void mixer_begin(struct mixer *mixer);
/* Waits for room; the writer is never more than a quarter second ahead. */
enum mixer_end mixer_write(struct mixer *mixer, const int16_t *samples, int count);
/* Waits until the first sample since mixer_begin, or the last, was pulled. */
enum mixer_end mixer_wait_first(struct mixer *mixer);
enum mixer_end mixer_wait_last(struct mixer *mixer);
/* Silence at once; the writer's calls end with MIXER_CUT until mixer_begin. */
void mixer_cut(struct mixer *mixer);

void mixer_pause(struct mixer *mixer, bool paused);
/* Thousandths; more than 1000 is limited softly. */
void mixer_gain(struct mixer *mixer, int thousandths);
/* Plays over the speech; samples outlive the mixer. Replaces an earlier cue. */
void mixer_cue(struct mixer *mixer, const int16_t *samples, int count);

/*
 * Fills out; what is missing is silence.  Returns how many samples, from the
 * beginning of out, were not.
 */
int mixer_pull(struct mixer *mixer, int16_t *out, int count);
/* Waits until there is something to pull: false when mixer_end_pulls was called. */
bool mixer_wait_pullable(struct mixer *mixer);
void mixer_end_pulls(struct mixer *mixer);
void mixer_begin_pulls(struct mixer *mixer);

#endif
