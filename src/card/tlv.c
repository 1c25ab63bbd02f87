#include "card/tlv.h"

#include "base/bytes.h"

#include <stdbool.h>

/* Objects in objects: deeper than any card goes. */
#define TLV_DEPTH_MAX 6

static unsigned get_tag(struct bytes_in *in, bool *ret_constructed)
{
	unsigned tag = bytes_get_u8(in);

	*ret_constructed = tag & 0x20;
	return (tag & 0x1F) == 0x1F ? tag << 8 | bytes_get_u8(in) : tag;
}

static size_t get_length(struct bytes_in *in)
{
	size_t length = bytes_get_u8(in);

	if (length == 0x81)
		return bytes_get_u8(in);
	if (length > 0x80)
		in->bad = true;
	return length;
}

static const uint8_t *find(struct bytes_in in, unsigned wanted, int depth, size_t *ret_size)
{
	while (bytes_left(&in) > 0) {
		bool constructed;
		unsigned tag = get_tag(&in, &constructed);
		size_t size = get_length(&in);
		const uint8_t *value = bytes_get(&in, size);

		if (!value || in.bad)
			return NULL;
		if (tag == wanted) {
			*ret_size = size;
			return value;
		}
		if (constructed && depth < TLV_DEPTH_MAX) {
			const uint8_t *inner = find(bytes_in(value, size), wanted, depth + 1,
						    ret_size);

			if (inner)
				return inner;
		}
	}
	return NULL;
}

const uint8_t *tlv_find(const uint8_t *data, size_t size, unsigned tag, size_t *ret_size)
{
	return find(bytes_in(data, size), tag, 0, ret_size);
}
