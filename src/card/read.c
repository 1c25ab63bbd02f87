#include "card/read.h"

#include "card/idtext.h"
#include "card/ssc.h"
#include "card/staff.h"

#include <string.h>

/*
 * The Zhejiang residence permit is known by the historical bytes of its ATS
 * alone, and those are not public: this one is the emulated card's.  A hall
 * whose permits answer otherwise adds a line here.
 */
static const struct { uint8_t size; uint8_t bytes[15]; } permits[] = {
	{ 7, { 0x80, 0x5A, 'Z', 'J', 'J', 'Z', 'Z' } },
};

static bool is_zhejiang_permit(const struct reader_card *card)
{
	for (size_t i = 0; i < sizeof(permits) / sizeof(permits[0]); i++) {
		if (card->hist_size == permits[i].size &&
		    memcmp(card->hist, permits[i].bytes, permits[i].size) == 0)
			return true;
	}
	return false;
}

static bool has_uid(const struct reader_card *card)
{
	for (int i = 0; i < card->uid_size; i++) {
		if (card->uid[i] != 0)
			return true;
	}
	return false;
}

/* Type B with a serial of zeros: these speak to SAM-V modules alone. */
static bool is_identity_document(const struct reader_card *card)
{
	return card->tech == TECH_TYPE_B && !has_uid(card);
}

static enum err read_idtext(struct reader *reader, const struct card_wish *wish,
			    struct card_reading *reading)
{
	uint8_t text[IDTEXT_SIZE];
	int ms = deadline_left_within(wish->deadline, READER_MS_MAX);
	enum err err = ms > 0 ? reader_idtext(reader, ms, text) : ERR_TIMEOUT;

	if (wish->pin)
		reading->pin = PIN_UNSUPPORTED;
	if (!err)
		err = idtext_to_holder(text, &reading->holder);
	if (!err && !reader_idtext_proves(reader))
		reading->holder.assurance = ASSURANCE_A0;
	explicit_bzero(text, sizeof(text));
	return err;
}

static enum err read_apdus(struct reader *reader, const struct reader_card *card,
			   const struct card_wish *wish, struct card_reading *reading)
{
	struct card_session session = card_session_begin(reader, wish->deadline);
	enum err err;

	session.on_step = wish->on_step;
	session.context = wish->context;
	err = ssc_read(&session, card, wish, reading);
	if (err == ERR_ABSENT)
		err = staff_read(&session, card, wish, reading);
	reading->holder.slow = session.exchanges > 0 && session.quickest_us > CARD_SLOW_US;
	return err;
}

/*
 * How an identity document looks in a PC/SC reader is not public, so a card that
 * knows no application is taken for one where the reader gives a text.
 */
static enum err read_kind(struct reader *reader, const struct reader_card *card,
			  const struct card_wish *wish, struct card_reading *reading)
{
	bool document = is_identity_document(card);
	enum err err = ERR_ABSENT;

	if (card->tech == TECH_ID_MODULE)
		return read_idtext(reader, wish, reading);
	if (is_zhejiang_permit(card)) {
		reading->holder.type = CARD_ZHEJIANG_PERMIT;
		return ERR_OK;
	}
	if (!document && card->speaks_apdu && reader_has_apdu(reader))
		err = read_apdus(reader, card, wish, reading);
	if (err == ERR_ABSENT && reader_has_idtext(reader))
		err = read_idtext(reader, wish, reading);
	return err == ERR_ABSENT && document ? ERR_DENIED : err;
}

/* Serials of four bytes that begin with 08 are made anew at each activation; zeros are none. */
static void keep_uid(const struct reader_card *card, struct holder *h)
{
	bool random = card->uid_size == 4 && card->uid[0] == 0x08;

	if (random || !has_uid(card))
		return;
	memcpy(h->uid, card->uid, card->uid_size);
	h->uid_size = card->uid_size;
}

enum err card_read(struct reader *reader, const struct reader_card *card,
		   const struct card_wish *wish, struct card_reading *ret_reading)
{
	struct card_reading reading = { .tries_left = -1 };
	enum err err = read_kind(reader, card, wish, &reading);

	if (!err) {
		keep_uid(card, &reading.holder);
		*ret_reading = reading;
	}
	explicit_bzero(&reading, sizeof(reading));
	return err;
}
