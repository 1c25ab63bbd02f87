/*
 * The chip: commands of a host in, answers out, with the cards that lie on its
 * antenna (NXP UM0701-02, chapter 7).  Registers are kept, not interpreted.
 */
#ifndef EMULATOR_PN532_CHIP_H
#define EMULATOR_PN532_CHIP_H

#include "drivers/emulators/common/card.h"
#include "drivers/emulators/common/pn532_frame.h"

/* On the antenna at once. */
#define CHIP_CARDS_MAX 2

struct chip {
	bool field;			/* the antenna radiates */
	/*
	 * Another make: no raw exchange, and a card that was let go answers
	 * again at once.  Drivers must not lean on either.
	 */
	bool plain;
	uint8_t registers[0x10000];
	struct emu_card *cards[CHIP_CARDS_MAX];	/* NULL: none; the owner's */
	bool halted[CHIP_CARDS_MAX];	/* deselected: silent until the field goes off */
	int active;			/* index of the selected card, or -1 */
	bool reported;			/* a card has been reported since it was laid */
	long exchanges;			/* with the card, since then */
};

void chip_init(struct chip *chip);

/*
 * Answers a command (D4 …) in data with D5 …; returns the size, 0 for the
 * error frame.  answer has PN532_DATA_MAX bytes.  *ret_exchange: the answer
 * came from the card.
 */
size_t chip_answer(struct chip *chip, const uint8_t *data, size_t size, uint8_t *answer,
		   bool *ret_exchange);

/* Lays a card beside what lies there (place 0, 1); NULL takes it away. */
void chip_lay(struct chip *chip, int place, struct emu_card *card);

#endif
