#include "wire/wire.h"

#include "base/json.h"
#include "core/application_claim.h"

#include <ctype.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

static void put_string(struct json_writer *w, const char *key, const char *text)
{
	json_write_key(w, key);
	json_write_string(w, text);
}

static void put_day(struct json_writer *w, const char *key, struct date date)
{
	char text[DATE_TEXT_MAX];

	if (!date_is_set(date))
		return;
	date_format(date, text);
	put_string(w, key, text);
}

/* The centre knows keys and hashes in lower case. */
static void put_hex(struct json_writer *w, const char *name, const char *hex)
{
	char lower[65] = "";

	for (size_t i = 0; hex[i] && i < sizeof(lower) - 1; i++)
		lower[i] = (char)tolower((unsigned char)hex[i]);
	if (name)
		json_write_key(w, name);
	json_write_string(w, lower);
}

static void put_signed(struct json_writer *w, int64_t at)
{
	time_t there = (time_t)at;
	struct tm tm;
	char text[32];

	gmtime_r(&there, &tm);
	strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &tm);
	put_string(w, "signed", text);
}

/* ---- the sealed part ---- */

static void add_three(struct text *out, const uint8_t *at, size_t left)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	uint32_t bits = (uint32_t)at[0] << 16 | (left > 1 ? (uint32_t)at[1] << 8 : 0) |
			(left > 2 ? at[2] : 0);
	char four[4] = { digits[bits >> 18], digits[bits >> 12 & 63],
			 left > 1 ? digits[bits >> 6 & 63] : '=',
			 left > 2 ? digits[bits & 63] : '=' };

	text_add_n(out, four, sizeof(four));
}

/* Base64 (RFC 4648, 4), which needs no escapes. */
static void put_sealed(struct json_writer *w, struct wire_sealed sealed)
{
	const uint8_t *data = sealed.data;

	json_write_key(w, "sealed");
	json_write_raw(w, "\"", 1);
	for (size_t i = 0; i < sealed.size; i += 3)
		add_three(w->out, data + i, sealed.size - i);
	text_add(w->out, "\"");
}

/* ---- what it counts as ---- */

static void put_claim(struct json_writer *w, const struct application_claim *claim)
{
	if (claim->class[0])
		put_string(w, "class", claim->class);
	if (claim->occupation[0]) {
		put_string(w, "occupation", claim->occupation);
		put_string(w, "level", claim->level);
	}
}

/* ---- an application ---- */

static void put_items(struct json_writer *w, const struct application *a)
{
	json_write_key(w, "items");
	json_write_list(w);
	for (int i = 0; i < a->item_count; i++) {
		const struct application_item *item = &a->items[i];

		json_write_object(w);
		put_string(w, "benefit", item->benefit);
		if (item->amount.known && !item->amount.is_fee) {
			json_write_key(w, "fen");
			json_write_int(w, item->amount.value);
		}
		json_write_end(w);
	}
	json_write_end(w);
}

static void put_course(struct json_writer *w, const struct application_course *course)
{
	if (!course->id[0])
		return;
	json_write_key(w, "course");
	json_write_object(w);
	put_string(w, "id", course->id);
	put_string(w, "title_zh", course->title_zh);
	put_string(w, "title_en", course->title_en);
	put_day(w, "starts", course->starts);
	json_write_end(w);
}

/* What a kiosk of another hall shows of it: nothing of the person. */
static void put_about(struct json_writer *w, const struct application *a, const char *kind)
{
	json_write_key(w, "about");
	json_write_object(w);
	put_string(w, "receipt_no", a->receipt_no);
	put_day(w, "decided", a->decision_date);
	put_string(w, "hall", a->hall);
	put_string(w, "kind", kind);
	if (a->item_count > 0) {
		put_string(w, "title_zh", a->items[0].title_zh);
		put_string(w, "title_en", a->items[0].title_en);
	}
	put_course(w, &a->course);
	json_write_end(w);
}

static void put_application(struct json_writer *w, const struct application *a,
			    const struct course *course)
{
	const struct application_claim claim = application_claim(a, course);

	json_write_key(w, "item");
	json_write_object(w);
	put_hex(w, "key", a->key);
	json_write_key(w, "year");
	json_write_int(w, a->decision_date.year);
	json_write_key(w, "region");
	json_write_int(w, course ? course->region : 0);
	put_claim(w, &claim);
	put_items(w, a);
	put_hex(w, "pack", a->pack_hash);
	put_signed(w, a->signed_at);
	put_about(w, a, claim.kind);
	json_write_end(w);
}

void wire_submit(struct text *out, const struct application *application,
		 const struct course *course, struct wire_sealed sealed)
{
	struct json_writer w = json_write_into(out);

	json_write_object(&w);
	put_string(&w, "id_no", application->holder.id_no);
	put_application(&w, application, course);
	put_sealed(&w, sealed);
	json_write_end(&w);
}

void wire_withdraw(struct text *out, const struct application *withdrawal, const char *key,
		   struct wire_sealed sealed)
{
	struct json_writer w = json_write_into(out);

	json_write_object(&w);
	put_string(&w, "id_no", withdrawal->holder.id_no);
	json_write_key(&w, "item");
	json_write_object(&w);
	put_hex(&w, "key", withdrawal->key);
	put_hex(&w, "application", key);
	put_signed(&w, withdrawal->signed_at);
	json_write_end(&w);
	put_sealed(&w, sealed);
	json_write_end(&w);
}

void wire_person(struct text *out, const struct wire_ask *ask)
{
	struct json_writer w = json_write_into(out);

	json_write_object(&w);
	put_string(&w, "id_no", ask->id_no);
	json_write_key(&w, "item");
	json_write_object(&w);
	put_string(&w, "ask", ask->number);
	json_write_end(&w);
	json_write_end(&w);
}

void wire_keys(struct text *out, const char (*keys)[APPLICATION_KEY_MAX], int count)
{
	struct json_writer w = json_write_into(out);

	json_write_object(&w);
	json_write_key(&w, "item");
	json_write_object(&w);
	json_write_key(&w, "keys");
	json_write_list(&w);
	for (int i = 0; i < count; i++)
		put_hex(&w, NULL, keys[i]);
	json_write_end(&w);
	json_write_end(&w);
	json_write_end(&w);
}

/* ---- a heartbeat ---- */

static void put_number(struct json_writer *w, const char *key, int64_t number)
{
	json_write_key(w, key);
	json_write_int(w, number);
}

static void put_moment(struct json_writer *w, const char *key, int64_t at)
{
	json_write_key(w, key);
	if (at > 0)
		json_write_int(w, at);
	else
		json_write_null(w);
}

/* "1.0.0 (0123456789ab)" is a version and a commit. */
static void put_program(struct json_writer *w, const char *program)
{
	size_t len = program ? strcspn(program, " ") : 0;
	const char *commit = len ? program + len + strspn(program + len, " (") : "";
	char word[64];
	struct text version = text_in(word, sizeof(word));

	text_add_n(&version, program ? program : "", len);
	put_string(w, "version", len ? word : "unknown");
	version = text_in(word, sizeof(word));
	text_add_n(&version, commit, strcspn(commit, ")"));
	put_string(w, "commit", word);
}

static void put_data(struct json_writer *w, const struct wire_heartbeat *heartbeat)
{
	json_write_key(w, "data");
	json_write_object(w);
	for (int i = 0; i < heartbeat->data_count; i++) {
		time_t at = (time_t)heartbeat->data[i].at;
		char text[DATE_TEXT_MAX];
		struct tm tm;

		gmtime_r(&at, &tm);
		strftime(text, sizeof(text), "%Y-%m-%d", &tm);
		put_string(w, heartbeat->data[i].name, text);
	}
	json_write_end(w);
}

/* A level that the printer does not know is left out. */
static void put_supplies(struct json_writer *w, const struct wire_heartbeat *heartbeat)
{
	json_write_key(w, "supplies");
	json_write_list(w);
	for (int i = 0; i < heartbeat->supply_count; i++) {
		json_write_object(w);
		put_string(w, "name", heartbeat->supplies[i].name);
		if (heartbeat->supplies[i].percent >= 0)
			put_number(w, "percent", heartbeat->supplies[i].percent);
		json_write_key(w, "low");
		json_write_bool(w, heartbeat->supplies[i].low);
		json_write_end(w);
	}
	json_write_end(w);
}

void wire_heartbeat(struct text *out, const struct wire_heartbeat *heartbeat)
{
	struct json_writer w = json_write_into(out);

	json_write_object(&w);
	json_write_key(&w, "item");
	json_write_object(&w);
	put_number(&w, "now", heartbeat->now);
	put_program(&w, heartbeat->program);
	put_hex(&w, "pack", heartbeat->pack);
	put_data(&w, heartbeat);
	put_number(&w, "readers", heartbeat->readers);
	put_string(&w, "printer", heartbeat->printer);
	put_number(&w, "disk_free", heartbeat->disk_free);
	put_number(&w, "waiting", heartbeat->waiting);
	put_number(&w, "taken", heartbeat->taken);
	put_number(&w, "aside", heartbeat->aside);
	put_moment(&w, "waiting_since", heartbeat->waiting_since);
	put_moment(&w, "last_visit", heartbeat->last_visit);
	put_moment(&w, "started", heartbeat->started);
	put_number(&w, "restarts", heartbeat->restarts);
	put_number(&w, "up", heartbeat->up);
	put_supplies(&w, heartbeat);
	put_hex(&w, "run", heartbeat->run);
	json_write_end(&w);
	json_write_end(&w);
}

void wire_ratings(struct text *out, struct date day, const int64_t counts[WIRE_GRADES])
{
	struct json_writer w = json_write_into(out);
	char text[DATE_TEXT_MAX];

	date_format(day, text);
	json_write_object(&w);
	json_write_key(&w, "item");
	json_write_object(&w);
	put_string(&w, "day", text);
	json_write_key(&w, "counts");
	json_write_list(&w);
	for (int i = 0; i < WIRE_GRADES; i++)
		json_write_int(&w, counts[i]);
	json_write_end(&w);
	json_write_end(&w);
	json_write_end(&w);
}

void wire_call(struct text *out, const char *id)
{
	struct json_writer w = json_write_into(out);

	json_write_object(&w);
	json_write_key(&w, "item");
	json_write_object(&w);
	put_string(&w, "id", id);
	json_write_end(&w);
	json_write_end(&w);
}
