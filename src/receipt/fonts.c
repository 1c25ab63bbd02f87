#include "receipt/fonts.h"

#include "base/log.h"
#include "base/text.h"

#include <assert.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <hb-ot.h>
#include <hb.h>

struct font_face {
	hb_face_t *face;	/* NULL: not installed */
	hb_font_t *font;
	unsigned units_per_em;
	void *map;
	size_t size;
};

struct paper_fonts {
	struct font_face faces[FACES_MAX];
};

enum { FACE_TEXT, FACE_BOLD, FACE_MORE, FACE_RARE_BMP, FACE_RARE_BEYOND };

#define FONTS "/usr/share/fonts/"
#define NOTO_SIMPLIFIED 2	/* its place in the collection */

/*
 * The glass's face first.  Its outlines are CFF, which a file holds in half of what TrueType
 * takes.  With WenKai, HanaMinA and B all of GB 18030-2022 is covered.
 */
static const struct {
	const char *path;
	unsigned index;
} places[FACES_MAX] = {
	[FACE_TEXT] = { FONTS "opentype/noto/NotoSansCJK-Regular.ttc", NOTO_SIMPLIFIED },
	[FACE_BOLD] = { FONTS "opentype/noto/NotoSansCJK-Bold.ttc", NOTO_SIMPLIFIED },
	[FACE_MORE] = { FONTS "truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf", 0 },
	[FACE_RARE_BMP] = { FONTS "truetype/hanazono/HanaMinA.ttf", 0 },
	[FACE_RARE_BEYOND] = { FONTS "truetype/hanazono/HanaMinB.ttf", 0 },
};

const int *fonts_order(bool bold)
{
	static const int orders[2][FACES_MAX + 1] = {
		{ FACE_TEXT, FACE_MORE, FACE_RARE_BMP, FACE_RARE_BEYOND, FACE_NONE },
		{ FACE_BOLD, FACE_TEXT, FACE_MORE, FACE_RARE_BMP, FACE_RARE_BEYOND, FACE_NONE },
	};

	return orders[bold];
}

static bool map_file(struct font_face *face, const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;

	if (fd < 0)
		return false;
	if (fstat(fd, &st) == 0 && st.st_size > 0) {
		face->size = (size_t)st.st_size;
		face->map = mmap(NULL, face->size, PROT_READ, MAP_PRIVATE, fd, 0);
	}
	close(fd);
	return face->map && face->map != MAP_FAILED;
}

static bool open_face(struct font_face *face, const char *path, unsigned index)
{
	hb_blob_t *blob;

	if (!map_file(face, path))
		return false;
	blob = hb_blob_create(face->map, (unsigned)face->size, HB_MEMORY_MODE_READONLY, NULL,
			      NULL);
	face->face = hb_face_create(blob, index);
	hb_blob_destroy(blob);
	face->font = hb_font_create(face->face);
	face->units_per_em = hb_face_get_upem(face->face);
	return true;
}

enum err fonts_create(struct paper_fonts **ret_fonts)
{
	struct paper_fonts *fonts = calloc(1, sizeof(*fonts));
	int found = 0;

	if (!fonts)
		abort();
	for (int i = 0; i < FACES_MAX; i++)
		found += open_face(&fonts->faces[i], places[i].path, places[i].index);
	if (!fonts->faces[FACE_TEXT].face && !fonts->faces[FACE_MORE].face) {
		log_error("no typeface for paper: install fonts-noto-cjk");
		fonts_destroy(fonts);
		return ERR_ABSENT;
	}
	if (found < FACES_MAX)
		log_warn("some characters cannot be printed: install fonts-noto-cjk, "
			 "fonts-lxgw-wenkai and fonts-hanazono");
	*ret_fonts = fonts;
	return ERR_OK;
}

void fonts_destroy(struct paper_fonts *fonts)
{
	if (!fonts)
		return;
	for (int i = 0; i < FACES_MAX; i++) {
		hb_font_destroy(fonts->faces[i].font);
		hb_face_destroy(fonts->faces[i].face);
		if (fonts->faces[i].face)
			munmap(fonts->faces[i].map, fonts->faces[i].size);
	}
	free(fonts);
}

void fonts_rest(const struct paper_fonts *fonts)
{
	for (int i = 0; i < FACES_MAX; i++) {
		if (fonts->faces[i].face)
			madvise(fonts->faces[i].map, fonts->faces[i].size, MADV_DONTNEED);
	}
}

static hb_codepoint_t glyph_of(const struct font_face *face, uint32_t character)
{
	hb_codepoint_t glyph = 0;

	if (!face->font || !hb_font_get_nominal_glyph(face->font, character, &glyph))
		return 0;
	return glyph;
}

bool fonts_glyph(const struct paper_fonts *fonts, int face, uint32_t character,
		 uint16_t *ret_glyph)
{
	hb_codepoint_t glyph = glyph_of(&fonts->faces[face], character);

	if (!glyph)
		return false;
	*ret_glyph = (uint16_t)glyph;
	return true;
}

int fonts_face(const struct paper_fonts *fonts, bool bold, uint32_t character)
{
	for (const int *face = fonts_order(bold); *face != FACE_NONE; face++) {
		if (glyph_of(&fonts->faces[*face], character))
			return *face;
	}
	return FACE_NONE;
}

int fonts_advance(const struct paper_fonts *fonts, int face, uint16_t glyph)
{
	const struct font_face *f = &fonts->faces[face];
	int em = (int)f->units_per_em;

	return (hb_font_get_glyph_h_advance(f->font, glyph) * 1000 + em / 2) / em;
}

static bool one_of(uint32_t character, const char *set)
{
	uint32_t c;

	while ((c = utf8_next(&set))) {
		if (c == character)
			return true;
	}
	return false;
}

/* A little over half an em, the ink 0.08 em from the text that it encloses. */
static struct placing halved(const struct font_face *face, hb_codepoint_t glyph, bool opens)
{
	hb_glyph_extents_t ink = { 0 };
	int em = (int)face->units_per_em;
	int left, right;

	hb_font_get_glyph_extents(face->font, glyph, &ink);
	left = ink.x_bearing * 1000 / em;
	right = (ink.x_bearing + ink.width) * 1000 / em;
	return (struct placing){ 580, opens ? 500 - right : 80 - left };
}

struct placing fonts_place(const struct paper_fonts *fonts, bool bold, uint32_t character)
{
	int index = fonts_face(fonts, bold, character);
	const struct font_face *face;
	hb_codepoint_t glyph;
	int advance;
	bool opens;

	if (index == FACE_NONE)
		return (struct placing){ 1000, 0 };
	face = &fonts->faces[index];
	glyph = glyph_of(face, character);
	advance = fonts_advance(fonts, index, (uint16_t)glyph);
	opens = one_of(character, "（〔【《「『“‘");
	if (advance >= 900 && (opens || one_of(character, "）〕】》」』”’")))
		return halved(face, glyph, opens);
	return (struct placing){ advance, 0 };
}

float fonts_width(const struct paper_fonts *fonts, bool bold, float size, const char *text,
		  size_t len)
{
	const char *at = text;
	int sum = 0;

	while (at < text + len)
		sum += fonts_place(fonts, bold, utf8_next(&at)).advance;
	return (float)sum * size / 1000;
}

struct hb_face_t *fonts_hb_face(const struct paper_fonts *fonts, int face)
{
	assert(face >= 0 && face < FACES_MAX);
	return fonts->faces[face].face;
}
