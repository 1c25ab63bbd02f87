#include "receipt/receipt.h"

#include "base/bytes.h"
#include "core/application_bytes.h"
#include "receipt/document.h"
#include "receipt/layout.h"
#include "receipt/letter.h"
#include "receipt/moment.h"
#include "receipt/pdf.h"
#include "receipt/readback.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/evp.h>

/* Every text of every block at its longest, and the words around them. */
#define DOCUMENT_BYTES (2u << 20)

static void digest_application(const struct application *a, char out[65])
{
	uint8_t *bytes = malloc(APPLICATION_BYTES_MAX), digest[32];
	size_t size;

	if (!bytes || application_encode(a, bytes, APPLICATION_BYTES_MAX, &size) ||
	    !EVP_Digest(bytes, size, digest, NULL, EVP_sha256(), NULL))
		abort();
	explicit_bzero(bytes, size);
	free(bytes);
	bytes_to_hex(digest, sizeof(digest), out);
}

static void upper(char *text)
{
	for (; *text; text++)
		*text = (char)toupper((unsigned char)*text);
}

void receipt_qr(const struct receipt *receipt, char out[RECEIPT_QR_MAX])
{
	const struct application *a = receipt->application;
	struct moment m = moment_utc(a->signed_at);
	char digest[65];

	if (receipt->code[0]) {
		memcpy(out, receipt->code, sizeof(receipt->code));
		return;
	}
	digest_application(a, digest);
	snprintf(out, RECEIPT_QR_MAX, "SK1/%s/%04d%02d%02dT%02d%02d%02dZ/%.12s/%.32s",
		 a->receipt_no, m.date.year, m.date.month, m.date.day, m.hour, m.minute,
		 m.second, a->pack_hash, digest);
	upper(out);
}

/* What one rendering needs at once, wiped when it ends. */
struct receipt_work {
	struct document document;
	struct pages pages;
	struct record record;
	uint8_t bytes[RECORD_BYTES_MAX];
};

static enum err paint(struct receipt_work *work, const struct receipt *receipt,
		      const struct paper_fonts *fonts, struct pdf *ret_pdf)
{
	const struct application *a = receipt->application;
	struct pdf_proof proof = { .record = work->bytes, .signed_at = a->signed_at };
	enum err err = ERR_OK;

	if (receipt->proves) {
		record_of(a, &work->record);
		err = record_encode(&work->record, work->bytes, sizeof(work->bytes), &proof.size);
	}
	if (!err)
		err = pdf_paint(&work->pages, fonts, a->receipt_no[0] ? a->receipt_no :
				work->document.blocks[0].text,
				receipt->proves ? &proof : NULL, ret_pdf);
	if (!err)
		readback_expect(&work->pages, ret_pdf);
	return err;
}

enum err receipt_render(const struct receipt *receipt, const struct paper_fonts *fonts,
			struct pdf *ret_pdf)
{
	struct receipt_work *work;
	struct arena arena;
	enum err err;

	if (receipt->kind >= PAPER_ENTERPRISE)
		return letter_of_receipt(receipt, fonts, ret_pdf);
	work = calloc(1, sizeof(*work));
	if (!work)
		abort();
	arena_init(&arena, DOCUMENT_BYTES);
	err = document_build(&work->document, &arena, receipt);
	if (!err)
		err = layout_document(&work->pages, &work->document, fonts);
	if (!err)
		err = paint(work, receipt, fonts, ret_pdf);
	arena_finish(&arena);
	explicit_bzero(work, sizeof(*work));
	free(work);
	return err;
}

static void wipe_text(char *text)
{
	if (text)
		explicit_bzero(text, strlen(text));
	free(text);
}

void pdf_finish(struct pdf *pdf)
{
	if (pdf->bytes)
		explicit_bzero(pdf->bytes, pdf->size);
	wipe_text(pdf->meant);
	wipe_text(pdf->code);
	free(pdf->bytes);
	*pdf = (struct pdf){ 0 };
}
