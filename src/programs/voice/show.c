#include "programs/voice/sound.h"

#include "base/text.h"
#include "drivers/speech/clip.h"
#include "drivers/speech/espeak.h"
#include "speech/say.h"
#include "speech/voice_link.h"

#include <stdio.h>
#include <string.h>

#define SHOWN_LINE_BYTES (VOICE_TEXT_MAX + 16)

static void show_phonemes(const char *sound)
{
	static char phonemes[VOICE_TEXT_MAX * 8];

	if (espeak_phonemes(sound, phonemes, sizeof(phonemes)))
		fputs("?", stdout);
	else
		fputs(phonemes, stdout);
}

/* Control characters of a sound are shown as {en} and {zh}. */
static void show_sound(const char *sound)
{
	for (; *sound; sound++) {
		if (*sound == SAY_ENGLISH)
			fputs("{en}", stdout);
		else if (*sound == SAY_MANDARIN)
			fputs("{zh}", stdout);
		else
			putchar(*sound);
	}
}

static void show_text(struct voice_sounds *sounds, enum lang lang, const char *text)
{
	static char whole[VOICE_TEXT_MAX * 4];
	struct text sound = text_in(whole, sizeof(whole));
	char key[CLIP_KEY_MAX];
	struct voice_words *words = voice_words_begin(sounds, lang, text,
						      (struct say_part){ 0, strlen(text) });
	const char *clause;

	printf("%s\t", voice_words_text(words));
	clip_key(voice_words_text(words), key);
	while ((clause = voice_words_next(words)) != NULL)
		text_add(&sound, clause);
	voice_words_end(words);
	show_sound(whole);
	putchar('\t');
	show_phonemes(whole);
	printf("\t%s\n", key);
}

static bool show_line(struct voice_sounds *sounds, char *line)
{
	char *tab = strchr(line, '\t');

	line[strcspn(line, "\n")] = 0;
	if (!tab || !utf8_valid(line, strlen(line)))
		return false;
	*tab = 0;
	if (strcmp(line, "sound") == 0) {
		printf("\t%s\t", tab + 1);
		show_phonemes(tab + 1);
		printf("\t\n");
		return true;
	}
	for (enum lang lang = 0; lang < LANG_COUNT; lang++) {
		if (strcmp(line, lang_code(lang)) == 0) {
			show_text(sounds, lang, tab + 1);
			return true;
		}
	}
	return false;
}

int voice_show(struct voice_sounds *sounds)
{
	static char line[SHOWN_LINE_BYTES];

	for (int number = 1; fgets(line, sizeof(line), stdin); number++) {
		if (!show_line(sounds, line)) {
			fprintf(stderr, "stdin:%d: not \"LANG<tab>text\"; LANG is zh_CN, "
				"zh_TW, en or sound\n", number);
			return 2;
		}
		fflush(stdout);
	}
	return 0;
}
