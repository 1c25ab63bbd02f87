#include "receipt/statement.h"

#include "base/bytes.h"
#include "base/text.h"
#include "receipt/base45.h"

#include <openssl/evp.h>
#include <stdio.h>
#include <string.h>

#define TIME_BYTES 8
/* Signature first, then what it is over: the name of its key, the time, the text. */
#define HEAD_BYTES (SIGNATURE_BYTES + KEY_ID_BYTES + TIME_BYTES)
#define BYTES_MAX (HEAD_BYTES + STATEMENT_BODY_MAX)
#define STATEMENT_PREFIX_LENGTH (sizeof(STATEMENT_PREFIX) - 1)

/* With the prefix, so that it is the signature of nothing else. */
static size_t to_be_signed(const uint8_t *bytes, size_t size,
			   uint8_t out[STATEMENT_PREFIX_LENGTH + BYTES_MAX])
{
	size_t rest = size - SIGNATURE_BYTES;

	memcpy(out, STATEMENT_PREFIX, STATEMENT_PREFIX_LENGTH);
	memcpy(out + STATEMENT_PREFIX_LENGTH, bytes + SIGNATURE_BYTES, rest);
	return STATEMENT_PREFIX_LENGTH + rest;
}

enum err statement_seal(const struct statement *statement, const struct signer *signer,
			char ret_text[STATEMENT_TEXT_MAX])
{
	uint8_t bytes[BYTES_MAX], signed_bytes[STATEMENT_PREFIX_LENGTH + BYTES_MAX];
	size_t body = strlen(statement->body), size = HEAD_BYTES + body;
	struct bytes_out time = bytes_out(bytes + SIGNATURE_BYTES + KEY_ID_BYTES, TIME_BYTES);
	enum err err;

	if (STATEMENT_PREFIX_LENGTH + BASE45_TEXT_MAX(size) > STATEMENT_TEXT_MAX)
		return ERR_FULL;
	memcpy(bytes + SIGNATURE_BYTES, signer_key_id(signer), KEY_ID_BYTES);
	bytes_put_u64(&time, (uint64_t)statement->at);
	memcpy(bytes + HEAD_BYTES, statement->body, body);
	err = signer_sign(signer, signed_bytes, to_be_signed(bytes, size, signed_bytes), bytes);
	if (err)
		return err;
	memcpy(ret_text, STATEMENT_PREFIX, STATEMENT_PREFIX_LENGTH);
	base45_encode(bytes, size, ret_text + STATEMENT_PREFIX_LENGTH);
	return ERR_OK;
}

static bool decode(const char *text, uint8_t bytes[BYTES_MAX], size_t *ret_size)
{
	return strncmp(text, STATEMENT_PREFIX, STATEMENT_PREFIX_LENGTH) == 0 &&
	       base45_decode(text + STATEMENT_PREFIX_LENGTH, bytes, BYTES_MAX - 1, ret_size) &&
	       *ret_size > HEAD_BYTES &&
	       utf8_valid((const char *)bytes + HEAD_BYTES, *ret_size - HEAD_BYTES) &&
	       !memchr(bytes + HEAD_BYTES, 0, *ret_size - HEAD_BYTES);
}

enum statement_state statement_read(const char *text, const struct trust *trust,
				    struct statement_reading *ret_reading)
{
	uint8_t bytes[BYTES_MAX], signed_bytes[STATEMENT_PREFIX_LENGTH + BYTES_MAX];
	struct statement_reading r = { .signer = NULL };
	struct bytes_in time;
	size_t size = 0;

	if (!decode(text, bytes, &size))
		return STATEMENT_NOT_OURS;
	time = bytes_in(bytes + SIGNATURE_BYTES + KEY_ID_BYTES, TIME_BYTES);
	r.statement.at = (int64_t)bytes_get_u64(&time);
	memcpy(r.key_id, bytes + SIGNATURE_BYTES, KEY_ID_BYTES);
	memcpy(r.statement.body, bytes + HEAD_BYTES, size - HEAD_BYTES);
	r.signer = trust_find(trust, r.key_id);
	*ret_reading = r;
	if (!r.signer)
		return STATEMENT_SIGNER_UNKNOWN;
	return trust_is_right(r.signer, signed_bytes, to_be_signed(bytes, size, signed_bytes),
			      bytes) ? STATEMENT_RIGHT : STATEMENT_FORGED;
}

enum err statement_hash_file(const char *path, uint8_t ret_hash[STATEMENT_HASH_BYTES])
{
	FILE *file = fopen(path, "re");
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	uint8_t part[16384], hash[STATEMENT_HASH_BYTES];
	bool well = file && ctx && EVP_DigestInit_ex(ctx, EVP_sha256(), NULL) == 1;
	size_t n;

	while (well && (n = fread(part, 1, sizeof(part), file)) > 0)
		well = EVP_DigestUpdate(ctx, part, n) == 1;
	well = well && !ferror(file) && EVP_DigestFinal_ex(ctx, hash, NULL) == 1;
	if (file)
		fclose(file);
	EVP_MD_CTX_free(ctx);
	if (!well)
		return ERR_IO;
	memcpy(ret_hash, hash, sizeof(hash));
	return ERR_OK;
}
