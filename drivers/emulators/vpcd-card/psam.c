#include "drivers/emulators/vpcd-card/psam.h"

#include <string.h>

static size_t status(uint8_t *answer, size_t size, unsigned sw)
{
	answer[size] = (uint8_t)(sw >> 8);
	answer[size + 1] = (uint8_t)sw;
	return size + 2;
}

void emu_psam_reset(struct emu_psam *psam)
{
	psam->selected = psam->ready = false;
}

static size_t select_application(struct emu_psam *psam, const uint8_t *command, size_t size,
				 uint8_t *answer)
{
	static const char name[] = "sx1.sh.\xC9\xE7\xBB\xE1\xB1\xA3\xD5\xCF";

	emu_psam_reset(psam);
	psam->selected = size >= 5 + strlen(name) && memcmp(command + 5, name, strlen(name)) == 0;
	return status(answer, 0, psam->selected ? 0x9000 : 0x6A82);
}

static size_t set_key_up(struct emu_psam *psam, const uint8_t *command, size_t size,
			 uint8_t *answer)
{
	uint8_t card_id[16] = { 0 };

	if (!psam->selected || size != 21 || (command[3] != 0x0A && command[3] != 0x0B))
		return status(answer, 0, 0x6A88);
	psam->algorithm = command[2] == SAM_SM4 ? SAM_SM4 : SAM_3DES;
	memcpy(card_id + 8, command + 5, 8);
	memcpy(psam->factor, command + 13, 8);
	sam_keys_of_card(psam->keys, command[3] == 0x0B ? SAM_KEY_STAFF : SAM_KEY_CARD,
			 psam->algorithm, card_id, psam->key);
	psam->ready = true;
	return status(answer, 0, 0x9000);
}

static size_t compute(struct emu_psam *psam, const uint8_t *command, size_t size,
		      uint8_t *answer)
{
	if (!psam->ready || size != 13)
		return status(answer, 0, 0x6985);
	psam->ready = false;
	sam_cryptogram(psam->algorithm, psam->key, psam->factor, command + 5, answer);
	return status(answer, 8, 0x9000);
}

size_t emu_psam_answer(struct emu_psam *psam, const uint8_t *command, size_t size,
		       uint8_t *answer)
{
	if (size < 4)
		return status(answer, 0, 0x6700);
	if (command[0] == 0x00 && command[1] == 0xA4)
		return select_application(psam, command, size, answer);
	if (command[0] == 0x80 && command[1] == 0x1A)
		return set_key_up(psam, command, size, answer);
	if (command[0] == 0x80 && command[1] == 0xFA)
		return compute(psam, command, size, answer);
	return status(answer, 0, 0x6D00);
}
