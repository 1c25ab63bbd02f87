/*
 * Whatever a step asks for has its answer, also where no store is there and no
 * helper runs; and what is printed is what was sealed.
 */
#include "tests/unit/session/stage.h"

#include "kiosk/kiosk.h"
#include "kiosk/press_news.h"
#include "kiosk/reader_news.h"
#include "receipt/press_link.h"

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
	};
	char command[64];
	int failed;

	if (!mkdtemp(folder))
		return 3;
	failed = RUN(tests);
	snprintf(command, sizeof(command), "rm -r %s", folder);
	return failed || system(command);
}
