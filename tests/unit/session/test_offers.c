/* Every course decided for whoever stands there (session/offers.h). */
#include "tests/unit/alone.h"

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
	assert_int_equal(shown[0], derive_offers(&v.world, &v.s)->ranked[0]);
	for (int i = 0; i < OFFERS_RECOMMENDED; i++) {
		assert_int_equal(derive_course_offer(&v.world, &v.s, shown[i])->outcome,
				 OUTCOME_ELIGIBLE);
		for (int j = 0; j < i; j++)
			assert_string_not_equal(v.courses[shown[i]].occupation,
						v.courses[shown[j]].occupation);
	}
	visit_open(&v, pack);
	lay_card(&v, "he-xiuying");	/* three were granted this year */
	answer_no(&v);
	assert_int_equal(derive_recommended(&v.world, &v.s, shown), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_course_is_as_decided_alone),
		cmocka_unit_test(the_best_come_first),
		cmocka_unit_test(an_answer_is_not_stale),
		cmocka_unit_test(what_is_recommended_fits),
	};
	int failed;

	pack = pack_open();
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	pack_destroy(pack);
	return failed;
}
