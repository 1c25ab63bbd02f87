#include "card/ssc_files.h"

#include "base/bytes.h"
#include "card/gb.h"

#include <assert.h>
#include <string.h>

static const struct ssc_place places[SSC_ITEM_COUNT] = {
	/*                    file number tag size  must   beyond */
	[SSC_CARD_ID]    =  { 5,   1,   0x01, 16,  true,  false },
	[SSC_CLASS]      =  { 5,   2,   0x02, 1,   false, true },
	[SSC_VERSION]    =  { 5,   3,   0x03, 4,   true,  false },
	[SSC_INIT_ORG]   =  { 5,   4,   0x04, 12,  false, true },
	[SSC_ISSUED]     =  { 5,   5,   0x05, 4,   false, false },
	[SSC_EXPIRES]    =  { 5,   6,   0x06, 4,   false, false },
	[SSC_CARD_NO]    =  { 5,   7,   0x07, 9,   true,  false },
	[SSC_ID_NO]      =  { 6,   1,   0x08, 18,  true,  false },
	[SSC_NAME]       =  { 6,   2,   0x09, 30,  true,  false },
	[SSC_NAME_MORE]  =  { 6,   3,   0x4E, 20,  false, false },
	[SSC_SEX]        =  { 6,   4,   0x0A, 1,   false, false },
	[SSC_NATION]     =  { 6,   5,   0x0B, 1,   false, false },
	[SSC_BIRTHPLACE] =  { 6,   6,   0x0C, 3,   false, true },
	[SSC_BIRTH]      =  { 6,   7,   0x0D, 4,   false, false },
};

const struct ssc_place *ssc_place(enum ssc_item item)
{
	return &places[item];
}

enum err ssc_take_record(struct ssc_files *files, enum ssc_item item,
			 const uint8_t *record, size_t size)
{
	const struct ssc_place *place = &places[item];
	struct ssc_value *value = &files->items[item];

	if (size != 2u + place->size || record[0] != place->tag || record[1] != place->size)
		return ERR_PROTO;
	value->size = place->size;
	memcpy(value->bytes, record + 2, place->size);
	return ERR_OK;
}

/* Two digits a byte; false when a nibble is none. */
static bool bcd_digits(const uint8_t *bytes, size_t size, char *out)
{
	for (size_t i = 0; i < 2 * size; i++) {
		int digit = i % 2 ? bytes[i / 2] & 15 : bytes[i / 2] >> 4;

		if (digit > 9)
			return false;
		out[i] = (char)('0' + digit);
	}
	out[2 * size] = 0;
	return true;
}

/* Absent, zeros, Fs, and what is no day of any calendar leave it unknown. */
static void take_date(const struct ssc_value *value, struct date *ret_date)
{
	char digits[9];

	if (bcd_digits(value->bytes, 4, digits) && !date_parse(digits, ret_date))
		*ret_date = (struct date){ 0 };
}

static void take_expiry(const struct ssc_value *value, struct holder *h)
{
	char digits[9];

	take_date(value, &h->expires);
	h->expires_never = bcd_digits(value->bytes, 4, digits) && date_is_never(digits);
}

/* Letters and digits, right-padded with 00 or blanks. */
static enum err take_ascii(const struct ssc_value *value, char *out, size_t cap)
{
	size_t n = gb_length(value->bytes, value->size);

	assert(value->size < cap);
	for (size_t i = 0; i < n; i++) {
		char c = (char)value->bytes[i];

		if (!((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')))
			return ERR_PROTO;
		out[i] = c;
	}
	out[n] = 0;
	return ERR_OK;
}

enum err ssc_generation(const struct ssc_files *files, int *ret_generation)
{
	const struct ssc_value *version = &files->items[SSC_VERSION];
	int generation = version->bytes[0] - '0';

	if (version->size != 4 || version->bytes[1] != '.' || generation < 1 || generation > 3)
		return ERR_PROTO;
	*ret_generation = generation;
	return ERR_OK;
}

static enum err take_card(const struct ssc_files *files, struct holder *h)
{
	const struct ssc_value *items = files->items;
	enum err err = ssc_generation(files, &h->generation);

	if (!bcd_digits(items[SSC_CARD_ID].bytes, 3, h->region))
		h->region[0] = 0;
	if (!err)
		err = take_ascii(&items[SSC_CARD_NO], h->card_no, sizeof(h->card_no));
	if (!err && h->card_no[0] == 0)
		err = ERR_PROTO;
	take_date(&items[SSC_ISSUED], &h->issued);
	take_expiry(&items[SSC_EXPIRES], h);
	return err;
}

/* 姓名 is continued by 姓名扩展, where there is one, even in the middle of a character. */
static enum err take_name(const struct ssc_files *files, struct holder *h)
{
	const struct ssc_value *name = &files->items[SSC_NAME];
	const struct ssc_value *more = &files->items[SSC_NAME_MORE];
	uint8_t gb[sizeof(name->bytes) + sizeof(more->bytes)];
	size_t n = gb_length(name->bytes, name->size);
	enum err err;

	memcpy(gb, name->bytes, n);
	memcpy(gb + n, more->bytes, more->size);
	n = gb_length(gb, n + more->size);
	err = n == 0 ? ERR_PROTO : gb_to_utf8(gb, n, h->name, sizeof(h->name));
	explicit_bzero(gb, sizeof(gb));
	if (err)
		return err;
	holder_tidy_name(h->name);
	return h->name[0] ? ERR_OK : ERR_PROTO;
}

/* An old 15-digit number, or one typed with a small x, is not taken. */
static enum err take_id_no(const struct ssc_value *value, struct holder *h)
{
	enum err err = take_ascii(value, h->id_no, sizeof(h->id_no));

	if (err)
		return err;
	return idno_check(h->id_no) == IDNO_OK ? ERR_OK : ERR_PROTO;
}

static enum err take_birth(const struct ssc_value *value, struct holder *h)
{
	take_date(value, &h->birth);
	if (!date_is_set(h->birth))
		h->birth = idno_birth(h->id_no);
	return date_compare(h->birth, idno_birth(h->id_no)) == 0 ? ERR_OK : ERR_PROTO;
}

static void take_sex_and_nation(const struct ssc_files *files, struct holder *h)
{
	const struct ssc_value *sex = &files->items[SSC_SEX];
	const struct ssc_value *nation = &files->items[SSC_NATION];
	char digits[3];

	if (sex->size == 1 && memchr("129", sex->bytes[0], 3))
		h->sex = (char)sex->bytes[0];
	if (nation->size == 1 && bcd_digits(nation->bytes, 1, digits))
		h->nation = (digits[0] - '0') * 10 + digits[1] - '0';
}

static enum err take_person(const struct ssc_files *files, struct holder *h)
{
	enum err err = take_id_no(&files->items[SSC_ID_NO], h);

	if (!err)
		err = take_name(files, h);
	if (!err)
		err = take_birth(&files->items[SSC_BIRTH], h);
	if (!err)
		take_sex_and_nation(files, h);
	return err;
}

static bool is_complete(const struct ssc_files *files)
{
	for (int i = 0; i < SSC_ITEM_COUNT; i++) {
		bool readable = places[i].file == 5 || !files->number_only;

		if (places[i].must && readable && files->items[i].size == 0)
			return false;
	}
	return true;
}

enum err ssc_to_holder(const struct ssc_files *files, struct holder *ret_holder)
{
	struct holder h = {
		.type = CARD_SOCIAL_SECURITY,
		.assurance = ASSURANCE_A0,
		.number_only = files->number_only,
	};
	enum err err;

	if (!is_complete(files))
		return ERR_PROTO;
	err = take_card(files, &h);
	if (!err && !files->number_only)
		err = take_person(files, &h);
	if (!err)
		*ret_holder = h;
	explicit_bzero(&h, sizeof(h));
	return err;
}

/* The version is three digits and a dot: ssc_generation looks at two of them. */
static void take_version(const struct ssc_value *value, char out[5])
{
	for (int i = 0; i < value->size; i++) {
		if (value->bytes[i] != '.' && (value->bytes[i] < '0' || value->bytes[i] > '9'))
			return;
	}
	memcpy(out, value->bytes, value->size);
}

void ssc_to_extra(const struct ssc_files *files, struct card_extra *ret_extra)
{
	const struct ssc_value *items = files->items;
	struct card_extra extra = { 0 };

	bytes_to_hex(items[SSC_CARD_ID].bytes, items[SSC_CARD_ID].size, extra.card_id);
	take_version(&items[SSC_VERSION], extra.version);
	if (take_ascii(&items[SSC_CLASS], extra.card_class, sizeof(extra.card_class)))
		extra.card_class[0] = 0;
	bytes_to_hex(items[SSC_INIT_ORG].bytes, items[SSC_INIT_ORG].size, extra.init_org);
	if (!bcd_digits(items[SSC_BIRTHPLACE].bytes, items[SSC_BIRTHPLACE].size, extra.birthplace))
		extra.birthplace[0] = 0;
	*ret_extra = extra;
	explicit_bzero(&extra, sizeof(extra));
}
