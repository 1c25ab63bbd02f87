#include "ui/type.h"

#include "base/fnv.h"
#include "base/log.h"
#include "base/text.h"
#include "ui/letters.h"
#include "ui/line_picture.h"
#include "ui/surface_cache.h"

#include <assert.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>

#define LINE_BYTES_MAX 1024
#define RUNS_MAX 128
#define WIDTHS 2048
#define LINE_WIDTHS 4096
#define KEPT_BYTES_MAX (24u << 20)
#define GETA 0x3013u

/* Advances met before, by face and character; a clash just overwrites. */
struct width {
	uint32_t character;
	short em_px;
	bool bold;
	uint8_t lang;
	short px;
};

/* Lines measured before, by a digest of face and words: one layout asks for most of them
 * several times, and to shape a line again costs more than the rest of the layout. */
struct line_width {
	uint64_t digest;
	int px;
};

struct type {
	struct fonts *fonts;
	struct surface_cache *lines;
	struct letters *letters;
	bool recalled;	/* some of them from an earlier start */
	bool first_page;	/* until type_keep: lines are kept with them */
	unsigned drawn;	/* of them at this start */
	struct width widths[WIDTHS];
	struct line_width line_widths[LINE_WIDTHS];
};

/* Neighbouring characters of one font, or that stand for themselves (ui/letters). */
struct run {
	TTF_Font *font;	/* NULL: singles */
	int start;
	int len;
	int width;	/* px, once runs_width has asked */
};

struct runs {
	char bytes[LINE_BYTES_MAX + RUNS_MAX];	/* the runs' texts, each NUL-terminated */
	struct run run[RUNS_MAX];
	int used;
	int count;
};

/*
 * Pictures of lines come and go by the megabyte with each page: the room that they leave waits
 * for the next, for the system would clear it anew, and that is a third of drawing a page.
 */
static void keep_room(void)
{
	mallopt(M_MMAP_THRESHOLD, 1 << 20);
	mallopt(M_TRIM_THRESHOLD, 2 << 20);
}

enum err type_open(const char *list_path, struct diag *diag, struct type **ret_type)
{
	struct type *type;
	enum err err;

	if (TTF_Init()) {
		diag_set(diag, "", 0, 0, "SDL_ttf does not start: %s", TTF_GetError());
		return ERR_IO;
	}
	type = calloc(1, sizeof(*type));
	if (!type)
		abort();
	err = fonts_open(list_path, diag, &type->fonts);
	if (err) {
		free(type);
		TTF_Quit();
		return err;
	}
	type->lines = surface_cache_create(KEPT_BYTES_MAX);
	type->letters = letters_create();
	keep_room();
	*ret_type = type;
	return ERR_OK;
}

void type_close(struct type *type)
{
	if (!type)
		return;
	surface_cache_destroy(type->lines);
	letters_destroy(type->letters);
	fonts_close(type->fonts);
	explicit_bzero(type, sizeof(*type));
	free(type);
	TTF_Quit();
}

bool type_recall(struct type *type, const char *path)
{
	type->recalled = letters_load(type->letters, path, fonts_digest(type->fonts)) == ERR_OK;
	return type->recalled;
}

void type_first_page(struct type *type)
{
	type->first_page = true;
}

static void end_first_page(struct type *type)
{
	if (type->first_page)
		letters_forget_lines(type->letters);
	type->first_page = false;
}

bool type_keep(struct type *type, const char *path)
{
	bool kept = (type->recalled && type->drawn == 0) ||
		    letters_save(type->letters, path, fonts_digest(type->fonts)) == ERR_OK;

	end_first_page(type);
	if (!kept)
		log_debug("%s: not written; letters are drawn anew at the next start", path);
	return kept;
}

struct fonts *type_fonts(struct type *type)
{
	return type->fonts;
}

void type_wipe(struct type *type)
{
	surface_cache_wipe(type->lines);
	type->first_page = false;
	letters_wipe(type->letters);
	fonts_forget(type->fonts);
	explicit_bzero(type->widths, sizeof(type->widths));
	explicit_bzero(type->line_widths, sizeof(type->line_widths));
}

size_t type_kept_bytes(const struct type *type)
{
	return surface_cache_bytes(type->lines);
}

/* Characters that steer breaking or shape and have no picture of their own. */
static bool is_unseen(uint32_t c)
{
	return c < 0x20 || c == 0x7f || c == 0xad || (c >= 0x200b && c <= 0x200f) ||
	       c == 0x2060 || c == 0xfeff || (c >= 0xfe00 && c <= 0xfe0f) ||
	       (c >= 0xe0100 && c <= 0xe01ef);
}

/* Drawn one em wide by Noto, without looking it up. */
static bool is_ideograph(uint32_t c)
{
	return (c >= 0x4e00 && c <= 0x9fff) || (c >= 0x3400 && c <= 0x4dbf);
}

static TTF_Font *font_of(struct type *type, struct face face, uint32_t *character)
{
	TTF_Font *font = fonts_pick(type->fonts, face, *character);

	if (!font) {
		*character = GETA;
		font = fonts_pick(type->fonts, face, GETA);
	}
	return font;
}

bool type_can_draw(struct type *type, const char *text)
{
	const struct face face = { .lang = LANG_ZH_HANS, .em_px = 30 };
	uint32_t c;

	while ((c = utf8_next(&text))) {
		if (!is_unseen(c) && !fonts_pick(type->fonts, face, c))
			return false;
	}
	return true;
}

static int ask_for_advance(struct type *type, struct face face, uint32_t c)
{
	int advance = face.em_px;
	TTF_Font *font = font_of(type, face, &c);

	if (!font)
		return 0;
	if (is_ideograph(c) && fonts_is_first(type->fonts, face, font))
		return face.em_px;
	if (TTF_GlyphMetrics32(font, c, NULL, NULL, NULL, NULL, &advance))
		return face.em_px;
	return advance;
}

/* Of the first page: what letters.h calls a letter that is a width alone. */
static int keep_width(struct type *type, struct face face, uint64_t of, int px)
{
	if (type->first_page) {
		letters_add(type->letters, &(struct drawn_letter){
			.of = of, .em_px = (short)face.em_px, .advance = (short)px,
			.bold = face.bold, .lang = (uint8_t)lang_written(face.lang),
		}, NULL);
		type->drawn++;
	}
	return px;
}

static int look_up_advance(struct type *type, struct face face, uint32_t c)
{
	const struct drawn_letter *kept = letters_find(type->letters, face, c);

	if (!kept && type->first_page)
		kept = letters_find(type->letters, face, LETTERS_ADVANCE | c);
	return kept ? kept->advance :
		      keep_width(type, face, LETTERS_ADVANCE | c, ask_for_advance(type, face, c));
}

static int advance_of(struct type *type, struct face face, uint32_t c)
{
	size_t at = (c * 31u + (uint32_t)face.em_px * 7u + face.bold) % WIDTHS;
	struct width *known = &type->widths[at];

	if (known->character == c && known->em_px == face.em_px &&
	    known->bold == face.bold && known->lang == face.lang)
		return known->px;
	*known = (struct width){ .character = c, .em_px = (short)face.em_px,
		.bold = face.bold, .lang = (uint8_t)face.lang,
		.px = (short)look_up_advance(type, face, c) };
	return known->px;
}

int type_estimate(struct type *type, struct face face, const char *text, size_t len)
{
	const char *end = text + len;
	int width = 0;

	while (text < end) {
		uint32_t c = utf8_next(&text);

		if (c == 0)
			break;
		if (!is_unseen(c))
			width += advance_of(type, face, c);
	}
	return width;
}

/* Of the first typeface alone.  Not drawn yet: a line is measured at sizes that nobody sees. */
static bool is_single(struct type *type, struct face face, uint32_t c)
{
	return letters_is_single(c) && (letters_find(type->letters, face, c) ||
					fonts_first_has(type->fonts, face, c));
}

/* Drawn here where it is not kept yet; NULL: it cannot be. */
static const struct drawn_letter *letter_of(struct type *type, struct face face, uint32_t c)
{
	const struct drawn_letter *kept = letters_find(type->letters, face, c);
	TTF_Font *font = kept ? NULL : fonts_pick(type->fonts, face, c);

	type->drawn += font != NULL;
	return font ? letters_draw(type->letters, face, c, font) : kept;
}

static void add_character(struct runs *runs, TTF_Font *font, uint32_t c)
{
	struct run *run = runs->count ? &runs->run[runs->count - 1] : NULL;
	char bytes[4];
	size_t n = utf8_put(c, bytes);

	if (!run || run->font != font) {
		if (runs->count == RUNS_MAX)
			return;
		if (run)
			runs->bytes[runs->used++] = 0;
		run = &runs->run[runs->count++];
		*run = (struct run){ .font = font, .start = runs->used };
	}
	if (runs->used + (int)n >= (int)sizeof(runs->bytes) - RUNS_MAX)
		return;
	memcpy(runs->bytes + runs->used, bytes, n);
	runs->used += (int)n;
	run->len += (int)n;
	runs->bytes[runs->used] = 0;
}

static void split_runs(struct type *type, struct face face, const char *text,
		       size_t len, struct runs *runs)
{
	const char *end = text + len;

	assert(len < LINE_BYTES_MAX);
	runs->count = runs->used = 0;
	while (text < end) {
		uint32_t c = utf8_next(&text);
		TTF_Font *font;

		if (c == 0)
			break;
		if (is_unseen(c))
			continue;
		if (is_single(type, face, c)) {
			add_character(runs, NULL, c);
			continue;
		}
		font = font_of(type, face, &c);
		if (font)
			add_character(runs, font, c);
	}
}

static int run_width(struct type *type, const struct runs *runs, const struct run *run,
		     struct face face)
{
	const char *bytes = runs->bytes + run->start;
	int w = 0;

	if (!run->font)
		return type_estimate(type, face, bytes, strlen(bytes));
	TTF_SizeUTF8(run->font, bytes, &w, NULL);
	return w;
}

static int runs_width(struct type *type, struct runs *runs, struct face face)
{
	int width = 0;

	for (int i = 0; i < runs->count; i++) {
		runs->run[i].width = run_width(type, runs, &runs->run[i], face);
		width += runs->run[i].width;
	}
	return width;
}

static int shaped_width(struct type *type, struct face face, const char *text, size_t len)
{
	struct runs runs;
	int width;

	split_runs(type, face, text, len, &runs);
	width = runs_width(type, &runs, face);
	explicit_bzero(&runs, sizeof(runs));
	return width;
}

/* FNV-1a, 64 bits; never 0, which is a free place. */
static uint64_t digest_of(struct face face, const char *text, size_t len)
{
	uint64_t digest = 14695981039346656037u;

	digest = (digest ^ (uint64_t)face.em_px) * 1099511628211u;
	digest = (digest ^ (uint64_t)(face.bold + 2 * (int)face.lang)) * 1099511628211u;
	for (size_t i = 0; i < len; i++)
		digest = (digest ^ (uint8_t)text[i]) * 1099511628211u;
	return digest ? digest : 1;
}

/* What a line of the first page is kept by. */
static uint64_t line_digest(const char *text, size_t len)
{
	return fnv64(FNV64_BEGIN, text, len) / 8;
}

static int line_width(struct type *type, struct face face, const char *text, size_t len)
{
	uint64_t of = LETTERS_WIDTH | line_digest(text, len);
	const struct drawn_letter *kept = type->first_page ?
		letters_find(type->letters, face, of) : NULL;

	return kept ? kept->advance :
		      keep_width(type, face, of, shaped_width(type, face, text, len));
}

int type_width(struct type *type, struct face face, const char *text, size_t len)
{
	uint64_t digest = digest_of(face, text, len);
	struct line_width *known = &type->line_widths[(digest ^ digest >> 32) % LINE_WIDTHS];

	if (known->digest != digest)
		*known = (struct line_width){ .digest = digest,
			.px = line_width(type, face, text, len) };
	return known->px;
}

int type_line_height(struct face face)
{
	return face.em_px * 124 / 100 + 1;
}

int type_baseline(struct face face)
{
	return face.em_px;
}

static SDL_Color sdl_colour(uint32_t rgb)
{
	return (SDL_Color){ (uint8_t)(rgb >> 16), (uint8_t)(rgb >> 8), (uint8_t)rgb, 255 };
}

static void draw_singles(struct type *type, struct face face, const char *text,
			 const uint32_t palette[256], SDL_Surface *line, int x)
{
	uint32_t c;

	while ((c = utf8_next(&text))) {
		const struct drawn_letter *letter = letter_of(type, face, c);

		if (letter)
			line_picture_put_letter(letter, palette, line, x, type_baseline(face));
		x += advance_of(type, face, c);
	}
}

static void draw_shaped(const struct run *run, const char *text, struct face face, uint32_t ink,
			uint32_t ground, SDL_Surface *line, int x)
{
	SDL_Surface *drawn = TTF_RenderUTF8_Shaded(run->font, text, sdl_colour(ink),
						   sdl_colour(ground));

	if (!drawn)
		return;
	line_picture_put_run(drawn, line, x, type_baseline(face) - TTF_FontAscent(run->font));
	memset(drawn->pixels, 0, (size_t)drawn->h * (size_t)drawn->pitch);
	SDL_FreeSurface(drawn);
}

static void draw_runs(struct type *type, const struct runs *runs, struct face face, uint32_t ink,
		      uint32_t ground, SDL_Surface *line)
{
	uint32_t palette[256];
	int x = 0;

	line_picture_shade(ink, ground, palette);
	for (int i = 0; i < runs->count; i++) {
		const struct run *run = &runs->run[i];
		const char *text = runs->bytes + run->start;

		if (run->font)
			draw_shaped(run, text, face, ink, ground, line, x);
		else
			draw_singles(type, face, text, palette, line, x);
		x += run->width;
	}
}

static bool is_shaped(const struct runs *runs)
{
	for (int i = 0; i < runs->count; i++) {
		if (runs->run[i].font)
			return true;
	}
	return false;
}

/* A line of the first page that a typeface shapes, as what it covers: white on black. */
static void keep_line(struct type *type, const struct runs *runs, struct face face, int width,
		      uint64_t of)
{
	SDL_Surface *white = line_picture_blank(width, type_line_height(face), 0);
	uint8_t *cover;

	if (!white)
		return;
	draw_runs(type, runs, face, 0xffffff, 0, white);
	cover = line_picture_cover(white);
	if (cover) {
		letters_add(type->letters, &(struct drawn_letter){
			.of = of, .em_px = (short)face.em_px, .bold = face.bold,
			.lang = (uint8_t)lang_written(face.lang), .advance = (short)width,
			.above = (short)type_baseline(face),
			.w = (short)white->w, .h = (short)white->h }, cover);
		type->drawn++;
	}
	free(cover);
	SDL_FreeSurface(white);
}

static SDL_Surface *set_line(struct type *type, struct face face, const char *text,
			     size_t len, uint32_t ink, uint32_t ground)
{
	struct runs runs;
	SDL_Surface *line;
	int width;

	split_runs(type, face, text, len, &runs);
	width = runs_width(type, &runs, face);
	line = line_picture_blank(width, type_line_height(face), ground);
	if (line)
		draw_runs(type, &runs, face, ink, ground, line);
	if (line && type->first_page && is_shaped(&runs))
		keep_line(type, &runs, face, width, LETTERS_LINE | line_digest(text, len));
	explicit_bzero(&runs, sizeof(runs));
	return line;
}

static SDL_Surface *new_line(struct type *type, struct face face, const char *text,
			     size_t len, uint32_t ink, uint32_t ground)
{
	const struct drawn_letter *kept = type->first_page ?
		letters_find(type->letters, face, LETTERS_LINE | line_digest(text, len)) : NULL;
	uint32_t palette[256];
	SDL_Surface *line;

	if (!kept)
		return set_line(type, face, text, len, ink, ground);
	line = line_picture_blank(kept->advance, type_line_height(face), ground);
	if (line) {
		line_picture_shade(ink, ground, palette);
		line_picture_put_letter(kept, palette, line, 0, type_baseline(face));
	}
	return line;
}

const SDL_Surface *type_line(struct type *type, struct face face, const char *text,
			     size_t len, uint32_t ink, uint32_t ground)
{
	struct surface_cache_key key = { .ink = ink, .ground = ground, .em_px = face.em_px,
				.kind = face.bold + 2 * (int)face.lang,
				.text = text, .len = len };
	const SDL_Surface *kept = surface_cache_find(type->lines, &key);
	SDL_Surface *line;

	if (kept || len == 0)
		return kept;
	line = new_line(type, face, text, len, ink, ground);
	if (line)
		surface_cache_add(type->lines, &key, line);
	return line;
}
