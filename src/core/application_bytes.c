#include "core/application_bytes.h"

#include "base/bytes.h"
#include "base/text.h"

#include <assert.h>
#include <string.h>

/*
 * One walk over the fields serves both ways, so that reading and writing cannot
 * drift apart.  Each code_ function writes the value it is given, or returns
 * the one that it read.
 */
struct codec {
	bool reading;
	int version;	/* of the bytes */
	struct bytes_in in;
	struct bytes_out out;
};

static void refuse(struct codec *c)
{
	c->in.bad = true;
}

static int64_t sign_extend(uint64_t value, size_t size)
{
	uint64_t sign = UINT64_C(1) << (8 * size - 1);

	return (int64_t)((value ^ sign) - sign);
}

static int64_t read_number(struct codec *c, size_t size)
{
	uint64_t value = 0;

	for (size_t i = 0; i < size; i++)
		value = value << 8 | bytes_get_u8(&c->in);
	return sign_extend(value, size);
}

static void write_number(struct codec *c, int64_t value, size_t size)
{
	for (size_t i = size; i-- > 0;)
		bytes_put_u8(&c->out, (uint8_t)((uint64_t)value >> (8 * i)));
}

/* A signed number of `size` bytes that lies in low..high. */
static int64_t code_number(struct codec *c, int64_t value, size_t size,
			   int64_t low, int64_t high)
{
	if (!c->reading) {
		assert(value >= low && value <= high);
		write_number(c, value, size);
		return value;
	}
	value = read_number(c, size);
	if (value >= low && value <= high)
		return value;
	refuse(c);
	return low;
}

static int code_int(struct codec *c, int value, int low, int high)
{
	return (int)code_number(c, value, 2, low, high);
}

static bool code_bool(struct codec *c, bool value)
{
	return code_number(c, value, 1, 0, 1) != 0;
}

static int64_t code_i64(struct codec *c, int64_t value)
{
	return code_number(c, value, 8, INT64_MIN, INT64_MAX);
}

static uint16_t code_u16(struct codec *c, uint16_t value)
{
	if (c->reading)
		return bytes_get_u16(&c->in);
	bytes_put_u16(&c->out, value);
	return value;
}

static char code_ascii(struct codec *c, char value)
{
	return (char)code_number(c, value, 1, 0, 127);
}

static void read_text(struct codec *c, char *text, size_t cap)
{
	const uint8_t *start = c->in.at;
	size_t length;

	bytes_get_text(&c->in, text, cap);
	length = strlen(text);
	if (!utf8_valid(text, length) ||
	    (!c->in.bad && c->in.at != start + 2 + length))
		refuse(c);
}

static void code_text(struct codec *c, char *text, size_t cap)
{
	if (c->reading)
		read_text(c, text, cap);
	else
		bytes_put_text(&c->out, text);
}

#define CODE_TEXT(c, field) code_text(c, field, sizeof(field))

static bool date_unset(struct date date)
{
	return date.year == 0 && date.month == 0 && date.day == 0;
}

static struct date code_date(struct codec *c, struct date date)
{
	date.year = (int16_t)code_number(c, date.year, 2, 0, 2199);
	date.month = (int8_t)code_number(c, date.month, 1, 0, 12);
	date.day = (int8_t)code_number(c, date.day, 1, 0, 31);
	if (!date_unset(date) && !date_exists(date))
		refuse(c);
	return date;
}

static void code_uid(struct codec *c, struct holder *h)
{
	h->uid_size = (uint8_t)code_int(c, h->uid_size, 0, sizeof(h->uid));
	for (int i = 0; i < h->uid_size; i++)
		h->uid[i] = (uint8_t)code_number(c, (int8_t)h->uid[i], 1, -128, 127);
}

static void code_holder(struct codec *c, struct holder *h)
{
	h->type = (enum card_type)code_int(c, (int)h->type, 0, CARD_UNKNOWN);
	h->generation = code_int(c, h->generation, 0, 9);
	h->assurance = (enum assurance)code_int(c, (int)h->assurance, 0, ASSURANCE_A2);
	h->number_only = code_bool(c, h->number_only);
	CODE_TEXT(c, h->region);
	CODE_TEXT(c, h->card_no);
	CODE_TEXT(c, h->id_no);
	CODE_TEXT(c, h->name);
	CODE_TEXT(c, h->name_latin);
	h->sex = code_ascii(c, h->sex);
	h->nation = code_int(c, h->nation, 0, 999);
	CODE_TEXT(c, h->country);
	CODE_TEXT(c, h->address);
	CODE_TEXT(c, h->issuer);
	CODE_TEXT(c, h->permit_no);
	h->birth = code_date(c, h->birth);
	h->issued = code_date(c, h->issued);
	h->expires = code_date(c, h->expires);
	h->expires_never = code_bool(c, h->expires_never);
	code_uid(c, h);
	h->slow = code_bool(c, h->slow);
}

static void code_amount(struct codec *c, struct amount *a)
{
	a->label = (enum amount_label)code_int(c, (int)a->label, 0, AMOUNT_SAMPLE);
	a->known = code_bool(c, a->known);
	a->value = code_i64(c, a->value);
	a->is_minimum = code_bool(c, a->is_minimum);
	a->has_max = code_bool(c, a->has_max);
	a->max = code_i64(c, a->max);
	a->per_day = code_bool(c, a->per_day);
}

static void code_item(struct codec *c, struct application_item *item)
{
	CODE_TEXT(c, item->benefit);
	CODE_TEXT(c, item->title_zh);
	CODE_TEXT(c, item->title_en);
	CODE_TEXT(c, item->course_id);
	code_amount(c, &item->amount);
	CODE_TEXT(c, item->payee_key);
	item->rule_count = code_int(c, item->rule_count, 0, APPLICATION_RULES_MAX);
	for (int i = 0; i < item->rule_count; i++)
		CODE_TEXT(c, item->rules[i]);
}

static void code_promise(struct codec *c, struct promise *promise)
{
	CODE_TEXT(c, promise->fact_id);
	promise->number = code_i64(c, promise->number);
	CODE_TEXT(c, promise->text_zh);
	CODE_TEXT(c, promise->text_en);
	CODE_TEXT(c, promise->rule);
	promise->to_verify = code_bool(c, promise->to_verify);
}

static void code_ink(struct codec *c, struct ink *ink)
{
	ink->width = code_u16(c, ink->width);
	ink->height = code_u16(c, ink->height);
	ink->count = code_int(c, ink->count, 0, INK_POINTS_MAX);
	for (int i = 0; i < ink->count; i++) {
		struct ink_point *point = &ink->points[i];

		point->x = code_u16(c, point->x);
		point->y = code_u16(c, point->y);
		point->t = code_u16(c, point->t);
		point->starts = code_bool(c, point->starts);
	}
}

static void code_visit(struct codec *c, struct application *a)
{
	CODE_TEXT(c, a->key);
	CODE_TEXT(c, a->receipt_no);
	a->signed_at = code_i64(c, a->signed_at);
	a->decision_date = code_date(c, a->decision_date);
	a->demo_date = code_bool(c, a->demo_date);
	a->lang = (enum lang)code_int(c, (int)a->lang, 0, LANG_COUNT - 1);
	CODE_TEXT(c, a->hall);
	CODE_TEXT(c, a->terminal);
	CODE_TEXT(c, a->pack_id);
	CODE_TEXT(c, a->pack_hash);
}

static void code_staff_action(struct codec *c, struct staff_action *staff_action)
{
	staff_action->kind = (enum staff_action_kind)code_int(c, (int)staff_action->kind, 0,
							      STAFF_ACTION_KIND_COUNT - 1);
	CODE_TEXT(c, staff_action->staff);
	staff_action->number = code_int(c, staff_action->number, 0, INT16_MAX);
}

/* Version 1 had room for a guide and a witness, and nothing ever wrote them. */
static void read_nobody(struct codec *c)
{
	char nobody[2];

	CODE_TEXT(c, nobody);
	if (nobody[0])
		refuse(c);
}

static void code_staff_actions(struct codec *c, struct application *a)
{
	if (c->version < 2) {
		read_nobody(c);
		read_nobody(c);
		return;
	}
	a->staff_action_count = code_int(c, a->staff_action_count, 0, STAFF_ACTIONS_MAX);
	for (int i = 0; i < a->staff_action_count; i++)
		code_staff_action(c, &a->staff_actions[i]);
}

static void code_application(struct codec *c, struct application *a)
{
	c->version = code_int(c, APPLICATION_BYTES_VERSION, 1, APPLICATION_BYTES_VERSION);
	code_visit(c, a);
	code_holder(c, &a->holder);
	a->item_count = code_int(c, a->item_count, 0, APPLICATION_ITEMS_MAX);
	for (int i = 0; i < a->item_count; i++)
		code_item(c, &a->items[i]);
	a->promise_count = code_int(c, a->promise_count, 0, APPLICATION_PROMISES_MAX);
	for (int i = 0; i < a->promise_count; i++)
		code_promise(c, &a->promises[i]);
	a->method = (enum sign_method)code_int(c, (int)a->method, 0, SIGN_PAPER);
	code_ink(c, &a->ink);
	code_staff_actions(c, a);
	a->large_print = code_bool(c, a->large_print);
	if (c->version >= 3)
		CODE_TEXT(c, a->withdraws);
}

enum err application_encode(const struct application *application, void *out,
			    size_t cap, size_t *ret_size)
{
	struct codec c = { .out = bytes_out(out, cap) };
	struct application copy = *application;

	code_application(&c, &copy);
	explicit_bzero(&copy, sizeof(copy));
	if (c.out.bad)
		return ERR_FULL;
	*ret_size = bytes_written(&c.out);
	return ERR_OK;
}

enum err application_decode(const void *data, size_t size,
			    struct application *application)
{
	struct codec c = { .reading = true, .in = bytes_in(data, size) };

	explicit_bzero(application, sizeof(*application));
	code_application(&c, application);
	if (!c.in.bad && bytes_left(&c.in) == 0)
		return ERR_OK;
	explicit_bzero(application, sizeof(*application));
	return ERR_INPUT;
}
