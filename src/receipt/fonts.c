#include "receipt/fonts.h"

#include "base/log.h"
#include "base/text.h"

#include <assert.h>
#include <stdlib.h>

#include <hb-ot.h>
#include <hb.h>

struct face {
	hb_face_t *face;	/* NULL: not installed */
	hb_font_t *font;
	unsigned units_per_em;
};

struct fonts {
	struct face faces[FACES_MAX];
};

enum { FACE_REGULAR, FACE_BOLD, FACE_RARE_BMP, FACE_RARE_BEYOND };

#define TRUETYPE "/usr/share/fonts/truetype/"

/*
 * TrueType outlines only: libharu refuses CFF.  WenKai first, because its
 * regular and bold belong together and it draws both Chinese scripts; with
 * HanaMinA and B it covers GB 18030-2022 whole (LIBRARIES: counted).
 */
static const char *const places[FACES_MAX][3] = {
	[FACE_REGULAR] = { TRUETYPE "lxgw-wenkai/LXGWWenKai-Regular.ttf",
			   TRUETYPE "wqy/wqy-microhei.ttc",
			   TRUETYPE "wqy/wqy-zenhei.ttc" },
	[FACE_BOLD] = { TRUETYPE "lxgw-wenkai/LXGWWenKai-Bold.ttf",
			TRUETYPE "wqy/wqy-zenhei.ttc",
			TRUETYPE "wqy/wqy-microhei.ttc" },
	[FACE_RARE_BMP] = { TRUETYPE "hanazono/HanaMinA.ttf" },
	[FACE_RARE_BEYOND] = { TRUETYPE "hanazono/HanaMinB.ttf" },
};

static const int order[WEIGHT_COUNT][FACES_MAX - 1] = {
	[WEIGHT_REGULAR] = { FACE_REGULAR, FACE_RARE_BMP, FACE_RARE_BEYOND },
	[WEIGHT_BOLD] = { FACE_BOLD, FACE_RARE_BMP, FACE_RARE_BEYOND },
};

static bool open_face(struct face *face, const char *path)
{
	hb_blob_t *blob = hb_blob_create_from_file_or_fail(path);

	if (!blob)
		return false;
	face->face = hb_face_create(blob, 0);
	hb_blob_destroy(blob);
	face->font = hb_font_create(face->face);
	face->units_per_em = hb_face_get_upem(face->face);
	return true;
}

static void find_face(struct face *face, const char *const *candidates)
{
	for (int i = 0; i < 3 && candidates[i]; i++) {
		if (open_face(face, candidates[i]))
			return;
	}
}

enum err fonts_create(struct fonts **ret_fonts)
{
	struct fonts *fonts = calloc(1, sizeof(*fonts));

	if (!fonts)
		abort();
	for (int i = 0; i < FACES_MAX; i++)
		find_face(&fonts->faces[i], places[i]);
	if (!fonts->faces[FACE_REGULAR].face || !fonts->faces[FACE_BOLD].face) {
		log_error("no typeface for paper: install fonts-lxgw-wenkai or fonts-wqy-microhei");
		fonts_destroy(fonts);
		return ERR_ABSENT;
	}
	if (!fonts->faces[FACE_RARE_BMP].face || !fonts->faces[FACE_RARE_BEYOND].face)
		log_warn("rare characters cannot be printed: install fonts-hanazono");
	*ret_fonts = fonts;
	return ERR_OK;
}

void fonts_destroy(struct fonts *fonts)
{
	if (!fonts)
		return;
	for (int i = 0; i < FACES_MAX; i++) {
		hb_font_destroy(fonts->faces[i].font);
		hb_face_destroy(fonts->faces[i].face);
	}
	free(fonts);
}

static hb_codepoint_t glyph_of(const struct face *face, uint32_t character)
{
	hb_codepoint_t glyph = 0;

	if (!face->font || !hb_font_get_nominal_glyph(face->font, character, &glyph))
		return 0;
	return glyph;
}

int fonts_face(const struct fonts *fonts, enum weight weight, uint32_t character)
{
	for (int i = 0; i < FACES_MAX - 1; i++) {
		if (glyph_of(&fonts->faces[order[weight][i]], character))
			return order[weight][i];
	}
	return FACE_NONE;
}

int fonts_advance(const struct fonts *fonts, enum weight weight, uint32_t character)
{
	int index = fonts_face(fonts, weight, character);
	const struct face *face = &fonts->faces[index];
	int units;

	if (index == FACE_NONE)
		return 1000;
	units = hb_font_get_glyph_h_advance(face->font, glyph_of(face, character));
	return (int)((unsigned)units * 1000 / face->units_per_em);
}

float fonts_width(const struct fonts *fonts, enum weight weight, float size,
		  const char *text, size_t len)
{
	const char *at = text;
	int sum = 0;

	while (at < text + len)
		sum += fonts_advance(fonts, weight, utf8_next(&at));
	return (float)sum * size / 1000;
}

struct hb_face_t *fonts_hb_face(const struct fonts *fonts, int face)
{
	assert(face >= 0 && face < FACES_MAX);
	return fonts->faces[face].face;
}
