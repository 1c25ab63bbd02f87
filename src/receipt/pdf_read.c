#include "receipt/pdf_read.h"

#include "base/text.h"
#include "receipt/pdf_objects.h"

#include <stdlib.h>
#include <string.h>

#define PAGES_READ_MAX 64
#define CODES_MAX 65536		/* two bytes each (receipt/glyphs.h) */
#define FONTS_MAX 8
#define OPERANDS_MAX 8
#define NO_CHARACTER 0xfffdu

struct font {
	const uint8_t *of;	/* where its object stands: which font it is */
	uint32_t characters[CODES_MAX];
};

struct pdf_reader {
	struct pdf_objects objects;
	struct pdf_value resources;	/* of the page */
	int font_count;
	struct font fonts[FONTS_MAX];
	const struct font *font;
	int operand_count;
	struct pdf_value operands[OPERANDS_MAX];
	struct text text;
	struct text marked;
	bool is_marked;		/* what is painted now is no ornament */
	bool is_broken;		/* a piece of it ended: what follows stood apart */
	bool is_resized;	/* and is of another size: it is no more of the same sentence */
	int size;		/* of the type, in hundredths of a point */
	struct qr *qr;
};

/* ---- what a font's codes mean (ISO 32000-1, 9.10.3) ---- */

static int hex_digit(uint8_t c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* "<0041>" as its units of 16 bits; returns how many, at most max; -1: it is no such string. */
static int read_units(struct pdf_value value, uint16_t *out, int max)
{
	int digits = 0;
	unsigned unit = 0;

	if (!value.at || *value.at != '<' || value.end[-1] != '>')
		return -1;
	for (const uint8_t *at = value.at + 1; at < value.end - 1; at++) {
		int digit = hex_digit(*at);

		if (digit < 0 || digits == 4 * max)
			return -1;
		unit = (unit << 4 | (unsigned)digit) & 0xffff;
		if (++digits % 4 == 0)
			out[digits / 4 - 1] = (uint16_t)unit;
	}
	return digits % 4 == 0 ? digits / 4 : -1;
}

static uint32_t one_character(struct pdf_value value)
{
	uint16_t units[2];
	int count = read_units(value, units, 2);

	if (count == 1)
		return units[0];
	if (count == 2 && units[0] >> 10 == 0xd800 >> 10 && units[1] >> 10 == 0xdc00 >> 10)
		return 0x10000u + ((uint32_t)(units[0] & 0x3ff) << 10 | (units[1] & 0x3ff));
	return NO_CHARACTER;
}

static struct pdf_value next_token(const uint8_t **at, const uint8_t *end)
{
	struct pdf_value token = { *at ? pdf_skip_space(*at, end) : NULL, NULL };

	token.end = token.at ? pdf_skip_value(token.at, end) : NULL;
	*at = token.end;
	return token.end ? token : (struct pdf_value){ 0 };
}

static void map_codes(struct font *font, struct pdf_value low, struct pdf_value high,
		      struct pdf_value means)
{
	uint16_t from, to;
	uint32_t character = one_character(means);

	if (read_units(low, &from, 1) != 1 || read_units(high, &to, 1) != 1)
		return;
	for (uint32_t code = from; code <= to && code < CODES_MAX; code++)
		font->characters[code] = character == NO_CHARACTER ? NO_CHARACTER :
					 character + (code - from);
}

static void read_map(struct font *font, struct pdf_value map)
{
	const uint8_t *at = map.at;
	int parts = 0;		/* of an entry: two between bfchar's words, three of bfrange's */

	for (struct pdf_value token = next_token(&at, map.end); token.at;
	     token = next_token(&at, map.end)) {
		if (pdf_is(token, "beginbfchar")) {
			parts = 2;
		} else if (pdf_is(token, "beginbfrange")) {
			parts = 3;
		} else if (pdf_is(token, "endbfchar") || pdf_is(token, "endbfrange")) {
			parts = 0;
		} else if (parts) {
			struct pdf_value high = parts == 3 ? next_token(&at, map.end) : token;

			map_codes(font, token, high, next_token(&at, map.end));
		}
	}
}

/* Of the page's resources. */
static struct pdf_value named(const struct pdf_reader *r, const char *kind, struct pdf_value name)
{
	char key[32];

	if (!name.at || *name.at != '/' || name.end - name.at > (ptrdiff_t)sizeof(key))
		return (struct pdf_value){ 0 };
	memcpy(key, name.at + 1, (size_t)(name.end - name.at - 1));
	key[name.end - name.at - 1] = 0;
	return pdf_get(&r->objects, pdf_get(&r->objects, r->resources, kind), key);
}

/* By its name among the page's; each is read once. */
static const struct font *find_font(struct pdf_reader *r, struct pdf_value name)
{
	struct pdf_value object, map;
	struct font *font;

	object = named(r, "Font", name);
	for (int i = 0; i < r->font_count; i++) {
		if (r->fonts[i].of == object.at)
			return &r->fonts[i];
	}
	if (!object.at || r->font_count == FONTS_MAX ||
	    pdf_stream(&r->objects, pdf_get(&r->objects, object, "ToUnicode"), &map))
		return NULL;
	font = &r->fonts[r->font_count++];
	font->of = object.at;
	for (int i = 0; i < CODES_MAX; i++)
		font->characters[i] = NO_CHARACTER;
	read_map(font, map);
	return font;
}

/* ---- text ---- */

static void begin_marked(struct pdf_reader *r, struct pdf_value tag)
{
	r->is_marked = tag.at && *tag.at == '/';
	r->is_broken = r->is_resized = false;
	if (!r->is_marked)
		return;
	text_add_n(&r->marked, (const char *)tag.at + 1, (size_t)(tag.end - tag.at - 1));
	text_add(&r->marked, " ");
}

static void end_marked(struct pdf_reader *r)
{
	if (r->is_marked)
		text_add(&r->marked, "\n");
	r->is_marked = false;
}

/*
 * What stands between two pieces of a paragraph: of two sizes a colon, of two lines a blank
 * where the words need one.
 */
static const char *between(const struct pdf_reader *r, const char *bytes)
{
	const struct text *so_far = &r->marked;
	char last = so_far->len > 0 ? so_far->bytes[so_far->len - 1] : ' ';
	bool is_ascii = (uint8_t)bytes[0] < 0x80 || memcmp(bytes, "\xe2\x80\x9c", 3) == 0;

	if (!r->is_broken || last == ' ')
		return "";
	if (r->is_resized)
		return (uint8_t)last < 0x80 ? ": " : "\xef\xbc\x9a";
	return (uint8_t)last < 0x80 && is_ascii && bytes[0] != ' ' ? " " : "";
}

static void say_marked(struct pdf_reader *r, const char *bytes, size_t size)
{
	if (!r->is_marked)
		return;
	text_add(&r->marked, between(r, bytes));
	r->is_broken = r->is_resized = false;
	text_add_n(&r->marked, bytes, size);
}

static void set_type(struct pdf_reader *r, struct pdf_value size)
{
	int hundredths = size.at ? (int)(strtod((const char *)size.at, NULL) * 100) : 0;

	r->is_resized = r->is_resized || hundredths != r->size;
	r->size = hundredths;
}

static void say_codes(struct pdf_reader *r, struct pdf_value codes)
{
	uint16_t units[1024];
	int count = read_units(codes, units, 1024);
	char bytes[4];

	for (int i = 0; i < count; i++) {
		uint32_t c = r->font ? r->font->characters[units[i]] : NO_CHARACTER;

		text_add_n(&r->text, bytes, utf8_put(c, bytes));
		say_marked(r, bytes, utf8_put(c, bytes));
	}
	if (count < 0)
		text_add(&r->text, "\xef\xbf\xbd");
}

static void say_array(struct pdf_reader *r, struct pdf_value array)
{
	struct pdf_value part = { 0 };

	while ((part = pdf_next(&r->objects, array, part)).at) {
		if (*part.at == '<')
			say_codes(r, part);
	}
}

/* ---- the modules of a code: a picture of one bit each ---- */

/* Rows from the top, each of whole bytes; what is 0 is dark. */
static void take_code(struct pdf_reader *r, struct pdf_value picture)
{
	int side = pdf_number(pdf_get(&r->objects, picture, "Width"));
	int rows = pdf_number(pdf_get(&r->objects, picture, "Height"));
	struct pdf_value bits;

	if (side < 1 || side > QR_SIDE_MAX || rows != side ||
	    pdf_stream(&r->objects, picture, &bits) ||
	    bits.end - bits.at != (ptrdiff_t)((side + 7) / 8) * side)
		return;
	memset(r->qr, 0, sizeof(*r->qr));
	r->qr->side = side;
	for (int i = 0; i < side * side; i++) {
		int row = i / side, at = i % side;

		r->qr->dark[row][at] =
			!(bits.at[row * ((side + 7) / 8) + at / 8] & 0x80 >> at % 8);
	}
}

/* ---- a page ---- */

static void end_piece(struct pdf_reader *r)
{
	text_add(&r->text, "\n");
	r->is_broken = true;
}

static void do_operator(struct pdf_reader *r, struct pdf_value word)
{
	struct pdf_value first = r->operand_count ? r->operands[0] : (struct pdf_value){ 0 };

	if (pdf_is(word, "Tf")) {
		r->font = find_font(r, first);
		set_type(r, r->operands[1]);
	}
	if (pdf_is(word, "Tj"))
		say_codes(r, first);
	else if (pdf_is(word, "TJ"))
		say_array(r, first);
	else if (pdf_is(word, "BDC"))
		begin_marked(r, first);
	else if (pdf_is(word, "EMC"))
		end_marked(r);
	else if (pdf_is(word, "ET"))
		end_piece(r);
	else if (pdf_is(word, "Do"))
		take_code(r, named(r, "XObject", first));
}

static bool is_operator(struct pdf_value token)
{
	return (*token.at >= 'A' && *token.at <= 'Z') || (*token.at >= 'a' && *token.at <= 'z') ||
	       *token.at == '\'' || *token.at == '"';
}

static void read_content(struct pdf_reader *r, struct pdf_value content)
{
	const uint8_t *at = content.at;

	r->operand_count = 0;
	for (struct pdf_value token = next_token(&at, content.end); token.at;
	     token = next_token(&at, content.end)) {
		if (is_operator(token)) {
			do_operator(r, token);
			r->operand_count = 0;
		} else if (r->operand_count < OPERANDS_MAX) {
			r->operands[r->operand_count++] = token;
		}
	}
}

static enum err read_page(struct pdf_reader *r, struct pdf_value page)
{
	struct pdf_value content;
	enum err err = pdf_stream(&r->objects, pdf_get(&r->objects, page, "Contents"), &content);

	r->resources = pdf_get(&r->objects, page, "Resources");
	r->font = NULL;
	if (!err)
		read_content(r, content);
	text_add(&r->text, "\f");
	return err;
}

static enum err read_pages(struct pdf_reader *r)
{
	struct pdf_value root = pdf_object_of_type(&r->objects, "Catalog"), page = { 0 };
	struct pdf_value kids = pdf_get(&r->objects, pdf_get(&r->objects, root, "Pages"), "Kids");
	enum err err = kids.at ? ERR_OK : ERR_INPUT;

	for (int i = 0; i < PAGES_READ_MAX && !err; i++) {
		page = pdf_next(&r->objects, kids, page);
		if (!page.at)
			break;
		err = read_page(r, page);
	}
	return err || !(r->text.full || r->marked.full) ? err : ERR_FULL;
}

enum err pdf_read(const uint8_t *bytes, size_t size, struct pdf_reading *ret_reading)
{
	struct pdf_reader *r = calloc(1, sizeof(*r));
	enum err err;

	if (!r)
		abort();
	memset(&ret_reading->qr, 0, sizeof(ret_reading->qr));
	r->text = text_in(ret_reading->text, sizeof(ret_reading->text));
	r->marked = text_in(ret_reading->marked, sizeof(ret_reading->marked));
	r->qr = &ret_reading->qr;
	err = pdf_objects_open(&r->objects, bytes, size);
	if (!err)
		err = read_pages(r);
	pdf_objects_close(&r->objects);
	explicit_bzero(r, sizeof(*r));
	free(r);
	return err ? ERR_INPUT : ERR_OK;
}
