/*
 * Any bytes as a file, as a record and as what is inside a code: `verify` takes them from
 * strangers.  Nothing that was not signed by the demonstration's key is right, and a
 * record that is read is written again to the byte.
 */
#include "receipt/base45.h"
#include "receipt/claims.h"
#include "receipt/cms.h"
#include "receipt/pdf_seal.h"
#include "receipt/statement.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include <zlib.h>

enum { MESSAGE_MAX = 1024 };

static struct trust *trust;
static struct record record;

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc, (void)argv;
	trust = trust_create();
	trust_add_folder(trust, SOURCE_DIR "/kiosk-config/trust/demo");
	return trust_count(trust) > 0 ? 0 : 1;
}

static void check_file(const uint8_t *data, size_t size)
{
	static struct pdf_seal seal;
	struct cms_reading reading;

	if (pdf_seal_read(data, size, &seal) == ERR_OK) {
		assert(seal.cms_size <= sizeof(seal.cms));
		(void)cms_read(seal.cms, seal.cms_size, seal.digest, trust, &reading);
	}
	(void)pdf_seal_record(data, size, &record);
}

static void check_record(const uint8_t *data, size_t size)
{
	static uint8_t again[RECORD_BYTES_MAX];
	size_t again_size;

	if (record_decode(data, size, &record))
		return;
	assert(record_encode(&record, again, sizeof(again), &again_size) == ERR_OK);
	assert(again_size == size && memcmp(again, data, size) == 0);
}

/* Packed as a code is, so that what is tried are the words inside it. */
static void check_code(const uint8_t *data, size_t size)
{
	uint8_t packed[2 * MESSAGE_MAX];
	char words[sizeof(CLAIMS_PREFIX) + BASE45_TEXT_MAX(sizeof(packed))] = CLAIMS_PREFIX;
	static struct claims_reading reading;
	static struct statement_reading statement;
	uLongf packed_size = sizeof(packed);

	if (size > MESSAGE_MAX || compress2(packed, &packed_size, data, size, 9) != Z_OK)
		return;
	base45_encode(packed, packed_size, words + strlen(CLAIMS_PREFIX));
	(void)claims_read(words, trust, &reading);
	memcpy(words, STATEMENT_PREFIX, strlen(STATEMENT_PREFIX));
	base45_encode(data, size, words + strlen(STATEMENT_PREFIX));
	(void)statement_read(words, trust, &statement);
}

static void check_words(const uint8_t *data, size_t size)
{
	static struct claims_reading reading;
	char words[CLAIMS_TEXT_MAX];

	if (size >= sizeof(words))
		return;
	memcpy(words, data, size);
	words[size] = 0;
	(void)claims_read(words, trust, &reading);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	check_file(data, size);
	check_record(data, size);
	check_code(data, size);
	check_words(data, size);
	return 0;
}
