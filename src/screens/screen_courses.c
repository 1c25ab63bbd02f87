#include "screens/pages.h"

static void put_filter(const struct screen *p, const char *name, int value, const char *words,
		       int verb, bool on)
{
	const char *number = arena_textf(p->tree->arena, "%d", value);

	put_way(p, LOOK_CHIP, (struct way){ id_of(p, name, number), words, verb, value,
					    on ? NODE_CHECKED : 0 });
}

static void put_regions(const struct screen *p)
{
	open_box(p, LOOK_LINE);
	for (int region = 0; region <= REGION_COUNT; region++)
		put_filter(p, "region", region, region_words(p, region), VERB_REGION,
			   p->s->filter_region == region);
	close_box(p);
}

static void put_kinds(const struct screen *p)
{
	open_box(p, LOOK_LINE);
	for (int kind = -1; kind < COURSE_KIND_COUNT; kind++)
		put_filter(p, "kind", kind, kind_words(p, kind), VERB_KIND,
			   p->s->filter_kind == kind);
	close_box(p);
}

static void put_filters(const struct screen *p)
{
	enum filter open = p->s->filter_open;

	open_box(p, LOOK_EQUAL);
	put_way(p, LOOK_SECOND, (struct way){ "filter-region",
		say1(p, "courses.region", region_words(p, p->s->filter_region)),
		VERB_FILTER, FILTER_REGION, open == FILTER_REGION ? NODE_CHECKED : 0 });
	put_way(p, LOOK_SECOND, (struct way){ "filter-kind",
		say1(p, "courses.kind", kind_words(p, p->s->filter_kind)),
		VERB_FILTER, FILTER_KIND, open == FILTER_KIND ? NODE_CHECKED : 0 });
	close_box(p);
	if (open == FILTER_REGION)
		put_regions(p);
	else if (open == FILTER_KIND)
		put_kinds(p);
}

static void put_course(const struct screen *p, int index)
{
	const struct course *course = &p->world->courses[index];
	bool offered = derive_offer(p->world, p->s, index) != OUTCOME_NOT_ELIGIBLE;

	open_box(p, LOOK_SHEET);
	put_heading(p, course_title(p, course));
	open_box(p, LOOK_SPREAD);
	put_text(p, say2(p, "courses.line", region_words(p, course->region),
			 date_words(p, course->starts)));
	put_way(p, LOOK_LINK, (struct way){ id_of(p, "course", course->id),
		say(p, "courses.open"), VERB_COURSE, index, 0 });
	close_box(p);
	if (!offered)
		put(p, ROLE_TEXT, LOOK_NO, say(p, "badge.not_offered"), 0);
	close_box(p);
}

static void put_turning(const struct screen *p, int all)
{
	int from = p->s->list_from;

	if (all <= COURSES_PER_PAGE)
		return;
	open_box(p, LOOK_EQUAL);
	if (from > 0)
		put_way(p, LOOK_SECOND, (struct way){ "list-up", say(p, "courses.up"),
						      VERB_LIST, -1, 0 });
	if (from + COURSES_PER_PAGE < all)
		put_way(p, LOOK_SECOND, (struct way){ "list-more", say(p, "courses.more"),
						      VERB_LIST, 1, 0 });
	close_box(p);
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
	int shown[COURSES_PER_PAGE];
	int all = derive_courses(p->world, p->s, p->s->list_from, COURSES_PER_PAGE, shown);
	int left = all - p->s->list_from;
	int count = left < COURSES_PER_PAGE ? left : COURSES_PER_PAGE;

	open_page(p);
	put_title(p, say(p, "courses.title"));
	put_lead(p, all > 0 ? say_number(p, "courses.lead", all) : say(p, "courses.lead_none"));
	put_filters(p);
	for (int i = 0; i < count; i++)
		put_course(p, shown[i]);
	put_turning(p, all);
	if (any_sample(p, shown, count))
		put_note(p, say(p, "value.sample"));
	close_page(p, true, NULL);
}
