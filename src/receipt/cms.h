/*
 * The signature of a file, as CMS SignedData (RFC 5652) with the signed attributes
 * of CAdES-B-B: content type, digest, the certificate's hash.  Of one certificate,
 * digest and signature there is one form, to the last byte.  (OpenSSL 3.0 would add
 * signing-time, which a PDF must not have there, and knows no SM2 in CMS.)  With a key of
 * the other mode the same form holds SM2-with-SM3 and SM3 (GB/T 33560).
 *
 * Thread: one at a time.
 */
#ifndef RECEIPT_CMS_H
#define RECEIPT_CMS_H

#include "receipt/trust.h"

#define CMS_MAX 1536
#define CMS_HASH_BYTES 32
/* Of what is signed, SHA-256 and then SM3: each kind of key takes its own. */
#define DIGEST_BYTES (2 * CMS_HASH_BYTES)

/* ERR_FULL: the certificate is too long; ERR_IO. */
enum err cms_sign(const struct signer *signer, const uint8_t digest[DIGEST_BYTES],
		  uint8_t ret_cms[CMS_MAX], size_t *ret_size) MUST_CHECK;

struct cms_reading {
	uint8_t key_id[KEY_ID_BYTES];
	/* the certificate that it holds, added to trust: no root; trust's */
	const struct trust_certificate *signer;
};

/* False: not the one form of a right signature of this digest by the certificate it holds. */
bool cms_read(const uint8_t *cms, size_t size, const uint8_t digest[DIGEST_BYTES],
	      struct trust *trust, struct cms_reading *ret_reading);

#endif
