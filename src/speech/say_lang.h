/*
 * The two languages behind say_words.  Each adds the words of label; the
 * caller looks at `full`.
 */
#ifndef SPEECH_SAY_LANG_H
#define SPEECH_SAY_LANG_H

#include "base/text.h"

/* hant: the words in traditional characters. */
void say_words_zh(const char *label, bool hant, struct text *words);
void say_words_en(const char *label, struct text *words);

#endif
