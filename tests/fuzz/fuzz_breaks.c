/* Any text, broken into lines: only a character's end may be one, and the house only forbids. */
#include "base/breaks.h"
#include "base/text.h"

#include <assert.h>
#include <string.h>

enum { LENGTH_MAX = 4096 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data;
	unsigned char breaks[LENGTH_MAX], proposed[LENGTH_MAX];

	if (size == 0 || size > LENGTH_MAX || memchr(data, 0, size) || !utf8_valid(text, size))
		return 0;
	breaks_of_unicode(text, size, proposed);
	breaks_find(text, size, breaks);
	for (size_t i = 0; i + 1 < size; i++) {
		assert(breaks[i] == BREAK_NO || proposed[i] != BREAK_NO);
		assert(breaks[i] == BREAK_NO || (data[i + 1] & 0xc0) != 0x80);
	}
	assert(breaks[size - 1] == (data[size - 1] == '\n' ? BREAK_MUST : BREAK_MAY));
	return 0;
}
