/*
 * Whatever a step asks for has its answer, also where no store is there and no
 * helper runs; and what is printed is what was sealed.
 */
#include "tests/unit/session/stage.h"

#include "kiosk/elsewhere.h"
#include "kiosk/kiosk.h"
#include "kiosk/press_news.h"
#include "kiosk/reader_news.h"
#include "kiosk/voice_news.h"
#include "receipt/press_link.h"
#include "store/health.h"

static struct kiosk *k;
static char folder[] = "/tmp/kiosk-effects-XXXXXX";

static void no_args(void *context, const char *args[HELPER_ARGS_MAX])
{
	(void)context;
	(void)args;
}

/* Helpers as the kiosk has them, but that none of them can be started. */
static const struct helper_ops reader = {
	.program = "no-reader", .stall_ms = 1000, .args = no_args,
	.message = reader_news, .lost = reader_lost,
};
static const struct helper_ops press_ops = {
	.program = "no-press", .stall_ms = 1000, .args = no_args,
	.message = press_news, .lost = press_lost,
};

static const struct helper_ops courier_ops = {
	.program = "no-courier", .stall_ms = 1000, .args = no_args,
	.message = courier_news, .lost = courier_lost,
};

static int begin(void **state)
{
	k = calloc(1, sizeof(*k));
	k->helpers = helpers_create(NULL, NULL);
	k->reader = helpers_add(k->helpers, &reader, k);
	k->press = helpers_add(k->helpers, &press_ops, k);
	k->pack = pack;
	return k->helpers ? set_up(state) : -1;
}

static int end(void **state)
{
	store_close(k->store);
	helpers_destroy(k->helpers);
	queue_finish(&k->queue);
	free(k);
	return tear_down(state);
}

static void with_store(void)
{
	assert_int_equal(store_open(folder, &k->store), ERR_OK);
}

static void ask(struct effect effect)
{
	const struct effects effects = { .count = 1, .at = { effect } };

	kiosk_do(k, &effects);
}

static struct event answer(enum event_kind kind)
{
	struct event event = { 0 };

	assert_true(queue_take(&k->queue, &event));
	assert_int_equal(event.kind, kind);
	return event;
}

static void no_more_answers(void)
{
	assert_int_equal(k->queue.count, 0);
}

static void look_up(const char *id_no, enum person_news expected)
{
	struct effect effect = { .kind = EFFECT_LOOK_UP };

	snprintf(effect.id_no, sizeof(effect.id_no), "%s", id_no);
	ask(effect);
	assert_int_equal(answer(EVENT_PERSON).person.news, expected);
	no_more_answers();
}

static void who_is_not_there_is_not_who_cannot_be_asked_for(void **state)
{
	(void)state;
	look_up("330299198604120245", NEWS_PERSON_UNREACHABLE);
	with_store();
	look_up("330299198604120245", NEWS_PERSON_ABSENT);
}

static void without_a_store_there_is_no_key_and_nothing_is_saved(void **state)
{
	(void)state;
	ask((struct effect){ .kind = EFFECT_RESERVE_KEY });
	assert_string_equal(answer(EVENT_VISIT_KEY).visit_key, "");
	to_ink();
	k->world = v->world;
	k->session = v->s;
	ask((struct effect){ .kind = EFFECT_SAVE });
	assert_int_equal(answer(EVENT_SAVED).saved.news, NEWS_SAVED_NOT);
	ask((struct effect){ .kind = EFFECT_SETTLE });
	assert_int_equal(answer(EVENT_SAVED).saved.news, NEWS_SAVED_UNKNOWN);
	assert_string_equal(k->sealed.receipt_no, "");
	no_more_answers();
}

/* ---- what the centre knows ---- */

#define LI "330299198604120245"	/* 示例数据 */

static void with_centre(void)
{
	k->courier = helpers_add(k->helpers, &courier_ops, k);
}

static void a_centre_that_is_not_reached_is_said_not_to_be(void **state)
{
	struct effect effect = { .kind = EFFECT_LOOK_UP, .id_no = "330299197909030158" };
	struct event event;

	(void)state;
	with_store();
	with_centre();
	ask(effect);
	event = answer(EVENT_PERSON);
	assert_int_equal(event.person.news, NEWS_PERSON_ABSENT);
	assert_int_equal(event.person.elsewhere, ELSEWHERE_UNKNOWN);
	assert_int_equal(answer(EVENT_HELD).held.elsewhere, ELSEWHERE_UNKNOWN);
	no_more_answers();
	elsewhere_mind(k);	/* and nothing waits for its time-out */
	no_more_answers();
	assert_true(elsewhere_due(k) == INT64_MAX);
}

/* A question that is under way, of somebody of whom this register knows two facts. */
static struct event answered(const char *body, enum courier_outcome outcome)
{
	struct elsewhere_question *q = &k->elsewhere.facts;
	struct person *person = &q->event.person.person;
	struct courier_answer said = { .id = 5, .outcome = outcome, .size = strlen(body),
				       .body = (const uint8_t *)body };
	const struct fact yes = { .source = FACT_REGISTRY, .number = 1, .as_of = { 2021, 3, 1 } };

	*q = (struct elsewhere_question){ .id = 5, .until_ms = INT64_MAX,
					  .ask = { LI, "00112233445566ff" } };
	q->event.kind = EVENT_PERSON;
	q->event.person.news = NEWS_PERSON_FOUND;
	person->fact_count = 2;
	person->facts[0] = (struct named_fact){ "disabled", yes };
	person->facts[1] = (struct named_fact){ "veteran", yes };
	elsewhere_answered(k, &said);
	assert_int_equal(q->id, 0);
	return answer(EVENT_PERSON);
}

#define SAID(facts) "{\"outcome\": \"known\", \"ask\": \"00112233445566ff\"," \
	" \"id_no\": \"" LI "\", \"facts\": [" facts "]}"
#define FACT(id, value, day) "{\"fact\": \"" id "\", \"value\": \"" value "\"," \
	" \"source\": \"employment\", \"as_of\": \"" day "\", \"differs\": false}"

static void each_fact_is_the_word_of_the_later_day(void **state)
{
	struct event event = answered(SAID(FACT("disabled", "false", "2021-03-02") ","
					   FACT("veteran", "false", "2021-02-28") ","
					   FACT("post.cert_level", "3", "2021-01-01") ","
					   FACT("of_a_newer_centre", "true", "2021-01-01")),
				      COURIER_ANSWERED);
	const struct person *person = &event.person.person;

	(void)state;
	assert_int_equal(event.person.elsewhere, ELSEWHERE_KNOWN);
	assert_int_equal(person->fact_count, 3);
	assert_int_equal(person->facts[0].fact.number, 0);
	assert_int_equal(person->facts[0].fact.source, FACT_REGISTRY);
	assert_int_equal(person->facts[0].fact.as_of.day, 2);
	assert_int_equal(person->facts[1].fact.number, 1);
	assert_string_equal(person->facts[2].id, "post.cert_level");
	assert_string_equal(person->id_no, LI);
}

/* What this kiosk's own register says stands, whatever the centre sends. */
static void nothing_of_a_wrong_answer_is_used(void **state)
{
	static const char *const wrong[] = {
		SAID(FACT("disabled", "false", "2021-03-02") ","
		     FACT("veteran", "no", "2021-03-02")),
		SAID(FACT("disabled", "false", "2021-03-02") ","
		     FACT("post.cert_level", "6", "2021-03-02")),
		SAID(FACT("disabled", "false", "2021-03-02") ","
		     FACT("post.monthly_fen", "1.234", "2021-03-02")),
		"{\"outcome\": \"known\", \"ask\": \"00112233445566ff\", \"id_no\":"
		" \"330299197909030158\", \"facts\": [" FACT("disabled", "false", "2021-03-02")
		"]}", "",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		struct event event = answered(wrong[i], COURIER_ANSWERED);

		if (event.person.elsewhere != ELSEWHERE_UNKNOWN ||
		    event.person.person.fact_count != 2 ||
		    event.person.person.facts[0].fact.number != 1)
			fail_msg("used: %s", wrong[i]);
	}
	assert_int_equal(answered(SAID(FACT("disabled", "false", "2021-03-02")),
				  COURIER_NO_WAY).person.person.facts[0].fact.number, 1);
}

/* A visit up to its signature, with a key of this store. */
static void to_a_save(void)
{
	struct event key;

	with_store();
	ask((struct effect){ .kind = EFFECT_RESERVE_KEY });
	key = answer(EVENT_VISIT_KEY);
	assert_string_not_equal(key.visit_key, "");
	to_ink();
	k->world = v->world;
	k->session = v->s;
	memcpy(k->session.key, key.visit_key, sizeof(key.visit_key));
}

static void what_is_printed_is_what_was_sealed(void **state)
{
	static struct application sealed;
	struct event saved;

	(void)state;
	to_a_save();
	ask((struct effect){ .kind = EFFECT_SAVE });
	saved = answer(EVENT_SAVED);
	assert_int_equal(saved.saved.news, NEWS_SAVED_DONE);
	assert_string_equal(k->sealed.receipt_no, saved.saved.receipt_no);
	assert_int_equal(store_load(k->store, saved.saved.receipt_no, &sealed), ERR_OK);
	assert_memory_equal(&sealed, &k->sealed, sizeof(sealed));
	ask((struct effect){ .kind = EFFECT_SETTLE });
	assert_int_equal(answer(EVENT_SAVED).saved.news, NEWS_SAVED_DONE);
	no_more_answers();
}

/* It was never handed over: that is known, and said. */
static void a_press_that_does_not_run_prints_nothing(void **state)
{
	(void)state;
	snprintf(k->sealed.receipt_no, sizeof(k->sealed.receipt_no), "003-1");
	ask((struct effect){ .kind = EFFECT_PRINT });
	assert_int_equal(answer(EVENT_PRINT).print, NEWS_PRINT_BROKEN);
	no_more_answers();
}

/* Its outcome is not known, once. */
static void a_press_that_is_lost_over_a_job(void **state)
{
	(void)state;
	press_lost(k);
	no_more_answers();
	k->press_busy = true;
	press_lost(k);
	press_lost(k);
	assert_int_equal(answer(EVENT_PRINT).print, NEWS_PRINT_UNKNOWN);
	no_more_answers();
}

static void tell(enum print_phase phase, enum printer_trouble trouble)
{
	struct press_reply reply = { .event = PRESS_PROGRESS, .job = k->press_job,
				     .phase = phase, .trouble = trouble };
	uint8_t bytes[PRESS_REPLY_MAX];
	size_t size = 0;

	assert_int_equal(press_reply_encode(&reply, bytes, sizeof(bytes), &size), ERR_OK);
	assert_int_equal(press_news(k, bytes, size), ERR_OK);
}

/* Of a handout that is cut short nothing is told any more, and the receipt follows its end. */
static void a_receipt_goes_before_a_handout(void **state)
{
	(void)state;
	to_a_save();
	ask((struct effect){ .kind = EFFECT_SAVE });
	answer(EVENT_SAVED);
	k->press_busy = k->press_handout = true;
	k->press_job = 7;
	tell(PRINT_WAITING, PRINTER_NO_PAPER);
	assert_int_equal(answer(EVENT_HANDOUT).print, NEWS_PRINT_PAPER_EMPTY);
	k->press_waits = true;
	tell(PRINT_WAITING, PRINTER_NO_PAPER);
	no_more_answers();
	tell(PRINT_FAILED, PRINTER_NO_PAPER);
	assert_false(k->press_waits);
	assert_int_equal(answer(EVENT_PRINT).print, NEWS_PRINT_BROKEN);	/* no press runs here */
	no_more_answers();
}

/* The press is gone with it: the receipt is answered for at once. */
static void a_receipt_does_not_wait_for_a_press_that_is_gone(void **state)
{
	(void)state;
	to_a_save();
	ask((struct effect){ .kind = EFFECT_SAVE });
	answer(EVENT_SAVED);
	k->press_busy = k->press_handout = true;
	ask((struct effect){ .kind = EFFECT_PRINT });
	assert_int_equal(answer(EVENT_PRINT).print, NEWS_PRINT_BROKEN);
	assert_false(k->press_waits || k->press_busy);
	no_more_answers();
}

/* When the visit ends before that, no paper of it comes after. */
static void what_waits_for_its_turn_ends_with_the_visit(void **state)
{
	(void)state;
	k->press_busy = k->press_waits = true;
	press_forget(k);
	assert_false(k->press_waits || k->press_busy);
}

static void a_handout_without_a_press_is_said_to_be_none(void **state)
{
	(void)state;
	ask((struct effect){ .kind = EFFECT_HAND_OUT, .handout = HANDOUT_BRING });
	assert_int_equal(answer(EVENT_HANDOUT).print, NEWS_PRINT_BROKEN);
	no_more_answers();
}

static void a_reader_that_does_not_run_answers_each_question(void **state)
{
	struct event event;

	(void)state;
	ask((struct effect){ .kind = EFFECT_WATCH_CARD });
	assert_int_equal(answer(EVENT_CARD).card.news, NEWS_READER_MISSING);
	ask((struct effect){ .kind = EFFECT_WATCH_CARD });
	no_more_answers();
	ask((struct effect){ .kind = EFFECT_READ_CARD });
	assert_int_equal(answer(EVENT_CARD).card.news, NEWS_READER_MISSING);
	ask((struct effect){ .kind = EFFECT_VERIFY_PIN, .pin = "112233" });
	event = answer(EVENT_PIN);
	assert_int_equal(event.pin.news, NEWS_PIN_NO_CARD);
	assert_int_equal(event.pin.tries, -1);
	no_more_answers();
}

/* Who sent it is killed (helpers/helpers.h), and then lost: nothing is made of it here. */
static void what_makes_no_sense_is_no_news(void **state)
{
	static const uint8_t nonsense[] = { 255, 1, 2, 3 };

	(void)state;
	assert_int_not_equal(reader_news(k, nonsense, sizeof(nonsense)), ERR_OK);
	assert_int_not_equal(press_news(k, nonsense, sizeof(nonsense)), ERR_OK);
	no_more_answers();
}

/* It is not taken for one that is under way: the next round has it again. */
static void a_letter_to_a_courier_that_is_gone_waits(void **state)
{
	static struct outbox_item item;
	struct store_health health;

	(void)state;
	to_a_save();
	outbox_keep(k->store);
	ask((struct effect){ .kind = EFFECT_SAVE });
	answer(EVENT_SAVED);
	assert_int_equal(store_health(k->store, &health), ERR_OK);
	assert_int_equal(health.outbox[OUTBOX_WAITING], 1);
	assert_int_equal(health.waiting_since, k->session.signed_s);
	assert_true(health.room_bytes > 0);
	assert_int_equal(outbox_next(k->store, 0, &item), ERR_OK);
	assert_int_equal(outbox_write(k->store, item.seq, "{}", 2), ERR_OK);
	with_centre();
	k->courier_desk.rest_ms = COURIER_REST_MS;
	k->courier_desk.marks_ms = INT64_MAX;
	courier_mind(k);
	assert_int_equal(k->courier_desk.item_id, 0);
	assert_true(k->courier_desk.round_ms > 0 && k->courier_desk.round_ms < INT64_MAX);
}

/* The clock of a kiosk goes on by so much, and what it says is minded once a second. */
static int signs_of_life(int seconds)
{
	int signs = 0;
	struct event event;

	for (int i = 0; i < seconds; i++) {
		k->leap_ms += 1000;
		voice_mind(k);
		while (queue_take(&k->queue, &event))
			signs += event.kind == EVENT_ACTIVITY;
	}
	return signs;
}

static void a_voice_that_never_ends_keeps_no_page_open(void **state)
{
	(void)state;
	k->speaking = true;
	k->spoke_ms = k->piece_ms = kiosk_now_ms(k);
	assert_in_range(signs_of_life(60), 5, 6);
	k->piece_ms = kiosk_now_ms(k);	/* the next piece begins */
	assert_in_range(signs_of_life(170), 16, 17);
	signs_of_life(30);
	assert_false(k->speaking);
	assert_int_equal(signs_of_life(600), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(who_is_not_there_is_not_who_cannot_be_asked_for,
						begin, end),
		cmocka_unit_test_setup_teardown(
			without_a_store_there_is_no_key_and_nothing_is_saved, begin, end),
		cmocka_unit_test_setup_teardown(what_is_printed_is_what_was_sealed, begin, end),
		cmocka_unit_test_setup_teardown(a_press_that_does_not_run_prints_nothing,
						begin, end),
		cmocka_unit_test_setup_teardown(a_press_that_is_lost_over_a_job, begin, end),
		cmocka_unit_test_setup_teardown(a_receipt_goes_before_a_handout, begin, end),
		cmocka_unit_test_setup_teardown(
			a_receipt_does_not_wait_for_a_press_that_is_gone, begin, end),
		cmocka_unit_test_setup_teardown(what_waits_for_its_turn_ends_with_the_visit,
						begin, end),
		cmocka_unit_test_setup_teardown(a_handout_without_a_press_is_said_to_be_none,
						begin, end),
		cmocka_unit_test_setup_teardown(a_reader_that_does_not_run_answers_each_question,
						begin, end),
		cmocka_unit_test_setup_teardown(what_makes_no_sense_is_no_news, begin, end),
		cmocka_unit_test_setup_teardown(a_centre_that_is_not_reached_is_said_not_to_be,
						begin, end),
		cmocka_unit_test_setup_teardown(each_fact_is_the_word_of_the_later_day, begin, end),
		cmocka_unit_test_setup_teardown(nothing_of_a_wrong_answer_is_used, begin, end),
		cmocka_unit_test_setup_teardown(a_letter_to_a_courier_that_is_gone_waits, begin,
						end),
		cmocka_unit_test_setup_teardown(a_voice_that_never_ends_keeps_no_page_open, begin,
						end),
	};
	char command[64];
	int failed;

	if (!mkdtemp(folder))
		return 3;
	failed = RUN(tests);
	snprintf(command, sizeof(command), "rm -r %s", folder);
	return failed || system(command);
}
