#include "desk/secret.h"

#include "base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sodium.h>

_Static_assert(DESK_SEAL_EXTRA == crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES,
	       "libsodium's sizes");
_Static_assert(DESK_SECRET_BYTES == crypto_secretbox_KEYBYTES, "libsodium's key");

/* Each use has a key of its own, so that no use tells anything of another. */
static void derive(const uint8_t main_key[DESK_SECRET_BYTES], struct desk_secret *ret_secret)
{
	crypto_kdf_derive_from_key(ret_secret->seal, DESK_SECRET_BYTES, 1, "deskseal", main_key);
	crypto_kdf_derive_from_key(ret_secret->find, DESK_SECRET_BYTES, 2, "deskfind", main_key);
	crypto_kdf_derive_from_key(ret_secret->form, DESK_SECRET_BYTES, 3, "deskform", main_key);
}

enum err desk_secret_make(const char *path)
{
	uint8_t key[DESK_SECRET_BYTES];
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	bool ok;

	if (fd < 0 && errno == EEXIST)
		return ERR_FULL;
	randombytes_buf(key, sizeof(key));
	ok = fd >= 0 && write(fd, key, sizeof(key)) == (ssize_t)sizeof(key) && fsync(fd) == 0;
	sodium_memzero(key, sizeof(key));
	if (fd >= 0)
		close(fd);
	if (ok)
		return ERR_OK;
	log_error("%s: cannot be written", path);
	if (fd >= 0)
		unlink(path);
	return ERR_IO;
}

enum err desk_secret_read(const char *path, struct desk_secret *ret_secret)
{
	uint8_t key[DESK_SECRET_BYTES];
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool ok = fd >= 0 && fstat(fd, &st) == 0 && (st.st_mode & 077) == 0 &&
		  st.st_size == DESK_SECRET_BYTES &&
		  read(fd, key, sizeof(key)) == (ssize_t)sizeof(key);

	if (fd >= 0)
		close(fd);
	if (ok)
		derive(key, ret_secret);
	else
		log_error("%s: is not a desk's secret that only its owner can read; "
			  "make it with skills-desk init", path);
	sodium_memzero(key, sizeof(key));
	return ok ? ERR_OK : ERR_IO;
}

void desk_secret_wipe(struct desk_secret *secret)
{
	sodium_memzero(secret, sizeof(*secret));
}

void desk_secret_seal(const struct desk_secret *secret, const void *data, size_t size,
		      uint8_t *out)
{
	randombytes_buf(out, crypto_secretbox_NONCEBYTES);
	crypto_secretbox_easy(out + crypto_secretbox_NONCEBYTES, data, size, out, secret->seal);
}

enum err desk_secret_open(const struct desk_secret *secret, const uint8_t *sealed, size_t size,
			  void *out)
{
	if (size < DESK_SEAL_EXTRA ||
	    crypto_secretbox_open_easy(out, sealed + crypto_secretbox_NONCEBYTES,
				       size - crypto_secretbox_NONCEBYTES, sealed,
				       secret->seal) != 0)
		return ERR_PROTO;
	return ERR_OK;
}

static void keyed_hash(const uint8_t key[DESK_SECRET_BYTES], const char *text,
		       char ret_hash[DESK_HASH_HEX_MAX])
{
	uint8_t hash[DESK_HASH_BYTES];

	crypto_generichash(hash, sizeof(hash), (const uint8_t *)text, strlen(text), key,
			   DESK_SECRET_BYTES);
	sodium_bin2hex(ret_hash, DESK_HASH_HEX_MAX, hash, sizeof(hash));
}

void desk_secret_person(const struct desk_secret *secret, const char *id_no,
			char ret_hash[DESK_HASH_HEX_MAX])
{
	keyed_hash(secret->find, id_no, ret_hash);
}

void desk_secret_form(const struct desk_secret *secret, const char *token,
		      char ret_form[DESK_HASH_HEX_MAX])
{
	keyed_hash(secret->form, token, ret_form);
}
