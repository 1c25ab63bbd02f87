/*
 * ES256 with OpenSSL, or with a key of the other mode SM2 with SM3 (receipt/sm2.h), for
 * this folder alone: signer.h and trust.h are for others.
 */
#ifndef RECEIPT_ES256_H
#define RECEIPT_ES256_H

#include "base/err.h"
#include "receipt/signer.h"

#include <openssl/x509.h>

/* A root is the demonstration's by its name. */
#define DEMO_ROOT_NAME "示例根证书"

#define ES256_DER_MAX 80	/* 72 at most */

struct signer {
	EVP_PKEY *key;
	X509 *certificate;
	uint8_t key_id[KEY_ID_BYTES];
};

/* ERR_IO, logged. */
enum err es256_sign(EVP_PKEY *key, const void *data, size_t size,
		    uint8_t ret_signature[SIGNATURE_BYTES]) MUST_CHECK;
bool es256_is_right(EVP_PKEY *key, const void *data, size_t size,
		    const uint8_t signature[SIGNATURE_BYTES]);

/* The signature in DER; 0 where it is none, or of P-256 the twin of one. */
int es256_to_der(const uint8_t signature[SIGNATURE_BYTES], bool is_sm,
		 uint8_t der[ES256_DER_MAX]);

void es256_key_id(X509 *certificate, uint8_t out[KEY_ID_BYTES]);
struct trust;
struct trust_certificate;

/* One certificate's signature by another, and its names. */
bool es256_is_issued_by(X509 *x509, X509 *by);

X509 *trust_x509(const struct trust_certificate *certificate);

/* A certificate that came with what it signed: known from now on, and no root.  Takes it. */
const struct trust_certificate *trust_show(struct trust *trust, X509 *certificate);

/* The common name as UTF-8; "" where there is none or it does not fit. */
void es256_name(const X509_NAME *name, char *out, size_t cap);

#endif
