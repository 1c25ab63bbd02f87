/* The two things that staff prove at sign-in, and the desk's own secret. */
#include "desk/factors.h"
#include "desk/secret.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

/* RFC 6238, appendix B: the secret of its table, and six of the eight digits. */
static const uint8_t rfc_secret[TOTP_SECRET_BYTES] = "12345678901234567890";

static void test_totp_of_the_standard(void **state)
{
	static const struct { int64_t at_s; int code; } rows[] = {
		{ 59, 287082 },		{ 1111111109, 81804 },	{ 1111111111, 50471 },
		{ 1234567890, 5924 },	{ 2000000000, 279037 }, { 20000000000, 353130 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_int_equal(totp_code(rfc_secret, rows[i].at_s / TOTP_STEP_S), rows[i].code);
}

static void test_totp_text_is_base32(void **state)
{
	char text[TOTP_TEXT_MAX];

	(void)state;
	totp_text(rfc_secret, text);
	assert_string_equal(text, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
}

static void test_a_code_is_taken_once_and_near(void **state)
{
	int64_t step = 1234567890 / TOTP_STEP_S;

	(void)state;
	assert_int_equal(totp_step(rfc_secret, "005924", 1234567890, 0), step);
	assert_int_equal(totp_step(rfc_secret, "005924", 1234567890 + 30, 0), step);
	assert_int_equal(totp_step(rfc_secret, "005924", 1234567890 - 30, 0), step);
	assert_int_equal(totp_step(rfc_secret, "005924", 1234567890 + 90, 0), 0);
	assert_int_equal(totp_step(rfc_secret, "005924", 1234567890, step), 0);
	assert_int_equal(totp_step(rfc_secret, "5924", 1234567890, 0), 0);
	assert_int_equal(totp_step(rfc_secret, "", 1234567890, 0), 0);
	assert_int_equal(totp_step(rfc_secret, "00592400", 1234567890, 0), 0);
}

static void test_passwords(void **state)
{
	char hash[PASSWORD_HASH_MAX], long_one[PASSWORD_BYTES_MAX + 2];

	(void)state;
	memset(long_one, 'x', sizeof(long_one) - 1);
	long_one[sizeof(long_one) - 1] = 0;
	assert_int_equal(password_hash("too short", hash), ERR_INPUT);
	assert_int_equal(password_hash("九个汉字的口令呢啊", hash), ERR_INPUT);
	assert_int_equal(password_hash(long_one, hash), ERR_INPUT);
	assert_int_equal(password_hash("no UTF-8 \xff\xfe here", hash), ERR_INPUT);
	assert_int_equal(password_hash("十个汉字的口令正好够了", hash), ERR_OK);
	assert_int_equal(strncmp(hash, "$argon2id$", 10), 0);
	assert_true(password_is("十个汉字的口令正好够了", hash));
	assert_false(password_is("十个汉字的口令正好够", hash));
	assert_false(password_is("of nobody at all", NULL));
}

static void test_a_secret_of_ones_own(void **state)
{
	char dir[] = "/tmp/desk-secret-XXXXXX", path[64], hash[DESK_HASH_HEX_MAX],
		other[DESK_HASH_HEX_MAX];
	uint8_t sealed[4 + DESK_SEAL_EXTRA], open[4];
	struct desk_secret secret;

	(void)state;
	assert_non_null(mkdtemp(dir));
	snprintf(path, sizeof(path), "%s/s", dir);
	assert_int_equal(desk_secret_make(path), ERR_OK);
	assert_int_equal(desk_secret_make(path), ERR_FULL);
	assert_int_equal(desk_secret_read(path, &secret), ERR_OK);
	desk_secret_seal(&secret, "word", 4, sealed);
	assert_int_equal(desk_secret_open(&secret, sealed, sizeof(sealed), open), ERR_OK);
	assert_memory_equal(open, "word", 4);
	sealed[30] ^= 1;
	assert_int_equal(desk_secret_open(&secret, sealed, sizeof(sealed), open), ERR_PROTO);
	assert_int_equal(desk_secret_open(&secret, sealed, 3, open), ERR_PROTO);
	desk_secret_person(&secret, "330299198604120018", hash);
	desk_secret_form(&secret, "330299198604120018", other);
	assert_string_not_equal(hash, other);
	assert_int_equal(chmod(path, 0644), 0);
	assert_int_equal(desk_secret_read(path, &secret), ERR_IO);
	desk_secret_wipe(&secret);
	unlink(path);
	rmdir(dir);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_totp_of_the_standard),
		cmocka_unit_test(test_totp_text_is_base32),
		cmocka_unit_test(test_a_code_is_taken_once_and_near),
		cmocka_unit_test(test_passwords),
		cmocka_unit_test(test_a_secret_of_ones_own),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
