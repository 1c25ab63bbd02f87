/* Every course decided for whoever stands there (session/offers.h). */
#include "tests/unit/alone.h"

#include "session/offers_plan.h"

static struct pack *pack;

/* Everybody of the demonstration who has a card, in turn. */
static int people_read(char keys[64][32])
{
	FILE *file = demo_open("cards.csv");
	char line[1024], *c[COLUMNS_MAX];
	int n = 0;

	while (fgets(line, sizeof(line), file) && n < 64) {
		if (split(line, c) < 6 || line[0] == '#' || strcmp(c[0], "key") == 0 ||
		    strncmp(c[0], "staff", 5) == 0)
			continue;
		snprintf(keys[n++], 32, "%s", c[0]);
	}
	fclose(file);
	return n;
}

static void compare_all(const struct visit *v)
{
	const struct offers *all = derive_offers(&v->world, &v->s);

	assert_int_equal(all->count, v->world.course_count);
	for (int i = 0; i < all->count; i++)
		assert_true(offer_is_as_alone(&v->world, &v->s, &all->at[i]));
}

/* Each person with each course, before and after what the kiosk asks is answered. */
static void each_course_is_as_decided_alone(void **state)
{
	static struct visit v;
	char keys[64][32];
	int people = people_read(keys);

	(void)state;
	assert_true(people > 15);
	for (int i = 0; i < people; i++) {
		visit_open(&v, pack);
		compare_all(&v);
		lay_card(&v, keys[i]);
		compare_all(&v);
		if (v.s.at.page == PAGE_WHO)
			press(&v, VERB_NEXT, 0);
		answer_no(&v);
		compare_all(&v);
	}
}

/* a before b: by outcome, then by the most for the person, own district, first day. */
static int order(const struct visit *v, const struct offer *a, const struct offer *b)
{
	const struct course *x = &v->courses[a->course], *y = &v->courses[b->course];
	int region = derive_region(&v->s);

	if (a->outcome != b->outcome)
		return class_of_outcome(a->outcome) - class_of_outcome(b->outcome);
	if (a->most != b->most)
		return a->most > b->most ? -1 : 1;
	if ((x->region == region) != (y->region == region))
		return x->region == region ? -1 : 1;
	return date_compare(x->starts, y->starts);
}

static void the_best_come_first(void **state)
{
	static struct visit v;
	char keys[64][32];
	int people = people_read(keys);

	(void)state;
	for (int i = 0; i < people; i++) {
		const struct offers *all;
		int fits = 0;

		visit_open(&v, pack);
		lay_card(&v, keys[i]);
		if (v.s.at.page == PAGE_WHO)
			press(&v, VERB_NEXT, 0);
		answer_no(&v);
		all = derive_offers(&v.world, &v.s);
		for (int r = 0; r < all->count; r++) {
			const struct offer *offer = &all->at[all->ranked[r]];

			assert_int_equal(offer->rank, r);
			fits += offer->outcome == OUTCOME_ELIGIBLE;
			if (r > 0)
				assert_true(order(&v, &all->at[all->ranked[r - 1]], offer) <= 0);
		}
		assert_int_equal(fits, all->fits);
	}
}

/* An answer changes what is told; the same inputs are not reckoned twice. */
static void an_answer_is_not_stale(void **state)
{
	static struct visit v;
	const struct offers *all;
	int before;

	(void)state;
	visit_open(&v, pack);
	before = derive_offers(&v.world, &v.s)->fits;
	lay_card(&v, "chen-li");
	all = derive_offers(&v.world, &v.s);
	assert_int_equal(before, 0);
	assert_true(all->fits > 0);
	v.world.date = (struct date){ 2018, 3, 15 };
	assert_int_equal(derive_offers(&v.world, &v.s)->fits, 0);
	v.world.course_count = 3;
	assert_int_equal(derive_offers(&v.world, &v.s)->count, 3);
}

static void what_is_recommended_fits(void **state)
{
	static struct visit v;
	int shown[OFFERS_RECOMMENDED];

	(void)state;
	visit_open(&v, pack);
	lay_card(&v, "luo-wei");
	answer_no(&v);
	assert_int_equal(derive_recommended(&v.world, &v.s, shown), OFFERS_RECOMMENDED);
	assert_string_equal(v.courses[derive_offers(&v.world, &v.s)->ranked[0]].id, "C010");
	assert_int_not_equal(shown[0], course_index(&v, "C010"));	/* a senior technician's */
	for (int i = 0; i < OFFERS_RECOMMENDED; i++) {
		assert_int_equal(derive_course_offer(&v.world, &v.s, shown[i])->outcome,
				 OUTCOME_ELIGIBLE);
		assert_true(derive_in_reach(&v.world, &v.s, shown[i]));
		for (int j = 0; j < i; j++)
			assert_string_not_equal(v.courses[shown[i]].occupation,
						v.courses[shown[j]].occupation);
	}
	/* in place of a level that was paid for once: none that asks for another first */
	assert_int_equal(derive_alike(&v.world, &v.s, course_index(&v, "C003"), shown),
			 OFFERS_ALIKE);
	assert_string_equal(v.courses[shown[0]].id, "C004");
	for (int i = 0; i < OFFERS_ALIKE; i++)
		assert_true(derive_in_reach(&v.world, &v.s, shown[i]));
	/* The technician electrician has the level below it. */
	visit_open(&v, pack);
	lay_card(&v, "feng-jianhua");
	answer_no(&v);
	assert_int_equal(derive_recommended(&v.world, &v.s, shown), OFFERS_RECOMMENDED);
	assert_int_equal(shown[0], course_index(&v, "C010"));
	visit_open(&v, pack);
	lay_card(&v, "he-xiuying");	/* three were granted this year */
	answer_no(&v);
	assert_int_equal(derive_recommended(&v.world, &v.s, shown), 0);
}

/* ---- the best of several ---- */

static bool go_together(const struct visit *v, int a, int b)
{
	const struct course *x = &v->courses[a], *y = &v->courses[b];
	int32_t x_first = date_to_days(x->starts), y_first = date_to_days(y->starts);

	if (strcmp(x->occupation, y->occupation) == 0 && x->level == y->level)
		return false;
	return x_first + x->training_days <= y_first || y_first + y->training_days <= x_first;
}

static fen paid(const struct offer *offer)
{
	return offer->subsidy.known && offer->most > 0 ? offer->subsidy.value : 0;
}

static fen lived_on(const struct offer *offer)
{
	bool sum = offer->lives == OUTCOME_ELIGIBLE && offer->living.known &&
		   !offer->living.per_day;

	return sum ? offer->living.value : 0;
}

static fen most_of(fen a, fen b)
{
	return a > b ? a : b;
}

/* By trying all threes of the first sixty that fit: all begin in the same year. */
static fen best_by_trying(const struct visit *v, const struct offers *all)
{
	int r[HALL_COURSES_MAX], count = 0;
	fen best = 0;

	for (int i = 0; i < all->fits && count < PLAN_CANDIDATES_MAX; i++) {
		if (derive_in_reach(&v->world, &v->s, all->ranked[i]))
			r[count++] = all->ranked[i];
	}
	for (int i = 0; i < count; i++) {
		for (int j = i + 1; j < count; j++) {
			for (int k = j + 1; k < count; k++) {
				const struct offer *a = &all->at[r[i]], *b = &all->at[r[j]],
						   *c = &all->at[r[k]];

				if (!go_together(v, r[i], r[j]) || !go_together(v, r[j], r[k]) ||
				    !go_together(v, r[i], r[k]))
					continue;
				best = most_of(best, paid(a) + paid(b) + paid(c) +
					       most_of(lived_on(a), most_of(lived_on(b),
									    lived_on(c))));
			}
		}
	}
	return best;
}

static void to_results(struct visit *v, const char *key)
{
	visit_open(v, pack);
	lay_card(v, key);
	if (v->s.at.page == PAGE_WHO)
		press(v, VERB_NEXT, 0);
	answer_no(v);
}

static void no_set_brings_more(void **state)
{
	static const char *const people[] = { "chen-li", "wang-zhiqiang", "zheng-guodong" };
	static struct visit v;
	struct offers_plan plan;

	(void)state;
	for (size_t i = 0; i < sizeof(people) / sizeof(people[0]); i++) {
		to_results(&v, people[i]);
		assert_true(derive_plan(&v.world, &v.s, &plan));
		assert_false(plan.of_opened);
		assert_int_equal(plan.best.count, 3);
		assert_int_equal(plan.best.sum,
				 best_by_trying(&v, derive_offers(&v.world, &v.s)));
		for (int a = 0; a < 3; a++) {
			for (int b = 0; b < a; b++)
				assert_true(go_together(&v, plan.best.courses[a],
							plan.best.courses[b]));
		}
		assert_true(plan.other_overlaps ? plan.other.sum > plan.best.sum :
						  plan.other.sum <= plan.best.sum);
	}
}

/* Two that were looked at are what is compared; three granted this year leave nothing. */
static void what_was_opened_is_compared(void **state)
{
	static struct visit v;
	struct offers_plan plan;
	bool opened;

	(void)state;
	to_results(&v, "chen-li");
	press(&v, VERB_COURSE, course_index(&v, "C006"));
	press(&v, VERB_BACK, 0);
	press(&v, VERB_COURSE, course_index(&v, "C041"));
	press(&v, VERB_BACK, 0);
	press(&v, VERB_COURSE, course_index(&v, "C043"));	/* of a black-listed school */
	press(&v, VERB_BACK, 0);
	assert_int_equal(derive_plan_among(&v.world, &v.s, &opened), 2);
	assert_true(opened && derive_plan(&v.world, &v.s, &plan));
	assert_int_equal(plan.best.count, 1);	/* they run at the same time */
	assert_true(plan.other_overlaps);
	assert_int_equal(plan.other.count, 2);
	assert_int_equal(plan.other.courses[0], course_index(&v, "C006"));
	to_results(&v, "he-xiuying");
	assert_int_equal(derive_plan_among(&v.world, &v.s, &opened), 0);
}

static struct amount living_of(struct visit *v)
{
	struct result result;

	derive_result(&v->world, &v->s, benefit(v, "LIVING"), CASE_SAID, &result);
	assert_int_equal(result.decision.outcome, OUTCOME_ELIGIBLE);
	return result.decision.amount;
}

/* A-CAP: of the district where the person is registered; elsewhere it may be another. */
static void the_living_cap_is_that_of_the_persons_district(void **state)
{
	static struct visit v;

	(void)state;
	visit_open(&v, pack);
	v.s.course = course_index(&v, "C002");
	to_results(&v, "wang-zhiqiang");
	assert_int_equal(derive_region(&v.s), 1);
	v.world.min_living[1].number = 20000;
	assert_int_equal(living_of(&v).max, 20000);
	v.world.min_living[1].number = 30000;
	assert_int_equal(living_of(&v).max, 30000);
	v.world.min_living[0].number = v.world.min_living[2].number = 10000;
	assert_int_equal(living_of(&v).max, 30000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_course_is_as_decided_alone),
		cmocka_unit_test(the_best_come_first),
		cmocka_unit_test(an_answer_is_not_stale),
		cmocka_unit_test(what_is_recommended_fits),
		cmocka_unit_test(no_set_brings_more),
		cmocka_unit_test(what_was_opened_is_compared),
		cmocka_unit_test(the_living_cap_is_that_of_the_persons_district),
	};
	int failed;

	pack = pack_open();
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	pack_destroy(pack);
	return failed;
}
