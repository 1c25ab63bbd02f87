/*
 * What a host may send to the emulated chip, and through it to an emulated card.
 * The first two bytes choose the card: its kind, and what it differs in.
 */
#include "drivers/emulators/common/pn532_chip.h"

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t cap, unsigned seed);
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t cap);

/* 00 FF LEN LCS … DCS: the two sums made right; returns where the frame ends, or 0. */
static size_t mend_frame(uint8_t *data, size_t at, size_t size)
{
	size_t length = data[at + 2], end = at + 4 + length;
	uint8_t sum = 0;

	if (data[at] != 0 || data[at + 1] != 0xFF || length == 0 || length == 0xFF || end >= size)
		return 0;
	data[at + 3] = (uint8_t)-length;
	for (size_t i = at + 4; i < end; i++)
		sum = (uint8_t)(sum + data[i]);
	data[end] = (uint8_t)-sum;
	return end;
}

/* Three times of four every frame gets its right sums, and so reaches the chip. */
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t cap, unsigned seed)
{
	size = LLVMFuzzerMutate(data, size, cap);
	for (size_t at = 2; seed % 4 != 0 && at + 5 <= size; at++) {
		size_t end = mend_frame(data, at, size);

		at = end ? end : at;
	}
	return size;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct emu_person person = {
		.key = "fuzz", .name = "钱䶮㛃𬭚", .id_no = "330299198706240221", .nation = "01",
		.card_no = "A99000582", .issued = "20170515", .pin = "123456", .pin_tries = 3,
	};
	static const struct sam_keys keys;
	static struct chip chip;
	struct emu_card card;
	struct pn532_parser parser = { 0 };
	uint8_t answer[PN532_DATA_MAX + 32], frame[PN532_FRAME_MAX];
	unsigned quirks;

	if (size < 2)
		return 0;
	quirks = data[1] | (data[0] & 0xF0u) << 4;
	emu_card_init(&card, (enum emu_kind)((data[0] & 0x0F) % EMU_KIND_COUNT), quirks, &person,
		      &keys);
	chip_init(&chip);
	chip_lay(&chip, 0, &card);
	for (size_t i = 2; i < size; i++) {
		bool exchange;
		size_t n;

		if (pn532_take(&parser, data[i]) != PN532_COMMAND)
			continue;
		n = chip_answer(&chip, parser.data, parser.data_size, answer, &exchange);
		assert(n <= PN532_DATA_MAX);
		if (n > 0)
			assert(pn532_wrap(answer, n, frame) <= sizeof(frame));
	}
	return 0;
}
