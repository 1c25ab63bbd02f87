/*
 * 好差评: how many visitors gave which grade on a day.  Nothing else is kept: no
 * visit, no application and no time, so that no grade is anybody's.
 *
 * Errors and thread as in store/store.h.
 */
#ifndef STORE_RATINGS_H
#define STORE_RATINGS_H

#include "store/store.h"

#define RATING_GRADES 5	/* 1 very bad … 5 very good */

/* One more of this grade, 1..RATING_GRADES, on this day. */
enum err store_rate(struct store *store, struct date day, int grade) MUST_CHECK;

struct rating_day {
	struct date day;
	int64_t count[RATING_GRADES];	/* count[0]: of grade 1 */
};

/*
 * The days after this one that have any, the oldest first; at most cap, 1 and up.
 * after unset: from the first.
 */
enum err store_ratings(struct store *store, struct date after, int cap,
		       struct rating_day *ret_days, int *ret_count) MUST_CHECK;

#endif
