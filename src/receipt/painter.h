/*
 * One page's content while it is being painted.  For pdf.c, which makes the file, and
 * painter.c, which paints marks.
 */
#ifndef RECEIPT_PAINTER_H
#define RECEIPT_PAINTER_H

#include "receipt/glyphs.h"
#include "receipt/layout.h"
#include "receipt/pdf_tags.h"

struct painter {
	const struct paper_fonts *fonts;
	const struct glyphs *sets;	/* by face */
	const struct tag *tags;		/* of the pages */
	const HPDF_Font *faces;		/* by face */
	HPDF_Image code;		/* of a QR code; NULL: there is none */
	HPDF_Page page;
	float height;			/* of the page */
	struct pdf_content *content;
	int tag;			/* that is open: TAG_CLOSED, TAG_NONE or one of the pages */
	/* what the page's state is, so that it is told once */
	int face;
	float size;
	int fill, stroke;		/* grey, 0..255; -1: not set */
};

#define TAG_CLOSED (-2)

/*
 * The face that draws a character, and with which glyph: the first whose glyph means no
 * other character of the file; FACE_NONE: no face does.
 */
int painter_face(const struct paper_fonts *fonts, const struct glyphs *sets, bool bold,
		 uint32_t character, uint16_t *ret_glyph);

void painter_begin(struct painter *p, const struct page *size, struct pdf_content *content);
/* Paints a mark, in the marked content that it belongs to. */
void painter_mark(struct painter *p, const struct mark *mark);
void painter_end(struct painter *p);

/* What is set as another: a blank that does not break is a blank. */
uint32_t painter_character(uint32_t character);

#endif
