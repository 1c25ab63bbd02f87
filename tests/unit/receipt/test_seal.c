/*
 * A signed file: one byte otherwise, gone or there twice, and it is no more what was
 * signed.  FLIPS=all in the environment: at each byte (tests/receipts/long-flips).
 */
#include "receipt/certs.h"
#include "receipt/claims.h"
#include "receipt/pdf_seal.h"
#include "receipt/receipt.h"

#include "base/words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "samples.h"

#define DEMO SOURCE_DIR "/kiosk-config/trust/demo"
#define USUAL_POSITIONS 700
#define SHEET_BYTES_MAX 72000

static struct paper_fonts *fonts;
static struct signer *signer;
static struct trust *trust;
static struct pdf pdf;
static struct record record;

/* Zeros behind it, where a longer signature may stand. */
static void sign_again(void)
{
	uint8_t digest[DIGEST_BYTES], cms[CMS_MAX] = { 0 };
	size_t size;

	assert_int_equal(pdf_seal_begin(pdf.bytes, pdf.size, digest), ERR_OK);
	assert_int_equal(cms_sign(signer, digest, cms, &size), ERR_OK);
	assert_int_equal(pdf_seal_end(pdf.bytes, pdf.size, cms, sizeof(cms)), ERR_OK);
}

static void make_signed(int sample)
{
	struct sample_receipt *made = sample_make(&samples[sample]);

	made->receipt.proves = true;
	assert_int_equal(receipt_render(&made->receipt, fonts, &pdf), ERR_OK);
	sign_again();
	free(made);
}

static int set_up(void **state)
{
	(void)state;
	if (words_open(BUILD_DIR "/words") || fonts_create(&fonts) ||
	    signer_open(DEMO, false, &signer))
		return 1;
	trust = trust_create();
	trust_add_folder(trust, DEMO);
	make_signed(SAMPLE_COUNT - 1);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	pdf_finish(&pdf);
	signer_close(signer);
	trust_destroy(trust);
	fonts_destroy(fonts);
	return 0;
}

static bool is_right(const uint8_t *bytes, size_t size)
{
	struct pdf_seal seal;
	struct cms_reading reading;

	return pdf_seal_read(bytes, size, &seal) == ERR_OK &&
	       cms_read(seal.cms, seal.cms_size, seal.digest, trust, &reading) &&
	       pdf_seal_record(bytes, size, &record) == ERR_OK;
}

static void test_what_is_signed_is_right(void **state)
{
	struct sample_receipt *made = sample_make(&samples[SAMPLE_COUNT - 1]);

	(void)state;
	assert_true(is_right(pdf.bytes, pdf.size));
	assert_string_equal(record.application.receipt_no, made->application.receipt_no);
	assert_int_equal(record.application.item_count, made->application.item_count);
	free(made);
}

/* One sheet, with its record and the place of a signature, which is as long as one becomes. */
static void test_no_sheet_is_larger_than_it_may_be(void **state)
{
	(void)state;
	for (int i = 0; i < SAMPLE_COUNT; i++) {
		struct sample_receipt *made = sample_make(&samples[i]);
		struct pdf one = { 0 };

		made->receipt.proves = true;
		assert_int_equal(receipt_render(&made->receipt, fonts, &one), ERR_OK);
		if (one.pages <= 2 && one.size > SHEET_BYTES_MAX)
			fail_msg("%s takes %zu bytes", samples[i].name, one.size);
		pdf_finish(&one);
		free(made);
	}
}

static void test_a_file_without_a_place_is_told(void **state)
{
	struct pdf_seal seal;
	uint8_t digest[DIGEST_BYTES], bytes[] = "%PDF-1.4 /ByteRange [ 0";

	(void)state;
	assert_int_equal(pdf_seal_begin(bytes, sizeof(bytes), digest), ERR_ABSENT);
	assert_int_equal(pdf_seal_read(bytes, sizeof(bytes), &seal), ERR_ABSENT);
}

static void flip(uint8_t *copy, size_t at)
{
	memcpy(copy, pdf.bytes, pdf.size);
	copy[at] ^= (uint8_t)(1u << at % 8);
	if (is_right(copy, pdf.size))
		fail_msg("byte %zu was flipped", at);
}

static void take_out(uint8_t *copy, size_t at)
{
	memcpy(copy, pdf.bytes, at);
	memcpy(copy + at, pdf.bytes + at + 1, pdf.size - at - 1);
	if (is_right(copy, pdf.size - 1))
		fail_msg("byte %zu was taken out", at);
}

static void put_twice(uint8_t *copy, size_t at)
{
	memcpy(copy, pdf.bytes, at + 1);
	memcpy(copy + at + 1, pdf.bytes + at, pdf.size - at);
	if (is_right(copy, pdf.size + 1))
		fail_msg("byte %zu is there twice", at);
}

static void test_no_byte_can_be_another(void **state)
{
	bool all = getenv("FLIPS") != NULL;
	size_t step = all ? 1 : pdf.size / USUAL_POSITIONS + 1, count = 0;
	uint8_t *copy = malloc(pdf.size + 1);

	(void)state;
	for (size_t at = 0; at < pdf.size; at += step, count++) {
		flip(copy, at);
		take_out(copy, at);
		put_twice(copy, at);
	}
	free(copy);
	print_message("%zu of %zu bytes flipped, gone and twice: each noticed\n", count, pdf.size);
}

/* The place of the signature, the only one that is not hashed: each byte in each run. */
static void test_no_byte_of_the_signature_can_be_another(void **state)
{
	uint8_t *copy = malloc(pdf.size + 1);
	const uint8_t *contents = memmem(pdf.bytes, pdf.size, "/Contents <308", 14);
	size_t from = (size_t)(contents - pdf.bytes);

	(void)state;
	assert_non_null(contents);
	for (size_t at = from; at < from + 2 * CMS_MAX + 16; at++)
		flip(copy, at);
	free(copy);
}

/* What a later hand adds behind the end is not what the kiosk signed. */
static void test_what_is_added_is_noticed(void **state)
{
	uint8_t *copy = calloc(1, pdf.size + 1);

	(void)state;
	memcpy(copy, pdf.bytes, pdf.size);
	assert_false(is_right(copy, pdf.size + 1));
	free(copy);
}

static void test_a_certificate_that_nobody_knows_is_shown(void **state)
{
	struct trust *nobody = trust_create();
	struct pdf_seal seal;
	struct cms_reading reading;
	struct trust_chain chain;

	(void)state;
	assert_int_equal(pdf_seal_read(pdf.bytes, pdf.size, &seal), ERR_OK);
	assert_true(cms_read(seal.cms, seal.cms_size, seal.digest, nobody, &reading));
	trust_chain_of(nobody, reading.signer, 1615776120, &chain);
	assert_false(chain.root_known);
	trust_destroy(nobody);
}

/* SM2-with-SM3 and SM3 by their names in DER (GB/T 33560), and no SHA-256 with ECDSA. */
static void names_sm(const struct pdf_seal *seal)
{
	static const uint8_t sm2[] = { 6, 8, 0x2a, 0x81, 0x1c, 0xcf, 0x55, 1, 0x83, 0x75 };
	static const uint8_t sm3[] = { 6, 8, 0x2a, 0x81, 0x1c, 0xcf, 0x55, 1, 0x83, 0x11 };
	static const uint8_t ecdsa[] = { 6, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2 };

	assert_non_null(memmem(seal->cms, seal->cms_size, sm2, sizeof(sm2)));
	assert_non_null(memmem(seal->cms, seal->cms_size, sm3, sizeof(sm3)));
	assert_null(memmem(seal->cms, seal->cms_size, ecdsa, sizeof(ecdsa)));
}

/* With a key of the other mode the file is signed too, and no byte can be another. */
static void test_a_file_is_signed_with_sm2(void **state)
{
	char dir[] = "/tmp/seal-XXXXXX", command[64];
	struct signer *usual = signer;
	struct pdf_seal seal;

	(void)state;
	assert_non_null(mkdtemp(dir));
	assert_int_equal(certs_make_root(dir, "root", true, 1615776120), ERR_OK);
	assert_int_equal(certs_make_kiosk(dir, dir, "kiosk", 1615776120), ERR_OK);
	assert_int_equal(signer_open(dir, true, &signer), ERR_OK);
	sign_again();
	assert_true(is_right(pdf.bytes, pdf.size));
	assert_int_equal(pdf_seal_read(pdf.bytes, pdf.size, &seal), ERR_OK);
	names_sm(&seal);
	for (size_t i = 0; i < pdf.size; i += pdf.size / 100) {
		pdf.bytes[i] ^= 0x10;
		assert_false(is_right(pdf.bytes, pdf.size));
		pdf.bytes[i] ^= 0x10;
	}
	signer_close(signer);
	signer = usual;
	sign_again();
	snprintf(command, sizeof(command), "rm -r %s", dir);
	assert_int_equal(system(command), 0);
}

/* Each sample with a signed code, DIR/NAME.pdf, and its words, .code: for tests/receipts. */
static int write_signed(const char *dir)
{
	static struct record coded;

	if (set_up(NULL))
		return 3;
	for (int i = 0; i < SAMPLE_COUNT; i++) {
		struct sample_receipt *made = sample_make(&samples[i]);
		struct claims claims;
		char path[512];
		FILE *file;

		record_of(&made->application, &coded);
		claims_make(&coded, &claims);
		assert_int_equal(claims_seal(&claims, signer, made->receipt.code), ERR_OK);
		pdf_finish(&pdf);
		assert_int_equal(receipt_render(&made->receipt, fonts, &pdf), ERR_OK);
		snprintf(path, sizeof(path), "%s/%s.pdf", dir, samples[i].name);
		file = fopen(path, "wb");
		assert_true(file && fwrite(pdf.bytes, 1, pdf.size, file) == pdf.size);
		fclose(file);
		snprintf(path, sizeof(path), "%s/%s.code", dir, samples[i].name);
		file = fopen(path, "wb");
		assert_true(file && fputs(made->receipt.code, file) >= 0);
		fclose(file);
		free(made);
	}
	return tear_down(NULL);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_is_signed_is_right),
		cmocka_unit_test(test_no_sheet_is_larger_than_it_may_be),
		cmocka_unit_test(test_a_file_without_a_place_is_told),
		cmocka_unit_test(test_no_byte_can_be_another),
		cmocka_unit_test(test_no_byte_of_the_signature_can_be_another),
		cmocka_unit_test(test_what_is_added_is_noticed),
		cmocka_unit_test(test_a_certificate_that_nobody_knows_is_shown),
		cmocka_unit_test(test_a_file_is_signed_with_sm2),
	};

	if (argc == 2)
		return write_signed(argv[1]);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
