/*
 * A letter as a text file, for programs that map no typefaces: a line a thing, its parts
 * set apart by one tab.
 *
 *	kind	plain, complete, accepted, not-accepted, enterprise or test-page
 *	lang	zh_CN        format	A4, A5 or roll
 *	hall, title, to, lead, number, foot, person, item, day, clerk, counter,
 *	terminal, printer: one text each
 *	heading, text, strong, point, reason: one text each, as often as wanted
 *	field, lines, code: a text and what stands beside it
 *
 * Thread: one at a time.
 */
#ifndef PROGRAMS_PRESS_LETTER_FILE_H
#define PROGRAMS_PRESS_LETTER_FILE_H

#include "base/diag.h"
#include "receipt/letter.h"

/*
 * Reads a letter and writes its PDF; words_open must have been called.  ERR_INPUT: the
 * file says something that is none of the above, and diag where; ERR_IO, logged.
 */
enum err letter_file_print(const char *from, const char *to, const struct paper_fonts *fonts,
			   struct diag *diag) MUST_CHECK;

#endif
