#include "screens/pages.h"

static int count_standing(const struct result *results, int count, enum standing standing)
{
	int n = 0;

	for (int i = 0; i < count; i++)
		n += results[i].standing == standing;
	return n;
}

/* What was looked at to say so, in one line that tells nothing private. */
static const char *basis_words(const struct screen *p, const struct result *result)
{
	const struct decision *d = &result->decision;

	if (result->standing == STANDING_ASK)
		return say(p, "results.ask_line");
	if (result->standing == STANDING_OPEN)
		return say1(p, "results.open_line", counter_words(p));
	if (result->standing == STANDING_NO)
		return "";
	if (d->provisional)
		return say(p, "results.provisional_line");
	if (d->remaining_this_year > 0)
		return say_number(p, "results.remaining_line", d->remaining_this_year);
	return say(p, "results.yes_line");
}

static void put_link(const struct screen *p, const char *verb_name, const char *key,
		     int verb, const struct result *result)
{
	const struct pack_benefit *benefit = pack_benefit(p->world->pack, result->benefit);

	put_way_of(p, LOOK_LINK, (struct way){ id_of(p, verb_name, benefit->code),
					       say(p, key), verb, result->benefit, 0 },
		   in_lang(p, &benefit->title));
}

/* One line, and the reason one press away. */
static void put_basis(const struct screen *p, const struct result *result)
{
	bool no = result->standing == STANDING_NO;

	open_box(p, LOOK_LINE);
	put_text(p, basis_words(p, result));
	if (result->standing == STANDING_ASK)
		put_link(p, "ask", "results.ask", VERB_ASK, result);
	put_link(p, "why", no ? "results.why_not" : "results.why", VERB_WHY, result);
	close_box(p);
}

static void put_ground(const struct screen *p, const struct result *result)
{
	const char *section = pack_benefit(p->world->pack, result->benefit)->section;
	const struct amount *amount = result->standing == STANDING_YES ?
		&result->decision.amount : &result->decision.prospect;
	bool sample = amount->label == AMOUNT_SAMPLE && result->standing != STANDING_NO;

	put_note(p, say1(p, sample ? "results.rests_on_sample" : "results.rests_on", section));
}

static void put_result(const struct screen *p, const struct result *result)
{
	const struct pack_benefit *b = pack_benefit(p->world->pack, result->benefit);

	open_box(p, LOOK_SHEET);
	open_box(p, LOOK_SPREAD);
	put_badge(p, result->standing);
	put(p, ROLE_TEXT, LOOK_AMOUNT, result_amount(p, &result->decision), 0);
	close_box(p);
	tree_add(p->tree, (struct node){
		.id = id_of(p, "result", b->code), .role = ROLE_HEADING,
		.look = LOOK_CARD_TITLE, .label = item_title(p, result) });
	put_basis(p, result);
	if (caution_words(p, result)[0])
		put(p, ROLE_TEXT, LOOK_BODY_TEXT, caution_words(p, result), NODE_PRIVATE);
	put_ground(p, result);
	close_box(p);
}

/* No course subsidy for this person: the courses are still worth a look. */
static bool course_refused(const struct screen *p, const struct result *results, int count)
{
	for (int i = 0; i < count; i++) {
		if (pack_benefit(p->world->pack, results[i].benefit)->kind == BENEFIT_COURSE &&
		    results[i].course < 0)
			return true;
	}
	return false;
}

static void put_course_row(const struct screen *p, bool refused, bool pressable)
{
	bool chosen = p->s->course >= 0;

	open_box(p, LOOK_SHEET);
	put_heading(p, say(p, chosen ? "results.other_course" :
			      refused ? "results.browse" : "results.course"));
	put_text(p, say(p, chosen ? "results.other_course_line" :
			   refused ? "results.browse_line" : "results.course_line"));
	if (pressable)
		put_way(p, LOOK_SECOND, (struct way){ "courses", say(p, "results.courses"),
						      VERB_COURSES, 0, 0 });
	close_box(p);
}

/* That nothing fits is said only when no course of the catalogue does either. */
static const char *title_words(const struct screen *p, const struct result *results, int count,
			       enum outcome course)
{
	int yes = count_standing(results, count, STANDING_YES);

	if (yes > 0)
		return say_number(p, "results.title_yes", yes);
	if (course == OUTCOME_ELIGIBLE)
		return say(p, "results.title_course");
	if (course == OUTCOME_NOT_ELIGIBLE &&
	    count_standing(results, count, STANDING_NO) == count)
		return say(p, "results.title_none");
	return say(p, "results.title_open");
}

static const char *lead_words(const struct screen *p, const struct result *results, int count,
			      enum outcome course)
{
	struct pack_text period;

	if (derive_period_unknown(p->world, p->s, &period))
		return say2(p, "results.lead_period", in_lang(p, &period), counter_words(p));
	if (count_standing(results, count, STANDING_YES) > 0)
		return say(p, "results.lead_yes");
	return say(p, course == OUTCOME_ELIGIBLE ? "results.lead_course" : "results.lead_none");
}

static int count_applied_for(const struct screen *p, const struct result *results, int count)
{
	int n = 0;

	for (int i = 0; i < count; i++)
		n += derive_applied_for(p->world, &results[i]);
	return n;
}

void screen_results(const struct screen *p)
{
	struct result results[BENEFITS_MAX];
	int count = derive_results(p->world, p->s, results);
	int yes = count_applied_for(p, results, count);
	struct way apply = { "next", say(p, yes == 1 ? "results.next_one" : "results.next"),
			     VERB_NEXT, 0, 0 };
	enum outcome course = yes > 0 ? OUTCOME_ELIGIBLE : derive_best_course(p->world, p->s);
	struct way look = { "courses", say(p, "results.courses"), VERB_COURSES, 0, 0 };

	open_page(p);
	put_title(p, title_words(p, results, count, course));
	put_lead(p, lead_words(p, results, count, course));
	tree_open(p->tree, (struct node){ .id = "results", .role = ROLE_LIST,
					  .look = LOOK_COLUMN });
	for (int i = 0; i < count; i++)
		put_result(p, &results[i]);
	put_course_row(p, course_refused(p, results, count), yes > 0);
	close_box(p);
	put_way(p, LOOK_LINK, (struct way){ "check", say(p, "results.check"), VERB_CHECK, 0, 0 });
	put_note(p, say(p, "results.not_checked"));
	close_page(p, true, yes > 0 ? &apply : &look);
}
