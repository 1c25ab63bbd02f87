/* 好差评: five grades, one press, of nobody. */
#include "screens/pages.h"

#define GRADES 5

static void put_grade(const struct screen *p, int grade)
{
	static const char *const ids[GRADES] = { "rate-1", "rate-2", "rate-3", "rate-4",
						 "rate-5" };
	static const char *const keys[GRADES] = { "rating.very_poor", "rating.poor", "rating.fair",
						  "rating.good", "rating.very_good" };

	part_way(p, LOOK_SECOND, (struct way){ ids[grade - 1], part_say(p, keys[grade - 1]),
		 VERB_RATE,
					      grade, 0 });
}

void screen_rating(const struct screen *p)
{
	struct way next = { "next", part_say(p, "rating.none"), VERB_NEXT, 0, 0 };

	part_open_page(p);
	part_title(p, part_say(p, "rating.title"));
	part_lead(p, part_say(p, "rating.lead"));
	for (int grade = GRADES; grade >= 1; grade--)
		put_grade(p, grade);
	part_note(p, part_say(p, "rating.nobody"));
	part_close_page(p, true, &next);
}
