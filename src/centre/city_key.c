#include "centre/city_key.h"

#include "base/bytes.h"
#include "base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

static enum err write_new(int fd, const char *path)
{
	struct city_key key;
	bool ok = RAND_bytes(key.bytes, sizeof(key.bytes)) == 1 &&
		  write(fd, key.bytes, sizeof(key.bytes)) == (ssize_t)sizeof(key.bytes) &&
		  fsync(fd) == 0;

	city_key_wipe(&key);
	if (ok)
		return ERR_OK;
	log_error("%s: cannot be written", path);
	unlink(path);
	return ERR_IO;
}

enum err city_key_make(const char *path)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	enum err err;

	if (fd < 0 && errno == EEXIST)
		return ERR_FULL;
	if (fd < 0) {
		log_error("%s: %s", path, strerror(errno));
		return ERR_IO;
	}
	err = write_new(fd, path);
	close(fd);
	return err;
}

static bool is_private(int fd)
{
	struct stat st;

	return fstat(fd, &st) == 0 && (st.st_mode & 077) == 0 && st.st_size == CITY_KEY_BYTES;
}

enum err city_key_read(const char *path, struct city_key *ret_key)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool ok = fd >= 0 && is_private(fd) &&
		  read(fd, ret_key->bytes, CITY_KEY_BYTES) == CITY_KEY_BYTES;

	if (fd >= 0)
		close(fd);
	if (ok)
		return ERR_OK;
	log_error("%s: is not a city key that only its owner can read", path);
	return ERR_IO;
}

void city_key_wipe(struct city_key *key)
{
	OPENSSL_cleanse(key, sizeof(*key));
}

enum err city_key_person(const struct city_key *key, const char *id_no,
			 char ret_person[PERSON_HEX_MAX])
{
	uint8_t mac[32];
	unsigned size = sizeof(mac);

	if (!HMAC(EVP_sha256(), key->bytes, CITY_KEY_BYTES, (const unsigned char *)id_no,
		  strlen(id_no), mac, &size))
		return ERR_IO;
	bytes_to_hex(mac, sizeof(mac), ret_person);
	return ERR_OK;
}
