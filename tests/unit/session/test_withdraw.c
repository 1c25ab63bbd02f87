/*
 * An application is taken back within ten minutes: on its receipt, or in a visit
 * of its own; by its holder alone, and once.
 */
#include "tests/unit/session/stage.h"

#define CLOCK_S 1615771800	/* of a visit's beginning */

static void to_receipt(void)
{
	to_ink();
	press(v, VERB_SUBMIT, 0);
	at(PAGE_RECEIPT);
}

static void to_question(void)
{
	to_receipt();
	press(v, VERB_WITHDRAW, 0);
	at(PAGE_WITHDRAW);
}

static void from_the_receipt(void **state)
{
	struct application *a = calloc(1, sizeof(*a));
	char first_key[APPLICATION_KEY_MAX];

	(void)state;
	to_question();
	memcpy(first_key, v->s.key, sizeof(first_key));
	press(v, VERB_NEXT, 0);
	at(PAGE_RECEIPT);
	assert_string_equal(v->s.receipt_no, "NB-20210315-0002");
	assert_string_not_equal(v->s.key, first_key);
	assert_int_equal(v->count[EFFECT_PRINT], 2);
	session_application(&v->world, &v->s, a);
	assert_string_equal(a->withdraws, "NB-20210315-0001");
	assert_string_equal(a->holder.id_no, v->s.holder.id_no);
	assert_int_equal(a->item_count, 0);
	assert_int_equal(a->promise_count, 0);
	assert_int_equal(a->method, SIGN_NONE);
	assert_true(ink_is_empty(&a->ink));
	free(a);
}

static void it_is_done_once(void **state)
{
	(void)state;
	to_question();
	press(v, VERB_NEXT, 0);
	assert_int_equal(session_withdraw_until(&v->s), 0);
	press(v, VERB_WITHDRAW, 0);
	at(PAGE_RECEIPT);
	assert_int_equal(v->count[EFFECT_SAVE], 2);
}

static void whoever_thinks_again_keeps_it(void **state)
{
	struct application *a = calloc(1, sizeof(*a));

	(void)state;
	to_question();
	press(v, VERB_BACK, 0);
	at(PAGE_RECEIPT);
	session_application(&v->world, &v->s, a);
	assert_string_equal(a->withdraws, "");
	assert_int_equal(a->item_count, 1);
	assert_int_equal(v->count[EFFECT_SAVE], 1);
	free(a);
}

static void the_card_must_be_the_same(void **state)
{
	(void)state;
	to_question();
	v->told.other_card = true;
	press(v, VERB_NEXT, 0);
	at(PAGE_CARD_OTHER);
	assert_int_equal(v->count[EFFECT_SAVE], 1);
	v->told.other_card = false;
	card_news(v, NEWS_CARD_LIFTED);
	at(PAGE_LAY_AGAIN);
	press(v, VERB_BACK, 0);
	at(PAGE_RECEIPT);
	assert_true(session_withdraw_until(&v->s) > 0);
}

static void a_guide_takes_nothing_back(void **state)
{
	(void)state;
	to_question();
	v->s.guide = (struct guide){ .state = GUIDE_SEATED, .role = STAFF_ROLE_GUIDE };
	press(v, VERB_NEXT, 0);
	at(PAGE_WITHDRAW);
	assert_int_equal(v->count[EFFECT_SAVE], 1);
	v->s.guide.state = GUIDE_BY;	/* the card is put away */
	press(v, VERB_NEXT, 0);
	assert_int_equal(v->count[EFFECT_SAVE], 2);
}

static void what_was_not_saved_stands(void **state)
{
	(void)state;
	to_question();
	v->told.save_fails = true;
	press(v, VERB_NEXT, 0);
	at(PAGE_NOT_SAVED);
	press(v, VERB_BACK, 0);
	at(PAGE_RECEIPT);
	assert_string_equal(v->s.receipt_no, "NB-20210315-0001");
	assert_true(session_withdraw_until(&v->s) > 0);
	v->told.save_fails = false;
	press(v, VERB_WITHDRAW, 0);
	press(v, VERB_NEXT, 0);
	at(PAGE_RECEIPT);
	assert_true(v->s.withdrawing);
}

/* Without a key of its own the store would find the application, and call it the withdrawal. */
static void without_room_nothing_is_saved(void **state)
{
	(void)state;
	to_question();
	v->told.no_room = true;
	press(v, VERB_NEXT, 0);
	at(PAGE_NOT_SAVED);
	assert_int_equal(v->count[EFFECT_SAVE], 1);
	v->told.no_room = false;
	press(v, VERB_RETRY, 0);
	at(PAGE_RECEIPT);
	assert_string_equal(v->s.receipt_no, "NB-20210315-0002");
}

static void an_unknown_outcome_is_asked_again_with_the_same_key(void **state)
{
	char key[APPLICATION_KEY_MAX];

	(void)state;
	to_question();
	v->told.save_unknown = true;
	press(v, VERB_NEXT, 0);
	at(PAGE_UNKNOWN_OUTCOME);
	memcpy(key, v->s.key, sizeof(key));
	v->told.save_unknown = false;
	press(v, VERB_RETRY, 0);
	at(PAGE_RECEIPT);
	assert_string_equal(v->s.key, key);
	assert_true(v->s.withdrawing);
}

static void what_may_be_saved_is_not_left(void **state)
{
	(void)state;
	to_question();
	v->told.save_unknown = true;
	press(v, VERB_NEXT, 0);
	at(PAGE_UNKNOWN_OUTCOME);
	card_news(v, NEWS_CARD_LIFTED);
	press(v, VERB_RETRY, 0);
	at(PAGE_LAY_AGAIN);
	press(v, VERB_BACK, 0);
	at(PAGE_UNKNOWN_OUTCOME);
	assert_true(v->s.withdrawing);
}

static void after_ten_minutes_it_is_the_counters(void **state)
{
	(void)state;
	to_question();
	v->now += 1000 * WITHDRAW_WITHIN_S;
	v->s.active_ms = v->now;	/* whoever stands there has read for ten minutes */
	press(v, VERB_NEXT, 0);
	at(PAGE_WITHDRAW);
	assert_int_equal(session_withdraw_until(&v->s), 0);
	assert_int_equal(v->count[EFFECT_SAVE], 1);
}

/* The wall clock is set while the visitor stands there: the minutes are the same. */
static void a_clock_that_is_set_changes_no_minute(void **state)
{
	(void)state;
	to_receipt();
	v->clock_moved_s = 7200;
	press(v, VERB_COPY, 0);
	press(v, VERB_BACK, 0);
	assert_true(session_withdraw_until(&v->s) > CLOCK_S + 7200);
	v->clock_moved_s = -7200;
	v->now += 1000 * WITHDRAW_WITHIN_S;
	v->s.active_ms = v->now;
	v->s.page_ms = v->now;
	press(v, VERB_WITHDRAW, 0);
	at(PAGE_RECEIPT);
	assert_int_equal(session_withdraw_until(&v->s), 0);
}

static void file(int64_t signed_at)
{
	v->told.recent.signed_at = signed_at;
	snprintf(v->told.recent.receipt_no, sizeof(v->told.recent.receipt_no), "NB-20210315-0099");
}

static void in_a_visit_of_its_own(void **state)
{
	struct application *a = calloc(1, sizeof(*a));

	(void)state;
	file(CLOCK_S - 60);
	lay_card(v, "chen-li");
	at(PAGE_WHO);
	assert_int_equal(session_withdraw_until(&v->s), CLOCK_S - 60 + WITHDRAW_WITHIN_S);
	press(v, VERB_WITHDRAW, 0);
	at(PAGE_PIN);		/* whoever may not submit may not take back */
	type_pin(v);
	at(PAGE_WITHDRAW);
	press(v, VERB_NEXT, 0);
	at(PAGE_RECEIPT);
	session_application(&v->world, &v->s, a);
	assert_string_equal(a->withdraws, "NB-20210315-0099");
	free(a);
}

static void what_is_too_old_is_not_offered(void **state)
{
	(void)state;
	file(CLOCK_S - WITHDRAW_WITHIN_S - 60);
	lay_card(v, "chen-li");
	assert_int_equal(session_withdraw_until(&v->s), 0);
	press(v, VERB_WITHDRAW, 0);
	at(PAGE_WHO);
}

static void what_another_filed_is_not_heard(void **state)
{
	struct event e = { .kind = EVENT_RECENT_APPLICATION };

	(void)state;
	lay_card(v, "chen-li");
	snprintf(e.recent.id_no, sizeof(e.recent.id_no), "330299197909030158");
	snprintf(e.recent.last.receipt_no, sizeof(e.recent.last.receipt_no), "NB-20210315-0099");
	e.recent.last.signed_at = CLOCK_S;
	visit_event(v, e);
	assert_int_equal(session_withdraw_until(&v->s), 0);
}

static bool audits(const struct session *before, const char *what)
{
	struct audit_entry entries[AUDIT_MAX];

	return has_line(entries, session_audit(before, &v->s, entries), what);
}

/* All that happened between the question and the second receipt, as one pair. */
static void the_record_tells_them_apart(void **state)
{
	struct session *before = malloc(sizeof(*before));

	(void)state;
	to_question();
	*before = v->s;
	press(v, VERB_NEXT, 0);
	assert_true(audits(before, "application.withdrawn"));
	assert_false(audits(before, "application.saved"));
	assert_false(audits(before, "visit.begun"));
	assert_false(audits(before, "visit.wiped"));
	v->s.at.page = PAGE_SUBMITTING;
	assert_true(audits(before, "withdrawal.submitted"));
	assert_false(audits(before, "application.submitted"));
	free(before);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(from_the_receipt),
		TEST(it_is_done_once),
		TEST(whoever_thinks_again_keeps_it),
		TEST(the_card_must_be_the_same),
		TEST(a_guide_takes_nothing_back),
		TEST(what_was_not_saved_stands),
		TEST(without_room_nothing_is_saved),
		TEST(an_unknown_outcome_is_asked_again_with_the_same_key),
		TEST(what_may_be_saved_is_not_left),
		TEST(after_ten_minutes_it_is_the_counters),
		TEST(a_clock_that_is_set_changes_no_minute),
		TEST(in_a_visit_of_its_own),
		TEST(what_is_too_old_is_not_offered),
		TEST(what_another_filed_is_not_heard),
		TEST(the_record_tells_them_apart),
	};

	return RUN(tests);
}
