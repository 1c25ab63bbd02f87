#include "core/training.h"

enum claim_kind training_claim_kind(const struct course *course)
{
	static const enum claim_kind kinds[COURSE_KIND_COUNT] = {
		[COURSE_QUAL] = CLAIM_TRAIN, [COURSE_SPECIFIC] = CLAIM_TRAIN,
		[COURSE_PROJECT] = CLAIM_PROJECT, [COURSE_SHORT] = CLAIM_SHORT,
		[COURSE_SPECIALOP] = CLAIM_SPECIALOP,
	};

	return kinds[course->kind];
}

struct date training_last_day(const struct course *course)
{
	if (!date_is_set(course->starts))
		return (struct date){ 0 };
	return date_from_days(date_to_days(course->starts) +
			      (course->training_days > 1 ? course->training_days - 1 : 0));
}
