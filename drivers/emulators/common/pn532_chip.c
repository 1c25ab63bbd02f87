#include "drivers/emulators/common/pn532_chip.h"

#include <string.h>

enum {
	STATUS_OK = 0x00,
	STATUS_TIMEOUT = 0x01,	/* the card does not answer */
	STATUS_CONTEXT = 0x27,	/* the command does not fit the state of the card */
};

void chip_init(struct chip *chip)
{
	memset(chip, 0, sizeof(*chip));
	chip->field = true;
	chip->active = -1;
}

static void field_off(struct chip *chip)
{
	chip->active = -1;
	for (int i = 0; i < CHIP_CARDS_MAX; i++) {
		chip->halted[i] = false;
		if (chip->cards[i])
			emu_card_reset(chip->cards[i]);
	}
}

void chip_lay(struct chip *chip, int place, struct emu_card *card)
{
	chip->cards[place] = card;
	chip->halted[place] = false;
	if (card)
		emu_card_reset(card);
	if (chip->active == place)
		chip->active = -1;
	if (card) {
		chip->reported = false;
		chip->exchanges = 0;
	}
}

/* Register 63xx: two address bytes each. */
static size_t read_registers(const struct chip *chip, const uint8_t *in, size_t size,
			     uint8_t *out)
{
	size_t n = 0;

	for (size_t i = 0; i + 2 <= size; i += 2)
		out[n++] = chip->registers[in[i] << 8 | in[i + 1]];
	return n;
}

static void write_registers(struct chip *chip, const uint8_t *in, size_t size)
{
	for (size_t i = 0; i + 3 <= size; i += 3)
		chip->registers[in[i] << 8 | in[i + 1]] = in[i + 2];
}

static size_t describe_type_a(const struct emu_card *card, uint8_t *out)
{
	static const uint8_t interface[] = { 0x78, 0xF7, 0xB3, 0x02 };
	size_t n = 0, historical;

	out[n++] = 0x00;			/* SENS_RES */
	out[n++] = card->uid_size == 7 ? 0x44 : 0x04;
	out[n++] = 0x20;			/* SEL_RES: ISO 14443-4 */
	out[n++] = card->uid_size;
	memcpy(out + n, card->uid, card->uid_size);
	n += card->uid_size;
	historical = emu_card_historical(card, out + n + 1 + sizeof(interface));
	out[n++] = (uint8_t)(1 + sizeof(interface) + historical);
	memcpy(out + n, interface, sizeof(interface));
	return n + sizeof(interface) + historical;
}

/* Identity documents give a serial of zeros. */
static size_t describe_type_b(uint8_t *out)
{
	static const uint8_t answer[] = {
		0x50, 0, 0, 0, 0, 0xD1, 0x03, 0x86, 0x0C, 0x00, 0x80, 0x80, 1, 0x08,
	};

	memcpy(out, answer, sizeof(answer));
	return sizeof(answer);
}

static bool is_type_b(const struct emu_card *card)
{
	return card->kind == EMU_TYPE_B || card->kind >= EMU_RID;
}

/* A card of the type that may answer, and that is named where the host names one. */
static int find_card(const struct chip *chip, bool type_b, const uint8_t *uid, size_t uid_size)
{
	for (int i = 0; chip->field && i < CHIP_CARDS_MAX; i++) {
		const struct emu_card *card = chip->cards[i];

		if (!card || chip->halted[i] || is_type_b(card) != type_b)
			continue;
		if (uid_size == 0 || (uid_size == card->uid_size &&
				      memcmp(uid, card->uid, uid_size) == 0))
			return i;
	}
	return -1;
}

/* Libraries send a serial of 7 bytes with its cascade tag: 88 in front. */
static int find_type_a(const struct chip *chip, const uint8_t *in, size_t size)
{
	if (size == 8 && in[0] == 0x88)
		return find_card(chip, false, in + 1, 7);
	return find_card(chip, false, in, size);
}

static size_t list_target(struct chip *chip, const uint8_t *in, size_t size, uint8_t *out)
{
	bool type_b = size >= 2 && in[1] == 0x03;
	size_t n = 0;
	int found = -1;

	if (size >= 2 && in[1] == 0x00)
		found = find_type_a(chip, in + 2, size - 2);
	else if (type_b)
		found = find_card(chip, true, NULL, 0);
	chip->active = found;
	if (found < 0) {
		out[n++] = 0;
		return n;
	}
	emu_card_reset(chip->cards[found]);
	chip->reported = true;
	out[n++] = 1;
	out[n++] = 1;
	return n + (type_b ? describe_type_b(out + n) :
			     describe_type_a(chip->cards[found], out + n));
}

static size_t auto_poll(struct chip *chip, const uint8_t *in, size_t size, uint8_t *out)
{
	uint8_t list[] = { 1, 0, 0 };

	for (size_t i = 2; i < size; i++) {
		size_t n;

		list[1] = in[i] & 0x03;
		n = list_target(chip, list, list[1] == 3 ? 3 : 2, out + 2);
		if (out[2] == 0)
			continue;
		out[0] = 1;
		out[1] = in[i];
		out[2] = (uint8_t)(n - 1);	/* over the count: the target's own length */
		return 2 + n;
	}
	out[0] = 0;
	return 1;
}

/* The card that is selected, or NULL when it has gone. */
static struct emu_card *active_card(const struct chip *chip)
{
	return chip->active < 0 ? NULL : chip->cards[chip->active];
}

static size_t data_exchange(struct chip *chip, const uint8_t *in, size_t size, uint8_t *out,
			    bool *ret_exchange)
{
	struct emu_card *card = active_card(chip);

	if (size < 2 || !card) {
		out[0] = size < 2 || !chip->reported ? STATUS_CONTEXT : STATUS_TIMEOUT;
		return 1;
	}
	chip->exchanges++;
	*ret_exchange = true;
	out[0] = STATUS_OK;
	return 1 + emu_card_answer(card, in + 1, size - 1, out + 1);
}

/* Raw blocks: R(NAK) asks whether the card is there, R(ACK) says so. */
static size_t communicate(struct chip *chip, const uint8_t *in, size_t size, uint8_t *out)
{
	if (!active_card(chip) || chip->plain) {
		out[0] = STATUS_TIMEOUT;
		return 1;
	}
	if (size < 1 || (in[0] & 0xE6) != 0xA2) {
		out[0] = STATUS_TIMEOUT;
		return 1;
	}
	out[0] = STATUS_OK;
	memcpy(out + 1, in, size);
	out[1] = (uint8_t)(in[0] & ~0x10);
	return 1 + size;
}

static size_t deselect(struct chip *chip, uint8_t *out)
{
	if (chip->active >= 0) {
		chip->halted[chip->active] = !chip->plain;
		if (active_card(chip))
			emu_card_reset(active_card(chip));
	}
	chip->active = -1;
	out[0] = STATUS_OK;
	return 1;
}

static size_t configure_rf(struct chip *chip, const uint8_t *in, size_t size)
{
	if (size >= 2 && in[0] == 0x01) {
		chip->field = in[1] & 1;
		if (!chip->field)
			field_off(chip);
	}
	return 0;
}

static size_t diagnose(const uint8_t *in, size_t size, uint8_t *out)
{
	if (size < 1 || in[0] != 0x00) {
		out[0] = STATUS_OK;
		return 1;
	}
	memcpy(out, in, size);	/* communication line test: an echo */
	return size;
}

static size_t chip_say(uint8_t *out, const char *bytes, size_t size)
{
	memcpy(out, bytes, size);
	return size;
}

size_t chip_answer(struct chip *chip, const uint8_t *data, size_t size, uint8_t *answer,
		   bool *ret_exchange)
{
	const uint8_t *in = data + 2;
	size_t n = size - 2;
	uint8_t *out = answer + 2;

	*ret_exchange = false;
	if (size < 2 || data[0] != 0xD4)
		return 0;
	answer[0] = 0xD5;
	answer[1] = (uint8_t)(data[1] + 1);
	switch (data[1]) {
	case 0x00:	/* Diagnose */
		return 2 + diagnose(in, n, out);
	case 0x02:	/* GetFirmwareVersion: PN532 1.6, types A and B, 18092 */
		return 2 + chip_say(out, "\x32\x01\x06\x07", 4);
	case 0x04:	/* GetGeneralStatus */
		return 2 + chip_say(out, "\x00\x00\x00\x00", 4);
	case 0x06:
		return 2 + read_registers(chip, in, n, out);
	case 0x08:
		write_registers(chip, in, n);
		return 2;
	case 0x12:	/* SetParameters */
	case 0x14:	/* SAMConfiguration */
		return 2;
	case 0x16:	/* PowerDown */
		field_off(chip);
		return 2 + chip_say(out, "\x00", 1);
	case 0x32:
		return 2 + configure_rf(chip, in, n);
	case 0x40:
		return 2 + data_exchange(chip, in, n, out, ret_exchange);
	case 0x42:
		return 2 + communicate(chip, in, n, out);
	case 0x44:	/* InDeselect */
	case 0x52:	/* InRelease */
		return 2 + deselect(chip, out);
	case 0x4A:
		return 2 + list_target(chip, in, n, out);
	case 0x54:	/* InSelect */
		return 2 + chip_say(out, active_card(chip) ? "\x00" : "\x27", 1);
	case 0x60:
		return 2 + auto_poll(chip, in, n, out);
	default:
		return 0;
	}
}
