/*
 * The store's secrets: one key file, and what is derived from it for each use.
 *
 * Seals are AES-256-GCM with a random nonce; hashes and MACs are HMAC-SHA-256.  Of a key
 * of the other mode (国密), seals are SM4 in counter mode with an HMAC-SM3 behind it
 * (encrypt, then MAC), and hashes and MACs are HMAC-SM3; both take the same room.
 * Each use has a key of its own, so that a hash in one place says nothing of
 * the same number elsewhere.
 *
 * Thread: the owner's.
 */
#ifndef STORE_KEYS_H
#define STORE_KEYS_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define KEY_BYTES 32
#define MAC_BYTES 32
/* nonce 12, tag 16 */
#define SEAL_EXTRA 28

enum key_use {
	KEY_SEAL_PERSON,	/* register and ledger rows */
	KEY_SEAL_RECORD,	/* applications and audit log */
	KEY_INDEX,		/* place of a number in the register */
	KEY_TAG,		/* keyed hash of a number beside a record */
	KEY_ROW,		/* MAC of a row */
	KEY_TALLY,
	KEY_USE_COUNT,
};

struct keys;

/*
 * Where the service manager lends the key (a credential, opened by this machine's TPM2 for
 * this start alone), it stands in no file of the store: CREDENTIALS_DIRECTORY holds it under
 * this name.  A key file that is there counts first.
 */
#define KEYS_CREDENTIAL "skills-kiosk.store-key"

/* A key file, or one that is lent. */
bool keys_are_there(const char *path);

/*
 * Reads the key file, or makes it (0600, durable) when may_make.  ERR_DENIED,
 * logged with the cure: absent and not may_make, readable by others, or not a
 * key; ERR_IO.
 */
enum err keys_open(const char *path, bool may_make, struct keys **ret_keys) MUST_CHECK;

/* Makes the file (0600, durable) with a key of either mode; ERR_FULL: it is there. */
enum err keys_make(const char *path, bool is_sm) MUST_CHECK;

bool keys_is_sm(const struct keys *keys);

/* The key itself, for its parts (escrow.h); the caller wipes it. */
struct key_master {
	uint8_t bytes[KEY_BYTES];
	bool is_sm;
};

/* Errors as of keys_open. */
enum err keys_read(const char *path, struct key_master *ret_master) MUST_CHECK;
/* Writes one that is not there yet (0600, durable); ERR_FULL: it is. */
enum err keys_write(const char *path, const struct key_master *master) MUST_CHECK;
/*
 * The key of before, sealed with the one that followed it, in a file of its own: whoever has
 * this one knows what the other made, and not the other way round.  ERR_ABSENT: there is no
 * such file; ERR_PROTO: it is not of this key.
 */
enum err keys_write_former(const char *path, struct keys *next,
			   const struct key_master *former) MUST_CHECK;
enum err keys_open_former(const char *path, struct keys *keys,
			  struct keys **ret_former) MUST_CHECK;

void keys_close(struct keys *keys);	/* wipes; takes NULL */

void keys_mac(struct keys *keys, enum key_use use, const void *data, size_t size,
	      uint8_t out[MAC_BYTES]);

/* The same in pieces; one MAC of a use at a time. */
void keys_mac_begin(struct keys *keys, enum key_use use);
void keys_mac_add(struct keys *keys, enum key_use use, const void *data, size_t size);
void keys_mac_end(struct keys *keys, enum key_use use, uint8_t out[MAC_BYTES]);

/*
 * out has size + SEAL_EXTRA bytes: nonce, ciphertext, tag.  `label` is bound to
 * it: table and row.
 */
enum err keys_seal(struct keys *keys, enum key_use use, const char *label,
		   const void *data, size_t size, uint8_t *out) MUST_CHECK;
/* out has size - SEAL_EXTRA bytes.  ERR_PROTO: altered, or sealed for another label. */
enum err keys_unseal(struct keys *keys, enum key_use use, const char *label,
		     const void *sealed, size_t size, uint8_t *out) MUST_CHECK;

#endif
