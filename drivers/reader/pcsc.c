/*
 * PC/SC readers, through pcscd.
 *
 * PC/SC gives no time limit for an exchange: a card that never answers is the
 * business of whoever watches the process.  A wait ends by SCardCancel.
 *
 * Some readers have a SAM-V module inside and give an identity document's text
 * by a pseudo-command.  Others hand that command on to the card, and a card can
 * answer what it likes: only where the hall has said that this reader has such
 * a module (samv:pcsc:NAME) is the text the module's word.
 */
#include "drivers/reader/open.h"

#include "base/text.h"
#include "card/deadline.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <winscard.h>

#define READER_NAMES_BYTES 4096

/*
 * The text behind the pseudo-command: a header of 4 bytes, then the text, and
 * in the pages that follow the photo, which is nobody's business here.  The
 * first page is 256 bytes, so it ends 4 bytes before the text does; what stands
 * in those no layout uses.  A reader that gives more at once is as good.
 */
#define TEXT_OFFSET 4
#define TEXT_FIRST (256 - TEXT_OFFSET)
/* Header, text, photo and fingerprint, and some room. */
#define TEXT_ANSWER_MAX 2400

struct pcsc_reader {
	struct reader reader;
	SCARDCONTEXT context;
	SCARDHANDLE card;
	bool connected;
	DWORD protocol;
	char name[MAX_READERNAME];
};

static struct pcsc_reader *of(struct reader *reader)
{
	return (struct pcsc_reader *)reader;
}

static enum err failed(LONG code)
{
	switch (code) {
	case SCARD_W_REMOVED_CARD:
	case SCARD_W_RESET_CARD:
	case SCARD_W_UNPOWERED_CARD:
	case SCARD_E_NO_SMARTCARD:
	case SCARD_E_NOT_TRANSACTED:	/* the card fell silent: mostly it has just gone */
		return ERR_REMOVED;
	case SCARD_E_NO_SERVICE:
	case SCARD_E_SERVICE_STOPPED:
	case SCARD_E_READER_UNAVAILABLE:
	case SCARD_E_UNKNOWN_READER:
	case SCARD_E_NO_READERS_AVAILABLE:
	case SCARD_E_INVALID_HANDLE:
		return ERR_GONE;
	case SCARD_E_SHARING_VIOLATION:
		return ERR_DENIED;
	case SCARD_E_CANCELLED:
		return ERR_CANCELLED;
	case SCARD_E_TIMEOUT:
		return ERR_TIMEOUT;
	default:
		return ERR_PROTO;
	}
}

static void disconnect(struct pcsc_reader *r)
{
	if (r->connected)
		SCardDisconnect(r->card, SCARD_RESET_CARD);
	r->connected = false;
}

/* Drops the card: what it says next may answer an earlier question. */
static enum err drop(struct pcsc_reader *r, LONG code)
{
	disconnect(r);
	return failed(code);
}

/* ---- what an ATR tells ---- */

/* Interface bytes of one group: TA, TB, TC and TD, as far as the upper half of y announces them. */
static size_t group_size(uint8_t y)
{
	return (size_t)__builtin_popcount(y >> 4);
}

/* ISO 7816-3, 8.2: TS T0 groups historical [TCK]. */
static void take_historical(const uint8_t *atr, size_t size, struct reader_card *card)
{
	size_t at = 2, count;
	uint8_t y;

	if (size < 2)
		return;
	count = atr[1] & 15;
	y = atr[1];
	while (at < size) {
		size_t group = group_size(y);

		at += group;
		if (!(y & 0x80) || at > size)
			break;
		y = atr[at - 1];
	}
	if (at + count > size || count > sizeof(card->hist))
		return;
	card->hist_size = (uint8_t)count;
	memcpy(card->hist, atr + at, count);
}

/* PC/SC part 3: contactless cards appear with 3B 8n 80 01. */
static bool is_contactless(const uint8_t *atr, size_t size)
{
	return size >= 4 && atr[0] == 0x3B && (atr[1] & 0xF0) == 0x80 && atr[2] == 0x80 &&
	       atr[3] == 0x01;
}

/* ---- the slots ---- */

/* answer has cap bytes; what came is in it even when it is refused: wipe it. */
static enum err transmit(struct pcsc_reader *r, const uint8_t *command, size_t size,
			 uint8_t *answer, size_t cap, size_t *ret_size)
{
	const SCARD_IO_REQUEST *protocol = r->protocol == SCARD_PROTOCOL_T0 ? SCARD_PCI_T0 :
									      SCARD_PCI_T1;
	DWORD got = cap;
	LONG code;

	if (!r->connected)
		return ERR_REMOVED;
	code = SCardTransmit(r->card, protocol, command, size, NULL, answer, &got);
	/* Some slots call a card that has gone a success without an answer. */
	if (code == SCARD_S_SUCCESS && got == 0)
		code = SCARD_W_REMOVED_CARD;
	if (code != SCARD_S_SUCCESS)
		return drop(r, code);
	*ret_size = got;
	return ERR_OK;
}

static enum err pcsc_apdu(struct reader *reader, const uint8_t *command, size_t size, int ms,
			  uint8_t *answer, size_t *ret_size)
{
	struct pcsc_reader *r = of(reader);
	uint8_t buffer[MAX_BUFFER_SIZE];
	size_t got = 0;
	enum err err = transmit(r, command, size, buffer, sizeof(buffer), &got);

	(void)ms;
	if (!err && got > APDU_ANSWER_MAX)
		err = drop(r, SCARD_F_COMM_ERROR);
	if (!err) {
		memcpy(answer, buffer, got);
		*ret_size = got;
	}
	explicit_bzero(buffer, sizeof(buffer));
	return err;
}

/* Any status but 9000: a reader without a module, or no identity document. */
static enum err take_text(const uint8_t *answer, size_t size, uint8_t text[IDTEXT_SIZE])
{
	size_t given;

	if (size < 2)
		return ERR_PROTO;
	if (answer[size - 2] != 0x90 || answer[size - 1] != 0x00)
		return ERR_ABSENT;
	if (size - 2 < TEXT_OFFSET + TEXT_FIRST)
		return ERR_PROTO;
	given = size - 2 - TEXT_OFFSET;
	memset(text, 0, IDTEXT_SIZE);
	memcpy(text, answer + TEXT_OFFSET, given < IDTEXT_SIZE ? given : IDTEXT_SIZE);
	return ERR_OK;
}

static enum err pcsc_idtext(struct reader *reader, int ms, uint8_t text[IDTEXT_SIZE])
{
	static const uint8_t get_text[] = { 0xFF, 0xB0, 0x00, 0x00, 0x00 };
	uint8_t answer[TEXT_ANSWER_MAX];
	size_t size = 0;
	enum err err = transmit(of(reader), get_text, sizeof(get_text), answer, sizeof(answer),
				&size);

	(void)ms;
	if (!err)
		err = take_text(answer, size, text);
	explicit_bzero(answer, sizeof(answer));
	return err;
}

/* The serial, by the pseudo-command of PC/SC part 3; contact cards have none. */
static void ask_uid(struct pcsc_reader *r, struct reader_card *card)
{
	static const uint8_t get_uid[] = { 0xFF, 0xCA, 0x00, 0x00, 0x00 };
	uint8_t answer[APDU_ANSWER_MAX];
	size_t size = 0;

	if (pcsc_apdu(&r->reader, get_uid, sizeof(get_uid), READER_MS_MAX, answer, &size))
		return;
	if (size < 2 || size - 2 > sizeof(card->uid) || answer[size - 2] != 0x90)
		return;
	card->uid_size = (uint8_t)(size - 2);
	memcpy(card->uid, answer, card->uid_size);
}

static enum err connect(struct pcsc_reader *r)
{
	LONG code = SCardConnect(r->context, r->name, SCARD_SHARE_EXCLUSIVE,
				 SCARD_PROTOCOL_T0 | SCARD_PROTOCOL_T1, &r->card, &r->protocol);

	r->connected = code == SCARD_S_SUCCESS;
	return r->connected ? ERR_OK : failed(code);
}

static enum err connect_card(struct pcsc_reader *r, const SCARD_READERSTATE *state,
			     struct reader_card *ret_card)
{
	struct reader_card card = { .tech = TECH_CONTACT, .speaks_apdu = true };
	enum err err = connect(r);

	if (err)
		return err;
	if (state->cbAtr <= sizeof(state->rgbAtr))
		take_historical(state->rgbAtr, state->cbAtr, &card);
	if (is_contactless(state->rgbAtr, state->cbAtr)) {
		card.tech = TECH_TYPE_A;
		ask_uid(r, &card);
		/* A reader that did not like the question has dropped the card. */
		if (!r->connected)
			err = connect(r);
	}
	/* Only type B answers so: the documents that speak to SAM-V modules alone. */
	if (card.uid_size == 4 && memcmp(card.uid, "\0\0\0\0", 4) == 0)
		card.tech = TECH_TYPE_B;
	if (!err)
		*ret_card = card;
	return err;
}

static bool has_card(DWORD state)
{
	return state & SCARD_STATE_PRESENT && !(state & SCARD_STATE_MUTE);
}

static enum err pcsc_wait(struct reader *reader, int ms, struct reader_card *ret_card)
{
	struct pcsc_reader *r = of(reader);
	struct deadline deadline = deadline_in(ms);
	SCARD_READERSTATE state = { .szReader = r->name, .dwCurrentState = SCARD_STATE_UNAWARE };
	enum err err = ERR_REMOVED;
	LONG code;

	disconnect(r);
	/* A card that slips out while it is connected is waited for again. */
	while (err == ERR_REMOVED) {
		code = SCardGetStatusChange(r->context, (DWORD)deadline_left_ms(deadline),
					    &state, 1);
		if (code == SCARD_E_TIMEOUT)
			return ERR_ABSENT;
		if (code != SCARD_S_SUCCESS)
			return failed(code);
		if (state.dwEventState & (SCARD_STATE_UNKNOWN | SCARD_STATE_UNAVAILABLE))
			return ERR_GONE;
		if (has_card(state.dwEventState))
			err = connect_card(r, &state, ret_card);
		else if (deadline_left_ms(deadline) == 0)
			return ERR_ABSENT;
		state.dwCurrentState = state.dwEventState & ~(DWORD)SCARD_STATE_CHANGED;
	}
	/* Another program talks to it: no card for us yet. */
	return err == ERR_DENIED || err == ERR_PROTO ? ERR_ABSENT : err;
}

static enum err pcsc_present(struct reader *reader, const struct reader_card *card)
{
	struct pcsc_reader *r = of(reader);
	struct reader_card now;
	DWORD state = 0, protocol = 0, name_size = 0, atr_size = 0;
	enum err err;
	LONG code;

	if (r->connected) {
		code = SCardStatus(r->card, NULL, &name_size, &state, &protocol, NULL, &atr_size);
		if (code == SCARD_S_SUCCESS)
			return ERR_OK;
		if (drop(r, code) == ERR_GONE)
			return ERR_GONE;
	}
	err = pcsc_wait(reader, 1, &now);
	if (err)
		return err == ERR_ABSENT ? ERR_REMOVED : err;
	return reader_same_card(&now, card) ? ERR_OK : ERR_REMOVED;
}

static void pcsc_cancel(struct reader *reader)
{
	SCardCancel(of(reader)->context);
}

static void pcsc_release(struct reader *reader)
{
	disconnect(of(reader));
}

static void pcsc_close(struct reader *reader)
{
	struct pcsc_reader *r = of(reader);

	disconnect(r);
	if (r->context)
		SCardReleaseContext(r->context);
	free(r);
}

static const struct reader_ops pcsc_ops = {
	.name = "pcsc",
	.wait = pcsc_wait,
	.apdu = pcsc_apdu,
	.idtext = pcsc_idtext,
	.present = pcsc_present,
	.cancel = pcsc_cancel,
	.release = pcsc_release,
	.close = pcsc_close,
};

/* The same reader, of which the hall says that a SAM-V module is in it. */
static const struct reader_ops pcsc_samv_ops = {
	.name = "pcsc with SAM-V",
	.wait = pcsc_wait,
	.apdu = pcsc_apdu,
	.idtext = pcsc_idtext,
	.idtext_proves = true,
	.present = pcsc_present,
	.cancel = pcsc_cancel,
	.release = pcsc_release,
	.close = pcsc_close,
};

/* ---- opening ---- */

/* The first reader whose name begins so, or is so. */
static enum err find_reader(struct pcsc_reader *r, const char *where)
{
	char names[READER_NAMES_BYTES];
	DWORD size = sizeof(names);
	LONG code = SCardListReaders(r->context, NULL, names, &size);

	if (code != SCARD_S_SUCCESS)
		return ERR_GONE;
	for (const char *name = names; *name; name += strlen(name) + 1) {
		if (strncmp(name, where, strlen(where)) == 0)
			return text_copy(r->name, sizeof(r->name), name) ? ERR_GONE : ERR_OK;
	}
	return ERR_GONE;
}

static enum err open_as(const struct reader_ops *ops, const char *where,
			struct reader **ret_reader)
{
	struct pcsc_reader *r = calloc(1, sizeof(*r));
	enum err err = ERR_GONE;

	assert(r);
	r->reader.ops = ops;
	if (SCardEstablishContext(SCARD_SCOPE_SYSTEM, NULL, NULL, &r->context) ==
	    SCARD_S_SUCCESS)
		err = find_reader(r, where);
	if (err) {
		pcsc_close(&r->reader);
		return err;
	}
	*ret_reader = &r->reader;
	return ERR_OK;
}

enum err reader_pcsc_open(const char *where, struct reader **ret_reader)
{
	return open_as(&pcsc_ops, where, ret_reader);
}

enum err reader_pcsc_samv_open(const char *where, struct reader **ret_reader)
{
	return open_as(&pcsc_samv_ops, where, ret_reader);
}
