#include "drivers/speech/tone.h"

#include "drivers/speech/espeak.h"

#include <assert.h>
#include <math.h>

/* At most three notes of 90 to 260 ms. */
#define NOTES_MAX 3
#define TONE_SAMPLES_MAX SPEECH_RATE_HZ
#define LOUDNESS 9000.0

struct note {
	int pitch_hz;	/* 0: no note */
	int ms;
};

/* Notes of one pentatonic scale, so that any two of them sound well together. */
static const struct note cues[TONE_COUNT][NOTES_MAX] = {
	[TONE_CARD_SEEN] = { { 659, 90 } },
	[TONE_CARD_READ] = { { 659, 90 }, { 880, 160 } },
	[TONE_TAKE_CARD] = { { 880, 140 }, { 659, 140 }, { 880, 200 } },
	[TONE_WARNING] = { { 587, 180 }, { 587, 180 } },
	[TONE_DONE] = { { 587, 110 }, { 740, 110 }, { 880, 260 } },
	[TONE_TROUBLE] = { { 440, 200 }, { 330, 260 } },
};

static int16_t tones[TONE_COUNT][TONE_SAMPLES_MAX];
static int lengths[TONE_COUNT];

/*
 * A quick soft beginning and a long fade, both without a corner; a little of
 * the octave keeps small loudspeakers audible.
 */
static double note_at(const struct note *note, int i, int count)
{
	double t = (double)i / SPEECH_RATE_HZ, along = (double)i / count;
	double swell = along < 0.1 ? sin(along * 5 * M_PI) : cos((along - 0.1) / 0.9 * M_PI / 2);
	double turn = 2 * M_PI * note->pitch_hz * t;

	return LOUDNESS * swell * swell * (0.85 * sin(turn) + 0.15 * sin(2 * turn));
}

static int make(int16_t *out, const struct note *notes)
{
	int n = 0;

	for (int k = 0; k < NOTES_MAX && notes[k].pitch_hz; k++) {
		int count = notes[k].ms * SPEECH_RATE_HZ / 1000;

		assert(n + count <= TONE_SAMPLES_MAX);
		for (int i = 0; i < count; i++)
			out[n++] = (int16_t)note_at(&notes[k], i, count);
	}
	return n;
}

const int16_t *tone_samples(enum voice_tone cue, int *ret_count)
{
	if (lengths[cue] == 0)
		lengths[cue] = make(tones[cue], cues[cue]);
	*ret_count = lengths[cue];
	return tones[cue];
}
