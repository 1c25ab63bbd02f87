#include "ui/fonts.h"

#include "base/fnv.h"
#include "base/log.h"
#include "base/text.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILES_MAX 8
#define SIZES_MAX 64

enum weight { WEIGHT_REGULAR, WEIGHT_BOLD, WEIGHT_ANY };

struct font_file {
	enum weight weight;
	char package[64];
	char path[256];
	int face[LANG_COUNT];	/* index in a collection */
	const uint8_t *map;	/* NULL until needed */
	size_t size;
	bool broken;
};

/* A font at one size: SDL_ttf keeps a glyph cache in each. */
struct font_size {
	int file;
	int face;
	int em_px;
	bool embolden;
	TTF_Font *font;
};

struct fonts {
	struct font_file files[FILES_MAX];
	int file_count;
	struct font_size sizes[SIZES_MAX];
	int size_count;
};

static enum err parse_weight(const char *word, enum weight *ret_weight)
{
	static const char *const names[] = { "regular", "bold", "any" };
	int found = text_find(names, 3, word);

	if (found < 0)
		return ERR_INPUT;
	*ret_weight = (enum weight)found;
	return ERR_OK;
}

/* "2" for every language, or "zh_CN=2 en=2 zh_TW=3". */
static enum err parse_faces(char *words, int face[LANG_COUNT])
{
	char *rest = NULL;

	for (char *word = strtok_r(words, " \t", &rest); word;
	     word = strtok_r(NULL, " \t", &rest)) {
		char *number = strchr(word, '=');
		size_t named = number ? (size_t)(number - word) : 0;
		int value = (int)strtol(number ? number + 1 : word, NULL, 10);
		bool known = !number;

		for (int i = 0; i < LANG_COUNT; i++) {
			const char *code = lang_code((enum lang)i);

			if (number && (strlen(code) != named || strncmp(code, word, named) != 0))
				continue;
			known = true;
			face[i] = value;
		}
		if (!known || value < 0 || value > 99)
			return ERR_INPUT;
	}
	return ERR_OK;
}

static enum err parse_line(char *line, struct font_file *file)
{
	char weight[16];
	int faces_at = 0;

	if (sscanf(line, "%15s %63s %255s %n", weight, file->package, file->path,
		   &faces_at) != 3 || faces_at == 0)
		return ERR_INPUT;
	if (parse_weight(weight, &file->weight))
		return ERR_INPUT;
	return parse_faces(line + faces_at, file->face);
}

/* Takes one listed font, there or not; an error ends the reading. */
typedef enum err take_font_fn(void *context, const struct font_file *file);

static enum err read_list(FILE *list, const char *path, struct diag *diag,
			  take_font_fn *take, void *context)
{
	char line[512];

	for (int number = 1; fgets(line, sizeof(line), list); number++) {
		struct font_file file = { .size = 0 };

		line[strcspn(line, "\n")] = 0;
		if (line[0] == '#' || line[strspn(line, " \t")] == 0)
			continue;
		if (parse_line(line, &file))
			return diag_set(diag, path, number, 1,
					"not a font; write: regular|bold|any PACKAGE FILE FACE");
		if (take(context, &file))
			return diag_set(diag, path, number, 1,
					"more than %d fonts; remove some", FILES_MAX);
	}
	return ERR_OK;
}

static enum err add_file(void *context, const struct font_file *file)
{
	struct fonts *fonts = context;

	if (access(file->path, R_OK)) {
		log_warn("font %s is missing; install %s", file->path, file->package);
		return ERR_OK;
	}
	if (fonts->file_count == FILES_MAX)
		return ERR_FULL;
	fonts->files[fonts->file_count++] = *file;
	return ERR_OK;
}

struct looking {
	fonts_report *report;
	void *context;
};

static enum err report_file(void *context, const struct font_file *file)
{
	const struct looking *looking = context;

	looking->report(looking->context, file->package, file->path,
			access(file->path, R_OK) == 0);
	return ERR_OK;
}

enum err fonts_look(const char *list_path, fonts_report *report, void *context,
		    struct diag *diag)
{
	FILE *list = fopen(list_path, "re");
	struct looking looking = { report, context };
	enum err err;

	if (!list)
		return diag_set(diag, list_path, 0, 0, "cannot be read; name the font list");
	err = read_list(list, list_path, diag, report_file, &looking);
	fclose(list);
	return err;
}

enum err fonts_open(const char *list_path, struct diag *diag,
		    struct fonts **ret_fonts)
{
	FILE *list = fopen(list_path, "re");
	struct fonts *fonts;
	enum err err;

	if (!list)
		return diag_set(diag, list_path, 0, 0, "cannot be read; name the font list");
	fonts = calloc(1, sizeof(*fonts));
	if (!fonts)
		abort();
	err = read_list(list, list_path, diag, add_file, fonts);
	fclose(list);
	if (!err && (fonts->file_count == 0 || fonts->files[0].weight != WEIGHT_REGULAR)) {
		diag_set(diag, list_path, 0, 0, "its first font is not installed");
		err = ERR_ABSENT;
	}
	if (err) {
		free(fonts);
		return err;
	}
	*ret_fonts = fonts;
	return ERR_OK;
}

void fonts_forget(struct fonts *fonts)
{
	for (int i = 0; i < fonts->size_count; i++)
		TTF_CloseFont(fonts->sizes[i].font);
	fonts->size_count = 0;
}

void fonts_close(struct fonts *fonts)
{
	if (!fonts)
		return;
	fonts_forget(fonts);
	for (int i = 0; i < fonts->file_count; i++) {
		if (fonts->files[i].map)
			munmap((void *)fonts->files[i].map, fonts->files[i].size);
	}
	free(fonts);
}

void fonts_unload(const struct fonts *fonts)
{
	for (int i = 0; i < fonts->file_count; i++) {
		const struct font_file *file = &fonts->files[i];

		if (file->map)
			madvise((void *)file->map, file->size, MADV_DONTNEED);
	}
}

static bool map_file(struct font_file *file)
{
	struct stat st;
	void *map;
	int fd;

	if (file->map || file->broken)
		return file->map;
	file->broken = true;
	fd = open(file->path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || fstat(fd, &st) || st.st_size <= 0) {
		log_error("font %s cannot be opened", file->path);
		if (fd >= 0)
			close(fd);
		return false;
	}
	map = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	close(fd);
	if (map == MAP_FAILED) {
		log_error("font %s cannot be mapped", file->path);
		return false;
	}
	file->map = map;
	file->size = (size_t)st.st_size;
	file->broken = false;
	return true;
}

static struct font_size *open_size(struct fonts *fonts, struct font_size want)
{
	struct font_file *file = &fonts->files[want.file];
	SDL_RWops *bytes;

	if (!map_file(file))
		return NULL;
	if (fonts->size_count == SIZES_MAX)
		fonts_forget(fonts);
	bytes = SDL_RWFromConstMem(file->map, (int)file->size);
	want.font = TTF_OpenFontIndexRW(bytes, 1, want.em_px, want.face);
	if (!want.font) {
		log_error("font %s: %s", file->path, TTF_GetError());
		file->broken = true;
		return NULL;
	}
	TTF_SetFontHinting(want.font, TTF_HINTING_LIGHT);
	if (want.embolden)
		TTF_SetFontStyle(want.font, TTF_STYLE_BOLD);
	fonts->sizes[fonts->size_count] = want;
	return &fonts->sizes[fonts->size_count++];
}

/* One open font a face serves all sizes: the tables of a CJK face take a megabyte each time. */
static TTF_Font *resized(struct font_size *have, int em_px)
{
	if (have->em_px != em_px && TTF_SetFontSize(have->font, em_px)) {
		log_error("font size %d: %s", em_px, TTF_GetError());
		return NULL;
	}
	have->em_px = em_px;
	return have->font;
}

/* That of a listed file, as it stands open; it is opened at the face's size. */
static struct font_size *open_face(struct fonts *fonts, int index, struct face face)
{
	const struct font_file *file = &fonts->files[index];
	struct font_size want = {
		.file = index,
		.face = file->face[face.lang],
		.em_px = face.em_px,
		.embolden = face.bold && file->weight == WEIGHT_ANY,
	};

	for (int i = 0; i < fonts->size_count; i++) {
		struct font_size *have = &fonts->sizes[i];

		if (have->file == want.file && have->face == want.face &&
		    have->embolden == want.embolden)
			return have;
	}
	return open_size(fonts, want);
}

static TTF_Font *size_of(struct fonts *fonts, int index, struct face face)
{
	struct font_size *have = open_face(fonts, index, face);

	return have ? resized(have, face.em_px) : NULL;
}

static bool fits_weight(const struct font_file *file, bool bold)
{
	return file->weight == WEIGHT_ANY ||
	       file->weight == (bold ? WEIGHT_BOLD : WEIGHT_REGULAR);
}

TTF_Font *fonts_pick(struct fonts *fonts, struct face face, uint32_t character)
{
	for (int i = 0; i < fonts->file_count; i++) {
		TTF_Font *font;

		if (!fits_weight(&fonts->files[i], face.bold) || fonts->files[i].broken)
			continue;
		font = size_of(fonts, i, face);
		if (font && TTF_GlyphIsProvided32(font, character))
			return font;
	}
	return NULL;
}

bool fonts_first_has(struct fonts *fonts, struct face face, uint32_t character)
{
	for (int i = 0; i < fonts->file_count; i++) {
		const struct font_file *file = &fonts->files[i];
		const struct font_size *have;

		if (!fits_weight(file, face.bold) || file->broken)
			continue;
		/* at whatever size it stands: which characters it has is the same at all */
		have = open_face(fonts, i, face);
		if (have && TTF_GlyphIsProvided32(have->font, character))
			return file->weight != WEIGHT_ANY;
	}
	return false;
}

bool fonts_is_first(struct fonts *fonts, struct face face, const TTF_Font *font)
{
	for (int i = 0; i < fonts->size_count; i++) {
		if (fonts->sizes[i].font == font)
			return fonts->files[fonts->sizes[i].file].weight != WEIGHT_ANY &&
			       fonts->sizes[i].em_px == face.em_px;
	}
	return false;
}

int fonts_files_open(const struct fonts *fonts)
{
	int open_files = 0;

	for (int i = 0; i < fonts->file_count; i++)
		open_files += fonts->files[i].map != NULL;
	return open_files;
}

uint64_t fonts_digest(const struct fonts *fonts)
{
	uint64_t digest = FNV64_BEGIN;
	int drawn_by[3];

	TTF_GetFreeTypeVersion(&drawn_by[0], &drawn_by[1], &drawn_by[2]);
	digest = fnv64(digest, drawn_by, sizeof(drawn_by));
	for (int i = 0; i < fonts->file_count; i++) {
		const struct font_file *file = &fonts->files[i];
		struct stat about = { .st_size = 0 };

		if (stat(file->path, &about) == 0)
			digest = fnv64(digest, &about.st_mtim, sizeof(about.st_mtim));
		digest = fnv64(digest, &about.st_size, sizeof(about.st_size));
		digest = fnv64(digest, file->face, sizeof(file->face));
		digest = fnv64(digest, file->path, strlen(file->path));
	}
	return digest;
}

static uint32_t be(const struct font_file *file, size_t at, size_t bytes)
{
	uint32_t value = 0;

	if (at > file->size || bytes > file->size - at)
		return 0;
	for (size_t i = 0; i < bytes; i++)
		value = value << 8 | file->map[at + i];
	return value;
}

/* Offset of a table in a font or a face of a collection; 0 when it is not there. */
static size_t table_at(const struct font_file *file, int face, uint32_t tag)
{
	const uint32_t collection = 0x74746366; /* ttcf */
	size_t start = be(file, 0, 4) == collection ?
			       be(file, 12 + 4 * (size_t)face, 4) : 0;
	uint32_t count = be(file, start + 4, 2);

	for (uint32_t i = 0; i < count; i++) {
		size_t record = start + 12 + 16 * (size_t)i;

		if (be(file, record, 4) == tag)
			return be(file, record + 8, 4);
	}
	return 0;
}

double fonts_cap_ratio(struct fonts *fonts)
{
	struct font_file *file = &fonts->files[0];
	size_t os2, head;
	uint32_t cap, em;

	if (!map_file(file))
		return 0.733;
	os2 = table_at(file, file->face[0], 0x4f532f32);  /* OS/2 */
	head = table_at(file, file->face[0], 0x68656164); /* head */
	cap = be(file, os2 + 88, 2);
	em = be(file, head + 18, 2);
	if (os2 == 0 || head == 0 || cap == 0 || em == 0 || be(file, os2, 2) < 2) {
		log_warn("font %s states no cap height", file->path);
		return 0.7;
	}
	return (double)cap / em;
}
