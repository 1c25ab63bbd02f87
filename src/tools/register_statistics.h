/*
 * Who qualifies, and what would it cost: many people decided for every benefit
 * of a pack, counted by district.  Nothing of a person is kept but these sums.
 *
 * A benefit that needs no course is decided by the person alone.  A benefit
 * that needs one is decided for each course of its kind that is on offer, and
 * the best counts: eligible before undetermined before not eligible, and of
 * what is paid the dearest.  So nobody counts twice, and the sum is what it
 * costs when everybody takes the dearest course that fits.
 */
#ifndef TOOLS_REGISTER_STATISTICS_H
#define TOOLS_REGISTER_STATISTICS_H

#include "core/course.h"
#include "policy/policy.h"

/* 0: the register does not say; 1..15 as in annex 1; then all of them together. */
#define STATISTICS_ALL (REGION_COUNT + 1)
#define STATISTICS_DISTRICTS (REGION_COUNT + 2)

struct statistics_cell {
	int64_t people[3];	/* by enum outcome */
	/* of the eligible ones: */
	int64_t known;		/* whose amount is known, be it as a minimum */
	fen amount;		/* the sum of those */
	fen most;		/* the sum of all upper ends, 0 each where there is none */
	int64_t open;		/* without an upper end */
};

struct statistics_setting {
	struct date date;
	int course_count;
	const struct course *courses;	/* borrowed until statistics_create returns */
	/* 最低生活保障标准 by district, 0 the city's; not above 0: not known */
	fen min_living[REGION_COUNT + 1];
	int override_count;
	struct override overrides[OVERRIDES_MAX];
};

struct register_statistics;

enum err statistics_create(const struct pack *pack, const struct statistics_setting *setting,
		       struct register_statistics **ret_statistics) MUST_CHECK;
void statistics_destroy(struct register_statistics *stats);	/* takes NULL; wipes */

/* ERR_FULL where the system has no memory. */
enum err statistics_add(struct register_statistics *stats, const struct person *person) MUST_CHECK;
/* After the last person, before any sum is read. */
void statistics_finish(struct register_statistics *stats);

int64_t statistics_people(const struct register_statistics *stats, int district);
/* False for benefits that no register of persons decides: of enterprises and of courses alone. */
bool statistics_counts(const struct register_statistics *stats, int benefit);
/* Is it paid out to, or for, a person?  Conditions and categories are not. */
bool statistics_pays(const struct register_statistics *stats, int benefit);
const struct statistics_cell *statistics_cell(const struct register_statistics *stats, int district,
					      int benefit);
/* A benefit of the course alone: courses by enum outcome, NULL for any other. */
const int64_t *statistics_offers(const struct register_statistics *stats, int benefit);
int statistics_courses(const struct register_statistics *stats);	/* on offer */

#endif
