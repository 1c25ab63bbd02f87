#include "store/escrow.h"

#include "base/bytes.h"
#include "base/log.h"
#include "base/text.h"
#include "store/files.h"
#include "store/keys.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define ID_BYTES 8
#define CHECK_BYTES 4
#define GROUP 4		/* digits between blanks, as they are read aloud */

struct part {
	int number;		/* 1 or 2 */
	bool is_sm;		/* of a key of that mode */
	char id[ESCROW_ID_MAX];
	uint8_t bytes[KEY_BYTES];
};

static void digest(const void *data, size_t size, uint8_t out[32])
{
	unsigned int n = 0;

	if (EVP_Digest(data, size, out, &n, EVP_sha256(), NULL) != 1)
		memset(out, 0, 32);
}

/* A name that says nothing of the key. */
static void name_key(const uint8_t key[KEY_BYTES], char out[ESCROW_ID_MAX])
{
	static const char label[] = "skills-kiosk key name";
	uint8_t both[sizeof(label) + KEY_BYTES], hash[32];

	memcpy(both, label, sizeof(label));
	memcpy(both + sizeof(label), key, KEY_BYTES);
	digest(both, sizeof(both), hash);
	bytes_to_hex(hash, ID_BYTES, out);
	explicit_bzero(both, sizeof(both));
}

/* Over what is typed in: number, name and digits. */
static void check_of(const struct part *part, char out[2 * CHECK_BYTES + 1])
{
	char text[32 + ESCROW_ID_MAX + 2 * KEY_BYTES + 1], hex[2 * KEY_BYTES + 1];
	uint8_t hash[32];

	bytes_to_hex(part->bytes, KEY_BYTES, hex);
	snprintf(text, sizeof(text), "%d%s %s %s", part->number, part->is_sm ? " sm" : "", part->id,
		 hex);
	digest(text, strlen(text), hash);
	bytes_to_hex(hash, CHECK_BYTES, out);
	explicit_bzero(text, sizeof(text));
	explicit_bzero(hex, sizeof(hex));
}

/* ---- a part as a file ---- */

static void write_digits(struct text *text, const uint8_t bytes[KEY_BYTES])
{
	char hex[2 * KEY_BYTES + 1];

	bytes_to_hex(bytes, KEY_BYTES, hex);
	for (int i = 0; i < 2 * KEY_BYTES; i += GROUP) {
		text_add(text, i % (8 * GROUP) ? " " : "\ndigits ");
		text_add_n(text, hex + i, GROUP);
	}
	explicit_bzero(hex, sizeof(hex));
}

static enum err write_part(const char *path, const struct part *part)
{
	char buffer[ESCROW_PART_MAX], check[2 * CHECK_BYTES + 1];
	struct text text = text_in(buffer, sizeof(buffer));
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	enum err err = ERR_OK;

	if (fd < 0 && errno == EEXIST)
		return ERR_FULL;
	check_of(part, check);
	text_addf(&text, "skills-kiosk part %d of 2%s\nkey %s", part->number,
		  part->is_sm ? " sm" : "", part->id);
	write_digits(&text, part->bytes);
	text_addf(&text, "\ncheck %s\n", check);
	if (fd < 0 || text.full || write(fd, buffer, text.len) != (ssize_t)text.len ||
	    fsync(fd) != 0) {
		log_error("%s: %s", path, strerror(errno));
		err = ERR_IO;
	}
	if (fd >= 0)
		close(fd);
	explicit_bzero(buffer, sizeof(buffer));
	return err;
}

static enum err write_both(const char *const files[2], const struct part parts[2])
{
	enum err err = write_part(files[0], &parts[0]);

	if (err)
		return err;
	err = write_part(files[1], &parts[1]);
	if (err)
		unlink(files[0]);	/* one part alone would be taken for both */
	return err;
}

enum err escrow_part(const char *dir, const char *const files[2], char ret_id[ESCROW_ID_MAX])
{
	struct part parts[2] = { { .number = 1 }, { .number = 2 } };
	struct key_master key = { .is_sm = false };
	char path[PATH_MAX];
	enum err err = files_path(dir, "key", path);

	if (!err)
		err = keys_read(path, &key);
	if (!err && RAND_priv_bytes(parts[0].bytes, KEY_BYTES) != 1)
		err = ERR_IO;
	if (err)
		return err;
	for (int i = 0; i < KEY_BYTES; i++)
		parts[1].bytes[i] = key.bytes[i] ^ parts[0].bytes[i];
	parts[0].is_sm = parts[1].is_sm = key.is_sm;
	name_key(key.bytes, parts[0].id);
	memcpy(parts[1].id, parts[0].id, sizeof(parts[1].id));
	explicit_bzero(&key, sizeof(key));
	err = write_both(files, parts);
	if (!err)
		memcpy(ret_id, parts[0].id, sizeof(parts[0].id));
	explicit_bzero(parts, sizeof(parts));
	return err;
}

/* ---- and back ---- */

static enum err say(char *why, size_t cap, const char *file, const char *what)
{
	snprintf(why, cap, "%s: %s", file, what);
	return ERR_INPUT;
}

static enum err read_text(const char *path, char out[ESCROW_PART_MAX])
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	ssize_t n = fd >= 0 ? read(fd, out, ESCROW_PART_MAX - 1) : -1;

	if (fd >= 0)
		close(fd);
	if (n <= 0)
		return ERR_ABSENT;
	out[n] = 0;
	return ERR_OK;
}

/* The word after each `name`, with those of a second line joined on; blanks do not count. */
static void collect(const char *text, const char *name, char *out, size_t cap)
{
	size_t len = 0;

	for (const char *line = text; line && *line;) {
		const char *at = line + strspn(line, " \t\r");
		const char *end = strchrnul(line, '\n');

		if (strncasecmp(at, name, strlen(name)) == 0) {
			for (at += strlen(name); at < end; at++) {
				if (!isspace((unsigned char)*at) && len + 1 < cap)
					out[len++] = (char)toupper((unsigned char)*at);
			}
		}
		line = *end ? end + 1 : NULL;
	}
	out[len] = 0;
}

static enum err read_part(const char *path, struct part *part, char *why, size_t cap)
{
	char text[ESCROW_PART_MAX], digits[2 * KEY_BYTES + 2], number[16];
	char check[2 * CHECK_BYTES + 2], wanted[2 * CHECK_BYTES + 1];
	size_t size = 0;
	bool read;

	if (read_text(path, text) != ERR_OK)
		return say(why, cap, path, "it cannot be read");
	collect(text, "skills-kiosk part ", number, sizeof(number));
	collect(text, "key ", part->id, sizeof(part->id));
	collect(text, "digits ", digits, sizeof(digits));
	collect(text, "check ", check, sizeof(check));
	part->is_sm = strcmp(number + strcspn(number, "S"), "SM") == 0;
	number[strcspn(number, "S")] = 0;
	part->number = strcmp(number, "1OF2") == 0 ? 1 : strcmp(number, "2OF2") == 0 ? 2 : 0;
	read = part->number && bytes_from_hex(digits, part->bytes, KEY_BYTES, &size) &&
	       size == KEY_BYTES;
	explicit_bzero(text, sizeof(text));
	explicit_bzero(digits, sizeof(digits));
	if (!read)
		return say(why, cap, path, "no part of a key: it wants the lines that keys escrow "
			   "wrote, with 64 digits");
	check_of(part, wanted);
	return strcmp(check, wanted) == 0 ? ERR_OK :
	       say(why, cap, path, "its check does not fit: some digit was written wrongly");
}

static enum err join_parts(const struct part parts[2], const char *file,
			   struct key_master *key, char *why, size_t cap)
{
	char id[ESCROW_ID_MAX];

	if (strcmp(parts[0].id, parts[1].id) != 0)
		return say(why, cap, file, "it is of another key than the first file");
	if (parts[0].number == parts[1].number || parts[0].is_sm != parts[1].is_sm)
		return say(why, cap, file, "it is the same part as the first file");
	for (int i = 0; i < KEY_BYTES; i++)
		key->bytes[i] = parts[0].bytes[i] ^ parts[1].bytes[i];
	key->is_sm = parts[0].is_sm;
	name_key(key->bytes, id);
	return strcmp(id, parts[0].id) == 0 ? ERR_OK :
	       say(why, cap, file, "the two parts were not made together");
}

enum err escrow_join(const char *dir, const char *const files[2], char *why, size_t why_cap,
		     char ret_id[ESCROW_ID_MAX])
{
	struct part parts[2] = { { .number = 0 } };
	struct key_master key = { .is_sm = false };
	char path[PATH_MAX];
	enum err err = files_path(dir, "key", path);

	for (int i = 0; !err && i < 2; i++)
		err = read_part(files[i], &parts[i], why, why_cap);
	if (!err)
		err = join_parts(parts, files[1], &key, why, why_cap);
	if (!err && mkdir(dir, 0700) != 0 && errno != EEXIST) {
		log_error("%s: %s", dir, strerror(errno));
		err = ERR_IO;
	}
	if (!err)
		err = keys_write(path, &key);
	if (!err)
		err = files_sync(dir);
	if (!err)
		memcpy(ret_id, parts[0].id, sizeof(parts[0].id));
	explicit_bzero(&key, sizeof(key));
	explicit_bzero(parts, sizeof(parts));
	return err;
}
