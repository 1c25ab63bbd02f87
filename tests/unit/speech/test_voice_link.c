#include "tests/unit/unit.h"
#include "speech/voice_link.h"

#include <string.h>

static struct voice_command round_trip(const struct voice_command *command)
{
	static struct voice_command back;
	uint8_t message[VOICE_MESSAGE_MAX];
	size_t size;

	assert_int_equal(voice_command_encode(command, message, sizeof(message), &size), ERR_OK);
	assert_int_equal(voice_command_decode(message, size, &back), ERR_OK);
	return back;
}

static void sentences_travel(void **state)
{
	static struct voice_command say = {
		.verb = VOICE_SAY, .id = 0xfedcba98, .lang = LANG_ZH_HANT,
		.flags = VOICE_PRIVATE | VOICE_AFTER, .text = "八百元", .part = { 3, 9 },
	};
	struct voice_command back = round_trip(&say);

	(void)state;
	assert_int_equal(back.id, 0xfedcba98);
	assert_int_equal(back.lang, LANG_ZH_HANT);
	assert_int_equal(back.flags, VOICE_PRIVATE | VOICE_AFTER);
	assert_string_equal(back.text, "八百元");
	assert_int_equal(back.part.from, 3);
	assert_int_equal(back.part.to, 9);
}

/* Neither past the text, nor from its end to its beginning, nor within a character. */
static void a_part_is_of_the_text(void **state)
{
	static const struct say_part wrong[] = { { 0, 10 }, { 6, 3 }, { 1, 9 }, { 0, 4 } };
	static struct voice_command back;
	uint8_t message[64];
	size_t size;

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		struct voice_command say = { .verb = VOICE_SAY, .id = 1, .text = "八百元",
					     .part = wrong[i] };

		assert_int_equal(voice_command_encode(&say, message, sizeof(message), &size),
				 ERR_OK);
		assert_int_equal(voice_command_decode(message, size, &back), ERR_PROTO);
	}
}

static void every_step_travels(void **state)
{
	static const struct { enum voice_verb verb; int steps; } verbs[] = {
		{ VOICE_RATE, VOICE_RATE_STEPS }, { VOICE_VOLUME, VOICE_VOLUME_STEPS },
		{ VOICE_ROUTE, 2 }, { VOICE_CUE, TONE_COUNT },
	};
	struct voice_command back;

	(void)state;
	for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++) {
		for (int step = 0; step < verbs[i].steps; step++) {
			uint8_t over[2] = { (uint8_t)verbs[i].verb, (uint8_t)verbs[i].steps };
			struct voice_command command = { .verb = verbs[i].verb, .step = step };

			assert_int_equal(round_trip(&command).step, step);
			assert_int_equal(voice_command_decode(over, 2, &back), ERR_PROTO);
		}
	}
}

static void longest_sentence_fits(void **state)
{
	static struct voice_command say = { .verb = VOICE_SAY, .id = 1 };

	(void)state;
	memset(say.text, 'a', VOICE_TEXT_MAX - 1);
	assert_int_equal(strlen(round_trip(&say).text), VOICE_TEXT_MAX - 1);
}

static void cut_messages_are_refused(void **state)
{
	static const struct voice_command say = { .verb = VOICE_SAY, .id = 7, .text = "元" };
	static struct voice_command back = { .id = 99 };
	uint8_t message[64] = { 0 };
	size_t size;

	(void)state;
	assert_int_equal(voice_command_encode(&say, message, sizeof(message), &size), ERR_OK);
	for (size_t n = 0; n < size; n++)
		assert_int_equal(voice_command_decode(message, n, &back), ERR_PROTO);
	assert_int_equal(voice_command_decode(message, size + 1, &back), ERR_PROTO);
	message[size - 5] = 0xff;	/* no UTF-8 any more */
	assert_int_equal(voice_command_decode(message, size, &back), ERR_PROTO);
	assert_int_equal(back.id, 99);
	assert_int_equal(voice_command_encode(&say, message, 5, &size), ERR_FULL);
}

static void events_travel(void **state)
{
	(void)state;
	for (int kind = VOICE_READY; kind <= VOICE_WITHHELD; kind++) {
		struct voice_event event = { (enum voice_event_kind)kind, 12, 34, kind % 2 }, back;
		uint8_t message[VOICE_MESSAGE_MAX];
		size_t size;

		assert_int_equal(voice_event_encode(&event, message, sizeof(message), &size), 0);
		assert_int_equal(voice_event_decode(message, size, &back), ERR_OK);
		assert_int_equal(back.kind, kind);
		assert_int_equal(back.id, 12);
		assert_int_equal(back.after_ms, 34);
		assert_int_equal(back.unheard, kind % 2);
		assert_int_equal(voice_event_decode(message, size - 1, &back), ERR_PROTO);
		message[0] = 0;
		assert_int_equal(voice_event_decode(message, size, &back), ERR_PROTO);
	}
}

static void steps_stay_within(void **state)
{
	(void)state;
	assert_int_equal(voice_step(3, 1, VOICE_RATE_STEPS), 4);
	assert_int_equal(voice_step(6, 1, VOICE_RATE_STEPS), 6);
	assert_int_equal(voice_step(0, -1, VOICE_RATE_STEPS), 0);
	assert_int_equal(voice_rate_percent(0), 50);
	assert_int_equal(voice_rate_percent(VOICE_RATE_DEFAULT), 100);
	assert_int_equal(voice_rate_percent(VOICE_RATE_STEPS - 1), 200);
	assert_int_equal(voice_volume_db(0), 20);
	assert_int_equal(voice_volume_db(VOICE_VOLUME_DEFAULT), 70);
	assert_int_equal(voice_volume_db(VOICE_VOLUME_STEPS - 1), 100);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sentences_travel),
		cmocka_unit_test(a_part_is_of_the_text),
		cmocka_unit_test(every_step_travels),
		cmocka_unit_test(longest_sentence_fits),
		cmocka_unit_test(cut_messages_are_refused),
		cmocka_unit_test(events_travel),
		cmocka_unit_test(steps_stay_within),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
