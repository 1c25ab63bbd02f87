#include "drivers/reader/samv_frame.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <string.h>

static enum samv_input feed(struct samv_parser *p, const uint8_t *bytes, size_t size)
{
	enum samv_input last = SAMV_MORE;

	for (size_t i = 0; i < size && last == SAMV_MORE; i++)
		last = samv_take(p, bytes[i]);
	return last;
}

/* The commands whose frames are published, byte by byte. */
static void test_known_frames(void **state)
{
	static const struct { uint8_t body[2]; uint8_t sum; } known[] = {
		{ { 0x11, 0xFF }, 0xED }, { { 0x12, 0xFF }, 0xEE }, { { 0x20, 0x01 }, 0x22 },
		{ { 0x20, 0x02 }, 0x21 }, { { 0x30, 0x01 }, 0x32 }, { { 0x30, 0x10 }, 0x23 },
	};
	uint8_t frame[SAMV_FRAME_MAX];

	(void)state;
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		assert_int_equal(samv_wrap(known[i].body, 2, frame), 10);
		assert_memory_equal(frame, "\xAA\xAA\xAA\x96\x69\x00\x03", 7);
		assert_int_equal(frame[9], known[i].sum);
	}
}

static void test_answers(void **state)
{
	static const uint8_t found[] = { 0xAA, 0x11, 0xAA, 0xAA, 0xAA, 0xAA, 0x96, 0x69, 0x00, 0x08,
					 0x00, 0x00, 0x9F, 0, 0, 0, 0, 0x97 };
	struct samv_parser p = { 0 };

	(void)state;
	assert_int_equal(feed(&p, found, sizeof(found)), SAMV_FRAME);
	assert_int_equal(p.body_size, 7);
	assert_int_equal(p.body[2], SAMV_FOUND);
}

static void test_damage_is_seen(void **state)
{
	static const uint8_t none[] = { 0xAA, 0xAA, 0xAA, 0x96, 0x69, 0x00, 0x04,
					0x00, 0x00, 0x80, 0x84 };

	(void)state;
	for (size_t at = 0; at < sizeof(none); at++) {
		for (int bit = 0; bit < 8; bit++) {
			struct samv_parser p = { 0 };
			uint8_t bytes[sizeof(none)];

			memcpy(bytes, none, sizeof(none));
			bytes[at] ^= (uint8_t)(1 << bit);
			assert_int_not_equal(feed(&p, bytes, sizeof(bytes)), SAMV_FRAME);
		}
	}
}

static void test_longest(void **state)
{
	static struct samv_parser p;
	uint8_t body[SAMV_BODY_MAX] = { 0 }, frame[SAMV_FRAME_MAX];
	size_t size = samv_wrap(body, sizeof(body), frame);

	(void)state;
	assert_int_equal(feed(&p, frame, size), SAMV_FRAME);
	assert_int_equal(p.body_size, SAMV_BODY_MAX);
	frame[5] = frame[6] = 0xFF;
	assert_int_equal(feed(&p, frame, size), SAMV_BROKEN);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_known_frames),
		cmocka_unit_test(test_answers),
		cmocka_unit_test(test_damage_is_seen),
		cmocka_unit_test(test_longest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
