#include "receipt/subset.h"

#include "base/bytes.h"
#include "base/log.h"

#include <assert.h>
#include <string.h>

#include <hb-subset.h>
#include <hb.h>

/* Where a character stands in the rising table, or where it would. */
static int place_of(const struct subset *subset, uint32_t character)
{
	int low = 0, high = subset->count;

	while (low < high) {
		int middle = (low + high) / 2;

		if (subset->characters[middle] < character)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

enum err subset_add(struct subset *subset, uint32_t character)
{
	int at = place_of(subset, character);

	if (at < subset->count && subset->characters[at] == character)
		return ERR_OK;
	if (subset->count == SUBSET_MAX)
		return ERR_FULL;
	memmove(&subset->characters[at + 1], &subset->characters[at],
		(size_t)(subset->count - at) * sizeof(subset->characters[0]));
	subset->characters[at] = character;
	subset->count++;
	return ERR_OK;
}

uint16_t subset_code(const struct subset *subset, uint32_t character)
{
	int at = place_of(subset, character);

	assert(at < subset->count && subset->characters[at] == character);
	return (uint16_t)(at + 1);
}

/* Without the tables of shaping no glyph is kept that no character asked for. */
static void drop_shaping(hb_subset_input_t *input)
{
	hb_set_t *dropped = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG);
	static const char tags[][5] = { "GSUB", "GPOS", "GDEF", "kern", "vhea", "vmtx", "gasp" };

	for (size_t i = 0; i < sizeof(tags) / sizeof(tags[0]); i++)
		hb_set_add(dropped, hb_tag_from_string(tags[i], 4));
}

static hb_subset_input_t *wanted(const struct subset *subset)
{
	hb_subset_input_t *input = hb_subset_input_create_or_fail();
	hb_set_t *unicodes, *names;

	if (!input)
		return NULL;
	unicodes = hb_subset_input_unicode_set(input);
	for (int i = 0; i < subset->count; i++)
		hb_set_add(unicodes, subset->characters[i]);
	names = hb_subset_input_set(input, HB_SUBSET_SETS_NAME_ID);
	hb_set_clear(names);
	/* libharu makes the font's name out of these two. */
	hb_set_add(names, HB_OT_NAME_ID_FONT_SUBFAMILY);
	hb_set_add(names, HB_OT_NAME_ID_POSTSCRIPT_NAME);
	drop_shaping(input);
	hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING);
	return input;
}

static void note_glyphs(struct subset *subset, hb_subset_plan_t *plan)
{
	const hb_map_t *old = hb_subset_plan_unicode_to_old_glyph_mapping(plan);
	const hb_map_t *new = hb_subset_plan_old_to_new_glyph_mapping(plan);

	for (int i = 0; i < subset->count; i++) {
		hb_codepoint_t glyph = hb_map_get(new, hb_map_get(old, subset->characters[i]));

		subset->glyphs[i] = (uint16_t)glyph;
	}
}

/* Bytes of a character map beside its glyphs. */
#define MAP_HEAD 44

/*
 * A character map of two segments: codes 1 to count, each with its glyph in a
 * list, and the end that the format demands.
 */
static hb_blob_t *character_map(const struct subset *subset)
{
	uint8_t bytes[MAP_HEAD + 2 * SUBSET_MAX];
	struct bytes_out out = bytes_out(bytes, sizeof(bytes));
	const uint16_t count = (uint16_t)subset->count;
	const uint16_t words[] = {
		0, 1,				/* version; one table: */
		3, 1, 0, 12,			/* Windows, Unicode BMP; where it begins */
		4, (uint16_t)(MAP_HEAD - 12 + 2 * count), 0,	/* format; length; language */
		4, 4, 1, 0,			/* twice two segments; search hints */
		count, 0xffff, 0,		/* ends, padding */
		1, 0xffff,			/* starts */
		0, 1,				/* deltas */
		4, 0,				/* to the list, from here; none */
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		bytes_put_u16(&out, words[i]);
	for (int i = 0; i < subset->count; i++)
		bytes_put_u16(&out, subset->glyphs[i]);
	assert(!out.bad);
	return hb_blob_create((const char *)bytes, (unsigned)bytes_written(&out),
			      HB_MEMORY_MODE_DUPLICATE, NULL, NULL);
}

/*
 * libharu seeks to the start of every table it knows, "prep" last, and takes a
 * start at the very end of its data for an error where that end fills a block
 * of 4 KB: one face in a thousand.  A program that does nothing ("push 0, pop",
 * twice) keeps the end away from the start.
 */
static hb_blob_t *idle_program(void)
{
	static const char program[] = { (char)0xb0, 0, 0x21, (char)0xb0, 0, 0x21 };

	return hb_blob_create(program, sizeof(program), HB_MEMORY_MODE_READONLY, NULL, NULL);
}

static void add_own(hb_face_t *builder, hb_tag_t tag, hb_blob_t *table)
{
	hb_face_builder_add_table(builder, tag, table);
	hb_blob_destroy(table);
}

/* The tables that libharu reads, with our own character map among them. */
static hb_blob_t *assemble(const struct subset *subset, hb_face_t *cut)
{
	static const char tags[][5] = { "OS/2", "glyf", "head", "hhea", "hmtx",
					"loca", "maxp", "name", "post" };
	hb_face_t *builder = hb_face_builder_create();
	hb_blob_t *file;

	add_own(builder, HB_TAG('c', 'm', 'a', 'p'), character_map(subset));
	add_own(builder, HB_TAG('p', 'r', 'e', 'p'), idle_program());
	for (size_t i = 0; i < sizeof(tags) / sizeof(tags[0]); i++) {
		hb_tag_t tag = hb_tag_from_string(tags[i], 4);

		add_own(builder, tag, hb_face_reference_table(cut, tag));
	}
	file = hb_face_reference_blob(builder);
	hb_face_destroy(builder);
	return file;
}

static hb_blob_t *cut_by_plan(struct subset *subset, hb_face_t *face,
			      hb_subset_input_t *input)
{
	hb_subset_plan_t *plan = hb_subset_plan_create_or_fail(face, input);
	hb_face_t *cut = plan ? hb_subset_plan_execute_or_fail(plan) : NULL;
	hb_blob_t *file = NULL;

	if (cut) {
		note_glyphs(subset, plan);
		file = assemble(subset, cut);
	}
	hb_face_destroy(cut);
	hb_subset_plan_destroy(plan);
	return file;
}

enum err subset_cut(struct subset *subset, struct hb_face_t *face,
		    struct hb_blob_t **ret_blob)
{
	hb_subset_input_t *input = wanted(subset);
	hb_blob_t *file = input ? cut_by_plan(subset, face, input) : NULL;

	hb_subset_input_destroy(input);
	if (!file) {
		log_error("cutting a typeface failed");
		return ERR_IO;
	}
	*ret_blob = file;
	return ERR_OK;
}
