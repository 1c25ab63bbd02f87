#include "card/link.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static struct link_event full_event(void)
{
	struct link_event event = { .kind = LINK_HOLDER, .id = 77, .reader = 2 };
	struct holder *h = &event.holder;

	h->type = CARD_SOCIAL_SECURITY;
	h->generation = 3;
	h->assurance = ASSURANCE_A1;
	strcpy(h->region, "330200");
	strcpy(h->card_no, "A99000101");
	strcpy(h->id_no, "330299198604120245");
	strcpy(h->name, "陈莉");
	h->sex = '2';
	h->nation = 1;
	h->birth = (struct date){ 1986, 4, 12 };
	h->expires = (struct date){ 2032, 1, 15 };
	memcpy(h->uid, "\x04\x01\x02\x03\x04\x05\x06", 7);
	h->uid_size = 7;
	h->slow = true;
	strcpy(event.extra.card_id, "330200D15600000599000001FFFFFFFF");
	strcpy(event.extra.version, "2.00");
	strcpy(event.extra.card_class, "1");
	strcpy(event.extra.init_org, "330299000000000000000001");
	strcpy(event.extra.birthplace, "330299");
	return event;
}

static void test_holder_crosses_whole(void **state)
{
	struct link_event event = full_event(), back;
	uint8_t message[LINK_MESSAGE_MAX];
	size_t size = link_put_event(&event, message);

	(void)state;
	assert_int_equal(link_get_event(message, size, &back), ERR_OK);
	assert_memory_equal(&event, &back, sizeof(event));
}

static void test_every_cut_is_refused(void **state)
{
	struct link_event event = full_event(), back;
	uint8_t message[LINK_MESSAGE_MAX];
	size_t size = link_put_event(&event, message);

	(void)state;
	for (size_t cut = 0; cut < size; cut++)
		assert_int_equal(link_get_event(message, cut, &back), ERR_PROTO);
	message[size] = 0;
	assert_int_equal(link_get_event(message, size + 1, &back), ERR_PROTO);
}

static void test_bad_values_are_refused(void **state)
{
	struct link_event event = { .kind = LINK_FAILED, .failure = LINK_SLOW }, back;
	uint8_t message[LINK_MESSAGE_MAX];
	size_t size = link_put_event(&event, message);

	(void)state;
	message[6] = 99;
	assert_int_equal(link_get_event(message, size, &back), ERR_PROTO);
	message[0] = 0;
	assert_int_equal(link_get_event(message, size, &back), ERR_PROTO);

	event = full_event();
	strcpy(event.holder.name, "\xFF");
	size = link_put_event(&event, message);
	assert_int_equal(link_get_event(message, size, &back), ERR_PROTO);
}

static void test_pin_is_six_digits(void **state)
{
	struct link_request request = { .kind = LINK_PIN, .id = 1, .pin = "123456" }, back;
	uint8_t message[LINK_MESSAGE_MAX];
	size_t size = link_put_request(&request, message);

	(void)state;
	assert_int_equal(link_get_request(message, size, &back), ERR_OK);
	assert_string_equal(back.pin, "123456");
	strcpy(request.pin, "12345");
	size = link_put_request(&request, message);
	assert_int_equal(link_get_request(message, size, &back), ERR_PROTO);
	strcpy(request.pin, "12345a");
	size = link_put_request(&request, message);
	assert_int_equal(link_get_request(message, size, &back), ERR_PROTO);
}

/* Everything is asked for by a bit of its own: an older WATCH, of one byte, is no request. */
static void test_everything_is_asked_for(void **state)
{
	struct link_request request = { .kind = LINK_WATCH, .on = true }, back;
	uint8_t message[LINK_MESSAGE_MAX];

	(void)state;
	for (int everything = 0; everything < 3; everything++) {
		size_t size = link_put_request(&request, message);

		assert_int_equal(link_get_request(message, size - 1, &back), ERR_PROTO);
		message[size - 1] = (uint8_t)everything;
		assert_int_equal(link_get_request(message, size, &back),
				 everything < 2 ? ERR_OK : ERR_PROTO);
		assert_true(back.on && back.everything == (everything > 0));
	}
}

static void test_over_a_socket(void **state)
{
	struct link_request request = { .kind = LINK_WATCH, .on = true }, got;
	struct link_event event = { .kind = LINK_PROGRESS, .done = 3, .total = 14 }, heard;
	int pair[2];

	(void)state;
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
	assert_int_equal(link_send_request(pair[0], &request), ERR_OK);
	assert_int_equal(link_receive_request(pair[1], 100, &got), ERR_OK);
	assert_true(got.kind == LINK_WATCH && got.on);
	assert_int_equal(link_send_event(pair[1], &event), ERR_OK);
	assert_int_equal(link_receive_event(pair[0], 100, &heard), ERR_OK);
	assert_true(heard.done == 3 && heard.total == 14);
	assert_int_equal(link_receive_event(pair[0], 1, &heard), ERR_TIMEOUT);
	close(pair[1]);
	assert_int_equal(link_receive_event(pair[0], 100, &heard), ERR_GONE);
	close(pair[0]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_holder_crosses_whole),
		cmocka_unit_test(test_every_cut_is_refused),
		cmocka_unit_test(test_bad_values_are_refused),
		cmocka_unit_test(test_pin_is_six_digits),
		cmocka_unit_test(test_everything_is_asked_for),
		cmocka_unit_test(test_over_a_socket),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
