#include "drivers/sam/keys.h"

#include "base/bytes.h"
#include "base/log.h"

#include <assert.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <string.h>

#define BLOCK_MAX 16

/* One block, encrypted as it stands: 8 bytes for 3DES, 16 for SM4. */
static void encrypt_block(const EVP_CIPHER *cipher, const uint8_t key[SAM_KEY_SIZE],
			  const uint8_t *block, int size, uint8_t *out)
{
	EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
	int written = 0;

	assert(context);
	assert(EVP_EncryptInit_ex(context, cipher, NULL, key, NULL) == 1);
	assert(EVP_CIPHER_CTX_set_padding(context, 0) == 1);
	assert(EVP_EncryptUpdate(context, out, &written, block, size) == 1);
	assert(written == size);
	EVP_CIPHER_CTX_free(context);
}

static void with_complement(const uint8_t eight[8], uint8_t out[16])
{
	for (int i = 0; i < 8; i++) {
		out[i] = eight[i];
		out[8 + i] = (uint8_t)~eight[i];
	}
}

/* A new key from a key and 8 bytes: the bytes and their complement, encrypted. */
static void diversify(enum sam_algorithm algorithm, const uint8_t key[SAM_KEY_SIZE],
		      const uint8_t by[8], uint8_t out[SAM_KEY_SIZE])
{
	uint8_t block[16];

	with_complement(by, block);
	if (algorithm == SAM_SM4) {
		encrypt_block(EVP_sm4_ecb(), key, block, 16, out);
		return;
	}
	encrypt_block(EVP_des_ede_ecb(), key, block, 8, out);
	encrypt_block(EVP_des_ede_ecb(), key, block + 8, 8, out + 8);
}

void sam_keys_of_card(const struct sam_keys *keys, enum sam_key key,
		      enum sam_algorithm algorithm, const uint8_t card_id[16],
		      uint8_t ret_key[SAM_KEY_SIZE])
{
	const uint8_t *master = algorithm == SAM_SM4 ? keys->card_sm4 : keys->card_3des;

	if (key == SAM_KEY_STAFF)
		master = keys->staff;
	diversify(algorithm, master, card_id + 8, ret_key);
}

void sam_cryptogram(enum sam_algorithm algorithm, const uint8_t card_key[SAM_KEY_SIZE],
		    const uint8_t factor[8], const uint8_t source[8],
		    uint8_t ret_cryptogram[8])
{
	uint8_t session[SAM_KEY_SIZE], block[16], out[BLOCK_MAX];

	diversify(algorithm, card_key, factor, session);
	if (algorithm == SAM_SM4) {
		with_complement(source, block);
		encrypt_block(EVP_sm4_ecb(), session, block, 16, out);
		for (int i = 0; i < 8; i++)
			ret_cryptogram[i] = (uint8_t)(out[i] ^ out[8 + i]);
	} else {
		encrypt_block(EVP_des_ede_ecb(), session, source, 8, ret_cryptogram);
	}
	explicit_bzero(session, sizeof(session));
	explicit_bzero(out, sizeof(out));
}

/* "name = hex": the key of that name in keys, or false. */
static bool take_line(char *line, struct sam_keys *keys, unsigned *seen)
{
	const struct { const char *name; uint8_t *key; } known[] = {
		{ "card.3des", keys->card_3des },
		{ "card.sm4", keys->card_sm4 },
		{ "staff", keys->staff },
	};
	char name[32], hex[2 * SAM_KEY_SIZE + 2];
	size_t size = 0;
	bool taken = false;

	if (sscanf(line, " %31s = %33s", name, hex) != 2)
		return false;
	for (unsigned i = 0; i < 3; i++) {
		if (strcmp(name, known[i].name) != 0)
			continue;
		taken = bytes_from_hex(hex, known[i].key, SAM_KEY_SIZE, &size) &&
			size == SAM_KEY_SIZE;
		*seen |= 1u << i;
	}
	explicit_bzero(hex, sizeof(hex));
	return taken;
}

static bool has_nothing(const char *line)
{
	line += strspn(line, " \t\r\n");
	return *line == 0 || *line == '#';
}

static enum err take_file(FILE *file, const char *path, struct sam_keys *keys)
{
	char line[160];
	unsigned seen = 0;
	int number = 0;
	enum err err = ERR_OK;

	while (!err && fgets(line, sizeof(line), file)) {
		number++;
		if (has_nothing(line) || take_line(line, keys, &seen))
			continue;
		log_error("%s:%d: want NAME = 32 hex digits, NAME card.3des, card.sm4 or staff",
			  path, number);
		err = ERR_INPUT;
	}
	if (!err && seen != 7) {
		log_error("%s: want all of card.3des, card.sm4 and staff", path);
		err = ERR_INPUT;
	}
	explicit_bzero(line, sizeof(line));
	return err;
}

enum err sam_keys_load(const char *path, struct sam_keys *ret_keys)
{
	struct sam_keys keys = { 0 };
	char buffer[BUFSIZ];
	FILE *file = fopen(path, "re");
	enum err err;

	if (!file) {
		log_error("%s: %m", path);
		return ERR_IO;
	}
	setvbuf(file, buffer, _IOFBF, sizeof(buffer));
	err = take_file(file, path, &keys);
	fclose(file);
	if (!err)
		*ret_keys = keys;
	explicit_bzero(&keys, sizeof(keys));
	explicit_bzero(buffer, sizeof(buffer));
	return err;
}
