#include "drivers/reader/samv_frame.h"

#include <assert.h>
#include <string.h>

static const uint8_t start[5] = { 0xAA, 0xAA, 0xAA, 0x96, 0x69 };

static uint8_t xor_of(const uint8_t *bytes, size_t size)
{
	uint8_t sum = 0;

	for (size_t i = 0; i < size; i++)
		sum ^= bytes[i];
	return sum;
}

size_t samv_wrap(const uint8_t *body, size_t size, uint8_t *out)
{
	size_t length = size + 1;

	assert(size <= SAMV_BODY_MAX);
	memcpy(out, start, 5);
	out[5] = (uint8_t)(length >> 8);
	out[6] = (uint8_t)length;
	memcpy(out + 7, body, size);
	out[7 + size] = xor_of(out + 5, size + 2);
	return size + 8;
}

/* Drops bytes until what is left can still become the start of a frame. */
static void skip_to_start(struct samv_parser *p)
{
	size_t n = 0;

	while (n < p->size && memcmp(p->bytes + n, start,
				     p->size - n < 5 ? p->size - n : 5) != 0)
		n++;
	p->size -= n;
	memmove(p->bytes, p->bytes + n, p->size);
}

enum samv_input samv_take(struct samv_parser *p, uint8_t byte)
{
	size_t length;

	p->bytes[p->size++] = byte;
	skip_to_start(p);
	if (p->size < 7)
		return SAMV_MORE;
	length = (size_t)(p->bytes[5] << 8 | p->bytes[6]);
	/* At least two bytes and the sum; no more than any module sends. */
	if (length < 3 || length > SAMV_BODY_MAX + 1) {
		p->size = 0;
		return SAMV_BROKEN;
	}
	if (p->size < 7 + length)
		return SAMV_MORE;
	p->size = 0;
	if (xor_of(p->bytes + 5, length + 1) != p->bytes[6 + length])
		return SAMV_BROKEN;
	p->body = p->bytes + 7;
	p->body_size = length - 1;
	return SAMV_FRAME;
}

bool samv_text(const struct samv_parser *p, uint8_t text[256])
{
	const uint8_t *lengths = p->body + 3;

	if (p->body_size < 3 + 4 + 256 || p->body[2] != SAMV_OK || lengths[0] != 1 ||
	    lengths[1] != 0)
		return false;
	memcpy(text, lengths + 4, 256);
	return true;
}
