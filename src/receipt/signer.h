/*
 * The kiosk's key for what it hands out: P-256, with its certificate, below a
 * root of the hall's.  A signature is ES256 in 64 bytes (r, s), and of its two
 * forms always the one with the lower s, so that it has no twin.
 *
 * Thread: one at a time.
 */
#ifndef RECEIPT_SIGNER_H
#define RECEIPT_SIGNER_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SIGNATURE_BYTES 64
#define KEY_ID_BYTES 8

struct signer;

/*
 * Reads DIR/kiosk.key and DIR/kiosk.pem.  ERR_ABSENT: there is no key; ERR_DENIED,
 * logged: is_secret and others can read the key, or key and certificate do not
 * belong together.
 */
enum err signer_open(const char *dir, bool is_secret, struct signer **ret_signer) MUST_CHECK;
void signer_close(struct signer *signer);	/* takes NULL */

/* Below the demonstration's root, whose key everybody has. */
bool signer_is_demo(const struct signer *signer);
/* Its key is of the other mode: it signs no files (receipt/sm2.h). */
bool signer_is_sm(const struct signer *signer);
/* The first bytes of the SHA-256 of its certificate. */
const uint8_t *signer_key_id(const struct signer *signer);

/* ERR_IO, logged: the library failed. */
enum err signer_sign(const struct signer *signer, const void *data, size_t size,
		     uint8_t ret_signature[SIGNATURE_BYTES]) MUST_CHECK;

#endif
