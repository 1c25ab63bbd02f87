#include "receipt/record.h"

#include "base/bytes.h"
#include "receipt/cbor.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/evp.h>

static void sha256(const void *data, size_t size, uint8_t out[RECORD_HASH_BYTES])
{
	int ok = EVP_Digest(data, size, out, NULL, EVP_sha256(), NULL);

	assert(ok == 1);
}

/* ---- what of an application goes into a record ---- */

static void hash_ink(const struct ink *ink, uint8_t out[RECORD_HASH_BYTES])
{
	static uint8_t bytes[4 + 7 * INK_POINTS_MAX];
	struct bytes_out b = bytes_out(bytes, sizeof(bytes));

	bytes_put_u16(&b, ink->width);
	bytes_put_u16(&b, ink->height);
	for (int i = 0; i < ink->count; i++) {
		bytes_put_u16(&b, ink->points[i].x);
		bytes_put_u16(&b, ink->points[i].y);
		bytes_put_u16(&b, ink->points[i].t);
		bytes_put_u8(&b, ink->points[i].starts);
	}
	sha256(bytes, bytes_written(&b), out);
	explicit_bzero(bytes, sizeof(bytes));
}

void record_of(const struct application *application, struct record *ret_record)
{
	const struct holder *h = &application->holder;
	struct record *r = ret_record;
	size_t size;

	memset(r, 0, sizeof(*r));
	r->application = *application;
	certificate_mask(application->certificate_no, r->application.certificate_no);
	holder_mask_name(h->name[0] ? h->name : h->name_latin, r->name);
	idno_mask(h->id_no, r->id_no);
	if (!bytes_from_hex(application->pack_hash, r->pack_hash, sizeof(r->pack_hash), &size))
		memset(r->pack_hash, 0, sizeof(r->pack_hash));
	if (!ink_is_empty(&application->ink))
		hash_ink(&application->ink, r->ink_hash);
}

/* ---- its fields, both ways ---- */

static int ranged(struct codec *c, int value, int low, int high)
{
	return (int)cbor_number(c, value, low, high);
}

static int64_t whole(struct codec *c, int64_t value)
{
	return cbor_number(c, value, INT64_MIN, INT64_MAX);
}

static void walk_amount(struct codec *c, struct amount *a)
{
	cbor_array_fixed(c, 7);
	a->label = (enum amount_label)ranged(c, (int)a->label, 0, AMOUNT_OFFICIAL);
	a->known = cbor_bool(c, a->known);
	a->value = whole(c, a->value);
	a->is_minimum = cbor_bool(c, a->is_minimum);
	a->has_max = cbor_bool(c, a->has_max);
	a->max = whole(c, a->max);
	a->per_day = cbor_bool(c, a->per_day);
}

static void walk_item(struct codec *c, struct application_item *item)
{
	cbor_array_fixed(c, 11);
	CBOR_TEXT(c, item->benefit);
	CBOR_TEXT(c, item->title_zh);
	CBOR_TEXT(c, item->title_en);
	CBOR_TEXT(c, item->course_id);
	walk_amount(c, &item->amount);
	CBOR_TEXT(c, item->payee_key);
	item->rule_count = cbor_array(c, item->rule_count, APPLICATION_RULES_MAX);
	for (int i = 0; i < item->rule_count; i++)
		CBOR_TEXT(c, item->rules[i]);
	CBOR_TEXT(c, item->uplift);
	item->uplift_pct = ranged(c, item->uplift_pct, 0, INT16_MAX);
	item->uplift_base = whole(c, item->uplift_base);
	CBOR_TEXT(c, item->caution);
}

static void walk_promise(struct codec *c, struct promise *p)
{
	cbor_array_fixed(c, 6);
	CBOR_TEXT(c, p->fact_id);
	p->number = whole(c, p->number);
	CBOR_TEXT(c, p->text_zh);
	CBOR_TEXT(c, p->text_en);
	CBOR_TEXT(c, p->rule);
	p->to_verify = cbor_bool(c, p->to_verify);
}

static void walk_staff_action(struct codec *c, struct staff_action *s)
{
	cbor_array_fixed(c, 3);
	s->kind = (enum staff_action_kind)ranged(c, (int)s->kind, 0, STAFF_ACTION_KIND_COUNT - 1);
	CBOR_TEXT(c, s->staff);
	s->number = ranged(c, s->number, 0, INT16_MAX);
}

static void walk_fact(struct codec *c, struct application_fact *f)
{
	cbor_array_fixed(c, 7);
	CBOR_TEXT(c, f->id);
	f->fact.source = (enum fact_source)ranged(c, (int)f->fact.source, FACT_DECLARED,
						  FACT_DERIVED);
	f->fact.number = whole(c, f->fact.number);
	f->fact.as_of = cbor_date(c, f->fact.as_of);
	f->fact.contradicted = cbor_bool(c, f->fact.contradicted);
	f->fact.official = cbor_bool(c, f->fact.official);
	f->basis = ranged(c, f->basis, BASIS_BOUND, BASIS_BOUND | BASIS_ALL);
}

static void walk_claim(struct codec *c, struct claim *claim)
{
	cbor_array_fixed(c, 5);
	claim->date = cbor_date(c, claim->date);
	claim->kind = (enum claim_kind)ranged(c, (int)claim->kind, 0, CLAIM_KIND_COUNT - 1);
	claim->status = (enum claim_status)ranged(c, (int)claim->status, 0,
						  CLAIM_STATUS_COUNT - 1);
	CBOR_TEXT(c, claim->occupation);
	claim->level = (char)ranged(c, claim->level, 0, 127);
}

static void walk_history(struct codec *c, struct history *h)
{
	cbor_array_fixed(c, 3);
	h->known = cbor_bool(c, h->known);
	h->complete = cbor_bool(c, h->complete);
	h->count = cbor_array(c, h->count, CLAIMS_MAX);
	for (int i = 0; i < h->count; i++)
		walk_claim(c, &h->claims[i]);
}

static void walk_course(struct codec *c, struct application_course *course)
{
	cbor_array_fixed(c, 6);
	CBOR_TEXT(c, course->id);
	CBOR_TEXT(c, course->title_zh);
	CBOR_TEXT(c, course->title_en);
	CBOR_TEXT(c, course->institution_zh);
	CBOR_TEXT(c, course->institution_en);
	course->starts = cbor_date(c, course->starts);
}

static void walk_override(struct codec *c, struct override *o)
{
	cbor_array_fixed(c, 5);
	o->by = (enum authority)ranged(c, (int)o->by, 0, BY_OTHER);
	o->matter = (enum matter)ranged(c, (int)o->matter, 0, MATTER_OTHER);
	CBOR_TEXT(c, o->key);
	o->value = whole(c, o->value);
	o->from = cbor_date(c, o->from);
}

/* What it was decided by: later rules stand there only where there were any. */
static void walk_pack(struct codec *c, struct record *r)
{
	struct application *a = &r->application;
	int parts = cbor_array(c, a->override_count > 0 ? 4 : 3, 4);

	CBOR_TEXT(c, a->pack_id);
	cbor_bytes(c, r->pack_hash, sizeof(r->pack_hash));
	a->issue_date = cbor_date(c, a->issue_date);
	if (parts == 4)
		a->override_count = cbor_array(c, a->override_count, OVERRIDES_MAX);
	if (parts < 3 || (parts == 4 && a->override_count == 0))
		codec_refuse(c);
	for (int i = 0; parts == 4 && i < a->override_count; i++)
		walk_override(c, &a->overrides[i]);
}

/* One number, or none where it is not known. */
static bool walk_known(struct codec *c, bool known, int32_t *value, int64_t low)
{
	known = cbor_array(c, known, 1) == 1;
	if (known)
		*value = (int32_t)cbor_number(c, *value, low, INT32_MAX);
	return known;
}

/* How far the clock was off stands there only where something told it. */
static void walk_time(struct codec *c, struct application *a)
{
	struct clock_quality *q = &a->clock_quality;
	bool told = q->offset_known || q->rtc_known;
	int parts = cbor_array(c, told ? 4 : 2, 4);

	a->signed_at = whole(c, a->signed_at);
	a->clock_doubt = ranged(c, a->clock_doubt, 0, CLOCK_DOUBTS);
	if (parts == 4) {
		q->offset_known = walk_known(c, q->offset_known, &q->offset_us, 0);
		q->rtc_known = walk_known(c, q->rtc_known, &q->rtc_s, INT32_MIN);
	}
	if (parts != 2 && (parts != 4 || !(q->offset_known || q->rtc_known)))
		codec_refuse(c);
}

/* Keys 1 to 9: which application, when, where, by what, of whom. */
static void walk_statement(struct codec *c, struct record *r)
{
	struct application *a = &r->application;

	cbor_key(c, 1);
	ranged(c, RECORD_VERSION, RECORD_VERSION, RECORD_VERSION);
	cbor_key(c, 2);
	CBOR_TEXT(c, a->receipt_no);
	cbor_key(c, 3);
	CBOR_TEXT(c, a->withdraws);
	cbor_key(c, 4);
	cbor_array_fixed(c, 2);
	CBOR_TEXT(c, a->hall);
	CBOR_TEXT(c, a->terminal);
	cbor_key(c, 5);
	walk_time(c, a);
	cbor_key(c, 6);
	cbor_array_fixed(c, 2);
	a->decision_date = cbor_date(c, a->decision_date);
	a->demo_date = cbor_bool(c, a->demo_date);
	cbor_key(c, 7);
	walk_pack(c, r);
	cbor_key(c, 8);
	CBOR_TEXT(c, a->program);
	cbor_key(c, 9);
	cbor_array_fixed(c, 4);
	CBOR_TEXT(c, r->name);
	CBOR_TEXT(c, r->id_no);
	a->holder.type = (enum card_type)ranged(c, (int)a->holder.type, 0,
						CARD_TYPE_COUNT - 1);
	a->holder.assurance = (enum assurance)ranged(c, (int)a->holder.assurance, 0,
						     ASSURANCE_A2);
}

/* Keys 10 to 17: what was decided, on what, promised and signed how. */
static void walk_decision(struct codec *c, struct record *r)
{
	struct application *a = &r->application;

	cbor_key(c, 10);
	a->item_count = cbor_array(c, a->item_count, APPLICATION_ITEMS_MAX);
	for (int i = 0; i < a->item_count; i++)
		walk_item(c, &a->items[i]);
	cbor_key(c, 11);
	walk_course(c, &a->course);
	cbor_key(c, 12);
	a->promise_count = cbor_array(c, a->promise_count, APPLICATION_PROMISES_MAX);
	for (int i = 0; i < a->promise_count; i++)
		walk_promise(c, &a->promises[i]);
	cbor_key(c, 13);
	a->fact_count = cbor_array(c, a->fact_count, APPLICATION_FACTS_MAX);
	for (int i = 0; i < a->fact_count; i++)
		walk_fact(c, &a->facts[i]);
	cbor_key(c, 14);
	walk_history(c, &a->history);
	cbor_key(c, 15);
	cbor_array_fixed(c, 2);
	a->method = (enum sign_method)ranged(c, (int)a->method, 0, SIGN_PAPER);
	cbor_bytes(c, r->ink_hash, sizeof(r->ink_hash));
	cbor_key(c, 16);
	a->staff_action_count = cbor_array(c, a->staff_action_count, STAFF_ACTIONS_MAX);
	for (int i = 0; i < a->staff_action_count; i++)
		walk_staff_action(c, &a->staff_actions[i]);
	cbor_key(c, 17);
	cbor_array_fixed(c, 2);
	a->lang = (enum lang)ranged(c, (int)a->lang, 0, LANG_COUNT - 1);
	a->large_print = cbor_bool(c, a->large_print);
}

/* Key 18 stands there only after a training: what was signed before there were claims stays. */
static void walk_claimed(struct codec *c, struct application *a)
{
	cbor_key(c, 18);
	cbor_array_fixed(c, 1);
	CBOR_TEXT(c, a->certificate_no);
}

#define RECORD_PAIRS 17

static void walk_record(struct codec *c, struct record *r)
{
	bool claims = r->application.claims;
	int pairs = cbor_map_of(c, RECORD_PAIRS + claims, RECORD_PAIRS, RECORD_PAIRS + 1);

	walk_statement(c, r);
	walk_decision(c, r);
	r->application.claims = pairs > RECORD_PAIRS;
	if (r->application.claims)
		walk_claimed(c, &r->application);
}

enum err record_encode(const struct record *record, void *out, size_t cap, size_t *ret_size)
{
	struct codec c = codec_writer(out, cap);
	struct record *copy = malloc(sizeof(*copy));

	if (!copy)
		abort();
	*copy = *record;
	walk_record(&c, copy);
	explicit_bzero(copy, sizeof(*copy));
	free(copy);
	if (!codec_is_sound(&c))
		return ERR_FULL;
	*ret_size = bytes_written(&c.out);
	return ERR_OK;
}

enum err record_decode(const void *data, size_t size, struct record *ret_record)
{
	struct codec c = codec_reader(data, size);

	explicit_bzero(ret_record, sizeof(*ret_record));
	walk_record(&c, ret_record);
	if (!codec_is_sound(&c)) {
		explicit_bzero(ret_record, sizeof(*ret_record));
		return ERR_INPUT;
	}
	bytes_to_hex(ret_record->pack_hash, sizeof(ret_record->pack_hash),
		     ret_record->application.pack_hash);
	return ERR_OK;
}

void record_hash(const struct record *record, uint8_t out[RECORD_HASH_BYTES])
{
	uint8_t *bytes = malloc(RECORD_BYTES_MAX);
	size_t size = 0;
	enum err err;

	if (!bytes)
		abort();
	err = record_encode(record, bytes, RECORD_BYTES_MAX, &size);
	assert(!err);
	sha256(bytes, size, out);
	explicit_bzero(bytes, size);
	free(bytes);
}
