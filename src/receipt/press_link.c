#include "receipt/press_link.h"

#include "base/codec.h"

#include <string.h>

struct receipt press_request_receipt(const struct press_request *request)
{
	struct receipt receipt = {
		.application = &request->application,
		.sheet_count = request->sheet_count,
		.kind = request->kind,
		.size = request->size,
		.copy = request->copy,
	};

	for (int i = 0; i < request->sheet_count; i++)
		receipt.sheets[i] = &request->sheets[i];
	memcpy(receipt.code, request->code, sizeof(receipt.code));
	receipt.proves = request->code[0] != 0 && request->kind == PAPER_RECEIPT;
	return receipt;
}

static void code_rules(struct codec *c, struct receipt_text *t)
{
	t->rule_count = code_small(c, t->rule_count, 0, RECEIPT_RULES_MAX);
	for (int i = 0; i < t->rule_count; i++) {
		CODE_TEXT(c, t->rules[i].id);
		CODE_TEXT(c, t->rules[i].section);
		CODE_TEXT(c, t->rules[i].words);
	}
}

static void code_notices(struct codec *c, struct receipt_text *t)
{
	t->notice_count = code_small(c, t->notice_count, 0, RECEIPT_NOTICES_MAX);
	for (int i = 0; i < t->notice_count; i++) {
		CODE_TEXT(c, t->notices[i].head);
		CODE_TEXT(c, t->notices[i].words);
	}
}

static void code_facts(struct codec *c, struct receipt_text *t)
{
	t->fact_count = code_small(c, t->fact_count, 0, RECEIPT_FACTS_MAX);
	for (int i = 0; i < t->fact_count; i++) {
		CODE_TEXT(c, t->facts[i].source);
		CODE_TEXT(c, t->facts[i].words);
	}
}

static void code_sheet(struct codec *c, struct receipt_text *t)
{
	t->lang = (enum lang)code_small(c, (int)t->lang, 0, LANG_COUNT - 1);
	CODE_TEXT(c, t->hall);
	CODE_TEXT(c, t->terminal);
	for (int i = 0; i < APPLICATION_ITEMS_MAX; i++)
		CODE_TEXT(c, t->benefits[i]);
	for (int i = 0; i < APPLICATION_PROMISES_MAX; i++)
		CODE_TEXT(c, t->promises[i]);
	CODE_TEXT(c, t->course);
	CODE_TEXT(c, t->school);
	for (int i = 0; i < APPLICATION_ITEMS_MAX; i++) {
		CODE_TEXT(c, t->uplifts[i]);
		CODE_TEXT(c, t->cautions[i]);
	}
	code_rules(c, t);
	code_notices(c, t);
	t->next_count = code_small(c, t->next_count, 0, RECEIPT_NEXT_MAX);
	for (int i = 0; i < t->next_count; i++)
		CODE_TEXT(c, t->next[i]);
	CODE_TEXT(c, t->withdraw);
	CODE_TEXT(c, t->bring);
	CODE_TEXT(c, t->address);
	CODE_TEXT(c, t->telephone);
	t->times_known = code_bool(c, t->times_known);
	t->times_asked = code_int(c, t->times_asked, 0, RECEIPT_TIMES_MAX);
	t->times_left = code_int(c, t->times_left, 0, RECEIPT_TIMES_MAX);
	code_facts(c, t);
	t->bring_count = code_small(c, t->bring_count, 0, RECEIPT_BRING_MAX);
	for (int i = 0; i < t->bring_count; i++)
		CODE_TEXT(c, t->bring_list[i]);
	t->ask_count = code_small(c, t->ask_count, 0, RECEIPT_ASK_MAX);
	for (int i = 0; i < t->ask_count; i++)
		CODE_TEXT(c, t->ask[i]);
}

/* It becomes a file's name and a job's name. */
static bool number_ok(const char *no)
{
	return no[0] && no[strspn(no, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "abcdefghijklmnopqrstuvwxyz0123456789-")] == 0;
}

/* Only what was saved has a number; of what is printed besides the press makes the name. */
static void read_application(struct codec *c, enum paper_kind kind, struct application *a)
{
	size_t size = bytes_get_u32(&c->in);
	const uint8_t *bytes = bytes_get(&c->in, size);

	if (!bytes || application_decode(bytes, size, a) ||
	    (a->receipt_no[0] ? !number_ok(a->receipt_no) : paper_kind_is_numbered(kind)))
		codec_refuse(c);
}

static void write_application(struct codec *c, const struct application *a)
{
	struct bytes_out *out = &c->out;
	size_t room = (size_t)(out->end - out->at), size;

	if (out->bad || room < 4 || application_encode(a, out->at + 4, room - 4, &size)) {
		out->bad = true;
		return;
	}
	bytes_put_u32(out, (uint32_t)size);
	out->at += size;
}

/* Those of a QR code that are set most densely, and no others. */
#define CODE_CHARACTERS "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"

static void code_print(struct codec *c, struct press_request *request)
{
	CODE_TEXT(c, request->code);
	if (request->code[strspn(request->code, CODE_CHARACTERS)])
		codec_refuse(c);
	request->kind = (enum paper_kind)code_small(c, (int)request->kind, 0,
						    PAPER_KIND_COUNT - 1);
	request->size = (enum paper_format)code_small(c, (int)request->size, 0,
						    FORMAT_COUNT - 1);
	request->copy = code_int(c, request->copy, 0, RECEIPT_COPIES_MAX);
	request->sheet_count = code_small(c, request->sheet_count, 1, RECEIPT_SHEETS_MAX);
	for (int i = 0; i < request->sheet_count && !c->in.bad; i++)
		code_sheet(c, &request->sheets[i]);
	if (!c->reading)
		write_application(c, &request->application);
	else if (!c->in.bad)
		read_application(c, request->kind, &request->application);
}

static void code_raw(struct codec *c, uint8_t *bytes, size_t size)
{
	const uint8_t *from;

	if (!c->reading) {
		bytes_put(&c->out, bytes, size);
		return;
	}
	from = bytes_get(&c->in, size);
	if (from)
		memcpy(bytes, from, size);
}

static void code_signature(struct codec *c, struct press_request *request)
{
	request->cms_size = (uint16_t)code_int(c, request->cms_size, 0, CMS_MAX);
	code_raw(c, request->cms, request->cms_size);
}

static void code_request(struct codec *c, struct press_request *request)
{
	request->verb = (enum press_verb)code_small(c, (int)request->verb, PRESS_PRINT,
						    PRESS_SIGNED);
	request->job = code_u32(c, request->job);
	if (request->verb == PRESS_PRINT)
		code_print(c, request);
	if (request->verb == PRESS_SIGNED)
		code_signature(c, request);
}

enum err press_request_encode(const struct press_request *request, void *buffer,
			      size_t cap, size_t *ret_size)
{
	struct codec c = codec_writer(buffer, cap);
	struct press_request copy = *request;

	code_request(&c, &copy);
	explicit_bzero(&copy, sizeof(copy));
	if (!codec_is_sound(&c))
		return ERR_FULL;
	*ret_size = bytes_written(&c.out);
	return ERR_OK;
}

enum err press_request_decode(const void *data, size_t size,
			      struct press_request *request)
{
	struct codec c = codec_reader(data, size);

	explicit_bzero(request, sizeof(*request));
	code_request(&c, request);
	if (codec_is_sound(&c))
		return ERR_OK;
	explicit_bzero(request, sizeof(*request));
	return ERR_INPUT;
}

static void code_supplies(struct codec *c, struct printer_supplies *s)
{
	s->count = code_small(c, s->count, 0, PRINTER_SUPPLIES_MAX);
	for (int i = 0; i < s->count; i++) {
		CODE_TEXT(c, s->at[i].name);
		s->at[i].percent = code_small(c, s->at[i].percent + 1, 0, 101) - 1;
		s->at[i].low = code_bool(c, s->at[i].low);
	}
}

static void code_reply(struct codec *c, struct press_reply *reply)
{
	reply->event = (enum press_event)code_small(c, (int)reply->event, PRESS_STATE,
						    PRESS_READ);
	reply->job = code_u32(c, reply->job);
	reply->phase = (enum print_phase)code_small(c, (int)reply->phase, 0,
						    PRINT_PHASE_COUNT - 1);
	reply->trouble = (enum printer_trouble)code_small(c, (int)reply->trouble, 0,
							  PRINTER_TROUBLE_COUNT - 1);
	reply->why = (enum err)code_small(c, (int)reply->why, 0, ERR_CANCELLED);
	reply->pages = code_u16(c, reply->pages);
	if (reply->event == PRESS_STATE)
		code_supplies(c, &reply->supplies);
	if (reply->event == PRESS_SIGN)
		code_raw(c, reply->digest, sizeof(reply->digest));
	if (reply->event == PRESS_READ)
		CODE_TEXT(c, reply->told);
}

enum err press_reply_encode(const struct press_reply *reply, void *buffer,
			    size_t cap, size_t *ret_size)
{
	struct codec c = codec_writer(buffer, cap);
	struct press_reply copy = *reply;

	code_reply(&c, &copy);
	if (!codec_is_sound(&c))
		return ERR_FULL;
	*ret_size = bytes_written(&c.out);
	return ERR_OK;
}

enum err press_reply_decode(const void *data, size_t size,
			    struct press_reply *ret_reply)
{
	struct codec c = codec_reader(data, size);
	struct press_reply reply = { 0 };

	code_reply(&c, &reply);
	if (!codec_is_sound(&c))
		return ERR_INPUT;
	*ret_reply = reply;
	return ERR_OK;
}
