/*
 * The moment by which something must be over (base/clock.h).  Every step
 * of a conversation with a card has one: a hand, a chip or a cable may stop at
 * any byte.
 */
#ifndef CARD_DEADLINE_H
#define CARD_DEADLINE_H

#include <stdint.h>

struct deadline {
	int64_t at_us;
};

struct deadline deadline_in(int ms);
/* Whole milliseconds left, rounded up; 0 when it has passed. */
int deadline_left_ms(struct deadline deadline);
/* The same, but at most most_ms. */
int deadline_left_within(struct deadline deadline, int most_ms);

#endif
