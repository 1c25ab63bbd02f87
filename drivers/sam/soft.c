/*
 * The software SAM: demo keys in a file, for demos and tests alone.  What it
 * computes is described in keys.h.
 */
#include "drivers/sam/keys.h"
#include "drivers/sam/open.h"

#include "base/log.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct soft_sam {
	struct sam sam;
	struct sam_keys keys;
};

static enum err soft_answer(struct sam *sam, const struct sam_question *q, int ms,
			    struct sam_answer *ret_answer)
{
	const struct soft_sam *soft = (const struct soft_sam *)sam;
	uint8_t key[SAM_KEY_SIZE];

	(void)ms;
	sam_keys_of_card(&soft->keys, q->key, q->algorithm, q->card_id, key);
	sam_cryptogram(q->algorithm, key, q->internal_factor, q->internal_source,
		       ret_answer->internal);
	sam_cryptogram(q->algorithm, key, q->external_factor, q->external_source,
		       ret_answer->external);
	memcpy(ret_answer->external + 8, q->external_factor, 8);
	explicit_bzero(key, sizeof(key));
	return ERR_OK;
}

static void soft_close(struct sam *sam)
{
	struct soft_sam *soft = (struct soft_sam *)sam;

	explicit_bzero(&soft->keys, sizeof(soft->keys));
	free(soft);
}

static const struct sam_ops soft_ops = {
	.name = "soft",
	.answer = soft_answer,
	.close = soft_close,
};

enum err sam_soft_open(const char *where, struct sam **ret_sam)
{
	struct soft_sam *soft = calloc(1, sizeof(*soft));
	enum err err;

	assert(soft);
	soft->sam.ops = &soft_ops;
	err = sam_keys_load(where, &soft->keys);
	if (err) {
		soft_close(&soft->sam);
		return err;
	}
	log_warn("software SAM with demo keys: for demos and tests only");
	*ret_sam = &soft->sam;
	return ERR_OK;
}
