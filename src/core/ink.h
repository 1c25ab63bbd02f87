/*
 * A signature: strokes in hundredths of a millimetre from the box's upper left
 * corner, so that screen, store and paper show the same ink at any size.
 */
#ifndef CORE_INK_H
#define CORE_INK_H

#include <stdbool.h>
#include <stdint.h>

#define INK_POINTS_MAX 4096

struct ink_point {
	uint16_t x;	/* 1/100 mm from the left edge */
	uint16_t y;	/* 1/100 mm from the upper edge */
	uint16_t t;	/* ms since the first point, 65535 at most */
	bool starts;	/* a new stroke begins here */
};

struct ink {
	uint16_t width;		/* of the box, 1/100 mm */
	uint16_t height;
	int count;
	struct ink_point points[INK_POINTS_MAX];
};

/* Refuses silently when the table is full: a signature of 4096 points is long enough. */
void ink_add(struct ink *ink, struct ink_point point);
void ink_clear(struct ink *ink);

/* Only empty ink is refused: no point, or one dot that no finger moved from. */
bool ink_is_empty(const struct ink *ink);

#endif
