/* What each test of a session stands on: a pack, and a visit of its own. */
#ifndef TESTS_UNIT_SESSION_STAGE_H
#define TESTS_UNIT_SESSION_STAGE_H

#include "tests/unit/visit.h"

static struct pack *pack;
static struct visit *v;

static int set_up(void **state)
{
	(void)state;
	v = calloc(1, sizeof(*v));
	visit_open(v, pack);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	free(v);
	return 0;
}

static void at(enum visit_page page)
{
	assert_string_equal(session_screen(&v->s),
			    session_screen(&(struct session){ .at = { (uint8_t)page, 0 } }));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

#endif
