/*
 * A decision that can be made again: what an application keeps of the facts that
 * it was decided on, and what follows from them by the pack of that day.
 *
 * Pure, any thread.
 */
#ifndef SESSION_REPLAY_H
#define SESSION_REPLAY_H

#include "core/application.h"
#include "policy/policy.h"

/* An item is decided by two cases: what binds the visitor, and all that was said. */
struct replay_bases {
	struct policy_case bound;
	struct policy_case all;
};

/*
 * What is promised carries the yes and the sum; whatever else was said and not
 * refused then counts where it does not raise what was carried.
 */
void replay_decide(const struct pack *pack, const struct replay_bases *bases, int benefit,
		   struct decision *ret_decision);

/* An item as it is sealed and printed; it belongs to the course where its benefit does. */
void replay_fill_item(const struct pack *pack, int benefit, const struct decision *decision,
		      const struct application_course *course,
		      struct application_item *ret_item);

/*
 * Keeps in the application, whose items stand, the facts and the ledger that the
 * items rest on: each without which they would come out otherwise, and no other.
 */
void replay_keep(const struct pack *pack, const struct replay_bases *bases,
		 struct application *application);

/*
 * Decides the items anew from what is kept, as they were decided on that day.
 * False: something was kept that the pack does not know, or a benefit is not in
 * it.  ret_items has application->item_count items; one that is no yes any more
 * is all zeros.
 */
bool replay_items(const struct pack *pack, const struct application *application,
		  struct application_item ret_items[APPLICATION_ITEMS_MAX]);

/*
 * How many of the items count towards the yearly limit, and how many times are left
 * after them.  False: none does, or what is kept does not tell.
 */
bool replay_times(const struct pack *pack, const struct application *application,
		  int *ret_asked, int *ret_left);

/* Whether they are the items that stand there, to the last rule. */
bool replay_same(const struct application *application,
		 const struct application_item items[APPLICATION_ITEMS_MAX]);

#endif
