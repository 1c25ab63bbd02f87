#include "base/bytes.h"

#include <string.h>

struct bytes_in bytes_in(const void *data, size_t size)
{
	const uint8_t *at = data;

	return (struct bytes_in){ .at = at, .end = at + size };
}

size_t bytes_left(const struct bytes_in *in)
{
	return (size_t)(in->end - in->at);
}

void bytes_get_text(struct bytes_in *in, char *out, size_t cap)
{
	size_t size = bytes_get_u16(in);
	const uint8_t *at;

	out[0] = 0;
	if (size >= cap) {
		in->bad = true;
		return;
	}
	at = bytes_get(in, size);
	if (!at)
		return;
	if (memchr(at, 0, size)) {
		in->bad = true;
		return;
	}
	memcpy(out, at, size);
	out[size] = 0;
}

struct bytes_out bytes_out(void *buffer, size_t cap)
{
	uint8_t *at = buffer;

	return (struct bytes_out){ .start = at, .at = at, .end = at + cap };
}

size_t bytes_written(const struct bytes_out *out)
{
	return (size_t)(out->at - out->start);
}

void bytes_put(struct bytes_out *out, const void *data, size_t size)
{
	if (out->bad || size > (size_t)(out->end - out->at)) {
		out->bad = true;
		return;
	}
	if (size > 0)
		memcpy(out->at, data, size);
	out->at += size;
}

static void put_number(struct bytes_out *out, uint64_t value, size_t size)
{
	uint8_t bytes[8];

	for (size_t i = 0; i < size; i++)
		bytes[i] = (uint8_t)(value >> (8 * (size - 1 - i)));
	bytes_put(out, bytes, size);
}

void bytes_put_u8(struct bytes_out *out, unsigned value)
{
	put_number(out, value, 1);
}

void bytes_put_u16(struct bytes_out *out, unsigned value)
{
	put_number(out, value, 2);
}

void bytes_put_u32(struct bytes_out *out, uint32_t value)
{
	put_number(out, value, 4);
}

void bytes_put_u64(struct bytes_out *out, uint64_t value)
{
	put_number(out, value, 8);
}

void bytes_put_text(struct bytes_out *out, const char *text)
{
	size_t size = strlen(text);

	if (size > UINT16_MAX) {
		out->bad = true;
		return;
	}
	bytes_put_u16(out, (unsigned)size);
	bytes_put(out, text, size);
}

void bytes_to_hex(const void *data, size_t size, char *out)
{
	static const char digits[] = "0123456789ABCDEF";
	const uint8_t *bytes = data;

	for (size_t i = 0; i < size; i++) {
		*out++ = digits[bytes[i] >> 4];
		*out++ = digits[bytes[i] & 15];
	}
	*out = 0;
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool bytes_from_hex(const char *text, uint8_t *out, size_t cap, size_t *ret_size)
{
	size_t n = strlen(text) / 2;

	if (strlen(text) % 2 || n > cap)
		return false;
	for (size_t i = 0; i < n; i++) {
		int high = hex_digit(text[2 * i]), low = hex_digit(text[2 * i + 1]);

		if (high < 0 || low < 0)
			return false;
		out[i] = (uint8_t)(high << 4 | low);
	}
	*ret_size = n;
	return true;
}

bool bytes_equal_secret(const void *a, const void *b, size_t size)
{
	const volatile uint8_t *left = a, *right = b;
	uint8_t differs = 0;

	for (size_t i = 0; i < size; i++)
		differs |= (uint8_t)(left[i] ^ right[i]);
	return differs == 0;
}
