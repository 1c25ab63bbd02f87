#include "wire/offers.h"

#include "base/json.h"
#include "base/json_read.h"

#include <stdbool.h>
#include <string.h>

/* ---- asked ---- */

static void put_text(struct json_writer *w, const char *key, const char *text)
{
	json_write_key(w, key);
	json_write_string(w, text);
}

static void put_number(struct json_writer *w, const char *key, int64_t number)
{
	json_write_key(w, key);
	json_write_int(w, number);
}

static void begin_item(struct json_writer *w)
{
	json_write_object(w);
	json_write_key(w, "item");
	json_write_object(w);
}

static void put_refusal(struct json_writer *w, const struct wire_refusal *refused)
{
	json_write_key(w, "refused");
	json_write_object(w);
	put_text(w, "kind", refused->kind);
	put_number(w, "version", refused->version);
	put_text(w, "why", refused->why);
	json_write_end(w);
}

void wire_ask_offers(struct text *out, const struct wire_offer *have, int count,
		     const struct wire_refusal *refused)
{
	struct json_writer w = json_write_into(out);

	begin_item(&w);
	json_write_key(&w, "have");
	json_write_object(&w);
	for (int i = 0; i < count; i++)
		put_number(&w, have[i].kind, have[i].version);
	json_write_end(&w);
	if (refused->kind[0])
		put_refusal(&w, refused);
	json_write_end(&w);
	json_write_end(&w);
}

void wire_ask_piece(struct text *out, const struct wire_offer *offer, int64_t from)
{
	struct json_writer w = json_write_into(out);

	begin_item(&w);
	put_text(&w, "kind", offer->kind);
	put_number(&w, "version", offer->version);
	put_number(&w, "from", from);
	json_write_end(&w);
	json_write_end(&w);
}

/* ---- answered ---- */

/* The answer's object, whose outcome is `wanted`; NULL: it is another. */
static struct json *open_answer(struct json_document *document, const void *answer, size_t size,
				const char *wanted)
{
	struct json *root = NULL;
	const char *outcome;

	if (json_read(document, answer, size, &root))
		return NULL;
	outcome = json_text(json_member(document, root, "outcome"));
	return outcome && strcmp(outcome, wanted) == 0 ? root : NULL;
}

static bool read_offer(const struct json_document *document, const struct json *of,
		       struct wire_offer *ret)
{
	const struct json *version = json_member(document, of, "version");
	const struct json *size = json_member(document, of, "size");
	const char *kind = json_text(json_member(document, of, "kind"));

	if (!kind || text_copy(ret->kind, sizeof(ret->kind), kind) ||
	    !json_is(version, JSON_IS_INT) || !json_is(size, JSON_IS_INT))
		return false;
	ret->version = version->number;
	ret->size = size->number;
	return ret->version > 0 && ret->size > 0;
}

static enum err read_offers(const struct json_document *document, const struct json *root,
			    struct wire_offer ret_offers[WIRE_OFFERS_MAX], int *ret_count)
{
	const struct json *list = json_member(document, root, "offers");
	struct wire_offer read[WIRE_OFFERS_MAX];
	int count = 0;

	if (!json_is(list, JSON_IS_LIST) || list->count > WIRE_OFFERS_MAX)
		return ERR_PROTO;
	for (const struct json *at = json_first(list); at; at = at->next) {
		if (!read_offer(document, at, &read[count++]))
			return ERR_PROTO;
	}
	memcpy(ret_offers, read, (size_t)count * sizeof(read[0]));
	*ret_count = count;
	return ERR_OK;
}

enum err wire_offers(const void *answer, size_t size,
		     struct wire_offer ret_offers[WIRE_OFFERS_MAX], int *ret_count)
{
	struct json_document document = { 0 };
	struct json *root = open_answer(&document, answer, size, "known");
	enum err err = root ? read_offers(&document, root, ret_offers, ret_count) : ERR_PROTO;

	json_document_finish(&document);
	return err;
}

/* The value of a digit of base64 (RFC 4648, 4); 64: none. */
static unsigned digit(char c)
{
	if (c >= 'A' && c <= 'Z')
		return (unsigned)(c - 'A');
	if (c >= 'a' && c <= 'z')
		return (unsigned)(c - 'a') + 26;
	if (c >= '0' && c <= '9')
		return (unsigned)(c - '0') + 52;
	return c == '+' ? 62 : c == '/' ? 63 : 64;
}

/* Four digits, of which the last `padding` are "=". */
static bool decode_four(const char *at, unsigned padding, uint8_t out[3])
{
	unsigned bits = 0;

	for (unsigned i = 0; i < 4; i++) {
		unsigned value = i < 4 - padding ? digit(at[i]) : at[i] == '=' ? 0 : 64;

		if (value == 64)
			return false;
		bits = bits << 6 | value;
	}
	out[0] = (uint8_t)(bits >> 16);
	out[1] = (uint8_t)(bits >> 8);
	out[2] = (uint8_t)bits;
	return true;
}

/* out NULL: only looked at. */
static bool decode_all(const char *text, size_t length, unsigned padding, uint8_t *out)
{
	for (size_t i = 0; i < length / 4; i++) {
		bool last = i == length / 4 - 1;
		uint8_t three[3];

		if (!decode_four(text + 4 * i, last ? padding : 0, three))
			return false;
		if (out)
			memcpy(out + 3 * i, three, last ? 3 - padding : 3);
	}
	return true;
}

static enum err decode(const char *text, uint8_t ret_piece[WIRE_PIECE_MAX], size_t *ret_size)
{
	size_t length = strlen(text), size = length / 4 * 3;
	unsigned padding = 0;

	if (length < 4 || length % 4 != 0)
		return ERR_PROTO;
	if (text[length - 1] == '=')
		padding = text[length - 2] == '=' ? 2 : 1;
	if (size - padding > WIRE_PIECE_MAX)
		return ERR_PROTO;
	if (!decode_all(text, length, padding, NULL))	/* all is looked at before any is written */
		return ERR_PROTO;
	decode_all(text, length, padding, ret_piece);
	*ret_size = size - padding;
	return ERR_OK;
}

enum err wire_piece(const void *answer, size_t size, uint8_t ret_piece[WIRE_PIECE_MAX],
		    size_t *ret_size)
{
	struct json_document document = { 0 };
	struct json *root = open_answer(&document, answer, size, "piece");
	const char *data = root ? json_text(json_member(&document, root, "data")) : NULL;
	enum err err = data ? decode(data, ret_piece, ret_size) : ERR_PROTO;

	json_document_finish(&document);
	return err;
}
