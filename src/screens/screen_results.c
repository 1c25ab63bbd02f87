#include "screens/offer.h"
#include "screens/pages.h"

/* What the page is made of, decided once. */
struct results_told {
	struct result results[BENEFITS_MAX];
	int count;
	const struct offers *offers;
	int recommended[OFFERS_RECOMMENDED];
	int recommended_count;
};

static void find_told(const struct screen *p, struct results_told *ret_told)
{
	ret_told->count = derive_results(p->world, p->s, ret_told->results);
	ret_told->offers = derive_offers(p->world, p->s);
	ret_told->recommended_count =
		derive_recommended(p->world, p->s, ret_told->recommended);
}

static int count_standing(const struct results_told *t, enum standing standing)
{
	int n = 0;

	for (int i = 0; i < t->count; i++)
		n += t->results[i].standing == standing;
	return n;
}

static const struct pack_benefit *benefit_of(const struct screen *p, const struct result *result)
{
	return pack_benefit(p->world->pack, result->benefit);
}

/* ---- the headline ---- */

/* That nothing fits is said only when every course of the catalogue and every benefit says so. */
static const char *title_words(const struct screen *p, const struct results_told *t)
{
	if (t->offers->fits > 0)
		return part_say_number(p, "results.title_fits", t->offers->fits);
	if (count_standing(t, STANDING_YES) > 0)
		return part_say_number(p, "results.title_yes", count_standing(t, STANDING_YES));
	if (t->offers->undecided == 0 && count_standing(t, STANDING_NO) == t->count)
		return part_say(p, "results.title_none");
	return part_say(p, "results.title_open");
}

/* What stands against every course, where it can be said before others. */
static const char *obstacle_words(const struct screen *p, const struct results_told *t)
{
	for (int i = 0; i < t->count; i++) {
		const struct result *result = &t->results[i];
		const struct decision *d = &result->decision;

		for (int r = 0; r < d->reason_count && benefit_of(p, result)->kind ==
			     BENEFIT_COURSE && result->standing == STANDING_NO; r++) {
			if (d->reasons[r].value == TRI_FALSE && !d->reasons[r].private)
				return part_in_lang(p, &d->reasons[r].words);
		}
	}
	return "";
}

static bool all_free(const struct results_told *t)
{
	for (int i = 0; i < t->offers->fits; i++) {
		if (t->offers->at[t->offers->ranked[i]].free != OUTCOME_ELIGIBLE)
			return false;
	}
	return true;
}

static fen subsidy_most(const struct screen *p, int course)
{
	return course < 0 ? 0 :
	       offer_subsidy_most(p->world->pack, derive_course_offer(p->world, p->s, course));
}

/* Of the courses shown below: a figure that none of them has would have to be looked for. */
static int most_shown(const struct screen *p, const struct results_told *t)
{
	int most = -1;

	for (int i = 0; i < t->recommended_count; i++) {
		if (subsidy_most(p, t->recommended[i]) > subsidy_most(p, most))
			most = t->recommended[i];
	}
	return most;
}

static const char *course_most_words(const struct screen *p, int course)
{
	const struct amount most = { .known = true, .value = subsidy_most(p, course) };
	const char *sum = part_amount_words(p, &most);
	const struct offer *offer = derive_course_offer(p->world, p->s, course);

	return offer->subsidy.label == AMOUNT_SAMPLE ? part_say1(p, "offer.sample", sum) : sum;
}

static const char *most_words(const struct screen *p, const struct results_told *t)
{
	int most = most_shown(p, t);

	if (most < 0)
		return part_say(p, "results.lead_open_sum");
	return part_say1(p, all_free(t) ? "results.lead_free" : "results.lead_paid",
			 course_most_words(p, most));
}

static const char *lead_words(const struct screen *p, const struct results_told *t)
{
	struct pack_text period;

	if (derive_period_unknown(p->world, p->s, &period))
		return part_say2(p, "results.lead_period", part_in_lang(p, &period),
				 part_counter_words(p));
	if (t->offers->fits > 0)
		return most_words(p, t);
	if (count_standing(t, STANDING_YES) > 0)
		return part_say(p, "results.lead_yes");
	return obstacle_words(p, t);
}

static void put_not_grant(const struct screen *p)
{
	part_open_box(p, LOOK_LINE);
	part_badge(p, STANDING_YES);
	part_text(p, part_say(p, "results.not_grant"));
	part_close_box(p);
}

/*
 * The largest letters leave room for one card below the title: what can come of it stands
 * on the card, and all else comes after.
 */
static bool is_card_first(const struct screen *p, const struct results_told *t)
{
	struct pack_text period;

	return p->s->view.size == VIEW_LARGEST && t->recommended_count > 0 &&
	       !derive_period_unknown(p->world, p->s, &period);
}

/* What does not fit never stands below a title that says how many do. */
static bool is_chosen_first(const struct screen *p, const struct results_told *t)
{
	return is_card_first(p, t) && p->s->course >= 0 &&
	       derive_course_offer(p->world, p->s, p->s->course)->outcome == OUTCOME_ELIGIBLE;
}

static int first_card(const struct screen *p, const struct results_told *t)
{
	return is_chosen_first(p, t) ? p->s->course : t->recommended[0];
}

static void put_first_card(const struct screen *p, const struct results_told *t)
{
	if (is_chosen_first(p, t))
		part_strong(p, part_say(p, "results.your_course"));
	offer_put_card(p, first_card(p, t));
	put_not_grant(p);
}

static void put_headline(const struct screen *p, const struct results_told *t)
{
	part_title(p, title_words(p, t));
	if (is_card_first(p, t)) {
		put_first_card(p, t);
		return;
	}
	part_put(p, ROLE_TEXT, t->offers->fits > 0 ? LOOK_CARD_TITLE : LOOK_LEAD, lead_words(p, t),
		 0);
	if (t->offers->fits > 0)
		put_not_grant(p);
	else
		part_text(p, part_say(p, "results.lead_none"));
}

/* ---- courses ---- */

static void put_all_courses(const struct screen *p)
{
	part_way(p, LOOK_SECOND, (struct way){ "all-courses", offer_all_courses_words(p),
					      VERB_COURSES, 0, 0 });
}

/* The largest subsidy of all, where it is another's than the courses' above. */
static void put_top(const struct screen *p, const struct results_told *t)
{
	int top = t->offers->top;
	const char *sum;

	if (top < 0 || top == p->s->course ||
	    subsidy_most(p, top) <= subsidy_most(p, most_shown(p, t)))
		return;
	sum = course_most_words(p, top);
	offer_put_line_card(p, (struct row){
		part_id_of(p, "course", p->world->courses[top].id), VERB_COURSE, top, 0,
		part_say1(p, "results.top", part_course_title(p, &p->world->courses[top])),
		derive_in_reach(p->world, p->s, top) ? sum :
						      part_say1(p, "results.top_level", sum),
		part_say(p, "offer.look") });
}

/* The chosen one stands above them already, and so may the first of them. */
static bool is_above(const struct screen *p, const struct results_told *t, int course)
{
	return course == p->s->course || (is_card_first(p, t) && course == first_card(p, t));
}

static int count_to_show(const struct screen *p, const struct results_told *t)
{
	int count = 0;

	for (int i = 0; i < t->recommended_count; i++)
		count += !is_above(p, t, t->recommended[i]);
	return count;
}

/* Where a card stands above, "first" would be said of the second. */
static const char *heading_words(const struct screen *p, const struct results_told *t, int count)
{
	bool below_a_card = p->s->course >= 0 || is_card_first(p, t);

	return part_say_number(p, below_a_card ? "results.then" : "results.first", count);
}

/* The largest letters have no room for the rule between a heading and its card. */
static void put_first_heading(const struct screen *p, const struct results_told *t, int count)
{
	const char *words = heading_words(p, t, count);

	if (is_card_first(p, t)) {
		part_heading(p, words);
		return;
	}
	part_open_box(p, LOOK_SPREAD);
	part_heading(p, words);
	part_note(p, part_say(p, "results.first_rule"));
	part_close_box(p);
}

static void put_recommended(const struct screen *p, const struct results_told *t)
{
	int count = count_to_show(p, t);

	if (t->recommended_count == 0)
		return;
	if (count > 0)
		put_first_heading(p, t, count);
	for (int i = 0; i < t->recommended_count; i++) {
		if (!is_above(p, t, t->recommended[i]))
			offer_put_card(p, t->recommended[i]);
	}
	put_top(p, t);
	if (t->offers->undecided > 0)
		part_note(p, part_say_number(p, "results.undecided", t->offers->undecided));
}

static void put_chosen(const struct screen *p, const struct results_told *t)
{
	if (p->s->course < 0 || is_chosen_first(p, t))
		return;
	part_heading(p, part_say(p, "results.your_course"));
	offer_put_card(p, p->s->course);
}

/* ---- what hangs on no course ---- */

static const char *yes_words(const struct screen *p, const struct result *result)
{
	const char *sum = part_amount_words(p, &result->decision.amount);

	return result->decision.provisional ? part_say1(p, "results.to_verify", sum) : sum;
}

static void put_yes(const struct screen *p, const struct result *result)
{
	const struct pack_benefit *b = benefit_of(p, result);

	offer_put_row_card(p, (struct row){
		part_id_of(p, "why", b->code), VERB_WHY, result->benefit, result->standing,
		part_item_title(p, result), yes_words(p, result), part_say(p, "results.why") });
	if (part_caution_words(p, result)[0])
		part_put(p, ROLE_TEXT, LOOK_BODY_TEXT, part_caution_words(p, result), NODE_PRIVATE);
}

static void put_ask(const struct screen *p, const struct result *result)
{
	const struct pack_benefit *b = benefit_of(p, result);

	offer_put_row_card(p, (struct row){
		part_id_of(p, "ask", b->code), VERB_ASK, result->benefit, result->standing,
		part_in_lang(p, &b->title), part_result_amount(p, &result->decision),
		part_say(p, "results.ask") });
}

static void put_open(const struct screen *p, const struct result *result)
{
	const struct pack_benefit *b = benefit_of(p, result);

	offer_put_row_card(p, (struct row){
		part_id_of(p, "why", b->code), VERB_WHY, result->benefit, result->standing,
		part_in_lang(p, &b->title),
		part_say1(p, "results.open_line", part_counter_words(p)),
		part_say(p, "results.why") });
}

static int count_applied_for(const struct screen *p, const struct results_told *t)
{
	int n = 0;

	for (int i = 0; i < t->count; i++)
		n += derive_applied_for(p->world, p->s, &t->results[i]);
	return n;
}

/* Whoever could have the certificate is asked for it where it is claimed, a line above. */
static bool is_asked_above(const struct screen *p, const struct result *result)
{
	return result->standing == STANDING_OPEN && session_may_claim_post(p->world, p->s) &&
	       result->benefit == derive_claimed_benefit(p->world, p->s);
}

static void put_others(const struct screen *p, const struct results_told *t)
{
	static void (*const put_one[])(const struct screen *, const struct result *) = {
		[STANDING_YES] = put_yes, [STANDING_ASK] = put_ask, [STANDING_OPEN] = put_open,
	};

	for (int i = 0; i < t->count; i++) {
		if (t->results[i].standing != STANDING_NO && !is_asked_above(p, &t->results[i]))
			put_one[t->results[i].standing](p, &t->results[i]);
	}
}

/* ---- what does not fit now: one line that opens ---- */

static const char *not_now_words(const struct screen *p, const struct results_told *t)
{
	const char *words = "";

	for (int i = 0; i < t->count; i++) {
		if (t->results[i].standing == STANDING_NO)
			words = arena_textf(p->tree->arena, "%s%s%s", words,
					    words[0] ? part_say(p, "list.and") : "",
					    part_in_lang(p, &benefit_of(p, &t->results[i])->title));
	}
	return words;
}

/* Where there is nothing else to show it lies open from the beginning. */
static bool not_now_is_open(const struct screen *p, const struct results_told *t)
{
	bool alone = t->offers->fits == 0 && count_standing(t, STANDING_NO) == t->count;

	return p->s->not_now_open != alone;
}

static void put_not_now(const struct screen *p, const struct results_told *t)
{
	int count = count_standing(t, STANDING_NO);
	bool open = not_now_is_open(p, t);

	if (count == 0)
		return;
	offer_put_row_card(p, (struct row){
		"not-now", VERB_NOT_NOW, 0, STANDING_NO,
		part_say_number(p, "results.not_now", count),
		not_now_words(p, t), part_say(p, open ? "results.fold" : "results.why_not") });
	for (int i = 0; open && i < t->count; i++) {
		const struct pack_benefit *b = benefit_of(p, &t->results[i]);

		if (t->results[i].standing == STANDING_NO)
			offer_put_row_card(p, (struct row){
				part_id_of(p, "why", b->code), VERB_WHY, t->results[i].benefit,
				STANDING_NO, part_in_lang(p, &b->title), "",
				part_say(p, "results.why_not") });
	}
}

/* ---- the page ---- */

/* Who has chosen a course goes on with it; else the next thing is to choose one. */
static void close_results(const struct screen *p, const struct results_told *t)
{
	int yes = count_applied_for(p, t);
	struct way apply = { "next", part_say(p, yes == 1 ? "results.next_one" : "results.next"),
			     VERB_NEXT, 0, 0 };
	struct way look = { "all-courses", offer_all_courses_words(p), VERB_COURSES, 0, 0 };

	part_close_page(p, true, p->s->course >= 0 && yes > 0 ? &apply : &look);
}

void screen_results(const struct screen *p)
{
	struct results_told t;
	int yes;

	find_told(p, &t);
	yes = count_applied_for(p, &t);
	part_open_page(p);
	put_headline(p, &t);
	offer_put_year(p);
	if (p->s->elsewhere == ELSEWHERE_UNKNOWN)	/* what is left of the year is not sure */
		part_note(p, part_say(p, "results.elsewhere_unknown"));
	tree_open(p->tree, (struct node){ .id = "results", .role = ROLE_LIST,
					  .look = LOOK_COLUMN });
	part_claims(p);
	put_chosen(p, &t);
	put_recommended(p, &t);
	if (!p->s->view.elder)
		offer_put_plan(p);
	part_claim_post(p);
	put_others(p, &t);
	if (yes > 0 && p->s->course < 0)
		part_way(p, LOOK_SECOND, (struct way){
			 "next", part_say(p, yes == 1 ? "results.next_one" : "results.next"),
			 VERB_NEXT,
			 0, 0 });
	if (yes > 0 && p->s->course >= 0)
		put_all_courses(p);
	put_not_now(p, &t);
	part_close_box(p);
	if (yes > 0 || t.offers->fits > 0)
		part_handout(p, HANDOUT_SUMMARY, "results.print");
	if (!p->s->view.elder)
		part_way(p, LOOK_LINK, (struct way){
			 "check", part_say(p, "results.check"), VERB_CHECK, 0, 0 });
	part_old(p, "results.old_register", derive_register_age(p->world, p->s));
	part_old_standards(p);
	part_note(p, part_say(p, "results.not_checked"));
	close_results(p, &t);
}
