/*
 * Where a value stands in JSON text that the parser has already found good: the parser keeps no
 * places, and a fault in a case has to name one.
 */
#ifndef TOOLS_JSON_PLACE_H
#define TOOLS_JSON_PLACE_H

/*
 * The parts of the path are keys and, in lists, numbers from 0: "history/claims/2/date".  Gives
 * the place of the deepest part that is there: of a key its opening quote, of an item its first
 * character; of an empty path the beginning.  line and column count from 1, columns in characters.
 */
void json_place(const char *text, const char *path, int *ret_line, int *ret_column);

#endif
