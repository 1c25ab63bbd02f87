#include "session/offers.h"

#include "core/person.h"
#include "policy/courses.h"
#include "session/derive.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* What an answer was given for. */
struct offers_question {
	const struct pack *pack;
	const struct course *courses;
	int count;
	int region;
	struct policy_case c;
};

struct offers_room {
	bool answered;
	struct offers_question asked;
	struct offers offers;
	struct course_plan *plan;	/* for the pack of `asked`; or NULL */
	int cap;
	struct offer *at;
	int *ranked;
};

/* ---- the room ---- */

struct offers_room *offers_room_create(void)
{
	struct offers_room *room = calloc(1, sizeof(*room));

	if (!room)
		abort();
	return room;
}

void offers_room_wipe(struct offers_room *room)
{
	room->answered = false;
	explicit_bzero(&room->asked, sizeof(room->asked));
	explicit_bzero(&room->offers, sizeof(room->offers));
	if (room->cap > 0) {
		explicit_bzero(room->at, (size_t)room->cap * sizeof(*room->at));
		explicit_bzero(room->ranked, (size_t)room->cap * sizeof(*room->ranked));
	}
	course_plan_destroy(room->plan);
	room->plan = NULL;
}

void offers_room_destroy(struct offers_room *room)
{
	if (!room)
		return;
	offers_room_wipe(room);
	free(room->at);
	free(room->ranked);
	free(room);
}

/* What was there is wiped, so nothing is copied. */
static void make_room(struct offers_room *room, int count)
{
	if (count <= room->cap)
		return;
	offers_room_wipe(room);
	free(room->at);
	free(room->ranked);
	room->at = calloc((size_t)count, sizeof(*room->at));
	room->ranked = calloc((size_t)count, sizeof(*room->ranked));
	if (!room->at || !room->ranked)
		abort();
	room->cap = count;
}

static void make_plan(struct offers_room *room, const struct pack *pack)
{
	if (room->plan && room->asked.pack == pack)
		return;
	course_plan_destroy(room->plan);
	room->plan = course_plan_create(pack);
}

/* ---- one course ---- */

/* The benefits that every course is asked for, -1 where the pack has none such. */
struct offers_benefits {
	int by_kind[COURSE_KIND_COUNT];
	int offer;
	int fee;
	int living;
};

static void find_benefits(const struct pack *pack, struct offers_benefits *ret_asked)
{
	for (int kind = 0; kind < COURSE_KIND_COUNT; kind++) {
		ret_asked->by_kind[kind] = -1;
		for (int i = pack_benefit_count(pack) - 1; i >= 0; i--) {
			if (pack_benefit(pack, i)->kind == BENEFIT_COURSE &&
			    pack_benefit(pack, i)->course_kinds & 1 << kind)
				ret_asked->by_kind[kind] = i;
		}
	}
	ret_asked->offer = pack_offer(pack);
	ret_asked->fee = pack_fee(pack);
	ret_asked->living = pack_living(pack);
}

static struct course_sum sum_of(const struct course_plan *plan, int benefit)
{
	struct course_sum sum = { .outcome = OUTCOME_NOT_ELIGIBLE };

	if (benefit >= 0)
		course_plan_sum(plan, benefit, &sum);
	return sum;
}

/* Kleene's "and": a no of either is a no. */
static enum outcome both(enum outcome a, enum outcome b)
{
	if (a == OUTCOME_NOT_ELIGIBLE || b == OUTCOME_NOT_ELIGIBLE)
		return OUTCOME_NOT_ELIGIBLE;
	return a == OUTCOME_ELIGIBLE && b == OUTCOME_ELIGIBLE ? OUTCOME_ELIGIBLE :
								OUTCOME_UNDETERMINED;
}

static fen at_most(const struct amount *amount)
{
	if (amount->has_max)
		return amount->max;
	return amount->known && !amount->per_day ? amount->value : 0;
}

static bool is_for_supplier(const struct pack *pack, int benefit)
{
	return pack_benefit(pack, benefit)->paid_to == PAYEE_SUPPLIER;
}

fen offer_subsidy_most(const struct pack *pack, const struct offer *offer)
{
	if (offer->benefit < 0 || is_for_supplier(pack, offer->benefit))
		return 0;
	return at_most(&offer->subsidy);
}

static void decide_offer(const struct offers_room *room, const struct offers_benefits *asked,
			 int course, struct offer *ret_offer)
{
	const struct offers_question *q = &room->asked;
	int benefit = asked->by_kind[q->courses[course].kind];
	struct course_sum paid, free, living;

	course_plan_set_course(room->plan, &q->courses[course]);
	paid = sum_of(room->plan, benefit);
	free = sum_of(room->plan, asked->fee);
	living = sum_of(room->plan, asked->living);
	*ret_offer = (struct offer){
		.course = course, .benefit = benefit,
		/* a pack that says nothing about offers leaves none open */
		.open = asked->offer < 0 ? OUTCOME_ELIGIBLE :
					   sum_of(room->plan, asked->offer).outcome,
		.subsidy = paid.amount, .free = free.outcome, .tuition = free.amount,
		.lives = living.outcome, .living = living.amount,
	};
	ret_offer->outcome = both(paid.outcome, ret_offer->open);
	ret_offer->most = offer_subsidy_most(q->pack, ret_offer);
	if (living.outcome == OUTCOME_ELIGIBLE && !living.amount.per_day)
		ret_offer->most += at_most(&living.amount);
}

/* ---- their order ---- */

/* Yes, open, no. */
static int class_of(enum outcome outcome)
{
	static const int classes[] = {
		[OUTCOME_ELIGIBLE] = 0, [OUTCOME_UNDETERMINED] = 1, [OUTCOME_NOT_ELIGIBLE] = 2,
	};
	return classes[outcome];
}

/* As one number that falls with how good an offer is: sorting compares nothing else. */
struct ranking {
	int64_t place;
	int32_t later;		/* days since 1970 */
	int course;
};

static int compare(const void *one, const void *other)
{
	const struct ranking *a = one, *b = other;

	if (a->place != b->place)
		return a->place < b->place ? -1 : 1;
	if (a->later != b->later)
		return a->later < b->later ? -1 : 1;
	return a->course - b->course;
}

/* No sum of one course comes near it: 10 thousand million yuan. */
#define SUM_MOST ((fen)1 << 40)

static struct ranking ranking_of(const struct offers_question *q, const struct offer *offer)
{
	const struct course *course = &q->courses[offer->course];
	fen most = offer->most < SUM_MOST ? offer->most : SUM_MOST - 1;
	bool near = q->region > 0 && course->region == q->region;

	return (struct ranking){
		.place = ((int64_t)class_of(offer->outcome) * SUM_MOST + SUM_MOST - 1 - most) * 2 +
			 !near,
		.later = date_is_set(course->starts) ? date_to_days(course->starts) : INT32_MAX,
		.course = offer->course,
	};
}

static void rank(struct offers_room *room)
{
	int count = room->asked.count;
	struct ranking *all = calloc((size_t)count + 1, sizeof(*all));

	if (!all)
		abort();
	for (int i = 0; i < count; i++)
		all[i] = ranking_of(&room->asked, &room->at[i]);
	qsort(all, (size_t)count, sizeof(*all), compare);
	for (int i = 0; i < count; i++) {
		room->ranked[i] = all[i].course;
		room->at[all[i].course].rank = i;
	}
	explicit_bzero(all, (size_t)count * sizeof(*all));
	free(all);
}

/* ---- all of them ---- */

static void count_up(struct offers_room *room)
{
	struct offers *all = &room->offers;

	*all = (struct offers){ .count = room->asked.count, .at = room->at,
				.ranked = room->ranked, .top = -1 };
	for (int i = 0; i < all->count; i++) {
		const struct offer *offer = &room->at[i];

		all->fits += offer->outcome == OUTCOME_ELIGIBLE;
		all->listed += offer->open != OUTCOME_NOT_ELIGIBLE;
		all->undecided += offer->outcome == OUTCOME_UNDETERMINED;
	}
}

/* Of equal sums the best ranked. */
static void find_top(struct offers_room *room)
{
	struct offers *all = &room->offers;
	fen top = 0;

	for (int i = 0; i < all->fits; i++) {
		fen most = offer_subsidy_most(room->asked.pack, &all->at[all->ranked[i]]);

		if (most > top) {
			top = most;
			all->top = all->ranked[i];
		}
	}
}

static void answer(struct offers_room *room, const struct offers_question *question)
{
	struct offers_benefits asked;

	make_room(room, question->count);
	make_plan(room, question->pack);
	room->asked = *question;
	find_benefits(question->pack, &asked);
	course_plan_set_person(room->plan, &question->c);
	for (int i = 0; i < question->count; i++)
		decide_offer(room, &asked, i, &room->at[i]);
	rank(room);
	count_up(room);
	find_top(room);
	room->answered = true;
}

int derive_region(const struct session *s)
{
	return s->registered == REGISTER_FOUND ? person_district(&s->person) : 0;
}

/* Byte for byte: padding that differs costs another reckoning, and no more. */
const struct offers *derive_offers(const struct session_world *world, const struct session *s)
{
	struct offers_room *room = world->offers;
	struct offers_question question;

	assert(room);
	memset(&question, 0, sizeof(question));
	question.pack = world->pack;
	question.courses = world->courses;
	question.count = world->course_count;
	question.region = derive_region(s);
	derive_case(world, s, -1, &question.c);
	/* Both were cleared whole before: what is unlike for another reason is worked out anew. */
	/* NOLINTNEXTLINE(bugprone-suspicious-memory-comparison) */
	if (!room->answered || memcmp(&question, &room->asked, sizeof(question)) != 0)
		answer(room, &question);
	explicit_bzero(&question, sizeof(question));
	return &room->offers;
}

const struct offer *derive_course_offer(const struct session_world *world,
					const struct session *s, int course)
{
	assert(course >= 0 && course < world->course_count);
	return &derive_offers(world, s)->at[course];
}

/* ---- the few that are shown first ---- */

static bool same_trade(const struct session_world *world, int course, const int *others, int count)
{
	for (int i = 0; i < count; i++) {
		if (strcmp(world->courses[course].occupation,
			   world->courses[others[i]].occupation) == 0)
			return true;
	}
	return false;
}

static bool is_among(int course, const int *others, int count)
{
	for (int i = 0; i < count; i++) {
		if (others[i] == course)
			return true;
	}
	return false;
}

/* 5 to 1: the lower the figure, the higher the certificate. */
static bool is_as_high(char level, char needed)
{
	return level >= '1' && level <= needed;
}

static bool holds(const struct session *s, const char *occupation, char needed)
{
	const struct history *history = &s->person.history;

	for (int i = 0; s->registered == REGISTER_FOUND && i < history->count; i++) {
		if (history->claims[i].status == CLAIM_GRANTED &&
		    is_as_high(history->claims[i].level, needed) &&
		    strcmp(history->claims[i].occupation, occupation) == 0)
			return true;
	}
	for (int i = 0; i < s->training_count; i++) {
		const struct own_training *at = &s->trainings[i];

		if (at->certificate_no[0] && is_as_high(at->course.level, needed) &&
		    strcmp(at->course.occupation, occupation) == 0)
			return true;
	}
	return false;
}

bool derive_in_reach(const struct session_world *world, const struct session *s, int course)
{
	const struct course *at = &world->courses[course];

	if (at->kind != COURSE_QUAL || (at->level != '1' && at->level != '2'))
		return true;
	return holds(s, at->occupation, (char)(at->level + 1));
}

/* May the course stand beside those that are shown already? */
static bool may_follow(const struct session_world *world, const struct session *s, int course,
		       int pass, const int *others, int count)
{
	if (is_among(course, others, count))
		return false;
	if (pass == 0 && same_trade(world, course, others, count))
		return false;
	return pass == 2 || derive_in_reach(world, s, course);
}

int derive_recommended(const struct session_world *world, const struct session *s,
		       int ret_courses[OFFERS_RECOMMENDED])
{
	const struct offers *all = derive_offers(world, s);
	int count = 0;

	for (int pass = 0; pass < 3; pass++) {
		for (int i = 0; i < all->fits && count < OFFERS_RECOMMENDED; i++) {
			int course = all->ranked[i];

			if (may_follow(world, s, course, pass, ret_courses, count))
				ret_courses[count++] = course;
		}
	}
	return count;
}

#define UNLIKE_MOST 4
#define OUT_OF_REACH (UNLIKE_MOST + 1)

/* The lower, the more alike: its trade, the family of trades, its kind and level. */
static int unlike(const struct course *a, const struct course *b)
{
	if (strcmp(a->occupation, b->occupation) == 0)
		return 0;
	if (a->family != FAMILY_UNKNOWN && a->family == b->family)
		return 1;
	return a->kind != b->kind ? UNLIKE_MOST : a->level != b->level ? 3 : 2;
}

/* Who cannot enrol for a course is not helped by it, however alike it is. */
static int apart_by(const struct session_world *world, const struct session *s,
		    const struct course *from, int other)
{
	return derive_in_reach(world, s, other) ? unlike(from, &world->courses[other]) :
						  OUT_OF_REACH;
}

int derive_alike(const struct session_world *world, const struct session *s, int course,
		 int ret_courses[OFFERS_ALIKE])
{
	const struct offers *all = derive_offers(world, s);
	const struct course *from = &world->courses[course];
	int count = 0;

	for (int apart = 0; apart <= OUT_OF_REACH && count < OFFERS_ALIKE; apart++) {
		for (int i = 0; i < all->fits && count < OFFERS_ALIKE; i++) {
			int other = all->ranked[i];

			if (other != course && apart_by(world, s, from, other) == apart)
				ret_courses[count++] = other;
		}
	}
	return count;
}

/* ---- three a year ---- */

static int counted_benefit(const struct pack *pack, const struct policy_case *c,
			   struct decision *ret_decision)
{
	for (int i = 0; i < pack_benefit_count(pack); i++) {
		if (pack_benefit(pack, i)->kind != BENEFIT_COURSE)
			continue;
		policy_decide(pack, c, i, ret_decision);
		if (ret_decision->year_limit >= 0)
			return i;
	}
	return -1;
}

bool derive_year(const struct session_world *world, const struct session *s,
		 struct year_count *ret_year)
{
	struct policy_case c;
	struct decision d;

	derive_case(world, s, -1, &c);
	if (counted_benefit(world->pack, &c, &d) < 0 || d.year_most < 0)
		return false;
	*ret_year = (struct year_count){
		.limit = d.year_limit, .granted = d.year_granted,
		.pending = d.year_most - d.year_granted, .left = d.surely_left,
	};
	return true;
}
