#include "policy/load/load.h"

#include "base/bytes.h"
#include "base/log.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define PACK_ARENA ((size_t)4 << 20)
#define SCRATCH_ARENA ((size_t)24 << 20)

/* Every file of a pack; benefits/ is read whole. */
static const char *const fixed_files[] = {
	"pack.yaml", "rules.yaml", "sayings.yaml", "facts.yaml", "conditions.yaml",
};

struct source {
	struct loader l;
	const char *dir;
	EVP_MD_CTX *hash;
};

static void hash_file(struct source *s, const char *name, const char *bytes, size_t size)
{
	uint64_t length = size;

	EVP_DigestUpdate(s->hash, name, strlen(name) + 1);
	EVP_DigestUpdate(s->hash, &length, sizeof(length));
	EVP_DigestUpdate(s->hash, bytes, size);
}

static enum err read_tree(struct source *s, const char *name, const struct yaml **ret_root)
{
	struct pack *pack = s->l.pack;
	const char *path = arena_textf(&pack->arena, "%s/%s", s->dir, name);
	char *bytes = NULL;
	size_t size = 0;
	enum err err;

	if (pack->file_count == (int)(sizeof(pack->files) / sizeof(pack->files[0])))
		return diag_set(s->l.diag, path, 1, 1, "a pack has at most 64 files; join some");
	pack->files[pack->file_count++] = path;
	err = yaml_bytes(path, &s->l.scratch, &bytes, &size, s->l.diag);
	if (err)
		return err;
	hash_file(s, name, bytes, size);
	return yaml_read(path, bytes, size, &s->l.scratch, ret_root, s->l.diag);
}

static bool ends_in(const char *name, const char *end)
{
	const char *dot = strrchr(name, '.');

	return name[0] != '.' && dot && strcasecmp(dot, end) == 0;
}

/* Copies that editors leave (BIKE.yaml~, BIKE.bak) are none of the pack's. */
static int only_yaml(const struct dirent *entry)
{
	return ends_in(entry->d_name, ".yaml") || ends_in(entry->d_name, ".yml");
}

static enum err read_benefit(struct source *s, const char *name)
{
	const struct yaml *root = NULL;
	char path[4096];
	enum err err;

	snprintf(path, sizeof(path), "benefits/%s", name);
	if (strcmp(strrchr(name, '.'), ".yaml") != 0)
		return diag_set(s->l.diag, arena_textf(&s->l.pack->arena, "%s/%s", s->dir, path),
				1, 1, "not read under this name; let it end in .yaml");
	err = read_tree(s, path, &root);
	return err ? err : load_benefit_head(&s->l, root);
}

static enum err read_benefits(struct source *s)
{
	char path[4096];
	struct dirent **entries;
	enum err err = ERR_OK;
	int n;

	snprintf(path, sizeof(path), "%s/benefits", s->dir);
	n = scandir(path, &entries, only_yaml, alphasort);
	if (n < 0)
		return diag_set(s->l.diag, path, 1, 1,
				"cannot be read (%s); put the benefits there", strerror(errno));
	for (int i = 0; i < n; i++) {
		if (err == ERR_OK)
			err = read_benefit(s, entries[i]->d_name);
		free(entries[i]);
	}
	free(entries);
	return err;
}

static enum err read_all(struct source *s)
{
	static enum err (*const parts[])(struct loader *, const struct yaml *) = {
		load_identity, load_rules, load_sayings, load_facts, load_names,
	};
	static const int order[] = { 1, 2, 3, 0,
				     4 }; /* rules are named by all, facts by the pack */
	const struct yaml *roots[5] = { NULL };
	enum err err = ERR_OK;

	for (int i = 0; i < 5 && err == ERR_OK; i++)
		err = read_tree(s, fixed_files[i], &roots[i]);
	for (int i = 0; i < 5 && err == ERR_OK; i++)
		err = parts[order[i]](&s->l, roots[order[i]]);
	if (err == ERR_OK)
		err = read_benefits(s);
	return err ? err : load_benefit_trees(&s->l);
}

static void finish_hash(struct source *s)
{
	unsigned char digest[EVP_MAX_MD_SIZE];
	char hex[2 * sizeof(digest) + 1];
	unsigned size = 0;

	EVP_DigestFinal_ex(s->hash, digest, &size);
	bytes_to_hex(digest, size, hex);
	memcpy(s->l.pack->hash, hex, sizeof(s->l.pack->hash) - 1);
}

static enum err load(const char *dir, bool flipped, struct pack **ret_pack, struct diag *diag)
{
	struct source s = { .dir = dir, .l = { .diag = diag, .flipped = flipped } };
	struct pack *pack = calloc(1, sizeof(*pack));
	enum err err;

	s.hash = EVP_MD_CTX_new();
	if (!pack || !s.hash || EVP_DigestInit_ex(s.hash, EVP_sha256(), NULL) != 1)
		abort();
	arena_init(&pack->arena, PACK_ARENA);
	arena_init(&s.l.scratch, SCRATCH_ARENA);
	s.l.pack = pack;
	err = read_all(&s);
	if (err == ERR_OK) {
		finish_hash(&s);
		pack_find_common_subexpressions(pack);
		*ret_pack = pack;
	} else {
		pack_destroy(pack);
	}
	EVP_MD_CTX_free(s.hash);
	arena_finish(&s.l.scratch);
	return err;
}

enum err pack_load(const char *dir, struct pack **ret_pack, struct diag *diag)
{
	return load(dir, false, ret_pack, diag);
}

enum err pack_load_flipped(const char *dir, struct pack **ret_pack, struct diag *diag)
{
	return load(dir, true, ret_pack, diag);
}

void pack_destroy(struct pack *pack)
{
	if (!pack)
		return;
	arena_finish(&pack->arena);
	free(pack);
}
