#include "card/link.h"

#include "base/frame.h"
#include "core/record_bytes.h"

#include <assert.h>
#include <string.h>

/* A card's counter has four bits. */
#define TRIES_MAX 15

static void code_extra(struct codec *c, struct card_extra *extra)
{
	CODE_TEXT(c, extra->card_id);
	CODE_TEXT(c, extra->version);
	CODE_TEXT(c, extra->card_class);
	CODE_TEXT(c, extra->init_org);
	CODE_TEXT(c, extra->birthplace);
}

static void code_card(struct codec *c, struct link_event *event)
{
	code_holder(c, &event->holder);
	CODE_TEXT(c, event->holder.staff_role);
	code_extra(c, &event->extra);
}

static bool pin_is_six_digits(const char *pin)
{
	return strlen(pin) == PIN_DIGITS && strspn(pin, "0123456789") == PIN_DIGITS;
}

static void code_pin(struct codec *c, struct link_request *request)
{
	CODE_TEXT(c, request->pin);
	if (!pin_is_six_digits(request->pin))
		codec_refuse(c);
}

static void code_request(struct codec *c, struct link_request *request)
{
	request->kind = (enum link_request_kind)code_small(c, (int)request->kind, LINK_WATCH,
							   LINK_QUIT);
	request->id = code_u32(c, request->id);
	if (request->kind == LINK_WATCH) {
		request->on = code_bool(c, request->on);
		request->everything = code_bool(c, request->everything);
	}
	if (request->kind == LINK_PIN)
		code_pin(c, request);
}

static void code_reader(struct codec *c, struct link_event *event)
{
	event->state = (enum link_reader_state)code_small(c, (int)event->state, LINK_READER_READY,
							  LINK_READER_BUSY);
	CODE_TEXT(c, event->name);
}

static void code_progress(struct codec *c, struct link_event *event)
{
	event->done = (uint8_t)code_small(c, event->done, 0, UINT8_MAX);
	event->total = (uint8_t)code_small(c, event->total, 0, UINT8_MAX);
}

static void code_pin_result(struct codec *c, struct link_event *event)
{
	event->pin = (enum pin_result)code_small(c, (int)event->pin, PIN_NONE, PIN_UNSUPPORTED);
	/* one more than it is, so that "not known" is 0 */
	event->tries_left = code_small(c, event->tries_left + 1, 0, TRIES_MAX + 1) - 1;
	code_card(c, event);
}

static void code_event(struct codec *c, struct link_event *event)
{
	event->kind = (enum link_event_kind)code_small(c, (int)event->kind, LINK_READER,
							    LINK_PIN_RESULT);
	event->id = code_u32(c, event->id);
	event->reader = (uint8_t)code_small(c, event->reader, 0, LINK_READERS_MAX - 1);
	switch (event->kind) {
	case LINK_READER:
		code_reader(c, event);
		break;
	case LINK_PROGRESS:
		code_progress(c, event);
		break;
	case LINK_HOLDER:
		code_card(c, event);
		break;
	case LINK_FAILED:
		event->failure = (enum link_failure)code_small(c, (int)event->failure,
							       LINK_UNREADABLE, LINK_NO_CARD);
		break;
	case LINK_PIN_RESULT:
		code_pin_result(c, event);
		break;
	case LINK_LAID:
	case LINK_LIFTED:
	case LINK_SECOND:
		break;
	}
}

size_t link_put_request(const struct link_request *request, uint8_t *message)
{
	struct codec c = codec_writer(message, LINK_MESSAGE_MAX);
	struct link_request copy = *request;

	code_request(&c, &copy);
	explicit_bzero(&copy, sizeof(copy));
	assert(codec_is_sound(&c));
	return bytes_written(&c.out);
}

enum err link_get_request(const uint8_t *message, size_t size,
			  struct link_request *ret_request)
{
	struct codec c = codec_reader(message, size);
	struct link_request request = { 0 };
	bool sound;

	code_request(&c, &request);
	sound = codec_is_sound(&c);
	if (sound)
		*ret_request = request;
	explicit_bzero(&request, sizeof(request));
	return sound ? ERR_OK : ERR_PROTO;
}

size_t link_put_event(const struct link_event *event, uint8_t *message)
{
	struct codec c = codec_writer(message, LINK_MESSAGE_MAX);
	struct link_event copy = *event;

	code_event(&c, &copy);
	explicit_bzero(&copy, sizeof(copy));
	assert(codec_is_sound(&c));
	return bytes_written(&c.out);
}

enum err link_get_event(const uint8_t *message, size_t size,
			struct link_event *ret_event)
{
	struct codec c = codec_reader(message, size);
	struct link_event event = { 0 };
	bool sound;

	code_event(&c, &event);
	sound = codec_is_sound(&c);
	if (sound)
		*ret_event = event;
	explicit_bzero(&event, sizeof(event));
	return sound ? ERR_OK : ERR_PROTO;
}

enum err link_send_request(int fd, const struct link_request *request)
{
	uint8_t message[LINK_MESSAGE_MAX];
	size_t size = link_put_request(request, message);
	enum err err = frame_send(fd, message, size);

	explicit_bzero(message, size);
	return err;
}

enum err link_send_event(int fd, const struct link_event *event)
{
	uint8_t message[LINK_MESSAGE_MAX];
	size_t size = link_put_event(event, message);
	enum err err = frame_send(fd, message, size);

	explicit_bzero(message, size);
	return err;
}

enum err link_receive_request(int fd, int timeout_ms, struct link_request *ret_request)
{
	uint8_t message[LINK_MESSAGE_MAX];
	size_t size = 0;
	enum err err = frame_receive(fd, message, sizeof(message), timeout_ms, &size);

	if (!err)
		err = link_get_request(message, size, ret_request);
	explicit_bzero(message, size);
	return err;
}

enum err link_receive_event(int fd, int timeout_ms, struct link_event *ret_event)
{
	uint8_t message[LINK_MESSAGE_MAX];
	size_t size = 0;
	enum err err = frame_receive(fd, message, sizeof(message), timeout_ms, &size);

	if (!err)
		err = link_get_event(message, size, ret_event);
	explicit_bzero(message, size);
	return err;
}

const char *link_failure_name(enum link_failure failure)
{
	static const char *const names[] = {
		[LINK_UNREADABLE] = "unreadable",
		[LINK_LIFTED_EARLY] = "lifted_early",
		[LINK_SLOW] = "slow",
		[LINK_REFUSED] = "refused",
		[LINK_OTHER_READER] = "other_reader",
		[LINK_READER_LOST] = "reader_lost",
		[LINK_CANCELLED] = "cancelled",
		[LINK_NO_CARD] = "no_card",
	};

	return names[failure];
}
