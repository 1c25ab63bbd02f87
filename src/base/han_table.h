/* What base/han.c knows, by character; made anew by base-test_han --print. */
#ifndef BASE_HAN_TABLE_H
#define BASE_HAN_TABLE_H

#include <stdint.h>

#define HAN_FIRST 0x4e00
#define HAN_COUNT 0x5200

/* Of the usual reading, a capital where there are others; '-': none is known. */
extern const char han_first_letters[HAN_COUNT + 1];
/* '@' and as many more; '@': not known. */
extern const char han_stroke_counts[HAN_COUNT + 1];

struct han_reading {
	uint16_t character;
	char letter;
};

/* By character; the last one is 0. */
extern const struct han_reading han_other_readings[];

#endif
