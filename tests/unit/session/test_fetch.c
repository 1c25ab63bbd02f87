/*
 * The paper that somebody did not surely have is theirs, with the same card, once; and
 * the printer is asked before anything is signed.
 */
#include "tests/unit/session/stage.h"

#define LI "330299198604120245"

static void owe(const char *id_no)
{
	struct event e = { .kind = EVENT_PAPER_DUE };

	snprintf(e.due.id_no, sizeof(e.due.id_no), "%s", id_no);
	snprintf(e.due.due.receipt_no, sizeof(e.due.due.receipt_no), "NB-20210314-0007");
	e.due.due.is_copy = true;
	visit_event(v, e);
}

static void news(enum event_kind kind, enum print_news print)
{
	visit_event(v, (struct event){ .kind = kind, .print = print });
}

static void it_is_fetched_once(void **state)
{
	(void)state;
	lay_card(v, "chen-li");
	at(PAGE_WHO);
	press(v, VERB_FETCH, 0);
	assert_int_equal(v->count[EFFECT_FETCH], 0);
	owe(LI);
	press(v, VERB_FETCH, 0);
	press(v, VERB_FETCH, 0);
	at(PAGE_WHO);
	assert_int_equal(v->count[EFFECT_FETCH], 1);
	assert_int_equal(v->s.due_paper, PAPER_WAITING);
	news(EVENT_PRINT, NEWS_PRINT_OUT);
	assert_int_equal(v->s.due_paper, PAPER_DONE);
	assert_int_equal(v->s.paper, PAPER_NONE);
	owe(LI);
	press(v, VERB_FETCH, 0);
	assert_int_equal(v->count[EFFECT_FETCH], 1);
}

static void what_surely_failed_is_asked_for_again(void **state)
{
	(void)state;
	lay_card(v, "chen-li");
	owe(LI);
	press(v, VERB_FETCH, 0);
	news(EVENT_PRINT, NEWS_PRINT_BROKEN);
	press(v, VERB_FETCH, 0);
	assert_int_equal(v->count[EFFECT_FETCH], 2);
	news(EVENT_PRINT, NEWS_PRINT_UNKNOWN);
	press(v, VERB_FETCH, 0);
	assert_int_equal(v->count[EFFECT_FETCH], 2);
}

static void what_is_owed_to_another_is_not_heard(void **state)
{
	(void)state;
	lay_card(v, "chen-li");
	owe("330299197909030158");
	assert_string_equal(v->s.due.receipt_no, "");
	owe(LI);
	v->s.holder.assurance = ASSURANCE_A0;
	press(v, VERB_FETCH, 0);
	v->s.holder.assurance = ASSURANCE_A1;
	v->world.no_printer = true;
	press(v, VERB_FETCH, 0);
	assert_int_equal(v->count[EFFECT_FETCH], 0);
}

static void the_printer_is_asked_before_the_signature(void **state)
{
	(void)state;
	to_results("chen-li");
	assert_int_equal(v->count[EFFECT_ASK_PRINTER], 0);
	news(EVENT_PRINTER, NEWS_PRINT_PAPER_EMPTY);
	assert_int_equal(v->s.devices.printer, PAPER_EMPTY);
	news(EVENT_PRINTER, NEWS_PRINT_STOPPED);
	assert_int_equal(v->s.devices.printer, PAPER_STOPPED);
	news(EVENT_PRINTER, NEWS_PRINT_OUT);
	assert_int_equal(v->s.devices.printer, PAPER_NONE);
}

static void nobody_signs_without_its_state(void **state)
{
	(void)state;
	to_ink();
	assert_true(v->count[EFFECT_ASK_PRINTER] > 0);
}

/* ---- once more, of what this kiosk holds ---- */

static void hold(int count)
{
	struct event e = { .kind = EVENT_HELD };

	snprintf(e.held.id_no, sizeof(e.held.id_no), "%s", LI);
	e.held.count = count;
	for (int i = 0; i < count; i++)
		snprintf(e.held.at[i].receipt_no, sizeof(e.held.at[i].receipt_no),
			 "NB-2021-%d", i);
	e.held.at[count - 1].withdrawn = count > 1;
	visit_event(v, e);
	press(v, VERB_MY_TRAINING, 0);
	at(PAGE_MY_TRAINING);
}

static void what_is_held_is_printed_again(void **state)
{
	(void)state;
	lay_card(v, "chen-li");
	hold(2);
	press(v, VERB_REPRINT, 1);	/* it was taken back */
	press(v, VERB_REPRINT, 2);
	press(v, VERB_REPRINT, -1);
	assert_int_equal(v->count[EFFECT_REPRINT], 0);
	press(v, VERB_REPRINT, 0);
	press(v, VERB_REPRINT, 0);
	assert_int_equal(v->count[EFFECT_REPRINT], 1);
	assert_string_equal(v->s.again, "NB-2021-0");
	news(EVENT_PRINT, NEWS_PRINT_OUT);
	assert_int_equal(v->s.again_paper, PAPER_DONE);
	assert_int_equal(v->s.due_paper, PAPER_NONE);
}

/* One paper at a time, and each has its own news. */
static void what_is_owed_and_what_is_printed_again_are_two(void **state)
{
	(void)state;
	lay_card(v, "chen-li");
	owe(LI);
	press(v, VERB_FETCH, 0);
	hold(1);
	press(v, VERB_REPRINT, 0);
	assert_int_equal(v->count[EFFECT_REPRINT], 0);
	news(EVENT_PRINT, NEWS_PRINT_OUT);
	assert_int_equal(v->s.due_paper, PAPER_DONE);
	press(v, VERB_REPRINT, 0);
	news(EVENT_PRINT, NEWS_PRINT_BROKEN);
	assert_int_equal(v->s.again_paper, PAPER_GONE);
	assert_int_equal(v->s.due_paper, PAPER_DONE);
}

static void a_copy_of_a_card_prints_nothing_again(void **state)
{
	(void)state;
	lay_card(v, "chen-li");
	hold(1);
	v->s.holder.assurance = ASSURANCE_A0;
	press(v, VERB_REPRINT, 0);
	assert_int_equal(v->count[EFFECT_REPRINT], 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(it_is_fetched_once, set_up, tear_down),
		cmocka_unit_test_setup_teardown(what_surely_failed_is_asked_for_again, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(what_is_owed_to_another_is_not_heard, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(the_printer_is_asked_before_the_signature, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(nobody_signs_without_its_state, set_up, tear_down),
		TEST(what_is_held_is_printed_again),
		TEST(what_is_owed_and_what_is_printed_again_are_two),
		TEST(a_copy_of_a_card_prints_nothing_again),
	};

	return RUN(tests);
}
