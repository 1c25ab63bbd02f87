#include "receipt/trust.h"

#include "receipt/es256.h"
#include "receipt/sm2.h"

#include <glob.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/pem.h>
#include <openssl/x509v3.h>

#define CERTIFICATES_MAX 512
#define LISTS_MAX 16	/* a root keeps one; a few of older days do no harm */

struct trust_certificate {
	X509 *x509;
	uint8_t key_id[KEY_ID_BYTES];
	bool is_root;
};

struct trust {
	int count;
	struct trust_certificate at[CERTIFICATES_MAX];
	struct trust_certificate shown;	/* the last that came with what it signed */
	int list_count;
	X509_CRL *lists[LISTS_MAX];	/* of revoked ones; who signed them is asked later */
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
	for (int i = 0; i < trust->list_count; i++)
		X509_CRL_free(trust->lists[i]);
	X509_free(trust->shown.x509);
	free(trust);
}

static void add(struct trust *trust, X509 *x509)
{
	struct trust_certificate *at = &trust->at[trust->count];

	if (trust->count == CERTIFICATES_MAX) {
		X509_free(x509);
		return;
	}
	at->x509 = x509;
	at->is_root = X509_check_ca(x509) == 1 && es256_is_issued_by(x509, x509);
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
	X509_CRL *list = NULL;

	if (!file)
		return;
	while ((x509 = PEM_read_X509(file, NULL, NULL, NULL)))
		add(trust, x509);
	rewind(file);
	while (trust->list_count < LISTS_MAX &&
	       (list = PEM_read_X509_CRL(file, NULL, NULL, NULL)))
		trust->lists[trust->list_count++] = list;
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

int trust_list_count(const struct trust *trust)
{
	return trust->list_count;
}

static char *base64(uint8_t *der, int size)
{
	char *text = size > 0 ? malloc((size_t)size / 3 * 4 + 5) : NULL;

	if (!text)
		abort();
	EVP_EncodeBlock((uint8_t *)text, der, size);
	OPENSSL_free(der);
	return text;
}

char *trust_base64(const struct trust *trust, int index)
{
	uint8_t *der = NULL;
	int size = i2d_X509(trust->at[index].x509, &der);

	return base64(der, size);
}

char *trust_list_base64(const struct trust *trust, int index)
{
	uint8_t *der = NULL;
	int size = i2d_X509_CRL(trust->lists[index], &der);

	return base64(der, size);
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

bool trust_is_sm(const struct trust_certificate *certificate)
{
	EVP_PKEY *key = X509_get0_pubkey(certificate->x509);

	return key && sm2_is_key(key);
}

bool trust_is_right(const struct trust_certificate *by, const void *data, size_t size,
		    const uint8_t signature[SIGNATURE_BYTES])
{
	EVP_PKEY *key = X509_get0_pubkey(by->x509);

	return key && es256_is_right(key, data, size, signature);
}

static int64_t seconds_of(const ASN1_TIME *time)
{
	struct tm tm;

	return ASN1_TIME_to_tm(time, &tm) == 1 ? (int64_t)timegm(&tm) : 0;
}

static bool is_stolen(const X509_REVOKED *entry)
{
	ASN1_ENUMERATED *reason = X509_REVOKED_get_ext_d2i(entry, NID_crl_reason, NULL, NULL);
	bool ceased = reason && ASN1_ENUMERATED_get(reason) == CRL_REASON_CESSATION_OF_OPERATION;

	ASN1_ENUMERATED_free(reason);
	return !ceased;
}

/* A list counts where the very root that signed the certificate signed it too. */
static void look_up_lists(const struct trust *trust, const struct trust_certificate *of,
			  X509 *root, struct trust_chain *c)
{
	EVP_PKEY *key = X509_get0_pubkey(root);
	X509_REVOKED *entry;

	for (int i = 0; i < trust->list_count; i++) {
		X509_CRL *list = trust->lists[i];

		if (X509_NAME_cmp(X509_CRL_get_issuer(list), X509_get_subject_name(root)) != 0 ||
		    X509_CRL_verify(list, key) != 1)
			continue;
		if (X509_CRL_get0_by_cert(list, &entry, of->x509) != 1)
			continue;
		c->revoked_at = seconds_of(X509_REVOKED_get0_revocationDate(entry));
		c->was_stolen = is_stolen(entry);
	}
}

X509 *trust_x509(const struct trust_certificate *certificate)
{
	return certificate->x509;
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
		if (trust->at[i].is_root && es256_is_issued_by(of->x509, trust->at[i].x509))
			c->root_known = true;
		else
			continue;
		look_up_lists(trust, of, trust->at[i].x509, c);
	}
	c->is_demo = c->root_known && strstr(c->issuer, DEMO_ROOT_NAME) != NULL;
	c->was_valid = X509_cmp_time(X509_get0_notBefore(of->x509), &when) < 0 &&
		       X509_cmp_time(X509_get0_notAfter(of->x509), &when) > 0;
	c->valid_until = seconds_of(X509_get0_notAfter(of->x509));
}
