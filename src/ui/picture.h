/*
 * Pictures and signs of our own, as a few strokes and boxes each.
 *
 * A picture fits into any box at any size; it is drawn in two colours and one
 * weight of line.  Thread: the screen's.
 */
#ifndef UI_PICTURE_H
#define UI_PICTURE_H

#include "ui/canvas.h"

/* Colours of one picture, 0xRRGGBB. */
struct picture_ink {
	uint32_t line;
	uint32_t fill;	/* the body of a card or a printer */
	uint32_t ground;
};

void picture_draw(struct canvas *canvas, enum picture picture, struct box box,
		  struct picture_ink ink);

enum sign {
	SIGN_TICK,	/* ✓ */
	SIGN_QUESTION,	/* ？ */
	SIGN_DASH,	/* — */
	SIGN_CHEVRON,	/* › */
	SIGN_RADIO,	/* ○ */
	SIGN_RADIO_ON,	/* ◉ */
	SIGN_BOX,	/* □ */
	SIGN_BOX_ON,	/* ☑ */
	SIGN_SPEAKER,	/* a loudspeaker and two waves */
	SIGN_PLAY,	/* a triangle that points to the right */
};

void sign_draw(struct canvas *canvas, enum sign sign, struct box box, uint32_t line,
	       uint32_t ground);

#endif
