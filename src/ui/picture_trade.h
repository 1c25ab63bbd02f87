/*
 * Pictures for whoever looks for a course: the families of trades, and how many
 * courses a month has.  Thread: the screen's.
 */
#ifndef UI_PICTURE_TRADE_H
#define UI_PICTURE_TRADE_H

#include "ui/canvas.h"

bool picture_is_trade(enum picture picture);
/* In the middle of the box, as large as fits. */
void picture_draw_trade(struct canvas *canvas, enum picture picture, struct box box,
			uint32_t line);
/* PICTURE_BAR + 0..PICTURE_BAR_EIGHTHS. */
void picture_draw_bar(struct canvas *canvas, enum picture picture, struct box box, uint32_t line);

#endif
