/* The files of a bundle, into a folder. */
#ifndef BUNDLE_UNPACK_H
#define BUNDLE_UNPACK_H

#include "bundle/bundle.h"

/*
 * Into dir, which is there and empty, each file synced; a pack has the folder benefits beside
 * its files, and no other.  ERR_IO with diag: some may be there already.
 */
enum err bundle_unpack(const struct bundle *bundle, const char *dir, struct diag *diag) MUST_CHECK;

/* dir with what bundle_unpack made in it; what cannot be removed stays. */
void bundle_unpacked_remove(const struct bundle *bundle, const char *dir);

#endif
