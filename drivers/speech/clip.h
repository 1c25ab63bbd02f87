/*
 * Recorded sentences.  ASSETS/clips/LANG/KEY.wav, if it is there, is heard in
 * place of the made voice, where KEY is clip_key of the sentence's words (what
 * kiosk-voice --show prints) and LANG one of zh_CN, zh_TW, en.  WAV of any rate
 * and shape that SDL reads; it is heard at the usual rate only, because a
 * recording cannot be hurried without changing its pitch.
 *
 * Thread: one.
 */
#ifndef DRIVERS_SPEECH_CLIP_H
#define DRIVERS_SPEECH_CLIP_H

#include "drivers/speech/espeak.h"

/* 16 hex digits and NUL. */
#define CLIP_KEY_MAX 17

/* FNV-1a, 64 bits, of the words' UTF-8. */
void clip_key(const char *words, char out[CLIP_KEY_MAX]);

/*
 * Hands the recording's samples to take.  False when there is none; true also
 * when take stopped it.
 */
bool clip_play(const char *assets, const char *lang, const char *words,
	       espeak_take_fn *take, void *context);

#endif
