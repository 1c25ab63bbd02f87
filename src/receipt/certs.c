#include "receipt/certs.h"

#include "base/log.h"
#include "receipt/pem_files.h"
#include "receipt/sm2.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#define SERIAL_BYTES 16
#define YEAR_S (INT64_C(366) * 86400)
#define DAY_BEFORE_S 86400	/* a clock may go after another by so much */

static bool put_key(FILE *out, void *key)
{
	return PEM_write_PKCS8PrivateKey(out, key, NULL, NULL, 0, NULL, NULL) == 1;
}

static bool put_certificate(FILE *out, void *x509)
{
	return PEM_write_X509(out, x509) == 1;
}

static enum err write_key(const char *dir, const char *file, EVP_PKEY *key)
{
	return pem_write(dir, file, 0600, put_key, key);
}

static enum err write_certificate(const char *dir, const char *file, X509 *x509)
{
	return pem_write(dir, file, 0644, put_certificate, x509);
}

/* ---- a certificate ---- */

static bool set_serial(X509 *x509)
{
	uint8_t bytes[SERIAL_BYTES];
	BIGNUM *number;
	bool ok;

	if (RAND_bytes(bytes, sizeof(bytes)) != 1)
		return false;
	bytes[0] &= 0x7f;
	bytes[0] |= 0x40;	/* of one length, and positive */
	number = BN_bin2bn(bytes, sizeof(bytes), NULL);
	ok = number && BN_to_ASN1_INTEGER(number, X509_get_serialNumber(x509));
	BN_free(number);
	return ok;
}

static bool set_names(X509 *x509, const char *name, const X509 *issuer)
{
	X509_NAME *subject = X509_get_subject_name(x509);

	return X509_NAME_add_entry_by_NID(subject, NID_commonName, MBSTRING_UTF8,
					  (const unsigned char *)name, -1, -1, 0) == 1 &&
	       X509_set_issuer_name(x509, X509_get_subject_name(issuer)) == 1;
}

static bool add_extension(X509 *x509, X509 *issuer, int nid, const char *value)
{
	X509V3_CTX ctx;
	X509_EXTENSION *extension;
	bool ok;

	X509V3_set_ctx(&ctx, issuer, x509, NULL, NULL, 0);
	extension = X509V3_EXT_conf_nid(NULL, &ctx, nid, value);
	ok = extension && X509_add_ext(x509, extension, -1) == 1;
	X509_EXTENSION_free(extension);
	return ok;
}

static bool add_optional(X509 *x509, X509 *issuer, int nid, const char *value)
{
	return !value || add_extension(x509, issuer, nid, value);
}

static bool add_extensions(X509 *x509, X509 *issuer, const struct cert_wish *wish)
{
	bool is_root = x509 == issuer;

	return add_extension(x509, issuer, NID_basic_constraints,
			     is_root ? "critical,CA:TRUE" : "critical,CA:FALSE") &&
	       add_extension(x509, issuer, NID_key_usage, wish->key_usage) &&
	       add_optional(x509, issuer, NID_ext_key_usage, wish->extended_usage) &&
	       add_optional(x509, issuer, NID_subject_alt_name, wish->alt_names) &&
	       add_extension(x509, issuer, NID_subject_key_identifier, "hash") &&
	       (is_root ||
		add_extension(x509, issuer, NID_authority_key_identifier, "keyid"));
}

static bool sign_certificate(X509 *x509, EVP_PKEY *key)
{
	return sm2_is_key(key) ? sm2_sign_certificate(x509, key) :
				 X509_sign(x509, key, EVP_sha256()) > 0;
}

/* issuer: NULL of a root. */
static X509 *make_certificate(EVP_PKEY *key, const struct cert_wish *wish, int64_t now,
			      X509 *issuer, EVP_PKEY *issuer_key)
{
	X509 *x509 = X509_new(), *above = issuer ? issuer : x509;
	time_t from = (time_t)(now - DAY_BEFORE_S), to = (time_t)(now + wish->years * YEAR_S);

	if (x509 && X509_set_version(x509, X509_VERSION_3) == 1 && set_serial(x509) &&
	    X509_set_pubkey(x509, key) == 1 && set_names(x509, wish->name, above) &&
	    ASN1_TIME_adj(X509_getm_notBefore(x509), from, 0, 0) &&
	    ASN1_TIME_adj(X509_getm_notAfter(x509), to, 0, 0) &&
	    add_extensions(x509, above, wish) && sign_certificate(x509, issuer_key))
		return x509;
	log_error("a certificate could not be made");
	X509_free(x509);
	return NULL;
}

static EVP_PKEY *make_key(bool is_sm)
{
	return is_sm ? sm2_make_key() : EVP_EC_gen("P-256");
}

enum err certs_make_root(const char *dir, const char *name, bool is_sm, int64_t now)
{
	const struct cert_wish wish = { .name = name, .years = ROOT_YEARS,
					.key_usage = "critical,keyCertSign,cRLSign" };
	EVP_PKEY *key;
	X509 *x509;
	FILE *there = pem_open(dir, "root.key");
	enum err err = ERR_IO;

	if (there) {
		fclose(there);
		return ERR_FULL;
	}
	key = make_key(is_sm);
	x509 = key ? make_certificate(key, &wish, now, NULL, key) : NULL;
	if (x509)
		err = write_key(dir, "root.key", key);
	if (!err)
		err = write_certificate(dir, "root.pem", x509);
	X509_free(x509);
	EVP_PKEY_free(key);
	return err;
}

/* The key last: cut off before it, what stands there is no pair, and signs nothing. */
static enum err write_pair(const char *dir, const char *stem, EVP_PKEY *key, X509 *x509)
{
	char file[64];
	enum err err;

	snprintf(file, sizeof(file), "%s.pem", stem);
	err = write_certificate(dir, file, x509);
	snprintf(file, sizeof(file), "%s.key", stem);
	return err ? err : write_key(dir, file, key);
}

static enum err tell_serial(const X509 *x509, char ret_serial[CERT_SERIAL_MAX])
{
	BIGNUM *number = ASN1_INTEGER_to_BN(X509_get0_serialNumber(x509), NULL);
	char *hex = number ? BN_bn2hex(number) : NULL;
	bool fits = hex && strlen(hex) < CERT_SERIAL_MAX;

	if (fits)
		memcpy(ret_serial, hex, strlen(hex) + 1);
	OPENSSL_free(hex);
	BN_free(number);
	return fits ? ERR_OK : ERR_IO;
}

enum err certs_issue(const char *dir, const char *stem, const char *root_dir,
		     const struct cert_wish *wish, int64_t now,
		     char ret_serial[CERT_SERIAL_MAX])
{
	X509 *root = NULL, *x509 = NULL;
	EVP_PKEY *root_key = NULL, *key = NULL;
	enum err err = pem_read_root(root_dir, &root, &root_key);

	if (!err) {
		key = make_key(sm2_is_key(root_key));
		err = key ? ERR_OK : ERR_IO;
	}
	if (!err) {
		x509 = make_certificate(key, wish, now, root, root_key);
		err = x509 ? write_certificate(dir, "root.pem", root) : ERR_IO;
	}
	if (!err)
		err = write_pair(dir, stem, key, x509);
	if (!err)
		err = tell_serial(x509, ret_serial);
	X509_free(x509);
	X509_free(root);
	EVP_PKEY_free(key);
	EVP_PKEY_free(root_key);
	return err;
}

enum err certs_make_kiosk(const char *dir, const char *root_dir, const char *name,
			  int64_t now)
{
	const struct cert_wish wish = { .name = name, .years = KIOSK_YEARS,
					.key_usage = "critical,digitalSignature,nonRepudiation" };
	char serial[CERT_SERIAL_MAX];

	return certs_issue(dir, "kiosk", root_dir, &wish, now, serial);
}
