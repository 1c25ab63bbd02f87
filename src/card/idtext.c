#include "card/idtext.h"

#include "base/text.h"

#include <stdbool.h>
#include <string.h>

#define FLAG_OFFSET 248

/* A field: where it stands in the text, and where it goes in a holder. */
struct text_span {
	uint8_t offset;
	uint8_t size;	/* bytes; 0: this layout has no such field */
};

struct text_layout {
	char flag;
	enum card_type type;
	struct text_span name, latin, latin_more, sex, nation, birth, address, number, issuer,
		    from, until, permit_no, country;
};

static const struct text_layout layouts[] = {
	{
		.flag = ' ', .type = CARD_RESIDENT_ID,
		.name = { 0, 30 }, .sex = { 30, 2 }, .nation = { 32, 4 }, .birth = { 36, 16 },
		.address = { 52, 70 }, .number = { 122, 36 }, .issuer = { 158, 30 },
		.from = { 188, 16 }, .until = { 204, 16 },
	}, {
		.flag = 'J', .type = CARD_HMT_PERMIT,
		.name = { 0, 30 }, .sex = { 30, 2 }, .birth = { 36, 16 },
		.address = { 52, 70 }, .number = { 122, 36 }, .issuer = { 158, 30 },
		.from = { 188, 16 }, .until = { 204, 16 }, .permit_no = { 220, 18 },
	}, {
		.flag = 'I', .type = CARD_FOREIGN_PERMIT_2017,
		.latin = { 0, 120 }, .sex = { 120, 2 }, .permit_no = { 122, 30 },
		.country = { 152, 6 }, .name = { 158, 30 },
		.from = { 188, 16 }, .until = { 204, 16 }, .birth = { 220, 16 },
	}, {
		.flag = 'Y', .type = CARD_FOREIGN_PERMIT_2023,
		.name = { 0, 30 }, .sex = { 30, 2 }, .birth = { 36, 16 },
		.latin = { 52, 70 }, .latin_more = { 220, 22 }, .number = { 122, 36 },
		.from = { 188, 16 }, .until = { 204, 16 }, .country = { 242, 6 },
	},
};

static unsigned unit_at(const uint8_t *text, size_t offset)
{
	return (unsigned)(text[offset] | text[offset + 1] << 8);
}

/* Bytes before the padding of blanks (some modules pad with 0). */
static size_t trimmed(const uint8_t *text, struct text_span span)
{
	size_t size = span.size;

	while (size > 0) {
		unsigned unit = unit_at(text, span.offset + size - 2);

		if (unit != ' ' && unit != 0 && unit != 0x3000)
			break;
		size -= 2;
	}
	return size;
}

/* The character at *at, which moves past it; 0 for a broken pair. */
static uint32_t next_character(const uint8_t *text, size_t *at, size_t end)
{
	uint32_t high = unit_at(text, *at), low;

	*at += 2;
	if (high < 0xD800 || high > 0xDFFF)
		return high;
	if (high > 0xDBFF || *at >= end)
		return 0;
	low = unit_at(text, *at);
	*at += 2;
	if (low < 0xDC00 || low > 0xDFFF)
		return 0;
	return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
}

/*
 * Adds what stands from at to end to out, for what nobody sees a blank; false for half
 * a pair, and for what does not fit.
 */
static bool take_part(const uint8_t *text, size_t at, size_t end, struct text *out)
{
	while (at < end) {
		bool broken = unit_at(text, at) >= 0xD800 && unit_at(text, at) <= 0xDFFF;
		uint32_t c = next_character(text, &at, end);
		char bytes[4];

		if (c == 0 && broken)
			return false;
		text_add_n(out, bytes, utf8_put(utf8_is_unseen(c) ? ' ' : c, bytes));
	}
	return !out->full;
}

static bool take(const uint8_t *text, struct text_span span, struct text *out)
{
	return take_part(text, span.offset, span.offset + trimmed(text, span), out);
}

static bool take_text(const uint8_t *text, struct text_span span, char *field, size_t cap)
{
	struct text out = text_in(field, cap);

	return take(text, span, &out);
}

/* A field that no visit hangs on: what is odd leaves it empty. */
static void take_optional(const uint8_t *text, struct text_span span, char *field, size_t cap)
{
	if (!take_text(text, span, field, cap))
		field[0] = 0;
}

static bool take_name(const uint8_t *text, const struct text_layout *layout, struct holder *h)
{
	if (!take_text(text, layout->name, h->name, sizeof(h->name)))
		return false;
	holder_tidy_name(h->name);
	return true;
}

/* A name that goes on in a second field: a blank before it stands between two words. */
static bool take_latin(const uint8_t *text, const struct text_layout *layout, struct holder *h)
{
	struct text out = text_in(h->name_latin, sizeof(h->name_latin));
	size_t start = layout->latin.offset, end = start + layout->latin.size;

	if (trimmed(text, layout->latin_more) == 0)
		end = start + trimmed(text, layout->latin);
	if (!take_part(text, start, end, &out) || !take(text, layout->latin_more, &out))
		return false;
	holder_tidy_name(h->name_latin);
	return true;
}

/* Eight digits that are a day; anything else leaves it unknown. */
static void take_date(const uint8_t *text, struct text_span span, struct date *ret_date)
{
	char digits[40];

	take_optional(text, span, digits, sizeof(digits));
	if (strlen(digits) != 8 || !date_parse(digits, ret_date))
		*ret_date = (struct date){ 0 };
}

static void take_until(const uint8_t *text, struct text_span span, struct holder *h)
{
	char words[40];

	take_optional(text, span, words, sizeof(words));
	h->expires_never = strcmp(words, "长期") == 0 || date_is_never(words);
	take_date(text, span, &h->expires);
}

static bool take_number(const uint8_t *text, const struct text_layout *layout, struct holder *h)
{
	if (layout->number.size == 0)
		return true;
	if (!take_text(text, layout->number, h->id_no, sizeof(h->id_no)) ||
	    idno_check(h->id_no) != IDNO_OK)
		return false;
	return layout->type != CARD_HMT_PERMIT || idno_is_permit(h->id_no);
}

static void take_codes(const uint8_t *text, const struct text_layout *layout, struct holder *h)
{
	char sex[8], nation[16];

	take_optional(text, layout->sex, sex, sizeof(sex));
	take_optional(text, layout->nation, nation, sizeof(nation));
	if (sex[0] == '1' || sex[0] == '2' || sex[0] == '9')
		h->sex = sex[0];
	if (strlen(nation) == 2 && strspn(nation, "0123456789") == 2)
		h->nation = (nation[0] - '0') * 10 + nation[1] - '0';
}

/* Name and number must be right; whatever else is odd is unknown. */
static bool take_all(const uint8_t *text, const struct text_layout *layout, struct holder *h)
{
	if (!take_name(text, layout, h) || !take_latin(text, layout, h) ||
	    !take_number(text, layout, h))
		return false;
	take_codes(text, layout, h);
	take_date(text, layout->birth, &h->birth);
	take_optional(text, layout->address, h->address, sizeof(h->address));
	take_optional(text, layout->issuer, h->issuer, sizeof(h->issuer));
	take_date(text, layout->from, &h->issued);
	take_until(text, layout->until, h);
	take_optional(text, layout->permit_no, h->permit_no, sizeof(h->permit_no));
	take_optional(text, layout->country, h->country, sizeof(h->country));
	return true;
}

/* Somebody has a name, a birth date and a number, or it is nobody. */
static bool is_somebody(struct holder *h)
{
	if (h->name[0] == 0)
		memcpy(h->name, h->name_latin, sizeof(h->name));
	if (!date_is_set(h->birth) && h->id_no[0])
		h->birth = idno_birth(h->id_no);
	if (h->name[0] == 0 || !date_is_set(h->birth))
		return false;
	if (h->id_no[0] == 0)
		return h->permit_no[0];
	return date_compare(h->birth, idno_birth(h->id_no)) == 0;
}

static const struct text_layout *text_layout_of(const uint8_t text[IDTEXT_SIZE])
{
	unsigned flag = unit_at(text, FLAG_OFFSET);

	if (flag == 0)
		flag = ' ';
	for (size_t i = 0; i < sizeof(layouts) / sizeof(layouts[0]); i++) {
		if ((unsigned)layouts[i].flag == flag)
			return &layouts[i];
	}
	return NULL;
}

enum err idtext_to_holder(const uint8_t text[IDTEXT_SIZE], struct holder *ret_holder)
{
	const struct text_layout *layout = text_layout_of(text);
	struct holder h = { .assurance = ASSURANCE_A1 };
	enum err err = ERR_PROTO;

	if (!layout)
		return ERR_PROTO;
	h.type = layout->type;
	if (take_all(text, layout, &h) && is_somebody(&h)) {
		*ret_holder = h;
		err = ERR_OK;
	}
	explicit_bzero(&h, sizeof(h));
	return err;
}
