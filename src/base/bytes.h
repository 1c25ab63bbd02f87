/*
 * Bytes in and out of bounded buffers, in network order.  The messages between
 * the kiosk's processes, the sealed records and the card's files are all read
 * and written with these.
 *
 * A reader or writer that runs over its bound sets `bad` and from then on
 * yields zeros or writes nothing: check it once, at the end.
 */
#ifndef BASE_BYTES_H
#define BASE_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct bytes_in {
	const uint8_t *at;
	const uint8_t *end;
	bool bad;
};

struct bytes_out {
	uint8_t *start;
	uint8_t *at;
	uint8_t *end;
	bool bad;
};

struct bytes_in bytes_in(const void *data, size_t size);
size_t bytes_left(const struct bytes_in *in);

/* size bytes where they stand, or NULL and bad. */
static inline const uint8_t *bytes_get(struct bytes_in *in, size_t size)
{
	const uint8_t *at = in->at;

	if (in->bad || size > (size_t)(in->end - at)) {
		in->bad = true;
		return NULL;
	}
	in->at += size;
	return at;
}

/*
 * Here, and each size by itself: as a loop over the bytes the compiler left them, and a register
 * of millions is read by them.
 */
static inline uint8_t bytes_get_u8(struct bytes_in *in)
{
	const uint8_t *at = bytes_get(in, 1);

	return at ? *at : 0;
}

static inline uint16_t bytes_get_u16(struct bytes_in *in)
{
	const uint8_t *at = bytes_get(in, 2);

	return at ? (uint16_t)((unsigned)at[0] << 8 | at[1]) : 0;
}

static inline uint32_t bytes_get_u32(struct bytes_in *in)
{
	const uint8_t *at = bytes_get(in, 4);

	return at ? (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3] :
		    0;
}

static inline uint64_t bytes_get_u64(struct bytes_in *in)
{
	uint64_t high = bytes_get_u32(in);

	return high << 32 | bytes_get_u32(in);
}

/*
 * A text written by bytes_put_text, whole and NUL-terminated; bad when it is
 * longer than cap - 1, or a NUL stands within it.
 */
void bytes_get_text(struct bytes_in *in, char *out, size_t cap);

struct bytes_out bytes_out(void *buffer, size_t cap);
void bytes_put_u8(struct bytes_out *out, unsigned value);
void bytes_put_u16(struct bytes_out *out, unsigned value);
void bytes_put_u32(struct bytes_out *out, uint32_t value);
void bytes_put_u64(struct bytes_out *out, uint64_t value);
void bytes_put(struct bytes_out *out, const void *data, size_t size);
/* u16 length and the bytes, without NUL. */
void bytes_put_text(struct bytes_out *out, const char *text);
size_t bytes_written(const struct bytes_out *out);

/* Two hex digits a byte, upper case; out has 2 * size + 1 bytes. */
void bytes_to_hex(const void *data, size_t size, char *out);
/* False when text is not an even number of hex digits or has more than cap bytes. */
bool bytes_from_hex(const char *text, uint8_t *out, size_t cap, size_t *ret_size);

/* Compares without telling by its time where the first difference is. */
bool bytes_equal_secret(const void *a, const void *b, size_t size);

#endif
