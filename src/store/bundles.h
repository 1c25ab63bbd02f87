/*
 * What was taken of the signed bundles (src/bundle): of each kind its version and the
 * moment it was made.  A version never falls, and comes with its line of the audit log
 * in one transaction.
 *
 * Errors and thread: store.h.
 */
#ifndef STORE_BUNDLES_H
#define STORE_BUNDLES_H

#include "base/diag.h"
#include "store/import.h"
#include "store/store.h"

#define STORE_BUNDLE_KIND_MAX 16
#define STORE_BUNDLE_KINDS 8
#define AUDIT_BUNDLE_TAKEN "bundle.taken"
#define AUDIT_BUNDLE_REFUSED "bundle.refused"

struct store_bundle {
	char kind[STORE_BUNDLE_KIND_MAX];	/* "catalogue" */
	int64_t version;			/* from 1 */
	int64_t made;				/* s since 1970, UTC, as its signer says */
	int64_t taken;				/* by this kiosk's clock */
};

/* ERR_ABSENT: nothing of this kind came in a bundle. */
enum err store_bundle(struct store *store, const char *kind,
		      struct store_bundle *ret_bundle) MUST_CHECK;

/* At most STORE_BUNDLE_KINDS of them. */
enum err store_bundles(struct store *store, struct store_bundle ret_bundles[STORE_BUNDLE_KINDS],
		       int *ret_count) MUST_CHECK;

/*
 * When the data of a kind (store/import.h) were made (s since 1970, UTC): as their signer
 * says, or when they were imported.  ERR_ABSENT: there are none, or no such kind.
 */
enum err store_data_made(struct store *store, const char *kind, int64_t *ret_made) MUST_CHECK;

/* Notes one that was put in place elsewhere: a pack.  ERR_DENIED: there is a newer one. */
enum err store_bundle_taken(struct store *store, const struct store_bundle *bundle) MUST_CHECK;

/*
 * The CSV of a bundle takes the place of everything of its kind (store/import.h), in one
 * transaction with its version.  Errors of import_file; ERR_INPUT with diag also where a
 * newer one, or this one, is there already.
 */
enum err store_import_bundle(struct store *store, const struct store_bundle *bundle,
			     const char *name, const void *csv, size_t size,
			     struct import_result *ret_result, struct diag *diag) MUST_CHECK;

#endif
