/*
 * The words of a QR code: the short claims of a record, signed.  They stand in a
 * COSE_Sign1 (RFC 9052: tag 18, ES256; or SM2 with SM3 under the private number
 * -65537), deflated and in Base45 behind a prefix of
 * five characters, as the certificates of the EU (HC1) and MOSIP's Claim 169 do:
 *
 *	{1: terminal, 6: signed at, -65537: {1: number, 2: masked person,
 *	 3: [[benefit], [benefit, fen], [benefit, fen a day, 1] …], 4: the pack's
 *	 hash, 5: the record's hash}}
 *
 * Thread: one at a time.
 */
#ifndef RECEIPT_CLAIMS_H
#define RECEIPT_CLAIMS_H

#include "receipt/record.h"
#include "receipt/trust.h"

/* The second says that the root is the demonstration's. */
#define CLAIMS_PREFIX "SKR1:"
#define CLAIMS_PREFIX_DEMO "SKD1:"

/* Of a code with all that it can hold, and its NUL. */
#define CLAIMS_TEXT_MAX 1200

struct claim_item {
	char benefit[16];
	bool known;
	bool per_day;
	fen value;
};

struct claims {
	char terminal[48];
	int64_t signed_at;
	char receipt_no[RECEIPT_NO_MAX];
	char person[HOLDER_NAME_MAX + IDNO_TEXT_MAX];	/* masked name and number */
	int item_count;
	struct claim_item items[APPLICATION_ITEMS_MAX];
	uint8_t pack_hash[RECORD_HASH_BYTES];
	uint8_t record_hash[RECORD_HASH_BYTES];
};

void claims_make(const struct record *record, struct claims *ret_claims);

/* The signed text; ERR_IO, logged, or ERR_FULL. */
enum err claims_seal(const struct claims *claims, const struct signer *signer,
		     char ret_text[CLAIMS_TEXT_MAX]) MUST_CHECK;

enum claims_state {
	CLAIMS_NOT_OURS,	/* no text of this form, or an altered one */
	CLAIMS_SIGNER_UNKNOWN,	/* of this form; who signed it is not known here */
	CLAIMS_FORGED,		/* the signer is known and did not sign this */
	CLAIMS_RIGHT,
};

struct claims_reading {
	struct claims claims;
	uint8_t key_id[KEY_ID_BYTES];
	const struct trust_certificate *signer;	/* NULL: not known; trust's */
	bool says_demo;				/* the prefix does */
};

/* *ret_reading is filled but for CLAIMS_NOT_OURS. */
enum claims_state claims_read(const char *text, const struct trust *trust,
			      struct claims_reading *ret_reading);

#endif
