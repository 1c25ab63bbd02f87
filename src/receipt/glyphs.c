#include "receipt/glyphs.h"

#include "base/log.h"
#include "receipt/cff.h"

#include <assert.h>
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

static hb_subset_input_t *what_to_cut(const struct glyphs *set, bool cff)
{
	hb_subset_input_t *input = hb_subset_input_create_or_fail();
	unsigned flags = HB_SUBSET_FLAGS_NO_HINTING;

	if (!input)
		return NULL;
	for (int i = 0; i < set->count; i++)
		hb_set_add(hb_subset_input_glyph_set(input), set->glyphs[i]);
	drop_tables(input);
	/* What outlines share takes more in such a cut than it saves: 1.7 kB of 38 */
	flags |= cff ? HB_SUBSET_FLAGS_DESUBROUTINIZE : 0;
	hb_subset_input_set_flags(input, flags);
	return input;
}

static void take_codes(struct glyphs *set, const hb_subset_plan_t *plan)
{
	const hb_map_t *places = hb_subset_plan_old_to_new_glyph_mapping(plan);

	for (int i = 0; i < set->count; i++)
		set->codes[i] = (uint16_t)hb_map_get(places, set->glyphs[i]);
}

static hb_face_t *cut(struct glyphs *set, hb_face_t *face, bool cff)
{
	hb_subset_input_t *input = what_to_cut(set, cff);
	hb_subset_plan_t *plan = input ? hb_subset_plan_create_or_fail(face, input) : NULL;
	hb_face_t *made = plan ? hb_subset_plan_execute_or_fail(plan) : NULL;

	if (made)
		take_codes(set, plan);
	hb_subset_plan_destroy(plan);
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

/* Of 1000 an em: what it moves is a tenth of a dot at 600 dpi in letters of 8 points. */
#define OUTLINE_STEP 3

/* The outlines alone, each under its place. */
static hb_blob_t *take_cff(hb_face_t *made)
{
	hb_blob_t *program = hb_face_reference_table(made, HB_TAG('C', 'F', 'F', ' '));
	unsigned size;
	char *bytes = hb_blob_get_data_writable(program, &size);

	if (bytes && !cff_number((uint8_t *)bytes, size, (int)hb_face_get_glyph_count(made)) &&
	    !cff_round((uint8_t *)bytes, size, OUTLINE_STEP))
		return program;
	hb_blob_destroy(program);
	return NULL;
}

enum err glyphs_cut(struct glyphs *set, const struct paper_fonts *fonts, int face)
{
	hb_face_t *whole = fonts_hb_face(fonts, face);
	bool cff = has_table(whole, "CFF ");
	hb_face_t *made = cut(set, whole, cff);

	if (made)
		set->program = cff ? take_cff(made) : hb_face_reference_blob(made);
	hb_face_destroy(made);
	if (set->program)
		return ERR_OK;
	log_error("cutting a typeface failed");
	return ERR_IO;
}

void glyphs_finish(struct glyphs *set)
{
	hb_blob_destroy(set->program);
	explicit_bzero(set, sizeof(*set));
}

uint16_t glyphs_code(const struct glyphs *set, uint16_t glyph)
{
	int at = place_of(set, glyph);

	assert(at < set->count && set->glyphs[at] == glyph);
	return set->codes[at];
}

static HPDF_Dict write_program(const struct glyphs *set, bool cff, struct pdf_file *file)
{
	HPDF_Dict program = pdf_file_stream(file, true);
	unsigned size;
	const char *bytes = hb_blob_get_data(set->program, &size);

	if (cff)
		HPDF_Dict_AddName(program, "Subtype", "CIDFontType0C");
	else
		HPDF_Dict_AddNumber(program, "Length1", (HPDF_INT32)size);
	HPDF_Stream_Write(program->stream, (const HPDF_BYTE *)bytes, size);
	return program;
}

/* --- what a code means ------------------------------------------------------ */

/* A character as UTF-16 in hex. */
static void put_meaning(HPDF_Stream map, uint16_t code, uint32_t c)
{
	if (c < 0x10000)
		pdf_putf(map, "<%04X><%04X>\n", (unsigned)code, (unsigned)c);
	else
		pdf_putf(map, "<%04X><%04X%04X>\n", (unsigned)code,
			 0xd800 + (unsigned)((c - 0x10000) >> 10), 0xdc00 + (unsigned)(c & 0x3ff));
}

/* One block of a ToUnicode map holds a hundred characters at most. */
static HPDF_Dict write_meanings(const struct glyphs *set, struct pdf_file *file)
{
	HPDF_Dict meanings = pdf_file_stream(file, true);
	HPDF_Stream map = meanings->stream;

	pdf_put(map, "/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n"
		     "/CMapName/Receipt def\n/CMapType 2 def\n"
		     "1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n");
	for (int i = 0; i < set->count; i++) {
		int left = set->count - i;

		if (i % 100 == 0)
			pdf_putf(map, "%d beginbfchar\n", left < 100 ? left : 100);
		put_meaning(map, set->codes[i], set->characters[i]);
		if (i % 100 == 99 || left == 1)
			pdf_put(map, "endbfchar\n");
	}
	pdf_put(map, "endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n");
	return meanings;
}

/* --- the font's dictionaries --------------------------------------------------- */

/* Widths other than an em: "[12[500 480]90[250]]"; neighbours share a list. */
static void add_widths(struct pdf_file *file, HPDF_Dict part, const struct glyphs *set,
		       const struct paper_fonts *fonts, int face)
{
	HPDF_Array all = pdf_file_array(file, part, "W"), list = NULL;
	int last = -2;

	HPDF_Dict_AddNumber(part, "DW", 1000);
	for (int i = 0; i < set->count; i++) {
		int width = fonts_advance(fonts, face, set->glyphs[i]);

		if (width == 1000)
			continue;
		if (set->codes[i] != last + 1) {
			list = HPDF_Array_New(file->doc->mmgr);
			HPDF_Array_AddNumber(all, set->codes[i]);
			HPDF_Array_Add(all, list);
		}
		HPDF_Array_AddNumber(list, width);
		last = set->codes[i];
	}
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

static HPDF_Dict write_descriptor(struct pdf_file *file, const char *name, hb_face_t *face)
{
	static const HPDF_Box box = { -1000, -1000, 3000, 1800 };
	HPDF_Dict descriptor = pdf_file_dict(file);
	int em = (int)hb_face_get_upem(face);
	hb_font_t *font = hb_font_create(face);
	hb_font_extents_t extents = { 0 };

	hb_font_get_h_extents(font, &extents);
	hb_font_destroy(font);
	HPDF_Dict_AddName(descriptor, "Type", "FontDescriptor");
	HPDF_Dict_AddName(descriptor, "FontName", name);
	HPDF_Dict_AddNumber(descriptor, "Flags", 4);
	HPDF_Dict_AddNumber(descriptor, "ItalicAngle", 0);
	HPDF_Dict_AddNumber(descriptor, "StemV", 80);
	HPDF_Dict_AddNumber(descriptor, "Ascent", extents.ascender * 1000 / em);
	HPDF_Dict_AddNumber(descriptor, "Descent", extents.descender * 1000 / em);
	HPDF_Dict_AddNumber(descriptor, "CapHeight", 733);
	HPDF_Dict_Add(descriptor, "FontBBox", HPDF_Box_Array_New(file->doc->mmgr, box));
	return descriptor;
}

static HPDF_Dict write_cid_font(struct pdf_file *file, const char *name, bool cff)
{
	HPDF_Dict part = pdf_file_dict(file), codes;

	HPDF_Dict_AddName(part, "Type", "Font");
	HPDF_Dict_AddName(part, "Subtype", cff ? "CIDFontType0" : "CIDFontType2");
	HPDF_Dict_AddName(part, "BaseFont", name);
	if (!cff)
		HPDF_Dict_AddName(part, "CIDToGIDMap", "Identity");
	codes = pdf_file_part(file, part, "CIDSystemInfo");
	pdf_file_words(file, codes, "Registry", "Adobe");
	pdf_file_words(file, codes, "Ordering", "Identity");
	HPDF_Dict_AddNumber(codes, "Supplement", 0);
	return part;
}

/* libharu asks a font which kind it is before it sets a page in it, and nothing more. */
static HPDF_Font new_font(struct pdf_file *file, const char *name)
{
	HPDF_Font font = pdf_file_dict(file);
	HPDF_FontAttr attr = HPDF_GetMem(file->doc->mmgr, sizeof(*attr));

	*attr = (HPDF_FontAttr_Rec){ .type = HPDF_FONT_TYPE0_CID };
	font->attr = attr;
	font->header.obj_class |= HPDF_OSUBCLASS_FONT;
	HPDF_Dict_AddName(font, "Type", "Font");
	HPDF_Dict_AddName(font, "Subtype", "Type0");
	HPDF_Dict_AddName(font, "BaseFont", name);
	HPDF_Dict_AddName(font, "Encoding", "Identity-H");
	return font;
}

HPDF_Font glyphs_write(const struct glyphs *set, const struct paper_fonts *fonts, int face,
		       struct pdf_file *file)
{
	hb_face_t *whole = fonts_hb_face(fonts, face);
	bool cff = has_table(whole, "CFF ");
	HPDF_Dict part, descriptor;
	HPDF_Font font;
	char name[96];

	face_name(whole, face, name);
	descriptor = write_descriptor(file, name, whole);
	HPDF_Dict_Add(descriptor, cff ? "FontFile3" : "FontFile2", write_program(set, cff, file));
	part = write_cid_font(file, name, cff);
	HPDF_Dict_Add(part, "FontDescriptor", descriptor);
	add_widths(file, part, set, fonts, face);
	font = new_font(file, name);
	HPDF_Array_Add(pdf_file_array(file, font, "DescendantFonts"), part);
	HPDF_Dict_Add(font, "ToUnicode", write_meanings(set, file));
	return font;
}
