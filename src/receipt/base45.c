#include "receipt/base45.h"

#include <string.h>

static const char digits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

static char *put_digits(char *out, unsigned value, int count)
{
	for (int i = 0; i < count; i++, value /= 45)
		*out++ = digits[value % 45];
	return out;
}

void base45_encode(const uint8_t *bytes, size_t size, char *out)
{
	size_t i;

	for (i = 0; i + 1 < size; i += 2)
		out = put_digits(out, (unsigned)bytes[i] << 8 | bytes[i + 1], 3);
	if (i < size)
		out = put_digits(out, bytes[i], 2);
	*out = 0;
}

static bool get(const char *text, size_t count, unsigned *ret_value)
{
	unsigned value = 0;

	for (size_t i = count; i-- > 0;) {
		const char *digit = strchr(digits, text[i]);

		if (!digit || !text[i])
			return false;
		value = value * 45 + (unsigned)(digit - digits);
	}
	*ret_value = value;
	return true;
}

bool base45_decode(const char *text, uint8_t *out, size_t cap, size_t *ret_size)
{
	size_t length = strlen(text), size = 0;

	for (size_t i = 0; i < length; i += 3) {
		size_t count = length - i < 3 ? length - i : 3;
		unsigned value;

		if (count == 1 || !get(text + i, count, &value) ||
		    value > (count == 3 ? UINT16_MAX : UINT8_MAX) || size + count - 1 > cap)
			return false;
		if (count == 3)
			out[size++] = (uint8_t)(value >> 8);
		out[size++] = (uint8_t)value;
	}
	*ret_size = size;
	return true;
}
