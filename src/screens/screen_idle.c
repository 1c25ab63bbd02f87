#include "screens/pages.h"

/* A course taken along from the catalogue waits for the card. */
static void put_taken_course(const struct screen *p)
{
	if (p->s->course >= 0)
		put_hint(p, say1(p, "idle.course_taken",
				 course_title(p, &p->world->courses[p->s->course])));
}

/* Who stood here when it happened is not left to guess what became of the visit. */
static void put_restarted(const struct screen *p)
{
	if (!p->s->devices.restarted || p->s->course >= 0)
		return;		/* whoever has chosen a course since has read it */
	open_box(p, LOOK_NOTICE);
	put_strong(p, say(p, "idle.restarted"));
	put_text(p, say1(p, "idle.restarted_text", counter_words(p)));
	close_box(p);
}

void screen_idle(const struct screen *p)
{
	open_centred_page(p);
	put_title(p, say(p, "idle.title"));
	put_lead(p, say(p, "idle.lead"));
	put_restarted(p);
	put_taken_course(p);
	open_box(p, LOOK_DROP);
	put_picture(p, PICTURE_LAY_CARD, say(p, "picture.lay_card"));
	put_heading(p, say(p, "idle.lay_card"));
	close_box(p);
	put_note(p, say1(p, "idle.reads", counter_words(p)));
	put_note(p, say(p, "idle.no_card"));
	put_way(p, LOOK_SECOND, (struct way){ "courses", say(p, "idle.courses"),
					      VERB_COURSES, 0, 0 });
	put_way(p, LOOK_LINK, (struct way){ "conditions", say(p, "idle.conditions"),
					    VERB_CONDITIONS, 0, 0 });
	put_way(p, LOOK_LINK, (struct way){ "lists", say(p, "idle.lists"), VERB_LISTS, 0, 0 });
	close_page(p, false, NULL);
}
