/* A conversation with a reader that says what the test wants. */
#include "card/apdu.h"
#include "card/auth.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <string.h>

struct script {
	struct reader reader;
	int at;
	struct {
		const char *command;
		size_t command_size;
		const char *answer;
		size_t size;
	} say[12];
	int tries_used;
};

static enum err play(struct reader *reader, const uint8_t *command, size_t size, int ms,
		     uint8_t *answer, size_t *ret_size)
{
	struct script *s = (struct script *)reader;
	int at = s->at++;

	(void)ms;
	if (command[1] == 0x20 && size > 4)
		s->tries_used++;
	if (!s->say[at].answer)
		return ERR_REMOVED;
	if (s->say[at].command) {
		assert_int_equal(size, s->say[at].command_size);
		assert_memory_equal(command, s->say[at].command, size);
	}
	memcpy(answer, s->say[at].answer, s->say[at].size);
	*ret_size = s->say[at].size;
	return ERR_OK;
}

static const struct reader_ops ops = { .name = "script", .apdu = play };

#define BYTES(text) text, sizeof(text) - 1

static void test_get_response(void **state)
{
	struct script s = {
		.reader = { &ops },
		.say = {
			{ BYTES("\x00\xB2\x01\x00\x06"), BYTES("\x6C\x03") },
			{ BYTES("\x00\xB2\x01\x00\x03"), BYTES("A\x61\x02") },
			{ BYTES("\x00\xC0\x00\x00\x02"), BYTES("BC\x90\x00") },
		},
	};
	struct card_session session = card_session_begin(&s.reader, deadline_in(1000));
	struct apdu_reply reply;

	(void)state;
	assert_int_equal(card_session_command(&session, 0xB2, 1, 0, NULL, 0, 6, &reply), ERR_OK);
	assert_int_equal(reply.sw, SW_OK);
	assert_int_equal(reply.size, 3);
	assert_memory_equal(reply.data, "ABC", 3);
	assert_int_equal(session.exchanges, 3);
}

/* 6Cxx to a command without Le: the length is added, the data stays. */
static void test_length_is_added(void **state)
{
	struct script s = {
		.reader = { &ops },
		.say = {
			{ BYTES("\x00\xA4\x04\x00\x02\xEF\x05"), BYTES("\x6C\x01") },
			{ BYTES("\x00\xA4\x04\x00\x02\xEF\x05\x01"), BYTES("\x6C\x02") },
			{ BYTES("\x00\xA4\x04\x00\x02\xEF\x05\x02"), BYTES("AB\x90\x00") },
			{ BYTES("\x00\x20\x00\x00"), BYTES("\x6C\x01") },
			{ BYTES("\x00\x20\x00\x00\x01"), BYTES("C\x90\x00") },
		},
	};
	struct card_session session = card_session_begin(&s.reader, deadline_in(1000));
	struct apdu_reply reply;

	(void)state;
	assert_int_equal(card_session_command(&session, 0xA4, 4, 0, (const uint8_t *)"\xEF\x05", 2,
					      -1, &reply),
			 ERR_OK);
	assert_int_equal(reply.size, 2);
	assert_int_equal(card_session_command(&session, 0x20, 0, 0, NULL, 0, -1, &reply), ERR_OK);
	assert_int_equal(reply.size, 1);
}

static void test_endless_answers_end(void **state)
{
	struct script s = { .reader = { &ops } };
	struct card_session session = card_session_begin(&s.reader, deadline_in(1000));
	struct apdu_reply reply = { .sw = 7 };

	(void)state;
	for (int i = 0; i < 12; i++) {
		s.say[i].answer = "\x61\x10";
		s.say[i].size = 2;
	}
	assert_int_equal(card_session_command(&session, 0xB2, 1, 0, NULL, 0, 6, &reply), ERR_PROTO);
	assert_int_equal(reply.sw, 7);
}

static void test_errors_and_deadline(void **state)
{
	struct script s = { .reader = { &ops }, .say = { { NULL, 0, BYTES("\x90") } } };
	struct card_session session = card_session_begin(&s.reader, deadline_in(1000));
	struct card_session late = card_session_begin(&s.reader, deadline_in(0));
	struct apdu_reply reply;

	(void)state;
	assert_int_equal(card_session_command(&session, 0xB2, 1, 0, NULL, 0, 0, &reply), ERR_PROTO);
	assert_int_equal(card_session_command(&session, 0xB2, 1, 0, NULL, 0, 0, &reply),
			 ERR_REMOVED);
	assert_int_equal(card_session_command(&late, 0xB2, 1, 0, NULL, 0, 0, &reply), ERR_TIMEOUT);
	assert_int_equal(s.at, 2);
}

static enum err no_answer(struct sam *sam, const struct sam_question *question, int ms,
			  struct sam_answer *ret_answer)
{
	(void)sam;
	(void)question;
	(void)ms;
	(void)ret_answer;
	fail();
	return ERR_IO;
}

/* Trouble twice is no refusal: a genuine card is not called a copy for it. */
static void test_trouble_is_no_refusal(void **state)
{
	static const struct { const char *first, *second; enum err err; } cases[] = {
		{ "\x6F\x00", "\x6F\x00", ERR_PROTO }, { "\x6D\x00", "\x6F\x01", ERR_PROTO },
		{ "\x6F\x00", "\x6D\x00", ERR_OK }, { "\x69\x82", "\x69\x82", ERR_OK },
		{ "\x90\x00", "\x90\x00", ERR_OK },
	};
	static const struct sam_ops sam_ops = { .name = "none", .answer = no_answer };
	struct sam sam = { &sam_ops };

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct script s = {
			.reader = { &ops },
			.say = { { NULL, 0, cases[i].first, 2 }, { NULL, 0, cases[i].second, 2 } },
		};
		struct card_session session = card_session_begin(&s.reader, deadline_in(1000));
		struct sam_question question = { .key = SAM_KEY_CARD };
		bool genuine = true;

		assert_int_equal(auth_card(&session, &sam, &question, true, &genuine),
				 cases[i].err);
		assert_int_equal(s.at, 2);
		assert_int_equal(genuine, cases[i].err != ERR_OK);	/* untouched on failure */
	}
}

static void expect_pin(const char *counter, const char *answer, enum pin_result wanted,
		       int tries, int used)
{
	struct script s = {
		.reader = { &ops },
		.say = {
			{ BYTES("\x00\x20\x00\x00"), counter, 2 },
			{ BYTES("\x00\x20\x00\x00\x03\x12\x34\x56"), answer, 2 },
		},
	};
	struct card_session session = card_session_begin(&s.reader, deadline_in(1000));
	enum pin_result result = PIN_NONE;
	int left = -2;

	assert_int_equal(auth_pin(&session, "123456", &result, &left), ERR_OK);
	assert_int_equal(result, wanted);
	assert_int_equal(left, tries);
	assert_int_equal(s.tries_used, used);
}

static void test_pin(void **state)
{
	(void)state;
	expect_pin("\x63\xC3", "\x90\x00", PIN_RIGHT, -1, 1);
	expect_pin("\x63\xC3", "\x63\xC2", PIN_WRONG, 2, 1);
	expect_pin("\x63\xC2", "\x63\xC1", PIN_WRONG, 1, 1);
	expect_pin("\x63\xC2", "\x69\x83", PIN_LOCKED, 0, 1);
	/* The last try is never used, nor one of an unknown number. */
	expect_pin("\x63\xC1", "\x90\x00", PIN_LAST_TRY, 1, 0);
	expect_pin("\x69\x83", "\x90\x00", PIN_LOCKED, 0, 0);
	expect_pin("\x67\x00", "\x90\x00", PIN_UNSUPPORTED, -1, 0);
	expect_pin("\x90\x00", "\x90\x00", PIN_UNSUPPORTED, -1, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_get_response),
		cmocka_unit_test(test_length_is_added),
		cmocka_unit_test(test_endless_answers_end),
		cmocka_unit_test(test_errors_and_deadline),
		cmocka_unit_test(test_trouble_is_no_refusal),
		cmocka_unit_test(test_pin),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
