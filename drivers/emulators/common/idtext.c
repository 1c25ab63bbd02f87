#include "drivers/emulators/common/idtext.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>

#define TEXT_FLAG_OFFSET 248

static void put_unit(uint8_t *text, size_t offset, unsigned unit)
{
	text[offset] = (uint8_t)unit;
	text[offset + 1] = (uint8_t)(unit >> 8);
}

/* As many characters as fit into size bytes of UTF-16LE. */
static void put_field(uint8_t *text, size_t offset, size_t size, const char *utf8)
{
	size_t end = offset + size;
	uint32_t c;

	while ((c = utf8_next(&utf8))) {
		if (offset + (c > 0xFFFF ? 4 : 2) > end)
			return;
		if (c > 0xFFFF) {
			put_unit(text, offset, 0xD800 + ((c - 0x10000) >> 10));
			offset += 2;
			c = 0xDC00 + ((c - 0x10000) & 0x3FF);
		}
		put_unit(text, offset, c);
		offset += 2;
	}
}

static const char *sex_of(const struct emu_person *p)
{
	return (p->id_no[16] - '0') % 2 ? "1" : "2";
}

static void put_period(uint8_t *text, const struct emu_person *p)
{
	put_field(text, 188, 16, p->issued);
	put_field(text, 204, 16, p->expires[0] ? p->expires : "长期");
}

static void put_birth(uint8_t *text, size_t offset, const struct emu_person *p)
{
	char birth[9];

	snprintf(birth, sizeof(birth), "%.8s", p->id_no + 6);
	put_field(text, offset, 16, birth);
}

static void fill_resident(uint8_t *text, const struct emu_person *p)
{
	put_field(text, 0, 30, p->name);
	put_field(text, 30, 2, sex_of(p));
	put_field(text, 32, 4, p->nation);
	put_birth(text, 36, p);
	put_field(text, 52, 70, p->address);
	put_field(text, 122, 36, p->id_no);
	put_field(text, 158, 30, p->issuer);
	put_period(text, p);
}

static void fill_hmt(uint8_t *text, const struct emu_person *p)
{
	fill_resident(text, p);
	put_field(text, 32, 4, "  ");
	put_field(text, 220, 18, p->permit_no);
	put_field(text, 238, 4, p->issue_count);
	put_field(text, TEXT_FLAG_OFFSET, 2, "J");
}

/* Three letters of the country and twelve digits. */
static void fill_foreign_2017(uint8_t *text, const struct emu_person *p)
{
	char number[16];

	snprintf(number, sizeof(number), "%.3s%.12s", p->country[0] ? p->country : "XXX", p->id_no);
	put_field(text, 0, 120, p->name_latin);
	put_field(text, 120, 2, sex_of(p));
	put_field(text, 122, 30, number);
	put_field(text, 152, 6, p->country);
	put_field(text, 158, 30, p->name);
	put_period(text, p);
	put_birth(text, 220, p);
	put_field(text, 236, 4, "01");
	put_field(text, 240, 8, "1500");
	put_field(text, TEXT_FLAG_OFFSET, 2, "I");
}

static void fill_foreign_2023(uint8_t *text, const struct emu_person *p)
{
	put_field(text, 0, 30, p->name);
	put_field(text, 30, 2, sex_of(p));
	put_field(text, 32, 4, "00");
	put_birth(text, 36, p);
	put_field(text, 52, 70, p->name_latin);
	put_field(text, 122, 36, p->id_no);
	put_period(text, p);
	if (strlen(p->name_latin) > 35)
		put_field(text, 220, 22, p->name_latin + 35);
	put_field(text, 242, 6, p->country);
	put_field(text, TEXT_FLAG_OFFSET, 2, "Y");
}

void emu_idtext(const struct emu_card *card, uint8_t text[256])
{
	for (size_t i = 0; i < 256; i += 2)
		put_unit(text, i, ' ');
	if (card->kind == EMU_RID)
		fill_resident(text, card->person);
	else if (card->kind == EMU_HMT)
		fill_hmt(text, card->person);
	else if (card->kind == EMU_FOREIGN17)
		fill_foreign_2017(text, card->person);
	else if (card->kind == EMU_FOREIGN23)
		fill_foreign_2023(text, card->person);
}
