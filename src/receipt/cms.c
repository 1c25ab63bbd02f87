#include "receipt/cms.h"

#include "base/bytes.h"
#include "receipt/es256.h"
#include "receipt/sm2.h"

#include <string.h>

#include <openssl/cms.h>
#include <openssl/ecdsa.h>

/* Object identifiers, with their tag and length. */
static const uint8_t oid_data[] = { 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 1 };
static const uint8_t oid_signed_data[] = { 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 2 };
static const uint8_t oid_content_type[] = { 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 3 };
static const uint8_t oid_digest[] = { 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 4 };
static const uint8_t oid_certificate[] = { 6,	 11,   0x2a, 0x86, 0x48, 0x86, 0xf7,
					   0x0d, 1,    9,    16,   2,	 47 };
static const uint8_t sha256_algorithm[] = { 0x30, 11,	0x06, 9, 0x60, 0x86, 0x48,
					    1,	  0x65, 3,    4, 2,    1 };
static const uint8_t ecdsa_algorithm[] = { 0x30, 10,   0x06, 8, 0x2a, 0x86,
					   0x48, 0xce, 0x3d, 4, 3,    2 };
static const uint8_t sm3_algorithm[] = { 0x30, 10,   0x06, 8,	 0x2a, 0x81,
					 0x1c, 0xcf, 0x55, 1, 0x83, 0x11 };
static const uint8_t sm2_algorithm[] = { 0x30, 10,   0x06, 8,	 0x2a, 0x81,
					 0x1c, 0xcf, 0x55, 1, 0x83, 0x75 };
static const uint8_t version_1[] = { 2, 1, 1 };

#define SEQUENCE 0x30
#define SET 0x31
#define OCTETS 0x04
#define CONTEXT_0 0xa0

#define PUT_ARRAY(out, array) bytes_put(out, array, sizeof(array))

/* Turns what stands from `from` on into the content of a value. */
static void wrap(struct bytes_out *out, size_t from, unsigned tag)
{
	size_t size = bytes_written(out) - from, head = size < 128 ? 2 : size < 256 ? 3 : 4;
	struct bytes_out at;

	for (size_t i = 0; i < head; i++)
		bytes_put_u8(out, 0);
	if (out->bad)
		return;
	memmove(out->start + from + head, out->start + from, size);
	at = bytes_out(out->start + from, head);
	bytes_put_u8(&at, tag);
	if (head == 3)
		bytes_put_u8(&at, 0x81);
	if (head == 4)
		bytes_put_u8(&at, 0x82);
	if (head == 4)
		bytes_put_u16(&at, (unsigned)size);
	else
		bytes_put_u8(&at, (unsigned)size);
}

static void put_octets(struct bytes_out *out, const uint8_t *bytes, size_t size)
{
	size_t from = bytes_written(out);

	bytes_put(out, bytes, size);
	wrap(out, from, OCTETS);
}

/* ---- what kind of key ---- */

static bool is_sm(X509 *certificate)
{
	EVP_PKEY *key = X509_get0_pubkey(certificate);

	return key && sm2_is_key(key);
}

static void put_hash_algorithm(struct bytes_out *out, X509 *certificate)
{
	if (is_sm(certificate))
		PUT_ARRAY(out, sm3_algorithm);
	else
		PUT_ARRAY(out, sha256_algorithm);
}

static void put_signature_algorithm(struct bytes_out *out, X509 *certificate)
{
	if (is_sm(certificate))
		PUT_ARRAY(out, sm2_algorithm);
	else
		PUT_ARRAY(out, ecdsa_algorithm);
}

/* ---- the signed attributes, in the order of their bytes ---- */

static void put_content_type(struct bytes_out *out)
{
	size_t from = bytes_written(out), set;

	PUT_ARRAY(out, oid_content_type);
	set = bytes_written(out);
	PUT_ARRAY(out, oid_data);
	wrap(out, set, SET);
	wrap(out, from, SEQUENCE);
}

static void put_digest(struct bytes_out *out, X509 *certificate,
		       const uint8_t digest[DIGEST_BYTES])
{
	size_t from = bytes_written(out), set;

	PUT_ARRAY(out, oid_digest);
	set = bytes_written(out);
	put_octets(out, digest + (is_sm(certificate) ? CMS_HASH_BYTES : 0), CMS_HASH_BYTES);
	wrap(out, set, SET);
	wrap(out, from, SEQUENCE);
}

/* SigningCertificateV2 of one ESSCertIDv2 by SHA-256 (RFC 5035). */
static void put_certificate_hash(struct bytes_out *out, X509 *certificate)
{
	uint8_t hash[EVP_MAX_MD_SIZE] = { 0 };
	size_t from = bytes_written(out), set;
	unsigned size = 0;

	if (X509_digest(certificate, EVP_sha256(), hash, &size) != 1)
		out->bad = true;
	PUT_ARRAY(out, oid_certificate);
	set = bytes_written(out);
	put_octets(out, hash, CMS_HASH_BYTES);
	for (int i = 0; i < 3; i++)
		wrap(out, set, SEQUENCE);
	wrap(out, set, SET);
	wrap(out, from, SEQUENCE);
}

static void put_attributes(struct bytes_out *out, X509 *certificate,
			   const uint8_t digest[DIGEST_BYTES], unsigned tag)
{
	size_t from = bytes_written(out);

	put_content_type(out);
	put_digest(out, certificate, digest);
	put_certificate_hash(out, certificate);
	wrap(out, from, tag);
}

/* ---- around them ---- */

typedef int encoder(const void *value, unsigned char **out);

static void put_encoded(struct bytes_out *out, const void *value, int size, encoder *encode)
{
	unsigned char *at = out->at;

	if (out->bad || size <= 0 || out->end - out->at < size) {
		out->bad = true;
		return;
	}
	encode(value, &at);
	out->at += size;
}

static int encode_certificate(const void *value, unsigned char **out)
{
	return i2d_X509(value, out);
}

static int encode_name(const void *value, unsigned char **out)
{
	return i2d_X509_NAME(value, out);
}

static int encode_integer(const void *value, unsigned char **out)
{
	return i2d_ASN1_INTEGER(value, out);
}

static void put_signer(struct bytes_out *out, X509 *certificate,
		       const uint8_t digest[DIGEST_BYTES], const uint8_t *der, size_t der_size)
{
	const X509_NAME *issuer = X509_get_issuer_name(certificate);
	const ASN1_INTEGER *serial = X509_get0_serialNumber(certificate);
	size_t from = bytes_written(out), who;

	PUT_ARRAY(out, version_1);
	who = bytes_written(out);
	put_encoded(out, issuer, i2d_X509_NAME(issuer, NULL), encode_name);
	put_encoded(out, serial, i2d_ASN1_INTEGER(serial, NULL), encode_integer);
	wrap(out, who, SEQUENCE);
	put_hash_algorithm(out, certificate);
	put_attributes(out, certificate, digest, CONTEXT_0);
	put_signature_algorithm(out, certificate);
	put_octets(out, der, der_size);
	wrap(out, from, SEQUENCE);
	wrap(out, from, SET);
}

static enum err assemble(X509 *certificate, const uint8_t digest[DIGEST_BYTES],
			 const uint8_t signature[SIGNATURE_BYTES], uint8_t ret_cms[CMS_MAX],
			 size_t *ret_size)
{
	struct bytes_out out = bytes_out(ret_cms, CMS_MAX);
	uint8_t der[ES256_DER_MAX];
	int der_size = es256_to_der(signature, is_sm(certificate), der);
	size_t signed_data, at;

	if (der_size == 0)
		return ERR_IO;
	PUT_ARRAY(&out, oid_signed_data);
	signed_data = bytes_written(&out);
	PUT_ARRAY(&out, version_1);
	at = bytes_written(&out);
	put_hash_algorithm(&out, certificate);
	wrap(&out, at, SET);
	at = bytes_written(&out);
	PUT_ARRAY(&out, oid_data);
	wrap(&out, at, SEQUENCE);
	at = bytes_written(&out);
	put_encoded(&out, certificate, i2d_X509(certificate, NULL), encode_certificate);
	wrap(&out, at, CONTEXT_0);
	put_signer(&out, certificate, digest, der, (size_t)der_size);
	wrap(&out, signed_data, SEQUENCE);
	wrap(&out, signed_data, CONTEXT_0);
	wrap(&out, 0, SEQUENCE);
	*ret_size = bytes_written(&out);
	return out.bad ? ERR_FULL : ERR_OK;
}

/* What is signed is the attributes as the set that they are. */
static size_t to_sign(X509 *certificate, const uint8_t digest[DIGEST_BYTES],
		      uint8_t out[CMS_MAX])
{
	struct bytes_out b = bytes_out(out, CMS_MAX);

	put_attributes(&b, certificate, digest, SET);
	return b.bad ? 0 : bytes_written(&b);
}

enum err cms_sign(const struct signer *signer, const uint8_t digest[DIGEST_BYTES],
		  uint8_t ret_cms[CMS_MAX], size_t *ret_size)
{
	uint8_t attributes[CMS_MAX], signature[SIGNATURE_BYTES];
	size_t size = to_sign(signer->certificate, digest, attributes);
	enum err err = es256_sign(signer->key, attributes, size, signature);

	return err ? err : assemble(signer->certificate, digest, signature, ret_cms, ret_size);
}

/* ---- reading ---- */

static bool raw_signature(CMS_ContentInfo *cms, uint8_t out[SIGNATURE_BYTES])
{
	STACK_OF(CMS_SignerInfo) *infos = CMS_get0_SignerInfos(cms);
	ASN1_OCTET_STRING *octets;
	const unsigned char *at;
	ECDSA_SIG *sig;
	bool ok;

	if (sk_CMS_SignerInfo_num(infos) != 1)
		return false;
	octets = CMS_SignerInfo_get0_signature(sk_CMS_SignerInfo_value(infos, 0));
	at = ASN1_STRING_get0_data(octets);
	sig = d2i_ECDSA_SIG(NULL, &at, ASN1_STRING_length(octets));
	ok = sig && BN_bn2binpad(ECDSA_SIG_get0_r(sig), out, 32) == 32 &&
	     BN_bn2binpad(ECDSA_SIG_get0_s(sig), out + 32, 32) == 32;
	ECDSA_SIG_free(sig);
	return ok;
}

static X509 *only_certificate(CMS_ContentInfo *cms)
{
	STACK_OF(X509) *all = CMS_get1_certs(cms);
	X509 *x509 = sk_X509_num(all) == 1 ? sk_X509_pop(all) : NULL;

	sk_X509_pop_free(all, X509_free);
	return x509;
}

/* Whole, and made again from its parts the same. */
static bool is_the_form(const uint8_t *cms, size_t size, X509 *certificate,
			const uint8_t digest[DIGEST_BYTES],
			const uint8_t signature[SIGNATURE_BYTES])
{
	uint8_t again[CMS_MAX];
	size_t again_size;

	return assemble(certificate, digest, signature, again, &again_size) == ERR_OK &&
	       again_size == size && memcmp(again, cms, size) == 0;
}

static bool is_right(const uint8_t *cms, size_t size, X509 *certificate,
		     const uint8_t digest[DIGEST_BYTES],
		     const uint8_t signature[SIGNATURE_BYTES])
{
	uint8_t attributes[CMS_MAX];
	EVP_PKEY *key = X509_get0_pubkey(certificate);

	return key && is_the_form(cms, size, certificate, digest, signature) &&
	       es256_is_right(key, attributes, to_sign(certificate, digest, attributes),
			      signature);
}

bool cms_read(const uint8_t *cms, size_t size, const uint8_t digest[DIGEST_BYTES],
	      struct trust *trust, struct cms_reading *ret_reading)
{
	const unsigned char *at = cms;
	CMS_ContentInfo *info = d2i_CMS_ContentInfo(NULL, &at, (long)size);
	X509 *certificate = info ? only_certificate(info) : NULL;
	uint8_t signature[SIGNATURE_BYTES];
	bool right = certificate && raw_signature(info, signature) &&
		     is_right(cms, size, certificate, digest, signature);

	if (right) {
		es256_key_id(certificate, ret_reading->key_id);
		ret_reading->signer = trust_show(trust, certificate);
		certificate = NULL;
	}
	X509_free(certificate);
	CMS_ContentInfo_free(info);
	return right;
}
