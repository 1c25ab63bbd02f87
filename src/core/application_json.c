#include "core/application_json.h"

#include "core/date.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

static void put_string(struct json_writer *w, const char *key, const char *text)
{
	json_write_key(w, key);
	json_write_string(w, text);
}

static void put_int(struct json_writer *w, const char *key, int64_t number)
{
	json_write_key(w, key);
	json_write_int(w, number);
}

static void put_bool(struct json_writer *w, const char *key, bool value)
{
	json_write_key(w, key);
	json_write_bool(w, value);
}

static void put_date(struct json_writer *w, const char *key, struct date date)
{
	char text[DATE_TEXT_MAX];

	json_write_key(w, key);
	if (!date_is_set(date)) {
		json_write_null(w);
		return;
	}
	date_format(date, text);
	json_write_string(w, text);
}

void application_time(int64_t at, char out[APPLICATION_TIME_MAX])
{
	time_t there = (time_t)(at + CHINA_UTC_OFFSET_S);
	struct tm tm;

	gmtime_r(&there, &tm);
	strftime(out, APPLICATION_TIME_MAX, "%Y-%m-%dT%H:%M:%S+08:00", &tm);
}

static void put_holder(struct json_writer *w, const struct holder *h)
{
	json_write_key(w, "person");
	json_write_object(w);
	put_string(w, "name", h->name);
	put_string(w, "id_no", h->id_no);
	put_string(w, "card", card_type_name(h->type));
	put_int(w, "assurance", (int)h->assurance - (int)ASSURANCE_A0);
	json_write_end(w);
}

static void put_amount(struct json_writer *w, const struct amount *a)
{
	json_write_key(w, "amount_fen");
	if (a->known)
		json_write_int(w, a->value);
	else
		json_write_null(w);
	if (a->has_max)
		put_int(w, "max_fen", a->max);
	put_bool(w, "per_day", a->per_day);
	put_bool(w, "is_fee", a->is_fee);
	put_bool(w, "sample", a->label == AMOUNT_SAMPLE);
}

static void put_item(struct json_writer *w, const struct application_item *item)
{
	json_write_object(w);
	put_string(w, "benefit", item->benefit);
	put_string(w, "title", item->title_zh);
	put_string(w, "course", item->course_id);
	put_amount(w, &item->amount);
	json_write_key(w, "rules");
	json_write_list(w);
	for (int i = 0; i < item->rule_count; i++)
		json_write_string(w, item->rules[i]);
	json_write_end(w);
	json_write_end(w);
}

static void put_promises(struct json_writer *w, const struct application *a)
{
	json_write_key(w, "promises");
	json_write_list(w);
	for (int i = 0; i < a->promise_count; i++) {
		json_write_object(w);
		put_string(w, "fact", a->promises[i].fact_id);
		put_string(w, "text", a->promises[i].text_zh);
		put_string(w, "rule", a->promises[i].rule);
		put_bool(w, "to_verify", a->promises[i].to_verify);
		json_write_end(w);
	}
	json_write_end(w);
}

static const char *source_word(enum fact_source source)
{
	static const char *const words[] = { "unstated", "declared", "card", "registry",
					     "derived" };

	return words[source];
}

static void put_facts(struct json_writer *w, const struct application *a)
{
	json_write_key(w, "facts");
	json_write_list(w);
	for (int i = 0; i < a->fact_count; i++) {
		const struct fact *fact = &a->facts[i].fact;

		json_write_object(w);
		put_string(w, "fact", a->facts[i].id);
		put_int(w, "value", fact->number);
		put_string(w, "source", source_word(fact->source));
		put_date(w, "as_of", fact->as_of);
		put_bool(w, "contradicted", fact->contradicted);
		json_write_end(w);
	}
	json_write_end(w);
}

static void put_staff(struct json_writer *w, const struct application *a)
{
	json_write_key(w, "staff");
	json_write_list(w);
	for (int i = 0; i < a->staff_action_count; i++) {
		json_write_object(w);
		put_string(w, "no", a->staff_actions[i].staff);
		put_string(w, "did", staff_action_words_key(&a->staff_actions[i]));
		put_int(w, "number", a->staff_actions[i].number);
		json_write_end(w);
	}
	json_write_end(w);
}

static const char *method_word(enum sign_method method)
{
	static const char *const words[] = { "none", "ink", "keypad", "card-pin", "paper" };

	return words[method];
}

static void put_course(struct json_writer *w, const struct application_course *course)
{
	json_write_key(w, "course");
	if (!course->id[0]) {
		json_write_null(w);
		return;
	}
	json_write_object(w);
	put_string(w, "id", course->id);
	put_string(w, "title", course->title_zh);
	put_string(w, "institution", course->institution_zh);
	put_date(w, "starts", course->starts);
	json_write_end(w);
}

static void put_basis(struct json_writer *w, const struct application *a)
{
	put_date(w, "decided_for", a->decision_date);
	put_bool(w, "demo_date", a->demo_date);
	put_string(w, "pack", a->pack_id);
	put_string(w, "pack_hash", a->pack_hash);
	put_string(w, "program", a->program);
}

static void put_claim(struct json_writer *w, const struct application_claim *claim)
{
	json_write_key(w, "counts_as");
	json_write_object(w);
	put_string(w, "class", claim->class);
	put_string(w, "kind", claim->kind);
	put_string(w, "occupation", claim->occupation);
	put_string(w, "level", claim->level);
	json_write_end(w);
}

void application_json_write(struct json_writer *w, const struct application *a,
			    const char *withdrawn_by, const struct application_claim *claim)
{
	char at[APPLICATION_TIME_MAX];

	application_time(a->signed_at, at);
	json_write_object(w);
	put_string(w, "receipt_no", a->receipt_no);
	put_string(w, "key", a->key);
	put_string(w, "signed_at", at);
	put_int(w, "clock_doubt", a->clock_doubt);
	if (a->clock_quality.offset_known)
		put_int(w, "clock_offset_us", a->clock_quality.offset_us);
	if (a->clock_quality.rtc_known)
		put_int(w, "clock_rtc_s", a->clock_quality.rtc_s);
	put_string(w, "hall", a->hall);
	put_string(w, "terminal", a->terminal);
	put_string(w, "withdraws", a->withdraws);
	put_string(w, "withdrawn_by", withdrawn_by);
	put_string(w, "stage", a->claims ? "claim" : "plan");
	put_string(w, "certificate_no", a->certificate_no);
	put_holder(w, &a->holder);
	put_course(w, &a->course);
	if (claim)
		put_claim(w, claim);
	json_write_key(w, "items");
	json_write_list(w);
	for (int i = 0; i < a->item_count; i++)
		put_item(w, &a->items[i]);
	json_write_end(w);
	put_promises(w, a);
	put_facts(w, a);
	put_staff(w, a);
	put_string(w, "signed", method_word(a->method));
	put_basis(w, a);
	json_write_end(w);
}
