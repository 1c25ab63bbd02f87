/*
 * What is signed once for many kiosks: a policy pack, or a file of labelled data, as one
 * file with its kind, its version and the moment it was made.
 *
 *	"skills-bundle 1\n"	16 bytes
 *	key			8 bytes: the first ones of the public key
 *	content			kind, version, made, and the files with their names
 *	signature		64 bytes: Ed25519 over all that stands before it
 *
 * Nothing of the content is looked at before the signature holds.
 *
 * Thread: any.
 */
#ifndef BUNDLE_BUNDLE_H
#define BUNDLE_BUNDLE_H

#include "base/diag.h"
#include "bundle/keys.h"

#include <stddef.h>
#include <stdint.h>

/* The shipped pack has 0.2 MiB; a catalogue of the 50,000 rows that a store takes, 15 MiB. */
#define BUNDLE_BYTES_MAX (24u << 20)
#define BUNDLE_FILES_MAX 64
#define BUNDLE_FILE_NAME_MAX 96
#define BUNDLE_VERSION_MAX 2147483647

/* Numbers are the form's, and the order that of taking them: a course needs its school. */
enum bundle_kind {
	BUNDLE_PACK,
	BUNDLE_INSTITUTIONS,
	BUNDLE_CATALOGUE,
	BUNDLE_STANDARDS,
	BUNDLE_OVERRIDES,
	BUNDLE_FRICTION,
	BUNDLE_KIND_COUNT,
};

/* "pack"; of data, the kind's name in `import`. */
const char *bundle_kind_name(enum bundle_kind kind);
/* BUNDLE_KIND_COUNT: there is no such kind. */
enum bundle_kind bundle_kind_of(const char *name);

struct bundle_file {
	char name[BUNDLE_FILE_NAME_MAX];	/* "pack.yaml", "benefits/200-gen.yaml" */
	const uint8_t *data;			/* borrowed */
	size_t size;
};

struct bundle {
	enum bundle_kind kind;
	int64_t version;	/* from 1; of a pack: bundle_pack_version */
	int64_t made;		/* s since 1970, UTC */
	int file_count;
	struct bundle_file files[BUNDLE_FILES_MAX];
};

/* "2.13.4" as 2013004; 0: a part is beyond 999. */
int64_t bundle_pack_version(const int version[3]);

/* The same of the pack `name`; ERR_INPUT with diag where it is 0. */
enum err bundle_version_of_pack(const char *name, const int version[3], int64_t *ret_version,
				struct diag *diag) MUST_CHECK;

#define BUNDLE_VERSION_TEXT_MAX 32

/* "2.13.4" of a pack, "17" of data. */
void bundle_version_text(enum bundle_kind kind, int64_t version,
			 char out[BUNDLE_VERSION_TEXT_MAX]);

/*
 * The bundle as bytes, which the caller frees with free().  ERR_FULL: more than
 * BUNDLE_BYTES_MAX, or a name that no bundle may hold.
 */
enum err bundle_make(const struct bundle *bundle, const struct bundle_secret *secret,
		     uint8_t **ret_bytes, size_t *ret_size) MUST_CHECK;

/*
 * ret_bundle points into bytes.  name: as diag shall call it.  ERR_DENIED with diag: not
 * signed by a key of `trusted`, or altered since; ERR_INPUT with diag: signed, and of no
 * form that this program knows.
 */
enum err bundle_open(const char *name, const void *bytes, size_t size,
		     const struct bundle_keys *trusted, struct bundle *ret_bundle,
		     struct diag *diag) MUST_CHECK;

/*
 * A whole regular file of at most BUNDLE_BYTES_MAX, which the caller frees with free();
 * never waited for.  ERR_INPUT with diag.
 */
enum err bundle_read(const char *path, uint8_t **ret_bytes, size_t *ret_size,
		     struct diag *diag) MUST_CHECK;

#endif
