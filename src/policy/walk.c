#include "policy/walk.h"

#include <string.h>

void walk_start(struct walk *w, int root)
{
	memset(w->seen, 0, sizeof(w->seen));
	w->depth = 0;
	walk_push(w, root);
}

void walk_push(struct walk *w, int step)
{
	if (w->seen[step])
		return;
	w->seen[step] = true;
	w->stack[w->depth++] = (int16_t)step;
}

int walk_pop(struct walk *w)
{
	return w->depth > 0 ? w->stack[--w->depth] : -1;
}

bool walk_is_open(const struct walk *w, int step)
{
	if (op_is_condition(w->pack->steps[step].op))
		return w->v->tri[step] == TRI_UNKNOWN;
	return w->v->low[step] != w->v->high[step];
}
