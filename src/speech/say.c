#include "speech/say.h"

#include "base/text.h"
#include "speech/say_lang.h"
#include "speech/say_scan.h"

#include <ctype.h>

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

/* "2021-03-15" and "Ningbo" are not said in halves. */
static bool is_torn(const char *words, size_t at)
{
	return isgraph((unsigned char)words[at - 1]) && isgraph((unsigned char)words[at]);
}

/* Where words may be cut, from the best place to the worst. */
enum cut { CUT_SENTENCE, CUT_CLAUSE, CUT_WORD, CUT_CHARACTER, CUT_TORN, CUTS };

static enum cut cut_at(const char *words, size_t at, bool sentence, bool clause)
{
	if (sentence || clause)
		return sentence ? CUT_SENTENCE : CUT_CLAUSE;
	if (words[at - 1] == ' ')
		return CUT_WORD;
	return is_torn(words, at) ? CUT_TORN : CUT_CHARACTER;
}

static size_t best_of(const size_t ends[CUTS])
{
	for (int cut = CUT_SENTENCE; cut < CUTS; cut++) {
		if (ends[cut])
			return ends[cut];
	}
	return 0;
}

size_t say_split(const char *words, size_t most)
{
	static const char *const sentences[] = { "。", "？", "！", ". ", "? ", "! ", NULL };
	static const char *const clauses[] = { "；", "，", "、", "; ", ", ", NULL };
	size_t ends[CUTS] = { 0 }, at = 0;

	while (words[at]) {
		const char *next = words + at;
		size_t sentence = scan_any(next, sentences), clause = scan_any(next, clauses);
		size_t mark = sentence ? sentence : clause;

		utf8_next(&next);
		at = mark ? at + mark : (size_t)(next - words);
		if (at > most)
			return best_of(ends);
		ends[cut_at(words, at, sentence, clause)] = at;
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
