/*
 * What a finger draws in an ink box, in hundredths of a millimetre from the
 * box's upper left corner: the same at any size of the panel.
 */
#ifndef UI_INK_H
#define UI_INK_H

#include <stdbool.h>
#include <stdint.h>

#define PEN_POINTS_MAX 4096

struct pen_point {
	uint16_t x;	/* 1/100 mm */
	uint16_t y;
	uint16_t t;	/* ms since the first point, 65535 at most */
	bool starts;	/* a new stroke begins here */
};

struct pen {
	int count;
	struct pen_point points[PEN_POINTS_MAX];
};

#endif
