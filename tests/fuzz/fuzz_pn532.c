/* What a host may send to the emulated chip, and through it to an emulated card. */
#include "drivers/emulators/common/pn532_chip.h"

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
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

	if (size < 2)
		return 0;
	emu_card_init(&card, (enum emu_kind)(data[0] % EMU_KIND_COUNT), data[1], &person, &keys);
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
