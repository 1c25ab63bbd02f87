#include "ui/say.h"

#include "base/text.h"
#include "ui/say_lang.h"
#include "ui/say_scan.h"

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

size_t say_split(const char *words, size_t most)
{
	static const char *const sentences[] = { "。", "？", "！", ". ", "? ", "! ", NULL };
	static const char *const clauses[] = { "；", "，", "、", "; ", ", ", NULL };
	size_t ends[3] = { 0 }, at = 0;

	while (words[at]) {
		const char *next = words + at;
		size_t sentence = scan_any(next, sentences), clause = scan_any(next, clauses);
		size_t mark = sentence ? sentence : clause;

		utf8_next(&next);
		at = mark ? at + mark : (size_t)(next - words);
		if (at > most)
			return ends[0] ? ends[0] : ends[1] ? ends[1] : ends[2];
		ends[sentence ? 0 : clause ? 1 : 2] = at;
	}
	return at;
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
