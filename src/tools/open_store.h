/*
 * The store that a command asks: one that is there.  Asking makes none, so that a folder
 * whose name was mistyped is never told of as an empty store that is well.
 */
#ifndef TOOLS_OPEN_STORE_H
#define TOOLS_OPEN_STORE_H

#include "store/store.h"

/*
 * EXIT_DONE, and the store is the caller's to close; or what the command ends with, after
 * one line on stderr that begins with its name.
 */
int open_store(const char *command, const char *dir, struct store **ret_store) MUST_CHECK;

/* That line and that code, for an error of store_open_existing. */
int open_store_failed(const char *command, const char *dir, enum err err);

#endif
