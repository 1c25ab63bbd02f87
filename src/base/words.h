/*
 * Words by key and language.
 *
 * The sentences stand in the .po files of assets/words/LANG, keyed ("idle.title"), and are
 * read with gettext.  Each language is a gettext domain of its own, so asking
 * for a word is a pure look-up: no process-wide locale is switched, and two
 * languages can stand on one page.
 *
 * Thread: words_open once before others; then any thread.
 */
#ifndef BASE_WORDS_H
#define BASE_WORDS_H

#include "base/err.h"

enum lang { LANG_ZH_HANS, LANG_EN, LANG_ZH_HANT, LANG_COUNT };

/* "zh_CN", "en", "zh_TW": the folder in assets/words. */
const char *lang_code(enum lang lang);

/* dir holds kiosk/LC_MESSAGES/LANG.mo (the build's "words" folder). */
enum err words_open(const char *dir) MUST_CHECK;

/* The sentence of a key; the key itself where there is none, which tests refuse. */
const char *words_get(enum lang lang, const char *key);

#endif
