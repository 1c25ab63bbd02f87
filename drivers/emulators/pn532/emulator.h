/*
 * The whole emulator: a port, a chip, cards on it, and what shall go wrong.
 */
#ifndef PN532_EMULATOR_H
#define PN532_EMULATOR_H

#include "drivers/emulators/common/control.h"
#include "drivers/emulators/common/pty.h"
#include "drivers/emulators/common/pn532_chip.h"
#include "drivers/emulators/common/fault.h"
#include "drivers/emulators/common/wire.h"

struct emulator {
	struct pty pty;
	struct control control;
	struct pn532_parser parser;
	struct chip chip;
	struct wire wire;
	struct emu_people people;
	struct sam_keys keys;
	const char *link;
	const char *also;	/* control socket of the emulator for documents, or NULL */
	int air_us;
	int empty_us;
	int relay_us;		/* of each exchange with the card */
	long received;		/* bytes from the host since the last card was laid */
	bool wrong_keys;
	unsigned quirks;
	struct emu_card cards[CHIP_CARDS_MAX];
	struct emu_card next;	/* laid by `swap` and `morph` */
	bool has_next;
	bool hung;		/* the chip answers nothing at all */
	bool quit;
};

/* host.c: bytes from and to the host. */
int64_t emulator_now_us(void);
void emulator_take_from_host(struct emulator *e);
void emulator_give_to_host(struct emulator *e);

/* commands.c: one line of the `control`. */
void emulator_obey(void *emulator, char *line, char *answer, size_t cap);

#endif
