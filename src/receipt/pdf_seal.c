#include "receipt/pdf_seal.h"

#include "base/bytes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/evp.h>
#include <zlib.h>

#define HEX_SIZE (2 * CMS_MAX)
/* "0 " and three numbers with a space between them */
#define RANGE_SIZE 34
#define DIGITS 10

/* Where a signature stands: the text of /ByteRange, and the hex digits of /Contents. */
struct seal_place {
	size_t range;
	size_t hex;
};

static const uint8_t *find(const uint8_t *from, const uint8_t *end, const char *words)
{
	return from ? memmem(from, (size_t)(end - from), words, strlen(words)) : NULL;
}

static enum err find_place(const uint8_t *bytes, size_t size, struct seal_place *ret_place)
{
	const uint8_t *end = bytes + size, *range = find(bytes, end, "/ByteRange [ ");
	const uint8_t *contents = find(range, end, "/Contents <");
	struct seal_place place;

	if (!contents)
		return ERR_ABSENT;
	place.range = (size_t)(range - bytes) + strlen("/ByteRange [ ");
	place.hex = (size_t)(contents - bytes) + strlen("/Contents <");
	if (place.range + RANGE_SIZE + 2 > size || place.hex + HEX_SIZE + 1 > size ||
	    bytes[place.hex + HEX_SIZE] != '>')
		return ERR_ABSENT;
	*ret_place = place;
	return ERR_OK;
}

/* "0 A B C": with the angle brackets of the hex string left out of what is signed. */
static void range_words(struct seal_place place, size_t size, char out[RANGE_SIZE + 1])
{
	size_t behind = place.hex + HEX_SIZE + 1;

	snprintf(out, RANGE_SIZE + 1, "0 %0*zu %0*zu %0*zu", DIGITS, place.hex - 1, DIGITS, behind,
		 DIGITS, size - behind);
}

static void hash_rest(const uint8_t *bytes, size_t size, struct seal_place place,
		      const EVP_MD *md, uint8_t out[CMS_HASH_BYTES])
{
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	size_t behind = place.hex + HEX_SIZE + 1;

	if (!ctx || EVP_DigestInit_ex(ctx, md, NULL) != 1 ||
	    EVP_DigestUpdate(ctx, bytes, place.hex - 1) != 1 ||
	    EVP_DigestUpdate(ctx, bytes + behind, size - behind) != 1 ||
	    EVP_DigestFinal_ex(ctx, out, NULL) != 1)
		abort();
	EVP_MD_CTX_free(ctx);
}

static void digest_rest(const uint8_t *bytes, size_t size, struct seal_place place,
			uint8_t out[DIGEST_BYTES])
{
	hash_rest(bytes, size, place, EVP_sha256(), out);
	hash_rest(bytes, size, place, EVP_sm3(), out + CMS_HASH_BYTES);
}

enum err pdf_seal_begin(uint8_t *bytes, size_t size, uint8_t ret_digest[DIGEST_BYTES])
{
	char words[RANGE_SIZE + 1];
	struct seal_place place;
	enum err err = find_place(bytes, size, &place);

	if (err)
		return err;
	range_words(place, size, words);
	memcpy(bytes + place.range, words, strlen(words));
	digest_rest(bytes, size, place, ret_digest);
	return ERR_OK;
}

enum err pdf_seal_end(uint8_t *bytes, size_t size, const uint8_t *cms, size_t cms_size)
{
	char hex[HEX_SIZE + 1];
	struct seal_place place;
	enum err err = find_place(bytes, size, &place);

	if (err)
		return err;
	if (cms_size > CMS_MAX)
		return ERR_FULL;
	bytes_to_hex(cms, cms_size, hex);
	memcpy(bytes + place.hex, hex, 2 * cms_size);
	return ERR_OK;
}

/* The size that the first head of the DER tells: 0 where it is none of ours. */
static size_t der_size(const uint8_t *cms)
{
	size_t size = (size_t)cms[2] << 8 | cms[3];

	return cms[0] == 0x30 && cms[1] == 0x82 && size + 4 <= CMS_MAX ? size + 4 : 0;
}

/* Digits as we write them, and nothing but zeros behind the signature. */
static bool read_hex(const uint8_t *from, struct pdf_seal *seal)
{
	char hex[HEX_SIZE + 1], again[HEX_SIZE + 1];
	size_t size;

	memcpy(hex, from, HEX_SIZE);
	hex[HEX_SIZE] = 0;
	if (!bytes_from_hex(hex, seal->cms, sizeof(seal->cms), &size) || size != CMS_MAX)
		return false;
	bytes_to_hex(seal->cms, CMS_MAX, again);
	if (memcmp(hex, again, HEX_SIZE) != 0)
		return false;
	seal->cms_size = der_size(seal->cms);
	for (size_t i = seal->cms_size; i < CMS_MAX; i++) {
		if (seal->cms[i] != 0)
			return false;
	}
	return seal->cms_size > 0;
}

enum err pdf_seal_read(const uint8_t *bytes, size_t size, struct pdf_seal *ret_seal)
{
	char words[RANGE_SIZE + 1];
	struct seal_place place;
	enum err err = find_place(bytes, size, &place);

	if (err)
		return err;
	range_words(place, size, words);
	if (memcmp(bytes + place.range, words, strlen(words)) != 0 ||
	    memcmp(bytes + place.range + strlen(words), " ]", 2) != 0 ||
	    !read_hex(bytes + place.hex, ret_seal))
		return ERR_INPUT;
	digest_rest(bytes, size, place, ret_seal->digest);
	return ERR_OK;
}

enum err pdf_seal_record(const uint8_t *bytes, size_t size, struct record *ret_record)
{
	const uint8_t *end = bytes + size;
	const uint8_t *stream = find(find(bytes, end, "/" PDF_RECORD_TYPE), end, "stream");
	uint8_t *record = malloc(RECORD_BYTES_MAX);
	uLongf record_size = RECORD_BYTES_MAX;
	uLong taken;
	enum err err = ERR_INPUT;

	if (!record)
		abort();
	if (stream) {
		stream += strlen("stream");
		while (stream < end && (*stream == '\r' || *stream == '\n'))
			stream++;
		taken = (uLong)(end - stream);
		if (uncompress2(record, &record_size, stream, &taken) == Z_OK)
			err = record_decode(record, record_size, ret_record);
	}
	explicit_bzero(record, RECORD_BYTES_MAX);
	free(record);
	return err;
}
