#include "card/gb.h"

#include "base/text.h"

#include <assert.h>
#include <errno.h>
#include <iconv.h>
#include <string.h>

/* Longest text that is ever asked for: an address. */
#define UTF8_MAX 512

size_t gb_length(const uint8_t *bytes, size_t size)
{
	/* FF ends no character: it pads what is digits, and on some cards everything. */
	while (size > 0 && (bytes[size - 1] == 0x00 || bytes[size - 1] == 0xFF ||
			    bytes[size - 1] == ' '))
		size--;
	return size;
}

/* ERR_PROTO for a NUL in its midst. */
static enum err check_characters(const char *text, size_t size)
{
	if (memchr(text, 0, size))
		return ERR_PROTO;
	return utf8_valid(text, size) ? ERR_OK : ERR_PROTO;
}

static enum err convert(const uint8_t *bytes, size_t size, char *out, size_t *ret_size)
{
	iconv_t gb = iconv_open("UTF-8", "GB18030");
	char *in = (char *)(uintptr_t)bytes, *at = out;
	size_t in_left = size, out_left = UTF8_MAX;
	enum err err = ERR_OK;

	assert(gb != (iconv_t)-1);
	if (iconv(gb, &in, &in_left, &at, &out_left) == (size_t)-1)
		err = errno == E2BIG ? ERR_FULL : ERR_PROTO;
	iconv_close(gb);
	if (!err)
		*ret_size = (size_t)(at - out);
	return err;
}

enum err gb_to_utf8(const uint8_t *bytes, size_t size, char *out, size_t cap)
{
	char utf8[UTF8_MAX];
	size_t n = 0;
	enum err err = convert(bytes, gb_length(bytes, size), utf8, &n);

	if (!err)
		err = check_characters(utf8, n);
	if (!err && n >= cap)
		err = ERR_FULL;
	if (!err) {
		memcpy(out, utf8, n);
		out[n] = 0;
	}
	explicit_bzero(utf8, sizeof(utf8));
	return err;
}
