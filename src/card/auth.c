#include "card/auth.h"

#include "base/bytes.h"

#include <assert.h>
#include <string.h>
#include <sys/random.h>

enum {
	INS_VERIFY = 0x20,
	INS_EXTERNAL_AUTHENTICATE = 0x82,
	INS_GET_CHALLENGE = 0x84,
	INS_INTERNAL_AUTHENTICATE = 0x88,
};

/* Key reference of RKSSSE, which opens EF06 of generation 3. */
#define KEY_RKSSSE 0x0A

/* What came of it, in one status: SW_OK only with eight bytes. */
static unsigned take_eight(const struct apdu_reply *reply, uint8_t out[8])
{
	if (reply->sw != SW_OK)
		return reply->sw;
	if (reply->size != 8)
		return 0;
	memcpy(out, reply->data, 8);
	return SW_OK;
}

static enum err get_challenge(struct card_session *session, uint8_t out[8], unsigned *ret_sw)
{
	struct apdu_reply reply;
	enum err err = card_session_command(session, INS_GET_CHALLENGE, 0, 0, NULL, 0, 8, &reply);

	if (!err)
		*ret_sw = take_eight(&reply, out);
	return err;
}

static enum err internal(struct card_session *session, const struct sam_question *q, uint8_t out[8],
			 unsigned *ret_sw)
{
	uint8_t data[16];
	struct apdu_reply reply;
	enum err err;

	memcpy(data, q->internal_factor, 8);
	memcpy(data + 8, q->internal_source, 8);
	err = card_session_command(session, INS_INTERNAL_AUTHENTICATE, 0, 0, data, sizeof(data), -1,
			   &reply);
	if (!err)
		*ret_sw = take_eight(&reply, out);
	return err;
}

static void fill_random(uint8_t out[8])
{
	ssize_t n = getrandom(out, 8, 0);

	assert(n == 8);
}

/* Everything the SAM must know, in the order that cards expect. */
static enum err collect(struct card_session *session, struct sam_question *q, uint8_t said[8],
			unsigned *ret_sw)
{
	enum err err = get_challenge(session, q->internal_factor, ret_sw);

	fill_random(q->internal_source);
	if (!err && *ret_sw == SW_OK)
		err = internal(session, q, said, ret_sw);
	if (!err && *ret_sw == SW_OK)
		err = get_challenge(session, q->external_source, ret_sw);
	if (!err && *ret_sw == SW_OK)
		err = get_challenge(session, q->external_factor, ret_sw);
	return err;
}

/* 6Fxx says that something went wrong: no refusal, but no answer either. */
static bool is_trouble(unsigned sw)
{
	return sw >> 8 == 0x6F;
}

/*
 * A card in trouble is no copy: what went wrong once is asked once more, and
 * then the whole reading fails, to be begun anew.
 */
static enum err collect_twice(struct card_session *session, struct sam_question *q, uint8_t said[8],
			      bool *ret_given)
{
	unsigned sw = 0;
	enum err err = collect(session, q, said, &sw);

	if (!err && sw != SW_OK)
		err = collect(session, q, said, &sw);
	if (err)
		return err;
	*ret_given = sw == SW_OK;
	return is_trouble(sw) ? ERR_PROTO : ERR_OK;
}

/* The card's refusal is no error: the files will tell what it still gives. */
static enum err show_key(struct card_session *session, const struct sam_answer *answer)
{
	struct apdu_reply reply;
	enum err err = card_session_command(session, INS_EXTERNAL_AUTHENTICATE, 0, KEY_RKSSSE,
				    answer->external, sizeof(answer->external), -1, &reply);

	return !err && is_trouble(reply.sw) ? ERR_PROTO : err;
}

enum err auth_card(struct card_session *session, struct sam *sam, struct sam_question *q,
		   bool external, bool *ret_genuine)
{
	struct sam_answer answer;
	uint8_t said[8];
	bool given = false, genuine = false;
	enum err err = collect_twice(session, q, said, &given);
	int ms = deadline_left_within(session->deadline, SAM_MS_MAX);

	/* A SAM that fails has logged why; the card then counts as not proved. */
	if (!err && given && ms > 0 && !sam_answer(sam, q, ms, &answer)) {
		genuine = bytes_equal_secret(said, answer.internal, sizeof(said));
		if (genuine && external)
			err = show_key(session, &answer);
		explicit_bzero(&answer, sizeof(answer));
	}
	if (!err)
		*ret_genuine = genuine;
	return err;
}

static int tries_of(unsigned sw)
{
	if (sw >> 4 == 0x63C)
		return (int)(sw & 15);
	return sw == SW_PIN_LOCKED ? 0 : -1;
}

/* VERIFY without a PIN: tries left, or -1 where the card does not say. */
static enum err ask_tries(struct card_session *session, int *ret_tries)
{
	struct apdu_reply reply;
	enum err err = card_session_command(session, INS_VERIFY, 0, 0, NULL, 0, -1, &reply);

	if (!err)
		*ret_tries = tries_of(reply.sw);
	return err;
}

/* Three bytes, two digits each. */
static enum err send_pin(struct card_session *session, const char *pin, unsigned *ret_sw)
{
	uint8_t bcd[PIN_DIGITS / 2];
	struct apdu_reply reply;
	enum err err;

	for (int i = 0; i < PIN_DIGITS / 2; i++)
		bcd[i] = (uint8_t)((pin[2 * i] - '0') << 4 | (pin[2 * i + 1] - '0'));
	err = card_session_command(session, INS_VERIFY, 0, 0, bcd, sizeof(bcd), -1, &reply);
	explicit_bzero(bcd, sizeof(bcd));
	if (!err)
		*ret_sw = reply.sw;
	return err;
}

static enum pin_result result_of(unsigned sw)
{
	if (sw == SW_OK)
		return PIN_RIGHT;
	if (tries_of(sw) > 0)
		return PIN_WRONG;
	return tries_of(sw) == 0 ? PIN_LOCKED : PIN_UNSUPPORTED;
}

enum err auth_pin(struct card_session *session, const char *pin, enum pin_result *ret_result,
		  int *ret_tries)
{
	unsigned sw = 0;
	int tries = -1;
	enum err err = ask_tries(session, &tries);

	assert(strlen(pin) == PIN_DIGITS);
	if (err)
		return err;
	*ret_tries = tries;
	if (tries <= 1) {
		*ret_result = tries == 1 ? PIN_LAST_TRY :
			      tries == 0 ? PIN_LOCKED : PIN_UNSUPPORTED;
		return ERR_OK;
	}
	err = send_pin(session, pin, &sw);
	if (err)
		return err;
	*ret_result = result_of(sw);
	*ret_tries = sw == SW_OK ? -1 : tries_of(sw);
	return ERR_OK;
}
