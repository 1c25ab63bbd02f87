/*
 * What goes wrong: cards, readers, PINs, saving, paper, time; and that nothing
 * of a visit is left when it ends.
 */
#include "tests/unit/session/stage.h"

#include "session/timeouts.h"

/* All that may differ from a new session: clock, devices, page, and how the last page is read. */
static void assert_wiped(void)
{
	struct session *fresh = calloc(1, sizeof(*fresh));

	session_init(fresh, v->s.now_ms);
	fresh->clock_s = v->s.clock_s;
	fresh->active_ms = v->s.active_ms;
	fresh->page_ms = v->s.page_ms;
	fresh->devices = v->s.devices;
	fresh->view = v->s.view;
	fresh->at = v->s.at;
	fresh->reminded = v->s.reminded;
	assert_memory_equal(fresh, &v->s, sizeof(*fresh));
	free(fresh);
}

/* ---- cards ---- */

static void each_card_has_its_page(void **state)
{
	static const struct { enum card_type type; enum visit_page page; } rows[] = {
		{ CARD_STAFF, PAGE_CARD_STAFF },
		{ CARD_ZHEJIANG_PERMIT, PAGE_CARD_ZHEJIANG },
		{ CARD_UNKNOWN, PAGE_CARD_UNREADABLE },
		{ CARD_NONE, PAGE_CARD_UNREADABLE },
		{ CARD_RESIDENT_ID, PAGE_WHO },
		{ CARD_HMT_PERMIT, PAGE_WHO },
		{ CARD_FOREIGN_PERMIT_2023, PAGE_WHO },
	};

	(void)state;
	for (unsigned i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		visit_open(v, pack);
		v->card = card_of("chen-li");
		v->card.type = rows[i].type;
		card_news(v, NEWS_CARD_LAID);
		at(PAGE_READING);
		answer_read(v);
		at(rows[i].page);
		if (rows[i].page != PAGE_WHO)
			assert_int_equal(v->s.holder.type, CARD_NONE);
	}
}

static void news_of_a_card_that_fails(void **state)
{
	static const struct { enum card_news news; enum visit_page page; } rows[] = {
		{ NEWS_CARD_LIFTED, PAGE_CARD_LIFTED },
		{ NEWS_CARD_SECOND, PAGE_CARD_SECOND },
		{ NEWS_CARD_UNREADABLE, PAGE_CARD_UNREADABLE },
		{ NEWS_CARD_DENIED, PAGE_CARD_DENIED },
		{ NEWS_READER_MISSING, PAGE_NO_READER },
	};

	(void)state;
	for (unsigned i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		visit_open(v, pack);
		card_news(v, NEWS_CARD_LAID);
		card_news(v, rows[i].news);
		at(rows[i].page);
		card_news(v, NEWS_READER_READY);
		card_news(v, NEWS_CARD_LIFTED);
		lay_card(v, "chen-li");		/* the card laid again is the way on */
		at(PAGE_WHO);
	}
}

static void number_only_and_copies_show_nothing_personal(void **state)
{
	(void)state;
	v->card = card_of("pan-lei");
	v->card.number_only = true;
	v->card.name[0] = v->card.id_no[0] = 0;
	card_news(v, NEWS_CARD_LAID);
	answer_read(v);
	at(PAGE_CARD_NUMBER_ONLY);
	assert_false(session_has_person(&v->s));
	visit_open(v, pack);
	v->told.assurance = ASSURANCE_A0;
	lay_card(v, "chen-li");
	at(PAGE_CARD_CLONE);
	assert_false(session_has_person(&v->s));
	press(v, VERB_CONDITIONS, 0);
	at(PAGE_CONDITIONS);
}

static void under_age_and_expired(void **state)
{
	(void)state;
	lay_card(v, "guo-xin");
	at(PAGE_UNDER_AGE);
	assert_false(session_has_person(&v->s));
	assert_int_equal(v->count[EFFECT_LOOK_UP], 0);
	visit_open(v, pack);
	v->card = card_of("chen-li");
	v->card.expires = (struct date){ 2021, 3, 14 };
	card_news(v, NEWS_CARD_LAID);
	answer_read(v);
	at(PAGE_CARD_EXPIRED);
	visit_open(v, pack);
	v->card = card_of("chen-li");
	v->card.expires = (struct date){ 2021, 3, 15 };	/* the last day still counts */
	card_news(v, NEWS_CARD_LAID);
	answer_read(v);
	at(PAGE_WHO);
}

static void another_card_covers_the_page(void **state)
{
	(void)state;
	to_results("chen-li");
	card_news(v, NEWS_CARD_LIFTED);
	v->told.other_card = true;
	card_news(v, NEWS_CARD_LAID);
	answer_read(v);
	at(PAGE_CARD_OTHER);
	card_news(v, NEWS_CARD_LIFTED);
	at(PAGE_RESULTS);
}

static void another_card_left_there_locks(void **state)
{
	(void)state;
	to_results("chen-li");
	card_news(v, NEWS_CARD_LIFTED);
	v->told.other_card = true;
	card_news(v, NEWS_CARD_LAID);
	answer_read(v);
	at(PAGE_CARD_OTHER);
	wait_ms(v, timeout_row(TIMEOUT_IDLE)->ms);
	at(PAGE_LOCKED);	/* no warning whose button would uncover the page */
	card_news(v, NEWS_CARD_LIFTED);
	at(PAGE_LOCKED);
	v->told.other_card = false;
	card_news(v, NEWS_CARD_LAID);
	answer_read(v);
	at(PAGE_RESULTS);
}

static void another_card_at_the_signature_saves_nothing(void **state)
{
	(void)state;
	to_ink();
	v->told.other_card = true;
	press(v, VERB_SUBMIT, 0);
	at(PAGE_CARD_OTHER);
	assert_int_equal(v->count[EFFECT_SAVE], 0);
	v->told.other_card = false;
	card_news(v, NEWS_CARD_LIFTED);
	at(PAGE_LAY_AGAIN);
	card_news(v, NEWS_CARD_LAID);
	answer_read(v);
	at(PAGE_RECEIPT);
	assert_int_equal(v->count[EFFECT_SAVE], 1);
}

static void a_copy_at_the_signature_saves_nothing(void **state)
{
	(void)state;
	to_ink();
	v->card.assurance = ASSURANCE_A0;
	press(v, VERB_SUBMIT, 0);
	assert_int_equal(v->count[EFFECT_SAVE], 0);
}

static void the_card_is_asked_for_again(void **state)
{
	(void)state;
	to_ink();
	card_news(v, NEWS_CARD_LIFTED);
	at(PAGE_SIGN);
	press(v, VERB_SUBMIT, 0);
	at(PAGE_LAY_AGAIN);
	press(v, VERB_BACK, 0);
	at(PAGE_SIGN);
	assert_false(ink_is_empty(&v->s.ink));
	press(v, VERB_SUBMIT, 0);
	card_news(v, NEWS_CARD_LAID);
	answer_read(v);
	at(PAGE_RECEIPT);
}

/* ---- PIN ---- */

static void the_last_try_is_never_used(void **state)
{
	(void)state;
	v->world.to_see = ASSURANCE_A2;
	v->told.pin_wrong = true;
	lay_card(v, "chen-li");
	press(v, VERB_NEXT, 0);
	at(PAGE_PIN);
	type_pin(v);
	at(PAGE_PIN);
	assert_true(v->s.pin_wrong);
	assert_int_equal(v->s.pin_tries, 2);
	type_pin(v);
	at(PAGE_STAFF);
	assert_int_equal(v->s.pin_tries, 1);
	assert_int_equal(v->count[EFFECT_VERIFY_PIN], 2);
	press(v, VERB_BACK, 0);
	press(v, VERB_NEXT, 0);
	at(PAGE_STAFF);
	assert_int_equal(v->count[EFFECT_VERIFY_PIN], 2);
}

static void a_pin_is_not_kept(void **state)
{
	static const char none[PIN_DIGITS + 1];

	(void)state;
	v->world.to_see = ASSURANCE_A2;
	lay_card(v, "chen-li");
	press(v, VERB_NEXT, 0);
	for (int i = 0; i < 3; i++)
		press(v, VERB_KEY, 4);
	press(v, VERB_HELP, 0);
	assert_memory_equal(v->s.pin, none, sizeof(none));
	press(v, VERB_BACK, 0);
	type_pin(v);
	assert_memory_equal(v->s.pin, none, sizeof(none));
	assert_int_equal(v->s.holder.assurance, ASSURANCE_A2);
	assert_true(v->s.at.page == PAGE_GROUP || v->s.at.page == PAGE_QUESTION);
}

static void a_card_without_pin_goes_to_staff(void **state)
{
	(void)state;
	v->card = card_of("chen-li");
	v->card.type = CARD_RESIDENT_ID;
	card_news(v, NEWS_CARD_LAID);
	answer_read(v);
	press(v, VERB_NEXT, 0);
	answer_no(v);
	for (int i = 0; i < 4 && v->s.at.page != PAGE_PROMISES; i++)
		press(v, VERB_NEXT, 0);
	press(v, VERB_ACCEPT, ARG_ALL);
	press(v, VERB_NEXT, 0);
	at(PAGE_STAFF);
	assert_int_equal(v->s.at.arg, STAFF_NO_PIN);
	press(v, VERB_STAFF, 0);
	assert_int_equal(v->count[EFFECT_CALL_STAFF], 1);
}

/* Told as soon as the card was read; who goes on all the same comes to no signature. */
static void a_name_that_cannot_be_drawn_is_not_signed(void **state)
{
	(void)state;
	v->told.name_not_drawable = true;
	lay_card(v, "chen-li");
	at(PAGE_STAFF);
	assert_int_equal(v->s.at.arg, STAFF_NAME);
	press(v, VERB_NEXT, 0);
	at(PAGE_WHO);
	press(v, VERB_NEXT, 0);
	answer_no(v);
	at(PAGE_RESULTS);
	promise_all();
	press(v, VERB_NEXT, 0);
	at(PAGE_STAFF);
	assert_int_equal(v->s.at.arg, STAFF_NAME);
	assert_int_equal(v->count[EFFECT_SAVE], 0);
}

static void a_store_without_room_is_told_before_the_signature(void **state)
{
	(void)state;
	v->told.no_room = true;
	to_results("chen-li");
	promise_all();
	press(v, VERB_NEXT, 0);
	at(PAGE_STAFF);
	assert_int_equal(v->s.at.arg, STAFF_NO_ROOM);
	press(v, VERB_BACK, 0);
	at(PAGE_PROMISES);
	v->told.no_room = false;	/* the room asked for anew comes after this press */
	press(v, VERB_NEXT, 0);
	at(PAGE_STAFF);
	press(v, VERB_BACK, 0);
	press(v, VERB_NEXT, 0);
	at(PAGE_PIN);
}

/* ---- register, saving, paper ---- */

static void a_silent_register_is_unknown(void **state)
{
	(void)state;
	v->told.register_silent = true;
	lay_card(v, "chen-li");
	press(v, VERB_NEXT, 0);
	at(PAGE_WHO);
	wait_ms(v, timeout_row(TIMEOUT_REGISTER)->ms);
	assert_int_equal(v->s.registered, REGISTER_UNREACHABLE);
	press(v, VERB_NEXT, 0);
	at(PAGE_QUESTION);
}

static void not_saved_can_be_tried_again_with_the_same_key(void **state)
{
	char key[APPLICATION_KEY_MAX];

	(void)state;
	to_ink();
	memcpy(key, v->s.key, sizeof(key));
	v->told.save_fails = true;
	press(v, VERB_SUBMIT, 0);
	at(PAGE_NOT_SAVED);
	v->told.save_fails = false;
	v->told.save_unknown = true;
	press(v, VERB_RETRY, 0);
	at(PAGE_UNKNOWN_OUTCOME);
	v->told.save_unknown = false;
	press(v, VERB_RETRY, 0);
	at(PAGE_RECEIPT);
	assert_string_equal(v->s.key, key);
}

static void a_silent_store_is_an_unknown_outcome(void **state)
{
	struct event late = { .kind = EVENT_SAVED };

	(void)state;
	to_ink();
	v->told.save_silent = true;
	press(v, VERB_SUBMIT, 0);
	at(PAGE_SUBMITTING);
	wait_ms(v, timeout_row(TIMEOUT_SAVE)->ms);
	at(PAGE_UNKNOWN_OUTCOME);
	snprintf(late.saved.receipt_no, sizeof(late.saved.receipt_no), "NB-LATE");
	visit_event(v, late);
	at(PAGE_RECEIPT);
	assert_string_equal(v->s.receipt_no, "NB-LATE");
}

static void ending_while_saving_still_tells_the_truth(void **state)
{
	struct event saved = { .kind = EVENT_SAVED };

	(void)state;
	to_ink();
	v->told.save_silent = true;
	press(v, VERB_SUBMIT, 0);
	press(v, VERB_END, 0);
	at(PAGE_SUBMITTING);
	visit_event(v, saved);
	at(PAGE_RECEIPT);
}

/* What may be saved is asked after, never handed over again: staff or a late key change nothing. */
static void nothing_is_handed_over_twice(void **state)
{
	struct event key = { .kind = EVENT_VISIT_KEY, .visit_key = "another" };

	(void)state;
	to_ink();
	v->told.save_unknown = true;
	press(v, VERB_SUBMIT, 0);
	at(PAGE_UNKNOWN_OUTCOME);
	visit_event(v, key);
	assert_string_not_equal(v->s.key, "another");
	press(v, VERB_RETRY, 0);
	at(PAGE_UNKNOWN_OUTCOME);
	assert_int_equal(v->count[EFFECT_SAVE], 1);
	assert_int_equal(v->count[EFFECT_SETTLE], 1);
	v->told.save_unknown = false;
	v->told.save_fails = true;
	press(v, VERB_RETRY, 0);
	at(PAGE_NOT_SAVED);
	v->told.save_fails = false;
	press(v, VERB_RETRY, 0);
	at(PAGE_RECEIPT);
	assert_int_equal(v->count[EFFECT_SAVE], 2);
}

/* Whoever asks after the hand-over, and however late, is given the same value. */
static void what_was_handed_over_does_not_change(void **state)
{
	struct application *first = calloc(1, sizeof(*first)), *late = calloc(1, sizeof(*late));

	(void)state;
	to_ink();
	v->told.save_silent = true;
	press(v, VERB_SUBMIT, 0);
	session_application(&v->world, &v->s, first);
	assert_int_equal(first->signed_at, v->s.clock_s);
	wait_ms(v, timeout_row(TIMEOUT_SAVE)->ms);
	at(PAGE_UNKNOWN_OUTCOME);
	v->now += 70000;
	v->told.save_silent = false;
	press(v, VERB_RETRY, 0);
	at(PAGE_RECEIPT);
	session_application(&v->world, &v->s, late);
	memcpy(first->receipt_no, v->s.receipt_no, sizeof(first->receipt_no));
	assert_memory_equal(first, late, sizeof(*first));
	assert_int_equal(v->s.recent.signed_at, first->signed_at);
	free(first);
	free(late);
}

static void printed_is_said_on_evidence_only(void **state)
{
	(void)state;
	v->told.no_paper = true;
	to_ink();
	press(v, VERB_SUBMIT, 0);
	at(PAGE_RECEIPT);
	assert_int_equal(v->s.paper, PAPER_EMPTY);
	visit_event(v, (struct event){ .kind = EVENT_PRINT, .print = NEWS_PRINT_STARTED });
	wait_ms(v, timeout_row(TIMEOUT_PRINT)->ms);
	at(PAGE_RECEIPT);
	assert_int_equal(v->s.paper, PAPER_UNKNOWN);
	wait_ms(v, 1000);
	visit_event(v, (struct event){ .kind = EVENT_PRINT, .print = NEWS_PRINT_WAITING });
	assert_true(session_deadline_ms(&v->world, &v->s) > v->now);
	visit_event(v, (struct event){ .kind = EVENT_PRINT, .print = NEWS_PRINT_OUT });
	assert_int_equal(v->s.paper, PAPER_DONE);
	wait_ms(v, timeout_row(TIMEOUT_RECEIPT)->ms + 1000);
	at(PAGE_TAKE_CARD);
	assert_wiped();
}

/* What the press says is what stands there; the end of a job is told, whatever it waited for. */
static void the_paper_is_as_the_press_says(void **state)
{
	static const enum paper_state paper[NEWS_PRINT_COUNT] = {
		[NEWS_PRINT_WAITING] = PAPER_WAITING,
		[NEWS_PRINT_STARTED] = PAPER_PRINTING,
		[NEWS_PRINT_OUT] = PAPER_DONE,
		[NEWS_PRINT_PAPER_EMPTY] = PAPER_EMPTY,
		[NEWS_PRINT_STOPPED] = PAPER_STOPPED,
		[NEWS_PRINT_BROKEN] = PAPER_GONE,
		[NEWS_PRINT_UNKNOWN] = PAPER_UNKNOWN,
	};

	(void)state;
	to_ink();
	press(v, VERB_SUBMIT, 0);
	at(PAGE_RECEIPT);
	for (int i = 0; i < NEWS_PRINT_COUNT; i++) {
		visit_event(v, (struct event){ .kind = EVENT_PRINT, .print = (enum print_news)i });
		assert_int_equal(v->s.paper, paper[i]);
	}
}

/* Nothing that the visitor may press, and no time that passes, asks for a second paper. */
static void an_unknown_paper_is_not_printed_again(void **state)
{
	(void)state;
	to_ink();
	press(v, VERB_SUBMIT, 0);
	visit_event(v, (struct event){ .kind = EVENT_PRINT, .print = NEWS_PRINT_UNKNOWN });
	assert_int_equal(v->s.paper, PAPER_UNKNOWN);
	for (int verb = VERB_NEXT; verb < VERB_COUNT; verb++) {
		struct visit *before = malloc(sizeof(*before));

		*before = *v;
		press(v, verb, 0);
		wait_ms(v, timeout_row(TIMEOUT_PRINT)->ms);
		assert_int_equal(v->count[EFFECT_PRINT], 1);
		*v = *before;
		free(before);
	}
}

/* ---- time ---- */

static void warned_locked_wiped(void **state)
{
	(void)state;
	to_results("chen-li");
	wait_ms(v, timeout_row(TIMEOUT_IDLE)->ms - 1);
	at(PAGE_RESULTS);
	wait_ms(v, 1);
	at(PAGE_WARNING);
	assert_int_equal(timeout_warning_seconds(&v->s), 45);
	wait_ms(v, 25000);
	assert_int_equal(timeout_warning_seconds(&v->s), 20);
	wait_ms(v, 10000);
	assert_int_equal(timeout_warning_seconds(&v->s), 10);
	wait_ms(v, 10000);
	at(PAGE_LOCKED);
	answer_read(v);		/* the same card, laid again */
	at(PAGE_RESULTS);
	wait_ms(v, timeout_row(TIMEOUT_IDLE)->ms + timeout_row(TIMEOUT_WARNING)->ms);
	at(PAGE_LOCKED);
	wait_ms(v, timeout_row(TIMEOUT_LOCKED)->ms);
	at(PAGE_TAKE_CARD);
	assert_wiped();
}

static void the_warning_can_be_answered_often(void **state)
{
	(void)state;
	to_results("chen-li");
	for (int i = 0; i < 25; i++) {
		wait_ms(v, timeout_row(TIMEOUT_IDLE)->ms);
		at(PAGE_WARNING);
		press(v, VERB_STAY, 0);
		at(PAGE_RESULTS);
	}
	assert_int_equal(v->s.extended, 25);
}

static void a_lock_opens_for_nobody_else(void **state)
{
	(void)state;
	to_results("chen-li");
	wait_ms(v, timeout_row(TIMEOUT_IDLE)->ms + timeout_row(TIMEOUT_WARNING)->ms);
	at(PAGE_LOCKED);
	card_news(v, NEWS_CARD_LIFTED);
	lay_card(v, "zhao-jun");
	at(PAGE_WHO);
	assert_string_equal(v->s.holder.id_no, card_of("zhao-jun").id_no);
	for (int i = 0; i < FACTS_MAX; i++)
		assert_int_equal(v->s.answers[i].said, SAID_NOTHING);
}

static void a_night_asleep_ends_at_the_first_page(void **state)
{
	(void)state;
	to_results("chen-li");
	card_news(v, NEWS_CARD_LIFTED);
	wait_ms(v, 8 * 3600 * 1000);
	at(PAGE_IDLE);
	assert_wiped();
}

static void a_forgotten_card_is_called_for_until_it_is_taken(void **state)
{
	int called;

	(void)state;
	to_results("chen-li");
	press(v, VERB_END, 0);
	at(PAGE_TAKE_CARD);
	assert_wiped();
	for (int i = 0; i < 6; i++)
		wait_ms(v, timeout_row(TIMEOUT_TAKE_CARD)->ms);
	assert_int_equal(v->count[EFFECT_CALL_STAFF], 1);
	called = v->count[EFFECT_CUE];
	for (int i = 0; i < 60; i++)
		wait_ms(v, timeout_row(TIMEOUT_CARD_FORGOTTEN)->ms);
	at(PAGE_TAKE_CARD);
	assert_int_equal(v->count[EFFECT_CALL_STAFF], 1);
	assert_int_equal(v->count[EFFECT_CUE], called + 60);
	card_news(v, NEWS_CARD_LIFTED);
	at(PAGE_GOODBYE);
}

static void a_deadline_is_always_ahead_and_changes_something(void **state)
{
	(void)state;
	to_results("chen-li");
	for (int i = 0; i < 30; i++) {
		int64_t due = session_deadline_ms(&v->world, &v->s);

		if (due < 0)
			break;
		assert_true(due > v->now);
		assert_true(due - v->now <= 240000);
		wait_ms(v, due - v->now);
	}
	at(PAGE_TAKE_CARD);
}

static void the_next_visitor_finds_the_default_view(void **state)
{
	(void)state;
	press(v, VERB_LANG, LANG_EN);
	to_results("chen-li");
	press(v, VERB_SIZE, VIEW_LARGE);
	press(v, VERB_REACH, 1);
	press(v, VERB_END, 0);
	assert_int_equal(v->s.view.lang, LANG_EN);	/* the goodbye is still read */
	card_news(v, NEWS_CARD_LIFTED);
	wait_ms(v, 10000);
	at(PAGE_IDLE);
	assert_int_equal(v->s.view.lang, LANG_ZH_HANS);
	assert_int_equal(v->s.view.size, VIEW_NORMAL);
	assert_false(v->s.view.reach);
}

/* Asked for as it was, the glass speaks the usual words of the same language again. */
static void easy_words_go_with_the_view(void **state)
{
	(void)state;
	to_results("chen-li");
	press(v, VERB_LANG, LANG_ZH_EASY);
	press(v, VERB_SIZE, VIEW_LARGE);
	press(v, VERB_SIZE, -1);
	assert_int_equal(v->s.view.lang, LANG_ZH_HANS);
	press(v, VERB_LANG, LANG_EN);
	press(v, VERB_SIZE, -1);
	assert_int_equal(v->s.view.lang, LANG_EN);
}

static void every_time_out_has_its_reason(void **state)
{
	(void)state;
	for (int i = 0; i < TIMEOUT_COUNT; i++) {
		assert_non_null(timeout_row((enum timeout_id)i)->name);
		assert_true(strlen(timeout_row((enum timeout_id)i)->reason) > 20);
	}
	assert_true(timeout_row(TIMEOUT_IDLE)->ms >= 120000);
	assert_true(timeout_row(TIMEOUT_IDLE_READING)->ms <= 300000);
	assert_int_equal(timeout_row(TIMEOUT_WARNING)->ms, 45000);
}

/* ---- the record ---- */

static void the_record_is_read_off_the_pair(void **state)
{
	struct session *before = calloc(1, sizeof(*before));
	struct audit_entry entries[AUDIT_MAX];
	int count;

	(void)state;
	*before = v->s;
	lay_card(v, "chen-li");
	count = session_audit(before, &v->s, entries);
	assert_true(has_line(entries, count, "visit.begun"));
	assert_true(has_line(entries, count, "card.read"));
	*before = v->s;
	press(v, VERB_END, 0);
	count = session_audit(before, &v->s, entries);
	assert_true(has_line(entries, count, "visit.wiped"));
	*before = v->s;
	assert_int_equal(session_audit(before, &v->s, entries), 0);
	free(before);
}

/* The register comes before the card, the card before what is said; a copy says nothing. */
static void a_permit_says_how_long_it_is_valid(void **state)
{
	const struct date until = { 2024, 5, 1 };
	int fact = pack_fact_find(v->world.pack, "residence_permit_until");
	struct fact seen;

	(void)state;
	lay_card(v, "huang-jiaxin");
	v->s.registered = REGISTER_UNREACHABLE;
	v->s.holder.type = CARD_HMT_PERMIT;
	v->s.holder.assurance = ASSURANCE_A1;
	v->s.holder.expires = until;
	seen = derive_fact(&v->world, &v->s, fact);
	assert_int_equal(seen.source, FACT_CARD);
	assert_int_equal(seen.number, date_to_days(until));
	v->s.holder.assurance = ASSURANCE_A0;
	assert_int_equal(derive_fact(&v->world, &v->s, fact).source, FACT_UNSTATED);
	v->s.holder.assurance = ASSURANCE_A1;
	v->s.holder.type = CARD_FOREIGN_PERMIT_2023;
	assert_int_equal(derive_fact(&v->world, &v->s, fact).source, FACT_UNSTATED);
}

static void late_answers_are_a_mark_for_staff(void **state)
{
	struct session *before = calloc(1, sizeof(*before));
	struct audit_entry entries[AUDIT_MAX];
	int count;

	(void)state;
	lay_card(v, "chen-li");
	assert_false(v->s.holder.slow);
	*before = v->s;
	v->card.slow = true;	/* the same card, read again from farther away */
	card_news(v, NEWS_CARD_READ);
	assert_true(v->s.holder.slow);
	count = session_audit(before, &v->s, entries);
	assert_true(has_line(entries, count, "card.slow"));
	*before = v->s;
	v->card.slow = false;
	card_news(v, NEWS_CARD_READ);
	assert_true(v->s.holder.slow);
	assert_false(has_line(entries, session_audit(before, &v->s, entries), "card.slow"));
	free(before);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(each_card_has_its_page),
		TEST(news_of_a_card_that_fails),
		TEST(number_only_and_copies_show_nothing_personal),
		TEST(under_age_and_expired),
		TEST(another_card_covers_the_page),
		TEST(another_card_left_there_locks),
		TEST(another_card_at_the_signature_saves_nothing),
		TEST(a_copy_at_the_signature_saves_nothing),
		TEST(the_card_is_asked_for_again),
		TEST(late_answers_are_a_mark_for_staff),
		TEST(a_permit_says_how_long_it_is_valid),
		TEST(the_last_try_is_never_used),
		TEST(a_pin_is_not_kept),
		TEST(a_card_without_pin_goes_to_staff),
		TEST(a_name_that_cannot_be_drawn_is_not_signed),
		TEST(a_store_without_room_is_told_before_the_signature),
		TEST(a_silent_register_is_unknown),
		TEST(not_saved_can_be_tried_again_with_the_same_key),
		TEST(a_silent_store_is_an_unknown_outcome),
		TEST(ending_while_saving_still_tells_the_truth),
		TEST(nothing_is_handed_over_twice),
		TEST(what_was_handed_over_does_not_change),
		TEST(printed_is_said_on_evidence_only),
		TEST(the_paper_is_as_the_press_says),
		TEST(an_unknown_paper_is_not_printed_again),
		TEST(warned_locked_wiped),
		TEST(the_warning_can_be_answered_often),
		TEST(a_lock_opens_for_nobody_else),
		TEST(a_night_asleep_ends_at_the_first_page),
		TEST(a_forgotten_card_is_called_for_until_it_is_taken),
		TEST(a_deadline_is_always_ahead_and_changes_something),
		TEST(the_next_visitor_finds_the_default_view),
		TEST(easy_words_go_with_the_view),
		TEST(every_time_out_has_its_reason),
		TEST(the_record_is_read_off_the_pair),
	};

	return RUN(tests);
}
