/*
 * Short tones that say what happens without words, made here: soft sines that
 * swell and fade, rising for good news, falling for trouble.
 */
#ifndef DRIVERS_SPEECH_TONE_H
#define DRIVERS_SPEECH_TONE_H

#include "speech/voice_link.h"

#include <stdint.h>

/* Samples at SPEECH_RATE_HZ; made once, live as long as the program. One thread. */
const int16_t *tone_samples(enum voice_tone cue, int *ret_count);

#endif
