#include "base/bytes.h"
#include "base/frame.h"
#include "tests/unit/unit.h"

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void round_trip(void **state)
{
	uint8_t buffer[64];
	struct bytes_out out = bytes_out(buffer, sizeof(buffer));
	struct bytes_in in;
	char text[16];

	(void)state;
	bytes_put_u8(&out, 0xab);
	bytes_put_u16(&out, 0x1234);
	bytes_put_u32(&out, 0xdeadbeef);
	bytes_put_u64(&out, UINT64_C(0x0123456789abcdef));
	bytes_put_text(&out, "回执");
	assert_false(out.bad);
	in = bytes_in(buffer, bytes_written(&out));
	assert_int_equal(bytes_get_u8(&in), 0xab);
	assert_int_equal(bytes_get_u16(&in), 0x1234);
	assert_int_equal(bytes_get_u32(&in), 0xdeadbeef);
	assert_true(bytes_get_u64(&in) == UINT64_C(0x0123456789abcdef));
	bytes_get_text(&in, text, sizeof(text));
	assert_string_equal(text, "回执");
	assert_false(in.bad);
	assert_int_equal(bytes_left(&in), 0);
}

static void bounds_hold(void **state)
{
	uint8_t buffer[3] = { 0, 9, 'x' };
	struct bytes_in in = bytes_in(buffer, sizeof(buffer));
	struct bytes_out out = bytes_out(buffer, 1);
	char text[4] = "???";

	(void)state;
	bytes_get_text(&in, text, sizeof(text));
	assert_true(in.bad);
	assert_string_equal(text, "");
	assert_int_equal(bytes_get_u32(&in), 0);
	bytes_put_u16(&out, 1);
	assert_true(out.bad);
	assert_int_equal(bytes_written(&out), 0);
}

static void no_text_ends_before_its_end(void **state)
{
	const uint8_t bytes[] = { 0, 3, 'a', 0, 'b' };
	struct bytes_in in = bytes_in(bytes, sizeof(bytes));
	char text[8] = "???";

	(void)state;
	bytes_get_text(&in, text, sizeof(text));
	assert_true(in.bad);
	assert_string_equal(text, "");
}

static void hex_both_ways(void **state)
{
	uint8_t bytes[4];
	char text[9];
	size_t size = 0;

	(void)state;
	assert_true(bytes_from_hex("00a4F0ff", bytes, sizeof(bytes), &size));
	assert_int_equal(size, 4);
	bytes_to_hex(bytes, size, text);
	assert_string_equal(text, "00A4F0FF");
	assert_false(bytes_from_hex("0g", bytes, sizeof(bytes), &size));
	assert_false(bytes_from_hex("abc", bytes, sizeof(bytes), &size));
	assert_false(bytes_from_hex("0102030405", bytes, sizeof(bytes), &size));
}

static void frames_travel_whole(void **state)
{
	int pair[2];
	uint8_t buffer[32];
	size_t size = 0;

	(void)state;
	assert_int_equal(frame_pair(pair), ERR_OK);
	assert_int_equal(frame_send(pair[0], "card", 4), ERR_OK);
	assert_int_equal(frame_send(pair[0], "c", 1), ERR_OK);
	assert_int_equal(frame_send(pair[0], "", 0), ERR_FULL);	/* an end, to the other side */
	assert_int_equal(frame_receive(pair[1], buffer, sizeof(buffer), 1000, &size), ERR_OK);
	assert_int_equal(size, 4);
	assert_memory_equal(buffer, "card", 4);
	assert_int_equal(frame_take(pair[1], buffer, sizeof(buffer), &size), ERR_OK);
	assert_int_equal(size, 1);
	assert_int_equal(frame_take(pair[1], buffer, sizeof(buffer), &size), ERR_TIMEOUT);
	assert_int_equal(frame_receive(pair[1], buffer, sizeof(buffer), 10, &size), ERR_TIMEOUT);
	assert_int_equal(frame_send(pair[0], (uint8_t[64]){ 7 }, 64), ERR_OK);
	assert_int_equal(frame_receive(pair[1], buffer, sizeof(buffer), 10, &size), ERR_PROTO);
	assert_int_equal(buffer[0], 0);	/* nothing of what did not fit stays */
	close(pair[0]);
	assert_int_equal(frame_receive(pair[1], buffer, sizeof(buffer), 10, &size), ERR_GONE);
	close(pair[1]);
}

static void who_serves_shows_life(void **state)
{
	int pair[2];
	uint8_t buffer[32];
	size_t size = 0;

	(void)state;
	assert_int_equal(frame_pair(pair), ERR_OK);
	assert_int_equal(frame_ask_life(pair[0]), ERR_OK);
	assert_int_equal(frame_take(pair[0], buffer, sizeof(buffer), &size), ERR_TIMEOUT);
	assert_int_equal(frame_receive(pair[1], buffer, sizeof(buffer), 10, &size), ERR_TIMEOUT);
	assert_int_equal(frame_take(pair[0], buffer, sizeof(buffer), &size), ERR_OK);
	assert_true(frame_is_life(buffer, size));
	close(pair[0]);
	close(pair[1]);
}

/* Whoever does not take what it is offered is not waited for; the largest fit twice. */
static void an_offer_never_waits(void **state)
{
	static uint8_t largest[FRAME_MAX];
	enum err err = ERR_OK;
	int pair[2], taken = 0;

	(void)state;
	assert_int_equal(frame_pair(pair), ERR_OK);
	while (!err && taken < 100) {
		err = frame_offer(pair[0], largest, sizeof(largest));
		taken += !err;
	}
	assert_int_equal(err, ERR_FULL);
	assert_true(taken >= 2);
	close(pair[0]);
	close(pair[1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(round_trip),
		cmocka_unit_test(bounds_hold),
		cmocka_unit_test(no_text_ends_before_its_end),
		cmocka_unit_test(hex_both_ways),
		cmocka_unit_test(frames_travel_whole),
		cmocka_unit_test(who_serves_shows_life),
		cmocka_unit_test(an_offer_never_waits),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
