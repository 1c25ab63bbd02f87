#include "drivers/emulators/vpcd-card/module.h"

#include "drivers/emulators/common/idtext.h"

#include "base/text.h"

#include <string.h>

#define PAGE_SIZE 256
#define STREAM_SIZE (4 + 256 + 1024)

static const char *const names[EMU_MODULE_COUNT] = {
	"none", "pages", "whole", "photo", "blind", "short", "refuses", "garbled", "leaves",
};

int emu_module_find(const char *name)
{
	return text_find(names, EMU_MODULE_COUNT, name);
}

bool emu_is_document(const struct emu_card *card)
{
	return card->kind >= EMU_TYPE_B;
}

size_t emu_document_atr(uint8_t *atr)
{
	/* A contactless card whose historical bytes begin with its ATQB and end with 9000. */
	static const uint8_t bytes[] = {
		0x3B, 0x8B, 0x80, 0x01, 0x50, 0, 0, 0, 0, 0, 0, 0, 0, 0x90, 0x00,
	};
	uint8_t sum = 0;

	memcpy(atr, bytes, sizeof(bytes));
	for (size_t i = 1; i < sizeof(bytes); i++)
		sum ^= bytes[i];
	atr[sizeof(bytes)] = sum;
	return sizeof(bytes) + 1;
}

static size_t status(uint8_t *answer, size_t size, unsigned sw)
{
	answer[size] = (uint8_t)(sw >> 8);
	answer[size + 1] = (uint8_t)sw;
	return size + 2;
}

/* Header and text; the photo is grey. */
static void fill_stream(const struct emu_card *card, uint8_t *stream)
{
	static const uint8_t header[4] = { 0x01, 0x00, 0x04, 0x00 };

	memset(stream, 0x80, STREAM_SIZE);
	memcpy(stream, header, 4);
	emu_idtext(card, stream + 4);
}

static size_t give_page(const uint8_t *stream, size_t page, uint8_t *answer)
{
	size_t at = page * PAGE_SIZE, size;

	if (at >= STREAM_SIZE)
		return status(answer, 0, 0x6B00);
	size = STREAM_SIZE - at < PAGE_SIZE ? STREAM_SIZE - at : PAGE_SIZE;
	memcpy(answer, stream + at, size);
	return status(answer, size, 0x9000);
}

static size_t give_text(enum emu_module module, const struct emu_card *card, size_t page,
			uint8_t *answer)
{
	uint8_t stream[STREAM_SIZE];
	size_t size = module == EMU_MODULE_SHORT ? 100 :
		      module == EMU_MODULE_WHOLE ? 4 + 256 : STREAM_SIZE;

	if (module == EMU_MODULE_REFUSES)
		return status(answer, 0, 0x6A82);
	fill_stream(card, stream);
	if (module == EMU_MODULE_GARBLED)
		memset(stream + 4 + 122, 0xD8, 36);	/* the number: half characters */
	if (page > 0 || module == EMU_MODULE_PAGES || module == EMU_MODULE_BLIND ||
	    module == EMU_MODULE_GARBLED)
		return give_page(stream, page, answer);
	memcpy(answer, stream, size);
	return status(answer, size, 0x9000);
}

size_t emu_module_answer(enum emu_module module, const struct emu_card *card,
			 const uint8_t *command, size_t size, uint8_t *answer)
{
	static const uint8_t zeros[4] = { 0 };
	bool serial = size >= 4 && command[0] == 0xFF && command[1] == 0xCA;
	bool text = size >= 4 && command[0] == 0xFF && command[1] == 0xB0;

	if (serial && module != EMU_MODULE_BLIND) {
		memcpy(answer, zeros, 4);
		return status(answer, 4, 0x9000);
	}
	if (!text || module == EMU_MODULE_NONE)
		return status(answer, 0, 0x6D00);
	if (module == EMU_MODULE_LEAVES)
		return 0;
	return give_text(module, card, command[2], answer);
}
