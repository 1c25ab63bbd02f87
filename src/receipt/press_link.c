#include "receipt/press_link.h"

#include "base/bytes.h"
#include "base/text.h"

#include <assert.h>
#include <string.h>

struct receipt press_request_receipt(const struct press_request *request)
{
	struct receipt receipt = {
		.application = &request->application,
		.sheet_count = request->sheet_count,
	};

	for (int i = 0; i < request->sheet_count; i++)
		receipt.sheets[i] = &request->sheets[i];
	memcpy(receipt.seal, request->seal, sizeof(receipt.seal));
	return receipt;
}

/* --- requests, out --------------------------------------------------------- */

static void put_sheet(struct bytes_out *out, const struct receipt_text *t)
{
	bytes_put_u8(out, t->lang);
	bytes_put_text(out, t->hall);
	bytes_put_text(out, t->terminal);
	for (int i = 0; i < APPLICATION_ITEMS_MAX; i++)
		bytes_put_text(out, t->titles[i]);
	for (int i = 0; i < APPLICATION_PROMISES_MAX; i++)
		bytes_put_text(out, t->promises[i]);
	bytes_put_u8(out, (unsigned)t->rule_count);
	for (int i = 0; i < t->rule_count; i++) {
		bytes_put_text(out, t->rules[i].id);
		bytes_put_text(out, t->rules[i].section);
		bytes_put_text(out, t->rules[i].words);
	}
	bytes_put_u8(out, (unsigned)t->notice_count);
	for (int i = 0; i < t->notice_count; i++) {
		bytes_put_text(out, t->notices[i].head);
		bytes_put_text(out, t->notices[i].words);
	}
	bytes_put_u8(out, (unsigned)t->next_count);
	for (int i = 0; i < t->next_count; i++)
		bytes_put_text(out, t->next[i]);
	bytes_put_text(out, t->withdraw);
	bytes_put_u8(out, (unsigned)t->ask_count);
	for (int i = 0; i < t->ask_count; i++)
		bytes_put_text(out, t->ask[i]);
}

static enum err put_application(struct bytes_out *out, const struct application *a)
{
	size_t room = (size_t)(out->end - out->at), size;

	if (out->bad || room < 4)
		return ERR_FULL;
	if (application_encode(a, out->at + 4, room - 4, &size))
		return ERR_FULL;
	bytes_put_u32(out, (uint32_t)size);
	out->at += size;
	return ERR_OK;
}

static enum err put_print(struct bytes_out *out, const struct press_request *request)
{
	bytes_put_text(out, request->seal);
	bytes_put_u8(out, (unsigned)request->sheet_count);
	for (int i = 0; i < request->sheet_count; i++)
		put_sheet(out, &request->sheets[i]);
	return put_application(out, &request->application);
}

enum err press_request_encode(const struct press_request *request, void *buffer,
			      size_t cap, size_t *ret_size)
{
	struct bytes_out out = bytes_out(buffer, cap);
	enum err err = ERR_OK;

	bytes_put_u8(&out, request->verb);
	bytes_put_u32(&out, request->job);
	if (request->verb == PRESS_PRINT)
		err = put_print(&out, request);
	if (err || out.bad)
		return ERR_FULL;
	*ret_size = bytes_written(&out);
	return ERR_OK;
}

/* --- requests, in ---------------------------------------------------------- */

static int get_count(struct bytes_in *in, int least, int most)
{
	int count = bytes_get_u8(in);

	if (count >= least && count <= most)
		return count;
	in->bad = true;
	return 0;
}

static void get_text(struct bytes_in *in, char *out, size_t cap)
{
	const uint8_t *start = in->at;

	bytes_get_text(in, out, cap);
	if (in->bad || in->at != start + 2 + strlen(out) || !utf8_valid(out, strlen(out)))
		in->bad = true;
}

#define GET_TEXT(in, field) get_text(in, field, sizeof(field))

static void get_sheet(struct bytes_in *in, struct receipt_text *t)
{
	t->lang = (enum lang)get_count(in, 0, LANG_COUNT - 1);
	GET_TEXT(in, t->hall);
	GET_TEXT(in, t->terminal);
	for (int i = 0; i < APPLICATION_ITEMS_MAX; i++)
		GET_TEXT(in, t->titles[i]);
	for (int i = 0; i < APPLICATION_PROMISES_MAX; i++)
		GET_TEXT(in, t->promises[i]);
	t->rule_count = get_count(in, 0, RECEIPT_RULES_MAX);
	for (int i = 0; i < t->rule_count; i++) {
		GET_TEXT(in, t->rules[i].id);
		GET_TEXT(in, t->rules[i].section);
		GET_TEXT(in, t->rules[i].words);
	}
	t->notice_count = get_count(in, 0, RECEIPT_NOTICES_MAX);
	for (int i = 0; i < t->notice_count; i++) {
		GET_TEXT(in, t->notices[i].head);
		GET_TEXT(in, t->notices[i].words);
	}
	t->next_count = get_count(in, 0, RECEIPT_NEXT_MAX);
	for (int i = 0; i < t->next_count; i++)
		GET_TEXT(in, t->next[i]);
	GET_TEXT(in, t->withdraw);
	t->ask_count = get_count(in, 0, RECEIPT_ASK_MAX);
	for (int i = 0; i < t->ask_count; i++)
		GET_TEXT(in, t->ask[i]);
}

/* It becomes a file's name and a job's name. */
static bool number_ok(const char *no)
{
	return no[0] && no[strspn(no, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "abcdefghijklmnopqrstuvwxyz0123456789-")] == 0;
}

static void get_application(struct bytes_in *in, struct application *a)
{
	size_t size = bytes_get_u32(in);
	const uint8_t *bytes = bytes_get(in, size);

	if (!bytes || application_decode(bytes, size, a) || !number_ok(a->receipt_no))
		in->bad = true;
}

static void get_print(struct bytes_in *in, struct press_request *request)
{
	GET_TEXT(in, request->seal);
	if (strspn(request->seal, "0123456789ABCDEFabcdef") != strlen(request->seal))
		in->bad = true;
	request->sheet_count = get_count(in, 1, RECEIPT_SHEETS_MAX);
	for (int i = 0; i < request->sheet_count && !in->bad; i++)
		get_sheet(in, &request->sheets[i]);
	if (!in->bad)
		get_application(in, &request->application);
}

enum err press_request_decode(const void *data, size_t size,
			      struct press_request *request)
{
	struct bytes_in in = bytes_in(data, size);

	explicit_bzero(request, sizeof(*request));
	request->verb = (enum press_verb)get_count(&in, PRESS_PRINT, PRESS_STATUS);
	request->job = bytes_get_u32(&in);
	if (request->verb == PRESS_PRINT)
		get_print(&in, request);
	if (!in.bad && bytes_left(&in) == 0)
		return ERR_OK;
	explicit_bzero(request, sizeof(*request));
	return ERR_INPUT;
}

/* --- replies ---------------------------------------------------------------- */

enum err press_reply_encode(const struct press_reply *reply, void *buffer,
			    size_t cap, size_t *ret_size)
{
	struct bytes_out out = bytes_out(buffer, cap);

	bytes_put_u8(&out, reply->event);
	bytes_put_u32(&out, reply->job);
	bytes_put_u8(&out, reply->phase);
	bytes_put_u8(&out, reply->trouble);
	bytes_put_u8(&out, reply->why);
	bytes_put_u16(&out, reply->pages);
	if (out.bad)
		return ERR_FULL;
	*ret_size = bytes_written(&out);
	return ERR_OK;
}

enum err press_reply_decode(const void *data, size_t size,
			    struct press_reply *ret_reply)
{
	struct bytes_in in = bytes_in(data, size);
	struct press_reply reply = { 0 };

	reply.event = (enum press_event)get_count(&in, PRESS_STATE, PRESS_REFUSED);
	reply.job = bytes_get_u32(&in);
	reply.phase = (enum print_phase)get_count(&in, 0, PRINT_PHASE_COUNT - 1);
	reply.trouble = (enum printer_trouble)get_count(&in, 0, PRINTER_TROUBLE_COUNT - 1);
	reply.why = (enum err)get_count(&in, 0, ERR_CANCELLED);
	reply.pages = bytes_get_u16(&in);
	if (in.bad || bytes_left(&in) > 0)
		return ERR_INPUT;
	*ret_reply = reply;
	return ERR_OK;
}
