/*
 * The other mode (GM/T 0003, GB/T 32918): SM2 with SM3 in place of P-256 with
 * SHA-256, where a key is of that kind.  A signature is r, s in 64 bytes too, and
 * has no twin.  For this folder alone.
 */
#ifndef RECEIPT_SM2_H
#define RECEIPT_SM2_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <openssl/x509.h>

/* The signer's name in each signature: GM/T 0009, 10. */
#define SM2_ID "1234567812345678"

bool sm2_is_key(const EVP_PKEY *key);
/* NULL, logged: the library has no SM2. */
EVP_PKEY *sm2_make_key(void);

/* DER, at most *size bytes, then its size; false: the library failed. */
bool sm2_sign(EVP_PKEY *key, const void *data, size_t length, uint8_t *der, size_t *size);
bool sm2_is_right(EVP_PKEY *key, const void *data, size_t length, const uint8_t *der,
		  size_t size);

/* A certificate is signed, or made ready for X509_verify. */
bool sm2_sign_certificate(X509 *x509, EVP_PKEY *key);
bool sm2_prepare(X509 *x509);

#endif
