#include "store/keys.h"

#include "base/bytes.h"
#include "base/log.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define NONCE_BYTES 12
#define GCM_TAG_BYTES 16

static const char *const use_names[KEY_USE_COUNT] = {
	[KEY_SEAL_PERSON] = "seal person",
	[KEY_SEAL_RECORD] = "seal record",
	[KEY_INDEX] = "index",
	[KEY_TAG] = "tag",
	[KEY_ROW] = "row",
	[KEY_TALLY] = "tally",
};

struct keys {
	/* Keyed once: a new key schedule costs more than the MAC. */
	EVP_MAC_CTX *mac[KEY_USE_COUNT];
	EVP_CIPHER_CTX *seal[KEY_USE_COUNT];
	EVP_CIPHER_CTX *unseal[KEY_USE_COUNT];
};

/* These fail only by a fault of ours or of the library: nothing sensible follows. */
static void must(int ok)
{
	assert(ok == 1);
}

/* ---- the file ---- */

static enum err write_new_key(const char *temporary)
{
	uint8_t key[KEY_BYTES];
	int fd = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	enum err err = ERR_IO;

	if (fd < 0)
		return ERR_IO;
	if (RAND_priv_bytes(key, sizeof(key)) == 1 &&
	    write(fd, key, sizeof(key)) == (ssize_t)sizeof(key) && fsync(fd) == 0)
		err = ERR_OK;
	explicit_bzero(key, sizeof(key));
	if (close(fd) != 0)
		err = ERR_IO;
	return err;
}

/* link() refuses to replace: of two first starts one makes the key and both read it. */
static enum err make_key(const char *path)
{
	char temporary[PATH_MAX];
	enum err err = ERR_IO;

	if (snprintf(temporary, sizeof(temporary), "%s.%ld", path, (long)getpid()) >=
	    (int)sizeof(temporary))
		return ERR_IO;
	if (write_new_key(temporary) == ERR_OK &&
	    (link(temporary, path) == 0 || errno == EEXIST))
		err = ERR_OK;
	if (err)
		log_error("%s: cannot make the store's key: %s", path, strerror(errno));
	unlink(temporary);
	return err;
}

static enum err check_key_file(const char *path, int fd)
{
	struct stat st;

	if (fstat(fd, &st) != 0)
		return ERR_IO;
	if (st.st_mode & 077) {
		log_error("%s: others can read the store's key: chmod 600 %s", path, path);
		return ERR_DENIED;
	}
	if (!S_ISREG(st.st_mode) || st.st_size != KEY_BYTES) {
		log_error("%s: not a key of %d bytes: put back the one this store was made with",
			  path, KEY_BYTES);
		return ERR_DENIED;
	}
	return ERR_OK;
}

static enum err read_key(const char *path, uint8_t key[KEY_BYTES])
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	enum err err;

	if (fd < 0)
		return errno == ENOENT ? ERR_ABSENT : ERR_IO;
	err = check_key_file(path, fd);
	if (!err && read(fd, key, KEY_BYTES) != KEY_BYTES)
		err = ERR_IO;
	close(fd);
	return err;
}

/* ---- deriving ---- */

static EVP_MAC_CTX *new_mac(EVP_MAC *hmac, const uint8_t key[KEY_BYTES])
{
	char digest[] = "SHA256";
	OSSL_PARAM params[] = {
		OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0),
		OSSL_PARAM_construct_end(),
	};
	EVP_MAC_CTX *ctx = EVP_MAC_CTX_new(hmac);

	assert(ctx);
	must(EVP_MAC_init(ctx, key, KEY_BYTES, params));
	return ctx;
}

static void end_mac(EVP_MAC_CTX *ctx, uint8_t out[MAC_BYTES])
{
	size_t written = 0;

	must(EVP_MAC_final(ctx, out, &written, MAC_BYTES));
	assert(written == MAC_BYTES);
}

static void run_mac(EVP_MAC_CTX *ctx, const void *data, size_t size, uint8_t out[MAC_BYTES])
{
	must(EVP_MAC_init(ctx, NULL, 0, NULL));
	must(EVP_MAC_update(ctx, data, size));
	end_mac(ctx, out);
}

static EVP_CIPHER_CTX *new_cipher(const uint8_t key[KEY_BYTES], int encrypts)
{
	EVP_CIPHER_CTX *ctx = EVP_CIPHER_CTX_new();

	assert(ctx);
	must(EVP_CipherInit_ex(ctx, EVP_aes_256_gcm(), NULL, key, NULL, encrypts));
	return ctx;
}

static void derive(struct keys *keys, const uint8_t master[KEY_BYTES])
{
	EVP_MAC *hmac = EVP_MAC_fetch(NULL, "HMAC", NULL);
	EVP_MAC_CTX *from;
	uint8_t key[KEY_BYTES], zero[NONCE_BYTES] = { 0 };

	assert(hmac);
	from = new_mac(hmac, master);
	for (int use = 0; use < KEY_USE_COUNT; use++) {
		run_mac(from, use_names[use], strlen(use_names[use]), key);
		keys->mac[use] = new_mac(hmac, key);
		keys->seal[use] = new_cipher(key, 1);
		keys->unseal[use] = new_cipher(key, 0);
		/* Once any has been given whole, a nonce may be set by itself: keys_unseal. */
		must(EVP_CIPHER_CTX_ctrl(keys->unseal[use], EVP_CTRL_GCM_SET_IV_FIXED, -1, zero));
	}
	explicit_bzero(key, sizeof(key));
	EVP_MAC_CTX_free(from);
	EVP_MAC_free(hmac);
}

static enum err say_missing(const char *path)
{
	log_error("%s: the store's key is missing: put it back", path);
	return ERR_DENIED;
}

enum err keys_read(const char *path, uint8_t ret_key[KEY_BYTES])
{
	enum err err = read_key(path, ret_key);

	return err == ERR_ABSENT ? say_missing(path) : err;
}

enum err keys_open(const char *path, bool may_make, struct keys **ret_keys)
{
	uint8_t master[KEY_BYTES];
	struct keys *keys;
	enum err err = read_key(path, master);

	if (err == ERR_ABSENT && may_make) {
		err = make_key(path);
		if (!err)
			err = read_key(path, master);
	}
	if (err == ERR_ABSENT)
		err = say_missing(path);
	if (err)
		return err;
	keys = calloc(1, sizeof(*keys));
	assert(keys);
	derive(keys, master);
	explicit_bzero(master, sizeof(master));
	*ret_keys = keys;
	return ERR_OK;
}

void keys_close(struct keys *keys)
{
	if (!keys)
		return;
	for (int use = 0; use < KEY_USE_COUNT; use++) {
		EVP_MAC_CTX_free(keys->mac[use]);
		EVP_CIPHER_CTX_free(keys->seal[use]);
		EVP_CIPHER_CTX_free(keys->unseal[use]);
	}
	free(keys);
}

/* ---- using ---- */

void keys_mac(struct keys *keys, enum key_use use, const void *data, size_t size,
	      uint8_t out[MAC_BYTES])
{
	run_mac(keys->mac[use], data, size, out);
}

void keys_mac_begin(struct keys *keys, enum key_use use)
{
	must(EVP_MAC_init(keys->mac[use], NULL, 0, NULL));
}

void keys_mac_add(struct keys *keys, enum key_use use, const void *data, size_t size)
{
	must(EVP_MAC_update(keys->mac[use], data, size));
}

void keys_mac_end(struct keys *keys, enum key_use use, uint8_t out[MAC_BYTES])
{
	end_mac(keys->mac[use], out);
}

enum err keys_seal(struct keys *keys, enum key_use use, const char *label,
		   const void *data, size_t size, uint8_t *out)
{
	EVP_CIPHER_CTX *ctx = keys->seal[use];
	uint8_t *cipher = out + NONCE_BYTES;
	int n = 0;

	assert(size <= INT_MAX - SEAL_EXTRA);
	if (RAND_bytes(out, NONCE_BYTES) != 1) {
		log_error("no randomness for a seal");
		return ERR_IO;
	}
	must(EVP_EncryptInit_ex(ctx, NULL, NULL, NULL, out));
	must(EVP_EncryptUpdate(ctx, NULL, &n, (const uint8_t *)label, (int)strlen(label)));
	must(EVP_EncryptUpdate(ctx, cipher, &n, data, (int)size));
	must(EVP_EncryptFinal_ex(ctx, cipher + n, &n));
	must(EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_GCM_GET_TAG, GCM_TAG_BYTES, cipher + size));
	return ERR_OK;
}

enum err keys_unseal(struct keys *keys, enum key_use use, const char *label,
		     const void *sealed, size_t size, uint8_t *out)
{
	EVP_CIPHER_CTX *ctx = keys->unseal[use];
	const uint8_t *nonce = sealed, *cipher = nonce + NONCE_BYTES;
	size_t plain = size - SEAL_EXTRA;
	uint8_t iv[NONCE_BYTES], tag[GCM_TAG_BYTES];
	/*
	 * Nonce and tag in one call of the provider; EVP_DecryptInit_ex and a control for the tag
	 * are four, and took a sixth of the reading of a register.
	 */
	OSSL_PARAM params[] = {
		OSSL_PARAM_construct_octet_string(OSSL_CIPHER_PARAM_AEAD_TAG, tag, sizeof(tag)),
		OSSL_PARAM_construct_octet_string(OSSL_CIPHER_PARAM_AEAD_TLS1_SET_IV_INV, iv,
						  sizeof(iv)),
		OSSL_PARAM_construct_end(),
	};
	int n = 0;

	if (size < SEAL_EXTRA || size > INT_MAX)
		return ERR_PROTO;
	memcpy(tag, cipher + plain, sizeof(tag));
	memcpy(iv, nonce, sizeof(iv));
	must(EVP_CIPHER_CTX_set_params(ctx, params));
	must(EVP_DecryptUpdate(ctx, NULL, &n, (const uint8_t *)label, (int)strlen(label)));
	must(EVP_DecryptUpdate(ctx, out, &n, cipher, (int)plain));
	if (EVP_DecryptFinal_ex(ctx, out + n, &n) == 1)
		return ERR_OK;
	explicit_bzero(out, plain);
	return ERR_PROTO;
}
