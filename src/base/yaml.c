#include "base/yaml.h"

#include "base/text.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <libfyaml.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define YAML_DEPTH_MAX 48
#define FILE_SIZE_MAX (1 << 20)
#define LINES_ABOVE 4

/* What the reader holds while events come in. */
struct yaml_reader {
	const char *name;
	struct arena *arena;
	struct yaml *root;
	struct yaml *open;	/* the list or mapping that is being filled */
	struct yaml *key;	/* a mapping's key that waits for its value */
	int depth;
	bool ended;		/* a document was read whole */
	struct diag *diag;
};

static enum err fault_at(struct yaml_reader *r, struct fy_token *token, const char *what)
{
	const struct fy_mark *mark = token ? fy_token_start_mark(token) : NULL;

	return diag_set(r->diag, r->name, mark ? mark->line + 1 : 1,
			mark ? mark->column + 1 : 1, "%s", what);
}

static struct yaml *node_make(struct yaml_reader *r, enum yaml_kind kind, struct fy_token *token)
{
	struct yaml *node = arena_try(r->arena, sizeof(*node));
	const struct fy_mark *mark = token ? fy_token_start_mark(token) : NULL;

	if (!node)
		return NULL;
	node->kind = kind;
	node->file = r->name;
	node->text = "";
	node->key = "";
	node->line = mark ? mark->line + 1 : 1;
	node->column = mark ? mark->column + 1 : 1;
	return node;
}

static void append(struct yaml *parent, struct yaml *node)
{
	node->parent = parent;
	if (parent->last)
		parent->last->next = node;
	else
		parent->first = node;
	parent->last = node;
	parent->count++;
}

static enum err take_key(struct yaml_reader *r, struct yaml *node, struct fy_token *token)
{
	if (node->kind != YAML_SCALAR)
		return fault_at(r, token, "a key must be one word; write `key: value`");
	if (yaml_get(r->open, node->text))
		return diag_set(r->diag, r->name, node->line, node->column,
				"key \"%s\" stands here twice; keep one of them", node->text);
	r->key = node;
	return ERR_OK;
}

/* Puts a finished or just opened node where it belongs. */
static enum err place(struct yaml_reader *r, struct yaml *node, struct fy_token *token)
{
	if (!r->open) {
		r->root = node;
		return ERR_OK;
	}
	if (r->open->kind == YAML_MAP && !r->key)
		return take_key(r, node, token);
	if (r->key) {
		node->key = r->key->text;
		node->key_line = r->key->line;
		node->key_column = r->key->column;
		r->key = NULL;
	}
	append(r->open, node);
	return ERR_OK;
}

static enum err take_scalar(struct yaml_reader *r, struct fy_token *token)
{
	size_t len = 0;
	const char *bytes = fy_token_get_text(token, &len);
	struct yaml *node = node_make(r, YAML_SCALAR, token);
	char *text = arena_try(r->arena, len + 1);

	if (!node || !text)
		return fault_at(r, token, "the pack is too large; take something out");
	if (len > 0)
		memcpy(text, bytes, len);
	if (memchr(text, 0, len))
		return fault_at(r, token, "a text may not hold a NUL character");
	node->text = text;
	node->plain = fy_token_scalar_style(token) == FYSS_PLAIN;
	return place(r, node, token);
}

static enum err open_node(struct yaml_reader *r, enum yaml_kind kind, struct fy_token *token)
{
	struct yaml *node = node_make(r, kind, token);
	enum err err;

	if (!node)
		return fault_at(r, token, "the pack is too large; take something out");
	if (++r->depth > YAML_DEPTH_MAX)
		return fault_at(r, token,
				"nested too deeply; name a part under conditions and use it");
	err = place(r, node, token);
	if (err == ERR_OK)
		r->open = node;
	return err;
}

static enum err close_node(struct yaml_reader *r)
{
	assert(r->open);	/* the parser pairs them */
	r->depth--;
	r->open = r->open->parent;
	return ERR_OK;
}

static enum err refuse_marks(struct yaml_reader *r, struct fy_token *anchor, struct fy_token *tag)
{
	if (anchor)
		return fault_at(r, anchor, "anchors (&name) are not allowed; write the text out");
	if (tag)
		return fault_at(r, tag, "tags (!name) are not allowed; take it away");
	return ERR_OK;
}

static enum err take_event(struct yaml_reader *r, struct fy_event *event)
{
	enum err err = ERR_OK;

	switch (event->type) {
	case FYET_DOCUMENT_START:
		if (r->ended)
			return fault_at(r, event->document_start.document_start,
					"a second document (---) is not allowed; one file, one "
					"document");
		return ERR_OK;
	case FYET_DOCUMENT_END:
		r->ended = true;
		return ERR_OK;
	case FYET_SCALAR:
		err = refuse_marks(r, event->scalar.anchor, event->scalar.tag);
		return err ? err : take_scalar(r, event->scalar.value);
	case FYET_SEQUENCE_START:
		err = refuse_marks(r, event->sequence_start.anchor, event->sequence_start.tag);
		return err ? err : open_node(r, YAML_LIST, event->sequence_start.sequence_start);
	case FYET_MAPPING_START:
		err = refuse_marks(r, event->mapping_start.anchor, event->mapping_start.tag);
		return err ? err : open_node(r, YAML_MAP, event->mapping_start.mapping_start);
	case FYET_SEQUENCE_END:
	case FYET_MAPPING_END:
		return close_node(r);
	case FYET_ALIAS:
		return fault_at(r, event->alias.anchor,
				"aliases (*name) are not allowed; write the text out");
	default:
		return ERR_OK;
	}
}

/* A full-width mark right behind a plain word, typed where YAML wants its own. */
static const char *full_width_mark(const char *line, const char *end)
{
	static const char *const marks[] = { "：", "，", "［", "］", "｛", "｝" };

	for (const char *at = line; end - at > 3; at++) {
		bool word = (unsigned char)*at < 0x80 && !strchr(" #\n", *at);

		for (int i = 0; word && i < 6; i++) {
			if (memcmp(at + 1, marks[i], 3) == 0)
				return at + 1;
		}
	}
	return NULL;
}

static enum err full_width_fault(const struct yaml_reader *r, const char *bytes, const char *mark)
{
	int line = 1, column = 1;

	assert(bytes && mark);
	for (const char *at = bytes; at < mark; at++) {
		column = *at == '\n' ? 1 : column + (((unsigned char)*at & 0xc0) != 0x80);
		line += *at == '\n';
	}
	return diag_set(r->diag, r->name, line, column,
			"the full-width mark %.3s; type the half-width one", mark);
}

/* In the line or the few above it: the parser stumbles over an open bracket late. */
static const char *mark_near(const char *bytes, size_t size, int line)
{
	const char *end = bytes + size, *start = bytes, *at = bytes;

	for (int i = 1; i < line && at; i++) {
		start = i <= line - LINES_ABOVE ? at : start;
		at = memchr(at, '\n', (size_t)(end - at));
		at = at ? at + 1 : NULL;
	}
	at = at ? memchr(at, '\n', (size_t)(end - at)) : NULL;
	return full_width_mark(start, at ? at : end);
}

/* The first remark of the parser, of whatever level, is a rejection. */
static enum err parser_fault(struct fy_diag *fy, const char *bytes, size_t size,
			     const struct yaml_reader *r)
{
	void *at = NULL;
	struct fy_diag_error *error = fy_diag_errors_iterate(fy, &at);
	const char *mark;

	if (!error)
		return diag_set(r->diag, r->name, 1, 1,
				"this is no YAML; write `key: value` lines");
	mark = mark_near(bytes, size, error->line);
	if (mark)
		return full_width_fault(r, bytes, mark);
	return diag_set(r->diag, r->name, error->line > 0 ? error->line : 1,
			error->column > 0 ? error->column : 1, "%s; %s", error->msg,
			strstr(error->msg, "plain scalar cannot start") ?
			"put it in double quotes" :
			"mend the indentation, quotes or brackets here or in the line above");
}

static enum err read_events(struct fy_parser *parser, struct yaml_reader *r)
{
	struct fy_event *event;
	enum err err = ERR_OK;

	while (err == ERR_OK && (event = fy_parser_parse(parser))) {
		err = take_event(r, event);
		fy_parser_event_free(parser, event);
	}
	return err;
}

static enum err parse(const char *bytes, size_t size, struct yaml_reader *r)
{
	struct fy_diag_cfg cfg;
	struct fy_diag *fy;
	struct fy_parser *parser;
	enum err err = ERR_IO;

	fy_diag_cfg_default(&cfg);
	cfg.fp = NULL;
	fy = fy_diag_create(&cfg);
	if (!fy)
		return ERR_IO;
	fy_diag_set_collect_errors(fy, true);
	parser = fy_parser_create(&(struct fy_parse_cfg){
		.flags = FYPCF_QUIET | FYPCF_COLLECT_DIAG | FYPCF_JSON_NONE, .diag = fy });
	if (parser && fy_parser_set_string(parser, bytes, size) == 0) {
		void *at = NULL;

		err = read_events(parser, r);
		if (err == ERR_OK && (fy_parser_get_stream_error(parser) ||
				      fy_diag_errors_iterate(fy, &at)))
			err = parser_fault(fy, bytes, size, r);
	}
	fy_parser_destroy(parser);
	fy_diag_destroy(fy);
	return err;
}

/* libfyaml 0.7.12 loops for ever on some invalid UTF-8: it never sees any. */
static enum err check_bytes(const char *name, const char *bytes, size_t size, struct diag *diag)
{
	size_t bad = utf8_bad_offset(bytes, size);
	int line = 1, column = 1;

	for (size_t i = 0; i < size; i++) {
		unsigned char c = (unsigned char)bytes[i];

		if (i == bad)
			return diag_set(diag, name, line, column,
					"not UTF-8; save the file as UTF-8");
		if ((c < 0x20 && c != '\n' && c != '\r') || c == 0x7f)
			return diag_set(
				diag, name, line, column,
				"control character %02x; use spaces and line breaks only", c);
		if (c == '\n') {
			line++;
			column = 1;
		} else if ((c & 0xc0) != 0x80) {
			column++;
		}
	}
	return ERR_OK;
}

enum err yaml_read(const char *name, const char *bytes, size_t size,
		   struct arena *arena, const struct yaml **ret_root,
		   struct diag *diag)
{
	struct yaml_reader r = { .name = name, .arena = arena, .diag = diag };
	enum err err = check_bytes(name, bytes, size, diag);

	if (err == ERR_OK)
		err = parse(bytes, size, &r);
	if (err == ERR_OK && !r.root)
		err = diag_set(diag, name, 1, 1, "the file is empty");
	if (err == ERR_OK)
		*ret_root = r.root;
	return err;
}

const struct yaml *yaml_get(const struct yaml *map, const char *key)
{
	if (map->kind != YAML_MAP)
		return NULL;
	for (const struct yaml *at = map->first; at; at = at->next) {
		if (strcmp(at->key, key) == 0)
			return at;
	}
	return NULL;
}

enum err yaml_fault(const struct yaml *at, struct diag *diag, const char *fmt, ...)
{
	char what[sizeof(diag->what)];
	va_list args;

	va_start(args, fmt);
	vsnprintf(what, sizeof(what), fmt, args);
	va_end(args);
	return diag_set(diag, at->file, at->line, at->column, "%s", what);
}

enum err yaml_key_fault(const struct yaml *at, struct diag *diag, const char *fmt, ...)
{
	char what[sizeof(diag->what)];
	bool keyed = at->key_line > 0;
	va_list args;

	va_start(args, fmt);
	vsnprintf(what, sizeof(what), fmt, args);
	va_end(args);
	return diag_set(diag, at->file, keyed ? at->key_line : at->line,
			keyed ? at->key_column : at->column, "%s", what);
}

/* A pipe that nobody writes to would be waited for: opened without waiting, and refused. */
static FILE *open_file(const char *path, struct stat *ret_about)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	if (fd < 0)
		return NULL;
	if (fstat(fd, ret_about) == 0 && S_ISREG(ret_about->st_mode))
		return fdopen(fd, "rb");
	close(fd);
	errno = S_ISDIR(ret_about->st_mode) ? EISDIR : EINVAL;
	return NULL;
}

enum err yaml_bytes(const char *path, struct arena *arena, char **ret_bytes, size_t *ret_size,
		    struct diag *diag)
{
	struct stat about = { 0 };
	FILE *file = open_file(path, &about);
	char *bytes = NULL;
	size_t size = 0;

	if (!file)
		return diag_set(diag, path, 1, 1, "cannot be read (%s); put the file there",
				errno == EINVAL ? "it is no file" : strerror(errno));
	if (about.st_size < FILE_SIZE_MAX) {
		size = (size_t)about.st_size;
		bytes = arena_try(arena, size + 1);
	}
	if (!bytes || fread(bytes, 1, size, file) != size) {
		fclose(file);
		return diag_set(diag, path, 1, 1,
				"cannot be read whole; a file holds less than 1 MiB");
	}
	fclose(file);
	*ret_bytes = bytes;
	*ret_size = size;
	return ERR_OK;
}

enum err yaml_read_file(const char *dir, const char *name, struct arena *arena,
			const struct yaml **ret_root, struct diag *diag)
{
	const char *path = arena_textf(arena, "%s/%s", dir, name);
	char *bytes = NULL;
	size_t size = 0;
	enum err err = yaml_bytes(path, arena, &bytes, &size, diag);

	return err ? err : yaml_read(path, bytes, size, arena, ret_root, diag);
}
