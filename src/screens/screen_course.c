#include "screens/pages.h"

#include <string.h>

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

/* What stands against it; what tells a group or a status waits for the page of reasons. */
static void put_obstacles(const struct screen *p, const struct decision *decision)
{
	for (int i = 0; i < decision->reason_count; i++) {
		const struct reason *reason = &decision->reasons[i];

		if (reason->value == TRI_FALSE && !reason->also && !reason->private)
			put(p, ROLE_TEXT, LOOK_BODY_TEXT, in_lang(p, &reason->words),
			    NODE_PRIVATE);
	}
}

/* What the person gets besides while this course goes on, by the day or as a whole. */
static void put_besides(const struct screen *p, const struct session *with)
{
	for (int i = 0; i < pack_benefit_count(p->world->pack); i++) {
		struct result result;

		if (pack_benefit(p->world->pack, i)->kind != BENEFIT_PERSON)
			continue;
		derive_result(p->world, with, i, CASE_SAID, &result);
		if (result.standing == STANDING_YES)
			put_text(p, say2(p, "choose.line", item_title(p, &result),
					 amount_words(p, &result.decision.amount)));
	}
}

static void put_outcome(const struct screen *p, const struct session *with,
			const struct result *result)
{
	const struct pack_benefit *b = pack_benefit(p->world->pack, result->benefit);

	open_box(p, LOOK_SHEET);
	open_box(p, LOOK_SPREAD);
	put_badge(p, result->standing);
	put(p, ROLE_TEXT, LOOK_AMOUNT, result_amount(p, &result->decision), 0);
	close_box(p);
	put_heading(p, in_lang(p, &b->title));
	if (result->standing == STANDING_NO)
		put_obstacles(p, &result->decision);
	else
		put_text(p, in_lang(p, &b->payee));
	put_besides(p, with);
	put_text(p, say(p, "course.outcome_line"));
	close_box(p);
}

/* For whoever has laid a card: what this course would bring. */
static bool find_outcome(const struct screen *p, struct session *ret_with,
			 struct result *ret_result)
{
	int benefit = derive_course_benefit(p->world, p->s->at.arg);

	if (!session_has_person(p->s) || benefit < 0)
		return false;
	*ret_with = *p->s;
	ret_with->course = p->s->at.arg;
	derive_result(p->world, ret_with, benefit, CASE_SAID, ret_result);
	return true;
}

/* Where the course does not fit, to choose it all the same is no page's strongest act. */
static void close_course(const struct screen *p, enum outcome offer, bool misfit)
{
	struct way take = { "take", say(p, session_has_person(p->s) ? "course.take" :
						"course.take_lay_card"),
			    VERB_COURSE_TAKE, p->s->at.arg, 0 };

	if (misfit && offer != OUTCOME_NOT_ELIGIBLE)
		put_way(p, LOOK_SECOND, take);
	close_page(p, true, misfit || offer == OUTCOME_NOT_ELIGIBLE ? NULL : &take);
}

void screen_course(const struct screen *p)
{
	const struct course *course = &p->world->courses[p->s->at.arg];
	enum outcome offer = derive_offer(p->world, p->s, p->s->at.arg);
	struct session with;
	struct result result;
	bool known = find_outcome(p, &with, &result);

	open_page(p);
	put_title(p, course_title(p, course));
	put_offer(p, offer);
	put_facts(p, course);
	if (known)
		put_outcome(p, &with, &result);
	close_course(p, offer, known && result.standing == STANDING_NO);
	if (known)
		explicit_bzero(&with, sizeof(with));
}
