/*
 * Ink as PDF paths: fewer points where a straight line says the same.
 */
#ifndef RECEIPT_STROKE_H
#define RECEIPT_STROKE_H

#include "core/ink.h"

#include <stdbool.h>

#include <hpdf.h>
#include <hpdf_doc.h>

/* In 1/100 mm of paper; libharu writes no number above 32767. */
#define STROKE_UNIT 3

/*
 * Strokes every stroke, in units from (left, top), with the page's pen.  A unit is so many
 * 1/100 mm of the glass; no line lies more than two units off.
 */
void stroke_ink(HPDF_Page page, const struct ink *ink, int left, int top, int unit);

/*
 * Marks in keep[0..count) the points of one stroke that must stay for the line
 * to lie nowhere further than tolerance from the drawn one.  Pure.
 */
void stroke_thin(const struct ink_point *points, int count, int tolerance, bool *keep);

#endif
