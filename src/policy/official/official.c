#include "policy/official/official.h"

#include "base/bytes.h"
#include "base/text.h"
#include "policy/pack.h"
#include "base/yaml.h"

#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct official {
	struct arena arena;
	char *text;		/* paragraphs, a line each, joined over page breaks */
};

static bool starts_with(const char *text, const char *head)
{
	return strncmp(text, head, strlen(head)) == 0;
}

static bool ends_with(const char *text, size_t len, const char *tail)
{
	size_t n = strlen(tail);

	return len >= n && memcmp(text + len - n, tail, n) == 0;
}

static const char *const numbers[] = { "一", "二", "三", "四", "五", "六", "七", "八", "九", "十" };

/* The brackets of the document are mixed: （一） and (一). */
static int bracketed(const char *line)
{
	static const char *const opens[] = { "（", "(" };
	static const char *const closes[] = { "）", ")" };

	for (int b = 0; b < 2; b++) {
		for (int i = 0; i < 10 && starts_with(line, opens[b]); i++) {
			const char *at = line + strlen(opens[b]);

			if (starts_with(at, numbers[i]) &&
			    starts_with(at + strlen(numbers[i]), closes[b]))
				return i + 1;
		}
	}
	return 0;
}

static int headed(const char *line)
{
	for (int i = 0; i < 10; i++) {
		if (starts_with(line, numbers[i]) &&
		    starts_with(line + strlen(numbers[i]), "、"))
			return i + 1;
	}
	return 0;
}

/* A paragraph goes on over a page break unless it came to an end or a heading begins. */
static bool goes_on(const struct text *text, const char *next)
{
	static const char *const ends[] = { "。", "：", "；", ":", "）", ")" };

	if (text->len == 0 || text->bytes[text->len - 1] == '\n' || headed(next) || bracketed(next))
		return false;
	for (int i = 0; i < 6; i++) {
		if (ends_with(text->bytes, text->len, ends[i]))
			return false;
	}
	return true;
}

static bool is_heading(const char *line)
{
	return headed(line) && !strstr(line, "。");
}

/* Above the first heading every line stands for itself: number, title, addressees. */
static void join(char *bytes, struct text *out)
{
	bool in_body = false, after_heading = false;

	for (char *line = bytes; *line; ) {
		size_t len = strcspn(line, "\r\n");
		char *next = line + len + (line[len] != 0);

		line[len] = 0;
		if (len > 0) {
			in_body = in_body || headed(line);
			if (out->len > 0 && (!in_body || after_heading || !goes_on(out, line)))
				text_add(out, "\n");
			text_add(out, line);
			after_heading = is_heading(line);
		}
		line = next;
	}
}

static enum err check_hash(const struct pack *pack, const char *path, const char *bytes,
			   size_t size, struct diag *diag)
{
	unsigned char digest[EVP_MAX_MD_SIZE];
	char hex[2 * sizeof(digest) + 1];
	unsigned n = 0;

	if (EVP_Digest(bytes, size, digest, &n, EVP_sha256(), NULL) != 1)
		abort();
	bytes_to_hex(digest, n, hex);
	for (char *c = hex; *c; c++)
		*c = (char)(*c >= 'A' && *c <= 'F' ? *c + 32 : *c);
	if (strcmp(hex, pack->official_hash) != 0)
		return diag_set(
			diag, path, 1, 1,
			"this is not the text that the pack was made from; install that one");
	return ERR_OK;
}

enum err official_open(const struct pack *pack, const char *path, struct official **ret_official,
		       struct diag *diag)
{
	struct official *official;
	struct text out;
	char *bytes = NULL;
	size_t size = 0;
	enum err err;

	if (access(path, R_OK) != 0)
		return diag_set(diag, path, 1, 1, "no such document; put the text file there");
	if (!pack->official_hash)
		return diag_set(diag, path, 1, 1, "the pack does not know this document; "
				"document_sha256 in its pack.yaml names it");
	official = calloc(1, sizeof(*official));
	if (!official)
		abort();
	arena_init(&official->arena, (size_t)4 << 20);
	err = yaml_bytes(path, &official->arena, &bytes, &size, diag);
	if (err == ERR_OK)
		err = check_hash(pack, path, bytes, size, diag);
	if (err == ERR_OK && !utf8_valid(bytes, size))
		err = diag_set(diag, path, 1, 1, "not UTF-8");
	if (err) {
		official_close(official);
		return err;
	}
	official->text = arena_alloc(&official->arena, size * 2 + 2);
	out = text_in(official->text, size * 2 + 2);
	join(bytes, &out);
	*ret_official = official;
	return ERR_OK;
}

void official_close(struct official *official)
{
	if (!official)
		return;
	arena_finish(&official->arena);
	free(official);
}

/* "四（三）" as 4 and 3; "一" as 1 and 0. */
static bool parse_section(const char *section, int *ret_part, int *ret_sub)
{
	for (int i = 0; i < 10; i++) {
		const char *rest = section + strlen(numbers[i]);

		if (!starts_with(section, numbers[i]))
			continue;
		*ret_part = i + 1;
		*ret_sub = bracketed(rest);
		return *rest == 0 || *ret_sub > 0;
	}
	return false;
}

/* Where the section's text begins and ends; its heading line is its first sentence. */
static bool find_section(const char *text, int part, int sub, const char **ret_from,
			 const char **ret_to)
{
	int at_part = 0, at_sub = 0;
	const char *from = NULL;

	for (const char *line = text; *line; ) {
		const char *end = line + strcspn(line, "\n");

		if (headed(line)) {
			at_part = headed(line);
			at_sub = 0;
		} else if (bracketed(line)) {
			at_sub = bracketed(line);
		}
		if (from && (at_part != part || at_sub != sub)) {
			*ret_to = line;
			break;
		}
		if (!from && at_part == part && at_sub == sub)
			from = line;
		*ret_to = end;
		line = *end ? end + 1 : end;
	}
	*ret_from = from;
	return from != NULL;
}

static bool is_annex(const char *line)
{
	return starts_with(line, "附件") || starts_with(line, "- 附件");
}

/*
 * What has no number: the head of the document is everything above the first
 * heading, its last paragraph stands before the annexes.
 */
static bool find_unnumbered(const char *text, const char *section, const char **ret_from,
			    const char **ret_to)
{
	static const char *const head[] = { "文头", "标题", "引言" };
	bool last = strcmp(section, "末段") == 0;
	const char *from = text, *line = text;

	if (!last && text_find(head, 3, section) < 0)
		return false;
	while (*line && !(last ? is_annex(line) : headed(line) > 0)) {
		const char *end = line + strcspn(line, "\n");

		from = last ? line : text;
		line = *end ? end + 1 : end;
	}
	*ret_from = from;
	*ret_to = line;
	return true;
}

static bool find_place(const char *text, const char *section, const char **ret_from,
		       const char **ret_to)
{
	int part = 0, sub = 0;

	return find_unnumbered(text, section, ret_from, ret_to) ||
	       (parse_section(section, &part, &sub) &&
		find_section(text, part, sub, ret_from, ret_to));
}

/* A sentence ends at a full stop or a line's end. */
static const char *sentence_end(const char *at, const char *to)
{
	for (; at < to && *at != '\n'; at++) {
		if (starts_with(at, "。"))
			return at + strlen("。");
	}
	return at;
}

enum err official_sentence(const struct official *official, const struct pack *pack, int rule,
			   char *out, size_t cap)
{
	int left = pack->rule_more[rule].sentence;
	const char *at, *to = NULL;

	if (left == 0 || !find_place(official->text, pack->rules[rule].section, &at, &to))
		return ERR_ABSENT;
	while (at < to) {
		const char *end = sentence_end(at, to);

		if (--left == 0) {
			if ((size_t)(end - at) >= cap)
				return ERR_FULL;
			memcpy(out, at, (size_t)(end - at));
			out[end - at] = 0;
			return ERR_OK;
		}
		at = end + (*end == '\n');
	}
	return ERR_ABSENT;
}
