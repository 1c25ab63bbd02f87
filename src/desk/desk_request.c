#include "desk/desk_request.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/text.h"
#include "core/idno.h"
#include "desk/factors.h"
#include "desk/notice.h"
#include "desk/taken_in.h"
#include "desk/workbook.h"
#include "receipt/claims.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>
#include <sodium.h>

#define TOKEN_BYTES 32
#define PATH_MAX_HERE 1024
/* Opened in one request before a list is shown: each takes a millisecond. */
#define TAKEN_AT_ONCE 200

enum {
	STATUS_OK = 200, STATUS_SIGNED_OUT = 401, STATUS_DENIED = 403, STATUS_ABSENT = 404,
	STATUS_WRONG_STEP = 409, STATUS_INPUT = 422, STATUS_WAITS = 429, STATUS_BROKEN = 503,
};

enum err desk_init(struct desk_office *desk, const char *folder)
{
	char path[PATH_MAX_HERE];
	enum err err = sodium_init() >= 0 ? ERR_OK : ERR_IO;

	*desk = (struct desk_office){ 0 };
	pthread_mutex_init(&desk->passwords, NULL);
	snprintf(path, sizeof(path), "%s/desk.secret", folder);
	if (!err)
		err = desk_secret_read(path, &desk->secret);
	if (!err)
		err = desk_opener_create(folder, &desk->opener);
	if (!err)
		err = again_open(folder, &desk->again);
	return err;
}

void desk_finish(struct desk_office *desk)
{
	desk_opener_destroy(desk->opener);
	again_close(desk->again);
	desk_secret_wipe(&desk->secret);
	pthread_mutex_destroy(&desk->passwords);
}

/* ---- answers ---- */

static unsigned status_of_word(const char *error)
{
	static const struct { const char *word; unsigned status; } words[] = {
		{ "signed_out", STATUS_SIGNED_OUT }, { "wrong", STATUS_SIGNED_OUT },
		{ "not_allowed", STATUS_DENIED },    { "not_found", STATUS_ABSENT },
		{ "wrong_step", STATUS_WRONG_STEP }, { "same_person", STATUS_WRONG_STEP },
		{ "taken_day", STATUS_WRONG_STEP },
		{ "needs_counter", STATUS_WRONG_STEP },
		{ "not_the_holder", STATUS_WRONG_STEP },
		{ "waits", STATUS_WAITS },	     { "no_press", STATUS_BROKEN },
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (strcmp(words[i].word, error) == 0)
			return words[i].status;
	}
	return STATUS_INPUT;
}

static void reply_json(struct desk_reply *reply, const json_t *json)
{
	const char *error = json_string_value(json_object_get(json, "error"));

	reply->status = error ? status_of_word(error) : STATUS_OK;
	reply->body = json_dumps(json, JSON_COMPACT);
	if (!reply->body)
		reply->status = STATUS_BROKEN;
}

static void reply_error(struct desk_reply *reply, const char *error)
{
	json_t *json = json_pack("{s:s}", "error", error);

	reply_json(reply, json);
	json_decref(json);
}

static void reply_failed(struct desk_reply *reply, enum err err)
{
	if (err == ERR_INPUT)
		reply_error(reply, "bad_input");
	else
		reply->status = STATUS_BROKEN;
}

/* ---- calls ---- */

static struct database_value text_value(const char *text)
{
	return (struct database_value){ .data = text };
}

/* The database's answer, read; the caller drops it. */
static enum err call_json(struct database *db, const char *sql, int count,
			  const struct database_value *values, json_t **ret_answer)
{
	char *text = NULL;
	json_t *answer = NULL;
	enum err err = database_call(db, sql, count, values, &text);

	if (!err && text) {
		answer = json_loads(text, JSON_DECODE_ANY, NULL);
		explicit_bzero(text, strlen(text));
	}
	free(text);
	if (!err && !answer)
		return ERR_IO;
	if (!err)
		*ret_answer = answer;
	return err;
}

static struct database_value hash_value(const char *token, uint8_t hash[DESK_HASH_BYTES])
{
	crypto_hash_sha256(hash, (const uint8_t *)token, strlen(token));
	return (struct database_value){ .data = hash, .size = DESK_HASH_BYTES, .is_bytes = 1 };
}

static enum err call_act(struct database *db, const char *name, const char *token,
			 const json_t *arguments, json_t **ret_answer)
{
	uint8_t hash[DESK_HASH_BYTES];
	char *text = json_dumps(arguments, JSON_COMPACT);
	const struct database_value values[] = { text_value(name), hash_value(token, hash),
						 text_value(text) };
	enum err err = text ? call_json(db, "select desk_api.call($1, $2, $3)", 3, values,
					ret_answer) : ERR_IO;

	if (text)
		explicit_bzero(text, strlen(text));
	free(text);
	return err;
}

/* ---- signing in ---- */

/* Of what stands there, the step of the second factor; 0: one of the two is wrong. */
static int64_t try_factors(struct desk_office *desk, const json_t *known, const char *password,
			   const char *code)
{
	const char *totp = json_string_value(json_object_get(known, "totp"));
	uint8_t sealed[TOTP_SECRET_BYTES + DESK_SEAL_EXTRA], secret[TOTP_SECRET_BYTES];
	size_t size = 0;
	int64_t step = 0;
	bool right;

	pthread_mutex_lock(&desk->passwords);
	right = password_is(password, json_string_value(json_object_get(known, "password")));
	pthread_mutex_unlock(&desk->passwords);
	if (totp && sodium_base642bin(sealed, sizeof(sealed), totp, strlen(totp), "\n", &size, NULL,
				      sodium_base64_VARIANT_ORIGINAL) == 0 &&
	    size == sizeof(sealed) &&
	    desk_secret_open(&desk->secret, sealed, size, secret) == ERR_OK)
		step = totp_step(secret, code, clock_wall_s(),
				 json_integer_value(json_object_get(known, "last_step")));
	explicit_bzero(secret, sizeof(secret));
	return right ? step : 0;
}

static enum err end_sign_in(struct database *db, const char *name, int64_t step,
			    const char *token, json_t **ret_answer)
{
	uint8_t hash[DESK_HASH_BYTES];
	char text[32];
	const struct database_value values[] = { text_value(name),
						 text_value(step ? text : NULL),
						 hash_value(token, hash) };

	snprintf(text, sizeof(text), "%lld", (long long)step);
	return call_json(db, "select desk_api.sign_in_end($1, $2, $3)", 3, values, ret_answer);
}

static enum err sign_in_with(struct desk_office *desk, struct database *db, const json_t *body,
			     struct desk_reply *reply, json_t **ret_answer)
{
	const char *name = json_string_value(json_object_get(body, "name"));
	const char *password = json_string_value(json_object_get(body, "password"));
	const char *code = json_string_value(json_object_get(body, "code"));
	uint8_t random[TOKEN_BYTES];
	const struct database_value value = text_value(name);
	json_t *known = NULL;
	enum err err = name && password && code ? ERR_OK : ERR_INPUT;

	if (!err)
		err = call_json(db, "select desk_api.sign_in_begin($1)", 1, &value, &known);
	if (!err && json_object_get(known, "error")) {
		*ret_answer = known;
		return ERR_OK;
	}
	randombytes_buf(random, sizeof(random));
	sodium_bin2hex(reply->token, DESK_TOKEN_MAX, random, sizeof(random));
	if (!err)
		err = end_sign_in(db, name, try_factors(desk, known, password, code), reply->token,
				  ret_answer);
	json_decref(known);
	return err;
}

static void sign_in(struct desk_office *desk, struct database *db, const json_t *body,
		    struct desk_reply *reply)
{
	json_t *answer = NULL;
	enum err err = sign_in_with(desk, db, body, reply, &answer);

	if (err || json_object_get(answer, "error"))
		reply->token[0] = 0;
	if (err)
		reply_failed(reply, err);
	else
		reply_json(reply, answer);
	json_decref(answer);
}

/* ---- what is done before and after a call ---- */

static enum err take_in_some(const struct desk_office *desk, struct database *db, const char *token,
			     size_t *ret_count)
{
	json_t *nothing = json_object(), *unread = NULL, *one;
	enum err err = call_act(db, "unread", token, nothing, &unread);
	size_t i;

	*ret_count = json_array_size(unread);
	json_array_foreach(unread, i, one) {
		json_t *arguments = err ? NULL : taken_in_arguments(desk, one), *answer = NULL;

		if (!err)
			err = call_act(db, "take_in", token, arguments, &answer);
		json_decref(answer);
		json_decref(arguments);
	}
	json_decref(unread);
	json_decref(nothing);
	return err;
}

/* What has come from kiosks since is opened before a list is shown or searched. */
static enum err take_in(const struct desk_office *desk, struct database *db, const char *token)
{
	size_t count = 1, all = 0;
	enum err err = ERR_OK;

	while (!err && count > 0 && all < TAKEN_AT_ONCE) {
		err = take_in_some(desk, db, token, &count);
		all += count;
	}
	return err;
}

static bool number_of_code(const char *text, char ret_no[RECEIPT_NO_MAX])
{
	struct claims_reading *reading = calloc(1, sizeof(*reading));
	struct trust *trust = trust_create();
	bool is_ours = reading && trust && claims_read(text, trust, reading) != CLAIMS_NOT_OURS;

	if (is_ours)
		memcpy(ret_no, reading->claims.receipt_no, RECEIPT_NO_MAX);
	trust_destroy(trust);
	free(reading);
	return is_ours;
}

/* What was typed or scanned, as the database finds it. */
static void set_search(const struct desk_office *desk, json_t *arguments)
{
	const char *what = json_string_value(json_object_get(arguments, "what"));
	char hash[DESK_HASH_HEX_MAX], number[RECEIPT_NO_MAX];

	json_object_del(arguments, "person_hash");
	json_object_del(arguments, "receipt_no");
	if (!what)
		return;
	if (idno_check(what) == IDNO_OK) {
		desk_secret_person(&desk->secret, what, hash);
		json_object_set_new(arguments, "person_hash", json_string(hash));
	} else if (number_of_code(what, number)) {
		json_object_set_new(arguments, "receipt_no", json_string(number));
	} else {
		json_object_set(arguments, "receipt_no", json_object_get(arguments, "what"));
	}
	json_object_del(arguments, "what");
}

/* "what", where something was typed, is the number on a card. */
static enum err set_holder(const struct desk_office *desk, json_t *arguments)
{
	const char *what = json_string_value(json_object_get(arguments, "what"));
	char hash[DESK_HASH_HEX_MAX];

	json_object_del(arguments, "person_hash");
	if (!what || !*what)
		return ERR_OK;
	if (idno_check(what) != IDNO_OK)
		return ERR_INPUT;
	desk_secret_person(&desk->secret, what, hash);
	json_object_set_new(arguments, "person_hash", json_string(hash));
	json_object_del(arguments, "what");
	return ERR_OK;
}

static enum err prepare_call(const struct desk_office *desk, struct database *db,
			     const struct desk_ask *ask, json_t *arguments)
{
	static const char *const finding[] = { "search", "training_file", "training_paper" };
	static const char *const holding[] = { "found_cards", "found_card_add",
					       "found_card_end" };
	bool finds = text_find(finding, 3, ask->name) >= 0;

	if (text_find(holding, 3, ask->name) >= 0)
		return set_holder(desk, arguments);

	if (finds)
		set_search(desk, arguments);
	if (finds || strcmp(ask->name, "queues") == 0 ||
	    strcmp(ask->name, "counter") == 0)
		return take_in(desk, db, ask->token);
	return ERR_OK;
}

static void add_line(json_t *lines, const char *word, const json_t *text)
{
	if (json_is_string(text))
		json_array_append_new(lines, json_pack("[s, O]", word, text));
}

static json_t *first_of(json_t *object)
{
	return json_object_iter_value(json_object_iter(object));
}

/* The database knows a benefit by its code, and a person not at all: "@name". */
static void fill_lines(json_t *lines, const json_t *label)
{
	size_t i;
	json_t *line;

	json_array_foreach(lines, i, line) {
		const char *text = json_string_value(json_array_get(line, 1));
		const char *code = json_string_value(json_array_get(line, 2));
		json_t *title = code ? json_object_get(json_object_get(label, "titles"), code) :
				       NULL;

		if (title)
			json_array_set(line, 2, title);
		if (text && strcmp(text, "@name") == 0)
			json_array_set(line, 1, json_object_get(label, "name"));
	}
}

/* The database has said what the letter says; who it is for is known here alone. */
static void set_notice(const struct desk_office *desk, json_t *answer)
{
	json_t *rows = json_pack("[O]", answer), *lines = json_object_get(answer, "letter");
	json_t *pdf = NULL;
	const json_t *label;
	enum err err;

	taken_in_open_labels(desk, rows);
	json_decref(rows);
	label = json_object_get(answer, "label");
	add_line(lines, "person", json_object_get(label, "name"));
	add_line(lines, "item", first_of(json_object_get(label, "titles")));
	fill_lines(lines, label);
	add_line(lines, "hall", json_object_get(label, "hall"));
	err = notice_set(lines, &pdf);
	json_object_clear(answer);
	if (err)
		json_object_set_new(answer, "error", json_string("no_press"));
	else
		json_object_set_new(answer, "pdf", pdf);
}

/* A table of figures, in which nobody is named. */
static void set_workbook(json_t *answer)
{
	json_t *xlsx = NULL;

	if (workbook_set(json_object_get(answer, "sheet"), &xlsx))
		json_object_set_new(answer, "error", json_string("no_press"));
	else
		json_object_set_new(answer, "xlsx", xlsx);
	json_object_del(answer, "sheet");
}

static void finish_answer(const struct desk_office *desk, const struct desk_ask *ask,
			  json_t *answer, struct desk_reply *reply)
{
	char form[DESK_HASH_HEX_MAX];

	taken_in_open_labels(desk, json_object_get(answer, "rows"));
	if (json_object_get(answer, "sealed"))
		taken_in_open_case(desk, answer);
	if (json_object_get(answer, "letter"))
		set_notice(desk, answer);
	if (json_object_get(answer, "sheet"))
		set_workbook(answer);
	if (strcmp(ask->name, "me") == 0 && !json_object_get(answer, "error")) {
		desk_secret_form(&desk->secret, ask->token, form);
		json_object_set_new(answer, "form", json_string(form));
	}
	reply->ends = strcmp(ask->name, "sign_out") == 0;
	reply_json(reply, answer);
}

/* ---- the one way in ---- */

/* The program's own two acts are no page's. */
static bool is_ours_alone(const char *name)
{
	return strcmp(name, "unread") == 0 || strcmp(name, "take_in") == 0;
}

static bool is_name(const char *name)
{
	size_t size = strlen(name);

	return size > 0 && size <= 40 && strspn(name, "abcdefghijklmnopqrstuvwxyz_") == size;
}

static bool form_is_right(const struct desk_office *desk, const struct desk_ask *ask)
{
	char right[DESK_HASH_HEX_MAX];

	desk_secret_form(&desk->secret, ask->token, right);
	return ask->form && strlen(ask->form) == sizeof(right) - 1 &&
	       sodium_memcmp(right, ask->form, sizeof(right) - 1) == 0;
}

static void act(struct desk_office *desk, struct database *db, const struct desk_ask *ask,
		json_t *arguments, struct desk_reply *reply)
{
	json_t *answer = NULL;
	enum err err = prepare_call(desk, db, ask, arguments);

	if (!err)
		err = call_act(db, ask->name, ask->token, arguments, &answer);
	if (err)
		reply_failed(reply, err);
	else
		finish_answer(desk, ask, answer, reply);
	json_decref(answer);
}

void desk_request_answer(struct desk_office *desk, struct database *db, const struct desk_ask *ask,
			 struct desk_reply *ret_reply)
{
	json_t *body = json_loadb(ask->body, ask->size, JSON_REJECT_DUPLICATES, NULL);

	*ret_reply = (struct desk_reply){ 0 };
	if (!is_name(ask->name) || is_ours_alone(ask->name))
		reply_error(ret_reply, "not_found");
	else if (!json_is_object(body))
		reply_error(ret_reply, "bad_input");
	else if (strcmp(ask->name, "sign_in") == 0)
		sign_in(desk, db, body, ret_reply);
	else if (!ask->token)
		reply_error(ret_reply, "signed_out");
	else if (strcmp(ask->name, "me") != 0 && !form_is_right(desk, ask))
		reply_error(ret_reply, "not_allowed");
	else
		act(desk, db, ask, body, ret_reply);
	json_decref(body);
}
