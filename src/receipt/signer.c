#include "receipt/signer.h"

#include "base/log.h"
#include "receipt/es256.h"
#include "receipt/sm2.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <openssl/pem.h>

#define NAME_MAX_BYTES 256

static enum err open_key_file(const char *path, bool is_secret, FILE **ret_file)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	struct stat st;

	if (fd < 0)
		return errno == ENOENT || errno == ENOTDIR ? ERR_ABSENT : ERR_IO;
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || (is_secret && st.st_mode & 077)) {
		log_error("%s: others can read the kiosk's key: chmod 600 %s", path, path);
		close(fd);
		return ERR_DENIED;
	}
	*ret_file = fdopen(fd, "r");
	return *ret_file ? ERR_OK : ERR_IO;
}

static enum err read_key(const char *path, bool is_secret, struct signer *signer)
{
	FILE *file;
	enum err err = open_key_file(path, is_secret, &file);

	if (err)
		return err;
	signer->key = PEM_read_PrivateKey(file, NULL, NULL, NULL);
	fclose(file);
	return signer->key ? ERR_OK : ERR_DENIED;
}

static enum err read_certificate(const char *path, struct signer *signer)
{
	FILE *file = fopen(path, "re");

	if (!file)
		return ERR_DENIED;
	signer->certificate = PEM_read_X509(file, NULL, NULL, NULL);
	fclose(file);
	if (!signer->certificate ||
	    X509_check_private_key(signer->certificate, signer->key) != 1)
		return ERR_DENIED;
	es256_key_id(signer->certificate, signer->key_id);
	return ERR_OK;
}

enum err signer_open(const char *dir, bool is_secret, struct signer **ret_signer)
{
	struct signer *signer = calloc(1, sizeof(*signer));
	char path[PATH_MAX];
	enum err err;

	if (!signer)
		abort();
	snprintf(path, sizeof(path), "%s/kiosk.key", dir);
	err = read_key(path, is_secret, signer);
	snprintf(path, sizeof(path), "%s/kiosk.pem", dir);
	if (!err)
		err = read_certificate(path, signer);
	if (err == ERR_OK) {
		*ret_signer = signer;
		return ERR_OK;
	}
	signer_close(signer);
	if (err == ERR_DENIED)
		log_error("%s: kiosk.key and kiosk.pem are no pair: skills-kiosk keys rotate", dir);
	return err;
}

void signer_close(struct signer *signer)
{
	if (!signer)
		return;
	EVP_PKEY_free(signer->key);
	X509_free(signer->certificate);
	free(signer);
}

bool signer_is_demo(const struct signer *signer)
{
	char issuer[NAME_MAX_BYTES];

	es256_name(X509_get_issuer_name(signer->certificate), issuer, sizeof(issuer));
	return strstr(issuer, DEMO_ROOT_NAME) != NULL;
}

bool signer_is_sm(const struct signer *signer)
{
	return sm2_is_key(signer->key);
}

const uint8_t *signer_key_id(const struct signer *signer)
{
	return signer->key_id;
}

enum err signer_sign(const struct signer *signer, const void *data, size_t size,
		     uint8_t ret_signature[SIGNATURE_BYTES])
{
	return es256_sign(signer->key, data, size, ret_signature);
}
