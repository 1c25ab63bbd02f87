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

/* Before a key of the other mode in its file. */
#define SM_MARK "SM"
#define SM_MARK_BYTES 2
#define SM4_KEY_BYTES 16
#define SM4_IV_BYTES 16

struct keys {
	bool is_sm;
	EVP_MAC_CTX *seal_mac[KEY_USE_COUNT];	/* of that mode: over what was encrypted */
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

static enum err write_file(const char *path, const struct key_master *master)
{
	uint8_t bytes[SM_MARK_BYTES + KEY_BYTES] = SM_MARK;
	size_t skip = master->is_sm ? 0 : SM_MARK_BYTES, size = sizeof(bytes) - skip;
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	enum err err = ERR_IO;

	if (fd < 0)
		return ERR_IO;
	memcpy(bytes + SM_MARK_BYTES, master->bytes, KEY_BYTES);
	if (write(fd, bytes + skip, size) == (ssize_t)size && fsync(fd) == 0)
		err = ERR_OK;
	explicit_bzero(bytes, sizeof(bytes));
	if (close(fd) != 0)
		err = ERR_IO;
	return err;
}

/* link() refuses to replace: of two first starts one makes the key and both read it. */
enum err keys_write(const char *path, const struct key_master *master)
{
	char temporary[PATH_MAX];
	enum err err = ERR_IO;

	if (snprintf(temporary, sizeof(temporary), "%s.%ld", path, (long)getpid()) >=
	    (int)sizeof(temporary))
		return ERR_IO;
	if (write_file(temporary, master) == ERR_OK)
		err = link(temporary, path) == 0 ? ERR_OK : errno == EEXIST ? ERR_FULL : ERR_IO;
	if (err == ERR_IO)
		log_error("%s: cannot make the store's key: %s", path, strerror(errno));
	unlink(temporary);
	return err;
}

enum err keys_make(const char *path, bool is_sm)
{
	struct key_master master = { .is_sm = is_sm };
	enum err err = ERR_IO;

	if (RAND_priv_bytes(master.bytes, KEY_BYTES) == 1)
		err = keys_write(path, &master);
	explicit_bzero(&master, sizeof(master));
	return err;
}

static const char *lent_key(char out[PATH_MAX])
{
	const char *dir = getenv("CREDENTIALS_DIRECTORY");
	int length = dir ? snprintf(out, PATH_MAX, "%s/%s", dir, KEYS_CREDENTIAL) : 0;

	return length > 0 && length < PATH_MAX ? out : NULL;
}

bool keys_are_there(const char *path)
{
	char lent[PATH_MAX];

	return access(path, F_OK) == 0 || (lent_key(lent) && access(lent, F_OK) == 0);
}

static enum err check_key_file(const char *path, int fd, bool is_lent, bool *ret_is_sm)
{
	struct stat st;

	if (fstat(fd, &st) != 0)
		return ERR_IO;
	/* Of one that is lent the service manager says who reads it: by its folder. */
	if (!is_lent && st.st_mode & 077) {
		log_error("%s: others can read the store's key: chmod 600 %s", path, path);
		return ERR_DENIED;
	}
	*ret_is_sm = st.st_size == SM_MARK_BYTES + KEY_BYTES;
	if (!S_ISREG(st.st_mode) || (st.st_size != KEY_BYTES && !*ret_is_sm)) {
		log_error("%s: not a key of %d bytes: put back the one this store was made with",
			  path, KEY_BYTES);
		return ERR_DENIED;
	}
	return ERR_OK;
}

static enum err read_open_key(const char *path, int fd, bool is_lent,
			      struct key_master *master)
{
	uint8_t bytes[SM_MARK_BYTES + KEY_BYTES];
	enum err err = check_key_file(path, fd, is_lent, &master->is_sm);
	size_t skip = master->is_sm ? SM_MARK_BYTES : 0;

	if (!err && read(fd, bytes, skip + KEY_BYTES) != (ssize_t)(skip + KEY_BYTES))
		err = ERR_IO;
	if (!err && memcmp(bytes, SM_MARK, skip) != 0) {
		log_error("%s: no key: put back the one this store was made with", path);
		err = ERR_DENIED;
	}
	if (!err)
		memcpy(master->bytes, bytes + skip, KEY_BYTES);
	explicit_bzero(bytes, sizeof(bytes));
	return err;
}

static enum err read_key(const char *path, struct key_master *master)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	bool is_lent = fd < 0 && errno == ENOENT;
	char lent[PATH_MAX];
	enum err err;

	if (is_lent && lent_key(lent))
		fd = open(lent, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (fd < 0)
		return errno == ENOENT ? ERR_ABSENT : ERR_IO;
	err = read_open_key(path, fd, is_lent, master);
	close(fd);
	return err;
}

/* ---- deriving ---- */

static EVP_MAC_CTX *new_mac(EVP_MAC *hmac, const uint8_t key[KEY_BYTES], bool is_sm)
{
	char sha[] = "SHA256", sm[] = "SM3";
	OSSL_PARAM params[] = {
		OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, is_sm ? sm : sha, 0),
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

static void derive_gcm(struct keys *keys, int use, const uint8_t key[KEY_BYTES])
{
	uint8_t zero[NONCE_BYTES] = { 0 };

	keys->seal[use] = new_cipher(key, 1);
	keys->unseal[use] = new_cipher(key, 0);
	/* Once any has been given whole, a nonce may be set by itself: keys_unseal. */
	must(EVP_CIPHER_CTX_ctrl(keys->unseal[use], EVP_CTRL_GCM_SET_IV_FIXED, -1, zero));
}

/* In counter mode both directions are one; what authenticates has a key of its own. */
static void derive_sm(struct keys *keys, EVP_MAC *hmac, int use, const uint8_t key[KEY_BYTES])
{
	static const char label[] = "seal mac";
	uint8_t mac_key[MAC_BYTES];

	keys->seal[use] = EVP_CIPHER_CTX_new();
	assert(keys->seal[use]);
	must(EVP_EncryptInit_ex(keys->seal[use], EVP_sm4_ctr(), NULL, key, NULL));
	run_mac(keys->mac[use], label, sizeof(label) - 1, mac_key);
	keys->seal_mac[use] = new_mac(hmac, mac_key, true);
	explicit_bzero(mac_key, sizeof(mac_key));
}

static void derive(struct keys *keys, const struct key_master *master)
{
	EVP_MAC *hmac = EVP_MAC_fetch(NULL, "HMAC", NULL);
	EVP_MAC_CTX *from;
	uint8_t key[KEY_BYTES];

	assert(hmac);
	keys->is_sm = master->is_sm;
	from = new_mac(hmac, master->bytes, keys->is_sm);
	for (int use = 0; use < KEY_USE_COUNT; use++) {
		run_mac(from, use_names[use], strlen(use_names[use]), key);
		keys->mac[use] = new_mac(hmac, key, keys->is_sm);
		if (keys->is_sm)
			derive_sm(keys, hmac, use, key);
		else
			derive_gcm(keys, use, key);
	}
	explicit_bzero(key, sizeof(key));
	EVP_MAC_CTX_free(from);
	EVP_MAC_free(hmac);
}

static enum err say_missing(const char *path)
{
	log_error("%s: the store's key is missing: put it back; of one that the TPM keeps: "
		  "kiosk-key-tpm run COMMAND", path);
	return ERR_DENIED;
}

enum err keys_read(const char *path, struct key_master *ret_master)
{
	enum err err = read_key(path, ret_master);

	return err == ERR_ABSENT ? say_missing(path) : err;
}

static struct keys *keys_of(const struct key_master *master)
{
	struct keys *keys = calloc(1, sizeof(*keys));

	assert(keys);
	derive(keys, master);
	return keys;
}

enum err keys_open(const char *path, bool may_make, struct keys **ret_keys)
{
	struct key_master master = { .is_sm = false };
	enum err err = read_key(path, &master);

	if (err == ERR_ABSENT && may_make) {
		err = keys_make(path, false);
		if (!err || err == ERR_FULL)
			err = read_key(path, &master);
	}
	if (err == ERR_ABSENT)
		err = say_missing(path);
	if (err)
		return err;
	*ret_keys = keys_of(&master);
	explicit_bzero(&master, sizeof(master));
	return ERR_OK;
}

bool keys_is_sm(const struct keys *keys)
{
	return keys->is_sm;
}

void keys_close(struct keys *keys)
{
	if (!keys)
		return;
	for (int use = 0; use < KEY_USE_COUNT; use++) {
		EVP_MAC_CTX_free(keys->mac[use]);
		EVP_MAC_CTX_free(keys->seal_mac[use]);
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

/* The counter of SM4 behind the nonce begins at 0: no seal is 64 GiB long. */
static void sm4_ctr(EVP_CIPHER_CTX *ctx, const uint8_t *nonce, const void *in, size_t size,
		    uint8_t *out)
{
	uint8_t iv[SM4_IV_BYTES] = { 0 };
	int n = 0;

	memcpy(iv, nonce, NONCE_BYTES);
	must(EVP_EncryptInit_ex(ctx, NULL, NULL, NULL, iv));
	must(EVP_EncryptUpdate(ctx, out, &n, in, (int)size));
}

/* Over the label with its length, so that it ends where it ends, the nonce and what follows. */
static void sm_tag(EVP_MAC_CTX *ctx, const char *label, const uint8_t *nonce, size_t size,
		   uint8_t out[GCM_TAG_BYTES])
{
	uint8_t length[8], mac[MAC_BYTES];
	struct bytes_out writer = bytes_out(length, sizeof(length));

	bytes_put_u64(&writer, strlen(label));
	must(EVP_MAC_init(ctx, NULL, 0, NULL));
	must(EVP_MAC_update(ctx, length, sizeof(length)));
	must(EVP_MAC_update(ctx, (const uint8_t *)label, strlen(label)));
	must(EVP_MAC_update(ctx, nonce, NONCE_BYTES + size));
	end_mac(ctx, mac);
	memcpy(out, mac, GCM_TAG_BYTES);
}

static void seal_sm(struct keys *keys, enum key_use use, const char *label, const void *data,
		    size_t size, uint8_t *out)
{
	uint8_t *cipher = out + NONCE_BYTES;

	sm4_ctr(keys->seal[use], out, data, size, cipher);
	sm_tag(keys->seal_mac[use], label, out, size, cipher + size);
}

static enum err unseal_sm(struct keys *keys, enum key_use use, const char *label,
			  const uint8_t *sealed, size_t plain, uint8_t *out)
{
	uint8_t tag[GCM_TAG_BYTES];
	const uint8_t *cipher = sealed + NONCE_BYTES;

	sm_tag(keys->seal_mac[use], label, sealed, plain, tag);
	if (!bytes_equal_secret(tag, cipher + plain, GCM_TAG_BYTES))
		return ERR_PROTO;
	sm4_ctr(keys->seal[use], sealed, cipher, plain, out);
	return ERR_OK;
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
	if (keys->is_sm) {
		seal_sm(keys, use, label, data, size, out);
		return ERR_OK;
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
	if (keys->is_sm)
		return unseal_sm(keys, use, label, sealed, plain, out);
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

/* ---- the key of before ---- */

#define FORMER_LABEL "key before"
#define FORMER_BYTES (1 + KEY_BYTES)

enum err keys_write_former(const char *path, struct keys *next, const struct key_master *former)
{
	uint8_t plain[FORMER_BYTES] = { former->is_sm }, sealed[FORMER_BYTES + SEAL_EXTRA];
	enum err err;
	int fd;

	memcpy(plain + 1, former->bytes, KEY_BYTES);
	err = keys_seal(next, KEY_SEAL_RECORD, FORMER_LABEL, plain, sizeof(plain), sealed);
	explicit_bzero(plain, sizeof(plain));
	if (err)
		return err;
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0 || write(fd, sealed, sizeof(sealed)) != (ssize_t)sizeof(sealed) ||
	    fsync(fd) != 0) {
		log_error("%s: %s", path, strerror(errno));
		err = ERR_IO;
	}
	if (fd >= 0)
		close(fd);
	return err;
}

enum err keys_open_former(const char *path, struct keys *keys, struct keys **ret_former)
{
	uint8_t plain[FORMER_BYTES], sealed[FORMER_BYTES + SEAL_EXTRA];
	struct key_master former;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	bool whole;

	if (fd < 0)
		return ERR_ABSENT;
	whole = read(fd, sealed, sizeof(sealed)) == (ssize_t)sizeof(sealed);
	close(fd);
	if (!whole || keys_unseal(keys, KEY_SEAL_RECORD, FORMER_LABEL, sealed, sizeof(sealed),
				  plain) != ERR_OK)
		return ERR_PROTO;
	former.is_sm = plain[0];
	memcpy(former.bytes, plain + 1, KEY_BYTES);
	*ret_former = keys_of(&former);
	explicit_bzero(plain, sizeof(plain));
	explicit_bzero(&former, sizeof(former));
	return ERR_OK;
}
