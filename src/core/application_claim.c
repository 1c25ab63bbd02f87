#include "core/application_claim.h"

#include "core/training.h"

#include <string.h>

static bool has_item(const struct application *a, const char *benefit)
{
	for (int i = 0; i < a->item_count; i++) {
		if (strcmp(a->items[i].benefit, benefit) == 0)
			return true;
	}
	return false;
}

static struct application_claim claim_of_course(const struct course *course)
{
	struct application_claim claim = {
		.class = APPLICATION_CLASS_COURSE,
		.kind = claim_kind_name(training_claim_kind(course)),
		.occupation = "",
	};

	if (course->occupation[0] && course->level) {
		claim.occupation = course->occupation;
		claim.level[0] = course->level;
	}
	return claim;
}

struct application_claim application_claim(const struct application *a,
					   const struct course *course)
{
	struct application_claim claim = { .class = "", .kind = "", .occupation = "" };

	/* What follows a training asks for what its request holds already. */
	if (course && !a->claims)
		return claim_of_course(course);
	if (has_item(a, "LIVING")) {
		claim.class = APPLICATION_CLASS_LIVING;
		claim.kind = claim_kind_name(CLAIM_LIVING);
	}
	return claim;
}
