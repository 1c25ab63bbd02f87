/*
 * By what people look a Chinese character up: the first letters of its readings, and
 * its number of strokes.
 *
 * Source: ICU's Han-Latin transliterator and its collation by strokes (CLDR, Unihan);
 * other readings from assets/speech/polyphones.tsv.  Thread: any.
 */
#ifndef BASE_HAN_H
#define BASE_HAN_H

#include <stdint.h>

/* Bits, 1 for a, up to 1 << 25 for z; a Latin letter is its own; 0: none is known. */
uint32_t han_letters(uint32_t character);
/* 0: not known, or no Chinese character. */
int han_strokes(uint32_t character);

#endif
