#include "bundle/keys.h"

#include "base/bytes.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sodium.h>

#define PUBLIC_WORD "ed25519 "
#define SECRET_WORD "ed25519-secret "
#define BUNDLE_KEY_LINE_MAX 256

/* ---- made ---- */

static enum err write_line(const char *path, const char *word, const uint8_t *key, size_t size,
			   mode_t mode, struct diag *diag)
{
	char hex[2 * BUNDLE_SECRET_BYTES + 1];
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
	bool written = fd >= 0;

	if (fd < 0)
		return diag_set(diag, path, 0, 0, "%s: name a new file", strerror(errno));
	bytes_to_hex(key, size, hex);
	written = dprintf(fd, "%s%s\n", word, hex) > 0 && fchmod(fd, mode) == 0 &&
		  fsync(fd) == 0;
	sodium_memzero(hex, sizeof(hex));
	if (close(fd) != 0 || !written) {
		unlink(path);
		return diag_set(diag, path, 0, 0, "cannot be written: name another place");
	}
	return ERR_OK;
}

enum err bundle_keys_make(const char *path, struct diag *diag)
{
	uint8_t key[BUNDLE_PUBLIC_BYTES];
	struct bundle_secret secret;
	char public_path[PATH_MAX];
	enum err err;

	if (sodium_init() < 0 ||
	    snprintf(public_path, sizeof(public_path), "%s.pub", path) >= PATH_MAX)
		return diag_set(diag, path, 0, 0, "too long a name: name another file");
	crypto_sign_keypair(key, secret.bytes);
	err = write_line(path, SECRET_WORD, secret.bytes, sizeof(secret.bytes), 0600, diag);
	if (!err)
		err = write_line(public_path, PUBLIC_WORD, key, sizeof(key), 0644, diag);
	bundle_secret_wipe(&secret);
	return err;
}

/* ---- read ---- */

static bool says_nothing(const char *line)
{
	char first = line[strspn(line, " \t")];

	return first == 0 || first == '\n' || first == '#';
}

/* "WORD HEX" of exactly size bytes. */
static bool read_key(char *line, const char *word, uint8_t *out, size_t size)
{
	size_t found = 0;

	line[strcspn(line, "\r\n")] = 0;
	return strncmp(line, word, strlen(word)) == 0 &&
	       bytes_from_hex(line + strlen(word), out, size, &found) && found == size;
}

static FILE *open_text(const char *path, struct diag *diag)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	FILE *in = fd >= 0 ? fdopen(fd, "r") : NULL;

	if (!in)
		diag_set(diag, path, 0, 0, "%s: name a file that can be read", strerror(errno));
	return in;
}

static enum err read_lines(FILE *in, const char *path, struct bundle_keys *keys, struct diag *diag)
{
	char line[BUNDLE_KEY_LINE_MAX];

	for (int number = 1; fgets(line, sizeof(line), in); number++) {
		if (says_nothing(line))
			continue;
		if (keys->count == BUNDLE_KEYS_MAX)
			return diag_set(diag, path, number, 1, "at most %d keys: take one out",
					BUNDLE_KEYS_MAX);
		if (!read_key(line, PUBLIC_WORD, keys->at[keys->count], BUNDLE_PUBLIC_BYTES))
			return diag_set(diag, path, number, 1, "no key: write \"ed25519 \" and 64 "
					"hex digits, as \"pack key\" does");
		keys->count++;
	}
	return keys->count ? ERR_OK : diag_set(diag, path, 1, 1, "no key in it: add a line "
					       "\"ed25519 \" and 64 hex digits");
}

enum err bundle_keys_read(const char *path, struct bundle_keys *ret_keys, struct diag *diag)
{
	struct bundle_keys keys = { 0 };
	FILE *in = open_text(path, diag);
	enum err err = in ? read_lines(in, path, &keys, diag) : ERR_INPUT;

	if (in)
		fclose(in);
	if (!err)
		*ret_keys = keys;
	return err;
}

enum err bundle_secret_read(const char *path, struct bundle_secret *ret_secret, struct diag *diag)
{
	char line[BUNDLE_KEY_LINE_MAX] = "";
	FILE *in = open_text(path, diag);
	bool read;

	if (!in)
		return ERR_INPUT;
	read = fgets(line, sizeof(line), in) &&
	       read_key(line, SECRET_WORD, ret_secret->bytes, sizeof(ret_secret->bytes));
	fclose(in);
	sodium_memzero(line, sizeof(line));
	return read ? ERR_OK : diag_set(diag, path, 1, 1, "no secret key: name the file that "
					"\"pack key\" made");
}

void bundle_secret_public(const struct bundle_secret *secret, struct bundle_keys *ret_keys)
{
	ret_keys->count = 1;
	memcpy(ret_keys->at[0], secret->bytes + BUNDLE_SECRET_BYTES - BUNDLE_PUBLIC_BYTES,
	       BUNDLE_PUBLIC_BYTES);
}

void bundle_secret_wipe(struct bundle_secret *secret)
{
	sodium_memzero(secret, sizeof(*secret));
}
