/*
 * What anybody may read without a card: the red and the black list of schools, the
 * catalogue with its amounts, the schools that train with a subsidy.  Pure.
 * Thread: the screen's.
 */
#ifndef SESSION_LISTS_H
#define SESSION_LISTS_H

#include "session/session.h"

/* PAGE_LISTS: its arg. */
enum public_list {
	LIST_STANDING,		/* red, black and revoked: the latest first */
	LIST_AMOUNTS,		/* each trade and level once, by family */
	LIST_SCHOOLS,		/* all but the black ones and those that were revoked */
	LIST_RESULTS,		/* results that are made public on this day */
	LIST_COUNT,
};

/* Rows that one page of a list shows. */
int lists_per_page(enum public_list list);

/*
 * Indices of institutions (LIST_AMOUNTS: of courses, one for each trade and level;
 * LIST_RESULTS: of disclosures): at
 * most cap, after the first `from`.  Returns how many rows the list has.
 */
int lists_rows(const struct session_world *world, enum public_list list, int from, int cap,
	       int *ret_rows);

/* Is anything made public on this day, that there is a list of it? */
bool lists_has_results(const struct session_world *world);

/* When the list was published last, as far as is known; unset: no row says. */
struct date lists_published(const struct session_world *world);

#endif
