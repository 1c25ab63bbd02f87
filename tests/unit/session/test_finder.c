/* What the finder counts is what its list holds, and what fits comes first. */
#include "tests/unit/alone.h"

#include "session/finder.h"

static struct pack *pack;
static struct visit v;

static int open_visit(void **state)
{
	(void)state;
	visit_open(&v, pack);
	return 0;
}

static int found(int family, int region, int month)
{
	struct session s = v.s;

	s.finder.family = family;
	s.finder.region = region;
	s.finder.month = month;
	return finder_list(&v.world, &s, 0, 0, NULL);
}

/* Each count beside a choice is what the list would hold after that choice. */
static void expect_counts(void)
{
	const struct finder *f = &v.s.finder;
	struct finder_counts counts;

	finder_count(&v.world, &v.s, &counts);
	assert_int_equal(counts.found, found(f->family, f->region, f->month));
	assert_int_equal(counts.all, found(0, 0, 0));
	for (int i = 0; i < FAMILY_COUNT; i++)
		assert_int_equal(counts.family[i], found(i, f->region, f->month));
	for (int i = 0; i <= REGION_COUNT; i++)
		assert_int_equal(counts.region[i], found(f->family, i, f->month));
	for (int i = 0; i <= FINDER_MONTHS; i++)
		assert_int_equal(counts.month[i], found(f->family, f->region, i));
}

static void every_count_is_what_the_choice_would_leave(void **state)
{
	(void)state;
	for (int family = 0; family < FAMILY_COUNT; family++) {
		for (int region = 0; region <= REGION_COUNT; region += 3) {
			v.s.finder = (struct finder){ .family = family, .region = region,
						      .month = (family + region) % 8 };
			expect_counts();
		}
	}
}

/* By another's reckoning: the catalogue's own rows. */
static void what_is_counted_stands_in_the_catalogue(void **state)
{
	struct finder_counts counts;
	int food = 0, haishu = 0, april = 0;

	(void)state;
	for (int i = 0; i < v.world.course_count; i++) {
		const struct course *course = &v.courses[i];

		if (course->institution == INSTITUTION_BLACK || course->on_list == TRI_FALSE ||
		    course->institution == INSTITUTION_REVOKED)
			continue;
		food += course->family == FAMILY_FOOD;
		haishu += course->family == FAMILY_FOOD && course->region == 1;
		april += course->family == FAMILY_FOOD && course->starts.month == 4;
	}
	v.s.finder.family = FAMILY_FOOD;
	finder_count(&v.world, &v.s, &counts);
	assert_int_equal(food, 9);
	assert_int_equal(counts.found, food);
	assert_int_equal(counts.region[1], haishu);
	assert_int_equal(counts.month[2], april);
	assert_int_equal(finder_month_of_year(&v.world, 2), 4);
}

/* The last month holds all that is later, whatever the year. */
static void what_is_later_is_in_the_last_month(void **state)
{
	struct finder_counts counts;

	(void)state;
	finder_count(&v.world, &v.s, &counts);
	assert_false(counts.later);
	v.courses[5].starts = (struct date){ 2022, 2, 1 };
	offers_room_wipe(v.world.offers);
	finder_count(&v.world, &v.s, &counts);
	assert_true(counts.later);
	assert_int_equal(counts.month[0], counts.all);
	v.world.date = (struct date){ 2021, 12, 30 };
	assert_int_equal(finder_month_of_year(&v.world, 2), 1);
	assert_int_equal(finder_month_of_year(&v.world, 3), 2);
}

static int64_t sort_value(const struct offer *offer, enum course_sort sort, int own)
{
	const struct course *course = &v.courses[offer->course];

	switch (sort) {
	case SORT_REGION:
		return own > 0 ? course->region != own : course->region;
	case SORT_MONEY:
		return -offer->most / 10000;
	case SORT_DAYS:
		return course->training_days;
	default:
		return date_to_days(course->starts);
	}
}

static void expect_order(enum course_sort sort)
{
	static int all[HALL_COURSES_MAX];
	int count, own = derive_region(&v.s);

	v.s.finder = (struct finder){ .sort = sort };
	count = finder_list(&v.world, &v.s, 0, HALL_COURSES_MAX, all);
	assert_true(count > 40);
	for (int i = 1; i < count; i++) {
		const struct offer *a = derive_course_offer(&v.world, &v.s, all[i - 1]);
		const struct offer *b = derive_course_offer(&v.world, &v.s, all[i]);
		int one = class_of_outcome(a->outcome), other = class_of_outcome(b->outcome);

		if (!session_has_person(&v.s))
			one = other = 0;
		assert_true(one <= other);
		if (one == other)
			assert_true(sort_value(a, sort, own) <= sort_value(b, sort, own));
		assert_true(a->open != OUTCOME_NOT_ELIGIBLE);
	}
}

static void what_fits_comes_first_in_every_order(void **state)
{
	static const char *const people[] = { "chen-li", "luo-wei", "zhao-jun", "wu-zihan" };

	(void)state;
	for (int sort = 0; sort < SORT_COUNT; sort++)
		expect_order((enum course_sort)sort);
	for (unsigned i = 0; i < sizeof(people) / sizeof(people[0]); i++) {
		visit_open(&v, pack);
		lay_card(&v, people[i]);
		if (v.s.at.page == PAGE_WHO)
			press(&v, VERB_NEXT, 0);
		answer_no(&v);
		for (int sort = 0; sort < SORT_COUNT; sort++)
			expect_order((enum course_sort)sort);
	}
}

static void pages_of_the_list_hold_every_course_once(void **state)
{
	static bool seen[HALL_COURSES_MAX];
	int shown[COURSES_PER_PAGE], all = finder_list(&v.world, &v.s, 0, 0, NULL), count = 0;

	(void)state;
	memset(seen, 0, sizeof(seen));
	press(&v, VERB_COURSES, 0);
	press(&v, VERB_NEXT, 0);
	for (int before = -1; before != v.s.finder.from;) {
		int from = v.s.finder.from;

		finder_list(&v.world, &v.s, from, COURSES_PER_PAGE, shown);
		for (int i = 0; i < COURSES_PER_PAGE && from + i < all; i++, count++) {
			assert_false(seen[shown[i]]);
			seen[shown[i]] = true;
		}
		before = from;
		press(&v, VERB_LIST, 1);
	}
	assert_int_equal(count, all);
	press(&v, VERB_SORT, SORT_DAYS);
	assert_int_equal(v.s.finder.from, 0);
}

static void a_choice_is_given_up_by_the_same_press(void **state)
{
	(void)state;
	press(&v, VERB_COURSES, 0);
	press(&v, VERB_FAMILY, FAMILY_CARE);
	press(&v, VERB_REGION, 9);
	assert_int_equal(v.s.finder.family, FAMILY_CARE);
	press(&v, VERB_FAMILY, FAMILY_CARE);
	assert_int_equal(v.s.finder.family, 0);
	assert_int_equal(v.s.finder.region, 9);
	press(&v, VERB_REGION, REGION_COUNT + 1);
	press(&v, VERB_MONTH, -1);
	assert_int_equal(v.s.finder.region, 9);
	press(&v, VERB_FIND_ANY, 0);
	assert_true(finder_is_untouched(&v.s.finder));
}

/* Nothing is found, and so there is no way on to an empty list. */
static void an_empty_list_is_not_led_to(void **state)
{
	(void)state;
	press(&v, VERB_COURSES, 0);
	press(&v, VERB_FAMILY, FAMILY_FARM);
	press(&v, VERB_REGION, 1);
	assert_int_equal(finder_list(&v.world, &v.s, 0, 0, NULL), 0);
	press(&v, VERB_NEXT, 0);
	assert_int_equal(v.s.at.page, PAGE_FINDER);
}

/* ---- by name ---- */

static bool finds(enum search_by by, const char *keys, const char *name)
{
	struct finder f = { .search = by };

	for (; *keys; keys++)
		f.typed[f.typed_count++] = (uint8_t)(by == SEARCH_LETTERS ? *keys : *keys - '0');
	return search_matches(&f, name);
}

static void a_name_is_found_by_its_letters(void **state)
{
	(void)state;
	assert_true(finds(SEARCH_LETTERS, "dg", "电工（五级）"));
	assert_true(finds(SEARCH_LETTERS, "dgwj", "电工（五级）"));
	assert_true(finds(SEARCH_LETTERS, "gw", "电工（五级）"));
	assert_false(finds(SEARCH_LETTERS, "gd", "电工（五级）"));
	assert_false(finds(SEARCH_LETTERS, "dgwjx", "电工（五级）"));
	/* any reading: 行 is hang and xing, 会 is hui and kuai */
	assert_true(finds(SEARCH_LETTERS, "yh", "银行柜员"));
	assert_true(finds(SEARCH_LETTERS, "yx", "银行柜员"));
	assert_true(finds(SEARCH_LETTERS, "kj", "会计"));
	assert_true(finds(SEARCH_LETTERS, "cnc", "CNC编程"));
}

static void a_name_is_found_by_its_strokes(void **state)
{
	(void)state;
	assert_true(finds(SEARCH_STROKES, "53", "电工（五级）"));
	assert_false(finds(SEARCH_STROKES, "35", "电工"));
	assert_true(finds(SEARCH_STROKES, "", "电工"));
}

/* A key that would find nothing is not taken, and counts follow what was typed. */
static void only_keys_that_lead_on_are_taken(void **state)
{
	struct finder_counts counts;
	int typed = 0;

	(void)state;
	press(&v, VERB_COURSES, 0);
	press(&v, VERB_SEARCH, SEARCH_LETTERS);
	for (int key = 'a'; key <= 'z'; key++) {
		bool leads = finder_next_keys(&v.world, &v.s) >> (key - 'a') & 1;

		press(&v, VERB_SEARCH_KEY, key);
		assert_int_equal(v.s.finder.typed_count, leads ? 1 : 0);
		finder_count(&v.world, &v.s, &counts);
		assert_true(counts.found > 0);
		assert_int_equal(counts.found, finder_list(&v.world, &v.s, 0, 0, NULL));
		typed += leads;
		press(&v, VERB_KEY_DELETE, 0);
	}
	assert_true(typed > 10 && typed < 26);
	press(&v, VERB_SEARCH_KEY, 1000);
	press(&v, VERB_SEARCH_KEY, -7);
	assert_int_equal(v.s.finder.typed_count, 0);
	press(&v, VERB_SEARCH_KEY, 'd');
	press(&v, VERB_SEARCH, SEARCH_STROKES);
	assert_int_equal(v.s.finder.typed_count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(every_count_is_what_the_choice_would_leave, open_visit),
		cmocka_unit_test_setup(what_is_counted_stands_in_the_catalogue, open_visit),
		cmocka_unit_test_setup(what_is_later_is_in_the_last_month, open_visit),
		cmocka_unit_test_setup(what_fits_comes_first_in_every_order, open_visit),
		cmocka_unit_test_setup(pages_of_the_list_hold_every_course_once, open_visit),
		cmocka_unit_test_setup(a_choice_is_given_up_by_the_same_press, open_visit),
		cmocka_unit_test_setup(an_empty_list_is_not_led_to, open_visit),
		cmocka_unit_test(a_name_is_found_by_its_letters),
		cmocka_unit_test(a_name_is_found_by_its_strokes),
		cmocka_unit_test_setup(only_keys_that_lead_on_are_taken, open_visit),
	};
	int failed;

	pack = pack_open();
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	pack_destroy(pack);
	return failed;
}
