#include "desk/stick.h"

#include "core/application_claim.h"
#include "desk/taken_in.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

/* Ten thousand applications. */
#define STICK_MAX (256u << 20)
#define KEY_HEX 32

/* ---- the file ---- */

static enum err read_file(const char *path, uint8_t **ret_bytes, size_t *ret_size)
{
	FILE *in = fopen(path, "rbe");
	uint8_t *bytes = in ? malloc(STICK_MAX) : NULL;
	size_t size = bytes ? fread(bytes, 1, STICK_MAX, in) : 0;

	if (in)
		fclose(in);
	if (size == 0 || size == STICK_MAX) {
		free(bytes);
		return ERR_ABSENT;
	}
	*ret_bytes = bytes;
	*ret_size = size;
	return ERR_OK;
}

static json_t *read_lines(const char *text, size_t size)
{
	json_t *all = json_array();

	for (size_t at = 0; at < size;) {
		const char *end = memchr(text + at, '\n', size - at);
		size_t length = end ? (size_t)(end - text) - at : size - at;
		json_t *one = json_loadb(text + at, length, JSON_REJECT_DUPLICATES, NULL);

		if (!json_is_object(one)) {
			json_decref(one);
			json_decref(all);
			return NULL;
		}
		json_array_append_new(all, one);
		at += length + 1;
	}
	return all;
}

/* ---- one of them, as the gate takes it ---- */

static const char *text_of(const json_t *of, const char *key)
{
	const char *text = json_string_value(json_object_get(of, key));

	return text ? text : "";
}

static void set_text(json_t *item, const char *key, const char *text)
{
	if (text[0])
		json_object_set_new(item, key, json_string(text));
}

static void set_lower(json_t *item, const char *key, const char *hex)
{
	char lower[2 * KEY_HEX + 1];
	size_t i;

	for (i = 0; hex[i] && i < sizeof(lower) - 1; i++)
		lower[i] = (char)(hex[i] >= 'A' && hex[i] <= 'F' ? hex[i] - 'A' + 'a' : hex[i]);
	lower[i] = 0;
	json_object_set_new(item, key, json_string(lower));
}

static bool has_item(const json_t *application, const char *code)
{
	size_t i;
	json_t *one;

	json_array_foreach(json_object_get(application, "items"), i, one) {
		if (strcmp(text_of(one, "benefit"), code) == 0)
			return true;
	}
	return false;
}

static json_t *items_of(const json_t *application)
{
	json_t *items = json_array(), *one;
	size_t i;

	json_array_foreach(json_object_get(application, "items"), i, one) {
		json_t *item = json_object();
		json_t *amount = json_object_get(one, "amount_fen");

		json_object_set(item, "benefit", json_object_get(one, "benefit"));
		if (json_is_integer(amount) && !json_is_true(json_object_get(one, "is_fee")))
			json_object_set(item, "fen", amount);
		json_array_append_new(items, item);
	}
	return items;
}

static json_t *about_of(const json_t *application)
{
	json_t *about = json_object(), *course = json_object();
	const json_t *from = json_object_get(application, "course");

	json_object_set(about, "receipt_no", json_object_get(application, "receipt_no"));
	json_object_set(about, "decided", json_object_get(application, "decided_for"));
	json_object_set(about, "hall", json_object_get(application, "hall"));
	set_text(about, "kind", text_of(json_object_get(application, "counts_as"), "kind"));
	if (from && !json_is_null(from)) {
		json_object_set(course, "id", json_object_get(from, "id"));
		json_object_set(course, "title_zh", json_object_get(from, "title"));
		json_object_set(about, "course", course);
	}
	json_decref(course);
	return about;
}

/* The key of what it takes back: both stand in the same file. */
static const char *key_of(const json_t *all, const char *receipt_no)
{
	size_t i;
	json_t *one;

	json_array_foreach(all, i, one) {
		if (strcmp(text_of(one, "receipt_no"), receipt_no) == 0)
			return text_of(one, "key");
	}
	return "";
}

/* As wire/write.c says it of one that goes by the line. */
static void set_counts_as(json_t *item, const json_t *counts_as)
{
	set_text(item, "class", text_of(counts_as, "class"));
	set_text(item, "occupation", text_of(counts_as, "occupation"));
	set_text(item, "level", text_of(counts_as, "level"));
}

/* A kiosk whose catalogue has the course no longer does not say as what it counts. */
static void set_claim(json_t *item, const json_t *application)
{
	const json_t *course = json_object_get(application, "course");
	const json_t *counts_as = json_object_get(application, "counts_as");
	bool has_course = course && !json_is_null(course);

	if (has_course)
		json_object_set(item, "course", json_object_get(course, "id"));
	if (counts_as)
		set_counts_as(item, counts_as);
	else if (has_course)
		json_object_set_new(item, "class", json_string(APPLICATION_CLASS_COURSE));
	else if (has_item(application, "LIVING"))
		json_object_set_new(item, "class", json_string(APPLICATION_CLASS_LIVING));
}

static json_t *gate_item(const struct desk_office *desk, const json_t *all,
			 const json_t *application)
{
	json_t *item = json_object();
	const char *withdraws = text_of(application, "withdraws");
	char person[DESK_HASH_HEX_MAX];

	desk_secret_person(&desk->secret,
			   text_of(json_object_get(application, "person"), "id_no"), person);
	json_object_set_new(item, "person", json_string(person));
	set_lower(item, "key", text_of(application, "key"));
	json_object_set(item, "signed", json_object_get(application, "signed_at"));
	if (withdraws[0]) {
		set_lower(item, "withdraws", key_of(all, withdraws));
		return item;
	}
	json_object_set_new(item, "year",
			    json_integer(strtol(text_of(application, "decided_for"), NULL, 10)));
	set_claim(item, application);
	json_object_set_new(item, "items", items_of(application));
	json_object_set_new(item, "about", about_of(application));
	set_lower(item, "pack", text_of(application, "pack_hash"));
	return item;
}

/* ---- taken ---- */

static void count_outcome(const char *outcome, const json_t *item, struct stick_count *count)
{
	static const char *const taken[] = { "taken", "none_free", "had_before", "withdrawn",
					     "waiting" };

	if (strcmp(outcome, "again") == 0) {
		count->again++;
		return;
	}
	for (size_t i = 0; i < sizeof(taken) / sizeof(taken[0]); i++) {
		if (strcmp(outcome, taken[i]) == 0) {
			count->taken++;
			return;
		}
	}
	count->refused++;
	fprintf(stderr, "take: %s: %s\n", text_of(item, "key"), outcome);
}

static enum err take_one(const struct desk_office *desk, struct database *db, const char *kiosk,
			 const json_t *item, const json_t *application, struct stick_count *count)
{
	size_t size = 0;
	uint8_t *sealed = taken_in_seal(desk, application, &size);
	char *text = json_dumps(item, JSON_COMPACT), *outcome = NULL;
	const struct database_value values[] = {
		database_text(kiosk), database_text(text),
		{ .data = sealed, .size = (int)size, .is_bytes = 1 },
	};
	enum err err = sealed && text ?
		database_call(db, "select desk.take_stick($1, $2, $3)", 3, values, &outcome) :
		ERR_IO;

	if (!err)
		count_outcome(outcome ? outcome : "", item, count);
	free(outcome);
	free(text);
	free(sealed);
	return err;
}

static enum err take_all(const struct desk_office *desk, const char *conninfo, const json_t *all,
			 const char *kiosk, struct stick_count *count)
{
	struct database *db = NULL;
	enum err err = database_open(conninfo, &db);
	size_t i;
	json_t *one;

	json_array_foreach(all, i, one) {
		json_t *item = err ? NULL : gate_item(desk, all, one);

		if (!err)
			err = take_one(desk, db, kiosk, item, one, count);
		json_decref(item);
	}
	database_close(db);
	return err;
}

enum err stick_take(const struct desk_office *desk, const char *conninfo, const char *path,
		    const char *kiosk, struct stick_count *ret_count)
{
	struct stick_count count = { 0 };
	uint8_t *bytes = NULL;
	char *text = NULL;
	size_t size = 0;
	json_t *all = NULL;
	enum err err = read_file(path, &bytes, &size);

	if (!err)
		err = parcel_open_text(desk->opener, bytes, size, &text, &size);
	if (!err) {
		all = read_lines(text, size);
		err = all ? take_all(desk, conninfo, all, kiosk, &count) : ERR_INPUT;
	}
	if (text)
		explicit_bzero(text, size);
	free(text);
	free(bytes);
	json_decref(all);
	if (!err)
		*ret_count = count;
	return err;
}
