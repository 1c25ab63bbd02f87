/*
 * From the words on the glass to what is spoken, in two pure steps.
 *
 *	"8 时补贴 800.00 元（R4-5b）"    label, as it is shown
 *	      │ say_words               numbers, dates, codes as a person says them
 *	"八时补贴八百元"                  words: the transcript, the captions
 *	      │ say_sound               readings of names and polyphones
 *	"八时补贴八百元" + inline pinyin    sound: what espeak-ng is given
 *
 * say_words needs no table and is what a node's `spoken` holds.  It leaves
 * words that it has made as they are, so applying it twice does no harm.
 * say_sound belongs to the voice process, which has loaded the tables of
 * assets/speech.
 *
 * Thread: any.
 */
#ifndef SPEECH_SAY_H
#define SPEECH_SAY_H

#include "base/diag.h"
#include "base/err.h"
#include "base/words.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A sound begins in Mandarin and changes its voice at these. */
#define SAY_ENGLISH '\x0e'
#define SAY_MANDARIN '\x0f'

/* Around a person's name within words (invisible isolates): its surname is read as one. */
#define SAY_NAME_BEGIN "\xe2\x81\xa8"	/* U+2068 */
#define SAY_NAME_END "\xe2\x81\xa9"	/* U+2069 */

/*
 * label: valid UTF-8.  ERR_FULL: out has no room for the words; it is "" then.
 * The words are at most SAY_GROWTH times as long as the label.
 */
enum err say_words(enum lang lang, const char *label, char *out, size_t cap) MUST_CHECK;
#define SAY_GROWTH 8

/*
 * How many bytes of words, at most `most` (8 at least), make a piece that can be said by
 * itself: to the end of a sentence, else of a clause, of a word, of a character.
 */
size_t say_split(const char *words, size_t most);

/* A name with the marks around: for `spoken` texts that hold a person's name. */
enum err say_name(const char *name, char *out, size_t cap) MUST_CHECK;

/* Readings, loaded once from assets/speech. */
struct say_tables;

/*
 * dir holds surnames.tsv, polyphones.tsv and characters.tsv: lines of words
 * (several forms divided by spaces), a tab, and their pinyin (a syllable with
 * its tone digit for each character).  ERR_INPUT with diag.
 */
enum err say_tables_load(const char *dir, struct say_tables **ret_tables,
			 struct diag *diag) MUST_CHECK;
void say_tables_destroy(struct say_tables *tables);

/* True when the voice has a reading of its own for a character. */
typedef bool say_knows_fn(uint32_t character);

/* Bytes of words: [from, to), both where a character begins. */
struct say_part {
	size_t from;
	size_t to;
};

/*
 * A part of the words of say_words → sound.  What stands around the part is not
 * said, but read: 为 before a 准 that comes later is another than 为 before 您.
 * ERR_FULL as above.
 */
enum err say_sound(const struct say_tables *tables, enum lang lang, const char *words,
		   struct say_part part, say_knows_fn *knows, char *out,
		   size_t cap) MUST_CHECK;

#endif
