/*
 * The 256-byte text of an identity document, in its four layouts.
 */
#ifndef EMULATOR_IDTEXT_H
#define EMULATOR_IDTEXT_H

#include "drivers/emulators/common/card.h"

/* Of EMU_RID, EMU_HMT, EMU_FOREIGN17 and EMU_FOREIGN23; any other kind gives blanks. */
void emu_idtext(const struct emu_card *card, uint8_t text[256]);

#endif
