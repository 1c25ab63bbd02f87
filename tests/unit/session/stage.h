/* What each test of a session stands on: a pack, and a visit of its own. */
#ifndef TESTS_UNIT_SESSION_STAGE_H
#define TESTS_UNIT_SESSION_STAGE_H

#include "tests/unit/visit.h"

static struct pack *pack;
static struct visit *v;

static int open_pack(void **state)
{
	(void)state;
	pack = pack_open();
	return 0;
}

static int close_pack(void **state)
{
	(void)state;
	pack_destroy(pack);
	return 0;
}

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

/* ---- ways that many take ---- */

/* Nothing that is asked is answered with yes. */
static inline void to_results(const char *person)
{
	lay_card(v, person);
	at(PAGE_WHO);
	press(v, VERB_NEXT, 0);
	answer_no(v);
	at(PAGE_RESULTS);
}

/* On from the results: every promise is made. */
static inline void promise_all(void)
{
	for (int i = 0; i < 4 && v->s.at.page != PAGE_PROMISES; i++)
		press(v, VERB_NEXT, 0);
	at(PAGE_PROMISES);
	press(v, VERB_ACCEPT, ARG_ALL);
}

/* On from the promises to the signature. */
static inline void prove_with_pin(void)
{
	press(v, VERB_NEXT, 0);
	at(PAGE_PIN);
	type_pin(v);
	at(PAGE_SIGN);
}

/* Of one whom a benefit waits for, drawn and not yet submitted. */
static inline void to_ink(void)
{
	to_results("chen-li");
	promise_all();
	prove_with_pin();
	press(v, VERB_SIGN, SIGN_INK);
	draw(v);
	at(PAGE_SIGN);
}

static inline bool has_line(const struct audit_entry *entries, int count, const char *what)
{
	for (int i = 0; i < count; i++) {
		if (strcmp(entries[i].what, what) == 0)
			return true;
	}
	return false;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
/* The tests of a file, as its main. */
#define RUN(tests) cmocka_run_group_tests(tests, open_pack, close_pack)

#endif
