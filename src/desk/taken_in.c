#include "desk/taken_in.h"

#include "core/holder.h"
#include "core/idno.h"
#include "desk/counted.h"

#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#define DESK_LABEL_MAX 4096

/* ---- bytes in JSON ---- */

/* The bytes of a base64 text as PostgreSQL writes it, in lines; NULL: none.  free() */
static uint8_t *from_base64(const json_t *text, size_t *ret_size)
{
	const char *in = json_string_value(text);
	size_t cap = in ? json_string_length(text) : 0;
	uint8_t *out = cap ? malloc(cap) : NULL;

	if (out && sodium_base642bin(out, cap, in, cap, "\n", ret_size, NULL,
				     sodium_base64_VARIANT_ORIGINAL) == 0)
		return out;
	free(out);
	return NULL;
}

static json_t *to_base64(const uint8_t *data, size_t size)
{
	char text[sodium_base64_ENCODED_LEN(DESK_LABEL_MAX + DESK_SEAL_EXTRA,
					    sodium_base64_VARIANT_ORIGINAL)];

	sodium_bin2base64(text, sizeof(text), data, size, sodium_base64_VARIANT_ORIGINAL);
	return json_string(text);
}

/* ---- the application in a sealed part ---- */

/* What the desk sealed itself begins so; DER, as kiosks write it, begins with 0x30. */
#define OWN_MARK 'J'

uint8_t *taken_in_seal(const struct desk_office *desk, const json_t *application,
		       size_t *ret_size)
{
	char *text = json_dumps(application, JSON_COMPACT);
	size_t size = text ? strlen(text) : 0;
	uint8_t *sealed = text ? malloc(1 + size + DESK_SEAL_EXTRA) : NULL;

	if (sealed) {
		sealed[0] = OWN_MARK;
		desk_secret_seal(&desk->secret, text, size, sealed + 1);
		*ret_size = 1 + size + DESK_SEAL_EXTRA;
	}
	if (text)
		explicit_bzero(text, size);
	free(text);
	return sealed;
}

/* Its signature was looked at when it was taken in. */
static json_t *open_own(const struct desk_office *desk, const uint8_t *bytes, size_t size,
			struct parcel_reading *ret_reading)
{
	char *text = malloc(size);
	json_t *application = NULL;

	if (text && size > 1 + DESK_SEAL_EXTRA &&
	    desk_secret_open(&desk->secret, bytes + 1, size - 1, text) == ERR_OK) {
		application = json_loadb(text, size - 1 - DESK_SEAL_EXTRA, 0, NULL);
		ret_reading->signature = PARCEL_SIGNED;
		ret_reading->again = AGAIN_NOT_CARRIED;
	}
	if (text)
		explicit_bzero(text, size);
	free(text);
	return application;
}

static json_t *open_sealed(const struct desk_office *desk, const json_t *sealed,
			   struct parcel_reading *ret_reading)
{
	size_t size = 0;
	uint8_t *bytes = from_base64(sealed, &size);
	json_t *application = NULL;
	struct parcel_reading reading;

	if (bytes && bytes[0] == OWN_MARK)
		application = open_own(desk, bytes, size, ret_reading);
	else if (bytes && parcel_open(desk->opener, desk->again, bytes, size, &reading) == ERR_OK) {
		application = json_loads(reading.json, 0, NULL);
		explicit_bzero(reading.json, strlen(reading.json));
		free(reading.json);
		reading.json = NULL;
		*ret_reading = reading;
	}
	free(bytes);
	return application;
}

/* ---- what a list shows ---- */

static json_t *mask_name(const json_t *name)
{
	const char *whole = json_string_value(name);
	char masked[HOLDER_NAME_MAX];

	if (!whole || !*whole || json_string_length(name) >= HOLDER_NAME_MAX)
		return json_null();
	holder_mask_name(whole, masked);
	return json_string(masked);
}

static json_t *mask_number(const json_t *id_no)
{
	const char *number = json_string_value(id_no);
	char masked[IDNO_TEXT_MAX];

	if (!number || strlen(number) != IDNO_TEXT_MAX - 1)
		return json_null();
	idno_mask(number, masked);
	return json_string(masked);
}

/* Benefits whose amount is so much a day: no sum of theirs is known yet. */
static json_t *daily_items(const json_t *application)
{
	json_t *codes = json_array();
	size_t i;
	json_t *item;

	json_array_foreach(json_object_get(application, "items"), i, item) {
		if (json_is_true(json_object_get(item, "per_day")))
			json_array_append(codes, json_object_get(item, "benefit"));
	}
	return codes;
}

static json_t *make_label(const json_t *application)
{
	const json_t *person = json_object_get(application, "person");
	const json_t *course = json_object_get(application, "course");
	json_t *label = json_object();

	json_object_set_new(label, "name", mask_name(json_object_get(person, "name")));
	json_object_set_new(label, "id_no", mask_number(json_object_get(person, "id_no")));
	json_object_set(label, "course", json_object_get(course, "title"));
	json_object_set_new(label, "titles", counted_titles(application));
	json_object_set_new(label, "per_day", daily_items(application));
	json_object_set_new(label, "promises", json_integer((json_int_t)json_array_size(
		json_object_get(application, "promises"))));
	json_object_set(label, "hall", json_object_get(application, "hall"));
	json_object_set(label, "signed", json_object_get(application, "signed"));
	return label;
}

static json_t *seal_label(const struct desk_office *desk, const json_t *application)
{
	json_t *label = make_label(application), *sealed = NULL;
	char *text = json_dumps(label, JSON_COMPACT);
	size_t size = text ? strlen(text) : 0;
	uint8_t bytes[DESK_LABEL_MAX + DESK_SEAL_EXTRA];

	if (text && size <= DESK_LABEL_MAX) {
		desk_secret_seal(&desk->secret, text, size, bytes);
		sealed = to_base64(bytes, size + DESK_SEAL_EXTRA);
	}
	if (text)
		explicit_bzero(text, size);
	free(text);
	json_decref(label);
	return sealed;
}

static json_int_t count_doubts(const json_t *application)
{
	json_int_t doubts = 0;
	size_t i;
	json_t *fact;

	json_array_foreach(json_object_get(application, "facts"), i, fact)
		doubts += json_is_true(json_object_get(fact, "contradicted"));
	return doubts;
}

static void set_person(const struct desk_office *desk, const json_t *application, json_t *arguments)
{
	const char *id_no = json_string_value(
		json_object_get(json_object_get(application, "person"), "id_no"));
	char hash[DESK_HASH_HEX_MAX];

	if (!id_no || !*id_no)
		return;
	desk_secret_person(&desk->secret, id_no, hash);
	json_object_set_new(arguments, "person_hash", json_string(hash));
}

json_t *taken_in_arguments(const struct desk_office *desk, const json_t *unread)
{
	struct parcel_reading reading;
	json_t *application = open_sealed(desk, json_object_get(unread, "sealed"), &reading);
	const json_t *course = json_object_get(application, "course");
	json_t *arguments = json_object();

	json_object_set(arguments, "key", json_object_get(unread, "key"));
	if (application) {
		json_object_set(arguments, "receipt_no",
				json_object_get(application, "receipt_no"));
		json_object_set(arguments, "course", json_object_get(course, "id"));
		json_object_set(arguments, "course_title", json_object_get(course, "title"));
		json_object_set_new(arguments, "doubt", json_integer(count_doubts(application)));
		json_object_set_new(arguments, "label", seal_label(desk, application));
		set_person(desk, application, arguments);
		counted_add(application, arguments);
	}
	json_decref(application);
	return arguments;
}

/* ---- opened again ---- */

static json_t *open_label(const struct desk_office *desk, const json_t *sealed)
{
	char text[DESK_LABEL_MAX];
	size_t size = 0;
	uint8_t *bytes = from_base64(sealed, &size);
	json_t *label = NULL;

	if (bytes && size <= DESK_LABEL_MAX + DESK_SEAL_EXTRA &&
	    desk_secret_open(&desk->secret, bytes, size, text) == ERR_OK)
		label = json_loadb(text, size - DESK_SEAL_EXTRA, 0, NULL);
	free(bytes);
	return label ? label : json_null();
}

void taken_in_open_labels(const struct desk_office *desk, json_t *rows)
{
	size_t i;
	json_t *row;

	json_array_foreach(rows, i, row)
		json_object_set_new(row, "label", open_label(desk, json_object_get(row, "label")));
}

void taken_in_open_case(const struct desk_office *desk, json_t *answer)
{
	static const char *const words[] = { "signed", "stranger", "unsigned" };
	static const char *const outcomes[] = { "same", "other", "no_pack",
						  "not_carried" };
	struct parcel_reading reading;
	json_t *application = open_sealed(desk, json_object_get(answer, "sealed"), &reading);

	json_object_set_new(answer, "signature",
			    json_string(application ? words[reading.signature] : "closed"));
	json_object_set_new(answer, "again",
			    application ? json_string(outcomes[reading.again]) : json_null());
	json_object_set_new(answer, "application", application ? application : json_null());
	json_object_set_new(answer, "label", open_label(desk, json_object_get(answer, "label")));
	json_object_del(answer, "sealed");
}
