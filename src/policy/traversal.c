#include "policy/traversal.h"

#include <string.h>

void traversal_start(struct traversal *w, int root)
{
	memset(w->seen, 0, sizeof(w->seen));
	w->depth = 0;
	traversal_push(w, root);
}

void traversal_push(struct traversal *w, int step)
{
	uint64_t bit = (uint64_t)1 << step % 64;

	if (w->seen[step / 64] & bit)
		return;
	w->seen[step / 64] |= bit;
	w->stack[w->depth++] = (int16_t)step;
}

int traversal_pop(struct traversal *w)
{
	return w->depth > 0 ? w->stack[--w->depth] : -1;
}

bool traversal_is_open(const struct traversal *w, int step)
{
	if (op_is_condition(w->pack->steps[step].op))
		return w->v->tri[step] == TRI_UNKNOWN;
	return w->v->low[step] != w->v->high[step];
}
