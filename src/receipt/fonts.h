/*
 * The typefaces of the paper, found once when the press starts and mapped, not
 * read.  A character is taken from the first face of its weight that draws it:
 * the text face, then the faces that were made for rare characters.
 *
 * A set never changes after fonts_create and holds nothing of any person; any
 * thread.
 */
#ifndef RECEIPT_FONTS_H
#define RECEIPT_FONTS_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

enum weight { WEIGHT_REGULAR, WEIGHT_BOLD, WEIGHT_COUNT };

/* Two text faces and those for rare characters. */
#define FACES_MAX 4
#define FACE_NONE (-1)

struct fonts;

/*
 * ERR_ABSENT when no text face is installed, logged with the packages that
 * would mend it.  A missing face for rare characters is only a warning.
 */
enum err fonts_create(struct fonts **ret_fonts) MUST_CHECK;
void fonts_destroy(struct fonts *fonts);

/* The face that draws a character in a weight, or FACE_NONE. */
int fonts_face(const struct fonts *fonts, enum weight weight, uint32_t character);

/* Advance of a character in its face, in 1/1000 em; 1000 where no face has it. */
int fonts_advance(const struct fonts *fonts, enum weight weight, uint32_t character);

/* Width of len bytes of UTF-8 set at a size, in the size's unit. */
float fonts_width(const struct fonts *fonts, enum weight weight, float size,
		  const char *text, size_t len);

/* The harfbuzz face behind an index, for cutting subsets. */
struct hb_face_t;
struct hb_face_t *fonts_hb_face(const struct fonts *fonts, int face);

#endif
