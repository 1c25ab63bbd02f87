/*
 * Puts a checked pack in place: ROOT/NAME-VERSION beside the older ones, and
 * ROOT/current points at it in one rename, so that a reader finds the old pack
 * or the new one and never half of either.
 */
#ifndef TOOLS_INSTALL_H
#define TOOLS_INSTALL_H

#include "base/diag.h"

#include <stddef.h>

/*
 * ERR_INPUT with diag: the pack is unsound, or not newer than the one in use.
 * ERR_IO: the disk refused; diag says where; what was in use stays in use.
 */
enum err install_pack(const char *dir, const char *root, char *ret_place, size_t cap,
		      struct diag *diag) MUST_CHECK;

#endif
