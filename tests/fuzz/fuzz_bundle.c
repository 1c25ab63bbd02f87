/*
 * Any bytes as the content of a bundle that a trusted key has signed: opened whole, or
 * refused with one line.  What is opened points into its own bytes alone.
 */
#include "bundle/bundle.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#define MAGIC "skills-bundle 1\n"

static struct bundle_secret secret;
static struct bundle_keys trusted;

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	uint8_t key[BUNDLE_PUBLIC_BYTES], seed[crypto_sign_SEEDBYTES] = { 1 };

	(void)argc, (void)argv;
	if (sodium_init() < 0 || crypto_sign_seed_keypair(key, secret.bytes, seed))
		return 1;
	bundle_secret_public(&secret, &trusted);
	return 0;
}

/* As bundle.h describes it; the caller frees it. */
static uint8_t *signed_bundle(const uint8_t *content, size_t size, size_t *ret_size)
{
	const size_t head = strlen(MAGIC) + BUNDLE_KEY_ID_BYTES;
	uint8_t *bytes = malloc(head + size + crypto_sign_BYTES);

	assert(bytes);
	memcpy(bytes, MAGIC, strlen(MAGIC));
	memcpy(bytes + strlen(MAGIC), trusted.at[0], BUNDLE_KEY_ID_BYTES);
	memcpy(bytes + head, content, size);
	crypto_sign_detached(bytes + head + size, NULL, bytes, head + size, secret.bytes);
	*ret_size = head + size + crypto_sign_BYTES;
	return bytes;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct bundle opened;
	struct diag diag = { 0 };
	size_t whole;
	uint8_t *bytes = signed_bundle(data, size, &whole);
	enum err err = bundle_open("it", bytes, whole, &trusted, &opened, &diag);

	assert(err == ERR_OK || (err == ERR_INPUT && diag.what[0] && !strchr(diag.what, '\n')));
	for (int i = 0; !err && i < opened.file_count; i++) {
		const struct bundle_file *file = &opened.files[i];

		assert(file->data >= bytes && file->data + file->size <= bytes + whole);
		assert(!strstr(file->name, "..") && file->name[0] != '/');
	}
	free(bytes);
	return 0;
}
