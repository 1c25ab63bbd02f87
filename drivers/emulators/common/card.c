#include "drivers/emulators/common/card.h"

#include "drivers/emulators/common/files.h"

#include "base/text.h"

#include <string.h>

static const char *const kind_names[] = {
	[EMU_SSC1] = "ssc1",
	[EMU_SSC2] = "ssc2",
	[EMU_SSC3] = "ssc3",
	[EMU_CLONE] = "clone",
	[EMU_CLONE3] = "clone3",
	[EMU_LOCKED] = "locked",
	[EMU_ZHEJIANG] = "zhejiang",
	[EMU_UNREADABLE] = "unreadable",
	[EMU_STAFF] = "staff",
	[EMU_TYPE_B] = "typeb",
	[EMU_RID] = "rid",
	[EMU_HMT] = "hmt",
	[EMU_FOREIGN17] = "foreign17",
	[EMU_FOREIGN23] = "foreign23",
};

static const char *const quirk_names[] = {
	"select-p1-00", "select-none", "by-number", "get-response", "exact-le",
	"le-zero", "no-extension", "ssf33", "silent-pin", "moved-up", "refuse-select",
	"refuse-6985", "missing-6a86", "select-le",
};

int emu_kind_find(const char *name)
{
	return text_find(kind_names, EMU_KIND_COUNT, name);
}

int emu_quirk_find(const char *name)
{
	int i = text_find(quirk_names, sizeof(quirk_names) / sizeof(quirk_names[0]), name);

	return i < 0 ? -1 : 1 << i;
}

/* FNV-1a: serial numbers that differ from card to card and stay from run to run. */
static uint64_t hash_of(const char *text, uint64_t start)
{
	uint64_t hash = start ^ 14695981039346656037u;

	for (; *text; text++)
		hash = (hash ^ (uint8_t)*text) * 1099511628211u;
	return hash;
}

static void put_be(uint64_t value, uint8_t *out, int size)
{
	for (int i = 0; i < size; i++)
		out[i] = (uint8_t)(value >> (8 * (size - 1 - i)));
}

static void next_challenge(struct emu_card *card, uint8_t out[8])
{
	card->random = card->random * 6364136223846793005u + 1442695040888963407u;
	put_be(card->random ^ card->random >> 29, out, 8);
}

static bool is_clone(const struct emu_card *card)
{
	return card->kind == EMU_CLONE || card->kind == EMU_CLONE3;
}

void emu_card_init(struct emu_card *card, enum emu_kind kind, unsigned quirks,
		   struct emu_person *person, const struct sam_keys *keys)
{
	/* 330200 = Ningbo, then the fixed part, then a serial. */
	static const uint8_t issuer[8] = { 0x33, 0x02, 0x00, 0xD1, 0x56, 0x00, 0x00, 0x05 };
	static const uint8_t recorded[8] = { 1, 2, 3, 4, 5, 6, 7, 8 };
	uint64_t serial = hash_of(person->key, kind);
	bool staff = kind == EMU_STAFF;

	memset(card, 0, sizeof(*card));
	card->kind = kind;
	card->quirks = quirks;
	card->person = person;
	card->random = serial;
	card->algorithm = kind == EMU_SSC3 || kind == EMU_CLONE3 || staff ? SAM_SM4 : SAM_3DES;
	card->uid_size = kind == EMU_TYPE_B || kind >= EMU_RID ? 4 : 7;
	if (card->uid_size == 7)
		put_be(serial >> 8, card->uid, 7);
	card->uid[0] &= 0x7F & ~0x08;	/* neither "random" nor a cascade tag */
	memcpy(card->card_id, issuer, 8);
	put_be(hash_of(person->key, 0), card->card_id + 8, 4);
	memset(card->card_id + 12, 0xFF, 4);
	sam_keys_of_card(keys, staff ? SAM_KEY_STAFF : SAM_KEY_CARD, card->algorithm,
			 card->card_id, card->key);
	card->has_keys = !is_clone(card);
	sam_cryptogram(card->algorithm, card->key, recorded, recorded, card->replayed);
	emu_files_fill(card);
}

void emu_card_reset(struct emu_card *card)
{
	card->selected = false;
	card->file = 0;
	card->opened = false;
	card->challenge_count = 0;
	card->pending_size = 0;
}

size_t emu_card_historical(const struct emu_card *card, uint8_t *out)
{
	static const uint8_t permit[] = { 0x80, 0x5A, 'Z', 'J', 'J', 'Z', 'Z' };
	static const uint8_t other[] = { 0x80, 0x31, 'D', 'E', 'M', 'O' };
	bool zhejiang = card->kind == EMU_ZHEJIANG;
	size_t size = zhejiang ? sizeof(permit) : sizeof(other);

	memcpy(out, zhejiang ? permit : other, size);
	return size;
}

static size_t status(uint8_t *answer, size_t size, unsigned sw)
{
	answer[size] = (uint8_t)(sw >> 8);
	answer[size + 1] = (uint8_t)sw;
	return size + 2;
}

/* Sends data the way this card does: at once, or by 61xx and GET RESPONSE. */
static size_t give(struct emu_card *card, const uint8_t *data, size_t size, uint8_t *answer)
{
	if (card->quirks & EMU_GET_RESPONSE) {
		memcpy(card->pending, data, size);
		card->pending_size = size;
		return status(answer, 0, 0x6100u | (unsigned)(size & 0xFF));
	}
	memmove(answer, data, size);
	return status(answer, size, 0x9000);
}

static const char *application_name(const struct emu_card *card)
{
	static const char ssse[] = "sx1.sh.\xC9\xE7\xBB\xE1\xB1\xA3\xD5\xCF";
	static const char ssse2[] = "sx2.sh.\xC9\xE7\xBB\xE1\xB1\xA3\xD5\xCF";

	if (card->kind == EMU_STAFF)
		return "\xF0NBKIOSKSTAFF";
	if (card->kind > EMU_LOCKED)
		return "";
	return card->quirks & EMU_SSF33 ? ssse2 : ssse;
}

/* The FCI, 30 bytes as on a real card; "87 01 00" stands for what is not known. */
static size_t build_fci(const struct emu_card *card, const uint8_t *name, size_t size,
			uint8_t *fci)
{
	const uint8_t extra[] = {
		0xA5, 9, 0x87, 1, 0, 0x9F, 0x0C, 3, 0x86, 1, (uint8_t)card->algorithm,
	};

	fci[0] = 0x6F;
	fci[1] = (uint8_t)(2 + size + sizeof(extra));
	fci[2] = 0x84;
	fci[3] = (uint8_t)size;
	memcpy(fci + 4, name, size);
	memcpy(fci + 4 + size, extra, sizeof(extra));
	return 4 + size + sizeof(extra);
}

static size_t select_application(struct emu_card *card, const uint8_t *name, size_t size,
				 bool has_le, uint8_t *answer)
{
	const char *own = application_name(card);
	uint8_t fci[64];
	size_t fci_size;

	emu_card_reset(card);
	if (size == 0 || size != strlen(own) || memcmp(own, name, size) != 0)
		return status(answer, 0, 0x6A82);
	fci_size = build_fci(card, name, size, fci);
	if (card->quirks & EMU_SELECT_LE && !has_le)
		return status(answer, 0, 0x6C00u | (unsigned)fci_size);
	card->selected = true;
	return give(card, fci, fci_size, answer);
}

static size_t refuse(const struct emu_card *card, uint8_t *answer)
{
	return status(answer, 0, card->quirks & EMU_REFUSE_6985 ? 0x6985 : 0x6982);
}

/* Generation 3 gives its holder only when it has been convinced; a locked region never. */
static bool may_read_holder(const struct emu_card *card)
{
	return card->kind != EMU_LOCKED && (card->kind != EMU_SSC3 || card->opened);
}

static size_t select_file(struct emu_card *card, const uint8_t *command, size_t size,
			  uint8_t *answer)
{
	uint8_t wanted_p1 = card->quirks & EMU_SELECT_P1_00 ? 0x00 : 0x02;

	if (command[2] != wanted_p1 || card->quirks & EMU_SELECT_NONE)
		return status(answer, 0, 0x6A86);
	if (!card->selected || size < 7 || command[5] != 0xEF ||
	    (command[6] != 5 && command[6] != 6))
		return status(answer, 0, 0x6A82);
	if (card->quirks & EMU_REFUSE_SELECT && command[6] == 6 && !may_read_holder(card))
		return refuse(card, answer);
	card->file = command[6];
	return status(answer, 0, 0x9000);
}

/* Generation 3 gives only its number, region and version before it has been convinced. */
static bool may_read(const struct emu_card *card, const struct emu_record *record)
{
	bool free = record->file == 5 && (record->tag == 1 || record->tag == 3 || record->tag == 7);

	return may_read_holder(card) || free ||
	       (card->kind == EMU_LOCKED && record->file == 5);
}

static const struct emu_record *find_record(const struct emu_card *card, uint8_t p1, uint8_t p2)
{
	bool by_number = (p2 & 7) == 4;
	uint8_t file = p2 >> 3 ? p2 >> 3 : card->file;

	if (!by_number && (p2 & 7 || card->quirks & EMU_BY_NUMBER))
		return NULL;
	for (int i = 0; i < card->record_count; i++) {
		const struct emu_record *record = &card->records[i];

		if (record->file == file && p1 == (by_number ? record->number : record->tag))
			return record;
	}
	return NULL;
}

static size_t read_record(struct emu_card *card, const uint8_t *command, size_t size,
			  uint8_t *answer)
{
	const struct emu_record *record;
	uint8_t le = size == 5 ? command[4] : 0;
	uint8_t data[34];

	if (!card->selected)
		return status(answer, 0, 0x6985);
	record = find_record(card, command[2], command[3]);
	if (!record)
		return status(answer, 0, card->quirks & EMU_MISSING_6A86 ? 0x6A86 : 0x6A83);
	if (!may_read(card, record))
		return refuse(card, answer);
	if (card->quirks & EMU_LE_ZERO && le != 0)
		return status(answer, 0, 0x6700);
	if ((card->quirks & EMU_EXACT_LE || le != 0) && le != record->size + 2)
		return status(answer, 0, 0x6C00u | (record->size + 2u));
	data[0] = record->tag;
	data[1] = record->size;
	memcpy(data + 2, record->value, record->size);
	return give(card, data, record->size + 2u, answer);
}

static size_t get_response(struct emu_card *card, uint8_t *answer)
{
	size_t size = card->pending_size;

	card->pending_size = 0;
	if (size == 0)
		return status(answer, 0, 0x6985);
	memcpy(answer, card->pending, size);
	return status(answer, size, 0x9000);
}

static size_t get_challenge(struct emu_card *card, const uint8_t *command, size_t size,
			    uint8_t *answer)
{
	if (!card->selected || size != 5 || command[4] != 8)
		return status(answer, 0, card->selected ? 0x6700 : 0x6985);
	memcpy(card->challenge[0], card->challenge[1], 8);
	next_challenge(card, card->challenge[1]);
	card->challenge_count++;
	return give(card, card->challenge[1], 8, answer);
}

/* 88 00 00 10 FACTOR SOURCE: proves that the card has the key. */
static size_t internal_authenticate(struct emu_card *card, const uint8_t *command,
				    size_t size, uint8_t *answer)
{
	uint8_t cryptogram[8];

	if (!card->selected || size < 21 || command[4] != 16)
		return status(answer, 0, card->selected ? 0x6700 : 0x6985);
	if (!card->has_keys)
		return give(card, card->replayed, 8, answer);
	sam_cryptogram(card->algorithm, card->key, command + 5, command + 13, cryptogram);
	return give(card, cryptogram, 8, answer);
}

/*
 * 82 00 0A 10 CRYPTOGRAM FACTOR: proves that the other side has the key.  Of
 * the two challenges the first is the source, the second the factor.
 */
static size_t external_authenticate(struct emu_card *card, const uint8_t *command,
				    size_t size, uint8_t *answer)
{
	uint8_t wanted[8];
	bool fresh = card->challenge_count >= 2;

	card->challenge_count = 0;
	if (!card->selected || size < 21 || command[3] != 0x0A || command[4] != 16)
		return status(answer, 0, card->selected ? 0x6A86 : 0x6985);
	sam_cryptogram(card->algorithm, card->key, card->challenge[1], card->challenge[0], wanted);
	if (card->has_keys && (!fresh || memcmp(command + 5, wanted, 8) != 0 ||
			       memcmp(command + 13, card->challenge[1], 8) != 0))
		return status(answer, 0, 0x6300);
	card->opened = true;
	return status(answer, 0, 0x9000);
}

static bool pin_is(const char *pin, const uint8_t bcd[3])
{
	for (int i = 0; i < 6; i++) {
		int digit = i % 2 ? bcd[i / 2] & 15 : bcd[i / 2] >> 4;

		if (pin[i] != '0' + digit)
			return false;
	}
	return true;
}

/* 20 00 00 [03 PIN]: without a PIN it tells the counter. */
static size_t verify(struct emu_card *card, const uint8_t *command, size_t size, uint8_t *answer)
{
	int *tries = &card->person->pin_tries;
	bool asks = size == 4;

	if (!card->selected || (!asks && (size < 8 || command[4] != 3)))
		return status(answer, 0, card->selected ? 0x6700 : 0x6985);
	if (asks && card->quirks & EMU_SILENT_PIN)
		return status(answer, 0, 0x6700);
	if (*tries == 0)
		return status(answer, 0, 0x6983);
	if (!asks && pin_is(card->person->pin, command + 5)) {
		*tries = 3;
		return status(answer, 0, 0x9000);
	}
	if (!asks)
		--*tries;
	return *tries == 0 ? status(answer, 0, 0x6983) :
			     status(answer, 0, 0x63C0u | (unsigned)*tries);
}

size_t emu_card_answer(struct emu_card *card, const uint8_t *command, size_t size,
		       uint8_t *answer)
{
	if (size < 4)
		return status(answer, 0, 0x6700);
	if (command[0] != 0x00)
		return status(answer, 0, 0x6E00);
	if (size > 5 && size < 5u + command[4])
		return status(answer, 0, 0x6700);
	switch (command[1]) {
	case 0xA4:
		if (command[2] == 0x04 && size >= 5)
			return select_application(card, command + 5,
						  size == 5 ? 0 : command[4],
						  size > 5u + command[4], answer);
		return select_file(card, command, size, answer);
	case 0xB2:
		return read_record(card, command, size, answer);
	case 0xC0:
		return get_response(card, answer);
	case 0x84:
		return get_challenge(card, command, size, answer);
	case 0x88:
		return internal_authenticate(card, command, size, answer);
	case 0x82:
		return external_authenticate(card, command, size, answer);
	case 0x20:
		return verify(card, command, size, answer);
	default:
		return status(answer, 0, 0x6D00);
	}
}
