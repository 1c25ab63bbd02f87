/*
 * What would have to change for a no to become something else: the smallest
 * sets of things that a person can change, never what somebody is; and the day
 * from which it would be so, where a date decides.
 */
#ifndef POLICY_CHANGE_H
#define POLICY_CHANGE_H

#include "policy/policy.h"

#define CHANGE_SIZE_MAX 3	/* no set is larger: advice of four steps is no advice */
#define CHANGE_SETS_MAX 12

struct change {
	int fact;		/* index, or -1: the evaluation date moves to `from` */
	int64_t number;		/* what the fact would have to be (core/fact.h coding) */
	struct date from;	/* the first day on which it holds; set where fact is -1 */
};

struct change_set {
	int count;
	struct change changes[CHANGE_SIZE_MAX];
	enum outcome becomes;	/* ELIGIBLE, or UNDETERMINED where something is unknown besides */
};

struct change_list {
	int count;
	struct change_set sets[CHANGE_SETS_MAX];	/* smaller ones first */
	bool more;		/* there are further sets of the same sizes */
};

/* Empty for an outcome that is no no.  Pure, like the decision. */
void policy_changes(const struct pack *pack, const struct policy_case *c, int benefit,
		    struct change_list *ret_list);

/* The case with the changes of a set applied. */
void policy_apply_changes(const struct change_set *set, struct policy_case *c);

#endif
