#include "screens/screens.h"

#include "screens/pages.h"

#include <string.h>

#define PAGE_BUILDER(id, name, step, press, build, timeout, flags, audit) [PAGE_##id] = build,
static void (*const builders[PAGE_COUNT])(const struct screen *p) = { PAGES(PAGE_BUILDER) };

/* Questions are read out by the guide: they stay, without what was answered. */
static bool is_covered_whole(const struct session *s)
{
	return session_is_covered(s) && !session_page_is(s, PAGE_ASKS);
}

/* The reasons that were opened from a course are that course's, chosen or not. */
static void build_page(const struct screen *p)
{
	int course = session_course_in_view(p->s);
	struct screen of_course = *p;
	struct session with;

	if (p->s->at.page == PAGE_COURSE || course == p->s->course) {
		builders[p->s->at.page](p);
		return;
	}
	with = *p->s;
	with.course = course;
	of_course.s = &with;
	builders[with.at.page](&of_course);
	explicit_bzero(&with, sizeof(with));
}

void screen_build(const struct session_world *world, const struct session *s,
		  struct arena *arena, struct tree *ret_tree)
{
	struct screen p = { world, s, ret_tree, s->view.lang };

	tree_begin(ret_tree, arena, session_screen(s), lang_written(s->view.lang));
	if (s->sheet == SHEET_DISPLAY)
		screen_display(&p);
	else if (s->sheet == SHEET_LANGUAGE)
		screen_language(&p);
	else if (is_covered_whole(s))
		screen_covered(&p);
	else
		build_page(&p);
}
