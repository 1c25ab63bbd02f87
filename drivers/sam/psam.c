#include "drivers/sam/psam.h"

#include "base/log.h"
#include "card/apdu.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* A slot tells at once whether something sits in it; pcscd may need a moment. */
#define FIND_MS 500

enum { CLA_OWN = 0x80, INS_INIT = 0x1A, INS_COMPUTE = 0xFA };
enum { KEY_RKSSSE = 0x0A, KEY_STAFF = 0x0B };

static const char application[] = "sx1.sh.\xC9\xE7\xBB\xE1\xB1\xA3\xD5\xCF";

struct psam {
	struct sam sam;
	struct reader *reader;
};

/* ERR_DENIED for any status word but 9000. */
static enum err send(struct card_session *session, const uint8_t *command, size_t size,
		     struct apdu_reply *reply)
{
	enum err err = card_session_send(session, command, size, reply);

	return !err && reply->sw != SW_OK ? ERR_DENIED : err;
}

static enum err set_key_up(struct card_session *session, const struct sam_question *q,
			   const uint8_t factor[8])
{
	uint8_t command[21] = { CLA_OWN, INS_INIT, (uint8_t)q->algorithm,
				q->key == SAM_KEY_STAFF ? KEY_STAFF : KEY_RKSSSE, 16 };
	struct apdu_reply reply;

	memcpy(command + 5, q->card_id + 8, 8);
	memcpy(command + 13, factor, 8);
	return send(session, command, sizeof(command), &reply);
}

static enum err compute(struct card_session *session, const struct sam_question *q,
			const uint8_t factor[8], const uint8_t source[8], uint8_t out[8])
{
	uint8_t command[13] = { CLA_OWN, INS_COMPUTE, 0, 0, 8 };
	struct apdu_reply reply;
	enum err err = set_key_up(session, q, factor);

	memcpy(command + 5, source, 8);
	if (!err)
		err = send(session, command, sizeof(command), &reply);
	if (!err && reply.size != 8)
		err = ERR_PROTO;
	if (!err)
		memcpy(out, reply.data, 8);
	return err;
}

static enum err psam_answer(struct sam *sam, const struct sam_question *q, int ms,
			    struct sam_answer *ret_answer)
{
	struct psam *psam = (struct psam *)sam;
	struct card_session session = card_session_begin(psam->reader, deadline_in(ms));
	struct sam_answer answer;
	enum err err =
		compute(&session, q, q->internal_factor, q->internal_source, answer.internal);

	if (!err)
		err = compute(&session, q, q->external_factor, q->external_source, answer.external);
	if (err) {
		log_warn("psam: no answer: %s", err_name(err));
		/* A module that was pulled is as good as none. */
		return err == ERR_DENIED ? err : ERR_GONE;
	}
	memcpy(answer.external + 8, q->external_factor, 8);
	*ret_answer = answer;
	explicit_bzero(&answer, sizeof(answer));
	return ERR_OK;
}

static void psam_close(struct sam *sam)
{
	struct psam *psam = (struct psam *)sam;

	reader_close(psam->reader);
	free(psam);
}

static const struct sam_ops psam_ops = {
	.name = "psam",
	.answer = psam_answer,
	.close = psam_close,
};

static enum err select_application(struct reader *reader)
{
	struct card_session session = card_session_begin(reader, deadline_in(FIND_MS));
	struct apdu_reply reply;
	enum err err =
		card_session_command(&session, 0xA4, 0x04, 0x00, (const uint8_t *)application,
				     strlen(application), -1, &reply);

	return err || reply.sw != SW_OK ? ERR_GONE : ERR_OK;
}

enum err sam_psam_open(struct reader *reader, struct sam **ret_sam)
{
	struct psam *psam = calloc(1, sizeof(*psam));
	struct reader_card card;
	enum err err = reader_wait(reader, FIND_MS, &card);

	assert(psam);
	psam->sam.ops = &psam_ops;
	psam->reader = reader;
	if (!err)
		err = select_application(reader);
	if (err) {
		log_error("psam: there is none in the slot");
		psam_close(&psam->sam);
		return ERR_GONE;
	}
	*ret_sam = &psam->sam;
	return ERR_OK;
}
