#include "receipt/sm2.h"

#include "base/log.h"

#include <string.h>

#include <openssl/evp.h>

bool sm2_is_key(const EVP_PKEY *key)
{
	return EVP_PKEY_is_a(key, "SM2") == 1;
}

EVP_PKEY *sm2_make_key(void)
{
	EVP_PKEY *key = EVP_PKEY_Q_keygen(NULL, NULL, "SM2");

	if (!key)
		log_error("OpenSSL has no SM2 here");
	return key;
}

/* A context that puts the signer's name before what it signs; *ret_key_ctx goes after it. */
static EVP_MD_CTX *new_context(EVP_PKEY *key, EVP_PKEY_CTX **ret_key_ctx)
{
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	EVP_PKEY_CTX *key_ctx = EVP_PKEY_CTX_new(key, NULL);

	if (ctx && key_ctx && EVP_PKEY_CTX_set1_id(key_ctx, SM2_ID, strlen(SM2_ID)) > 0) {
		EVP_MD_CTX_set_pkey_ctx(ctx, key_ctx);
		*ret_key_ctx = key_ctx;
		return ctx;
	}
	EVP_MD_CTX_free(ctx);
	EVP_PKEY_CTX_free(key_ctx);
	return NULL;
}

static void free_context(EVP_MD_CTX *ctx, EVP_PKEY_CTX *key_ctx)
{
	EVP_MD_CTX_free(ctx);
	EVP_PKEY_CTX_free(key_ctx);
}

bool sm2_sign(EVP_PKEY *key, const void *data, size_t length, uint8_t *der, size_t *size)
{
	EVP_PKEY_CTX *key_ctx = NULL;
	EVP_MD_CTX *ctx = new_context(key, &key_ctx);
	bool ok = ctx && EVP_DigestSignInit(ctx, NULL, EVP_sm3(), NULL, key) == 1 &&
		  EVP_DigestSign(ctx, der, size, data, length) == 1;

	free_context(ctx, key_ctx);
	return ok;
}

bool sm2_is_right(EVP_PKEY *key, const void *data, size_t length, const uint8_t *der,
		  size_t size)
{
	EVP_PKEY_CTX *key_ctx = NULL;
	EVP_MD_CTX *ctx = new_context(key, &key_ctx);
	bool right = ctx && EVP_DigestVerifyInit(ctx, NULL, EVP_sm3(), NULL, key) == 1 &&
		     EVP_DigestVerify(ctx, der, size, data, length) == 1;

	free_context(ctx, key_ctx);
	return right;
}

bool sm2_sign_certificate(X509 *x509, EVP_PKEY *key)
{
	EVP_PKEY_CTX *key_ctx = NULL;
	EVP_MD_CTX *ctx = new_context(key, &key_ctx);
	bool ok = ctx && EVP_DigestSignInit(ctx, NULL, EVP_sm3(), NULL, key) == 1 &&
		  X509_sign_ctx(x509, ctx) > 0;

	free_context(ctx, key_ctx);
	return ok;
}

bool sm2_prepare(X509 *x509)
{
	ASN1_OCTET_STRING *id = ASN1_OCTET_STRING_new();

	if (!id || ASN1_OCTET_STRING_set(id, (const uint8_t *)SM2_ID, (int)strlen(SM2_ID)) != 1) {
		ASN1_OCTET_STRING_free(id);
		return false;
	}
	X509_set0_distinguishing_id(x509, id);
	return true;
}
