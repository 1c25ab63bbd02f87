/*
 * Keys that are no longer trusted: a list that the root signs (RFC 5280, a CRL),
 * in any *.pem that a verifier reads (receipt/trust.h).
 *
 * Thread: one at a time.
 */
#ifndef RECEIPT_REVOCATION_H
#define RECEIPT_REVOCATION_H

#include "base/err.h"
#include "receipt/trust.h"

#include <stdbool.h>

/* In the folder of the root: all that it ever revoked. */
#define REVOCATION_FILE "revoked.pem"

/*
 * Puts a certificate that ROOT_DIR's root signed on its list, which is made where
 * there is none.  is_stolen: what it is said to have signed before is not sure
 * either.  now: s since 1970, UTC.
 * ERR_ABSENT: there is no root; ERR_INPUT: it is not below this root; ERR_FULL: it
 * stands on the list; ERR_IO, logged.
 */
enum err revocation_add(const char *root_dir, const struct trust_certificate *certificate,
			bool is_stolen, int64_t now) MUST_CHECK;

#endif
