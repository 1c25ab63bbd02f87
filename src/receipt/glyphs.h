/*
 * The glyphs of one typeface that a file shows, and the font that holds no others.
 *
 * A character's code in the file is its glyph's place in the cut face, small numbers that
 * take few bytes, so two characters of one glyph (一 and the radical ⼀) cannot both be told
 * apart by it: the second is drawn by another face.  What a code means stands in the font,
 * beyond the BMP too.
 */
#ifndef RECEIPT_GLYPHS_H
#define RECEIPT_GLYPHS_H

#include "base/err.h"
#include "receipt/fonts.h"
#include "receipt/pdf_file.h"

/* Different characters of one face on one receipt. */
#define GLYPHS_MAX 2048

struct glyphs {
	int count;
	uint16_t glyphs[GLYPHS_MAX];		/* rising */
	uint32_t characters[GLYPHS_MAX];	/* what each means */
	uint16_t codes[GLYPHS_MAX];		/* of each, once the face is cut: rising too */
	struct hb_blob_t *program;		/* the cut face */
};

/* ERR_INPUT: the glyph means another character already; ERR_FULL. */
enum err glyphs_add(struct glyphs *set, uint16_t glyph, uint32_t character) MUST_CHECK;
/* Whether the glyph is in the set and means another character. */
bool glyphs_taken(const struct glyphs *set, uint16_t glyph, uint32_t character);

/* Cuts the face, whose index in fonts it is.  ERR_IO, logged, when harfbuzz fails. */
enum err glyphs_cut(struct glyphs *set, const struct paper_fonts *fonts, int face) MUST_CHECK;
void glyphs_finish(struct glyphs *set);
/* How the file calls a glyph of the set. */
uint16_t glyphs_code(const struct glyphs *set, uint16_t glyph);

/* The font of a set that was cut, as libharu wants one: it knows no faces with CFF outlines. */
HPDF_Font glyphs_write(const struct glyphs *set, const struct paper_fonts *fonts, int face,
		       struct pdf_file *file);

#endif
