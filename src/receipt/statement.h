/*
 * A statement of a kiosk about itself, signed, as the words of a QR code: what software
 * runs there, and what doctor found.  "SKS1:" and in Base45 the signature, the key's name,
 * the time, and the text, of which a line says one thing.
 *
 * Thread: one at a time.
 */
#ifndef RECEIPT_STATEMENT_H
#define RECEIPT_STATEMENT_H

#include "receipt/trust.h"

#define STATEMENT_PREFIX "SKS1:"
#define STATEMENT_BODY_MAX 512
#define STATEMENT_TEXT_MAX 960
#define STATEMENT_HASH_BYTES 32

struct statement {
	int64_t at;				/* s since 1970, UTC */
	char body[STATEMENT_BODY_MAX];
};

/* The signed words; ERR_FULL: they are too many for a code; ERR_IO, logged. */
enum err statement_seal(const struct statement *statement, const struct signer *signer,
			char ret_text[STATEMENT_TEXT_MAX]) MUST_CHECK;

enum statement_state {
	STATEMENT_NOT_OURS,		/* no words of this form */
	STATEMENT_SIGNER_UNKNOWN,	/* whose key it was is not known here */
	STATEMENT_FORGED,		/* the signer is known and did not sign this */
	STATEMENT_RIGHT,
};

struct statement_reading {
	struct statement statement;
	uint8_t key_id[KEY_ID_BYTES];
	const struct trust_certificate *signer;	/* NULL: not known; trust's */
};

/* *ret_reading is filled but for STATEMENT_NOT_OURS. */
enum statement_state statement_read(const char *text, const struct trust *trust,
				    struct statement_reading *ret_reading);

/* SHA-256 of a file; ERR_IO. */
enum err statement_hash_file(const char *path,
			     uint8_t ret_hash[STATEMENT_HASH_BYTES]) MUST_CHECK;

#endif
