/*
 * Keys that bundles are signed with (Ed25519, libsodium).  The secret one stays with whoever
 * publishes; the public ones stand in the configuration of each kiosk, outside every bundle.
 *
 * Both are text: a line "ed25519-secret HEX", alone in its file; lines "ed25519 HEX", as many
 * as BUNDLE_KEYS_MAX, so that a new key may be trusted before the old one goes.  Lines that
 * are empty or begin with # say nothing.
 */
#ifndef BUNDLE_KEYS_H
#define BUNDLE_KEYS_H

#include "base/diag.h"

#include <stdint.h>

#define BUNDLE_KEYS_MAX 4
#define BUNDLE_PUBLIC_BYTES 32
#define BUNDLE_SECRET_BYTES 64
/* Of a public key, for messages and to find it by. */
#define BUNDLE_KEY_ID_BYTES 8

struct bundle_keys {
	int count;
	uint8_t at[BUNDLE_KEYS_MAX][BUNDLE_PUBLIC_BYTES];
};

struct bundle_secret {
	uint8_t bytes[BUNDLE_SECRET_BYTES];	/* its public key is the second half */
};

/* PATH and PATH.pub, where nothing stands yet.  ERR_INPUT with diag. */
enum err bundle_keys_make(const char *path, struct diag *diag) MUST_CHECK;

/* ERR_INPUT with diag: it cannot be read, or a line is no key. */
enum err bundle_keys_read(const char *path, struct bundle_keys *ret_keys,
			  struct diag *diag) MUST_CHECK;
enum err bundle_secret_read(const char *path, struct bundle_secret *ret_secret,
			    struct diag *diag) MUST_CHECK;
/* The public half, as the only key that is trusted. */
void bundle_secret_public(const struct bundle_secret *secret, struct bundle_keys *ret_keys);

void bundle_secret_wipe(struct bundle_secret *secret);

#endif
