#include "receipt/cbor.h"

#include "base/text.h"

#include <assert.h>
#include <string.h>

#define SIMPLE_FALSE 20
#define SIMPLE_TRUE 21
#define SIMPLE_NULL 22

/* ---- heads: a major type and a number, in the shortest form ---- */

static void write_head(struct codec *c, enum cbor_major major, uint64_t number)
{
	unsigned kind = (unsigned)major << 5;

	if (number < 24) {
		bytes_put_u8(&c->out, kind | (unsigned)number);
	} else if (number <= UINT8_MAX) {
		bytes_put_u8(&c->out, kind | 24);
		bytes_put_u8(&c->out, (unsigned)number);
	} else if (number <= UINT16_MAX) {
		bytes_put_u8(&c->out, kind | 25);
		bytes_put_u16(&c->out, (unsigned)number);
	} else if (number <= UINT32_MAX) {
		bytes_put_u8(&c->out, kind | 26);
		bytes_put_u32(&c->out, (uint32_t)number);
	} else {
		bytes_put_u8(&c->out, kind | 27);
		bytes_put_u64(&c->out, number);
	}
}

/* A number that a shorter head would have held is refused. */
static uint64_t at_least(struct codec *c, uint64_t number, uint64_t least)
{
	if (number < least)
		codec_refuse(c);
	return number;
}

static uint64_t read_head(struct codec *c, enum cbor_major *ret_major)
{
	unsigned first = bytes_get_u8(&c->in);

	*ret_major = (enum cbor_major)(first >> 5);
	switch (first & 31) {
	case 24:
		return at_least(c, bytes_get_u8(&c->in), 24);
	case 25:
		return at_least(c, bytes_get_u16(&c->in), UINT8_MAX + 1);
	case 26:
		return at_least(c, bytes_get_u32(&c->in), UINT16_MAX + 1);
	case 27:
		return at_least(c, bytes_get_u64(&c->in), (uint64_t)UINT32_MAX + 1);
	case 28:
	case 29:
	case 30:
	case 31:
		codec_refuse(c);
		return 0;
	default:
		return first & 31;
	}
}

/* The number of a head of this type, at most max. */
static uint64_t head(struct codec *c, enum cbor_major major, uint64_t number, uint64_t max)
{
	enum cbor_major found;

	if (!c->reading) {
		assert(number <= max);
		write_head(c, major, number);
		return number;
	}
	number = read_head(c, &found);
	if (found != major || number > max)
		codec_refuse(c);
	return c->in.bad ? 0 : number;
}

/* ---- values ---- */

static int64_t read_number(struct codec *c)
{
	enum cbor_major major;
	uint64_t number = read_head(c, &major);

	if (major > CBOR_NINT || number > INT64_MAX)
		codec_refuse(c);
	if (c->in.bad)
		return 0;
	return major == CBOR_UINT ? (int64_t)number : -1 - (int64_t)number;
}

int64_t cbor_number(struct codec *c, int64_t value, int64_t low, int64_t high)
{
	if (!c->reading) {
		assert(value >= low && value <= high);
		write_head(c, value < 0 ? CBOR_NINT : CBOR_UINT,
			   (uint64_t)(value < 0 ? -1 - value : value));
		return value;
	}
	value = read_number(c);
	if (value >= low && value <= high)
		return value;
	codec_refuse(c);
	return low;
}

bool cbor_bool(struct codec *c, bool value)
{
	uint64_t simple = head(c, CBOR_SIMPLE, value ? SIMPLE_TRUE : SIMPLE_FALSE, SIMPLE_TRUE);

	if (simple != SIMPLE_TRUE && simple != SIMPLE_FALSE)
		codec_refuse(c);
	return simple == SIMPLE_TRUE;
}

void cbor_text(struct codec *c, char *text, size_t cap)
{
	size_t size = head(c, CBOR_WORDS, c->reading ? 0 : strlen(text), cap - 1);
	const uint8_t *bytes;

	if (!c->reading) {
		bytes_put(&c->out, text, size);
		return;
	}
	bytes = bytes_get(&c->in, size);
	memset(text, 0, cap);
	if (!bytes || memchr(bytes, 0, size) || !utf8_valid((const char *)bytes, size))
		codec_refuse(c);
	else
		memcpy(text, bytes, size);
}

size_t cbor_bytes_head(struct codec *c, size_t size)
{
	return (size_t)head(c, CBOR_BYTES, size, UINT32_MAX);
}

void cbor_bytes(struct codec *c, uint8_t *bytes, size_t size)
{
	const uint8_t *from;

	if (cbor_bytes_head(c, size) != size)
		codec_refuse(c);
	if (!c->reading) {
		bytes_put(&c->out, bytes, size);
		return;
	}
	from = bytes_get(&c->in, size);
	if (from)
		memcpy(bytes, from, size);
	else
		memset(bytes, 0, size);
}

static bool next_is_null(const struct codec *c)
{
	return bytes_left(&c->in) > 0 && *c->in.at == (CBOR_SIMPLE << 5 | SIMPLE_NULL);
}

struct date cbor_date(struct codec *c, struct date date)
{
	static const struct date first = { 1900, 1, 1 }, last = { 2199, 12, 31 };
	bool unset = c->reading ? next_is_null(c) : !date_is_set(date);

	if (unset) {
		head(c, CBOR_SIMPLE, SIMPLE_NULL, SIMPLE_NULL);
		return (struct date){ 0 };
	}
	return date_from_days((int32_t)cbor_number(c, c->reading ? 0 : date_to_days(date),
						   date_to_days(first), date_to_days(last)));
}

/* ---- what holds others ---- */

int cbor_array(struct codec *c, int count, int max)
{
	return (int)head(c, CBOR_ARRAY, c->reading ? 0 : (uint64_t)count, (uint64_t)max);
}

static void exactly(struct codec *c, enum cbor_major major, uint64_t number)
{
	if (head(c, major, number, number) != number)
		codec_refuse(c);
}

void cbor_array_fixed(struct codec *c, int count)
{
	exactly(c, CBOR_ARRAY, (uint64_t)count);
}

void cbor_map(struct codec *c, int pairs)
{
	exactly(c, CBOR_MAP, (uint64_t)pairs);
}

int cbor_map_of(struct codec *c, int pairs, int least, int most)
{
	int found = (int)head(c, CBOR_MAP, c->reading ? 0 : (uint64_t)pairs, (uint64_t)most);

	if (found < least)
		codec_refuse(c);
	return found;
}

void cbor_key(struct codec *c, int64_t key)
{
	cbor_number(c, key, key, key);
}

void cbor_tag(struct codec *c, uint64_t tag)
{
	exactly(c, CBOR_TAG, tag);
}
