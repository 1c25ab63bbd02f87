#include "receipt/qr_read.h"

#include <string.h>

#define VERSION_MAX 20
#define CODEWORDS_MAX 1100	/* 1085 of version 20 */
#define FORMAT_MASK 0x5412u
#define FORMAT_POLYNOMIAL 0x537u
#define LEVEL_M 0

/* ISO/IEC 18004, table 9, level M: error correction codewords of a block, and blocks. */
static const uint8_t correction[VERSION_MAX + 1] = {
	0, 10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26,
};
static const uint8_t blocks[VERSION_MAX + 1] = {
	0, 1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16,
};

/* ---- which modules carry words ---- */

/* The centres of the alignment patterns, the same down and across; returns how many. */
static int alignment(int version, int places[5])
{
	int count = version / 7 + 2;
	int step = (version * 4 + count * 2 + 1) / (count * 2 - 2) * 2;

	if (version == 1)
		return 0;
	for (int i = count - 1; i > 0; i--)
		places[i] = version * 4 + 10 - (count - 1 - i) * step;
	places[0] = 6;
	return count;
}

static bool in_alignment(int version, int row, int column)
{
	int places[5], count = alignment(version, places), last = count - 1;

	for (int i = 0; i < count; i++) {
		for (int j = 0; j < count; j++) {
			bool finder = (i == 0 && (j == 0 || j == last)) || (i == last && j == 0);

			if (!finder && row >= places[i] - 2 && row <= places[i] + 2 &&
			    column >= places[j] - 2 && column <= places[j] + 2)
				return true;
		}
	}
	return false;
}

static bool is_pattern(int side, int row, int column)
{
	int version = (side - 17) / 4, far = side - 8;

	if (row == 6 || column == 6 || in_alignment(version, row, column))
		return true;
	if ((row < 9 && (column < 9 || column >= far)) || (row >= far && column < 9))
		return true;
	return version >= 7 && ((row < 6 && column >= far - 3) || (column < 6 && row >= far - 3));
}

/* ---- the mask ---- */

static unsigned format_of(unsigned data)
{
	unsigned rest = data;

	for (int i = 0; i < 10; i++)
		rest = rest << 1 ^ (rest >> 9) * FORMAT_POLYNOMIAL;
	return (data << 10 | rest) ^ FORMAT_MASK;
}

static bool read_mask(const struct qr *qr, unsigned *ret_mask)
{
	unsigned bits = 0;

	for (int i = 0; i < 6; i++)
		bits |= (unsigned)qr->dark[i][8] << i;
	bits |= (unsigned)qr->dark[7][8] << 6 | (unsigned)qr->dark[8][8] << 7 |
		(unsigned)qr->dark[8][7] << 8;
	for (int i = 9; i < 15; i++)
		bits |= (unsigned)qr->dark[8][14 - i] << i;
	for (unsigned mask = 0; mask < 8; mask++) {
		if (bits == format_of(LEVEL_M << 3 | mask)) {
			*ret_mask = mask;
			return true;
		}
	}
	return false;
}

static bool is_masked(unsigned mask, int i, int j)
{
	switch (mask) {
	case 0:
		return (i + j) % 2 == 0;
	case 1:
		return i % 2 == 0;
	case 2:
		return j % 3 == 0;
	case 3:
		return (i + j) % 3 == 0;
	case 4:
		return (i / 2 + j / 3) % 2 == 0;
	case 5:
		return i * j % 2 + i * j % 3 == 0;
	case 6:
		return (i * j % 2 + i * j % 3) % 2 == 0;
	default:
		return ((i + j) % 2 + i * j % 3) % 2 == 0;
	}
}

/* ---- codewords ---- */

/* In pairs of columns from the right, upwards and downwards in turn, without column 6. */
static int read_codewords(const struct qr *qr, unsigned mask, uint8_t out[CODEWORDS_MAX])
{
	int bits = 0;

	memset(out, 0, CODEWORDS_MAX);
	for (int right = qr->side - 1; right >= 1; right -= 2) {
		right -= right == 6;
		for (int k = 0; k < qr->side * 2; k++) {
			bool upwards = ((right + 1) & 2) == 0;
			int row = upwards ? qr->side - 1 - k / 2 : k / 2, column = right - k % 2;

			if (is_pattern(qr->side, row, column) || bits >= 8 * CODEWORDS_MAX)
				continue;
			if (qr->dark[row][column] != is_masked(mask, row, column))
				out[bits / 8] |= (uint8_t)(0x80 >> bits % 8);
			bits++;
		}
	}
	return bits / 8;
}

/* The data of all blocks, one after the other; returns how many. */
static int unfold(int version, const uint8_t *codewords, int total, uint8_t out[CODEWORDS_MAX])
{
	int block_count = blocks[version], data = total - block_count * correction[version];
	int shorter = data / block_count, longer = data % block_count, at = 0;

	for (int block = 0; block < block_count; block++) {
		bool is_longer = block >= block_count - longer;

		for (int i = 0; i < shorter; i++)
			out[at++] = codewords[i * block_count + block];
		if (is_longer)
			out[at++] = codewords[shorter * block_count + block -
					      (block_count - longer)];
	}
	return at;
}

/* ---- words ---- */

struct bits {
	const uint8_t *bytes;
	int at, end;
	bool bad;
	char *out;
	size_t length, cap;
};

static unsigned take(struct bits *b, int count)
{
	unsigned value = 0;

	if (b->at + count > b->end) {
		b->bad = true;
		return 0;
	}
	for (int i = 0; i < count; i++, b->at++)
		value = value << 1 | ((unsigned)b->bytes[b->at / 8] >> (7 - b->at % 8) & 1);
	return value;
}

static void put_byte(struct bits *b, char c)
{
	if (b->length + 1 < b->cap)
		b->out[b->length] = c;
	b->length++;
}

static void put_number(struct bits *b, unsigned value, unsigned base, int digits)
{
	static const char all[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
	char text[4];

	for (int i = digits - 1; i >= 0; i--, value /= base)
		text[i] = all[value % base];
	for (int i = 0; i < digits; i++)
		put_byte(b, text[i]);
	b->bad = b->bad || value > 0;
}

static void read_digits(struct bits *b, unsigned count)
{
	for (; count >= 3 && !b->bad; count -= 3)
		put_number(b, take(b, 10), 10, 3);
	if (count && !b->bad)
		put_number(b, take(b, count == 2 ? 7 : 4), 10, (int)count);
}

static void read_capitals(struct bits *b, unsigned count)
{
	for (; count >= 2 && !b->bad; count -= 2)
		put_number(b, take(b, 11), 45, 2);
	if (count && !b->bad)
		put_number(b, take(b, 6), 45, 1);
}

static void read_bytes(struct bits *b, unsigned count)
{
	for (; count > 0 && !b->bad; count--)
		put_byte(b, (char)take(b, 8));
}

enum mode { MODE_END = 0, MODE_DIGITS = 1, MODE_CAPITALS = 2, MODE_BYTES = 4 };

/* False behind the last segment. */
static bool read_segment(struct bits *b, int version)
{
	bool large = version >= 10;

	if (b->end - b->at < 4)
		return false;
	switch ((enum mode)take(b, 4)) {
	case MODE_END:
		return false;
	case MODE_DIGITS:
		read_digits(b, take(b, large ? 12 : 10));
		break;
	case MODE_CAPITALS:
		read_capitals(b, take(b, large ? 11 : 9));
		break;
	case MODE_BYTES:
		read_bytes(b, take(b, large ? 16 : 8));
		break;
	default:
		b->bad = true;
	}
	return !b->bad;
}

enum err qr_read(const struct qr *qr, char *ret_words, size_t cap)
{
	uint8_t codewords[CODEWORDS_MAX], data[CODEWORDS_MAX];
	int version = (qr->side - 17) / 4;
	struct bits b = { .bytes = data, .out = ret_words, .cap = cap };
	unsigned mask;
	int total;

	if (qr->side % 4 != 1 || version < 1 || version > VERSION_MAX || !read_mask(qr, &mask))
		return ERR_INPUT;
	total = read_codewords(qr, mask, codewords);
	b.end = 8 * unfold(version, codewords, total, data);
	while (read_segment(&b, version))
		;
	if (b.bad || b.length + 1 > cap)
		return b.bad ? ERR_INPUT : ERR_FULL;
	ret_words[b.length] = 0;
	return ERR_OK;
}
