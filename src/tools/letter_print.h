/*
 * A letter (programs/press/letter_file.h) that a command has put together, set by
 * kiosk-press: no typeface is mapped here.
 *
 * Thread: one at a time.
 */
#ifndef TOOLS_LETTER_PRINT_H
#define TOOLS_LETTER_PRINT_H

#include "base/err.h"
#include "base/text.h"

/* One line of a letter; what would end it is a blank.  side NULL: the line has one text. */
void letter_put(struct text *letter, const char *word, const char *words, const char *side);

/*
 * Writes the PDF to `to`; words: the folder of catalogues.  ERR_ABSENT: there is no press
 * here; ERR_IO and ERR_INPUT, said on stderr for `command`.
 */
enum err letter_print(const char *command, const char *letter, const char *words,
		      const char *to) MUST_CHECK;

#endif
