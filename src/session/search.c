#include "session/search.h"

#include "base/han.h"
#include "base/text.h"

/* The keys that one character goes by. */
static uint64_t keys_of(enum search_by by, uint32_t character)
{
	int strokes;

	if (by == SEARCH_LETTERS)
		return han_letters(character);
	strokes = han_strokes(character);
	return strokes > 0 && strokes <= STROKES_MAX ? (uint64_t)1 << (strokes - 1) : 0;
}

static uint64_t key_bit(const struct finder *f, int at)
{
	return (uint64_t)1 << (f->search == SEARCH_LETTERS ? f->typed[at] - 'a' :
							     f->typed[at] - 1);
}

/* The characters of a name that have keys. */
static int read_keys(enum search_by by, const char *name, uint64_t ret_keys[COURSE_TITLE_MAX])
{
	int count = 0;

	while (*name && count < COURSE_TITLE_MAX) {
		uint64_t keys = keys_of(by, utf8_next(&name));

		if (keys)
			ret_keys[count++] = keys;
	}
	return count;
}

static bool matches_at(const struct finder *f, const uint64_t *keys)
{
	for (int i = 0; i < f->typed_count; i++) {
		if (!(keys[i] & key_bit(f, i)))
			return false;
	}
	return true;
}

bool search_matches(const struct finder *f, const char *name)
{
	uint64_t keys[COURSE_TITLE_MAX];
	int count;

	if (f->typed_count == 0)
		return true;
	count = read_keys(f->search, name, keys);
	for (int at = 0; at + f->typed_count <= count; at++) {
		if (matches_at(f, keys + at))
			return true;
	}
	return false;
}

uint64_t search_next(const struct finder *f, const char *name)
{
	uint64_t keys[COURSE_TITLE_MAX], next = 0;
	int count = read_keys(f->search, name, keys);

	for (int at = 0; at + f->typed_count < count; at++) {
		if (matches_at(f, keys + at))
			next |= keys[at + f->typed_count];
	}
	return next;
}
