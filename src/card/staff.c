#include "card/staff.h"

#include "base/text.h"
#include "card/auth.h"
#include "card/gb.h"

#include <string.h>

/* A proprietary name (F0…), as ISO 7816-4 leaves free for private use. */
static const char application[] = "\xF0NBKIOSKSTAFF";

static const char *const roles[] = { "guide", "supervisor", "technician" };

enum { TAG_SERIAL = 0x01, TAG_ROLE = 0x02, TAG_NUMBER = 0x07, TAG_NAME = 0x09 };

static enum err select_file(struct card_session *session, uint8_t file)
{
	const uint8_t id[2] = { 0xEF, file };
	struct apdu_reply reply;
	enum err err = card_session_command(session, 0xA4, 0x02, 0x00, id, 2, -1, &reply);

	return !err && reply.sw != SW_OK ? ERR_PROTO : err;
}

static enum err read_record(struct card_session *session, uint8_t tag, size_t size, uint8_t *out)
{
	struct apdu_reply reply;
	enum err err =
		card_session_command(session, 0xB2, tag, 0x00, NULL, 0, (int)size + 2, &reply);

	if (err)
		return err;
	if (reply.sw != SW_OK || reply.size != size + 2 || reply.data[0] != tag)
		return ERR_PROTO;
	memcpy(out, reply.data + 2, size);
	return ERR_OK;
}

static enum err read_text(struct card_session *session, uint8_t tag, size_t size, char *out,
			  size_t cap)
{
	uint8_t bytes[32];
	enum err err = read_record(session, tag, size, bytes);

	return err ? err : gb_to_utf8(bytes, size, out, cap);
}

static enum err prove(struct card_session *session, const struct reader_card *card, struct sam *sam)
{
	struct sam_question question = {
		.key = SAM_KEY_STAFF,
		.algorithm = SAM_SM4,
		.hist_size = card->hist_size,
	};
	bool genuine = false;
	enum err err = read_record(session, TAG_SERIAL, 16, question.card_id);

	memcpy(question.hist, card->hist, card->hist_size);
	if (!err)
		err = auth_card(session, sam, &question, false, &genuine);
	return !err && !genuine ? ERR_ABSENT : err;
}

static enum err read_holder(struct card_session *session, struct holder *h)
{
	enum err err = read_text(session, TAG_ROLE, 16, h->staff_role, sizeof(h->staff_role));

	if (!err && text_find(roles, 3, h->staff_role) < 0)
		err = ERR_PROTO;
	if (!err)
		err = read_text(session, TAG_NUMBER, 9, h->card_no, sizeof(h->card_no));
	if (!err)
		err = select_file(session, 6);
	if (!err)
		err = read_text(session, TAG_NAME, 30, h->name, sizeof(h->name));
	return err;
}

static enum err select_application(struct card_session *session)
{
	struct apdu_reply reply;
	enum err err = card_session_command(session, 0xA4, 0x04, 0x00, (const uint8_t *)application,
				    strlen(application), -1, &reply);

	return !err && reply.sw != SW_OK ? ERR_ABSENT : err;
}

/* Only a card that has proved itself sees a PIN; its holder is told only with the right one. */
static enum err ask_pin(struct card_session *session, const struct card_wish *wish,
			struct card_reading *reading)
{
	enum err err;

	if (!wish->pin)
		return read_holder(session, &reading->holder);
	err = auth_pin(session, wish->pin, &reading->pin, &reading->tries_left);
	if (err || reading->pin != PIN_RIGHT)
		return err;
	reading->holder.assurance = ASSURANCE_A2;
	return read_holder(session, &reading->holder);
}

enum err staff_read(struct card_session *session, const struct reader_card *card,
		    const struct card_wish *wish, struct card_reading *ret_reading)
{
	struct card_reading reading = {
		.holder = { .type = CARD_STAFF, .assurance = ASSURANCE_A1 },
		.tries_left = -1,
	};
	enum err err = wish->sam ? select_application(session) : ERR_ABSENT;

	if (!err)
		err = select_file(session, 5);
	if (!err)
		err = prove(session, card, wish->sam);
	if (!err)
		err = ask_pin(session, wish, &reading);
	if (!err)
		*ret_reading = reading;
	explicit_bzero(&reading, sizeof(reading));
	return err;
}
