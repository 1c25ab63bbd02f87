#include "screens/offer.h"
#include "screens/pages.h"

#include <string.h>

/* A course and what it is to whoever looks at it. */
struct viewed {
	int index;
	const struct course *course;
	const struct offer *offer;
	bool known;		/* a card was laid: the rest is of a person */
	struct session with;	/* the visit as if the course were chosen */
	struct result result;	/* of the benefit that pays for it */
};

static void find_viewed(const struct screen *p, struct viewed *ret_viewed)
{
	struct viewed *v = ret_viewed;

	v->index = p->s->at.arg;
	v->course = &p->world->courses[v->index];
	v->offer = derive_course_offer(p->world, p->s, v->index);
	v->known = session_has_person(p->s) && v->offer->benefit >= 0;
	memset(&v->result, 0, sizeof(v->result));
	if (!v->known)
		return;
	v->with = *p->s;
	v->with.course = v->index;
	derive_result(p->world, &v->with, v->offer->benefit, CASE_SAID, &v->result);
}

/* How the course as a whole meets its visitor: what is not on offer fits nobody. */
static enum standing standing_of(const struct viewed *v)
{
	if (v->offer->outcome == OUTCOME_ELIGIBLE)
		return STANDING_YES;
	if (v->offer->outcome == OUTCOME_NOT_ELIGIBLE)
		return STANDING_NO;
	return v->result.standing == STANDING_ASK ? STANDING_ASK : STANDING_OPEN;
}

static void put_standing(const struct screen *p, const struct viewed *v)
{
	enum standing standing = standing_of(v);
	bool barred = v->offer->open == OUTCOME_NOT_ELIGIBLE;

	part_open_box(p, LOOK_LINE);
	part_badge(p, standing);
	if (standing == STANDING_NO)
		part_text(p, part_say(p, barred ? "badge.not_offered" : "course.no_money"));
	else
		part_text(p, part_say(p, "results.not_grant"));
	part_close_box(p);
}

static void put_offer_hint(const struct screen *p, enum outcome open)
{
	if (open == OUTCOME_NOT_ELIGIBLE)
		part_hint(p, part_say(p, "course.not_offered"));
	else if (open == OUTCOME_UNDETERMINED)
		part_hint(p, part_say1(p, "course.offer_open", part_counter_words(p)));
}

/* ---- the money: one total, its parts, and how they were reckoned ---- */

/* For the allowance that is paid by the day: the days, and the ceiling where it bites. */
static const char *living_sum_words(const struct screen *p, const struct viewed *v)
{
	int benefit = pack_living(p->world->pack);
	char rate[MONEY_TEXT_MAX];
	struct result living;

	if (benefit < 0 || v->offer->lives != OUTCOME_ELIGIBLE)
		return "";
	derive_result(p->world, &v->with, benefit, CASE_SAID, &living);
	if (!living.decision.amount.known || living.decision.amount.per_day)
		return "";
	money_format(living.decision.day_rate, rate);
	return part_say2(p, living.decision.amount.value <
			       living.decision.day_rate * v->course->training_days ?
			       "course.living_capped" : "course.living_sum",
			 rate, arena_textf(p->tree->arena, "%d", v->course->training_days));
}

static void put_money(const struct screen *p, const struct viewed *v)
{
	const struct pack_benefit *b = pack_benefit(p->world->pack, v->offer->benefit);

	part_open_box(p, LOOK_SHEET);
	part_open_whole(p);
	offer_put_amounts(p, v->offer);
	part_open_box(p, LOOK_LINE);
	part_strong(p, offer_total_words(p, v->offer));
	part_text(p, living_sum_words(p, v));
	part_close_box(p);
	part_close_box(p);
	part_text(p, part_uplift_words(p, &v->result.decision));
	if (v->offer->outcome != OUTCOME_NOT_ELIGIBLE)
		part_note(p, part_in_lang(p, &b->payee));
	part_close_box(p);
}

/* ---- why ---- */

static const char *support_words(const struct screen *p, const struct viewed *v, int fact)
{
	struct fact known = derive_fact(p->world, &v->with, fact);

	return part_say2(p, "reason.fact", part_in_lang(p, &pack_fact(p->world->pack, fact)->label),
			 part_fact_words(p, fact, &known));
}

/* Which of the person's own facts carry it, shown while it is pressed. */
static void put_supports(const struct screen *p, const struct viewed *v)
{
	int facts[SUPPORTS_MAX];
	int count = derive_supports(p->world, &v->with, v->offer->benefit, facts);
	const char *words = "";

	for (int i = 0; i < count; i++)
		words = arena_textf(p->tree->arena, "%s%s%s", words,
				    words[0] ? part_say(p, "list.and") : "",
				    support_words(p, v, facts[i]));
	if (words[0])
		tree_add(p->tree, (struct node){
			.id = "said-why", .role = ROLE_TEXT, .look = LOOK_STRONG,
			.label = part_say(p, "course.why_held"), .value = words,
			.flags = NODE_HOLD | NODE_PRIVATE });
}

/* The sentence that decides; what tells a group or a status waits for the page of reasons. */
static void put_obstacle(const struct screen *p, const struct decision *decision)
{
	for (int i = 0; i < decision->reason_count; i++) {
		const struct reason *reason = &decision->reasons[i];

		if (reason->value == TRI_FALSE && !reason->also && !reason->private) {
			part_put(p, ROLE_TEXT, LOOK_STRONG, part_in_lang(p, &reason->words),
				 NODE_PRIVATE);
			return;
		}
	}
}

static void put_why_ways(const struct screen *p, const struct viewed *v, enum standing standing)
{
	const char *code = pack_benefit(p->world->pack, v->offer->benefit)->code;
	struct way ask = { part_id_of(p, "ask", code), part_say(p, "results.ask"), VERB_ASK,
			   v->offer->benefit, 0 };
	struct way wrong = { "check", part_say(p, "course.not_right"), VERB_CHECK, 0, 0 };
	struct way why = { part_id_of(p, "why", code), part_say(p, "course.clauses"), VERB_WHY,
			   v->offer->benefit, 0 };

	part_open_box(p, LOOK_EQUAL);
	if (standing == STANDING_ASK)
		part_way(p, LOOK_SECOND, ask);
	if (standing == STANDING_NO)
		part_way(p, LOOK_SECOND, wrong);
	part_way(p, LOOK_SECOND, why);
	part_close_box(p);
}

/* A yes is short: whoever wants more holds, or opens the reasons. */
static void put_why_yes(const struct screen *p, const struct viewed *v)
{
	const char *code = pack_benefit(p->world->pack, v->offer->benefit)->code;

	part_open_box(p, LOOK_SHEET);
	part_open_box(p, LOOK_SPREAD);
	part_open_box(p, LOOK_COLUMN);
	part_heading(p, part_say(p, "course.why"));
	put_supports(p, v);
	part_close_box(p);
	part_way(p, LOOK_LINK, (struct way){ part_id_of(p, "why", code), part_say(p, "results.why"),
					    VERB_WHY, v->offer->benefit, 0 });
	part_close_box(p);
	part_close_box(p);
}

static void put_why(const struct screen *p, const struct viewed *v)
{
	enum standing standing = standing_of(v);

	if (standing == STANDING_YES) {
		put_why_yes(p, v);
		return;
	}
	part_open_box(p, LOOK_SHEET);
	part_heading(p,
		     part_say(p, standing == STANDING_NO ? "course.why_not" : "course.why_open"));
	if (standing == STANDING_NO)
		put_obstacle(p, &v->result.decision);
	put_why_ways(p, v, standing);
	part_close_box(p);
}

/* ---- when and where ---- */

static const char *days_left_words(const struct screen *p, const struct course *course)
{
	int days = date_is_set(course->starts) ?
		date_to_days(course->starts) - date_to_days(p->world->date) : 0;

	return days > 0 ? part_say_number(p, "course.days_left", days) : "";
}

static const char *std_words(const struct screen *p, const struct course *course)
{
	char yuan[MONEY_TEXT_MAX];

	if (!course->std_known)
		return "";
	money_format(course->std, yuan);
	return part_say1(p, "course.std", arena_text(p->tree->arena, yuan));
}

/* Who may enrol is the school's to say; what it will ask for is said before the way there. */
static void put_entry(const struct screen *p, const struct viewed *v)
{
	if (v->known && !derive_in_reach(p->world, p->s, v->index))
		part_strong(p, part_say(p, v->course->level == '1' ? "course.entry_1" :
							    "course.entry_2"));
	else
		part_text(p, part_say(p, "course.ask_first"));
}

static void put_place(const struct screen *p, const struct viewed *v)
{
	const struct course *course = v->course;

	part_open_box(p, LOOK_SHEET);
	part_open_box(p, LOOK_LINE);
	part_heading(p, offer_start_words(p, course));
	part_text(p, days_left_words(p, course));
	part_close_box(p);
	part_strong(p, offer_school_words(p, course));
	part_text(p, part_address_words(p, course));
	if (course->phone[0])
		part_strong(p, part_say1(p, "course.phone", course->phone));
	put_entry(p, v);
	if (!v->known)
		part_text(p, std_words(p, course));
	part_open_box(p, LOOK_LINE);
	part_note(p, part_say1(p, "course.kind", part_kind_words(p, (int)course->kind)));
	if (data_is_sample(course->source))
		part_note(p, part_say(p, "value.sample"));
	part_close_box(p);
	part_old(p, "courses.old", p->world->age.catalogue);
	part_old_standards(p);
	part_close_box(p);
}

/* ---- what comes after ---- */

static bool is_new(const struct decision *plan, const struct reason *reason)
{
	for (int i = 0; i < plan->reason_count; i++) {
		if (plan->reasons[i].rule == reason->rule &&
		    plan->reasons[i].value == TRI_UNKNOWN)
			return false;
	}
	return reason->value == TRI_UNKNOWN && !reason->also && !reason->ledger &&
	       !reason->period;
}

/* What the rules of the claim ask for that nobody could ask for before the training. */
static void put_to_bring(const struct screen *p, const struct viewed *v)
{
	struct policy_case claim;
	struct decision d;

	derive_case(p->world, &v->with, v->index, &claim);
	claim.stage = STAGE_CLAIM;
	policy_decide(p->world->pack, &claim, v->offer->benefit, &d);
	part_strong(p, part_say(p, "course.bring"));
	part_text(p, part_say1(p, "list.item", part_say(p, "course.bring_card")));
	for (int i = 0; i < d.reason_count; i++) {
		int rule = pack_rule_find(p->world->pack, d.reasons[i].rule);

		if (rule >= 0 && is_new(&v->result.decision, &d.reasons[i]))
			part_text(p, part_say1(p, "list.item",
					       part_in_lang(p, &pack_rule(p->world->pack,
									  rule)->words)));
	}
	explicit_bzero(&claim, sizeof(claim));
}

static void put_after(const struct screen *p, const struct viewed *v)
{
	bool supplier = pack_benefit(p->world->pack, v->offer->benefit)->paid_to ==
			PAYEE_SUPPLIER;

	part_open_box(p, LOOK_SHEET);
	part_heading(p, part_say(p, "course.after"));
	part_text(p, part_say(p, supplier ? "course.after_supplier" : "course.after_steps"));
	put_to_bring(p, v);
	part_close_box(p);
}

/* ---- the year, and others like it ---- */

static void put_year_use(const struct screen *p, const struct viewed *v)
{
	part_open_box(p, LOOK_SHEET);
	offer_put_year(p);
	if (v->result.decision.year_limit >= 0)
		part_note(p, part_say(p, "course.uses_one"));
	part_close_box(p);
}

static void put_alike(const struct screen *p, const struct viewed *v)
{
	int alike[OFFERS_ALIKE];
	int count = derive_alike(p->world, p->s, v->index, alike);

	if (count == 0)
		return;
	part_heading(p, part_say_number(p, "course.alike", count));
	for (int i = 0; i < count; i++)
		offer_put_card(p, alike[i]);
}

static void put_misfit(const struct screen *p, const struct viewed *v)
{
	put_why(p, v);
	put_alike(p, v);
	put_place(p, v);
}

static void put_fit(const struct screen *p, const struct viewed *v)
{
	put_money(p, v);
	put_why(p, v);
	put_place(p, v);
	put_after(p, v);
	put_year_use(p, v);
}

/* Where the course does not fit, to choose it all the same is no page's strongest act. */
static void close_course(const struct screen *p, const struct viewed *v)
{
	bool barred = v->offer->open == OUTCOME_NOT_ELIGIBLE;
	bool misfit = v->known && standing_of(v) == STANDING_NO;
	struct way take = { "take", part_say(p, session_has_person(p->s) ? "course.take" :
						"course.take_lay_card"),
			    VERB_COURSE_TAKE, v->index, 0 };
	struct way look = { "all-courses", offer_all_courses_words(p), VERB_COURSES, 0, 0 };

	if (misfit && !barred)
		part_way(p, LOOK_SECOND, take);
	part_close_page(p, true, misfit ? &look : barred ? NULL : &take);
}

static void put_name(const struct screen *p, const struct viewed *v)
{
	part_title(p, part_course_title(p, v->course));
	if (v->known)
		put_standing(p, v);
}

#define TRADE_PICTURE_MM 24

/* The trade is seen before it is read, as on the card that led here. */
static void put_head(const struct screen *p, const struct viewed *v)
{
	if (!offer_has_picture(p, v->course)) {
		put_name(p, v);
		return;
	}
	part_open_box(p, LOOK_FLANKED);
	offer_put_picture(p, v->course, TRADE_PICTURE_MM);
	part_open_box(p, LOOK_COLUMN);
	put_name(p, v);
	part_close_box(p);
	part_close_box(p);
}

void screen_course(const struct screen *p)
{
	struct viewed v;

	find_viewed(p, &v);
	part_open_page(p);
	put_head(p, &v);
	put_offer_hint(p, v.offer->open);
	if (!v.known)
		put_place(p, &v);
	else if (standing_of(&v) == STANDING_NO)
		put_misfit(p, &v);
	else
		put_fit(p, &v);
	close_course(p, &v);
	if (v.known)
		explicit_bzero(&v.with, sizeof(v.with));
}
