#include "ui/say_lang.h"

void say_words_zh(const char *label, struct text *words)
{
	text_add(words, label);
}
