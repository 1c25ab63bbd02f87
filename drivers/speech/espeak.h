/*
 * Speech from text: espeak-ng 1.51, Mandarin and English.
 *
 * espeak-ng is GPL-3: its library is linked into the small program kiosk-voice
 * only, which talks with the kiosk over a socket pair.  Nothing of it is ever
 * mapped into the kiosk.
 *
 * Mandarin uses the voice "cmn-latn-pinyin"; the voice "cmn" of this version
 * reads its own word list wrongly.  It knows one reading a character, so the
 * sounds given here (speech/say.h, say_sound) carry inline pinyin where another
 * one is meant.
 *
 * Thread: all calls from one thread; espeak has one state a process.  espeak_open changes the
 * environment while it runs: no other thread may read it then.
 */
#ifndef DRIVERS_SPEECH_ESPEAK_H
#define DRIVERS_SPEECH_ESPEAK_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Samples are 16 bits, one channel, at the rate that voices of espeak have. */
#define SPEECH_RATE_HZ 22050

/*
 * Takes samples as they are made, within a callback of espeak; false stops
 * the synthesis.
 */
typedef bool espeak_take_fn(void *context, const int16_t *samples, int count);

/* ERR_IO: the library or its data is not there (package espeak-ng-data). */
enum err espeak_open(void) MUST_CHECK;
void espeak_close(void);

/*
 * Speaks a sound of say_sound at rate_percent (50..200) of the usual speed;
 * the pitch stays.  Returns when the last sample was taken: ERR_CANCELLED
 * when take said so.
 */
enum err espeak_speak(const char *sound, int rate_percent, espeak_take_fn *take,
		      void *context) MUST_CHECK;

/*
 * What would be spoken, in espeak's phoneme names: "p'A55_| p'ai21_|".  A
 * character that the voice cannot speak shows as "@:", English within Mandarin
 * as "(en)".  Refuses with ERR_FULL.
 */
enum err espeak_phonemes(const char *sound, char *out, size_t cap) MUST_CHECK;

/* False: the Mandarin voice would spell the character's code point instead. */
bool espeak_knows(uint32_t character);

#endif
