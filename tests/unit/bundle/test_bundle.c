/*
 * A bundle that was altered at any byte, cut anywhere, lengthened, or signed by another key is
 * none; and what no bundle may hold is not even signed, or refused where it was.
 */
#include "tests/unit/unit.h"

#include "bundle/bundle.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct bundle_secret secret;
static struct bundle_keys trusted;

static void make_key(struct bundle_secret *ret_secret, struct bundle_keys *ret_keys)
{
	uint8_t key[BUNDLE_PUBLIC_BYTES];

	assert_int_equal(crypto_sign_keypair(key, ret_secret->bytes), 0);
	bundle_secret_public(ret_secret, ret_keys);
	assert_memory_equal(ret_keys->at[0], key, sizeof(key));
}

static struct bundle sample(const char *name)
{
	struct bundle b = { .kind = BUNDLE_STANDARDS, .version = 7, .made = 1615771500,
			    .file_count = 1 };

	snprintf(b.files[0].name, sizeof(b.files[0].name), "%s", name);
	b.files[0].data = (const uint8_t *)"what,region\n1,2\n";
	b.files[0].size = 16;
	return b;
}

static enum err open_with(const void *bytes, size_t size, const struct bundle_keys *keys)
{
	static struct bundle opened;
	struct diag diag = { 0 };
	enum err err = bundle_open("it", bytes, size, keys, &opened, &diag);

	if (err)
		assert_true(diag.what[0] && strchr(diag.what, '\n') == NULL);
	return err;
}

static void make_sample(uint8_t **ret_bytes, size_t *ret_size)
{
	struct bundle b = sample("standards.csv");

	assert_int_equal(bundle_make(&b, &secret, ret_bytes, ret_size), ERR_OK);
}

static void what_was_signed_is_read(void **state)
{
	static struct bundle opened;
	struct diag diag = { 0 };
	uint8_t *bytes;
	size_t size;

	(void)state;
	make_sample(&bytes, &size);
	assert_int_equal(bundle_open("it", bytes, size, &trusted, &opened, &diag), ERR_OK);
	assert_int_equal(opened.kind, BUNDLE_STANDARDS);
	assert_int_equal(opened.version, 7);
	assert_int_equal(opened.made, 1615771500);
	assert_string_equal(opened.files[0].name, "standards.csv");
	assert_int_equal(opened.files[0].size, 16);
	assert_memory_equal(opened.files[0].data, "what,region\n1,2\n", 16);
	free(bytes);
}

static void no_byte_may_be_another(void **state)
{
	uint8_t *bytes;
	size_t size;

	(void)state;
	make_sample(&bytes, &size);
	for (size_t at = 0; at < size; at++) {
		for (int bit = 0; bit < 8; bit++) {
			bytes[at] ^= (uint8_t)(1 << bit);
			assert_int_equal(open_with(bytes, size, &trusted), ERR_DENIED);
			bytes[at] ^= (uint8_t)(1 << bit);
		}
	}
	assert_int_equal(open_with(bytes, size, &trusted), ERR_OK);
	free(bytes);
}

static void none_may_be_missing_or_more(void **state)
{
	uint8_t *bytes, more[4096] = { 0 };
	size_t size;

	(void)state;
	make_sample(&bytes, &size);
	for (size_t cut = 0; cut < size; cut++)
		assert_int_equal(open_with(bytes, cut, &trusted), ERR_DENIED);
	memcpy(more, bytes, size);
	for (size_t extra = size + 1; extra < size + 70; extra++)
		assert_int_equal(open_with(more, extra, &trusted), ERR_DENIED);
	free(bytes);
}

static void only_a_trusted_key_counts(void **state)
{
	struct bundle_secret other;
	struct bundle_keys keys, both = { .count = 2 };
	uint8_t *bytes;
	size_t size;

	(void)state;
	make_sample(&bytes, &size);
	make_key(&other, &keys);
	assert_int_equal(open_with(bytes, size, &keys), ERR_DENIED);
	/* whoever puts a trusted key's number on their own is found out all the same */
	memcpy(keys.at[0], trusted.at[0], BUNDLE_KEY_ID_BYTES);
	assert_int_equal(open_with(bytes, size, &keys), ERR_DENIED);
	make_key(&other, &keys);
	memcpy(both.at[0], keys.at[0], BUNDLE_PUBLIC_BYTES);
	memcpy(both.at[1], trusted.at[0], BUNDLE_PUBLIC_BYTES);
	assert_int_equal(open_with(bytes, size, &both), ERR_OK);
	free(bytes);
}

static void no_name_leads_elsewhere(void **state)
{
	static const char *const bad[] = {
		"", ".", "..", "../x", "/etc/passwd", "a/../b", "a/", "a//b", "a/b/c", ".hidden",
		"a/.hidden", "a\nb", "a b", "\xe6\xb3\x95",
	};
	static const char *const good[] = { "pack.yaml", "benefits/200-gen.yaml", "a" };
	uint8_t *bytes;
	size_t size;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct bundle b = sample(bad[i]);

		assert_int_equal(bundle_make(&b, &secret, &bytes, &size), ERR_FULL);
	}
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		struct bundle b = sample(good[i]);

		assert_int_equal(bundle_make(&b, &secret, &bytes, &size), ERR_OK);
		free(bytes);
	}
}

static void no_name_comes_twice(void **state)
{
	struct bundle b = sample("a.yaml");
	uint8_t *bytes;
	size_t size;

	(void)state;
	b.files[1] = b.files[0];
	b.file_count = 2;
	assert_int_equal(bundle_make(&b, &secret, &bytes, &size), ERR_FULL);
}

/* A signer whose program is newer, or wrong: the signature holds, the content is of no form. */
static void a_signed_content_of_no_form_is_refused(void **state)
{
	uint8_t *bytes;
	size_t size, head = 16 + BUNDLE_KEY_ID_BYTES;

	(void)state;
	make_sample(&bytes, &size);
	for (size_t at = head; at < size - crypto_sign_BYTES; at++) {
		uint8_t was = bytes[at];
		enum err err;

		bytes[at] = 0xff;
		crypto_sign_detached(bytes + size - crypto_sign_BYTES, NULL, bytes,
				     size - crypto_sign_BYTES, secret.bytes);
		err = open_with(bytes, size, &trusted);
		assert_true(err == ERR_INPUT || err == ERR_OK);
		if (at == head)
			assert_int_equal(err, ERR_INPUT);
		bytes[at] = was;
	}
	free(bytes);
}

static void a_version_is_one_number(void **state)
{
	char text[BUNDLE_VERSION_TEXT_MAX];

	(void)state;
	assert_int_equal(bundle_pack_version((int[]){ 2, 13, 4 }), 2013004);
	assert_int_equal(bundle_pack_version((int[]){ 1, 1000, 0 }), 0);
	assert_true(bundle_pack_version((int[]){ 1, 0, 999 }) <
		    bundle_pack_version((int[]){ 1, 1, 0 }));
	bundle_version_text(BUNDLE_PACK, 2013004, text);
	assert_string_equal(text, "2.13.4");
	bundle_version_text(BUNDLE_CATALOGUE, 17, text);
	assert_string_equal(text, "17");
}

static void write_text(const char *path, const char *text)
{
	FILE *out = fopen(path, "w");

	assert_non_null(out);
	fputs(text, out);
	assert_int_equal(fclose(out), 0);
}

static void keys_are_read_from_files(void **state)
{
	char dir[] = "/tmp/bundle-keys-XXXXXX", path[64], public_path[80];
	struct bundle_secret read;
	struct bundle_keys keys;
	struct diag diag = { 0 };
	struct stat about;

	(void)state;
	assert_non_null(mkdtemp(dir));
	snprintf(path, sizeof(path), "%s/key", dir);
	snprintf(public_path, sizeof(public_path), "%s.pub", path);
	assert_int_equal(bundle_keys_make(path, &diag), ERR_OK);
	assert_int_equal(stat(path, &about), 0);
	assert_int_equal(about.st_mode & 0777, 0600);
	assert_int_equal(bundle_keys_make(path, &diag), ERR_INPUT);	/* never over another */
	assert_int_equal(bundle_secret_read(path, &read, &diag), ERR_OK);
	assert_int_equal(bundle_keys_read(public_path, &keys, &diag), ERR_OK);
	assert_memory_equal(keys.at[0], read.bytes + 32, 32);
	assert_int_equal(bundle_keys_read(path, &keys, &diag), ERR_INPUT);
	assert_int_equal(bundle_secret_read(public_path, &read, &diag), ERR_INPUT);
	write_text(public_path, "# of nobody\n\n");
	assert_int_equal(bundle_keys_read(public_path, &keys, &diag), ERR_INPUT);
	write_text(public_path, "# one\ned25519 00\n");
	assert_int_equal(bundle_keys_read(public_path, &keys, &diag), ERR_INPUT);
	assert_int_equal(diag.line, 2);
	assert_int_equal(bundle_keys_read(dir, &keys, &diag), ERR_INPUT);
	unlink(path);
	unlink(public_path);
	rmdir(dir);
}

static void a_file_has_an_end(void **state)
{
	struct diag diag = { 0 };
	uint8_t *bytes;
	size_t size;

	(void)state;
	assert_int_equal(bundle_read("/dev/zero", &bytes, &size, &diag), ERR_INPUT);
	assert_int_equal(bundle_read("/tmp", &bytes, &size, &diag), ERR_INPUT);
	assert_int_equal(bundle_read("/nowhere/at.all", &bytes, &size, &diag), ERR_INPUT);
}

static int make_keys(void **state)
{
	(void)state;
	assert_true(sodium_init() >= 0);
	make_key(&secret, &trusted);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_signed_is_read),
		cmocka_unit_test(no_byte_may_be_another),
		cmocka_unit_test(none_may_be_missing_or_more),
		cmocka_unit_test(only_a_trusted_key_counts),
		cmocka_unit_test(no_name_leads_elsewhere),
		cmocka_unit_test(no_name_comes_twice),
		cmocka_unit_test(a_signed_content_of_no_form_is_refused),
		cmocka_unit_test(a_version_is_one_number),
		cmocka_unit_test(keys_are_read_from_files),
		cmocka_unit_test(a_file_has_an_end),
	};

	return cmocka_run_group_tests(tests, make_keys, NULL);
}
