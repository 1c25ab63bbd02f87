#include "receipt/trust.h"

#include "receipt/es256.h"

#include <glob.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/pem.h>
#include <openssl/x509v3.h>

#define CERTIFICATES_MAX 512

struct trust_certificate {
	X509 *x509;
	uint8_t key_id[KEY_ID_BYTES];
	bool is_root;
};

struct trust {
	int count;
	struct trust_certificate at[CERTIFICATES_MAX];
	struct trust_certificate shown;	/* the last that came with what it signed */
};

struct trust *trust_create(void)
{
	struct trust *trust = calloc(1, sizeof(*trust));

	if (!trust)
		abort();
	return trust;
}

void trust_destroy(struct trust *trust)
{
	if (!trust)
		return;
	for (int i = 0; i < trust->count; i++)
		X509_free(trust->at[i].x509);
	X509_free(trust->shown.x509);
	free(trust);
}

static bool signed_by(X509 *x509, X509 *by)
{
	EVP_PKEY *key = X509_get0_pubkey(by);

	return key && X509_check_issued(by, x509) == X509_V_OK && X509_verify(x509, key) == 1;
}

static void add(struct trust *trust, X509 *x509)
{
	struct trust_certificate *at = &trust->at[trust->count];

	if (trust->count == CERTIFICATES_MAX) {
		X509_free(x509);
		return;
	}
	at->x509 = x509;
	at->is_root = X509_check_ca(x509) == 1 && signed_by(x509, x509);
	es256_key_id(x509, at->key_id);
	trust->count++;
}

const struct trust_certificate *trust_show(struct trust *trust, X509 *certificate)
{
	struct trust_certificate *at = &trust->shown;

	X509_free(at->x509);
	at->x509 = certificate;
	es256_key_id(certificate, at->key_id);
	return at;
}

static void add_file(struct trust *trust, const char *path)
{
	FILE *file = fopen(path, "re");
	X509 *x509;

	if (!file)
		return;
	while ((x509 = PEM_read_X509(file, NULL, NULL, NULL)))
		add(trust, x509);
	fclose(file);
}

void trust_add_folder(struct trust *trust, const char *dir)
{
	char pattern[PATH_MAX];
	glob_t found;

	snprintf(pattern, sizeof(pattern), "%s/*.pem", dir);
	if (glob(pattern, 0, NULL, &found) == 0) {
		for (size_t i = 0; i < found.gl_pathc; i++)
			add_file(trust, found.gl_pathv[i]);
		globfree(&found);
	}
}

int trust_count(const struct trust *trust)
{
	return trust->count;
}

char *trust_base64(const struct trust *trust, int index)
{
	uint8_t *der = NULL;
	int size = i2d_X509(trust->at[index].x509, &der);
	char *text = size > 0 ? malloc((size_t)size / 3 * 4 + 5) : NULL;

	if (!text)
		abort();
	EVP_EncodeBlock((uint8_t *)text, der, size);
	OPENSSL_free(der);
	return text;
}

const struct trust_certificate *trust_find(const struct trust *trust,
					   const uint8_t key_id[KEY_ID_BYTES])
{
	for (int i = 0; i < trust->count; i++) {
		if (!trust->at[i].is_root && memcmp(trust->at[i].key_id, key_id, KEY_ID_BYTES) == 0)
			return &trust->at[i];
	}
	return NULL;
}

bool trust_is_right(const struct trust_certificate *by, const void *data, size_t size,
		    const uint8_t signature[SIGNATURE_BYTES])
{
	EVP_PKEY *key = X509_get0_pubkey(by->x509);

	return key && es256_is_right(key, data, size, signature);
}

void trust_chain_of(const struct trust *trust, const struct trust_certificate *of, int64_t at,
		    struct trust_chain *ret_chain)
{
	struct trust_chain *c = ret_chain;
	time_t when = (time_t)at;

	memset(c, 0, sizeof(*c));
	es256_name(X509_get_subject_name(of->x509), c->signer, sizeof(c->signer));
	es256_name(X509_get_issuer_name(of->x509), c->issuer, sizeof(c->issuer));
	for (int i = 0; i < trust->count; i++) {
		if (trust->at[i].is_root && signed_by(of->x509, trust->at[i].x509))
			c->root_known = true;
	}
	c->is_demo = c->root_known && strstr(c->issuer, DEMO_ROOT_NAME) != NULL;
	c->was_valid = X509_cmp_time(X509_get0_notBefore(of->x509), &when) < 0 &&
		       X509_cmp_time(X509_get0_notAfter(of->x509), &when) > 0;
}
