#include "screens/pages.h"

#include "session/finder.h"
#include "session/offers.h"

static const char *number_words(const struct screen *p, int number)
{
	return arena_textf(p->tree->arena, "%d", number);
}

/* ---- one course ---- */

static const char *weekday_words(const struct screen *p, struct date date)
{
	static const char *const days[] = {
		"day.sunday", "day.monday", "day.tuesday", "day.wednesday",
		"day.thursday", "day.friday", "day.saturday",
	};

	return part_say(p, days[date_weekday(date)]);
}

static const char *day_of_month(const struct screen *p, struct date date)
{
	return part_say2(p, "courses.month_day", part_month_name(p, date.month),
			 number_words(p, date.day));
}

static void put_day(const struct screen *p, struct date date)
{
	part_open_box(p, LOOK_DATE);
	part_strong(p, day_of_month(p, date));
	part_note(p, weekday_words(p, date));
	part_close_box(p);
}

static enum standing standing_of(const struct offer *offer)
{
	if (offer->outcome == OUTCOME_ELIGIBLE)
		return STANDING_YES;
	return offer->outcome == OUTCOME_NOT_ELIGIBLE ? STANDING_NO : STANDING_OPEN;
}

static const char *school_line(const struct screen *p, const struct course *course)
{
	return part_say3(p, "courses.school_line", part_institution_title(p, course),
			 part_town_words(p, course->region),
			 number_words(p, course->training_days));
}

static void put_what(const struct screen *p, const struct course *course)
{
	part_open_box(p, LOOK_COLUMN);
	part_heading(p, part_course_title(p, course));
	part_note(p, school_line(p, course));
	part_close_box(p);
}

/* Of a no nothing comes, and what is not known is not guessed. */
static const char *sum_words(const struct screen *p, const struct offer *offer)
{
	if (session_has_person(p->s) && offer->outcome == OUTCOME_NOT_ELIGIBLE)
		return part_say(p, "courses.no_sum");
	return part_say1(p, "courses.subsidy", part_amount_words(p, &offer->subsidy));
}

/* Whether it fits is said to whoever has laid a card; to nobody else there is anything to say. */
static void put_sum(const struct screen *p, const struct offer *offer)
{
	part_open_box(p, LOOK_COLUMN);
	if (session_has_person(p->s))
		part_badge(p, standing_of(offer));
	part_put(p, ROLE_TEXT, LOOK_CARD_TITLE, sum_words(p, offer), 0);
	part_close_box(p);
}

static const char *card_spoken(const struct screen *p, const struct course *course,
			       const struct offer *offer)
{
	const char *day = part_say2(p, "courses.day_spoken",
				    day_of_month(p, course->starts),
				    weekday_words(p, course->starts));
	const char *what = part_say3(p, "courses.card_spoken", part_course_title(p, course), day,
				     school_line(p, course));
	const char *all = part_say2(p, "courses.sum_spoken", what, sum_words(p, offer));

	if (!session_has_person(p->s))
		return all;
	return part_say2(p, "row.spoken", part_badge_words(p, standing_of(offer)), all);
}

static void put_course(const struct screen *p, int index)
{
	const struct course *course = &p->world->courses[index];
	const struct offer *offer = derive_course_offer(p->world, p->s, index);

	tree_open(p->tree, (struct node){
		.id = part_id_of(p, "course", course->id), .role = ROLE_BUTTON, .look = LOOK_CARD,
		.label = part_course_title(p, course), .spoken = card_spoken(p, course, offer),
		.action = { VERB_COURSE, index } });
	part_open_box(p, LOOK_FLANKED);
	put_day(p, course->starts);
	put_what(p, course);
	put_sum(p, offer);
	part_close_box(p);
	part_close_box(p);
}

/* ---- their order ---- */

static void put_sorts(const struct screen *p)
{
	const char *const keys[SORT_COUNT] = {
		"sort.start", derive_region(p->s) > 0 ? "sort.own" : "sort.region", "sort.money",
		"sort.days",
	};

	tree_open(p->tree, (struct node){ .role = ROLE_GROUP, .look = LOOK_GRID,
					  .columns = SORT_COUNT });
	for (int i = 0; i < SORT_COUNT; i++)
		tree_add(p->tree, (struct node){
			.id = part_id_of(p, "sort", number_words(p, i + 1)), .role = ROLE_CHOICE,
			.look = LOOK_COUNTED, .label = part_say(p, keys[i]),
			.spoken = part_say1(p, "courses.sort_spoken", part_say(p, keys[i])),
			.flags = (int)p->s->finder.sort == i ? NODE_CHECKED : 0,
			.action = { VERB_SORT, i } });
	part_close_box(p);
}

/* ---- the page ---- */

static const char *title_words(const struct screen *p, int all)
{
	const struct finder *f = &p->s->finder;

	if (f->family == FAMILY_UNKNOWN)
		return part_say_number(p, "courses.found_any", all);
	return part_say2(p, "courses.found", part_family_words(p, f->family), number_words(p, all));
}

/* Where and when are said where they were chosen. */
static void put_head(const struct screen *p, int all)
{
	const struct finder *f = &p->s->finder;
	struct finder_counts counts;

	part_open_box(p, LOOK_SPREAD);
	part_title(p, title_words(p, all));
	part_small_way_of(p, (struct way){ "change-finder", part_say(p, "courses.change"),
			  VERB_COURSES,
					  0, 0 }, NULL);
	part_close_box(p);
	if (f->region == 0 && f->month == 0)
		return;
	finder_count(p->world, p->s, &counts);
	part_text(p, part_say2(p, "courses.where_when", part_region_words(p, f->region),
			       part_month_words(p, f->month, counts.later)));
}

static bool any_sample(const struct screen *p, const int *shown, int count)
{
	for (int i = 0; i < count; i++) {
		if (data_is_sample(p->world->courses[shown[i]].source))
			return true;
	}
	return false;
}

void screen_courses(const struct screen *p)
{
	int shown[COURSES_PER_PAGE], from = p->s->finder.from;
	int all = finder_list(p->world, p->s, from, COURSES_PER_PAGE, shown), count;

	part_open_page(p);
	put_head(p, all);
	if (all > 0)
		put_sorts(p);
	else
		part_text(p, part_say(p, "courses.none"));
	count = all - from < COURSES_PER_PAGE ? all - from : COURSES_PER_PAGE;
	for (int i = 0; i < count; i++)
		put_course(p, shown[i]);
	part_list_turn(p, "courses.range", from, COURSES_PER_PAGE, all);
	if (any_sample(p, shown, count))
		part_note(p, part_say(p, "value.sample"));
	part_old(p, "courses.old", p->world->age.catalogue);
	part_close_page(p, true, NULL);
}
