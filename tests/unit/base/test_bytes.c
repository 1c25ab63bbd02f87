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
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
	assert_int_equal(frame_send(pair[0], "card", 4), ERR_OK);
	assert_int_equal(frame_send(pair[0], "", 0), ERR_OK);
	assert_int_equal(frame_receive(pair[1], buffer, sizeof(buffer), 1000, &size), ERR_OK);
	assert_int_equal(size, 4);
	assert_memory_equal(buffer, "card", 4);
	assert_int_equal(frame_receive(pair[1], buffer, sizeof(buffer), 1000, &size), ERR_OK);
	assert_int_equal(size, 0);
	assert_int_equal(frame_receive(pair[1], buffer, sizeof(buffer), 10, &size), ERR_TIMEOUT);
	assert_int_equal(write(pair[0], "\0\0\0\x40", 4), 4);
	assert_int_equal(frame_receive(pair[1], buffer, sizeof(buffer), 10, &size), ERR_PROTO);
	close(pair[0]);
	assert_int_equal(frame_receive(pair[1], buffer, sizeof(buffer), 10, &size), ERR_GONE);
	close(pair[1]);
}

static void a_frame_that_breaks_off(void **state)
{
	int pair[2];
	uint8_t buffer[32];
	size_t size = 7;

	(void)state;
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
	assert_int_equal(write(pair[0], "\0\0\0\x05" "ca", 6), 6);
	close(pair[0]);
	assert_int_equal(frame_receive(pair[1], buffer, sizeof(buffer), 1000, &size), ERR_PROTO);
	assert_int_equal(size, 7);
	close(pair[1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(round_trip),
		cmocka_unit_test(bounds_hold),
		cmocka_unit_test(hex_both_ways),
		cmocka_unit_test(frames_travel_whole),
		cmocka_unit_test(a_frame_that_breaks_off),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
