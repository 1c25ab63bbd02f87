/*
 * The typefaces of the paper, found once when the press starts and mapped, not
 * read.  A character is taken from the first face that draws it: the face of the glass,
 * regular or bold, then the faces that were made for rare characters.
 *
 * A set never changes after fonts_create and holds nothing of any person; any
 * thread.
 */
#ifndef RECEIPT_FONTS_H
#define RECEIPT_FONTS_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define FACES_MAX 5
#define FACE_NONE (-1)

struct paper_fonts;

/*
 * ERR_ABSENT when no text face is installed, logged with the packages that
 * would mend it.  A missing face for rare characters is only a warning.
 */
enum err fonts_create(struct paper_fonts **ret_fonts) MUST_CHECK;
void fonts_destroy(struct paper_fonts *fonts);

/* Gives the mapped pages back to the system's cache until the next page is set. */
void fonts_rest(const struct paper_fonts *fonts);

/* The faces that are asked for a character, in this order; then FACE_NONE. */
const int *fonts_order(bool bold);

/* Whether a face draws a character, and with which of its glyphs. */
bool fonts_glyph(const struct paper_fonts *fonts, int face, uint32_t character,
		 uint16_t *ret_glyph);

/* The first face that draws a character, or FACE_NONE. */
int fonts_face(const struct paper_fonts *fonts, bool bold, uint32_t character);

/*
 * How a character stands on its line, in 1/1000 em: what it takes of the line,
 * and how far it is moved within that.  Full-width brackets and quotation marks
 * take little more than half an em, as printers set them, and are moved to their text; all others
 * stand as their face says.  An em where no face has it.
 */
struct placing {
	int advance;
	int shift;
};
struct placing fonts_place(const struct paper_fonts *fonts, bool bold, uint32_t character);

/* Width of len bytes of UTF-8 set at a size, in the size's unit. */
float fonts_width(const struct paper_fonts *fonts, bool bold, float size, const char *text,
		  size_t len);

/* What a glyph of a face takes of the line, in 1/1000 em. */
int fonts_advance(const struct paper_fonts *fonts, int face, uint16_t glyph);

/* The harfbuzz face behind an index, for cutting subsets. */
struct hb_face_t;
struct hb_face_t *fonts_hb_face(const struct paper_fonts *fonts, int face);

#endif
