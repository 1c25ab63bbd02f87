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

/* InAutoPoll while nothing has been found: the chip looks, and the host sleeps. */
struct emulator_poll {
	bool runs;
	int64_t next_us;	/* when the next type is looked for */
	int64_t slot_us;
	int slot, slots;	/* slots: INT_MAX is without end */
	uint8_t types[15];
	int type_count;
};

struct emulator {
	struct pty pty;
	struct control control;
	struct pn532_parser parser;
	struct chip chip;
	struct wire wire;
	struct emulator_poll poll;
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
/* What InAutoPoll has come to by now; us until its next look, -1: it does not run. */
void emulator_poll(struct emulator *e);
int64_t emulator_poll_next_us(const struct emulator *e);

/* commands.c: one line of the `control`. */
void emulator_obey(void *emulator, char *line, char *answer, size_t cap);

#endif
