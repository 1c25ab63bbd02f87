/*
 * The place of a signature in the bytes of a file that we made (receipt/pdf.h):
 * found, filled, and read back.  Everything but that place is signed.
 *
 * Pure but for memory; any thread.
 */
#ifndef RECEIPT_PDF_SEAL_H
#define RECEIPT_PDF_SEAL_H

#include "receipt/cms.h"
#include "receipt/record.h"

/* Each of three numbers of /ByteRange before the file is signed: ten digits. */
#define PDF_RANGE_BLANK 1234567890
#define PDF_RECORD_TYPE "SkillsKioskRecord"

/*
 * Writes /ByteRange of a file that pdf_paint made with a proof, and says what is to
 * be signed.  ERR_ABSENT: the file has no place for a signature.
 */
enum err pdf_seal_begin(uint8_t *bytes, size_t size,
			uint8_t ret_digest[DIGEST_BYTES]) MUST_CHECK;

/* Puts the signature into its place.  ERR_FULL: it is too long; ERR_ABSENT as above. */
enum err pdf_seal_end(uint8_t *bytes, size_t size, const uint8_t *cms,
		      size_t cms_size) MUST_CHECK;

struct pdf_seal {
	uint8_t digest[DIGEST_BYTES];
	uint8_t cms[CMS_MAX];
	size_t cms_size;
};

/* ERR_ABSENT: there is no signature in it; ERR_INPUT: it does not sign the whole file. */
enum err pdf_seal_read(const uint8_t *bytes, size_t size, struct pdf_seal *ret_seal) MUST_CHECK;

/* The record of a file; ERR_INPUT: there is none, or none in its form. */
enum err pdf_seal_record(const uint8_t *bytes, size_t size,
			 struct record *ret_record) MUST_CHECK;

#endif
