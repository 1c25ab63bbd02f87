/*
 * The memory of a failed sync, beyond the process that saw it.
 *
 * After a failed sync Linux keeps pages in memory that the disk never got, and
 * shows them to whoever reads.  Only after the machine has started again does
 * a file show what the disk holds.  So the mark names the start of the machine
 * in which it was made, and counts until the next one.
 */
#ifndef STORE_OUTAGE_H
#define STORE_OUTAGE_H

#include <stdbool.h>

/* Leaves the mark in the folder; a failure is logged, for the disk may refuse this too. */
void outage_mark(const char *dir);

/* Whether a mark of this start of the machine is there; an older one is taken away. */
bool outage_marked(const char *dir);

#endif
