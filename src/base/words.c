#include "base/words.h"

#include "base/fnv.h"
#include "base/log.h"
#include "base/text.h"

#include <fcntl.h>
#include <libintl.h>
#include <locale.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const char *lang_code(enum lang lang)
{
	static const char *const codes[LANG_COUNT] = {
		[LANG_ZH_HANS] = "zh_CN",
		[LANG_EN] = "en",
		[LANG_ZH_HANT] = "zh_TW",
		[LANG_ZH_EASY] = "zh_easy",
	};
	return codes[lang];
}

enum lang lang_written(enum lang lang)
{
	return lang == LANG_ZH_EASY ? LANG_ZH_HANS : lang;
}

/* Of words_open; for words_has_character. */
static char words_dir[1024];
/* The thread that opened them keeps what it has asked for; others ask gettext. */
static _Thread_local bool keeps;

/* ---- one sentence ---- */

/*
 * What was asked for before: a page asks for two hundred sentences, the next one for most of them
 * again, and gettext finds each anew by comparing a dozen keys.  A sentence stays where it stands.
 */
#define KEPT 1024

static struct kept_sentence {
	char key[40];
	const char *sentence;
} kept[LANG_COUNT][KEPT];

static void forget_sentences(void)
{
	memset(kept, 0, sizeof(kept));
}

static struct kept_sentence *place_of_key(enum lang lang, const char *key, size_t *ret_size)
{
	uint32_t hash = fnv32_text(FNV32_BEGIN, key);

	*ret_size = strlen(key) + 1;
	return &kept[lang][(hash ^ hash >> 15) % KEPT];
}

const char *words_get(enum lang lang, const char *key)
{
	const char *sentence;
	struct kept_sentence *place;
	size_t size;

	if (!keeps)
		return dgettext(lang_code(lang), key);
	place = place_of_key(lang, key, &size);
	if (size <= sizeof(place->key) && place->sentence && memcmp(place->key, key, size) == 0)
		return place->sentence;
	sentence = dgettext(lang_code(lang), key);
	/* Where there is none it is the key itself, which is its owner's. */
	if (size <= sizeof(place->key) && sentence != key) {
		memcpy(place->key, key, size);
		place->sentence = sentence;
	}
	return sentence;
}

/*
 * gettext looks for DIR/$LANGUAGE/LC_MESSAGES/DOMAIN.mo and translates in any
 * locale but "C"; C.UTF-8 is part of libc itself, so nothing is generated.
 */
enum err words_open(const char *dir)
{
	/* Of its twelve files the two that gettext asks: the others say what "C" says. */
	if (!setlocale(LC_CTYPE, "C.UTF-8") || !setlocale(LC_MESSAGES, "C.UTF-8") ||
	    setenv("LANGUAGE", "kiosk", 1)) {
		log_error("locale C.UTF-8 is missing");
		return ERR_IO;
	}
	if (text_copy(words_dir, sizeof(words_dir), dir))
		return ERR_IO;
	for (int i = 0; i < LANG_COUNT; i++) {
		const char *domain = lang_code((enum lang)i);

		if (!bindtextdomain(domain, dir) ||
		    !bind_textdomain_codeset(domain, "UTF-8"))
			return ERR_IO;
	}
	if (keeps)
		forget_sentences();
	keeps = true;
	return ERR_OK;
}

/* ---- are they all there? ---- */

/* The head of a .mo file (gettext manual, "MO Files"), in this machine's byte order. */
struct mo_head {
	uint32_t magic, revision;
	uint32_t count;		/* of sentences */
	uint32_t keys, words;	/* offsets of two tables of { length, offset } */
};

#define MO_MAGIC 0x950412deu

static bool read_at(int fd, void *out, size_t size, off_t at)
{
	return pread(fd, out, size, at) == (ssize_t)size;
}

/* The last sentence stands at the end of the file: a file that was cut lacks it. */
static bool is_whole(int fd, const struct mo_head *head)
{
	uint32_t last[2];
	char end;

	return head->magic == MO_MAGIC && head->count > 0 &&
	       read_at(fd, last, sizeof(last), head->words + 8 * ((off_t)head->count - 1)) &&
	       read_at(fd, &end, 1, (off_t)last[1] + last[0]) && end == 0;
}

static enum err look_at(const char *path, uint32_t *ret_count, struct diag *diag)
{
	struct mo_head head = { 0 };
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool whole = fd >= 0 && read_at(fd, &head, sizeof(head), 0) && is_whole(fd, &head);

	if (fd >= 0)
		close(fd);
	if (!whole) {
		diag_set(diag, path, 0, 0, "%s; install again, or build the target \"words\"",
			 fd < 0 ? "these words are missing" : "these words are not whole");
		return ERR_ABSENT;
	}
	*ret_count = head.count;
	return ERR_OK;
}

enum err words_check(const char *dir, struct diag *diag)
{
	uint32_t first = 0, count = 0;

	for (int i = 0; i < LANG_COUNT; i++) {
		char path[1024];
		struct text text = text_in(path, sizeof(path));
		enum err err;

		text_addf(&text, "%s/kiosk/LC_MESSAGES/%s.mo", dir, lang_code((enum lang)i));
		err = text.full ? ERR_ABSENT : look_at(path, &count, diag);
		if (err)
			return err;
		if (i == 0)
			first = count;
		if (count != first) {
			diag_set(diag, path, 0, 0, "%u sentences, and %s has %u: they are of two "
				 "builds; install again", count, lang_code((enum lang)0), first);
			return ERR_ABSENT;
		}
	}
	return ERR_OK;
}

/* ---- which characters are in them? ---- */

static uint8_t in_words[0x10000 / 8];

/* The sentences of a catalogue stand one after the other, up to its end. */
static void note_sentences(const char *bytes, size_t size)
{
	struct mo_head head;
	uint32_t first[2], c;
	const char *at;

	if (size < sizeof(head))
		return;
	memcpy(&head, bytes, sizeof(head));
	if (head.magic != MO_MAGIC || head.count == 0 || head.words > size - sizeof(first))
		return;
	memcpy(first, bytes + head.words, sizeof(first));
	for (at = bytes + first[1]; first[1] < size && at < bytes + size; at++) {
		while ((c = utf8_next(&at))) {
			if (c < 0x10000)
				in_words[c / 8] |= (uint8_t)(1 << c % 8);
		}
	}
}

static void note_catalogue(enum lang lang)
{
	char path[sizeof(words_dir) + 64], *bytes;
	struct stat st;
	int fd;

	snprintf(path, sizeof(path), "%s/kiosk/LC_MESSAGES/%s.mo", words_dir, lang_code(lang));
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || fstat(fd, &st)) {
		log_warn("%s cannot be read", path);
		return;
	}
	bytes = calloc(1, (size_t)st.st_size + 1);
	if (bytes && read_at(fd, bytes, (size_t)st.st_size, 0))
		note_sentences(bytes, (size_t)st.st_size);
	free(bytes);
	close(fd);
}

bool words_has_character(uint32_t character)
{
	static bool noted;

	for (int i = 0; i < LANG_COUNT && !noted; i++)
		note_catalogue((enum lang)i);
	noted = true;
	return character < 0x10000 && (in_words[character / 8] >> character % 8 & 1);
}

void words_fill(struct text *out, const char *sentence, int count, const char *const *values)
{
	for (const char *at = sentence; *at; at++) {
		int index = at[0] == '{' && at[1] && at[2] == '}' ? at[1] - '1' : -1;

		if (index < 0 || index >= count) {
			text_add_n(out, at, 1);
			continue;
		}
		text_add(out, values[index]);
		at += 2;
	}
}
