#include "core/ink.h"

#include <string.h>

void ink_add(struct ink *ink, struct ink_point point)
{
	if (ink->count < INK_POINTS_MAX)
		ink->points[ink->count++] = point;
}

void ink_clear(struct ink *ink)
{
	ink->count = 0;
	explicit_bzero(ink->points, sizeof(ink->points));
}

bool ink_is_empty(const struct ink *ink)
{
	for (int i = 1; i < ink->count; i++) {
		const struct ink_point *a = &ink->points[i - 1], *b = &ink->points[i];

		if (!b->starts && (a->x != b->x || a->y != b->y))
			return false;
	}
	return true;
}
