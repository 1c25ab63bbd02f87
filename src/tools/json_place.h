/*
 * Where a value stands in JSON text that the parser has already found good: a fault in
 * a case is named by the path that was being read.
 */
#ifndef TOOLS_JSON_PLACE_H
#define TOOLS_JSON_PLACE_H

#include <stddef.h>

/*
 * The parts of the path are keys and, in lists, numbers from 0: "history/claims/2/date".  Gives
 * the place of the deepest part that is there: of a key its opening quote, of an item its first
 * character; of an empty path the beginning.  line and column count from 1, columns in characters.
 */
void json_place(const char *text, const char *path, int *ret_line, int *ret_column);

/* The same of a byte of any text. */
void json_place_of_byte(const char *text, size_t offset, int *ret_line, int *ret_column);

/* The bytes up to the end of the first value, if it is a good one: its brackets are counted. */
size_t json_place_end(const char *text);

#endif
