/*
 * What comes while another page is up: a card that goes, another that is laid, an
 * answer for somebody else; and what people leave behind without a visit.
 */
#include "tests/unit/session/stage.h"

#include "session/timeouts.h"

static void lay(struct holder holder)
{
	v->card = holder;
	card_news(v, NEWS_CARD_LAID);
	answer_read(v);
}

static void lay_guide(void)
{
	card_news(v, NEWS_CARD_LIFTED);
	lay((struct holder){ .type = CARD_STAFF, .assurance = ASSURANCE_A1, .uid_size = 4,
			     .staff_role = "guide", .card_no = "S00000001" });
	at(PAGE_STAFF_PIN);
}

static void to_pin(void)
{
	v->world.to_see = ASSURANCE_A2;
	lay_card(v, "chen-li");
	press(v, VERB_NEXT, 0);
	at(PAGE_PIN);
}

/* ---- PINs of two people ---- */

/* Their own PIN, typed beforehand and sent while the other card is being read. */
static void another_cards_pin_proves_nothing(void **state)
{
	struct event right = { .kind = EVENT_PIN };

	(void)state;
	to_pin();
	v->s.pin_sent = true;
	v->card = card_of("zhao-jun");
	card_news(v, NEWS_CARD_READ);
	at(PAGE_CARD_OTHER);
	right.pin.news = NEWS_PIN_RIGHT;
	right.pin.tries = -1;
	right.pin.holder = v->card;
	visit_event(v, right);
	assert_int_equal(v->s.holder.assurance, ASSURANCE_A1);
	card_news(v, NEWS_CARD_LIFTED);
	at(PAGE_PIN);
	press(v, VERB_NEXT, 0);
	at(PAGE_PIN);
	type_pin(v);
	at(PAGE_LAY_AGAIN);
}

static void another_cards_pin_on_the_page_asks_for_the_card(void **state)
{
	struct event right = { .kind = EVENT_PIN };

	(void)state;
	to_pin();
	v->s.pin_sent = true;
	right.pin.news = NEWS_PIN_RIGHT;
	right.pin.tries = -1;
	right.pin.holder = card_of("zhao-jun");
	visit_event(v, right);
	at(PAGE_LAY_AGAIN);
	assert_int_equal(v->s.holder.assurance, ASSURANCE_A1);
}

static void digits_go_to_nobody_elses_pin(void **state)
{
	(void)state;
	to_pin();
	press(v, VERB_KEY, 1);
	press(v, VERB_KEY, 2);
	lay_guide();
	assert_int_equal(v->s.pin_count, 0);
	press(v, VERB_KEY, 3);
	card_news(v, NEWS_CARD_LIFTED);
	at(PAGE_PIN);
	assert_int_equal(v->s.pin_count, 0);
}

/* ---- a page that stood by a card ---- */

static void with_the_guides_card_its_pages_are_over(void **state)
{
	(void)state;
	lay_card(v, "chen-li");
	lay_guide();
	type_pin(v);
	at(PAGE_WHO);
	press(v, VERB_GUIDE_VERIFY_IN_PERSON, 0);
	at(PAGE_VERIFY_IN_PERSON);
	press(v, VERB_HELP, 0);
	card_news(v, NEWS_CARD_LIFTED);
	at(PAGE_HELP);
	press(v, VERB_BACK, 0);
	at(PAGE_WHO);
}

static void with_the_guides_card_its_page_under_a_warning_is_over(void **state)
{
	(void)state;
	lay_card(v, "chen-li");
	lay_guide();
	wait_ms(v, timeout_row(TIMEOUT_IDLE)->ms);
	at(PAGE_WARNING);
	card_news(v, NEWS_CARD_LIFTED);
	press(v, VERB_STAY, 0);
	at(PAGE_WHO);
}

static void a_card_gone_behind_the_help_is_not_being_read(void **state)
{
	(void)state;
	v->card = card_of("chen-li");
	card_news(v, NEWS_CARD_LAID);
	at(PAGE_READING);
	press(v, VERB_HELP, 0);
	card_news(v, NEWS_CARD_LIFTED);
	press(v, VERB_BACK, 0);
	at(PAGE_IDLE);
}

/* The help's header would name the visitor to whoever laid the other card. */
static void nothing_lies_over_another_card(void **state)
{
	(void)state;
	lay_card(v, "chen-li");
	v->card = card_of("zhao-jun");
	card_news(v, NEWS_CARD_READ);
	at(PAGE_CARD_OTHER);
	press(v, VERB_HELP, 0);
	at(PAGE_CARD_OTHER);
	press(v, VERB_STAFF, 0);
	at(PAGE_CARD_OTHER);
	assert_int_equal(v->count[EFFECT_CALL_STAFF], 1);
	switch_news(v, NEWS_SWITCHES_CAME);
	at(PAGE_CARD_OTHER);
}

/* ---- the first page ---- */

static void what_was_left_on_the_first_page_goes(void **state)
{
	(void)state;
	press(v, VERB_COURSES, 0);
	press(v, VERB_NEXT, 0);
	press(v, VERB_COURSE, 0);
	press(v, VERB_NEXT, 0);
	press(v, VERB_STAFF, 0);
	press(v, VERB_BACK, 0);
	at(PAGE_IDLE);
	assert_int_equal(v->s.course, 0);
	wait_ms(v, timeout_row(TIMEOUT_IDLE)->ms);
	at(PAGE_IDLE);
	assert_int_equal(v->s.course, -1);
	press(v, VERB_STAFF, 0);
	assert_int_equal(v->count[EFFECT_CALL_STAFF], 2);
}

static void a_number_that_was_seen_goes(void **state)
{
	(void)state;
	lay((struct holder){ .type = CARD_SOCIAL_SECURITY, .generation = 3,
			     .number_only = true, .card_no = "A99000999" });
	at(PAGE_CARD_NUMBER_ONLY);
	card_news(v, NEWS_CARD_LIFTED);
	press(v, VERB_RETRY, 0);
	at(PAGE_IDLE);
	wait_ms(v, timeout_row(TIMEOUT_IDLE)->ms);
	assert_int_equal(v->s.seen.card_no[0], 0);
}

static void a_restart_is_explained_for_a_while(void **state)
{
	(void)state;
	visit_event(v, (struct event){ .kind = EVENT_RESTARTED });
	assert_true(v->s.devices.restarted);
	lay_card(v, "chen-li");
	press(v, VERB_END, 0);
	card_news(v, NEWS_CARD_LIFTED);
	assert_false(v->s.devices.restarted);
	visit_event(v, (struct event){ .kind = EVENT_RESTARTED });
	wait_ms(v, 2 * timeout_row(TIMEOUT_IDLE)->ms);
	at(PAGE_IDLE);
	assert_false(v->s.devices.restarted);
}

/* A course is chosen beforehand; what misses is still the reader. */
static void without_a_reader_no_card_is_asked_for(void **state)
{
	(void)state;
	card_news(v, NEWS_READER_MISSING);
	press(v, VERB_COURSES, 0);
	press(v, VERB_NEXT, 0);
	press(v, VERB_COURSE, 0);
	press(v, VERB_NEXT, 0);
	at(PAGE_NO_READER);
}

/* The reader went while a card lay on it, and the visit ended before it came back. */
static void end_without_a_reader(void)
{
	lay_card(v, "chen-li");
	card_news(v, NEWS_READER_MISSING);
	press(v, VERB_END, 0);
	at(PAGE_GOODBYE);
	wait_ms(v, timeout_row(TIMEOUT_GOODBYE)->ms);
	at(PAGE_NO_READER);
}

static void a_card_left_on_a_lost_reader_is_called_for(void **state)
{
	(void)state;
	end_without_a_reader();
	wait_ms(v, 60000);
	card_news(v, NEWS_READER_READY);
	wait_ms(v, 1000);
	lay_card(v, "chen-li");
	at(PAGE_TAKE_CARD);
	card_news(v, NEWS_CARD_LIFTED);
	lay_card(v, "zhou-xiaoyu");
	at(PAGE_WHO);
}

static void a_card_laid_later_is_somebodys(void **state)
{
	(void)state;
	end_without_a_reader();
	card_news(v, NEWS_READER_READY);
	wait_ms(v, 4000);
	lay_card(v, "zhou-xiaoyu");
	at(PAGE_WHO);
}

/* Whoever is still there goes on where they were. */
static void a_reader_that_comes_back_in_a_visit_disturbs_nobody(void **state)
{
	(void)state;
	lay_card(v, "chen-li");
	card_news(v, NEWS_READER_MISSING);
	card_news(v, NEWS_READER_READY);
	lay_card(v, "chen-li");
	at(PAGE_WHO);
	press(v, VERB_END, 0);
	at(PAGE_TAKE_CARD);
}

/* ---- nobody can be served ---- */

static void serve(enum service service)
{
	struct event e = { .kind = EVENT_SERVICE };

	e.service = service;
	visit_event(v, e);
}

static void while_it_is_closed_no_card_begins_a_visit(void **state)
{
	(void)state;
	serve(SERVICE_CLOCK);
	at(PAGE_OUT_OF_SERVICE);
	lay(card_of("chen-li"));
	at(PAGE_OUT_OF_SERVICE);
	assert_int_equal(v->count[EFFECT_CUE], 0);
	assert_int_equal(v->count[EFFECT_LOOK_UP], 0);
	press(v, VERB_COURSES, 0);
	at(PAGE_OUT_OF_SERVICE);
	press(v, VERB_HELP, 0);
	at(PAGE_HELP);
	press(v, VERB_BACK, 0);
	at(PAGE_OUT_OF_SERVICE);
	serve(SERVICE_OPEN);
	at(PAGE_IDLE);
	assert_true(v->count[EFFECT_WATCH_CARD] > 0);	/* the card that lies there is told anew */
}

/* Laid and read while it was closed, taken away, and the reader tells it only now. */
static void what_was_laid_before_it_opened_counts_for_nobody(void **state)
{
	(void)state;
	serve(SERVICE_CLOCK);
	v->card = card_of("chen-li");
	card_news(v, NEWS_CARD_LAID);
	serve(SERVICE_OPEN);
	at(PAGE_IDLE);
	answer_read(v);
	at(PAGE_IDLE);
	card_news(v, NEWS_CARD_LIFTED);
	at(PAGE_IDLE);
	lay(card_of("chen-li"));
	at(PAGE_WHO);
}

static void who_is_being_served_stays(void **state)
{
	(void)state;
	lay_card(v, "chen-li");
	at(PAGE_WHO);
	serve(SERVICE_NO_STORE);
	at(PAGE_WHO);
	press(v, VERB_END, 0);
	card_news(v, NEWS_CARD_LIFTED);
	wait_ms(v, timeout_row(TIMEOUT_GOODBYE)->ms);
	at(PAGE_OUT_OF_SERVICE);
	card_news(v, NEWS_READER_MISSING);
	at(PAGE_OUT_OF_SERVICE);
	serve(SERVICE_OPEN);
	at(PAGE_NO_READER);
}

/* ---- calls for staff ---- */

static void only_a_call_that_went_out_is_said(void **state)
{
	(void)state;
	v->told.nobody_is_called = true;
	press(v, VERB_STAFF, 0);
	at(PAGE_STAFF);
	assert_int_equal(v->s.call, CALL_FAILED);
	v->told.nobody_is_called = false;
	press(v, VERB_STAFF, 0);	/* once more */
	assert_int_equal(v->s.call, CALL_DONE);
	press(v, VERB_STAFF, 0);	/* nobody is called twice */
	assert_int_equal(v->count[EFFECT_CALL_STAFF], 2);
	visit_event(v, (struct event){ .kind = EVENT_CALL_TAKEN, .who = "somebody" });
	assert_int_equal(v->s.call, CALL_TAKEN);
	assert_string_equal(v->s.call_who, "somebody");
	press(v, VERB_END, 0);
	visit_event(v, (struct event){ .kind = EVENT_CALL_TAKEN, .who = "nobody" });
	assert_int_equal(v->s.call, CALL_NONE);	/* nobody waits any more */
	visit_event(v, (struct event){ .kind = EVENT_CALLED, .called = true });
	assert_int_equal(v->s.call, CALL_NONE);	/* it was another visitor's */
}

/* ---- how things are shown ---- */

static void strike(char typed)
{
	visit_event(v, (struct event){ .kind = EVENT_KEY, .key = typed });
}

/* It is laid over a page: what was typed stands there still, and keys do not reach it. */
static void a_sheet_leaves_the_page_as_it_was(void **state)
{
	(void)state;
	to_pin();
	strike('1');
	strike('2');
	press(v, VERB_SHEET, SHEET_DISPLAY);
	assert_string_equal(session_screen(&v->s), "display");
	strike('3');
	press(v, VERB_SIZE, VIEW_LARGEST);
	press(v, VERB_SHEET, SHEET_LANGUAGE);
	assert_string_equal(session_screen(&v->s), "language");
	press(v, VERB_KEY, 4);		/* of the page beneath: not meant, and the sheet is gone */
	at(PAGE_PIN);
	assert_int_equal(v->s.pin_count, 2);
	assert_int_equal(v->s.view.size, VIEW_LARGEST);
	press(v, VERB_SHEET, SHEET_DISPLAY);
	press(v, VERB_BACK, 0);
	at(PAGE_PIN);
	assert_int_equal(v->s.pin_count, 2);
	press(v, VERB_SHEET, SHEET_DISPLAY);
	press(v, VERB_SHEET, SHEET_NONE);
	at(PAGE_PIN);
}

/* Nobody is left looking at a sheet while the page beneath has become another. */
static void a_sheet_goes_with_its_page(void **state)
{
	(void)state;
	lay_card(v, "chen-li");
	press(v, VERB_SHEET, SHEET_DISPLAY);
	press(v, VERB_HELP, 0);
	at(PAGE_HELP);
	press(v, VERB_SHEET, SHEET_DISPLAY);
	wait_ms(v, timeout_row(TIMEOUT_IDLE_READING)->ms);
	at(PAGE_WARNING);
}

/* ---- what is exchanged under a session ---- */

static void between_visits_nothing_hangs_on_the_day(void **state)
{
	(void)state;
	assert_true(session_is_between_visits(&v->s));
	press(v, VERB_LANG, LANG_EN);
	assert_true(session_is_between_visits(&v->s));
	press(v, VERB_COURSES, 0);
	assert_false(session_is_between_visits(&v->s));
	press(v, VERB_NEXT, 0);
	press(v, VERB_COURSE, 0);
	press(v, VERB_COURSE_TAKE, 0);
	at(PAGE_IDLE);		/* the course is a place in the catalogue */
	assert_false(session_is_between_visits(&v->s));
	lay_card(v, "chen-li");
	assert_false(session_is_between_visits(&v->s));
	press(v, VERB_END, 0);
	card_news(v, NEWS_CARD_LIFTED);
	wait_ms(v, timeout_row(TIMEOUT_GOODBYE)->ms);
	assert_true(session_is_between_visits(&v->s));
}

/* What speaks against the clock once in a visit speaks against its application. */
static void a_doubt_of_the_clock_stays_with_the_visit(void **state)
{
	struct event doubtful = { .kind = EVENT_ACTIVITY, .clock_doubt = CLOCK_JUMPED,
				  .clock_quality = { true, false, 900, 0 } };

	(void)state;
	visit_event(v, doubtful);
	press(v, VERB_LANG, LANG_EN);
	assert_int_equal(v->s.clock_doubt, 0);	/* it was before anybody's visit */
	lay_card(v, "chen-li");
	visit_event(v, doubtful);
	press(v, VERB_NEXT, 0);
	assert_int_equal(v->s.clock_doubt, CLOCK_JUMPED);
	assert_false(v->s.clock_quality.offset_known);	/* by the last event, not the first */
	press(v, VERB_END, 0);
	card_news(v, NEWS_CARD_LIFTED);
	assert_int_equal(v->s.clock_doubt, 0);
}

/* ---- patience ---- */

/* Ten minutes by signs of life alone: speech that plays, a focus that moves, a switch. */
static void who_listens_is_not_warned(void **state)
{
	(void)state;
	lay_card(v, "chen-li");
	press(v, VERB_NEXT, 0);
	at(PAGE_GROUP);
	for (int i = 0; i < 60; i++) {
		v->now += 10000;
		visit_event(v, (struct event){ .kind = EVENT_ACTIVITY });
	}
	at(PAGE_GROUP);
	wait_ms(v, timeout_row(TIMEOUT_IDLE)->ms);
	at(PAGE_WARNING);
}

/* ---- the end ---- */

static void to_submitting(void)
{
	to_results("chen-li");
	promise_all();
	prove_with_pin();
	press(v, VERB_SIGN, SIGN_KEYPAD);
	press(v, VERB_CONFIRM, 0);
	press(v, VERB_CONFIRM, 0);
	card_news(v, NEWS_CARD_LIFTED);
	press(v, VERB_SUBMIT, 0);
	card_news(v, NEWS_CARD_LAID);
	at(PAGE_LAY_AGAIN);
}

/* Nothing is being written yet, so there is no answer to wait for. */
static void the_end_while_the_card_is_compared_saves_nothing(void **state)
{
	(void)state;
	to_submitting();
	v->s.at = (struct place){ PAGE_SUBMITTING, 0 };
	press(v, VERB_END, 0);
	at(PAGE_TAKE_CARD);
	answer_read(v);
	at(PAGE_TAKE_CARD);
	assert_int_equal(v->count[EFFECT_SAVE], 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(another_cards_pin_proves_nothing),
		TEST(another_cards_pin_on_the_page_asks_for_the_card),
		TEST(digits_go_to_nobody_elses_pin),
		TEST(with_the_guides_card_its_pages_are_over),
		TEST(with_the_guides_card_its_page_under_a_warning_is_over),
		TEST(a_card_gone_behind_the_help_is_not_being_read),
		TEST(nothing_lies_over_another_card),
		TEST(what_was_left_on_the_first_page_goes),
		TEST(a_number_that_was_seen_goes),
		TEST(a_restart_is_explained_for_a_while),
		TEST(without_a_reader_no_card_is_asked_for),
		TEST(a_card_left_on_a_lost_reader_is_called_for),
		TEST(a_card_laid_later_is_somebodys),
		TEST(a_reader_that_comes_back_in_a_visit_disturbs_nobody),
		TEST(while_it_is_closed_no_card_begins_a_visit),
		TEST(what_was_laid_before_it_opened_counts_for_nobody),
		TEST(who_is_being_served_stays),
		TEST(only_a_call_that_went_out_is_said),
		TEST(a_sheet_leaves_the_page_as_it_was),
		TEST(a_sheet_goes_with_its_page),
		TEST(between_visits_nothing_hangs_on_the_day),
		TEST(a_doubt_of_the_clock_stays_with_the_visit),
		TEST(who_listens_is_not_warned),
		TEST(the_end_while_the_card_is_compared_saves_nothing),
	};

	return RUN(tests);
}
