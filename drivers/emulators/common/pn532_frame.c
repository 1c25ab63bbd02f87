#include "drivers/emulators/common/pn532_frame.h"

#include <string.h>

const uint8_t pn532_ack[6] = { 0x00, 0x00, 0xFF, 0x00, 0xFF, 0x00 };
const uint8_t pn532_nack[6] = { 0x00, 0x00, 0xFF, 0xFF, 0x00, 0x00 };
const uint8_t pn532_error[8] = { 0x00, 0x00, 0xFF, 0x01, 0xFF, 0x7F, 0x81, 0x00 };

static void skip(struct pn532_parser *p, size_t n)
{
	p->size -= n;
	memmove(p->bytes, p->bytes + n, p->size);
}

/* Leaves 00 FF at the start of the bytes, or less than that. */
static void skip_to_start(struct pn532_parser *p)
{
	size_t n = 0;

	while (n < p->size && (p->bytes[n] != 0x00 ||
			       (n + 1 < p->size && p->bytes[n + 1] != 0xFF)))
		n++;
	skip(p, n);
}

static uint8_t sum(const uint8_t *bytes, size_t size)
{
	uint8_t total = 0;

	for (size_t i = 0; i < size; i++)
		total = (uint8_t)(total + bytes[i]);
	return total;
}

/* Where the data stands and how long it is; head 0 for no frame that can be. */
static void measure(const struct pn532_parser *p, size_t *ret_head, size_t *ret_size)
{
	const uint8_t *b = p->bytes + 2;

	if (b[0] == 0xFF && b[1] == 0xFF) {
		*ret_head = sum(b + 2, 3) == 0 ? 7 : 0;
		*ret_size = (size_t)(b[2] << 8 | b[3]);
	} else {
		*ret_head = sum(b, 2) == 0 ? 4 : 0;
		*ret_size = b[0];
	}
	if (*ret_size == 0 || *ret_size > PN532_DATA_MAX)
		*ret_head = 0;
}

static enum pn532_input finish_frame(struct pn532_parser *p, size_t head, size_t size)
{
	if (sum(p->bytes + head, size + 1) != 0) {
		skip(p, 1);
		return PN532_NOTHING;
	}
	memcpy(p->data, p->bytes + head, size);
	p->data_size = size;
	skip(p, head + size + 1);
	return PN532_COMMAND;
}

enum pn532_input pn532_take(struct pn532_parser *p, uint8_t byte)
{
	size_t head, size;

	p->bytes[p->size++] = byte;
	skip_to_start(p);
	if (p->size < 4)
		return PN532_NOTHING;
	if (p->bytes[2] == 0x00 && p->bytes[3] == 0xFF) {
		skip(p, 4);
		return PN532_ACK;
	}
	if (p->bytes[2] == 0xFF && p->bytes[3] == 0x00) {
		skip(p, 4);
		return PN532_NACK;
	}
	if (p->bytes[2] == 0xFF && p->bytes[3] == 0xFF && p->size < 7)
		return PN532_NOTHING;
	measure(p, &head, &size);
	if (head == 0) {
		skip(p, 1);
		return PN532_NOTHING;
	}
	if (p->size < head + size + 1)
		return PN532_NOTHING;
	return finish_frame(p, head, size);
}

size_t pn532_wrap(const uint8_t *data, size_t size, uint8_t *frame)
{
	size_t n = 0;

	frame[n++] = 0x00;
	frame[n++] = 0x00;
	frame[n++] = 0xFF;
	if (size > 255) {
		frame[n++] = 0xFF;
		frame[n++] = 0xFF;
		frame[n++] = (uint8_t)(size >> 8);
		frame[n++] = (uint8_t)size;
		frame[n++] = (uint8_t)-((size >> 8) + size);
	} else {
		frame[n++] = (uint8_t)size;
		frame[n++] = (uint8_t)-size;
	}
	memcpy(frame + n, data, size);
	frame[n + size] = (uint8_t)-sum(data, size);
	frame[n + size + 1] = 0x00;
	return n + size + 2;
}
