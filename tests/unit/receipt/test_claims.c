/*
 * The words of a QR code: read back as they were signed, and nothing else is
 * taken for them.  FORGERIES in the environment: how many of each kind of attempt
 * at random (tests/receipts/long-forgeries).
 */
#include "receipt/base45.h"
#include "receipt/claims.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/obj_mac.h>
#include <zlib.h>

#include "samples.h"

#define DEMO SOURCE_DIR "/kiosk-config/trust/demo"
#define STRUCTURED 10000
#define RANDOM 20000
#define MESSAGE 1024
#define PREFIX 5
#define SIGNATURE 64

static struct signer *signer;
static struct trust *trust;
static struct record record;
static char text[CLAIMS_TEXT_MAX], forged[CLAIMS_TEXT_MAX + 8], other[CLAIMS_TEXT_MAX];
static uint64_t seed = 20210315;

static unsigned draw(unsigned below)
{
	seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (unsigned)(seed >> 33) % below;
}

static void seal(int sample, char out[CLAIMS_TEXT_MAX])
{
	struct sample_receipt *made = sample_make(&samples[sample]);
	struct claims claims;

	record_of(&made->application, &record);
	claims_make(&record, &claims);
	assert_int_equal(claims_seal(&claims, signer, out), ERR_OK);
	free(made);
}

static int set_up(void **state)
{
	(void)state;
	trust = trust_create();
	trust_add_folder(trust, DEMO);
	return signer_open(DEMO, false, &signer);
}

static int tear_down(void **state)
{
	(void)state;
	signer_close(signer);
	trust_destroy(trust);
	return 0;
}

/* Of every sample, and no code larger than what a page holds. */
static void test_what_is_signed_is_read(void **state)
{
	struct claims_reading r;
	struct claims claims;

	(void)state;
	for (int i = 0; i < SAMPLE_COUNT; i++) {
		seal(i, text);
		assert_int_equal(claims_read(text, trust, &r), CLAIMS_RIGHT);
		claims_make(&record, &claims);
		assert_memory_equal(&r.claims, &claims, sizeof(claims));
		assert_true(r.says_demo);
		assert_int_equal(strspn(text, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"),
				 strlen(text));
	}
}

/* The bytes under a text; its length. */
static size_t unpack(const char *from, uint8_t message[MESSAGE])
{
	uint8_t packed[MESSAGE];
	uLongf size = MESSAGE;
	size_t packed_size = 0;

	assert_true(base45_decode(from + PREFIX, packed, sizeof(packed), &packed_size));
	assert_int_equal(uncompress(message, &size, packed, packed_size), Z_OK);
	return size;
}

static void repack(const uint8_t *message, size_t size)
{
	uint8_t packed[MESSAGE];
	uLongf packed_size = sizeof(packed);

	assert_int_equal(compress2(packed, &packed_size, message, size, 9), Z_OK);
	memcpy(forged, CLAIMS_PREFIX_DEMO, PREFIX);
	base45_encode(packed, packed_size, forged + PREFIX);
}

static void assert_refused(void)
{
	struct claims_reading r;

	if (strcmp(forged, text) == 0)
		return;
	if (claims_read(forged, trust, &r) == CLAIMS_RIGHT)
		fail_msg("accepted: %s for %s", forged, text);
}

static void change_character(void)
{
	static const char all[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

	strcpy(forged, text);
	forged[draw((unsigned)strlen(text))] = all[draw(sizeof(all) - 1)];
}

static void remove_character(void)
{
	size_t at = draw((unsigned)strlen(text));

	strcpy(forged, text);
	memmove(forged + at, text + at + 1, strlen(text) - at);
}

static void double_character(void)
{
	size_t at = draw((unsigned)strlen(text));

	strcpy(forged, text);
	strcpy(forged + at + 1, text + at);
}

static void swap_characters(void)
{
	size_t at = draw((unsigned)strlen(text) - 1);

	strcpy(forged, text);
	forged[at] = text[at + 1];
	forged[at + 1] = text[at];
}

/* Signed content, key id or signature: one byte otherwise, packed well again. */
static void change_message(void)
{
	uint8_t message[MESSAGE];
	size_t size = unpack(text, message);

	message[draw((unsigned)size)] ^= (uint8_t)(1u << draw(8));
	repack(message, size);
}

/* The signature of another receipt of the same kiosk. */
static void borrow_signature(void)
{
	uint8_t message[MESSAGE], from[MESSAGE];
	size_t size = unpack(text, message), from_size;

	seal((int)draw(SAMPLE_COUNT), other);
	from_size = unpack(other, from);
	if (strcmp(other, text) == 0 ||
	    memcmp(message, from, size - SIGNATURE) == 0)
		return;
	memcpy(message + size - SIGNATURE, from + from_size - SIGNATURE, SIGNATURE);
	repack(message, size);
}

static void (*const kinds[])(void) = {
	change_character, remove_character, double_character, swap_characters,
	change_message, change_message, borrow_signature,
};
#define KIND_COUNT (sizeof(kinds) / sizeof(kinds[0]))

static void test_structured_forgeries_are_refused(void **state)
{
	(void)state;
	for (unsigned i = 0; i < STRUCTURED; i++) {
		if (i % 500 == 0)
			seal((int)(i / 500) % SAMPLE_COUNT, text);
		strcpy(forged, text);
		kinds[i % KIND_COUNT]();
		assert_refused();
	}
}

static void test_every_character_counts(void **state)
{
	(void)state;
	seal(0, text);
	for (size_t i = 0; i < strlen(text); i++) {
		strcpy(forged, text);
		forged[i] = text[i] == 'A' ? 'B' : 'A';
		assert_refused();
	}
}

/* (r, n - s) is right for every library; here a text has one signature. */
static void test_the_twin_of_a_signature_is_refused(void **state)
{
	uint8_t message[MESSAGE];
	size_t size;
	EC_GROUP *group = EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1);
	BIGNUM *s, *twin = BN_new();

	(void)state;
	seal(0, text);
	size = unpack(text, message);
	s = BN_bin2bn(message + size - 32, 32, NULL);
	assert_int_equal(BN_sub(twin, EC_GROUP_get0_order(group), s), 1);
	assert_int_equal(BN_bn2binpad(twin, message + size - 32, 32), 32);
	repack(message, size);
	assert_string_not_equal(forged, text);
	assert_refused();
	BN_free(s);
	BN_free(twin);
	EC_GROUP_free(group);
}

/* Below the root of the demonstration nothing says that it is of a hall. */
static void test_the_prefix_says_which_root(void **state)
{
	(void)state;
	seal(0, text);
	strcpy(forged, text);
	memcpy(forged, CLAIMS_PREFIX, PREFIX);
	assert_refused();
}

static void test_who_is_not_known_is_not_right(void **state)
{
	struct trust *nobody = trust_create();
	struct claims_reading r;

	(void)state;
	seal(0, text);
	assert_int_equal(claims_read(text, nobody, &r), CLAIMS_SIGNER_UNKNOWN);
	assert_null(r.signer);
	trust_destroy(nobody);
}

static void random_text(void)
{
	unsigned length = 200 + draw(500);
	uint8_t bytes[700];

	for (unsigned i = 0; i < length; i++)
		bytes[i] = (uint8_t)draw(256);
	if (draw(2))
		bytes[0] = 0x78, bytes[1] = 0xda;
	memcpy(forged, CLAIMS_PREFIX_DEMO, PREFIX);
	base45_encode(bytes, length, forged + PREFIX);
}

static void test_random_forgeries_are_refused(void **state)
{
	const char *wanted = getenv("FORGERIES");
	long count = wanted ? strtol(wanted, NULL, 10) : RANDOM;

	(void)state;
	seal(0, text);
	for (long i = 0; i < count; i++) {
		if (i % 4 == 0)
			change_message();
		else
			random_text();
		assert_refused();
	}
	print_message("%ld random forgeries, none accepted\n", count);
}

/* What the page of a telephone is to find the same: a word and a text a line. */
static void print_attempts(unsigned count)
{
	struct claims_reading r;

	seal(0, text);
	for (unsigned i = 0; i < count; i++) {
		if (i % 50 == 0)
			seal((int)(i / 50) % SAMPLE_COUNT, text);
		strcpy(forged, text);
		if (i % 50)
			kinds[i % KIND_COUNT]();
		printf("%s\t%s\n", claims_read(forged, trust, &r) == CLAIMS_RIGHT ? "right" :
								"refused", forged);
	}
}

/* By the key of a folder, at a moment in s since 1970: a code of each sample. */
static int print_codes(const char *dir, int64_t signed_at)
{
	struct claims claims;

	if (signer_open(dir, false, &signer))
		return 3;
	for (int i = 0; i < SAMPLE_COUNT; i++) {
		struct sample_receipt *made = sample_make(&samples[i]);

		made->application.signed_at = signed_at;
		record_of(&made->application, &record);
		claims_make(&record, &claims);
		assert_int_equal(claims_seal(&claims, signer, text), ERR_OK);
		printf("%s\t%s\n", samples[i].name, text);
		free(made);
	}
	signer_close(signer);
	return 0;
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_is_signed_is_read),
		cmocka_unit_test(test_structured_forgeries_are_refused),
		cmocka_unit_test(test_every_character_counts),
		cmocka_unit_test(test_the_twin_of_a_signature_is_refused),
		cmocka_unit_test(test_the_prefix_says_which_root),
		cmocka_unit_test(test_who_is_not_known_is_not_right),
		cmocka_unit_test(test_random_forgeries_are_refused),
	};

	if (argc == 2) {
		set_up(NULL);
		print_attempts((unsigned)strtoul(argv[1], NULL, 10));
		return tear_down(NULL);
	}
	if (argc == 3)
		return print_codes(argv[1], strtoll(argv[2], NULL, 10));
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
