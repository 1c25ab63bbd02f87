/*
 * What a kiosk keeps besides its store: the packs by which it has decided, and the
 * certificates under which its paper was signed.  A backup FILE has them in FILE.with, so
 * that another machine explains and verifies what was signed before.  Keys never go along.
 *
 * Errors are said on stderr.
 */
#ifndef TOOLS_BESIDE_H
#define TOOLS_BESIDE_H

#include "base/err.h"

/* FILE.with holds what the data folder has now, or what it had before where that fails. */
enum err beside_save(const char *data, const char *file) MUST_CHECK;

/* Into the data folder what is not there yet.  A backup without them is none the worse. */
enum err beside_bring(const char *data, const char *file) MUST_CHECK;

#endif
