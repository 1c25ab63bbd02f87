/*
 * Words by key and language.
 *
 * The sentences stand in the .po files of assets/words/LANG, keyed ("idle.title"), and are
 * read with gettext.  Each language is a gettext domain of its own, so asking
 * for a word is a pure look-up: no process-wide locale is switched, and two
 * languages can stand on one page.
 *
 * Easy-read wording is one more such catalogue: the build lays the few words that
 * differ over those of the language that it is written in, so a key without an easy
 * form is said in the usual words.
 *
 * Thread: words_open once before others; then any thread.
 */
#ifndef BASE_WORDS_H
#define BASE_WORDS_H

#include "base/diag.h"
#include "base/text.h"

/* In this order in sealed applications: a new one goes to the end. */
enum lang { LANG_ZH_HANS, LANG_EN, LANG_ZH_HANT, LANG_ZH_EASY, LANG_COUNT };

/* "zh_CN", "en", "zh_TW", "zh_easy": the folder in assets/words. */
const char *lang_code(enum lang lang);

/*
 * The language that a wording is written, broken, spoken and printed in: simplified
 * Chinese of the easy wording, otherwise itself.  Its texts stand in for those that
 * the wording lacks.
 */
enum lang lang_written(enum lang lang);

/* dir holds kiosk/LC_MESSAGES/LANG.mo (the build's "words" folder); nothing is read yet. */
enum err words_open(const char *dir) MUST_CHECK;

/*
 * Looks at the head of each catalogue: all are there, whole, and of one build: they
 * hold the same number of sentences.  ERR_ABSENT with the file and its cure in diag.
 */
enum err words_check(const char *dir, struct diag *diag) MUST_CHECK;

/* The sentence of a key; the key itself where there is none, which tests refuse. */
const char *words_get(enum lang lang, const char *key);

/*
 * Whether a character of two bytes (up to U+FFFF) stands in some sentence of the kiosk's own;
 * the catalogues are read for it once.  Thread: one only.
 */
bool words_has_character(uint32_t character);

/*
 * Adds a sentence with {1}, {2} … replaced by values, in the order that its language
 * wants; a place that has no value stays as it is.
 */
void words_fill(struct text *out, const char *sentence, int count, const char *const *values);

#endif
