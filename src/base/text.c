#include "base/text.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Length of the sequence that a first byte announces; 0 for a byte that cannot come first. */
static size_t sequence_length(unsigned char first)
{
	if (first < 0x80)
		return 1;
	if (first >= 0xc2 && first <= 0xdf)
		return 2;
	if (first >= 0xe0 && first <= 0xef)
		return 3;
	if (first >= 0xf0 && first <= 0xf4)
		return 4;
	return 0;
}

/* The second byte carries the bounds that keep out overlong forms, surrogates and > U+10FFFF. */
static bool second_byte_ok(unsigned char first, unsigned char second)
{
	unsigned char low = 0x80, high = 0xbf;

	if (first == 0xe0)
		low = 0xa0;
	else if (first == 0xed)
		high = 0x9f;
	else if (first == 0xf0)
		low = 0x90;
	else if (first == 0xf4)
		high = 0x8f;
	return second >= low && second <= high;
}

static size_t valid_sequence(const unsigned char *at, size_t left)
{
	size_t n = sequence_length(at[0]);

	if (n == 0 || n > left)
		return 0;
	if (n > 1 && !second_byte_ok(at[0], at[1]))
		return 0;
	for (size_t i = 2; i < n; i++) {
		if ((at[i] & 0xc0) != 0x80)
			return 0;
	}
	return n;
}

size_t utf8_bad_offset(const char *bytes, size_t len)
{
	size_t at = 0;

	while (at < len) {
		size_t n = valid_sequence((const unsigned char *)bytes + at, len - at);

		if (n == 0)
			return at;
		at += n;
	}
	return len;
}

bool utf8_valid(const char *bytes, size_t len)
{
	return utf8_bad_offset(bytes, len) == len;
}

bool utf8_is_unseen(uint32_t c)
{
	static const struct { uint32_t first, last; } unseen[] = {
		{ 0x00, 0x20 }, { 0x7f, 0xa0 }, { 0xad, 0xad }, { 0x34f, 0x34f },
		{ 0x61c, 0x61c }, { 0x115f, 0x1160 }, { 0x1680, 0x1680 }, { 0x17b4, 0x17b5 },
		{ 0x180b, 0x180f }, { 0x2000, 0x200f }, { 0x2028, 0x202f }, { 0x205f, 0x206f },
		{ 0x3000, 0x3000 }, { 0x3164, 0x3164 }, { 0xfe00, 0xfe0f }, { 0xfeff, 0xfeff },
		{ 0xffa0, 0xffa0 }, { 0xfff0, 0xfffb }, { 0xfffe, 0xffff },
		{ 0xe0000, 0xe0fff },
	};

	for (size_t i = 0; i < sizeof(unseen) / sizeof(unseen[0]); i++) {
		if (c >= unseen[i].first && c <= unseen[i].last)
			return true;
	}
	return false;
}

uint32_t utf8_next(const char **at)
{
	const unsigned char *s = (const unsigned char *)*at;
	size_t n;
	uint32_t c;

	if (*s == 0)
		return 0;
	n = sequence_length(*s);
	assert(n > 0);
	c = n == 1 ? *s : *s & (0x7fu >> n);
	for (size_t i = 1; i < n; i++)
		c = c << 6 | (s[i] & 0x3fu);
	*at += n;
	return c;
}

size_t utf8_length(const char *text)
{
	size_t n = 0;

	while (utf8_next(&text))
		n++;
	return n;
}

size_t utf8_put(uint32_t c, char out[4])
{
	static const unsigned char lead[] = { 0, 0, 0xc0, 0xe0, 0xf0 };
	size_t n = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;

	assert(c <= 0x10ffff);
	for (size_t i = n - 1; i > 0; i--) {
		out[i] = (char)(0x80 | (c & 0x3f));
		c >>= 6;
	}
	out[0] = n == 1 ? (char)c : (char)(lead[n] | c);
	return n;
}

enum err text_copy(char *out, size_t cap, const char *from)
{
	size_t len = strlen(from);

	assert(cap > 0);
	if (len >= cap) {
		out[0] = 0;
		return ERR_FULL;
	}
	memcpy(out, from, len + 1);
	return ERR_OK;
}

void text_copy_or_none(char *out, size_t cap, const char *from)
{
	enum err err = text_copy(out, cap, from);

	(void)err;
}

int text_find(const char *const *names, int count, const char *name)
{
	for (int i = 0; i < count; i++) {
		if (strcmp(names[i], name) == 0)
			return i;
	}
	return -1;
}

struct text text_in(char *buffer, size_t cap)
{
	assert(cap > 0);
	buffer[0] = 0;
	return (struct text){ .bytes = buffer, .cap = cap };
}

void text_add_n(struct text *text, const char *more, size_t len)
{
	if (text->full || len >= text->cap - text->len) {
		text->full = true;
		return;
	}
	memcpy(text->bytes + text->len, more, len);
	text->len += len;
	text->bytes[text->len] = 0;
}

void text_add(struct text *text, const char *more)
{
	text_add_n(text, more, strlen(more));
}

void text_addf(struct text *text, const char *fmt, ...)
{
	va_list args;
	size_t room = text->cap - text->len;
	int n;

	if (text->full)
		return;
	va_start(args, fmt);
	n = vsnprintf(text->bytes + text->len, room, fmt, args);
	va_end(args);
	if (n < 0 || (size_t)n >= room) {
		text->full = true;
		text->bytes[text->len] = 0;
		return;
	}
	text->len += (size_t)n;
}
