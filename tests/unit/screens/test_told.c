/*
 * What visitors complain of: told too late that they do not qualify, and not told
 * what was not worked out.  Every invented person, with every answer a no, a yes or
 * unsure, with and without a register and a course.
 */
#include "tests/unit/screens/courses_told.h"

#include "screens/screens.h"
#include "session/lists.h"
#include "ui/node.h"

static const char *const people[] = {
	"chen-li", "wang-zhiqiang", "zhao-jun", "liu-yang", "sun-mei", "zhou-xiaoyu",
	"wu-zihan", "zheng-guodong", "feng-jianhua", "he-xiuying", "luo-wei", "shen-agen",
	"lin-yifan", "qian-yan", "guli", "cao-lihua", "pan-lei",
};
#define PEOPLE (int)(sizeof(people) / sizeof(people[0]))

enum manner { SAYS_NO, SAYS_YES, SAYS_UNSURE, MANNERS };

static struct pack *pack;
static struct visit *v;
static struct arena arena;
static struct tree *tree;
static const char *who;

static void build(void)
{
	screen_build(&v->world, &v->s, &arena, tree);
}

static bool on_screen(const char *words)
{
	for (int i = 0; i < tree->count; i++) {
		if (tree->nodes[i].label && strstr(tree->nodes[i].label, words))
			return true;
	}
	return false;
}

/* ---- in time ---- */

/* A question is asked only while its answer can still settle something. */
static void settles_something(void)
{
	struct result results[BENEFITS_MAX];
	int count = derive_results(&v->world, &v->s, results), open = 0;

	for (int i = 0; i < count; i++)
		open += results[i].standing == STANDING_ASK;
	if (open == 0 && v->s.course < 0)
		fail_msg("%s is asked although nothing is left to settle", who);
}

static void answer(enum manner manner)
{
	static const int choices[] = { CHOICE_NO, CHOICE_YES, CHOICE_UNSURE };

	if (v->s.at.page == PAGE_GROUP) {
		press(v, manner == SAYS_UNSURE ? VERB_TICK_UNSURE : VERB_TICK_NONE, 0);
	} else {
		press(v, VERB_ANSWER, choices[manner]);
		for (int i = 0; manner == SAYS_YES && i < 8; i++)
			press(v, VERB_KEY, "20220101"[i] - '0');
	}
	press(v, VERB_NEXT, 0);
}

/* To the results: nothing is promised, typed or signed before they are told. */
static void to_results(const char *person, enum manner manner)
{
	who = person;
	lay_card(v, person);
	press(v, VERB_NEXT, 0);
	for (int i = 0; i < 30 && v->s.at.page != PAGE_RESULTS; i++) {
		if (v->s.at.page != PAGE_QUESTION && v->s.at.page != PAGE_GROUP)
			fail_msg("%s: page %d before the results", who, v->s.at.page);
		settles_something();
		answer(manner);
	}
	assert_int_equal(v->s.at.page, PAGE_RESULTS);
	build();
}

/* Whoever has nothing to apply for is not led on as if there were. */
static void nothing_to_apply_for_ends_here(const struct result *results, int count)
{
	int yes = 0;

	for (int i = 0; i < count; i++)
		yes += results[i].standing == STANDING_YES;
	if (yes > 0)
		return;
	press(v, VERB_NEXT, 0);
	assert_int_equal(v->s.at.page, PAGE_RESULTS);
	if (tree_find(tree, "next"))
		fail_msg("%s has nothing to apply for, and a way to apply", who);
}

/* ---- in full ---- */

static const struct result *result_of(const struct result *results, int count, int benefit)
{
	for (int i = 0; i < count; i++) {
		if (results[i].benefit == benefit)
			return &results[i];
	}
	return NULL;
}

/* A benefit of the document is in the list, or the page says what decides it. */
static void nothing_is_left_out(const struct result *results, int count)
{
	for (int i = 0; i < pack_benefit_count(pack); i++) {
		const struct pack_benefit *b = pack_benefit(pack, i);
		bool shown = result_of(results, count, i) &&
			     on_screen(b->title.in[LANG_ZH_HANS]);

		if (b->kind == BENEFIT_PERSON && !shown)
			fail_msg("%s is not told of %s", who, b->code);
		if (b->kind == BENEFIT_COURSE && !shown && !tree_find(tree, "all-courses"))
			fail_msg("%s is not told that %s needs a course", who, b->code);
	}
	if (!on_screen(words_get(LANG_ZH_HANS, "results.not_checked")))
		fail_msg("%s is not told what was not worked out", who);
}

/* Of each: what it comes to, or that it is not known; and for what is open, who can say. */
static void each_is_said_in_full(const struct result *result)
{
	const struct pack_benefit *b = pack_benefit(pack, result->benefit);
	struct session before = v->s;
	bool amount = result->decision.amount.known || result->decision.amount.has_max;

	if (result->standing == STANDING_YES && !amount &&
	    !on_screen(words_get(LANG_ZH_HANS, "amount.open")))
		fail_msg("%s is not told that the amount of %s is not known", who, b->code);
	press(v, VERB_WHY, result->benefit);
	build();
	if (result->standing == STANDING_NO && !on_screen("— "))
		fail_msg("%s is not told why not %s", who, b->code);
	if (result->standing == STANDING_OPEN && !on_screen("？ "))
		fail_msg("%s is not told what is open about %s", who, b->code);
	if (!on_screen(b->ask_where.in[LANG_ZH_HANS]))
		fail_msg("%s is not told whom to ask about %s", who, b->code);
	v->s = before;
	build();
}

static void check(const char *person, enum manner manner, bool register_away)
{
	struct result results[BENEFITS_MAX];
	int count;

	visit_open(v, pack);
	v->told.register_away = register_away;
	to_results(person, manner);
	count = derive_results(&v->world, &v->s, results);
	nothing_is_left_out(results, count);
	for (int i = 0; i < count; i++)
		each_is_said_in_full(&results[i]);
	nothing_to_apply_for_ends_here(results, count);
}

static void everybody_is_told_in_time_and_in_full(void **state)
{
	(void)state;
	for (int i = 0; i < PEOPLE * MANNERS * 2; i++)
		check(people[i / 2 / MANNERS], (enum manner)(i / 2 % MANNERS), i % 2);
}

/* Each course's page, for everybody of the demonstration: what it is for them, and no more. */
static void a_course_is_told_as_it_is_decided(void **state)
{
	(void)state;
	for (int i = 0; i < PEOPLE * MANNERS; i++) {
		const char *wrong;

		visit_open(v, pack);
		to_results(people[i / MANNERS], (enum manner)(i % MANNERS));
		wrong = results_told_wrong(&v->world, &v->s, tree);
		for (int c = 0; c < v->world.course_count && !wrong; c++) {
			v->s.at = (struct place){ PAGE_COURSE, (int16_t)c };
			build();
			wrong = course_told_wrong(&v->world, &v->s, tree);
		}
		if (wrong)
			fail_msg("%s, course %d: %s", who, v->s.at.arg, wrong);
	}
}

/* What is not sure is said where it counts: of an old list, and without the centre's word. */
static void what_is_not_sure_is_said(void **state)
{
	static const struct { enum elsewhere elsewhere; bool said; } words[] = {
		{ ELSEWHERE_UNKNOWN, true }, { ELSEWHERE_KNOWN, false },
	};

	(void)state;
	visit_open(v, pack);
	to_results("chen-li", SAYS_NO);
	for (size_t i = 0; i < 2; i++) {
		v->s.elsewhere = words[i].elsewhere;
		build();
		assert_int_equal(on_screen("别的大厅的申请没有算进来"), words[i].said);
	}
}

/* Data come once a month: what did not come is told of on each page that shows it. */
static void what_is_old_says_so(void **state)
{
	int register_age = 0;
	struct data_age *age = &v->world.age;
	const struct { int *days; enum visit_page page; int arg; const char *words; } rows[] = {
		{ &age->catalogue, PAGE_COURSES, 0, "课程目录是" },
		{ &age->catalogue, PAGE_COURSE, 5, "课程目录是" },
		{ &age->catalogue, PAGE_LISTS, LIST_AMOUNTS, "课程目录是" },
		{ &age->institutions, PAGE_LISTS, LIST_STANDING, "这份名单是" },
		{ &age->institutions, PAGE_LISTS, LIST_SCHOOLS, "这份名单是" },
		{ &age->disclosures, PAGE_LISTS, LIST_RESULTS, "这份名单是" },
		{ &age->standards, PAGE_COURSE, 5, "算补贴用的标准是" },
		{ &age->standards, PAGE_RESULTS, 0, "算补贴用的标准是" },
		{ &age->overrides, PAGE_RESULTS, 0, "算补贴用的标准是" },
		{ &age->history, PAGE_MY_TRAINING, 0, "这些记录是" },
		{ &register_age, PAGE_RESULTS, 0, "您的登记是" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		for (int days = 40; days < 42; days++) {
			char words[64];

			visit_open(v, pack);
			to_results("chen-li", SAYS_NO);
			v->world.override_count = 1;
			v->world.age = (struct data_age){ 0 };
			*rows[i].days = days;
			for (int f = 0; f < v->s.person.fact_count; f++)
				v->s.person.facts[f].fact.as_of = date_from_days(
					date_to_days(v->world.date) - register_age);
			v->s.at = (struct place){ rows[i].page, rows[i].arg };
			build();
			snprintf(words, sizeof(words), "%s %d 天前的", rows[i].words, days);
			assert_int_equal(on_screen(words), days > DATA_OLD_DAYS);
			assert_int_equal(on_screen("天前的"), days > DATA_OLD_DAYS);
			register_age = 0;
		}
	}
}

/* The card alone says so: no question is asked, no PIN, nothing of a person is shown. */
static void who_is_too_young_is_told_at_the_card(void **state)
{
	(void)state;
	visit_open(v, pack);
	lay_card(v, "guo-xin");
	assert_int_equal(v->s.at.page, PAGE_UNDER_AGE);
	assert_int_equal(v->s.holder.type, CARD_NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(everybody_is_told_in_time_and_in_full),
		cmocka_unit_test(a_course_is_told_as_it_is_decided),
		cmocka_unit_test(what_is_not_sure_is_said),
		cmocka_unit_test(what_is_old_says_so),
		cmocka_unit_test(who_is_too_young_is_told_at_the_card),
	};
	int failed;

	pack = pack_open();
	v = calloc(1, sizeof(*v));
	tree = calloc(1, sizeof(*tree));
	arena_init(&arena, SCREEN_ARENA_SIZE);
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_finish(&arena);
	free(tree);
	free(v);
	pack_destroy(pack);
	return failed;
}
