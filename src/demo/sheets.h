/*
 * The sheets of a printer that leaves them in a folder: sim:DIR and folder:DIR.
 * They are what a visitor holds in the hand, so they are what a walk reads.
 */
#ifndef DEMO_SHEETS_H
#define DEMO_SHEETS_H

#include <stdbool.h>
#include <stddef.h>

/* How many have come out there; -1 where the printer leaves none in a folder. */
int sheets_count(const char *printer);

/*
 * The path of the sheet of a receipt number, or of the newest for "".  False while
 * there is none; *ret_path is untouched then.
 */
bool sheets_find(const char *printer, const char *receipt_no, char *ret_path, size_t cap);

#endif
