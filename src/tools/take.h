/*
 * A signed bundle is taken: verified, tried, and put in place whole, or nothing of it.  Of a
 * pack its own cases are run first; of data every row is read as `import` reads it.  What was
 * in use stays until the last step, and the audit log says what was taken and what refused.
 */
#ifndef TOOLS_TAKE_H
#define TOOLS_TAKE_H

#include "base/diag.h"
#include "bundle/bundle.h"
#include "store/store.h"

/* Where to. */
struct take_into {
	struct store *store;
	const char *packs;		/* folder of packs (tools/install.h) */
	struct bundle_keys trusted;
};

struct taken {
	enum bundle_kind kind;
	int64_t version;
	int64_t made;		/* s since 1970, UTC */
};

/*
 * bytes: the whole file `name`.  ERR_INPUT with diag: refused; ERR_ABSENT with diag: it is
 * sound, and what is in use is as new; ERR_FULL, ERR_IO and the store's errors: the disk or the
 * store failed, and the same again may do.
 */
enum err take_bundle(const struct take_into *into, const char *name, const void *bytes,
		     size_t size, struct taken *ret_taken, struct diag *diag) MUST_CHECK;

#endif
