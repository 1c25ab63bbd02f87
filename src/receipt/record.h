/*
 * The record: what was decided, in canonical bytes that can be signed, kept with a
 * file and decided again years later (session/replay.h).
 *
 * It holds what a receipt shows and the facts that the items rest on, with their
 * sources; of the person only the masked name and number, of the signature only
 * its hash.  Pure, any thread.
 */
#ifndef RECEIPT_RECORD_H
#define RECEIPT_RECORD_H

#include "base/err.h"
#include "core/application.h"

#include <stddef.h>
#include <stdint.h>

#define RECORD_VERSION 1
#define RECORD_HASH_BYTES 32
/* No field takes more bytes than in memory, but for heads of tables and texts. */
#define RECORD_BYTES_MAX (sizeof(struct record) + 1024)

struct record {
	char name[HOLDER_NAME_MAX];	/* masked */
	char id_no[IDNO_TEXT_MAX];	/* masked */
	uint8_t pack_hash[RECORD_HASH_BYTES];
	uint8_t ink_hash[RECORD_HASH_BYTES];	/* SHA-256 of its points; all 0: there is none */
	/*
	 * The rest as it was sealed.  Of one that was read: no key, no ink, and of the
	 * holder only how sure it was and by which kind of card; of a certificate's number
	 * the end.
	 */
	struct application application;
};

void record_of(const struct application *application, struct record *ret_record);

/* ERR_FULL: more than cap. */
enum err record_encode(const struct record *record, void *out, size_t cap,
		       size_t *ret_size) MUST_CHECK;

/* ERR_INPUT: not the canonical bytes of a record; *ret_record is all zeros then. */
enum err record_decode(const void *data, size_t size, struct record *ret_record) MUST_CHECK;

/* SHA-256 of its bytes: what a QR code carries of it. */
void record_hash(const struct record *record, uint8_t out[RECORD_HASH_BYTES]);

#endif
