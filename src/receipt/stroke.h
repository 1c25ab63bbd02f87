/*
 * Ink as PDF paths: fewer points where a straight line says the same.
 */
#ifndef RECEIPT_STROKE_H
#define RECEIPT_STROKE_H

#include "core/ink.h"
#include "receipt/pdf_bytes.h"

/* Strokes every stroke, in 1/100 mm from (left, top), with the page's pen. */
void stroke_ink(struct pdf_bytes *page, const struct ink *ink, int left, int top);

/*
 * Marks in keep[0..count) the points of one stroke that must stay for the line
 * to lie nowhere further than tolerance from the drawn one.  Pure.
 */
void stroke_thin(const struct ink_point *points, int count, int tolerance, bool *keep);

#endif
