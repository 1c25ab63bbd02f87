/* What an application keeps decides it again: the same items, to the last rule. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "stage.h"

static struct application a;
static struct application_item items[APPLICATION_ITEMS_MAX];

/* Signed, with a course; of a person of the demonstration. */
static void apply(const char *person)
{
	v->s.course = course_index(v, "C002");
	to_results(person);
	promise_all();
	session_application(&v->world, &v->s, &a);
	assert_true(a.item_count > 0);
}

static int find(const char *id)
{
	for (int i = 0; i < a.fact_count; i++) {
		if (strcmp(a.facts[i].id, id) == 0)
			return i;
	}
	return -1;
}

static void what_is_kept_decides_again(void **state)
{
	static const char *const people[] = { "chen-li", "wang-zhiqiang" };

	(void)state;
	for (size_t i = 0; i < sizeof(people) / sizeof(people[0]); i++) {
		visit_open(v, pack);
		apply(people[i]);
		memset(items, 0xaa, sizeof(items));
		assert_true(replay_items(pack, &a, items));
		assert_true(replay_same(&a, items));
	}
}

/* Each fact that is kept carries something: without it the items come out otherwise. */
static void nothing_is_kept_in_vain(void **state)
{
	(void)state;
	apply("wang-zhiqiang");
	assert_true(a.fact_count > 0);
	assert_true(a.fact_count < 40);
	for (int i = 0; i < a.fact_count; i++) {
		struct application_fact kept = a.facts[i];

		a.facts[i] = a.facts[--a.fact_count];
		assert_true(replay_items(pack, &a, items));
		assert_false(replay_same(&a, items));
		a.facts[a.fact_count++] = a.facts[i];
		a.facts[i] = kept;
	}
}

static void another_value_is_another_decision(void **state)
{
	int std;

	(void)state;
	apply("wang-zhiqiang");
	std = find("course.std_fen");
	assert_true(std >= 0);
	a.facts[std].fact.number += 100;
	assert_true(replay_items(pack, &a, items));
	assert_false(replay_same(&a, items));
}

static void what_the_pack_does_not_know_is_told(void **state)
{
	(void)state;
	apply("wang-zhiqiang");
	snprintf(a.facts[0].id, sizeof(a.facts[0].id), "no_such_fact");
	assert_false(replay_items(pack, &a, items));
	visit_open(v, pack);
	apply("wang-zhiqiang");
	snprintf(a.items[0].benefit, sizeof(a.items[0].benefit), "NONE");
	assert_false(replay_items(pack, &a, items));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_is_kept_decides_again),
		TEST(nothing_is_kept_in_vain),
		TEST(another_value_is_another_decision),
		TEST(what_the_pack_does_not_know_is_told),
	};

	return RUN(tests);
}
