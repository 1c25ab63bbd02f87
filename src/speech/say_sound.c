#include "speech/say_tables.h"

#include "base/text.h"

#include <string.h>

/* What is said for a character that has no known reading. */
#define SOME_CHARACTER "mou3"

struct sounding {
	const struct say_tables *tables;
	say_knows_fn *knows;
	struct text *out;
	const char *from, *to;	/* only what stands here is heard */
	bool english;	/* the voice now */
	bool name;	/* the next character begins a name */
};

static bool is_han(uint32_t c)
{
	return (c >= 0x4e00 && c <= 0x9fff) || (c >= 0x3400 && c <= 0x4dbf) ||
	       (c >= 0x20000 && c <= 0x3ffff) || c == 0x3007;
}

static bool is_latin(uint32_t c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool is_heard(const struct sounding *s, const char *at)
{
	return at >= s->from && at < s->to;
}

/* What stands at a place sounds so, in this voice. */
static void add(struct sounding *s, const char *at, bool english, const char *sound, size_t len)
{
	if (!is_heard(s, at))
		return;
	if (s->english != english)
		text_addf(s->out, "%c", english ? SAY_ENGLISH : SAY_MANDARIN);
	s->english = english;
	text_add_n(s->out, sound, len);
}

/*
 * Of the characters at a place, a syllable each.  Inline pinyin is closed by a
 * space: two syllables that touch may be read as one word of another shape.
 */
static void add_pinyin(struct sounding *s, const char *at, const char *pinyin)
{
	while (*pinyin) {
		size_t len = strcspn(pinyin, "12345");

		len += pinyin[len] != 0;
		add(s, at, false, pinyin, len);
		add(s, at, false, " ", 1);
		pinyin += len;
		utf8_next(&at);
	}
}

/* The table comes first: the voice has some common characters wrong. */
static const char *add_character(struct sounding *s, const char *at)
{
	const char *start = at;
	size_t len;
	uint32_t c = utf8_next(&at);
	const char *pinyin = say_tables_longest(s->tables, SAY_CHARACTERS, start, &len);

	if (!pinyin && !s->knows(c))
		pinyin = SOME_CHARACTER;
	if (pinyin)
		add_pinyin(s, start, pinyin);
	else
		add(s, start, false, start, (size_t)(at - start));
	return at;
}

/* Past "姓名", and past "：" after it. */
static bool introduces_name(const char *at, size_t *ret_len)
{
	static const char *const words[] = {
		SAY_NAME_BEGIN, "姓名：", "姓名:", "姓名是", "姓名，",
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		*ret_len = strlen(words[i]);
		if (strncmp(at, words[i], *ret_len) == 0)
			return true;
	}
	return false;
}

static const char *add_han(struct sounding *s, const char *at)
{
	bool name = s->name;
	const char *pinyin = NULL;
	size_t len = 0;

	s->name = false;
	if (name)
		pinyin = say_tables_longest(s->tables, SAY_SURNAMES, at, &len);
	if (!pinyin)
		pinyin = say_tables_longest(s->tables, SAY_PHRASES, at, &len);
	if (!pinyin)
		return add_character(s, at);
	add_pinyin(s, at, pinyin);
	return at + len;
}

static const char *add_next(struct sounding *s, const char *at)
{
	const char *next = at;
	uint32_t c = utf8_next(&next);
	size_t len;

	if (introduces_name(at, &len)) {
		s->name = true;
		if (strncmp(at, SAY_NAME_BEGIN, len) != 0)
			add(s, at, false, at, len);
		return at + len;
	}
	if (strncmp(at, SAY_NAME_END, 3) == 0) {
		s->name = false;
		return next;
	}
	if (is_han(c))
		return add_han(s, at);
	add(s, at, s->english || is_latin(c), at, (size_t)(next - at));
	return next;
}

enum err say_sound(const struct say_tables *tables, enum lang lang, const char *words,
		   struct say_part part, say_knows_fn *knows, char *out, size_t cap)
{
	struct text text = text_in(out, cap);
	struct sounding s = {
		.tables = tables, .knows = knows, .out = &text,
		.from = words + part.from, .to = words + part.to,
	};

	if (lang == LANG_EN)
		text_addf(&text, "%c", SAY_ENGLISH);
	s.english = lang == LANG_EN;
	while (*words)
		words = add_next(&s, words);
	if (!text.full)
		return ERR_OK;
	explicit_bzero(out, cap);
	return ERR_FULL;
}
