#include "card/ssc.h"

#include "card/auth.h"
#include "card/ssc_files.h"
#include "card/tlv.h"

#include <assert.h>
#include <string.h>

enum { INS_SELECT = 0xA4, INS_READ_RECORD = 0xB2 };

/* "sx1.sh." and, of SSF33 cards, "sx2.sh.", each with 社会保障 in GBK. */
static const char *const applications[] = {
	"sx1.sh.\xC9\xE7\xBB\xE1\xB1\xA3\xD5\xCF",
	"sx2.sh.\xC9\xE7\xBB\xE1\xB1\xA3\xD5\xCF",
};

/* Cards differ in how a file is selected and how a record is named. */
enum select_form { SELECT_UNKNOWN, SELECT_P1_02, SELECT_P1_00, SELECT_BY_RECORD };
enum record_form { RECORD_UNKNOWN, RECORD_BY_TAG, RECORD_BY_NUMBER };

struct conversation {
	struct card_session *session;
	const struct card_wish *wish;
	const struct reader_card *card;
	enum sam_algorithm algorithm;
	enum select_form select_form;
	enum record_form record_forms[2];	/* of EF05, EF06 */
	uint8_t file;			/* selected, or 0 */
	bool moved_up;			/* EF06 has no 姓名扩展: what follows it is one number less */
	bool genuine;
	struct ssc_files files;
};

/* ---- selecting ---- */

/* 9F0C of the FCI: 86 01 and the algorithm; absent means 01. */
static enum sam_algorithm algorithm_of(const struct apdu_reply *fci)
{
	size_t size = 0;
	const uint8_t *value = tlv_find(fci->data, fci->size, 0x9F0C, &size);

	return value && size == 3 && value[2] == SAM_SM4 ? SAM_SM4 : SAM_3DES;
}

static enum err select_application(struct conversation *c)
{
	for (size_t i = 0; i < sizeof(applications) / sizeof(applications[0]); i++) {
		const char *name = applications[i];
		struct apdu_reply reply;
		enum err err = card_session_command(c->session, INS_SELECT, 0x04, 0x00,
					    (const uint8_t *)name, strlen(name), -1, &reply);

		if (err)
			return err;
		if (reply.sw == SW_OK) {
			c->algorithm = algorithm_of(&reply);
			c->file = 0;
			return ERR_OK;
		}
	}
	return ERR_ABSENT;
}

/*
 * The security status is not satisfied.  Some makers say so with the conditions
 * of use; where anyone may read (is_free), those mean that the card has been
 * reset behind our back.
 */
static bool is_refusal(bool is_free, unsigned sw)
{
	return sw == SW_NOT_ALLOWED || (!is_free && sw == SW_NOT_NOW);
}

/* What every generation gives to anyone. */
static bool is_free(const struct ssc_place *place)
{
	return place->file == 5 && place->must;
}

/* ERR_DENIED: EF06 is there, but not for us; EF05 is everybody's. */
static enum err try_select(struct conversation *c, uint8_t file, enum select_form form,
			   bool *ret_selected)
{
	const uint8_t id[2] = { 0xEF, file };
	uint8_t p1 = form == SELECT_P1_02 ? 0x02 : 0x00;
	struct apdu_reply reply;
	enum err err =
		card_session_command(c->session, INS_SELECT, p1, 0x00, id, sizeof(id), -1, &reply);

	if (err)
		return err;
	if (file == 6 && is_refusal(false, reply.sw))
		return ERR_DENIED;
	*ret_selected = reply.sw == SW_OK;
	return ERR_OK;
}

/* The first form that works is kept; where none does, records name their file. */
static enum err select_file(struct conversation *c, uint8_t file)
{
	enum select_form form = c->select_form ? c->select_form : SELECT_P1_02;
	bool selected = false;
	enum err err = ERR_OK;

	for (; form < SELECT_BY_RECORD && !selected; form++) {
		err = try_select(c, file, form, &selected);
		if (err)
			return err;
		if (selected)
			c->select_form = form;
		else if (c->select_form)
			return ERR_PROTO;
	}
	if (!selected)
		c->select_form = SELECT_BY_RECORD;
	c->file = file;
	return err;
}

/* ---- reading ---- */

static enum err ask_record(struct conversation *c, const struct ssc_place *place,
			   enum record_form form, struct apdu_reply *reply)
{
	bool by_number = form == RECORD_BY_NUMBER;
	bool behind = place->file == 6 && place->number > ssc_place(SSC_NAME_MORE)->number;
	uint8_t number = (uint8_t)(place->number - (behind && c->moved_up));
	uint8_t p1 = by_number ? number : place->tag;
	uint8_t p2 = by_number ? 0x04 : 0x00;
	enum err err;

	if (c->select_form == SELECT_BY_RECORD)
		p2 = (uint8_t)(p2 | place->file << 3);
	err = card_session_command(c->session, INS_READ_RECORD, p1, p2, NULL, 0, place->size + 2,
				   reply);
	if (!err && reply->sw == SW_WRONG_LENGTH)
		err = card_session_command(c->session, INS_READ_RECORD, p1, p2, NULL, 0, 0, reply);
	return err;
}

/* By number a card without 姓名扩展 answers with what follows it. */
static bool is_next_instead(enum ssc_item item, enum record_form form,
			    const struct apdu_reply *reply)
{
	return item == SSC_NAME_MORE && form == RECORD_BY_NUMBER && reply->sw == SW_OK &&
	       reply->size > 0 && reply->data[0] == ssc_place(SSC_SEX)->tag;
}

/* What came of it, in one status: SW_OK only when the record is exactly this item. */
static enum err try_record(struct conversation *c, enum ssc_item item, enum record_form form,
			   unsigned *ret_sw)
{
	struct apdu_reply reply;
	enum err err = ask_record(c, ssc_place(item), form, &reply);

	if (err)
		return err;
	*ret_sw = reply.sw;
	if (is_next_instead(item, form, &reply)) {
		c->moved_up = true;
		*ret_sw = SW_NO_RECORD;
	} else if (reply.sw == SW_OK &&
		   ssc_take_record(&c->files, item, reply.data, reply.size)) {
		*ret_sw = 0;
	}
	explicit_bzero(&reply, sizeof(reply));
	return ERR_OK;
}

/* 6Axx: there is no such record; makers differ in how they say it. */
static enum err judge(const struct ssc_place *place, unsigned sw)
{
	if (sw == SW_OK)
		return ERR_OK;
	if (is_refusal(is_free(place), sw))
		return ERR_DENIED;
	return !place->must && sw >> 8 == 0x6A ? ERR_OK : ERR_PROTO;
}

/* ERR_DENIED: the card refuses; a record that need not be there may be missing. */
static enum err read_item(struct conversation *c, enum ssc_item item)
{
	enum record_form *known = &c->record_forms[c->file - 5];
	enum record_form form = *known ? *known : RECORD_BY_TAG;
	unsigned sw = 0;
	enum err err;

	assert(ssc_place(item)->file == c->file);
	err = try_record(c, item, form, &sw);
	if (!err && !*known && sw != SW_OK && !is_refusal(is_free(ssc_place(item)), sw)) {
		form = RECORD_BY_NUMBER;
		err = try_record(c, item, form, &sw);
	}
	if (err)
		return err;
	if (sw == SW_OK)
		*known = form;
	return judge(ssc_place(item), sw);
}

static enum err read_items(struct conversation *c, uint8_t file, const enum ssc_item *items,
			   int count)
{
	enum err err = select_file(c, file);

	for (int i = 0; !err && i < count; i++) {
		assert(!ssc_place(items[i])->beyond);
		err = read_item(c, items[i]);
	}
	return err;
}

/*
 * Of the selected file, what no visit asks for.  Whatever the card says to that,
 * its holder is the same: a refusal or nonsense leaves the one record out.  (Of a
 * driver's ERR_PROTO the next command tells: the card is dropped then.)
 */
static enum err read_beyond(struct conversation *c)
{
	enum err err = ERR_OK;

	for (int i = 0; c->wish->everything && !err && i < SSC_ITEM_COUNT; i++) {
		enum ssc_item item = (enum ssc_item)i;

		if (ssc_place(item)->file != c->file || !ssc_place(item)->beyond)
			continue;
		err = read_item(c, item);
		if (err == ERR_DENIED || err == ERR_PROTO)
			err = ERR_OK;
	}
	return err;
}

static enum err read_card(struct conversation *c)
{
	static const enum ssc_item items[] = { SSC_VERSION, SSC_CARD_ID, SSC_CARD_NO };

	return read_items(c, 5, items, 3);
}

static enum err read_person(struct conversation *c)
{
	static const enum ssc_item items[] = {
		SSC_ID_NO, SSC_NAME, SSC_NAME_MORE, SSC_SEX, SSC_NATION, SSC_BIRTH,
	};
	enum err err = read_items(c, 6, items, 6);

	if (!err)
		err = read_beyond(c);
	if (err != ERR_DENIED)
		return err;
	for (int i = 0; i < 6; i++)
		explicit_bzero(&c->files.items[items[i]], sizeof(c->files.items[0]));
	c->files.number_only = true;
	return ERR_OK;
}

/* Generation 3 refuses its dates like its person. */
static enum err read_dates(struct conversation *c)
{
	static const enum ssc_item items[] = { SSC_ISSUED, SSC_EXPIRES };
	enum err err = read_items(c, 5, items, 2);

	return !err || err == ERR_DENIED ? read_beyond(c) : err;
}

/* The serial once more: cards are swapped by hurried hands, and by clever ones. */
static enum err check_same(struct conversation *c)
{
	struct ssc_value before = c->files.items[SSC_CARD_ID];
	enum err err = read_item(c, SSC_CARD_ID);

	/* It gave its serial before: one that refuses it now is not the same, or was away. */
	if (err == ERR_DENIED)
		return ERR_REMOVED;
	if (err)
		return err;
	if (memcmp(before.bytes, c->files.items[SSC_CARD_ID].bytes, before.size) != 0)
		return ERR_REMOVED;
	return ERR_OK;
}

/* ---- proving ---- */

static enum err prove(struct conversation *c)
{
	struct sam_question question = {
		.key = SAM_KEY_CARD,
		.algorithm = c->algorithm,
		.hist_size = c->card->hist_size,
	};
	int generation = 0;
	enum err err = ssc_generation(&c->files, &generation);

	if (err || !c->wish->sam)
		return err;
	memcpy(question.card_id, c->files.items[SSC_CARD_ID].bytes, 16);
	memcpy(question.hist, c->card->hist, c->card->hist_size);
	return auth_card(c->session, c->wish->sam, &question, generation >= 3, &c->genuine);
}

/* A card that has not proved itself never sees a PIN. */
static enum err ask_pin(struct conversation *c, struct card_reading *reading)
{
	if (!c->wish->pin)
		return ERR_OK;
	if (!c->genuine) {
		reading->pin = PIN_UNSUPPORTED;
		return ERR_OK;
	}
	return auth_pin(c->session, c->wish->pin, &reading->pin, &reading->tries_left);
}

static bool pin_stops(const struct card_reading *reading)
{
	return reading->pin != PIN_NONE && reading->pin != PIN_RIGHT;
}

static enum err read_on(struct conversation *c, struct card_reading *reading)
{
	struct holder *h = &reading->holder;
	enum err err = read_person(c);

	if (!err)
		err = read_dates(c);
	if (!err)
		err = check_same(c);
	if (!err)
		err = ssc_to_holder(&c->files, h);
	if (!err && c->wish->everything)
		ssc_to_extra(&c->files, &reading->extra);
	if (!err && c->genuine)
		h->assurance = reading->pin == PIN_RIGHT ? ASSURANCE_A2 : ASSURANCE_A1;
	return err;
}

static enum err read_whole(struct conversation *c, struct card_reading *reading)
{
	enum err err = select_application(c);

	if (!err)
		err = read_card(c);
	if (!err)
		err = prove(c);
	if (!err)
		err = ask_pin(c, reading);
	if (!err && !pin_stops(reading))
		err = read_on(c, reading);
	return err;
}

enum err ssc_read(struct card_session *session, const struct reader_card *card,
		  const struct card_wish *wish, struct card_reading *ret_reading)
{
	struct conversation c = { .session = session, .wish = wish, .card = card };
	struct card_reading reading = { .tries_left = -1 };
	enum err err = read_whole(&c, &reading);

	if (!err)
		*ret_reading = reading;
	explicit_bzero(&c, sizeof(c));
	explicit_bzero(&reading, sizeof(reading));
	return err;
}
