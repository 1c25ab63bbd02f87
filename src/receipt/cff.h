/*
 * A face with CFF outlines (Adobe's technical note 5176), as harfbuzz cuts it, made to pack
 * better without a change of size or place.
 *
 * Thread: any, none of it is shared.
 */
#ifndef RECEIPT_CFF_H
#define RECEIPT_CFF_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

/*
 * Numbers the glyphs of a CID-keyed face by their places, in place; a face whose glyphs
 * have names stays as it is, because a PDF reader goes by their places there anyway.
 * ERR_INPUT, bytes unchanged: this is no face of count glyphs.
 */
enum err cff_number(uint8_t *bytes, size_t size, int count) MUST_CHECK;

/*
 * Moves the points of all outlines to multiples of step units, or next to one; a charstring
 * with other operators than lines and curves (5177) stays as it is.
 * ERR_INPUT, bytes unchanged: likewise.
 */
enum err cff_round(uint8_t *bytes, size_t size, int step) MUST_CHECK;

#endif
