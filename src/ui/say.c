#include "ui/say.h"

#include "base/text.h"
#include "ui/say_lang.h"

enum err say_words(enum lang lang, const char *label, char *out, size_t cap)
{
	struct text words = text_in(out, cap);

	if (lang == LANG_EN)
		say_words_en(label, &words);
	else
		say_words_zh(label, lang == LANG_ZH_HANT, &words);
	if (!words.full)
		return ERR_OK;
	out[0] = 0;
	return ERR_FULL;
}

enum err say_name(const char *name, char *out, size_t cap)
{
	struct text text = text_in(out, cap);

	text_add(&text, SAY_NAME_BEGIN);
	text_add(&text, name);
	text_add(&text, SAY_NAME_END);
	if (!text.full)
		return ERR_OK;
	out[0] = 0;
	return ERR_FULL;
}
