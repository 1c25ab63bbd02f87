#include "desk/made_file.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <sodium.h>

/* A page with its typefaces has 60 KB. */
#define MADE_FILE_MAX (2u << 20)

static enum err encode(const uint8_t *bytes, size_t size, json_t **ret_base64)
{
	size_t cap = sodium_base64_encoded_len(size, sodium_base64_VARIANT_ORIGINAL);
	char *text = malloc(cap);

	if (!text)
		return ERR_IO;
	sodium_bin2base64(text, cap, bytes, size, sodium_base64_VARIANT_ORIGINAL);
	*ret_base64 = json_string(text);
	free(text);
	return *ret_base64 ? ERR_OK : ERR_IO;
}

enum err made_file_read(const char *path, json_t **ret_base64)
{
	FILE *in = fopen(path, "rbe");
	uint8_t *bytes = in ? malloc(MADE_FILE_MAX) : NULL;
	size_t size = bytes ? fread(bytes, 1, MADE_FILE_MAX, in) : 0;
	enum err err = size > 0 && size < MADE_FILE_MAX ? encode(bytes, size, ret_base64) : ERR_IO;

	if (in)
		fclose(in);
	free(bytes);
	return err;
}
