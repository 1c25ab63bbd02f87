/*
 * Files of a store's folder: put in their place durably, or set aside.  Errors are
 * logged where they happen: ERR_IO, or ERR_FULL for a path that is too long.
 */
#ifndef STORE_FILES_H
#define STORE_FILES_H

#include "base/err.h"

#include <limits.h>
#include <stddef.h>

/* DIR/NAME */
enum err files_path(const char *dir, const char *name, char out[PATH_MAX]) MUST_CHECK;

/* Of a file or a folder. */
enum err files_sync(const char *path) MUST_CHECK;

/*
 * Before something new is made in a folder: ERR_DENIED, logged with the cure, where root would
 * make it for another user, who could not open it.
 */
enum err files_may_make(const char *dir) MUST_CHECK;

/* An empty file of the owner's alone (0600); what stood there goes. */
enum err files_make_private(const char *path) MUST_CHECK;

/* Syncs `from`, names it `to` in one step, and syncs the folder that both are in. */
enum err files_put_in_place(const char *dir, const char *from, const char *to) MUST_CHECK;

/* Copies a file byte for byte into a new one (0600), and syncs it.  ERR_ABSENT: not there. */
enum err files_copy(const char *from, const char *to) MUST_CHECK;

/* Makes DIR/set-aside-TIME (0700). */
enum err files_make_aside(const char *dir, char *out, size_t cap) MUST_CHECK;

/* Moves DIR/NAME there, if it is there. */
enum err files_move_aside(const char *dir, const char *aside, const char *name) MUST_CHECK;

#endif
