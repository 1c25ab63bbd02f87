/*
 * SM3 and SM2 give the known answers of GB/T 32905 (A.1, A.2) and GB/T 32918.5 (A.2),
 * and codes that are signed so are right for their key alone.
 */
#include "receipt/claims.h"
#include "receipt/certs.h"
#include "receipt/es256.h"
#include "receipt/sm2.h"

#include "base/bytes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include "samples.h"

static void assert_sm3(const char *words, const char *expected)
{
	uint8_t digest[32];
	char hex[65];

	assert_int_equal(EVP_Digest(words, strlen(words), digest, NULL, EVP_sm3(), NULL), 1);
	bytes_to_hex(digest, sizeof(digest), hex);
	assert_string_equal(hex, expected);
}

static void test_sm3_known_answers(void **state)
{
	(void)state;
	assert_sm3("abc", "66C7F0F462EEEDD9D1F2D46BDC10E4E24167C4875CF2F7A2297DA02B8F4BA8E0");
	assert_sm3("abcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcd",
		   "DEBE9FF92275B8A138604889C18E5A4D6FDB70E5387E5765293DCBA39C0C5732");
}

static EVP_PKEY *public_key(const char *hex)
{
	EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_from_name(NULL, "SM2", NULL);
	OSSL_PARAM_BLD *build = OSSL_PARAM_BLD_new();
	EVP_PKEY *key = NULL;
	OSSL_PARAM *params;
	uint8_t point[65];
	size_t size;

	assert_true(bytes_from_hex(hex, point, sizeof(point), &size));
	OSSL_PARAM_BLD_push_utf8_string(build, OSSL_PKEY_PARAM_GROUP_NAME, "SM2", 0);
	OSSL_PARAM_BLD_push_octet_string(build, OSSL_PKEY_PARAM_PUB_KEY, point, size);
	params = OSSL_PARAM_BLD_to_param(build);
	assert_int_equal(EVP_PKEY_fromdata_init(ctx), 1);
	assert_int_equal(EVP_PKEY_fromdata(ctx, &key, EVP_PKEY_PUBLIC_KEY, params), 1);
	OSSL_PARAM_free(params);
	OSSL_PARAM_BLD_free(build);
	EVP_PKEY_CTX_free(ctx);
	return key;
}

static void test_sm2_known_answer(void **state)
{
	static const char point[] =
		"0409F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020"
		"CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13";
	static const char signed_with[] =
		"F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3"
		"B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA";
	uint8_t signature[SIGNATURE_BYTES];
	EVP_PKEY *key = public_key(point);
	size_t size;

	(void)state;
	assert_true(sm2_is_key(key));
	assert_true(bytes_from_hex(signed_with, signature, sizeof(signature), &size));
	assert_true(es256_is_right(key, "message digest", 14, signature));
	assert_false(es256_is_right(key, "message digesT", 14, signature));
	signature[40] ^= 1;
	assert_false(es256_is_right(key, "message digest", 14, signature));
	EVP_PKEY_free(key);
}

/* A kiosk below an SM2 root: right, and with one bit otherwise not. */
static void test_codes_are_signed_with_sm2(void **state)
{
	char dir[] = "/tmp/sm2-XXXXXX", command[64], text[CLAIMS_TEXT_MAX];
	struct sample_receipt *made = sample_make(&samples[0]);
	struct record *record = calloc(1, sizeof(*record));
	struct trust *trust = trust_create();
	struct claims_reading r;
	struct claims claims;
	struct signer *signer;

	(void)state;
	assert_non_null(mkdtemp(dir));
	assert_int_equal(certs_make_root(dir, "root", true, 1615776120), ERR_OK);
	assert_int_equal(certs_make_kiosk(dir, dir, "kiosk", 1615776120), ERR_OK);
	assert_int_equal(signer_open(dir, true, &signer), ERR_OK);
	assert_true(signer_is_sm(signer));
	trust_add_folder(trust, dir);
	record_of(&made->application, record);
	claims_make(record, &claims);
	assert_int_equal(claims_seal(&claims, signer, text), ERR_OK);
	assert_int_equal(claims_read(text, trust, &r), CLAIMS_RIGHT);
	for (size_t i = 5; i < strlen(text); i += 3) {
		char was = text[i];

		text[i] = was == 'A' ? 'B' : 'A';
		assert_int_not_equal(claims_read(text, trust, &r), CLAIMS_RIGHT);
		text[i] = was;
	}
	signer_close(signer);
	trust_destroy(trust);
	free(record);
	free(made);
	snprintf(command, sizeof(command), "rm -r %s", dir);
	assert_int_equal(system(command), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sm3_known_answers),
		cmocka_unit_test(test_sm2_known_answer),
		cmocka_unit_test(test_codes_are_signed_with_sm2),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
