/*
 * A way through the steps of a pack from one root down, without recursion and
 * each step once; explaining, finding what is missing and asking all walk so.
 */
#ifndef POLICY_WALK_H
#define POLICY_WALK_H

#include "policy/pack.h"

struct walk {
	const struct pack *pack;
	const struct policy_case *c;
	const struct values *v;
	struct decision *d;
	int depth;
	int16_t stack[STEPS_MAX];
	bool seen[STEPS_MAX];
};

void walk_start(struct walk *w, int root);
void walk_push(struct walk *w, int step);	/* once: a step seen before is passed over */
int walk_pop(struct walk *w);			/* -1 at the end */

/* A condition that is unknown, or a value that is not exact. */
bool walk_is_open(const struct walk *w, int step);

#endif
