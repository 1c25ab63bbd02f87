#include "tools/verify_page.h"

#include "base/program.h"
#include "policy/policy.h"
#include "tools/known.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#define PAGE_MAX (256u << 10)	/* the page as shipped has 26 kB */

/* What is known stands between these two, as JSON. */
static const char block_begin[] = "<script type=\"application/json\" id=\"known\">";
static const char block_end[] = "</script>";

typedef char *base64_fn(const struct trust *trust, int index);

static json_t *texts(const struct trust *trust, int count, base64_fn *base64)
{
	json_t *all = json_array();

	for (int i = 0; i < count; i++) {
		char *text = base64(trust, i);

		json_array_append_new(all, json_string(text));
		free(text);
	}
	return all;
}

static void add_trust(const char *config, const char *data, json_t *known)
{
	struct trust *trust = known_trust(config, data);

	json_object_set_new(known, "certificates",
			    texts(trust, trust_count(trust), trust_base64));
	json_object_set_new(known, "lists",
			    texts(trust, trust_list_count(trust), trust_list_base64));
	trust_destroy(trust);
}

static void add_pack(const char *dir, json_t *benefits, json_t *packs)
{
	struct pack *pack = NULL;
	struct diag diag;

	if (pack_load(dir, &pack, &diag))
		return;
	json_object_set_new(packs, pack_hash(pack), json_string(pack_id(pack)));
	for (int i = 0; i < pack_benefit_count(pack); i++) {
		const struct pack_benefit *b = pack_benefit(pack, i);

		json_object_set_new(benefits, b->code, json_pack("[s, s]",
								 b->title.in[LANG_ZH_HANS],
								 b->title.in[LANG_EN]));
	}
	pack_destroy(pack);
}

static void add_packs(const char *config, json_t *benefits, json_t *packs)
{
	glob_t found;

	known_packs(config, NULL, &found);
	for (size_t i = 0; i < found.gl_pathc; i++)
		add_pack(found.gl_pathv[i], benefits, packs);
	globfree(&found);
}

/* No "<": what a name holds can not end the block. */
static int put_escaped(const char *text, size_t size, void *out)
{
	for (size_t i = 0; i < size; i++) {
		if ((text[i] == '<' ? fputs("\\u003c", out) : fputc(text[i], out)) == EOF)
			return -1;
	}
	return 0;
}

static void write_known(const char *config, const char *data, FILE *out)
{
	json_t *all = json_object(), *benefits = json_object(), *packs = json_object();

	add_trust(config, data, all);
	add_packs(config, benefits, packs);
	json_object_set_new(all, "benefits", benefits);
	json_object_set_new(all, "packs", packs);
	json_dump_callback(all, put_escaped, out, JSON_COMPACT | JSON_PRESERVE_ORDER);
	json_decref(all);
}

static char *read_page(const char *path)
{
	FILE *file = fopen(path, "re");
	char *page = calloc(1, PAGE_MAX);

	if (!page)
		abort();
	if (!file || fread(page, 1, PAGE_MAX - 1, file) == 0) {
		fprintf(stderr, "keys: %s: %s\n", path, strerror(errno));
		free(page);
		page = NULL;
	}
	if (file)
		fclose(file);
	return page;
}

enum err verify_page_write(const char *config, const char *data, FILE *out)
{
	char path[PATH_MAX] = "";
	char *page = program_share("verify/verify.html", path, sizeof(path)) ? NULL :
									       read_page(path);
	char *from = page ? strstr(page, block_begin) : NULL;
	char *to = from ? strstr(from, block_end) : NULL;

	if (!to) {
		if (page)
			fprintf(stderr, "keys: %s: no block of what is known\n", path);
		free(page);
		return ERR_IO;
	}
	fwrite(page, 1, (size_t)(from - page) + sizeof(block_begin) - 1, out);
	write_known(config, data, out);
	fputs(to, out);
	free(page);
	return fflush(out) == 0 && !ferror(out) ? ERR_OK : ERR_IO;
}
