#include "desk/factors.h"

#include "base/log.h"
#include "base/text.h"

#include <stdio.h>
#include <string.h>

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>

_Static_assert(PASSWORD_HASH_MAX >= crypto_pwhash_STRBYTES, "libsodium's size");

/* A hash of nothing that anybody knows, of the same cost as a real one (0 while it is unmade). */
static char nobodys_hash[PASSWORD_HASH_MAX];

enum err password_hash(const char *password, char ret_hash[PASSWORD_HASH_MAX])
{
	size_t size = strlen(password);

	if (!utf8_valid(password, size) || utf8_length(password) < PASSWORD_CHARS_MIN ||
	    size > PASSWORD_BYTES_MAX)
		return ERR_INPUT;
	if (crypto_pwhash_str_alg(ret_hash, password, size, crypto_pwhash_OPSLIMIT_INTERACTIVE,
				  crypto_pwhash_MEMLIMIT_INTERACTIVE,
				  crypto_pwhash_ALG_ARGON2ID13) == 0)
		return ERR_OK;
	log_error("a password could not be hashed: no memory");
	return ERR_IO;
}

bool password_is(const char *password, const char *hash)
{
	bool is_somebodys = hash != NULL;

	if (!is_somebodys && !nobodys_hash[0] &&
	    password_hash("of nobody at all", nobodys_hash) != ERR_OK)
		return false;
	return crypto_pwhash_str_verify(is_somebodys ? hash : nobodys_hash, password,
					strlen(password)) == 0 && is_somebodys;
}

void totp_make(uint8_t ret_secret[TOTP_SECRET_BYTES])
{
	randombytes_buf(ret_secret, TOTP_SECRET_BYTES);
}

void totp_text(const uint8_t secret[TOTP_SECRET_BYTES], char ret_text[TOTP_TEXT_MAX])
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

	for (int i = 0; i < TOTP_TEXT_MAX - 1; i++) {
		int bit = i * 5, at = bit / 8;
		unsigned two = (unsigned)secret[at] << 8 |
			       (at + 1 < TOTP_SECRET_BYTES ? secret[at + 1] : 0u);

		ret_text[i] = letters[two >> (11 - bit % 8) & 31];
	}
	ret_text[TOTP_TEXT_MAX - 1] = 0;
}

int totp_code(const uint8_t secret[TOTP_SECRET_BYTES], int64_t step)
{
	uint8_t counter[8], mac[20];
	unsigned size = sizeof(mac), at, number;

	for (int i = 0; i < 8; i++)
		counter[i] = (uint8_t)((uint64_t)step >> (56 - 8 * i));
	if (!HMAC(EVP_sha1(), secret, TOTP_SECRET_BYTES, counter, sizeof(counter), mac, &size))
		return -1;
	at = mac[19] & 15;
	number = (unsigned)(mac[at] & 127) << 24 | (unsigned)mac[at + 1] << 16 |
		 (unsigned)mac[at + 2] << 8 | mac[at + 3];
	return (int)(number % 1000000);
}

static bool is_code(const uint8_t secret[TOTP_SECRET_BYTES], int64_t step, const char *code)
{
	char right[16];
	int number = totp_code(secret, step);

	if (number < 0 || strlen(code) != 6)
		return false;
	snprintf(right, sizeof(right), "%06d", number);
	return sodium_memcmp(right, code, 6) == 0;
}

int64_t totp_step(const uint8_t secret[TOTP_SECRET_BYTES], const char *code, int64_t now_s,
		  int64_t last_step)
{
	int64_t now = now_s / TOTP_STEP_S, found = 0;

	for (int64_t step = now - 1; step <= now + 1; step++) {
		if (is_code(secret, step, code) && step > last_step)
			found = step;
	}
	return found;
}
