/*
 * Steps that say what another step before them says: an author names a
 * condition wherever it reads best, and wraps it to hang a rule or words on it.
 */
#include "policy/pack.h"

#include <string.h>

bool steps_alike(const struct step *a, const int16_t *a_kids, const struct step *b,
		 const int16_t *b_kids, int kid_count)
{
	return a->op == b->op && a->index == b->index && a->number == b->number &&
	       a->yes == b->yes && a->unsure == b->unsure && a->measure == b->measure &&
	       memcmp(a_kids, b_kids, (size_t)kid_count * sizeof(*a_kids)) == 0;
}

/* A greatest also says which kid attained it, so it stands for itself. */
static int said_before(const struct pack *pack, int at, const int16_t *kids)
{
	const struct step *step = &pack->steps[at];
	const int16_t *mine = &kids[step->kid_first];

	if (step->op == OP_MAX)
		return at;
	if (step->kid_count == 1 && (step->op == OP_ALL || step->op == OP_ANY ||
				     step->op == OP_MIN))
		return mine[0];
	for (int i = 0; i < at; i++) {
		const struct step *other = &pack->steps[i];

		if (pack->same[i] == i && other->kid_count == step->kid_count &&
		    steps_alike(step, mine, other, &kids[other->kid_first], step->kid_count))
			return i;
	}
	return at;
}

void pack_find_common_subexpressions(struct pack *pack)
{
	int16_t kids[KIDS_MAX];	/* of pack->kids: the steps that say it first */

	for (int i = 0; i < pack->step_count; i++) {
		const struct step *step = &pack->steps[i];

		for (int k = step->kid_first; k < step->kid_first + step->kid_count; k++)
			kids[k] = pack->same[pack->kids[k]];
		pack->same[i] = (int16_t)said_before(pack, i, kids);
	}
}
