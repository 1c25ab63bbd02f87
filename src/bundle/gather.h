/*
 * What is to be signed, read from files: a pack's folder, or one CSV file.
 *
 * Thread: any.
 */
#ifndef BUNDLE_GATHER_H
#define BUNDLE_GATHER_H

#include "bundle/bundle.h"

/*
 * Fills the files of *bundle, which bundle_gather_drop frees: of BUNDLE_PACK every .yaml of
 * the folder `path` and of its benefits/, of the other kinds the file `path` as "KIND.csv".
 * ERR_INPUT with diag: it cannot be read, or is more than a bundle holds.
 */
enum err bundle_gather(enum bundle_kind kind, const char *path, struct bundle *bundle,
		       struct diag *diag) MUST_CHECK;
void bundle_gather_drop(struct bundle *bundle);

#endif
