#include "receipt/parcel.h"

#include "base/log.h"
#include "receipt/pem_files.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/pem.h>

/* Who signs, and for whom it is sealed. */
struct parcel_maker {
	EVP_PKEY *key;
	X509 *certificate;
	STACK_OF(X509) *desk;
};

static void drop_parties(struct parcel_maker *p)
{
	EVP_PKEY_free(p->key);
	X509_free(p->certificate);
	sk_X509_pop_free(p->desk, X509_free);
}

static X509 *read_certificate(FILE *in)
{
	X509 *x509 = in ? PEM_read_X509(in, NULL, NULL, NULL) : NULL;

	if (in)
		fclose(in);
	return x509;
}

static enum err read_desk(const char *path, struct parcel_maker *p)
{
	X509 *desk = read_certificate(fopen(path, "rb"));

	p->desk = desk ? sk_X509_new_null() : NULL;
	if (p->desk && sk_X509_push(p->desk, desk) > 0)
		return ERR_OK;
	X509_free(desk);
	log_error("%s: no certificate of a desk", path);
	return ERR_ABSENT;
}

static enum err read_parties(const char *signing, const char *desk, struct parcel_maker *p)
{
	FILE *in = pem_open(signing, "kiosk.key");

	p->key = in ? PEM_read_PrivateKey(in, NULL, NULL, NULL) : NULL;
	if (in)
		fclose(in);
	p->certificate = read_certificate(pem_open(signing, "kiosk.pem"));
	if (!p->key || !p->certificate) {
		log_error("%s: no key that signs; make it with skills-kiosk keys make", signing);
		return ERR_ABSENT;
	}
	return read_desk(desk, p);
}

/* DER of a CMS structure; the caller frees it.  NULL: the library failed. */
static BIO *to_der(CMS_ContentInfo *cms)
{
	BIO *out = cms ? BIO_new(BIO_s_mem()) : NULL;

	if (out && i2d_CMS_bio(out, cms) == 1)
		return out;
	BIO_free(out);
	return NULL;
}

static BIO *sign(const struct parcel_maker *p, const void *data, size_t size)
{
	BIO *in = size <= INT_MAX ? BIO_new_mem_buf(data, (int)size) : NULL;
	CMS_ContentInfo *cms = in ? CMS_sign(p->certificate, p->key, NULL, in, CMS_BINARY) : NULL;
	BIO *out = to_der(cms);

	CMS_ContentInfo_free(cms);
	BIO_free(in);
	return out;
}

static BIO *seal(const struct parcel_maker *p, BIO *letter)
{
	CMS_ContentInfo *cms = CMS_encrypt(p->desk, letter, EVP_aes_256_cbc(), CMS_BINARY);
	BIO *out = to_der(cms);

	CMS_ContentInfo_free(cms);
	return out;
}

static enum err write_whole(int fd, BIO *parcel)
{
	char *bytes;
	long size = BIO_get_mem_data(parcel, &bytes);
	ssize_t done;

	for (long at = 0; at < size; at += done) {
		done = write(fd, bytes + at, (size_t)(size - at));
		if (done <= 0)
			return ERR_IO;
	}
	return fsync(fd) == 0 ? ERR_OK : ERR_IO;
}

static enum err write_file(const char *path, BIO *parcel)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	enum err err;

	if (fd < 0 && errno == EEXIST)
		return ERR_FULL;
	err = fd >= 0 ? write_whole(fd, parcel) : ERR_IO;
	if (err)
		log_error("%s: %s", path, strerror(errno));
	if (fd >= 0)
		close(fd);
	if (err && fd >= 0)
		unlink(path);
	return err;
}

static enum err make(const struct parcel_maker *p, const void *data, size_t size, BIO **ret_parcel)
{
	BIO *letter = sign(p, data, size);

	*ret_parcel = letter ? seal(p, letter) : NULL;
	BIO_free(letter);
	if (*ret_parcel)
		return ERR_OK;
	log_error("a parcel could not be made: %s", ERR_reason_error_string(ERR_peek_last_error()));
	return ERR_IO;
}

enum err parcel_write(const char *path, const char *signing, const char *desk, const void *data,
		      size_t size)
{
	struct parcel_maker p = { 0 };
	BIO *parcel = NULL;
	enum err err = read_parties(signing, desk, &p);

	if (!err)
		err = make(&p, data, size, &parcel);
	if (!err)
		err = write_file(path, parcel);
	BIO_free(parcel);
	drop_parties(&p);
	return err;
}

enum err parcel_maker_create(const char *signing, const char *desk, struct parcel_maker **ret_maker)
{
	struct parcel_maker *maker = calloc(1, sizeof(*maker));
	enum err err = maker ? read_parties(signing, desk, maker) : ERR_IO;

	if (err) {
		parcel_maker_destroy(maker);
		return err;
	}
	*ret_maker = maker;
	return ERR_OK;
}

void parcel_maker_destroy(struct parcel_maker *maker)
{
	if (maker)
		drop_parties(maker);
	free(maker);
}

enum err parcel_make(const struct parcel_maker *maker, const void *data, size_t size, void *out,
		     size_t cap, size_t *ret_size)
{
	BIO *parcel = NULL;
	enum err err = make(maker, data, size, &parcel);
	char *bytes = NULL;
	long made = err ? 0 : BIO_get_mem_data(parcel, &bytes);

	if (!err && (size_t)made > cap)
		err = ERR_FULL;
	if (!err) {
		memcpy(out, bytes, (size_t)made);
		*ret_size = (size_t)made;
	}
	BIO_free(parcel);
	return err;
}
