#include "receipt/es256.h"

#include "base/log.h"
#include "receipt/sm2.h"

#include <string.h>

#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/obj_mac.h>
#include <openssl/x509v3.h>

#define HALF 32

/* The order of P-256's group less s, where s is in its upper half. */
static bool is_high(const BIGNUM *s, BIGNUM *ret_low)
{
	EC_GROUP *group = EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1);
	bool high = group && BN_sub(ret_low, EC_GROUP_get0_order(group), s) == 1 &&
		    BN_cmp(s, ret_low) > 0;

	EC_GROUP_free(group);
	return high;
}

static bool put_raw(const ECDSA_SIG *sig, bool is_sm, uint8_t out[SIGNATURE_BYTES])
{
	BIGNUM *low = BN_new();
	const BIGNUM *s = ECDSA_SIG_get0_s(sig);
	bool ok = low && BN_bn2binpad(ECDSA_SIG_get0_r(sig), out, HALF) == HALF &&
		  BN_bn2binpad(!is_sm && is_high(s, low) ? low : s, out + HALF, HALF) == HALF;

	BN_free(low);
	return ok;
}

static bool sign_der(EVP_PKEY *key, const void *data, size_t size, uint8_t *der, size_t *length)
{
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	bool ok = ctx && EVP_DigestSignInit(ctx, NULL, EVP_sha256(), NULL, key) == 1 &&
		  EVP_DigestSign(ctx, der, length, data, size) == 1;

	EVP_MD_CTX_free(ctx);
	return ok;
}

enum err es256_sign(EVP_PKEY *key, const void *data, size_t size,
		    uint8_t ret_signature[SIGNATURE_BYTES])
{
	bool is_sm = sm2_is_key(key);
	uint8_t der[ES256_DER_MAX];
	const uint8_t *at = der;
	size_t length = sizeof(der);
	ECDSA_SIG *sig = NULL;
	bool ok = (is_sm ? sm2_sign : sign_der)(key, data, size, der, &length);

	if (ok)
		sig = d2i_ECDSA_SIG(NULL, &at, (long)length);
	ok = sig && put_raw(sig, is_sm, ret_signature);
	ECDSA_SIG_free(sig);
	if (!ok)
		log_error("nothing could be signed with the kiosk's key");
	return ok ? ERR_OK : ERR_IO;
}

int es256_to_der(const uint8_t signature[SIGNATURE_BYTES], bool is_sm,
		 uint8_t der[ES256_DER_MAX])
{
	ECDSA_SIG *sig = ECDSA_SIG_new();
	BIGNUM *r = BN_bin2bn(signature, HALF, NULL), *s = BN_bin2bn(signature + HALF, HALF, NULL);
	BIGNUM *low = BN_new();
	bool ok = sig && r && s && low && (is_sm || !is_high(s, low));
	int length = 0;

	if (ok && ECDSA_SIG_set0(sig, r, s) == 1) {
		r = s = NULL;
		length = i2d_ECDSA_SIG(sig, &der);
	}
	BN_free(r);
	BN_free(s);
	BN_free(low);
	ECDSA_SIG_free(sig);
	return length > 0 ? length : 0;
}

static bool is_right_der(EVP_PKEY *key, const void *data, size_t size, const uint8_t *der,
			 size_t length)
{
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	bool right = ctx && EVP_DigestVerifyInit(ctx, NULL, EVP_sha256(), NULL, key) == 1 &&
		     EVP_DigestVerify(ctx, der, length, data, size) == 1;

	EVP_MD_CTX_free(ctx);
	return right;
}

bool es256_is_right(EVP_PKEY *key, const void *data, size_t size,
		    const uint8_t signature[SIGNATURE_BYTES])
{
	bool is_sm = sm2_is_key(key);
	uint8_t der[ES256_DER_MAX];
	int length = es256_to_der(signature, is_sm, der);

	return length > 0 && (is_sm ? sm2_is_right : is_right_der)(key, data, size, der,
								     (size_t)length);
}

void es256_key_id(X509 *certificate, uint8_t out[KEY_ID_BYTES])
{
	uint8_t digest[EVP_MAX_MD_SIZE] = { 0 };
	unsigned size = 0;

	if (X509_digest(certificate, EVP_sha256(), digest, &size) != 1)
		log_error("a certificate could not be hashed");
	memcpy(out, digest, KEY_ID_BYTES);
}

bool es256_is_issued_by(X509 *x509, X509 *by)
{
	EVP_PKEY *key = X509_get0_pubkey(by);

	if (!key || X509_check_issued(by, x509) != X509_V_OK ||
	    (sm2_is_key(key) && !sm2_prepare(x509)))
		return false;
	return X509_verify(x509, key) == 1;
}

void es256_name(const X509_NAME *name, char *out, size_t cap)
{
	int index = X509_NAME_get_index_by_NID(name, NID_commonName, -1);
	unsigned char *utf8 = NULL;
	int size = index < 0 ? -1 :
		   ASN1_STRING_to_UTF8(&utf8, X509_NAME_ENTRY_get_data(
						      X509_NAME_get_entry(name, index)));

	out[0] = 0;
	if (size > 0 && (size_t)size < cap && !memchr(utf8, 0, (size_t)size)) {
		memcpy(out, utf8, (size_t)size);
		out[size] = 0;
	}
	OPENSSL_free(utf8);
}
