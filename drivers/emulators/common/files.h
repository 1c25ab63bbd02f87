/*
 * What stands in the files of an emulated card: LD/T 32's EF05 and EF06 by tag,
 * number and coding.
 */
#ifndef EMULATOR_FILES_H
#define EMULATOR_FILES_H

#include "drivers/emulators/common/card.h"

void emu_files_fill(struct emu_card *card);

#endif
