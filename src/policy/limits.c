#include "policy/limits.h"

#include "policy/pack.h"
#include "policy/traversal.h"

#include <limits.h>

/* -1: nobody knows it on that day. */
static int64_t param_on(const struct param *param, int32_t day)
{
	for (int i = 0; i < 2 * VERSIONS_MAX + 1 && i < param->version_count; i++) {
		const struct version *version = &param->versions[i];

		if (day >= version->from && day <= version->to)
			return version->unknown ? -1 : version->value;
	}
	return -1;
}

static int64_t figure_on(const struct pack *pack, int step, int32_t day)
{
	const struct step *s = &pack->steps[step];

	if (s->op == OP_NUMBER)
		return s->number;
	return s->op == OP_PARAM ? param_on(&pack->params[s->index], day) : -1;
}

static void take_count(const struct pack *pack, const struct step *step, enum claim_kind kind,
		       int32_t day, struct pack_limit *limit)
{
	const struct count *count = &pack->counts[step->index];
	int64_t most;

	if (!(count->kinds >> kind & 1))
		return;
	most = figure_on(pack, pack->kids[step->kid_first + 1], day);
	if (most >= 0 && most < limit->most)
		*limit = (struct pack_limit){ .most = (int)most, .kinds = count->kinds,
					      .rolling = count->rolling };
}

enum err pack_limit_of(const struct pack *pack, enum claim_kind kind, struct date day,
		       struct pack_limit *ret_limit)
{
	struct pack_limit limit = { .most = INT_MAX };
	struct traversal w = { .pack = pack };
	int at;

	for (int i = 0; i < pack->benefit_count; i++)
		traversal_push(&w, pack->benefits[i].root);
	while ((at = traversal_pop(&w)) >= 0) {
		const struct step *step = &pack->steps[at];

		if (step->op == OP_COUNT)
			take_count(pack, step, kind, date_to_days(day), &limit);
		for (int i = 0; i < step->kid_count; i++)
			traversal_push(&w, pack->kids[step->kid_first + i]);
	}
	if (limit.most == INT_MAX)
		return ERR_ABSENT;
	*ret_limit = limit;
	return ERR_OK;
}
