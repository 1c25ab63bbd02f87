/*
 * The SAM-V module inside some PC/SC readers, which gives an identity
 * document's text by the pseudo-command FF B0 PAGE 00 00: a header of four
 * bytes, the text and the photo, in pages of 256 bytes.
 *
 * Liberties: the header, the ATR and what such a reader answers for other cards
 * are made up; nothing but the command and the place of the text is published.
 */
#ifndef EMULATOR_MODULE_H
#define EMULATOR_MODULE_H

#include "drivers/emulators/common/card.h"

/* Header, text, photo and status. */
#define EMU_MODULE_ANSWER_MAX (4 + 256 + 1024 + 2)

enum emu_module {
	EMU_MODULE_NONE,	/* a reader without one */
	EMU_MODULE_PAGES,	/* a page an answer */
	EMU_MODULE_WHOLE,	/* header and text in one answer */
	EMU_MODULE_PHOTO,	/* and the photo too */
	EMU_MODULE_BLIND,	/* like pages; the reader does not tell serials */
	EMU_MODULE_SHORT,	/* faults: an answer that ends early */
	EMU_MODULE_REFUSES,	/* 6A82 */
	EMU_MODULE_GARBLED,	/* a text that cannot be */
	EMU_MODULE_LEAVES,	/* the document is lifted at the command */
	EMU_MODULE_COUNT,
};

/* "none", "pages" …; -1 for any other word. */
int emu_module_find(const char *name);

/* The card is an identity document. */
bool emu_is_document(const struct emu_card *card);

/* The ATR such a reader gives a document; atr has 33 bytes.  Returns its size. */
size_t emu_document_atr(uint8_t *atr);

/*
 * Answers FF CA and FF B0 for a document; answer has EMU_MODULE_ANSWER_MAX
 * bytes.  Returns the size, 0 when the document is lifted.
 */
size_t emu_module_answer(enum emu_module module, const struct emu_card *card,
			 const uint8_t *command, size_t size, uint8_t *answer);

#endif
