/*
 * Pictures of people: five faces, and the thirteen situations that are asked about.
 * Thread: the screen's.
 */
#ifndef UI_PICTURE_PEOPLE_H
#define UI_PICTURE_PEOPLE_H

#include "ui/canvas.h"

bool picture_is_people(enum picture picture);
/* In the middle of the box, as large as fits. */
void picture_draw_people(struct canvas *canvas, enum picture picture, struct box box,
			 uint32_t line);

#endif
