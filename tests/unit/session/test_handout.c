/*
 * Papers beside the receipt: each on the page that offers it, one at a time, said to be out
 * when the press says so, and never in the way of a receipt.
 */
#include "tests/unit/session/stage.h"

static void news(enum print_news print)
{
	visit_event(v, (struct event){ .kind = EVENT_HANDOUT, .print = print });
}

static void to_enterprise(void)
{
	press(v, VERB_ENTERPRISE, 0);
	at(PAGE_ENTERPRISE);
}

static void an_employer_needs_no_card(void **state)
{
	(void)state;
	to_enterprise();
	press(v, VERB_HANDOUT, HANDOUT_ENTERPRISE);
	assert_int_equal(v->count[EFFECT_HAND_OUT], 1);
	assert_int_equal(v->s.handout_paper, PAPER_WAITING);
	news(NEWS_PRINT_OUT);
	assert_int_equal(v->s.handout_paper, PAPER_DONE);
	press(v, VERB_BACK, 0);
	at(PAGE_IDLE);
}

/* Whoever has laid no card waits a minute for the next, on the way out and back, too. */
static void paper_is_there_for_all(void **state)
{
	(void)state;
	to_enterprise();
	press(v, VERB_HANDOUT, HANDOUT_ENTERPRISE);
	news(NEWS_PRINT_OUT);
	press(v, VERB_HANDOUT, HANDOUT_ENTERPRISE);
	press(v, VERB_END, 0);
	wait_ms(v, 8000);
	to_enterprise();
	assert_int_equal(v->s.handout_paper, PAPER_NONE);
	press(v, VERB_HANDOUT, HANDOUT_ENTERPRISE);
	assert_int_equal(v->count[EFFECT_HAND_OUT], 1);
	wait_ms(v, 60000);
	press(v, VERB_HANDOUT, HANDOUT_ENTERPRISE);
	assert_int_equal(v->count[EFFECT_HAND_OUT], 2);
}

static void another_page_gives_out_nothing(void **state)
{
	(void)state;
	to_enterprise();
	press(v, VERB_HANDOUT, HANDOUT_BRING);
	press(v, VERB_HANDOUT, HANDOUT_SUMMARY);
	press(v, VERB_HANDOUT, HANDOUT_NONE);
	press(v, VERB_HANDOUT, HANDOUT_COUNT);
	press(v, VERB_HANDOUT, -1);
	press(v, VERB_BACK, 0);
	press(v, VERB_HANDOUT, HANDOUT_ENTERPRISE);
	assert_int_equal(v->count[EFFECT_HAND_OUT], 0);
	v->world.no_printer = true;
	to_enterprise();
	press(v, VERB_HANDOUT, HANDOUT_ENTERPRISE);
	assert_int_equal(v->count[EFFECT_HAND_OUT], 0);
}

/* What waits for paper is waited for; what nobody tells of is not known after a minute. */
static void it_is_out_when_the_press_says_so(void **state)
{
	(void)state;
	to_enterprise();
	press(v, VERB_HANDOUT, HANDOUT_ENTERPRISE);
	news(NEWS_PRINT_PAPER_EMPTY);
	wait_ms(v, 70000);
	assert_int_equal(v->s.handout_paper, PAPER_EMPTY);
	press(v, VERB_HANDOUT, HANDOUT_ENTERPRISE);
	assert_int_equal(v->count[EFFECT_HAND_OUT], 1);
	news(NEWS_PRINT_STARTED);
	wait_ms(v, 59000);
	assert_int_equal(v->s.handout_paper, PAPER_PRINTING);
	wait_ms(v, 2000);
	assert_int_equal(v->s.handout_paper, PAPER_UNKNOWN);
	news(NEWS_PRINT_COUNT);
	assert_int_equal(v->s.handout_paper, PAPER_UNKNOWN);
}

static void to_proof(void)
{
	to_results("chen-li");
	for (int i = 0; i < 4 && v->s.at.page != PAGE_PROMISES; i++)
		press(v, VERB_NEXT, 0);
	press(v, VERB_REFUSE, ARG_ALL);
	press(v, VERB_NEXT, 0);
	at(PAGE_PROOF);
}

/* Refusing is no dead end: what to bring is printed, and nothing is signed for it. */
static void a_refusal_takes_a_list_along(void **state)
{
	static struct application a;

	(void)state;
	to_proof();
	press(v, VERB_HANDOUT, HANDOUT_BRING);
	assert_int_equal(v->count[EFFECT_HAND_OUT], 1);
	assert_int_equal(v->count[EFFECT_SAVE], 0);
	session_handout(&v->world, &v->s, HANDOUT_BRING, &a);
	assert_string_equal(a.receipt_no, "");
	assert_string_equal(a.key, "");
	assert_string_equal(a.holder.id_no, "");
	assert_string_equal(a.holder.name, "");
	assert_int_equal(a.promise_count, 0);
	assert_int_equal(a.signed_at, v->s.clock_s);
}

/* Six of a visit are enough; one that is on its way is not asked for again. */
static void a_visit_has_its_measure(void **state)
{
	(void)state;
	to_proof();
	for (int i = 0; i < 10; i++) {
		press(v, VERB_HANDOUT, HANDOUT_BRING);
		press(v, VERB_HANDOUT, HANDOUT_BRING);
		news(NEWS_PRINT_OUT);
	}
	assert_int_equal(v->count[EFFECT_HAND_OUT], 6);
}

/* The receipt has a state of its own, and what becomes of a handout does not touch it. */
static void a_receipt_is_another_paper(void **state)
{
	(void)state;
	to_ink();
	v->s.handout_paper = PAPER_EMPTY;
	v->told.no_paper = true;
	press(v, VERB_SUBMIT, 0);
	at(PAGE_RECEIPT);
	assert_int_equal(v->s.paper, PAPER_EMPTY);
	news(NEWS_PRINT_OUT);
	assert_int_equal(v->s.paper, PAPER_EMPTY);
	assert_int_equal(v->s.handout_paper, PAPER_DONE);
}

/* The slip of a paper of which nothing is known, the notice beside one that is out. */
static void beside_a_receipt_are_its_slip_and_its_notice(void **state)
{
	(void)state;
	to_ink();
	press(v, VERB_SUBMIT, 0);
	at(PAGE_RECEIPT);
	v->s.paper = PAPER_GONE;
	press(v, VERB_HANDOUT, HANDOUT_SLIP);
	press(v, VERB_HANDOUT, HANDOUT_NOTICE);
	assert_int_equal(v->count[EFFECT_HAND_OUT], 0);
	v->s.paper = PAPER_UNKNOWN;
	press(v, VERB_HANDOUT, HANDOUT_NOTICE);
	assert_int_equal(v->count[EFFECT_HAND_OUT], 0);
	press(v, VERB_HANDOUT, HANDOUT_SLIP);
	press(v, VERB_HANDOUT, HANDOUT_SLIP);
	assert_int_equal(v->count[EFFECT_HAND_OUT], 1);
	news(NEWS_PRINT_OUT);
	assert_int_equal(v->s.paper, PAPER_UNKNOWN);
	v->s.paper = PAPER_DONE;
	press(v, VERB_HANDOUT, HANDOUT_SLIP);
	press(v, VERB_HANDOUT, HANDOUT_NOTICE);
	assert_int_equal(v->count[EFFECT_HAND_OUT], 2);
	news(NEWS_PRINT_OUT);
	v->s.withdrawing = true;
	press(v, VERB_HANDOUT, HANDOUT_NOTICE);
	assert_int_equal(v->count[EFFECT_HAND_OUT], 2);
}

/* Of a slip the printer tells nothing more, while the paper of the next thing comes. */
static void it_is_not_waited_for_behind_a_receipt(void **state)
{
	(void)state;
	to_ink();
	press(v, VERB_SUBMIT, 0);
	at(PAGE_RECEIPT);
	v->s.paper = PAPER_UNKNOWN;
	press(v, VERB_HANDOUT, HANDOUT_SLIP);
	news(NEWS_PRINT_STARTED);
	wait_ms(v, 50000);
	v->s.paper = PAPER_PRINTING;
	v->s.page_ms = v->s.now_ms;
	wait_ms(v, 20000);
	assert_int_equal(v->s.handout_paper, PAPER_UNKNOWN);
	assert_int_equal(v->s.paper, PAPER_PRINTING);
}

static void what_became_of_it_is_written_down(void **state)
{
	struct audit_entry entries[AUDIT_MAX];
	struct session before;

	(void)state;
	to_enterprise();
	press(v, VERB_HANDOUT, HANDOUT_ENTERPRISE);
	before = v->s;
	news(NEWS_PRINT_OUT);
	assert_true(has_line(entries, session_audit(&before, &v->s, entries), "handout"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_employer_needs_no_card),
		TEST(paper_is_there_for_all),
		TEST(another_page_gives_out_nothing),
		TEST(it_is_out_when_the_press_says_so),
		TEST(a_refusal_takes_a_list_along),
		TEST(a_visit_has_its_measure),
		TEST(a_receipt_is_another_paper),
		TEST(beside_a_receipt_are_its_slip_and_its_notice),
		TEST(it_is_not_waited_for_behind_a_receipt),
		TEST(what_became_of_it_is_written_down),
	};

	return RUN(tests);
}
