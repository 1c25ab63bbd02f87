/*
 * The desk's own secret: what it seals for itself (labels of lists, the second
 * factors of its staff), how it finds a person by number, and the tokens against
 * requests that another page sends.  It lies at the desk's process alone, so that
 * neither who keeps the database nor a backup reads a person.
 *
 * Thread: made and wiped by one; used by any.
 */
#ifndef DESK_SECRET_H
#define DESK_SECRET_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

#define DESK_SECRET_BYTES 32
/* What a sealed text is longer: nonce and mark of XSalsa20-Poly1305. */
#define DESK_SEAL_EXTRA 40
#define DESK_HASH_BYTES 32
#define DESK_HASH_HEX_MAX (2 * DESK_HASH_BYTES + 1)

struct desk_secret {
	uint8_t seal[DESK_SECRET_BYTES];
	uint8_t find[DESK_SECRET_BYTES];
	uint8_t form[DESK_SECRET_BYTES];
};

/* A new file (0600).  ERR_FULL: one is there, and stays; ERR_IO, logged. */
enum err desk_secret_make(const char *path) MUST_CHECK;
/* ERR_IO, logged: it is not there, is none, or others may read it. */
enum err desk_secret_read(const char *path, struct desk_secret *ret_secret) MUST_CHECK;
void desk_secret_wipe(struct desk_secret *secret);

/* out has size + DESK_SEAL_EXTRA bytes. */
void desk_secret_seal(const struct desk_secret *secret, const void *data, size_t size,
		      uint8_t *out);
/* out has size - DESK_SEAL_EXTRA bytes.  ERR_PROTO: altered, or another desk's. */
enum err desk_secret_open(const struct desk_secret *secret, const uint8_t *sealed, size_t size,
			  void *out) MUST_CHECK;

/* How a person is found by number here: a keyed hash, in lower-case hex. */
void desk_secret_person(const struct desk_secret *secret, const char *id_no,
			char ret_hash[DESK_HASH_HEX_MAX]);
/* What a page of this session sends with each request, in lower-case hex. */
void desk_secret_form(const struct desk_secret *secret, const char *token,
		      char ret_form[DESK_HASH_HEX_MAX]);

#endif
