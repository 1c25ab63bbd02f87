/*
 * A sentence as a row of clauses to speak: rate changes and interruptions are
 * heard between two of them.
 *
 * Thread: one at a time.
 */
#ifndef PROGRAMS_VOICE_SOUND_H
#define PROGRAMS_VOICE_SOUND_H

#include "base/err.h"
#include "base/words.h"
#include "speech/say.h"

struct voice_sounds;
struct voice_words;

/* Starts espeak and loads the tables of folder assets; ERR_IO when it cannot. */
enum err voice_sounds_create(const char *assets, struct voice_sounds **ret_sounds) MUST_CHECK;
void voice_sounds_destroy(struct voice_sounds *sounds);

/*
 * text as it came, and what of it is to be heard; one sentence at a time.  Clauses live until
 * the next call.
 */
struct voice_words *voice_words_begin(struct voice_sounds *sounds, enum lang lang,
				      const char *text, struct say_part part);
/* The whole as say_words has put it. */
const char *voice_words_text(const struct voice_words *words);
const char *voice_words_next(struct voice_words *words);
/* Leaves nothing of the text in memory. */
void voice_words_end(struct voice_words *words);

/*
 * kiosk-voice --show: lines "LANG<tab>text" from stdin; to stdout, divided by
 * tabs, the words, the sound, its phonemes and the name of its clip.  LANG zh_CN, zh_TW
 * or en; "sound" when the text is a sound already.  For checks and for whoever
 * mends a reading.  Returns the program's exit code.
 */
int voice_show(struct voice_sounds *sounds);

#endif
