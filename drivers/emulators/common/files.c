#include "drivers/emulators/common/files.h"

#include <assert.h>
#include <iconv.h>
#include <stdio.h>
#include <string.h>

#define NAME_SIZE 30
#define NAME_MORE_SIZE 20

static void add(struct emu_card *card, int file, int number, int tag,
		const void *value, size_t size)
{
	struct emu_record *record = &card->records[card->record_count++];

	assert(card->record_count <= EMU_RECORDS_MAX && size <= sizeof(record->value));
	record->file = (uint8_t)file;
	record->number = (uint8_t)number;
	record->tag = (uint8_t)tag;
	record->size = (uint8_t)size;
	memcpy(record->value, value, size);
}

/* Letters and digits, padded right with 00. */
static void add_text(struct emu_card *card, int file, int number, int tag,
		     const char *text, size_t size)
{
	uint8_t value[32] = { 0 };

	assert(strlen(text) <= size);
	memcpy(value, text, strlen(text));
	add(card, file, number, tag, value, size);
}

/* Digits, two a byte, padded right with F; an empty text is all zeros. */
static void add_bcd(struct emu_card *card, int file, int number, int tag,
		    const char *digits, size_t size)
{
	uint8_t value[32];

	memset(value, *digits ? 0xFF : 0, size);
	for (size_t i = 0; digits[i]; i++) {
		unsigned digit = (unsigned)(digits[i] - '0');
		uint8_t *byte = &value[i / 2];

		*byte = (uint8_t)(i % 2 ? (*byte & 0xF0) | digit : digit << 4 | 0x0F);
	}
	add(card, file, number, tag, value, size);
}

/* The name in GB 18030, in two records; the second begins where the first is full. */
static void add_name(struct emu_card *card)
{
	iconv_t to_gb = iconv_open("GB18030", "UTF-8");
	char gb[NAME_SIZE + NAME_MORE_SIZE] = { 0 };
	char *in = card->person->name, *out = gb;
	size_t in_left = strlen(in), out_left = sizeof(gb);

	assert(to_gb != (iconv_t)-1);
	if (iconv(to_gb, &in, &in_left, &out, &out_left) == (size_t)-1)
		fprintf(stderr, "%s: the name does not fit a card whole\n", card->person->key);
	iconv_close(to_gb);
	add(card, 6, 2, 0x09, gb, NAME_SIZE);
	if (!(card->quirks & EMU_NO_EXTENSION))
		add(card, 6, 3, 0x4E, gb + NAME_SIZE, NAME_MORE_SIZE);
}

static void fill_ef05(struct emu_card *card, const char *version)
{
	static const uint8_t maker[12] = { 0x33, 0x02, 0x99, 0, 0, 0, 0, 0, 0, 0, 0, 1 };
	const struct emu_person *p = card->person;

	add(card, 5, 1, 0x01, card->card_id, 16);
	add_text(card, 5, 2, 0x02, "1", 1);
	add_text(card, 5, 3, 0x03, version, 4);
	add(card, 5, 4, 0x04, maker, sizeof(maker));
	add_bcd(card, 5, 5, 0x05, p->issued, 4);
	add_bcd(card, 5, 6, 0x06, p->expires, 4);
	add_text(card, 5, 7, 0x07, p->card_no, 9);
}

static void fill_ef06(struct emu_card *card)
{
	const struct emu_person *p = card->person;
	const unsigned moved = EMU_NO_EXTENSION | EMU_MOVED_UP;
	uint8_t next = (card->quirks & moved) == moved ? 3 : 4;
	char region[7], birth[9];

	snprintf(region, sizeof(region), "%.6s", p->id_no);
	snprintf(birth, sizeof(birth), "%.8s", p->id_no + 6);
	add_text(card, 6, 1, 0x08, p->id_no, 18);
	add_name(card);
	add_text(card, 6, next, 0x0A, (p->id_no[16] - '0') % 2 ? "1" : "2", 1);
	add_bcd(card, 6, next + 1, 0x0B, p->nation, 1);
	add_bcd(card, 6, next + 2, 0x0C, region, 3);
	add_bcd(card, 6, next + 3, 0x0D, birth, 4);
}

/* Our own: serial, role, number, name. */
static void fill_staff(struct emu_card *card)
{
	add(card, 5, 1, 0x01, card->card_id, 16);
	add_text(card, 5, 2, 0x02, card->person->role, 16);
	add_text(card, 5, 3, 0x07, card->person->card_no, 9);
	add_name(card);
}

void emu_files_fill(struct emu_card *card)
{
	static const char *const versions[EMU_KIND_COUNT] = {
		[EMU_SSC1] = "1.00",
		[EMU_SSC2] = "2.00",
		[EMU_LOCKED] = "2.00",
		[EMU_CLONE] = "2.00",
		[EMU_SSC3] = "3.00",
		[EMU_CLONE3] = "3.00",
	};

	if (card->kind == EMU_STAFF) {
		fill_staff(card);
	} else if (versions[card->kind]) {
		fill_ef05(card, versions[card->kind]);
		fill_ef06(card);
	}
}
