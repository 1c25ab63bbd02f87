#include "desk/parcel_open.h"

#include "base/log.h"
#include "core/application_bytes.h"
#include "core/application_json.h"

#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/pem.h>

#define OPENER_PATH_MAX 1024

struct desk_opener {
	EVP_PKEY *key;
	X509 *certificate;
	X509_STORE *kiosks;
};

static FILE *open_in(const char *folder, const char *file)
{
	char path[OPENER_PATH_MAX];

	snprintf(path, sizeof(path), "%s/%s", folder, file);
	return fopen(path, "rb");
}

/* Every root in kiosks.pem; without the file none is known. */
static void read_roots(struct desk_opener *o, const char *folder)
{
	FILE *in = open_in(folder, "kiosks.pem");
	X509 *root;

	while (in && (root = PEM_read_X509(in, NULL, NULL, NULL))) {
		X509_STORE_add_cert(o->kiosks, root);
		X509_free(root);
	}
	if (in)
		fclose(in);
	ERR_clear_error();
}

static enum err read_pair(struct desk_opener *o, const char *folder)
{
	FILE *key = open_in(folder, "desk.key"), *certificate = open_in(folder, "desk.pem");

	if (key)
		o->key = PEM_read_PrivateKey(key, NULL, NULL, NULL);
	if (certificate)
		o->certificate = PEM_read_X509(certificate, NULL, NULL, NULL);
	if (key)
		fclose(key);
	if (certificate)
		fclose(certificate);
	if (o->key && o->certificate)
		return ERR_OK;
	log_error("%s: no key that opens what kiosks seal; make it with skills-desk init", folder);
	return ERR_ABSENT;
}

enum err desk_opener_create(const char *folder, struct desk_opener **ret_opener)
{
	struct desk_opener *o = calloc(1, sizeof(*o));
	enum err err;

	if (!o)
		return ERR_IO;
	o->kiosks = X509_STORE_new();
	err = o->kiosks && X509_STORE_set_purpose(o->kiosks, X509_PURPOSE_ANY) == 1 ?
		read_pair(o, folder) : ERR_IO;
	if (err) {
		desk_opener_destroy(o);
		return err;
	}
	read_roots(o, folder);
	*ret_opener = o;
	return ERR_OK;
}

void desk_opener_destroy(struct desk_opener *o)
{
	if (!o)
		return;
	EVP_PKEY_free(o->key);
	X509_free(o->certificate);
	X509_STORE_free(o->kiosks);
	free(o);
}

/* ---- CMS ---- */

static CMS_ContentInfo *read_cms(BIO *in)
{
	CMS_ContentInfo *cms = in ? d2i_CMS_bio(in, NULL) : NULL;

	ERR_clear_error();
	return cms;
}

static BIO *unseal(const struct desk_opener *o, const void *sealed, size_t size)
{
	BIO *in = size <= INT_MAX ? BIO_new_mem_buf(sealed, (int)size) : NULL;
	CMS_ContentInfo *cms = read_cms(in);
	BIO *out = cms ? BIO_new(BIO_s_mem()) : NULL;

	if (out && CMS_decrypt(cms, o->key, o->certificate, NULL, out, CMS_BINARY) != 1) {
		BIO_free(out);
		out = NULL;
	}
	CMS_ContentInfo_free(cms);
	BIO_free(in);
	ERR_clear_error();
	return out;
}

static BIO *verify_with(const struct desk_opener *o, CMS_ContentInfo *cms, unsigned flags)
{
	BIO *out = BIO_new(BIO_s_mem());

	if (out && CMS_verify(cms, NULL, o->kiosks, NULL, out, CMS_BINARY | flags) != 1) {
		BIO_free(out);
		out = NULL;
	}
	ERR_clear_error();
	return out;
}

/* What was signed; the letter itself where it is not signed at all.  NULL: forged. */
static BIO *unsign(const struct desk_opener *o, BIO *letter, enum parcel_signature *ret_signature)
{
	char *bytes;
	long size = BIO_get_mem_data(letter, &bytes);
	BIO *copy = BIO_new_mem_buf(bytes, (int)size);
	CMS_ContentInfo *cms = read_cms(copy);
	BIO *out;

	BIO_free(copy);
	*ret_signature = PARCEL_UNSIGNED;
	if (!cms)
		return letter;
	*ret_signature = PARCEL_SIGNED;
	out = verify_with(o, cms, 0);
	if (!out) {
		*ret_signature = PARCEL_STRANGER;
		out = verify_with(o, cms, CMS_NO_SIGNER_CERT_VERIFY);
	}
	CMS_ContentInfo_free(cms);
	return out;
}

/* ---- what it says ---- */

static enum err write_json(const struct application *application, char **ret_json)
{
	const size_t room = APPLICATION_JSON_MAX;
	char *json = malloc(room);
	struct json_writer w;
	struct text text;

	if (!json)
		return ERR_IO;
	text = text_in(json, room);
	w = json_write_into(&text);
	application_json_write(&w, application, "", NULL);
	if (text.full) {
		free(json);
		return ERR_PROTO;
	}
	*ret_json = json;
	return ERR_OK;
}

static enum err read_application(BIO *content, const struct again *again,
				 struct parcel_reading *r)
{
	struct application *application = malloc(sizeof(*application));
	char *bytes;
	long size = BIO_get_mem_data(content, &bytes);
	enum err err;

	if (!application)
		return ERR_IO;
	err = application_decode(bytes, (size_t)size, application) ? ERR_PROTO : ERR_OK;
	if (!err)
		err = write_json(application, &r->json);
	if (!err)
		r->again = again_decide(again, application);
	explicit_bzero(application, sizeof(*application));
	free(application);
	return err;
}

enum err parcel_open(const struct desk_opener *o, const struct again *again, const void *sealed,
		     size_t size, struct parcel_reading *ret_reading)
{
	struct parcel_reading reading = { .json = NULL };
	BIO *letter = unseal(o, sealed, size);
	BIO *content = letter ? unsign(o, letter, &reading.signature) : NULL;
	enum err err = content ? read_application(content, again, &reading) : ERR_PROTO;

	if (!err)
		*ret_reading = reading;
	if (content != letter)
		BIO_free(content);
	BIO_free(letter);
	return err;
}

static enum err copy_text(BIO *content, char **ret_text, size_t *ret_size)
{
	char *bytes, *text;
	long size = BIO_get_mem_data(content, &bytes);

	if (size <= 0)
		return ERR_PROTO;
	text = malloc((size_t)size);
	if (!text)
		return ERR_IO;
	memcpy(text, bytes, (size_t)size);
	*ret_text = text;
	*ret_size = (size_t)size;
	return ERR_OK;
}

enum err parcel_open_text(const struct desk_opener *o, const void *sealed, size_t size,
			  char **ret_text, size_t *ret_size)
{
	enum parcel_signature signature = PARCEL_UNSIGNED;
	BIO *letter = unseal(o, sealed, size);
	BIO *content = letter ? unsign(o, letter, &signature) : NULL;
	enum err err = content && signature == PARCEL_SIGNED ?
		copy_text(content, ret_text, ret_size) : ERR_PROTO;

	if (content != letter)
		BIO_free(content);
	BIO_free(letter);
	return err;
}
