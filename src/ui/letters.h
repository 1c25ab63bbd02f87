/*
 * Ideographs and digits, drawn once for a size and kept as what they cover: a line of other
 * words or other colours is put together from them without asking a typeface again.  They
 * stand for themselves, whatever is beside them, so nothing has to be shaped: an ideograph is
 * an em wide (Noto's CJK faces), and digits are all of one width.
 *
 * What stands in the kiosk's own sentences (words_has_character) says nothing of a visitor
 * and is kept from visit to visit; all else is forgotten at the end of one.
 *
 * Of the first page, whose words are the kiosk's own, more is kept from start to start
 * (ui/letters_file.c): how wide each line is, and those as a whole that a typeface has shaped.
 * So no start opens a typeface before its first frame: the tables of two take 2 MB.
 *
 * Bounded in bytes; what is forgotten is wiped.  Thread: the screen's.
 */
#ifndef UI_LETTERS_H
#define UI_LETTERS_H

#include "ui/fonts.h"

#include <SDL.h>

struct letters;

/* What a letter is of: a character; else the digest of a text, or a character, marked so. */
#define LETTERS_LINE (1ull << 63)	/* a line as a whole, at its full height */
#define LETTERS_WIDTH (1ull << 62)	/* a line's width alone, as its advance */
#define LETTERS_ADVANCE (1ull << 61)	/* a character's advance alone */

/* What it covers: a byte a pixel, 0 none, 255 all. */
struct drawn_letter {
	uint64_t of;
	short em_px;
	bool bold;
	uint8_t lang;	/* as it is written */
	short advance;	/* to where the next one begins, px */
	short x;	/* from where it begins, and from the baseline up */
	short above;
	short w;
	short h;
	uint8_t *cover;
};

struct letters *letters_create(void);
void letters_destroy(struct letters *letters);

/* Characters that stand for themselves: ideographs, the marks between them, digits of dates. */
bool letters_is_single(uint32_t character);

/* NULL: not kept.  Borrowed until the next letters_draw. */
const struct drawn_letter *letters_find(const struct letters *letters, struct face face,
					uint64_t of);

/* Draws it with the typeface, at face's size, and keeps it; NULL where that fails. */
const struct drawn_letter *letters_draw(struct letters *letters, struct face face,
					uint32_t character, TTF_Font *font);

/* Keeps one that was drawn before, and is not kept now: w times h bytes of cover. */
void letters_add(struct letters *letters, const struct drawn_letter *letter,
		 const uint8_t *cover);

/* One after the other, the first after NULL; NULL: there are no more. */
const struct drawn_letter *letters_next(const struct letters *letters,
					const struct drawn_letter *letter);

/*
 * All of them into a file (ui/letters_file.c), and back; typefaces: fonts_digest.
 * ERR_FULL, ERR_IO: nothing of use was written; ERR_ABSENT: nothing of use was found.
 */
enum err letters_save(const struct letters *letters, const char *path,
		      uint64_t typefaces) MUST_CHECK;
enum err letters_load(struct letters *letters, const char *path,
		      uint64_t typefaces) MUST_CHECK;

/* Forgets all that is marked: before anybody's own words are measured. */
void letters_forget_lines(struct letters *letters);

/* Forgets all that is not the kiosk's own. */
void letters_wipe(struct letters *letters);

size_t letters_bytes(const struct letters *letters);

#endif
