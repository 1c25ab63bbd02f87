#include "wire/courier_link.h"

#include "base/bytes.h"

#include <stdbool.h>
#include <string.h>

enum courier_verb { KIND_REQUEST = 1, KIND_ANSWER };

static bool is_name(const char *name)
{
	size_t len = strspn(name, "abcdefghijklmnopqrstuvwxyz");

	return len > 0 && !name[len];
}

static enum err close_message(const struct bytes_out *out, size_t *ret_size)
{
	if (out->bad)
		return ERR_FULL;
	*ret_size = bytes_written(out);
	return ERR_OK;
}

enum err courier_put_request(const struct courier_request *request, void *out, size_t cap,
			     size_t *ret_size)
{
	struct bytes_out b = bytes_out(out, cap);

	bytes_put_u8(&b, KIND_REQUEST);
	bytes_put_u32(&b, request->id);
	bytes_put_u32(&b, request->within_ms);
	bytes_put_text(&b, request->name);
	bytes_put(&b, request->body, request->size);
	return close_message(&b, ret_size);
}

enum err courier_put_answer(const struct courier_answer *answer, void *out, size_t cap,
			    size_t *ret_size)
{
	struct bytes_out b = bytes_out(out, cap);

	bytes_put_u8(&b, KIND_ANSWER);
	bytes_put_u32(&b, answer->id);
	bytes_put_u8(&b, answer->outcome);
	bytes_put(&b, answer->body, answer->size);
	return close_message(&b, ret_size);
}

enum err courier_get_request(const void *data, size_t size, struct courier_request *ret_request)
{
	struct bytes_in in = bytes_in(data, size);
	uint8_t kind = bytes_get_u8(&in);
	struct courier_request r = { .id = bytes_get_u32(&in) };

	r.within_ms = bytes_get_u32(&in);
	bytes_get_text(&in, r.name, sizeof(r.name));
	r.size = bytes_left(&in);
	r.body = bytes_get(&in, r.size);
	if (in.bad || kind != KIND_REQUEST || !is_name(r.name) || r.size > COURIER_BODY_MAX ||
	    r.within_ms == 0)
		return ERR_PROTO;
	*ret_request = r;
	return ERR_OK;
}

enum err courier_get_answer(const void *data, size_t size, struct courier_answer *ret_answer)
{
	struct bytes_in in = bytes_in(data, size);
	uint8_t kind = bytes_get_u8(&in);
	struct courier_answer a = { .id = bytes_get_u32(&in) };
	uint8_t outcome = bytes_get_u8(&in);

	a.size = bytes_left(&in);
	a.body = bytes_get(&in, a.size);
	if (in.bad || kind != KIND_ANSWER || outcome < COURIER_ANSWERED ||
	    outcome > COURIER_BARRED || a.size > COURIER_ANSWER_MAX)
		return ERR_PROTO;
	a.outcome = (enum courier_outcome)outcome;
	*ret_answer = a;
	return ERR_OK;
}
