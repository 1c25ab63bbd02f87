#include "card/link.h"

#include "base/bytes.h"
#include "base/frame.h"
#include "base/text.h"

#include <assert.h>
#include <string.h>

/* A card's counter has four bits. */
#define TRIES_MAX 15

/* One more than it is, so that "not known" is 0. */
static void put_tries(struct bytes_out *out, int tries)
{
	assert(tries >= -1 && tries <= TRIES_MAX);
	bytes_put_u8(out, (unsigned)(tries + 1));
}

static void put_date(struct bytes_out *out, struct date date)
{
	bytes_put_u16(out, (uint16_t)date.year);
	bytes_put_u8(out, (uint8_t)date.month);
	bytes_put_u8(out, (uint8_t)date.day);
}

static struct date get_date(struct bytes_in *in)
{
	struct date date = {
		.year = (int16_t)bytes_get_u16(in),
		.month = (int8_t)bytes_get_u8(in),
		.day = (int8_t)bytes_get_u8(in),
	};

	if (date_is_set(date) && !date_exists(date))
		in->bad = true;
	return date;
}

/* Refuses a text that is cut short by a NUL of its own. */
static void get_utf8(struct bytes_in *in, char *out, size_t cap)
{
	size_t before = bytes_left(in);

	bytes_get_text(in, out, cap);
	if (before - bytes_left(in) != 2 + strlen(out) || !utf8_valid(out, strlen(out)))
		in->bad = true;
}

/* A number of an enum, refused when it is outside first..last. */
static int get_enum(struct bytes_in *in, int first, int last)
{
	int value = bytes_get_u8(in);

	if (value >= first && value <= last)
		return value;
	in->bad = true;
	return first;
}

static void put_holder(struct bytes_out *out, const struct holder *h)
{
	bytes_put_u8(out, h->type);
	bytes_put_u8(out, (unsigned)h->generation);
	bytes_put_u8(out, h->assurance);
	bytes_put_u8(out, h->number_only);
	bytes_put_u8(out, h->expires_never);
	bytes_put_u8(out, h->slow);
	bytes_put_u8(out, (uint8_t)h->sex);
	bytes_put_u8(out, (unsigned)h->nation);
	bytes_put_text(out, h->region);
	bytes_put_text(out, h->card_no);
	bytes_put_text(out, h->id_no);
	bytes_put_text(out, h->name);
	bytes_put_text(out, h->name_latin);
	bytes_put_text(out, h->country);
	bytes_put_text(out, h->address);
	bytes_put_text(out, h->issuer);
	bytes_put_text(out, h->permit_no);
	bytes_put_text(out, h->staff_role);
	put_date(out, h->birth);
	put_date(out, h->issued);
	put_date(out, h->expires);
	bytes_put_u8(out, h->uid_size);
	bytes_put(out, h->uid, h->uid_size);
}

static void get_uid(struct bytes_in *in, struct holder *h)
{
	const uint8_t *uid;

	h->uid_size = (uint8_t)get_enum(in, 0, sizeof(h->uid));
	uid = bytes_get(in, h->uid_size);
	if (uid)
		memcpy(h->uid, uid, h->uid_size);
}

static void get_holder(struct bytes_in *in, struct holder *h)
{
	h->type = (enum card_type)get_enum(in, CARD_NONE, CARD_UNKNOWN);
	h->generation = get_enum(in, 0, 3);
	h->assurance = (enum assurance)get_enum(in, ASSURANCE_NONE, ASSURANCE_A2);
	h->number_only = get_enum(in, 0, 1);
	h->expires_never = get_enum(in, 0, 1);
	h->slow = get_enum(in, 0, 1);
	h->sex = (char)get_enum(in, 0, '9');
	h->nation = get_enum(in, 0, 99);
	get_utf8(in, h->region, sizeof(h->region));
	get_utf8(in, h->card_no, sizeof(h->card_no));
	get_utf8(in, h->id_no, sizeof(h->id_no));
	get_utf8(in, h->name, sizeof(h->name));
	get_utf8(in, h->name_latin, sizeof(h->name_latin));
	get_utf8(in, h->country, sizeof(h->country));
	get_utf8(in, h->address, sizeof(h->address));
	get_utf8(in, h->issuer, sizeof(h->issuer));
	get_utf8(in, h->permit_no, sizeof(h->permit_no));
	get_utf8(in, h->staff_role, sizeof(h->staff_role));
	h->birth = get_date(in);
	h->issued = get_date(in);
	h->expires = get_date(in);
	get_uid(in, h);
}

static void put_extra(struct bytes_out *out, const struct card_extra *extra)
{
	bytes_put_text(out, extra->card_id);
	bytes_put_text(out, extra->version);
	bytes_put_text(out, extra->card_class);
	bytes_put_text(out, extra->init_org);
	bytes_put_text(out, extra->birthplace);
}

static void get_extra(struct bytes_in *in, struct card_extra *extra)
{
	get_utf8(in, extra->card_id, sizeof(extra->card_id));
	get_utf8(in, extra->version, sizeof(extra->version));
	get_utf8(in, extra->card_class, sizeof(extra->card_class));
	get_utf8(in, extra->init_org, sizeof(extra->init_org));
	get_utf8(in, extra->birthplace, sizeof(extra->birthplace));
}

size_t link_put_request(const struct link_request *request, uint8_t *message)
{
	struct bytes_out out = bytes_out(message, LINK_MESSAGE_MAX);

	bytes_put_u8(&out, request->kind);
	bytes_put_u32(&out, request->id);
	if (request->kind == LINK_WATCH) {
		bytes_put_u8(&out, request->on);
		bytes_put_u8(&out, request->everything);
	}
	if (request->kind == LINK_PIN)
		bytes_put_text(&out, request->pin);
	assert(!out.bad);
	return bytes_written(&out);
}

static bool pin_is_six_digits(const char *pin)
{
	return strlen(pin) == PIN_DIGITS && strspn(pin, "0123456789") == PIN_DIGITS;
}

enum err link_get_request(const uint8_t *message, size_t size,
			  struct link_request *ret_request)
{
	struct bytes_in in = bytes_in(message, size);
	struct link_request request = { 0 };

	request.kind = (enum link_request_kind)get_enum(&in, LINK_WATCH, LINK_QUIT);
	request.id = bytes_get_u32(&in);
	if (request.kind == LINK_WATCH) {
		request.on = get_enum(&in, 0, 1);
		request.everything = get_enum(&in, 0, 1);
	}
	if (request.kind == LINK_PIN) {
		bytes_get_text(&in, request.pin, sizeof(request.pin));
		in.bad |= !pin_is_six_digits(request.pin);
	}
	if (in.bad || bytes_left(&in) > 0)
		return ERR_PROTO;
	*ret_request = request;
	explicit_bzero(&request, sizeof(request));
	return ERR_OK;
}

size_t link_put_event(const struct link_event *event, uint8_t *message)
{
	struct bytes_out out = bytes_out(message, LINK_MESSAGE_MAX);

	bytes_put_u8(&out, event->kind);
	bytes_put_u32(&out, event->id);
	bytes_put_u8(&out, event->reader);
	switch (event->kind) {
	case LINK_READER:
		bytes_put_u8(&out, event->state);
		bytes_put_text(&out, event->name);
		break;
	case LINK_PROGRESS:
		bytes_put_u8(&out, event->done);
		bytes_put_u8(&out, event->total);
		break;
	case LINK_HOLDER:
		put_holder(&out, &event->holder);
		put_extra(&out, &event->extra);
		break;
	case LINK_FAILED:
		bytes_put_u8(&out, event->failure);
		break;
	case LINK_PIN_RESULT:
		bytes_put_u8(&out, event->pin);
		put_tries(&out, event->tries_left);
		put_holder(&out, &event->holder);
		put_extra(&out, &event->extra);
		break;
	case LINK_LAID:
	case LINK_LIFTED:
	case LINK_SECOND:
	case LINK_PONG:
		break;
	}
	assert(!out.bad);
	return bytes_written(&out);
}

static void get_event_body(struct bytes_in *in, struct link_event *event)
{
	switch (event->kind) {
	case LINK_READER:
		event->state = (enum link_reader_state)
			get_enum(in, LINK_READER_READY, LINK_READER_BUSY);
		get_utf8(in, event->name, sizeof(event->name));
		break;
	case LINK_PROGRESS:
		event->done = bytes_get_u8(in);
		event->total = bytes_get_u8(in);
		break;
	case LINK_HOLDER:
		get_holder(in, &event->holder);
		get_extra(in, &event->extra);
		break;
	case LINK_FAILED:
		event->failure = (enum link_failure)
			get_enum(in, LINK_UNREADABLE, LINK_NO_CARD);
		break;
	case LINK_PIN_RESULT:
		event->pin = (enum pin_result)get_enum(in, PIN_NONE, PIN_UNSUPPORTED);
		event->tries_left = get_enum(in, 0, TRIES_MAX + 1) - 1;
		get_holder(in, &event->holder);
		get_extra(in, &event->extra);
		break;
	case LINK_LAID:
	case LINK_LIFTED:
	case LINK_SECOND:
	case LINK_PONG:
		break;
	}
}

enum err link_get_event(const uint8_t *message, size_t size,
			struct link_event *ret_event)
{
	struct bytes_in in = bytes_in(message, size);
	struct link_event event = { 0 };

	event.kind = (enum link_event_kind)get_enum(&in, LINK_READER, LINK_PONG);
	event.id = bytes_get_u32(&in);
	event.reader = (uint8_t)get_enum(&in, 0, LINK_READERS_MAX - 1);
	get_event_body(&in, &event);
	if (in.bad || bytes_left(&in) > 0)
		return ERR_PROTO;
	*ret_event = event;
	explicit_bzero(&event, sizeof(event));
	return ERR_OK;
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
