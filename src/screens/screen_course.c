#include "screens/pages.h"

static void put_row(const struct screen *p, const char *key, const char *value)
{
	if (value[0])
		put_text(p, say1(p, key, value));
}

static void put_facts(const struct screen *p, const struct course *course)
{
	char yuan[MONEY_TEXT_MAX];

	open_box(p, LOOK_SHEET);
	put_row(p, "course.institution", institution_title(p, course));
	put_row(p, "course.region", region_words(p, course->region));
	put_row(p, "course.kind", kind_words(p, (int)course->kind));
	put_row(p, "course.starts", date_words(p, course->starts));
	put_text(p, say_number(p, "course.days", course->training_days));
	if (course->std_known) {
		money_format(course->std, yuan);
		put_row(p, "course.std", arena_text(p->tree->arena, yuan));
	}
	if (data_is_sample(course->source))
		put_note(p, say(p, "value.sample"));
	close_box(p);
}

static void put_offer(const struct screen *p, enum outcome offer)
{
	if (offer == OUTCOME_NOT_ELIGIBLE)
		put_hint(p, say(p, "course.not_offered"));
	else if (offer == OUTCOME_UNDETERMINED)
		put_hint(p, say1(p, "course.offer_open", counter_words(p)));
}

/* For whoever has laid a card: what this course would bring. */
static void put_outcome(const struct screen *p, int benefit)
{
	struct session with = *p->s;
	const struct pack_benefit *b;
	struct result result;

	if (!session_has_person(p->s) || benefit < 0)
		return;
	with.course = p->s->at.arg;
	b = pack_benefit(p->world->pack, benefit);
	derive_result(p->world, &with, benefit, CASE_SAID, &result);
	open_box(p, LOOK_SHEET);
	open_box(p, LOOK_SPREAD);
	put_badge(p, result.standing);
	put(p, ROLE_TEXT, LOOK_AMOUNT, result_amount(p, &result.decision), 0);
	close_box(p);
	put_heading(p, in_lang(p, &b->title));
	put_text(p, say(p, "course.outcome_line"));
	close_box(p);
}

void screen_course(const struct screen *p)
{
	const struct course *course = &p->world->courses[p->s->at.arg];
	enum outcome offer = derive_offer(p->world, p->s, p->s->at.arg);
	struct way take = { "take", say(p, session_has_person(p->s) ? "course.take" :
						"course.take_lay_card"),
			    VERB_COURSE_TAKE, p->s->at.arg, 0 };

	open_page(p);
	put_title(p, course_title(p, course));
	put_offer(p, offer);
	put_facts(p, course);
	put_outcome(p, derive_course_benefit(p->world, p->s->at.arg));
	close_page(p, true, offer == OUTCOME_NOT_ELIGIBLE ? NULL : &take);
}
