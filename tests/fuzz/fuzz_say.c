/*
 * Any label in any language, as words, as words of those words, and as sound:
 * bounded and valid UTF-8, and cut into pieces that the voice takes.
 */
#include "base/text.h"
#include "speech/say.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { LABEL_MAX = 512, WORDS_MAX = SAY_GROWTH * LABEL_MAX + 1, SOUND_MAX = 64 * LABEL_MAX };

static bool knows(uint32_t character)
{
	return character < 0x9fff;
}

static void check_pieces(const char *words)
{
	size_t left = strlen(words);

	while (left > 0) {
		size_t piece = say_split(words, 120);

		assert(piece > 0 && piece <= left && utf8_valid(words, piece));
		words += piece;
		left -= piece;
	}
}

static void check(const struct say_tables *tables, enum lang lang, const char *label)
{
	static char words[WORDS_MAX], again[WORDS_MAX], sound[SOUND_MAX];

	if (say_words(lang, label, words, sizeof(words)))
		return;
	assert(utf8_valid(words, strlen(words)));
	check_pieces(words);
	if (!say_words(lang, words, again, sizeof(again)))
		assert(utf8_valid(again, strlen(again)));
	if (!say_sound(tables, lang, words, (struct say_part){ 0, strlen(words) }, knows, sound,
		       sizeof(sound)))
		assert(utf8_valid(sound, strlen(sound)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct say_tables *tables;
	char label[LABEL_MAX + 1];
	struct diag diag;

	if (!tables && say_tables_load(SOURCE_DIR "/assets/speech", &tables, &diag))
		abort();
	if (size > LABEL_MAX || memchr(data, 0, size) || !utf8_valid((const char *)data, size))
		return 0;
	memcpy(label, data, size);
	label[size] = 0;
	for (int lang = 0; lang < LANG_COUNT; lang++)
		check(tables, (enum lang)lang, label);
	return 0;
}
