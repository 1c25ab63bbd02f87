#include "drivers/emulators/pn532/emulator.h"
#include "base/clock.h"

#include <errno.h>
#include <limits.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define SPLIT_PAUSE_US 20000
/* Of a frame, beside its data. */
#define FRAME_EXTRA 7
/* Of InAutoPoll, each type (UM0701-02, 7.3.13). */
#define POLL_UNIT_US 150000

int64_t emulator_now_us(void)
{
	return clock_us();
}

static void lay_next(struct emulator *e, bool unseen)
{
	int active = e->chip.active;
	struct emu_card old = e->cards[0];

	if (!e->has_next)
		return;
	e->cards[0] = e->next;
	e->has_next = false;
	if (!unseen) {
		chip_lay(&e->chip, 0, &e->cards[0]);
		e->wire.counting = false;
		return;
	}
	/* The new card takes over in the middle of the old one's conversation. */
	e->cards[0].selected = old.selected;
	e->cards[0].file = old.file;
	e->cards[0].opened = old.opened;
	e->chip.active = active;
}

/* A fault that changes what lies there (or the cable) before the frame of its byte. */
static bool strikes_frame(const struct emulator *e, size_t size)
{
	enum fault_kind kind = e->wire.fault.kind;

	return (kind == FAULT_LIFT || kind == FAULT_SWAP || kind == FAULT_MORPH ||
		kind == FAULT_UNPLUG) && wire_fault_within(&e->wire, size);
}

static void strike(struct emulator *e)
{
	enum fault_kind kind = e->wire.fault.kind;

	wire_spend_fault(&e->wire);
	if (kind == FAULT_LIFT)
		chip_lay(&e->chip, 0, NULL);
	else if (kind == FAULT_UNPLUG)
		pty_unplug(&e->pty);
	else
		lay_next(e, kind == FAULT_MORPH);
}

static bool strikes_nack(struct emulator *e, size_t size)
{
	if (e->wire.fault.kind != FAULT_NACK || !wire_fault_within(&e->wire, size))
		return false;
	wire_spend_fault(&e->wire);
	return true;
}

static void send_noise(struct emulator *e, int64_t due)
{
	static const uint8_t noise[] = { 0x13, 0x37, 0xFE, 0x00, 0x42, 0xFF };

	wire_send(&e->wire, noise, sizeof(noise), due);
}

static void send_split(struct emulator *e, const uint8_t *frame, size_t size, size_t piece,
		       int64_t due)
{
	if (piece == 0)
		piece = 1;
	for (size_t at = 0; at < size; at += piece) {
		size_t left = size - at;

		wire_send(&e->wire, frame + at, left < piece ? left : piece, due);
		due += SPLIT_PAUSE_US;
	}
}

/* Sends the answer to an exchange that a fault has picked. */
static void send_struck(struct emulator *e, const struct fault *fault, uint8_t *frame,
			size_t size, int64_t due)
{
	uint8_t empty[3] = { 0xD5, 0x41, (uint8_t)fault->argument };

	switch (fault->kind) {
	case FAULT_GARBAGE:
		send_noise(e, due);
		wire_send(&e->wire, frame, size, due);
		break;
	case FAULT_BADSUM:
		frame[size - 2] ^= 0x55;
		wire_send(&e->wire, frame, size, due);
		break;
	case FAULT_ERROR:
		wire_send(&e->wire, pn532_error, sizeof(pn532_error), due);
		break;
	case FAULT_SLOW:
		wire_send(&e->wire, frame, size, due + fault->argument * 1000);
		break;
	case FAULT_SPLIT:
		send_split(e, frame, size, (size_t)fault->argument, due);
		break;
	case FAULT_MORE:
		empty[2] = 0x40;
		/* fall through */
	case FAULT_STATUS:
		size = pn532_wrap(empty, sizeof(empty), frame);
		wire_send(&e->wire, frame, size, due);
		break;
	default:	/* silence */
		break;
	}
}

/* The fault waits for this exchange, and is spent unless it lasts. */
static bool strikes_exchange(struct emulator *e, struct fault *ret_fault)
{
	const struct fault *fault = &e->wire.fault;

	if (fault->kind == FAULT_NONE || fault_at_byte(fault->kind) ||
	    e->chip.exchanges < fault->at)
		return false;
	*ret_fault = *fault;
	if (fault->kind != FAULT_MORE)
		wire_spend_fault(&e->wire);
	return true;
}

static void change_status(struct emulator *e, uint8_t *answer, size_t size)
{
	bool hit = e->wire.fault.kind == FAULT_SW &&
		   wire_fault_within(&e->wire, size + FRAME_EXTRA);

	if (!hit || size < 5)
		return;
	answer[size - 2] = (uint8_t)(e->wire.fault.argument >> 8);
	answer[size - 1] = (uint8_t)e->wire.fault.argument;
	wire_spend_fault(&e->wire);
}

/* libnfc fetches what there is "more" with an empty exchange, which never reaches the card. */
static bool fetches_more(const struct emulator *e, const uint8_t *answer, size_t size)
{
	return e->wire.fault.kind == FAULT_MORE && size > 1 && answer[1] == 0x41;
}

static void send_answer(struct emulator *e, uint8_t *answer, size_t size, bool exchange,
			int64_t due)
{
	uint8_t frame[PN532_FRAME_MAX];
	struct fault fault;

	if (exchange)
		change_status(e, answer, size);
	exchange = exchange || fetches_more(e, answer, size);
	size = pn532_wrap(answer, size, frame);
	if (strikes_nack(e, size))
		wire_send(&e->wire, pn532_nack, sizeof(pn532_nack), due);
	else if (exchange && strikes_exchange(e, &fault))
		send_struck(e, &fault, frame, size, due);
	else
		wire_send(&e->wire, frame, size, due);
}

/* In the frame that reports the card the count begins. */
static void begin_counting(struct emulator *e)
{
	if (!e->wire.counting && e->chip.reported) {
		e->wire.counting = true;
		e->wire.counted = 0;
	}
}

static bool is_deaf(struct emulator *e, uint8_t command)
{
	bool deaf = e->wire.fault.kind == FAULT_DEAF && command == 0x40 &&
		    e->chip.exchanges + 1 >= e->wire.fault.at;

	if (deaf)
		wire_spend_fault(&e->wire);
	return deaf || e->hung;
}

/* How long a command keeps the chip busy on a real antenna. */
static int64_t busy_us(const struct emulator *e, const uint8_t *answer)
{
	bool looks = answer[1] == 0x4B || answer[1] == 0x61;

	if (looks && answer[2] == 0)
		return e->empty_us;
	if (answer[1] == 0x41)
		return e->air_us + e->relay_us;
	return looks || answer[1] == 0x43 ? e->air_us : 0;
}

static size_t ask_chip(struct emulator *e, const uint8_t *data, size_t data_size,
		       uint8_t *answer, bool *ret_exchange)
{
	size_t size = chip_answer(&e->chip, data, data_size, answer, ret_exchange);

	begin_counting(e);
	return size;
}

/* ---- InAutoPoll ---- */

/* D4 60, how often, how long each in units of 150 ms, and the types. */
static bool begin_poll(struct emulator *e, const uint8_t *data, size_t size, int64_t due)
{
	struct emulator_poll *poll = &e->poll;

	if (size < 5 || size - 4 > sizeof(poll->types) || data[1] != 0x60 || data[2] == 0 ||
	    data[3] == 0)
		return false;
	poll->type_count = (int)(size - 4);
	memcpy(poll->types, data + 4, size - 4);
	poll->slot = 0;
	poll->slots = data[2] == 0xFF ? INT_MAX : data[2] * poll->type_count;
	poll->slot_us = data[3] * POLL_UNIT_US;
	poll->next_us = due;
	poll->runs = true;
	return true;
}

/* One type is looked for; true: something lies there, and the host has been told. */
static bool poll_finds(struct emulator *e, uint8_t type)
{
	const uint8_t look[] = { 0xD4, 0x60, 1, 1, type };
	uint8_t answer[PN532_DATA_MAX + 32];
	bool exchange;
	size_t size = ask_chip(e, look, sizeof(look), answer, &exchange);

	if (answer[2] == 0)
		return false;
	if (strikes_frame(e, size + FRAME_EXTRA)) {
		strike(e);
		size = ask_chip(e, look, sizeof(look), answer, &exchange);
		if (answer[2] == 0)
			return false;
	}
	send_answer(e, answer, size, false, e->poll.next_us + e->air_us);
	return true;
}

static void poll_ends(struct emulator *e)
{
	uint8_t nothing[] = { 0xD5, 0x61, 0 }, frame[PN532_FRAME_MAX];

	wire_send(&e->wire, frame, pn532_wrap(nothing, sizeof(nothing), frame),
		  e->poll.next_us);
	e->poll.runs = false;
}

void emulator_poll(struct emulator *e)
{
	struct emulator_poll *poll = &e->poll;

	while (poll->runs && !e->hung && poll->next_us <= emulator_now_us()) {
		if (poll->slot == poll->slots) {
			poll_ends(e);
			return;
		}
		if (poll_finds(e, poll->types[poll->slot % poll->type_count])) {
			poll->runs = false;
			return;
		}
		poll->slot++;
		if (poll->slots == INT_MAX)
			poll->slot %= poll->type_count;
		poll->next_us += poll->slot_us;
	}
}

int64_t emulator_poll_next_us(const struct emulator *e)
{
	int64_t us = e->poll.next_us - emulator_now_us();

	if (!e->poll.runs || e->hung)
		return -1;
	return us < 0 ? 0 : us;
}

/* ---- the host's bytes ---- */

static void obey_host(struct emulator *e)
{
	uint8_t answer[PN532_DATA_MAX + 32];
	bool exchange;
	size_t frame = e->parser.data_size + FRAME_EXTRA, size;
	int64_t due = emulator_now_us() + (int64_t)frame * e->wire.byte_us;

	wire_flush(&e->wire);
	e->poll.runs = false;
	e->received += (long)frame;
	if (is_deaf(e, e->parser.data_size > 1 ? e->parser.data[1] : 0))
		return;
	if (begin_poll(e, e->parser.data, e->parser.data_size, due)) {
		wire_send(&e->wire, pn532_ack, sizeof(pn532_ack), due);
		return;
	}
	size = ask_chip(e, e->parser.data, e->parser.data_size, answer, &exchange);
	if (strikes_frame(e, sizeof(pn532_ack) + size + FRAME_EXTRA)) {
		strike(e);
		size = ask_chip(e, e->parser.data, e->parser.data_size, answer, &exchange);
	}
	if (strikes_nack(e, sizeof(pn532_ack))) {
		wire_send(&e->wire, pn532_nack, sizeof(pn532_nack), due);
		return;
	}
	wire_send(&e->wire, pn532_ack, sizeof(pn532_ack), due);
	if (size == 0)
		wire_send(&e->wire, pn532_error, sizeof(pn532_error), due);
	else
		send_answer(e, answer, size, exchange, due + busy_us(e, answer));
}

void emulator_take_from_host(struct emulator *e)
{
	uint8_t bytes[512];
	ssize_t n = read(e->pty.master, bytes, sizeof(bytes));

	for (ssize_t i = 0; i < n && e->pty.master >= 0; i++) {
		switch (pn532_take(&e->parser, bytes[i])) {
		case PN532_COMMAND:
			obey_host(e);
			break;
		case PN532_ACK:	/* the host gives up */
			wire_flush(&e->wire);
			e->poll.runs = false;
			break;
		case PN532_NACK:
		case PN532_NOTHING:
			break;
		}
	}
}

void emulator_give_to_host(struct emulator *e)
{
	uint8_t bytes[512];
	size_t n;

	while (e->pty.master >= 0 &&
	       (n = wire_take(&e->wire, emulator_now_us(), bytes, sizeof(bytes))) > 0) {
		if (write(e->pty.master, bytes, n) < 0 && errno != EAGAIN)
			return;
	}
}
