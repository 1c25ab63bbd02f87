#include "base/han.h"

#include "base/han_table.h"

#include <stdbool.h>

static bool is_known(uint32_t c)
{
	return c >= HAN_FIRST && c < HAN_FIRST + HAN_COUNT;
}

static uint32_t bit_of(char letter)
{
	return 1u << (letter - 'a');
}

uint32_t han_letters(uint32_t c)
{
	uint32_t letters;
	char usual;

	if (c >= 'a' && c <= 'z')
		return bit_of((char)c);
	if (c >= 'A' && c <= 'Z')
		return bit_of((char)(c - 'A' + 'a'));
	usual = is_known(c) ? han_first_letters[c - HAN_FIRST] : '-';
	if (usual == '-')
		return 0;
	if (usual >= 'a')
		return bit_of(usual);
	letters = bit_of((char)(usual - 'A' + 'a'));
	for (const struct han_reading *r = han_other_readings; r->character && r->character <= c;
	     r++) {
		if (r->character == c)
			letters |= bit_of(r->letter);
	}
	return letters;
}

int han_strokes(uint32_t c)
{
	return is_known(c) ? han_stroke_counts[c - HAN_FIRST] - '@' : 0;
}
