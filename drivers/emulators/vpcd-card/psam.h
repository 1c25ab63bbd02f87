/*
 * An emulated PSAM: the other end of drivers/sam/psam.h.
 */
#ifndef VPCD_CARD_PSAM_H
#define VPCD_CARD_PSAM_H

#include "drivers/sam/keys.h"

#include <stdbool.h>
#include <stddef.h>

struct emu_psam {
	const struct sam_keys *keys;
	bool selected;
	bool ready;		/* a key has been set up */
	enum sam_algorithm algorithm;
	uint8_t key[SAM_KEY_SIZE];	/* of the card */
	uint8_t factor[8];
};

void emu_psam_reset(struct emu_psam *psam);
/* answer has 258 bytes. */
size_t emu_psam_answer(struct emu_psam *psam, const uint8_t *command, size_t size,
		       uint8_t *answer);

#endif
