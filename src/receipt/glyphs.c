#include "receipt/glyphs.h"

#include "base/log.h"

#include <stdio.h>
#include <string.h>

#include <hb-ot.h>
#include <hb-subset.h>
#include <hb.h>

/* Where a glyph stands in the rising table, or where it would. */
static int place_of(const struct glyphs *set, uint16_t glyph)
{
	int low = 0, high = set->count;

	while (low < high) {
		int middle = (low + high) / 2;

		if (set->glyphs[middle] < glyph)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

enum err glyphs_add(struct glyphs *set, uint16_t glyph, uint32_t character)
{
	int at = place_of(set, glyph);
	size_t behind = (size_t)(set->count - at);

	if (at < set->count && set->glyphs[at] == glyph)
		return set->characters[at] == character ? ERR_OK : ERR_INPUT;
	if (set->count == GLYPHS_MAX)
		return ERR_FULL;
	memmove(&set->glyphs[at + 1], &set->glyphs[at], behind * sizeof(set->glyphs[0]));
	memmove(&set->characters[at + 1], &set->characters[at],
		behind * sizeof(set->characters[0]));
	set->glyphs[at] = glyph;
	set->characters[at] = character;
	set->count++;
	return ERR_OK;
}

bool glyphs_taken(const struct glyphs *set, uint16_t glyph, uint32_t character)
{
	int at = place_of(set, glyph);

	return at < set->count && set->glyphs[at] == glyph && set->characters[at] != character;
}

/* --- the cut face --------------------------------------------------------- */

/* What a PDF reader asks a font for, and no table more. */
static void drop_tables(hb_subset_input_t *input)
{
	hb_set_t *dropped = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG);
	static const char tags[][5] = { "GSUB", "GPOS", "GDEF", "kern", "vhea", "vmtx", "gasp",
					"BASE", "VORG", "name", "OS/2", "post", "cmap" };

	for (size_t i = 0; i < sizeof(tags) / sizeof(tags[0]); i++)
		hb_set_add(dropped, hb_tag_from_string(tags[i], 4));
}

/*
 * CFF says of each outline which glyph it was; TrueType has its place only, so there the
 * places stay, and the empty ones pack to nothing.
 */
static hb_face_t *cut(const struct glyphs *set, hb_face_t *face, bool cff)
{
	hb_subset_input_t *input = hb_subset_input_create_or_fail();
	unsigned flags = HB_SUBSET_FLAGS_NO_HINTING;
	hb_face_t *made;

	if (!input)
		return NULL;
	for (int i = 0; i < set->count; i++)
		hb_set_add(hb_subset_input_glyph_set(input), set->glyphs[i]);
	drop_tables(input);
	flags |= cff ? HB_SUBSET_FLAGS_DESUBROUTINIZE : HB_SUBSET_FLAGS_RETAIN_GIDS;
	hb_subset_input_set_flags(input, flags);
	made = hb_subset_or_fail(face, input);
	hb_subset_input_destroy(input);
	return made;
}

static bool has_table(hb_face_t *face, const char *tag)
{
	hb_blob_t *table = hb_face_reference_table(face, hb_tag_from_string(tag, 4));
	bool has = hb_blob_get_length(table) > 0;

	hb_blob_destroy(table);
	return has;
}

static enum err write_program(const struct glyphs *set, hb_face_t *face, bool cff,
			      struct pdf_file *file, int number)
{
	hb_face_t *made = cut(set, face, cff);
	char entries[48] = "/Subtype/CIDFontType0C";
	const char *bytes;
	hb_blob_t *blob;
	unsigned size;

	if (!made) {
		log_error("cutting a typeface failed");
		return ERR_IO;
	}
	blob = cff ? hb_face_reference_table(made, HB_TAG('C', 'F', 'F', ' ')) :
		     hb_face_reference_blob(made);
	bytes = hb_blob_get_data(blob, &size);
	if (!cff)
		snprintf(entries, sizeof(entries), "/Length1 %u", size);
	pdf_file_stream(file, number, entries, bytes, size, true);
	hb_blob_destroy(blob);
	hb_face_destroy(made);
	return ERR_OK;
}

/* --- what a code means ------------------------------------------------------ */

/* A character as UTF-16 in hex. */
static void put_meaning(struct pdf_bytes *map, uint16_t code, uint32_t c)
{
	if (c < 0x10000)
		pdf_bytes_wordsf(map, "<%04X><%04X>\n", (unsigned)code, (unsigned)c);
	else
		pdf_bytes_wordsf(map, "<%04X><%04X%04X>\n", (unsigned)code,
				 0xd800 + (unsigned)((c - 0x10000) >> 10),
				 0xdc00 + (unsigned)(c & 0x3ff));
}

/* One block of a ToUnicode map holds a hundred characters at most. */
static void write_meanings(const struct glyphs *set, struct pdf_file *file, int number)
{
	struct pdf_bytes map = { 0 };

	pdf_bytes_words(&map, "/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n"
			      "/CMapName/Receipt def\n/CMapType 2 def\n"
			      "1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n");
	for (int i = 0; i < set->count; i++) {
		int left = set->count - i;

		if (i % 100 == 0)
			pdf_bytes_wordsf(&map, "%d beginbfchar\n", left < 100 ? left : 100);
		put_meaning(&map, set->glyphs[i], set->characters[i]);
		if (i % 100 == 99 || left == 1)
			pdf_bytes_words(&map, "endbfchar\n");
	}
	pdf_bytes_words(&map, "endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n");
	pdf_file_stream(file, number, "", map.bytes, map.size, true);
	pdf_bytes_finish(&map);
}

/* --- the font's dictionaries --------------------------------------------------- */

/* Widths other than an em: "[12[500 480]90[250]]"; neighbours share a list. */
static void put_widths(struct pdf_bytes *out, const struct glyphs *set,
		       const struct paper_fonts *fonts, int face)
{
	int last = -2;

	pdf_bytes_words(out, "/DW 1000/W[");
	for (int i = 0; i < set->count; i++) {
		int width = fonts_advance(fonts, face, set->glyphs[i]);

		if (width == 1000)
			continue;
		if (set->glyphs[i] != last + 1)
			pdf_bytes_wordsf(out, "%s%d[", last >= 0 ? "]" : "", set->glyphs[i]);
		pdf_bytes_wordsf(out, "%d ", width);
		last = set->glyphs[i];
	}
	pdf_bytes_words(out, last >= 0 ? "]]" : "]");
}

/* "AAAAAB+NotoSansCJKsc-Regular": six letters say that it is a cut. */
static void face_name(hb_face_t *face, int index, char out[96])
{
	char name[80] = "";
	unsigned size = sizeof(name);

	hb_ot_name_get_utf8(face, HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, &size, name);
	for (char *at = name; *at; at++) {
		bool plain = (*at >= '0' && *at <= '9') || (*at >= 'A' && *at <= 'Z') ||
			     (*at >= 'a' && *at <= 'z') || *at == '-';

		*at = plain ? *at : '_';
	}
	snprintf(out, 96, "AAAAA%c+%s", 'A' + index, name[0] ? name : "Face");
}

static void write_descriptor(struct pdf_file *file, int number, const char *name,
			     hb_face_t *face, bool cff, int program)
{
	struct pdf_bytes *out = pdf_file_packed(file, number);
	int em = (int)hb_face_get_upem(face);
	hb_font_t *font = hb_font_create(face);
	hb_font_extents_t extents = { 0 };

	hb_font_get_h_extents(font, &extents);
	hb_font_destroy(font);
	pdf_bytes_wordsf(out, "<</Type/FontDescriptor/FontName/%s/Flags 4/ItalicAngle 0/StemV 80",
			 name);
	pdf_bytes_wordsf(out, "/Ascent %d/Descent %d/CapHeight 733/FontBBox[-1000 -1000 3000 1800]",
			 (int)extents.ascender * 1000 / em, (int)extents.descender * 1000 / em);
	pdf_bytes_wordsf(out, "/FontFile%c %d 0 R>>", cff ? '3' : '2', program);
}

static void write_cid_font(struct pdf_file *file, int number, const char *name, bool cff,
			   int descriptor, const struct pdf_bytes *widths)
{
	struct pdf_bytes *out = pdf_file_packed(file, number);

	pdf_bytes_wordsf(out, "<</Type/Font/Subtype/CIDFontType%c/BaseFont/%s%s", cff ? '0' : '2',
			 name, cff ? "" : "/CIDToGIDMap/Identity");
	pdf_bytes_words(out, "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>");
	pdf_bytes_wordsf(out, "/FontDescriptor %d 0 R", descriptor);
	pdf_bytes_add(out, widths->bytes, widths->size);
	pdf_bytes_words(out, ">>");
}

enum err glyphs_write(const struct glyphs *set, const struct paper_fonts *fonts, int face,
		      struct pdf_file *file, int *ret_number)
{
	hb_face_t *whole = fonts_hb_face(fonts, face);
	bool cff = has_table(whole, "CFF ");
	int font = pdf_file_number(file), part = pdf_file_number(file);
	int descriptor = pdf_file_number(file), program = pdf_file_number(file);
	int meanings = pdf_file_number(file);
	struct pdf_bytes widths = { 0 };
	char name[96];
	enum err err = write_program(set, whole, cff, file, program);

	if (err)
		return err;
	face_name(whole, face, name);
	write_meanings(set, file, meanings);
	put_widths(&widths, set, fonts, face);
	write_descriptor(file, descriptor, name, whole, cff, program);
	write_cid_font(file, part, name, cff, descriptor, &widths);
	pdf_bytes_finish(&widths);
	pdf_bytes_wordsf(pdf_file_packed(file, font),
			 "<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H"
			 "/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>", name, part, meanings);
	*ret_number = font;
	return ERR_OK;
}
