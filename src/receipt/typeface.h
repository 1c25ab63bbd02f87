/*
 * A subset as a font of a PDF that is being made with libharu.
 */
#ifndef RECEIPT_TYPEFACE_H
#define RECEIPT_TYPEFACE_H

#include "receipt/subset.h"

#include <hpdf.h>

/* Cuts the subset and gives it to libharu.  ERR_IO, logged, when either fails. */
enum err typeface_load(HPDF_Doc doc, struct subset *subset, struct hb_face_t *face,
		       HPDF_Font *ret_font) MUST_CHECK;

/* Writes what the subset's codes mean, so that text can be found, copied and read aloud. */
enum err typeface_explain(HPDF_Font font, const struct subset *subset) MUST_CHECK;

#endif
