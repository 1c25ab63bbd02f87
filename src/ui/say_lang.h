/*
 * The two languages behind say_words.  Each adds the words of label; the
 * caller looks at `full`.
 */
#ifndef UI_SAY_LANG_H
#define UI_SAY_LANG_H

#include "base/text.h"

void say_words_zh(const char *label, struct text *words);
void say_words_en(const char *label, struct text *words);

#endif
