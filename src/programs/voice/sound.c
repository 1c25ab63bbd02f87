#include "programs/voice/sound.h"

#include "base/diag.h"
#include "base/log.h"
#include "base/text.h"
#include "drivers/speech/clip.h"
#include "drivers/speech/espeak.h"
#include "speech/say.h"
#include "speech/voice_link.h"

#include <stdlib.h>
#include <string.h>

#define SOUND_WORDS_MAX VOICE_TEXT_MAX
/* espeak takes less than this at a time; a clause is a fraction of it. */
#define CLAUSE_MAX 1024
#define ZERO_WIDTH_SPACE "\xe2\x80\x8b"	/* U+200B */

struct voice_words {
	const struct say_tables *tables;
	enum lang lang;
	char words[SOUND_WORDS_MAX];
	char clause[CLAUSE_MAX];
	char sound[CLAUSE_MAX * 4];
	const char *at;
	struct say_part part;	/* of the words */
};

struct voice_sounds {
	struct say_tables *tables;
	struct voice_words words;
};

enum err voice_sounds_create(const char *assets, struct voice_sounds **ret_sounds)
{
	struct voice_sounds *sounds = calloc(1, sizeof(*sounds));
	struct diag diag;
	enum err err;

	if (!sounds)
		return ERR_IO;
	err = say_tables_load(assets, &sounds->tables, &diag);
	if (err) {
		diag_print(&diag);
		free(sounds);
		return ERR_IO;
	}
	err = espeak_open();
	if (err) {
		say_tables_destroy(sounds->tables);
		free(sounds);
		return err;
	}
	*ret_sounds = sounds;
	return ERR_OK;
}

void voice_sounds_destroy(struct voice_sounds *sounds)
{
	if (!sounds)
		return;
	espeak_close();
	say_tables_destroy(sounds->tables);
	free(sounds);
}

/* A text too long to be put in words is spoken as it stands. */
static void put_in_words(struct voice_words *words, const char *text)
{
	if (say_words(words->lang, text, words->words, sizeof(words->words)) &&
	    text_copy(words->words, sizeof(words->words), text))
		log_error("a sentence is too long to be spoken");
}

/* What is no words yet has other places when it is: its part is put in words by itself. */
static void put_part_in_words(struct voice_words *words, const char *text, struct say_part part)
{
	static char alone[SOUND_WORDS_MAX];
	size_t len = part.to - part.from;

	memcpy(alone, text + part.from, len);
	alone[len] = 0;
	put_in_words(words, alone);
	explicit_bzero(alone, sizeof(alone));
}

struct voice_words *voice_words_begin(struct voice_sounds *sounds, enum lang lang,
				      const char *text, struct say_part part)
{
	struct voice_words *words = &sounds->words;

	words->tables = sounds->tables;
	words->lang = lang;
	words->part = part;
	put_in_words(words, text);
	if (strcmp(words->words, text) != 0) {
		put_part_in_words(words, text, part);
		words->part = (struct say_part){ 0, strlen(words->words) };
	}
	words->at = words->words;
	return words;
}

/* Not at a colon: "姓名：" tells how what follows is read. */
static bool ends_clause(uint32_t c)
{
	return c == 0x3002 || c == 0xff01 || c == 0xff1f || c == 0xff1b || /* 。！？； */
	       c == 0xff0c ||	/* ， */
	       c == '!' || c == '?' || c == ';' || c == '\n';
}

/* Up to and with the mark that ends it, or as much as fits. */
static size_t clause_length(const char *at)
{
	const char *start = at, *before = at;
	uint32_t c;

	while ((c = utf8_next(&at)) != 0) {
		if ((size_t)(at - start) >= CLAUSE_MAX)
			return (size_t)(before - start);
		if (ends_clause(c))
			break;
		before = at;
	}
	return (size_t)(at - start);
}

static bool is_han(uint32_t c)
{
	return (c >= 0x3400 && c <= 0x9fff) || c == 0x3007;
}

/* Syllables that a sound asks for: characters, and tone digits of inline pinyin. */
static int syllables_written(const char *sound)
{
	int n = 0;

	for (uint32_t c; (c = utf8_next(&sound)) != 0;)
		n += is_han(c) || (c >= '1' && c <= '5');
	return n;
}

/* Syllables that are spoken: each phoneme group ends in its tone, "ji35n", "p'A55_". */
static int syllables_spoken(const char *sound)
{
	static char phonemes[CLAUSE_MAX * 8];
	int n = 0;

	if (espeak_phonemes(sound, phonemes, sizeof(phonemes)))
		return -1;
	for (const char *at = phonemes; *at; at++)
		n += *at >= '1' && *at <= '5' && (at[1] < '1' || at[1] > '5');
	explicit_bzero(phonemes, sizeof(phonemes));
	return n;
}

/* Divided by what the voice takes for the end of a word, and does not pause at. */
static void set_apart(char *sound, size_t cap)
{
	static char apart[CLAUSE_MAX * 4];
	struct text text = text_in(apart, sizeof(apart));
	const char *at = sound;

	while (*at) {
		const char *start = at;
		bool han = is_han(utf8_next(&at));

		text_add_n(&text, start, (size_t)(at - start));
		text_add(&text, han ? ZERO_WIDTH_SPACE : "");
	}
	if (text.full || text_copy(sound, cap, apart))
		log_debug("a clause too long to be set apart");
	explicit_bzero(apart, sizeof(apart));
}

/*
 * Some words of the voice's own list, mostly traditional ones, come out with a
 * syllable twice (嘉興 as jia xing xing): then it gets the characters one by one.
 */
static void mend_repeats(char *sound, size_t cap)
{
	if (strchr(sound, SAY_ENGLISH))
		return;
	if (syllables_spoken(sound) > syllables_written(sound))
		set_apart(sound, cap);
}

const char *voice_words_text(const struct voice_words *words)
{
	return words->words;
}

/* What is to be heard of the clause that begins at a place of the words. */
static struct say_part part_of_clause(const struct voice_words *words, size_t at, size_t len)
{
	size_t from = words->part.from > at ? words->part.from - at : 0;
	size_t to = words->part.to > at ? words->part.to - at : 0;

	return (struct say_part){ from < len ? from : len, to < len ? to : len };
}

const char *voice_words_next(struct voice_words *words)
{
	struct say_part part;
	size_t len, at;

	do {
		at = (size_t)(words->at - words->words);
		len = clause_length(words->at);
		part = part_of_clause(words, at, len);
		words->at += len;
	} while (len > 0 && part.from >= part.to);
	if (len == 0)
		return NULL;
	memcpy(words->clause, words->words + at, len);
	words->clause[len] = 0;
	if (say_sound(words->tables, words->lang, words->clause, part, espeak_knows,
		      words->sound, sizeof(words->sound)))
		log_error("a clause is too long to be spoken");
	mend_repeats(words->sound, sizeof(words->sound));
	return words->sound;
}

void voice_words_end(struct voice_words *words)
{
	explicit_bzero(words, sizeof(*words));
}
