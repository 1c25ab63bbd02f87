/*
 * Numbers in Chinese words.  Private to speech/say_*.c.
 */
#ifndef SPEECH_SAY_NUMBER_H
#define SPEECH_SAY_NUMBER_H

#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>

/* The words that differ between the two ways of writing Chinese. */
struct numerals {
	const char *two;	/* of things: 两个, 两千 */
	const char *wan;
	const char *yi;
	const char *point;
	const char *hidden_before, *hidden_after;	/* 隐去八位 */
	const char *minus;
	const char *at_least, *at_most, *equals, *page_of;
	const char *clause;	/* in place of a bare code that stands alone */
};

extern const struct numerals numerals_hans;
extern const struct numerals numerals_hant;

/* How the digits of a row are spoken: 1 is 一 in a year, 幺 in a number to be noted. */
enum digit_style { DIGITS_YEAR, DIGITS_CODE };

void number_digits(struct text *out, const char *digits, int count, enum digit_style style);

/*
 * 2021 → 两千〇…: as a quantity, below 10^16.  of_things: a lone 2 is 两.
 * ordinal: never 两.
 */
enum number_use { NUMBER_ORDINAL, NUMBER_PLAIN, NUMBER_OF_THINGS };
void number_cardinal(struct text *out, const struct numerals *words, uint64_t value,
		     enum number_use use);

#endif
