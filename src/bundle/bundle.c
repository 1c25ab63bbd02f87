#include "bundle/bundle.h"

#include "base/codec.h"
#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sodium.h>

#define MAGIC "skills-bundle 1\n"
#define MAGIC_BYTES (sizeof(MAGIC) - 1)
#define BUNDLE_HEAD_BYTES (MAGIC_BYTES + BUNDLE_KEY_ID_BYTES)
#define BUNDLE_SEAL_BYTES crypto_sign_BYTES
#define BUNDLE_FRAME_BYTES (BUNDLE_HEAD_BYTES + BUNDLE_SEAL_BYTES)
#define VERSION_PART_MAX 999

static const char *const kind_names[BUNDLE_KIND_COUNT] = {
	"pack", "institutions", "catalogue", "standards", "overrides", "friction",
};

const char *bundle_kind_name(enum bundle_kind kind)
{
	return kind_names[kind];
}

enum bundle_kind bundle_kind_of(const char *name)
{
	int index = text_find(kind_names, BUNDLE_KIND_COUNT, name);

	return index < 0 ? BUNDLE_KIND_COUNT : (enum bundle_kind)index;
}

int64_t bundle_pack_version(const int version[3])
{
	int64_t all = 0;

	for (int i = 0; i < 3; i++) {
		if (version[i] < 0 || version[i] > VERSION_PART_MAX)
			return 0;
		all = all * (VERSION_PART_MAX + 1) + version[i];
	}
	return all;
}

enum err bundle_version_of_pack(const char *name, const int version[3], int64_t *ret_version,
				struct diag *diag)
{
	*ret_version = bundle_pack_version(version);
	return *ret_version > 0 ? ERR_OK :
		diag_set(diag, name, 0, 0, "each part of a version that is signed is at most "
			 "999, and not all are 0");
}

void bundle_version_text(enum bundle_kind kind, int64_t version,
			 char out[BUNDLE_VERSION_TEXT_MAX])
{
	const int64_t step = VERSION_PART_MAX + 1;

	if (kind == BUNDLE_PACK)
		snprintf(out, BUNDLE_VERSION_TEXT_MAX, "%" PRId64 ".%" PRId64 ".%" PRId64,
			 version / step / step, version / step % step, version % step);
	else
		snprintf(out, BUNDLE_VERSION_TEXT_MAX, "%" PRId64, version);
}

/* ---- the content, both ways ---- */

static bool is_name_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '-' || c == '_' || c == '.';
}

/* "NAME" or "FOLDER/NAME", neither hidden: nothing is ever written outside its own folder. */
static bool is_safe_name(const char *name)
{
	int slashes = 0;

	for (const char *at = name; *at; at++) {
		bool begins = at == name || at[-1] == '/';

		if (*at == '/' ? begins || ++slashes > 1 || !at[1] :
				 !is_name_letter(*at) || (begins && *at == '.'))
			return false;
	}
	return name[0] != 0;
}

static bool came_before(const struct bundle *b, int index)
{
	for (int i = 0; i < index; i++) {
		if (strcmp(b->files[i].name, b->files[index].name) == 0)
			return true;
	}
	return false;
}

static void code_file(struct codec *c, struct bundle *b, int index)
{
	struct bundle_file *file = &b->files[index];

	CODE_TEXT(c, file->name);
	file->size = code_u32(c, (uint32_t)file->size);
	if (c->reading)
		file->data = bytes_get(&c->in, file->size);
	else
		bytes_put(&c->out, file->data, file->size);
	if (!is_safe_name(file->name) || came_before(b, index))
		c->in.bad = c->out.bad = true;
}

static void code_bundle(struct codec *c, struct bundle *b)
{
	b->kind = (enum bundle_kind)code_small(c, (int)b->kind, 0, BUNDLE_KIND_COUNT - 1);
	b->version = code_number(c, b->version, 8, 1, BUNDLE_VERSION_MAX);
	b->made = code_i64(c, b->made);
	b->file_count = code_int(c, b->file_count, 1, BUNDLE_FILES_MAX);
	for (int i = 0; i < b->file_count && !c->in.bad && !c->out.bad; i++)
		code_file(c, b, i);
}

/* ---- made ---- */

static size_t size_of(const struct bundle *b)
{
	size_t size = BUNDLE_FRAME_BYTES + 64;

	for (int i = 0; i < b->file_count; i++)
		size += b->files[i].size + sizeof(b->files[i].name) + 16;
	return size;
}

static size_t write_content(const struct bundle *bundle, uint8_t *out, size_t cap)
{
	struct codec c = codec_writer(out, cap);
	struct bundle *copy = malloc(sizeof(*copy));
	size_t size = 0;

	if (!copy)
		return 0;
	*copy = *bundle;
	code_bundle(&c, copy);
	if (codec_is_sound(&c))
		size = bytes_written(&c.out);
	free(copy);
	return size;
}

enum err bundle_make(const struct bundle *bundle, const struct bundle_secret *secret,
		     uint8_t **ret_bytes, size_t *ret_size)
{
	size_t cap = size_of(bundle), size;
	struct bundle_keys own;
	uint8_t *bytes = cap <= BUNDLE_BYTES_MAX ? malloc(cap) : NULL;

	if (!bytes || sodium_init() < 0) {
		free(bytes);
		return ERR_FULL;
	}
	bundle_secret_public(secret, &own);
	memcpy(bytes, MAGIC, MAGIC_BYTES);
	memcpy(bytes + MAGIC_BYTES, own.at[0], BUNDLE_KEY_ID_BYTES);
	size = write_content(bundle, bytes + BUNDLE_HEAD_BYTES, cap - BUNDLE_FRAME_BYTES);
	if (size == 0) {
		free(bytes);
		return ERR_FULL;
	}
	size += BUNDLE_HEAD_BYTES;
	crypto_sign_detached(bytes + size, NULL, bytes, size, secret->bytes);
	*ret_bytes = bytes;
	*ret_size = size + BUNDLE_SEAL_BYTES;
	return ERR_OK;
}

/* ---- opened ---- */

static const uint8_t *find_key(const struct bundle_keys *trusted, const uint8_t *id)
{
	for (int i = 0; i < trusted->count; i++) {
		if (memcmp(trusted->at[i], id, BUNDLE_KEY_ID_BYTES) == 0)
			return trusted->at[i];
	}
	return NULL;
}

static enum err deny(struct diag *diag, const char *name, const char *what)
{
	diag_set(diag, name, 0, 0, "%s; what was in use stays in use", what);
	return ERR_DENIED;
}

static enum err check_signature(const char *name, const uint8_t *bytes, size_t size,
				const struct bundle_keys *trusted, struct diag *diag)
{
	const uint8_t *key;

	if (size < BUNDLE_FRAME_BYTES || size > BUNDLE_BYTES_MAX ||
	    memcmp(bytes, MAGIC, MAGIC_BYTES) != 0)
		return deny(diag, name, "no signed bundle of this form");
	key = find_key(trusted, bytes + MAGIC_BYTES);
	if (!key)
		return deny(diag, name, "signed by a key that is not trusted here");
	if (sodium_init() < 0 ||
	    crypto_sign_verify_detached(bytes + size - BUNDLE_SEAL_BYTES, bytes,
					size - BUNDLE_SEAL_BYTES, key) != 0)
		return deny(diag, name, "altered or cut since it was signed");
	return ERR_OK;
}

enum err bundle_open(const char *name, const void *bytes, size_t size,
		     const struct bundle_keys *trusted, struct bundle *ret_bundle,
		     struct diag *diag)
{
	enum err err = check_signature(name, bytes, size, trusted, diag);
	struct codec c;

	if (err)
		return err;
	c = codec_reader((const uint8_t *)bytes + BUNDLE_HEAD_BYTES, size - BUNDLE_FRAME_BYTES);
	memset(ret_bundle, 0, sizeof(*ret_bundle));
	code_bundle(&c, ret_bundle);
	if (!codec_is_sound(&c))
		return diag_set(diag, name, 0, 0, "signed, and not of a form that this program "
				"knows: install the newer program");
	return ERR_OK;
}

/* ---- a file ---- */

static bool read_whole(int fd, uint8_t *bytes, size_t size)
{
	size_t have = 0;
	ssize_t n = 1;

	while (have < size && n > 0) {
		n = read(fd, bytes + have, size - have);
		if (n > 0)
			have += (size_t)n;
	}
	return have == size;
}

static enum err read_file(int fd, const char *path, uint8_t **ret_bytes, size_t *ret_size,
			  struct diag *diag)
{
	struct stat about;
	uint8_t *bytes;

	if (fstat(fd, &about) != 0 || !S_ISREG(about.st_mode))
		return diag_set(diag, path, 0, 0, "it is no file: name a bundle");
	if (about.st_size < 1 || about.st_size > (off_t)BUNDLE_BYTES_MAX)
		return diag_set(diag, path, 0, 0, "of %lld bytes: a bundle has 1 to %u",
				(long long)about.st_size, BUNDLE_BYTES_MAX);
	bytes = malloc((size_t)about.st_size);
	if (!bytes || !read_whole(fd, bytes, (size_t)about.st_size)) {
		free(bytes);
		return diag_set(diag, path, 0, 0, "cannot be read whole: copy it again");
	}
	*ret_bytes = bytes;
	*ret_size = (size_t)about.st_size;
	return ERR_OK;
}

enum err bundle_read(const char *path, uint8_t **ret_bytes, size_t *ret_size, struct diag *diag)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	enum err err;

	if (fd < 0)
		return diag_set(diag, path, 0, 0, "%s: name a file that can be read",
				strerror(errno));
	err = read_file(fd, path, ret_bytes, ret_size, diag);
	close(fd);
	return err;
}
