/*
 * A typeface cut down to the characters of one page.
 *
 * libharu knows 16-bit characters only, looks glyphs up slowly and embeds far
 * more than a page shows.  So each page gets a face of its own, and its
 * characters are numbered from 1: that number is the code in the PDF, also of two
 * characters that share a glyph (一 and the radical ⼀).  What a code means and
 * which glyph it draws is written into the PDF's maps (receipt/typeface.c).
 * Characters beyond the BMP are thereby like all others.
 */
#ifndef RECEIPT_SUBSET_H
#define RECEIPT_SUBSET_H

#include "base/err.h"

#include <stdint.h>

/* Different characters of one face on one receipt. */
#define SUBSET_MAX 2048

struct hb_blob_t;
struct hb_face_t;

struct subset {
	int count;
	uint32_t characters[SUBSET_MAX];	/* rising */
	uint16_t glyphs[SUBSET_MAX];		/* in the cut face; set by subset_cut */
};

/* Adds a character once.  ERR_FULL when the table is full. */
enum err subset_add(struct subset *subset, uint32_t character) MUST_CHECK;

/* The code of a character that was added. */
uint16_t subset_code(const struct subset *subset, uint32_t character);

/*
 * Cuts the face; the caller owns *ret_blob, a TrueType file in memory.
 * ERR_IO, logged, when harfbuzz fails.
 */
enum err subset_cut(struct subset *subset, struct hb_face_t *face,
		    struct hb_blob_t **ret_blob) MUST_CHECK;

#endif
