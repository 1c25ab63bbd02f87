/*
 * A way through the steps of a pack from one root down, without recursion and
 * each step once; explaining, finding what is missing and asking all walk so.
 */
#ifndef POLICY_TRAVERSAL_H
#define POLICY_TRAVERSAL_H

#include "policy/pack.h"

struct traversal {
	const struct pack *pack;
	const struct policy_case *c;
	const struct values *v;
	struct decision *d;
	int depth;
	int16_t stack[STEPS_MAX];
	uint64_t seen[STEPS_MAX / 64];	/* a bit a step */
};

void traversal_start(struct traversal *w, int root);
void traversal_push(struct traversal *w, int step); /* once: a step seen before is passed over */
int traversal_pop(struct traversal *w);			/* -1 at the end */

/* A condition that is unknown, or a value that is not exact. */
bool traversal_is_open(const struct traversal *w, int step);

#endif
