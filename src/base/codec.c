#include "base/codec.h"

#include "base/text.h"

#include <assert.h>
#include <string.h>

struct codec codec_reader(const void *data, size_t size)
{
	return (struct codec){ .reading = true, .in = bytes_in(data, size) };
}

struct codec codec_writer(void *buffer, size_t cap)
{
	return (struct codec){ .out = bytes_out(buffer, cap) };
}

bool codec_is_sound(const struct codec *c)
{
	return c->reading ? !c->in.bad && bytes_left(&c->in) == 0 : !c->out.bad;
}

void codec_refuse(struct codec *c)
{
	c->in.bad = true;
}

static int64_t sign_extend(uint64_t value, size_t size)
{
	uint64_t sign = UINT64_C(1) << (8 * size - 1);

	return (int64_t)((value ^ sign) - sign);
}

static int64_t read_number(struct codec *c, size_t size)
{
	uint64_t value = 0;

	for (size_t i = 0; i < size; i++)
		value = value << 8 | bytes_get_u8(&c->in);
	return sign_extend(value, size);
}

static void write_number(struct codec *c, int64_t value, size_t size)
{
	for (size_t i = size; i-- > 0;)
		bytes_put_u8(&c->out, (uint8_t)((uint64_t)value >> (8 * i)));
}

static int64_t within(struct codec *c, int64_t value, int64_t low, int64_t high)
{
	if (value >= low && value <= high)
		return value;
	codec_refuse(c);
	return low;
}

int64_t code_number(struct codec *c, int64_t value, size_t size, int64_t low, int64_t high)
{
	if (c->reading)
		return within(c, read_number(c, size), low, high);
	assert(value >= low && value <= high);
	write_number(c, value, size);
	return value;
}

int code_int(struct codec *c, int value, int low, int high)
{
	return (int)code_number(c, value, 2, low, high);
}

int code_small(struct codec *c, int value, int low, int high)
{
	assert(low >= 0 && high <= UINT8_MAX);
	if (c->reading)
		return (int)within(c, bytes_get_u8(&c->in), low, high);
	assert(value >= low && value <= high);
	bytes_put_u8(&c->out, (unsigned)value);
	return value;
}

bool code_bool(struct codec *c, bool value)
{
	return code_small(c, value, 0, 1) != 0;
}

int64_t code_i64(struct codec *c, int64_t value)
{
	return code_number(c, value, 8, INT64_MIN, INT64_MAX);
}

uint16_t code_u16(struct codec *c, uint16_t value)
{
	if (c->reading)
		return bytes_get_u16(&c->in);
	bytes_put_u16(&c->out, value);
	return value;
}

uint32_t code_u32(struct codec *c, uint32_t value)
{
	if (c->reading)
		return bytes_get_u32(&c->in);
	bytes_put_u32(&c->out, value);
	return value;
}

char code_ascii(struct codec *c, char value)
{
	return (char)code_small(c, value, 0, 127);
}

static void read_text(struct codec *c, char *text, size_t cap)
{
	bytes_get_text(&c->in, text, cap);
	if (!utf8_valid(text, strlen(text)))
		codec_refuse(c);
}

void code_text(struct codec *c, char *text, size_t cap)
{
	if (c->reading)
		read_text(c, text, cap);
	else
		bytes_put_text(&c->out, text);
}
