#include "programs/reader/desk.h"

#include "drivers/reader/open.h"
#include "drivers/sam/open.h"
#include "drivers/sam/psam.h"

#include <string.h>

/* A PSAM is a card in a reader; every other SAM is opened by its own name. */
static enum err open_inner(const char *spec, struct sam **ret_sam)
{
	struct reader *slot;
	enum err err;

	if (strncmp(spec, "pcsc:", 5) != 0)
		return sam_open(spec, ret_sam);
	err = reader_open(spec, &slot);
	return err ? err : sam_psam_open(slot, ret_sam);
}

static enum err shared_answer(struct sam *sam, const struct sam_question *question, int ms,
			      struct sam_answer *ret_answer)
{
	struct shared_sam *shared = (struct shared_sam *)sam;
	enum err err = ERR_OK;

	pthread_mutex_lock(&shared->lock);
	if (!shared->inner)
		err = open_inner(shared->spec, &shared->inner);
	if (!err)
		err = sam_answer(shared->inner, question, ms, ret_answer);
	if (err && err != ERR_DENIED) {
		sam_close(shared->inner);
		shared->inner = NULL;
	}
	pthread_mutex_unlock(&shared->lock);
	return err;
}

static void shared_close(struct sam *sam)
{
	shared_sam_finish((struct shared_sam *)sam);
}

static const struct sam_ops shared_ops = {
	.name = "shared",
	.answer = shared_answer,
	.close = shared_close,
};

void shared_sam_init(struct shared_sam *shared, const char *spec)
{
	shared->sam.ops = &shared_ops;
	shared->spec = spec;
	shared->inner = NULL;
	pthread_mutex_init(&shared->lock, NULL);
}

void shared_sam_finish(struct shared_sam *shared)
{
	sam_close(shared->inner);
	shared->inner = NULL;
	pthread_mutex_destroy(&shared->lock);
}

struct sam *desk_sam(struct desk *desk)
{
	return desk->sam.spec ? &desk->sam.sam : NULL;
}
