#include "card/apdu.h"
#include "base/clock.h"

#include <assert.h>
#include <string.h>

/* A card that always has "more" is not believed for ever. */
#define PARTS_MAX 8

struct card_session card_session_begin(struct reader *reader, struct deadline deadline)
{
	return (struct card_session){
		.reader = reader,
		.deadline = deadline,
		.quickest_us = INT64_MAX,
	};
}

/* One command, one answer, timed. */
static enum err exchange(struct card_session *session, const uint8_t *command, size_t size,
			 uint8_t answer[APDU_ANSWER_MAX], size_t *ret_size)
{
	int ms = deadline_left_within(session->deadline, APDU_MS_MAX);
	int64_t began_us = clock_us();
	enum err err;

	if (ms == 0)
		return ERR_TIMEOUT;
	err = reader_apdu(session->reader, command, size, ms, answer, ret_size);
	if (err)
		return err;
	if (clock_us() - began_us < session->quickest_us)
		session->quickest_us = clock_us() - began_us;
	session->exchanges++;
	if (session->on_step)
		session->on_step(session->context, session->exchanges);
	return *ret_size < 2 ? ERR_PROTO : ERR_OK;
}

/* Adds an answer's data to the reply and keeps its status. */
static enum err take(struct apdu_reply *reply, const uint8_t *answer, size_t size)
{
	size_t data = size - 2;

	if (data > sizeof(reply->data) - reply->size)
		return ERR_PROTO;
	memcpy(reply->data + reply->size, answer, data);
	reply->size += data;
	reply->sw = (unsigned)(answer[data] << 8 | answer[data + 1]);
	return ERR_OK;
}

/* The same command with the length that the card wants; returns its size. */
static size_t set_length(uint8_t *command, size_t size, uint8_t le)
{
	bool has_data = size > 5;
	bool has_le = size == 5 || (has_data && size > 5u + command[4]);
	size_t at = has_le ? size - 1 : size;

	assert(at < APDU_COMMAND_MAX);
	command[at] = le;
	return at + 1;
}

static size_t make_get_response(uint8_t *command, uint8_t le)
{
	memcpy(command, "\x00\xC0\x00\x00", 4);
	command[4] = le;
	return 5;
}

static enum err gather(struct card_session *session, const uint8_t *command, size_t size,
		       struct apdu_reply *reply)
{
	uint8_t next[APDU_COMMAND_MAX], answer[APDU_ANSWER_MAX];
	enum err err = ERR_OK;
	int parts = 0;

	memcpy(next, command, size);
	do {
		size_t got = 0;

		err = parts++ < PARTS_MAX ? exchange(session, next, size, answer, &got) : ERR_PROTO;
		if (!err)
			err = take(reply, answer, got);
		if (reply->sw >> 8 == 0x6C)
			size = set_length(next, size, (uint8_t)reply->sw);
		else
			size = make_get_response(next, (uint8_t)reply->sw);
	} while (!err && (reply->sw >> 8 == 0x6C || reply->sw >> 8 == 0x61));
	explicit_bzero(next, sizeof(next));
	explicit_bzero(answer, sizeof(answer));
	return err;
}

enum err card_session_send(struct card_session *session, const uint8_t *command, size_t size,
		   struct apdu_reply *ret_reply)
{
	struct apdu_reply reply = { 0 };
	enum err err;

	assert(size >= 4 && size <= APDU_COMMAND_MAX);
	err = gather(session, command, size, &reply);
	if (!err)
		*ret_reply = reply;
	explicit_bzero(&reply, sizeof(reply));
	return err;
}

enum err card_session_command(struct card_session *session, uint8_t ins, uint8_t p1, uint8_t p2,
		      const uint8_t *data, size_t size, int le,
		      struct apdu_reply *ret_reply)
{
	uint8_t command[APDU_COMMAND_MAX] = { 0x00, ins, p1, p2 };
	size_t n = 4;
	enum err err;

	assert(size <= 255 && le <= 255);
	if (size > 0) {
		command[n++] = (uint8_t)size;
		memcpy(command + n, data, size);
		n += size;
	}
	if (le >= 0)
		command[n++] = (uint8_t)le;
	err = card_session_send(session, command, n, ret_reply);
	explicit_bzero(command, sizeof(command));
	return err;
}
