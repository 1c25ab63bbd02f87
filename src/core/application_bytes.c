#include "core/application_bytes.h"

#include "core/record_bytes.h"

#include <string.h>

static void code_amount(struct codec *c, struct amount *a)
{
	a->label = (enum amount_label)code_int(c, (int)a->label, 0, AMOUNT_OFFICIAL);
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
	/* Who pays follows from who is paid: it is not written twice. */
	item->amount.is_fee = strcmp(item->payee_key, "payee.none") == 0;
	item->rule_count = code_int(c, item->rule_count, 0, APPLICATION_RULES_MAX);
	for (int i = 0; i < item->rule_count; i++)
		CODE_TEXT(c, item->rules[i]);
}

static void code_course(struct codec *c, struct application_course *course)
{
	CODE_TEXT(c, course->id);
	CODE_TEXT(c, course->title_zh);
	CODE_TEXT(c, course->title_en);
	CODE_TEXT(c, course->institution_zh);
	CODE_TEXT(c, course->institution_en);
	course->starts = code_date(c, course->starts);
}

static void code_grounds(struct codec *c, struct application_item *item)
{
	CODE_TEXT(c, item->uplift);
	item->uplift_pct = code_int(c, item->uplift_pct, 0, INT16_MAX);
	item->uplift_base = code_i64(c, item->uplift_base);
	CODE_TEXT(c, item->caution);
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
		codec_refuse(c);
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

static void code_fact(struct codec *c, struct application_fact *at)
{
	CODE_TEXT(c, at->id);
	at->fact.source = (enum fact_source)code_small(c, (int)at->fact.source, FACT_DECLARED,
						       FACT_DERIVED);
	at->fact.number = code_i64(c, at->fact.number);
	at->fact.as_of = code_date(c, at->fact.as_of);
	at->fact.contradicted = code_bool(c, at->fact.contradicted);
	at->fact.official = code_bool(c, at->fact.official);
	at->basis = code_small(c, at->basis, BASIS_BOUND, BASIS_BOUND | BASIS_ALL);
}

static void code_claim(struct codec *c, struct claim *claim)
{
	claim->date = code_date(c, claim->date);
	claim->kind = (enum claim_kind)code_small(c, (int)claim->kind, 0, CLAIM_KIND_COUNT - 1);
	claim->status = (enum claim_status)code_small(c, (int)claim->status, 0,
						      CLAIM_STATUS_COUNT - 1);
	CODE_TEXT(c, claim->occupation);
	claim->level = code_ascii(c, claim->level);
}

static void code_basis(struct codec *c, struct application *a)
{
	struct history *history = &a->history;

	CODE_TEXT(c, a->program);
	a->issue_date = code_date(c, a->issue_date);
	a->fact_count = code_int(c, a->fact_count, 0, APPLICATION_FACTS_MAX);
	for (int i = 0; i < a->fact_count; i++)
		code_fact(c, &a->facts[i]);
	history->known = code_bool(c, history->known);
	history->complete = code_bool(c, history->complete);
	history->count = code_int(c, history->count, 0, CLAIMS_MAX);
	for (int i = 0; i < history->count; i++)
		code_claim(c, &history->claims[i]);
}

static void code_override(struct codec *c, struct override *o)
{
	o->by = (enum authority)code_small(c, (int)o->by, 0, BY_OTHER);
	o->matter = (enum matter)code_small(c, (int)o->matter, 0, MATTER_OTHER);
	CODE_TEXT(c, o->key);
	o->value = code_i64(c, o->value);
	o->from = code_date(c, o->from);
}

static void code_overrides(struct codec *c, struct application *a)
{
	a->override_count = code_int(c, a->override_count, 0, OVERRIDES_MAX);
	for (int i = 0; i < a->override_count; i++)
		code_override(c, &a->overrides[i]);
}

/* A certificate belongs to a claim. */
static void code_claimed(struct codec *c, struct application *a)
{
	a->claims = code_bool(c, a->claims);
	CODE_TEXT(c, a->certificate_no);
	if (a->certificate_no[0] && !a->claims)
		codec_refuse(c);
}

/* What is not known is 0. */
static void code_clock(struct codec *c, struct clock_quality *q)
{
	q->offset_known = code_bool(c, q->offset_known);
	q->offset_us = (int32_t)code_number(c, q->offset_us, 4, 0, INT32_MAX);
	q->rtc_known = code_bool(c, q->rtc_known);
	q->rtc_s = (int32_t)code_number(c, q->rtc_s, 4, INT32_MIN, INT32_MAX);
	if ((!q->offset_known && q->offset_us) || (!q->rtc_known && q->rtc_s))
		codec_refuse(c);
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
	if (c->version >= 4)
		a->clock_doubt = code_int(c, a->clock_doubt, 0, CLOCK_DOUBTS);
	if (c->version >= 5)
		code_course(c, &a->course);
	if (c->version >= 6)
		code_basis(c, a);
	for (int i = 0; c->version >= 7 && i < a->item_count; i++)
		code_grounds(c, &a->items[i]);
	if (c->version >= 8)
		a->pin_at = code_i64(c, a->pin_at);
	if (c->version >= 9)
		code_overrides(c, a);
	if (c->version >= 10)
		code_claimed(c, a);
	if (c->version >= 11)
		code_clock(c, &a->clock_quality);
}

enum err application_encode(const struct application *application, void *out,
			    size_t cap, size_t *ret_size)
{
	struct codec c = codec_writer(out, cap);
	struct application copy = *application;

	code_application(&c, &copy);
	explicit_bzero(&copy, sizeof(copy));
	if (!codec_is_sound(&c))
		return ERR_FULL;
	*ret_size = bytes_written(&c.out);
	return ERR_OK;
}

enum err application_decode(const void *data, size_t size,
			    struct application *application)
{
	struct codec c = codec_reader(data, size);

	explicit_bzero(application, sizeof(*application));
	code_application(&c, application);
	if (codec_is_sound(&c))
		return ERR_OK;
	explicit_bzero(application, sizeof(*application));
	return ERR_INPUT;
}
