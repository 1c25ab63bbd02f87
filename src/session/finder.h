/*
 * Finding a course: what to learn, where, and when; each choice narrows the others'
 * counts at once, and none of them has to be made.  Courses that may not be offered
 * (pack_offer says no) are found nowhere.
 *
 * With a person the courses that fit come first, then those that are not decided,
 * then the rest (session/offers.h); without one every course is as good as another.
 * Thread: the screen's.
 */
#ifndef SESSION_FINDER_H
#define SESSION_FINDER_H

#include "session/search.h"
#include "session/session.h"

/* As many courses as one page of the list shows. */
#define COURSES_PER_PAGE 6

/* How many courses each choice would leave, with the other choices as they are. */
struct finder_counts {
	int all;				/* that may be offered, whatever was chosen */
	int fit;				/* of those fit the person; 0 without one */
	int found;				/* with every choice as it is */
	int family[FAMILY_COUNT];		/* by enum trade_family; 0: any family */
	int region[REGION_COUNT + 1];		/* 0: the whole city */
	int month[FINDER_MONTHS + 1];		/* 0: any month */
	int unsorted;				/* found, and of no family */
	bool later;				/* some start after the last month shown */
};

void finder_count(const struct session_world *world, const struct session *s,
		  struct finder_counts *ret_counts);

/* 1..12: the month of the year that a place in `month` stands for. */
int finder_month_of_year(const struct session_world *world, int month);

/*
 * What was found, in the chosen order: at most cap indices of the catalogue, after the
 * first `from`.  Returns how many there are in all.
 */
int finder_list(const struct session_world *world, const struct session *s, int from, int cap,
		int *ret_courses);

/* Whether a course may be offered at all, as far as is known. */
bool finder_may_offer(const struct session_world *world, const struct session *s, int course);

/*
 * Which keys lead on from what was typed, with the other choices as they are: bits, 1 for
 * 'a' or for one stroke.
 */
uint64_t finder_next_keys(const struct session_world *world, const struct session *s);

/* Nothing was chosen or turned. */
bool finder_is_untouched(const struct finder *finder);

#endif
