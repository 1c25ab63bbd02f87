#include "centre/request.h"

#include "base/log.h"
#include "centre/web_service.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>

#define ASK_DIGITS 16

struct request_kind {
	const char *name;
	const char *sql;
	bool has_person;
	bool has_sealed;
};

static const struct request_kind kinds[] = {
	{ "submit", "select gate.submit($1, $2, $3)", true, true },
	{ "withdraw", "select gate.withdraw($1, $2, $3)", true, true },
	{ "person", "select gate.person($1, $2)", true, false },
	{ "facts", "select gate.facts($1, $2)", true, false },
	{ "archived", "select gate.archived($1, $2)", false, false },
	{ "offers", "select gate.offers($1, $2)", false, false },
	{ "piece", "select gate.piece($1, $2)", false, false },
	{ "heartbeat", "select gate.heartbeat($1, $2)", false, false },
	{ "call", "select gate.call($1, $2)", false, false },
	{ "ratings", "select gate.ratings($1, $2)", false, false },
};

static const struct request_kind *find_kind(const char *name)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (strcmp(kinds[i].name, name) == 0)
			return &kinds[i];
	}
	return NULL;
}

/* What a call is made of. */
struct gate_call {
	char *item;
	uint8_t *sealed;
	int sealed_size;
};

static void drop_call(struct gate_call *call)
{
	free(call->item);
	free(call->sealed);
}

/* ---- the body ---- */

static enum err name_person(const struct city_key *key, const json_t *body, json_t *item)
{
	const char *id_no = json_string_value(json_object_get(body, "id_no"));
	char person[PERSON_HEX_MAX];
	enum err err;

	if (!id_no)
		return ERR_INPUT;
	err = city_key_person(key, id_no, person);
	if (err)
		return err;
	return json_object_set_new(item, "person", json_string(person)) == 0 ? ERR_OK : ERR_IO;
}

static enum err decode_sealed(const json_t *body, struct gate_call *call)
{
	const json_t *sealed = json_object_get(body, "sealed");
	const char *text = json_string_value(sealed);
	size_t size = text ? json_string_length(sealed) : 0;
	int padding = 0;

	if (size < 4 || size % 4 != 0 || size > REQUEST_BODY_MAX)
		return ERR_INPUT;
	while (padding < 2 && text[size - 1 - (size_t)padding] == '=')
		padding++;
	call->sealed = malloc(size);
	if (!call->sealed)
		return ERR_IO;
	call->sealed_size = EVP_DecodeBlock(call->sealed, (const unsigned char *)text, (int)size);
	call->sealed_size -= padding;
	return call->sealed_size > 0 ? ERR_OK : ERR_INPUT;
}

static enum err fill_call(const struct request_kind *kind, const struct city_key *key,
			  const json_t *body, struct gate_call *call)
{
	json_t *item = json_object_get(body, "item");
	enum err err = json_is_object(item) ? ERR_OK : ERR_INPUT;

	if (!err && kind->has_person)
		err = name_person(key, body, item);
	if (!err && kind->has_sealed)
		err = decode_sealed(body, call);
	if (!err) {
		call->item = json_dumps(item, JSON_COMPACT);
		err = call->item ? ERR_OK : ERR_IO;
	}
	return err;
}

/* ---- whose answer it is ---- */

/* Whoever asks of a person says a number with it, which no other question of theirs has. */
static bool is_asked(const char *ask)
{
	size_t len = ask ? strspn(ask, "0123456789abcdef") : 0;

	return len == ASK_DIGITS && !ask[len];
}

/* Both stand in the answer again, so that no answer is taken for that to another question. */
static enum err say_whose(const json_t *body, char **answer)
{
	const char *ask = json_string_value(json_object_get(json_object_get(body, "item"), "ask"));
	char *id_no, *said;
	size_t size;

	if (!ask)
		return ERR_OK;
	if (!is_asked(ask) || (*answer)[0] != '{')
		return ERR_INPUT;
	id_no = json_dumps(json_object_get(body, "id_no"), JSON_ENCODE_ANY);
	size = id_no ? strlen(*answer) + strlen(id_no) + ASK_DIGITS + 32 : 0;
	said = id_no ? malloc(size) : NULL;
	if (said)
		snprintf(said, size, "{\"ask\": \"%s\", \"id_no\": %s, %s", ask, id_no,
			 *answer + 1);
	web_wiping_free(id_no);
	web_wiping_free(*answer);
	*answer = said;
	return said ? ERR_OK : ERR_IO;
}

/* ---- the call ---- */

static enum err make_call(struct database *db, const struct request_kind *kind, const char *serial,
			  const struct gate_call *call, char **ret_answer)
{
	const struct database_value values[] = {
		{ .data = serial },
		{ .data = call->item },
		{ .data = call->sealed, .size = call->sealed_size, .is_bytes = 1 },
	};
	enum err err = database_call(db, kind->sql, kind->has_sealed ? 3 : 2, values, ret_answer);

	if (err)
		return err;
	return *ret_answer ? ERR_OK : ERR_IO;
}

/* A word that only the function itself puts there. */
static bool says_unknown_kiosk(const char *answer)
{
	return strcmp(answer, "{\"outcome\": \"unknown_kiosk\"}") == 0;
}

static enum err ask(struct database *db, const struct request_kind *kind, const char *serial,
		    const struct gate_call *call, char **ret_answer)
{
	char *answer = NULL;
	enum err err = make_call(db, kind, serial, call, &answer);

	if (!err && says_unknown_kiosk(answer))
		err = ERR_DENIED;
	if (err) {
		free(answer);
		return err;
	}
	*ret_answer = answer;
	return ERR_OK;
}

enum err request_answer(struct database *db, const struct city_key *key, const char *serial,
			const char *name, const void *body, size_t size, char **ret_answer)
{
	const struct request_kind *kind = find_kind(name);
	struct gate_call call = { 0 };
	char *answer = NULL;
	json_t *json;
	enum err err;

	if (!kind)
		return ERR_ABSENT;
	json = json_loadb(body, size, JSON_REJECT_DUPLICATES, NULL);
	err = json ? fill_call(kind, key, json, &call) : ERR_INPUT;
	if (!err)
		err = ask(db, kind, serial, &call, &answer);
	if (!err && kind->has_person)
		err = say_whose(json, &answer);
	json_decref(json);
	drop_call(&call);
	if (err)
		web_wiping_free(answer);
	else
		*ret_answer = answer;
	return err;
}
