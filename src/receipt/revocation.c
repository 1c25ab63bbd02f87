#include "receipt/revocation.h"

#include "base/log.h"
#include "receipt/es256.h"
#include "receipt/pem_files.h"
#include "receipt/sm2.h"

#include <openssl/pem.h>
#include <openssl/x509v3.h>

/* RFC 5280, 5.1.2.5 wants a day of the next list; nobody here waits for it. */
#define NEXT_LIST_S (INT64_C(366) * 86400)

static bool put_list(FILE *out, void *list)
{
	return PEM_write_X509_CRL(out, list) == 1;
}

static X509_CRL *read_list(const char *dir)
{
	FILE *file = pem_open(dir, REVOCATION_FILE);
	X509_CRL *list = file ? PEM_read_X509_CRL(file, NULL, NULL, NULL) : NULL;

	if (file)
		fclose(file);
	return list;
}

static bool copy_entries(X509_CRL *from, X509_CRL *to)
{
	STACK_OF(X509_REVOKED) *all = from ? X509_CRL_get_REVOKED(from) : NULL;

	for (int i = 0; i < (all ? sk_X509_REVOKED_num(all) : 0); i++) {
		X509_REVOKED *copy = X509_REVOKED_dup(sk_X509_REVOKED_value(all, i));

		if (!copy || X509_CRL_add0_revoked(to, copy) != 1) {
			X509_REVOKED_free(copy);
			return false;
		}
	}
	return true;
}

static bool add_entry(X509_CRL *to, X509 *certificate, bool is_stolen, const ASN1_TIME *when)
{
	X509_REVOKED *entry = X509_REVOKED_new();
	ASN1_ENUMERATED *reason = ASN1_ENUMERATED_new();
	bool ok = entry && reason &&
		  ASN1_ENUMERATED_set(reason, is_stolen ? CRL_REASON_KEY_COMPROMISE :
							  CRL_REASON_CESSATION_OF_OPERATION) &&
		  X509_REVOKED_set_serialNumber(entry, X509_get_serialNumber(certificate)) &&
		  X509_REVOKED_set_revocationDate(entry, (ASN1_TIME *)(uintptr_t)when) &&
		  X509_REVOKED_add1_ext_i2d(entry, NID_crl_reason, reason, 0, 0) == 1 &&
		  X509_CRL_add0_revoked(to, entry) == 1;

	ASN1_ENUMERATED_free(reason);
	if (!ok)
		X509_REVOKED_free(entry);
	return ok;
}

/* One more than the list before. */
static bool set_number(X509_CRL *list, X509_CRL *before)
{
	ASN1_INTEGER *number = before ? X509_CRL_get_ext_d2i(before, NID_crl_number, NULL, NULL) :
					NULL;
	int64_t last = number ? ASN1_INTEGER_get(number) : 0;
	bool ok;

	ASN1_INTEGER_free(number);
	number = ASN1_INTEGER_new();
	ok = number && ASN1_INTEGER_set(number, (long)last + 1) == 1 &&
	     X509_CRL_add1_ext_i2d(list, NID_crl_number, number, 0, 0) == 1;
	ASN1_INTEGER_free(number);
	return ok;
}

static X509_CRL *make_list(X509_CRL *before, X509 *root, EVP_PKEY *key, X509 *certificate,
			   bool is_stolen, int64_t now)
{
	X509_CRL *list = X509_CRL_new();
	ASN1_TIME *from = ASN1_TIME_set(NULL, (time_t)now);
	ASN1_TIME *to = ASN1_TIME_set(NULL, (time_t)(now + NEXT_LIST_S));
	/* No call gives the list of an SM2 root a signer's name: it is signed without. */
	const EVP_MD *digest = sm2_is_key(key) ? EVP_sm3() : EVP_sha256();
	bool ok = list && from && to && X509_CRL_set_version(list, X509_CRL_VERSION_2) == 1 &&
		  X509_CRL_set_issuer_name(list, X509_get_subject_name(root)) == 1 &&
		  X509_CRL_set1_lastUpdate(list, from) == 1 &&
		  X509_CRL_set1_nextUpdate(list, to) == 1 && copy_entries(before, list) &&
		  add_entry(list, certificate, is_stolen, from) && set_number(list, before) &&
		  X509_CRL_sort(list) == 1 && X509_CRL_sign(list, key, digest) > 0;

	ASN1_TIME_free(from);
	ASN1_TIME_free(to);
	if (ok)
		return list;
	log_error("a list of revoked keys could not be made");
	X509_CRL_free(list);
	return NULL;
}

static enum err add_to_list(const char *dir, X509 *root, EVP_PKEY *key, X509 *certificate,
			    bool is_stolen, int64_t now)
{
	X509_CRL *before = read_list(dir), *list = NULL;
	X509_REVOKED *found;
	enum err err = ERR_IO;

	if (before && X509_CRL_get0_by_cert(before, &found, certificate) == 1)
		err = ERR_FULL;
	else
		list = make_list(before, root, key, certificate, is_stolen, now);
	if (list)
		err = pem_write(dir, REVOCATION_FILE, 0644, put_list, list);
	X509_CRL_free(before);
	X509_CRL_free(list);
	return err;
}

enum err revocation_add(const char *root_dir, const struct trust_certificate *certificate,
			bool is_stolen, int64_t now)
{
	X509 *x509 = trust_x509(certificate), *root = NULL;
	EVP_PKEY *key = NULL;
	enum err err = pem_read_root(root_dir, &root, &key);

	if (!err && !es256_is_issued_by(x509, root))
		err = ERR_INPUT;
	if (!err)
		err = add_to_list(root_dir, root, key, x509, is_stolen, now);
	X509_free(root);
	EVP_PKEY_free(key);
	return err;
}
