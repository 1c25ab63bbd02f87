#include "card/sam.h"

#include <assert.h>

enum err sam_answer(struct sam *sam, const struct sam_question *question, int ms,
		    struct sam_answer *ret_answer)
{
	assert(ms >= 1);
	return sam->ops->answer(sam, question, ms, ret_answer);
}

void sam_close(struct sam *sam)
{
	if (sam)
		sam->ops->close(sam);
}
