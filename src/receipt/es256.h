/*
 * ES256 with OpenSSL, for this folder alone: signer.h and trust.h are for others.
 */
#ifndef RECEIPT_ES256_H
#define RECEIPT_ES256_H

#include "base/err.h"
#include "receipt/signer.h"

#include <openssl/x509.h>

/* A root is the demonstration's by its name. */
#define DEMO_ROOT_NAME "示例根证书"

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

void es256_key_id(X509 *certificate, uint8_t out[KEY_ID_BYTES]);
/* The common name as UTF-8; "" where there is none or it does not fit. */
void es256_name(const X509_NAME *name, char *out, size_t cap);

#endif
