#include "base/json_read.h"

#include "base/fnv.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What a byte is inside of a string. */
enum { PLAIN, BEYOND_ASCII, SPECIAL };

static int kind_of(unsigned char byte)
{
	return byte < 0x20 || byte == '"' || byte == '\\' ? SPECIAL :
	       byte < 0x80 ? PLAIN : BEYOND_ASCII;
}

/* Reading one text: at ends at `end`, where a NUL stands. */
struct json_reader {
	struct json_document *d;
	char *at;
	char *end;
	struct json *in;	/* the innermost list or object; NULL outside of all */
	int nested;
};

static enum err bad(struct json_reader *r, const char *at, const char *what)
{
	r->d->bad_what = what;
	r->d->bad_at = (size_t)(at - r->d->copy);
	return ERR_INPUT;
}

/* ---- memory ---- */

static void *grown(void *block, size_t size)
{
	free(block);
	block = malloc(size);
	if (!block)
		abort();
	return block;
}

/* A member takes four bytes, {"": ; a place stays free, so that looking for one ends. */
static size_t place_count(size_t size)
{
	size_t count = 16;

	while (count < size / 2)
		count *= 2;
	return count;
}

/*
 * A value takes a byte, and a comma before it unless it is the first of something, which then
 * takes a closing bracket: but for those that are open still where the text breaks off.
 */
static void make_room(struct json_document *d, size_t size)
{
	if (size >= d->cap) {
		d->cap = size + size / 2 + 64;
		d->values = grown(d->values, (d->cap / 2 + JSON_NESTED_MAX) * sizeof(*d->values));
		d->copy = grown(d->copy, d->cap + 1);
		d->places = grown(d->places, place_count(d->cap) * sizeof(struct json *));
	}
	d->place_mask = place_count(size) - 1;
	memset(d->places, 0, (d->place_mask + 1) * sizeof(struct json *));
}

void json_document_finish(struct json_document *d)
{
	free(d->values);
	free(d->copy);
	free(d->places);
	*d = (struct json_document){ 0 };
}

/* ---- members by their keys ---- */

/* Begun at the object. */
static uint32_t hash_key(const struct json *object, const char *key)
{
	uint32_t hash = fnv32_text(FNV32_BEGIN ^ (uint32_t)object->at * 2654435769u, key);

	return hash ^ hash >> 15;
}

/* Where the member stands, or would. */
static struct json **place_of(const struct json_document *d, const struct json *object,
				    const char *key, uint32_t hash)
{
	for (size_t i = hash & d->place_mask;; i = (i + 1) & d->place_mask) {
		const struct json *there = d->places[i];

		if (!there || (there->key_hash == hash && there->up == object &&
			       strcmp(there->key, key) == 0))
			return &d->places[i];
	}
}

struct json *json_member(const struct json_document *d, const struct json *object,
			       const char *key)
{
	if (!json_is(object, JSON_IS_OBJECT) || object->count == 0)
		return NULL;
	return *place_of(d, object, key, hash_key(object, key));
}

/* ---- strings ---- */

static int hex_digit(char c)
{
	return c >= '0' && c <= '9' ? c - '0' :
	       c >= 'a' && c <= 'f' ? c - 'a' + 10 :
	       c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* The four digits after \u; -1 where they are not four. */
static int32_t hex_unit(const char *at)
{
	int32_t unit = 0;

	for (int i = 0; i < 4; i++) {
		int digit = hex_digit(at[i]);

		if (digit < 0)
			return -1;
		unit = unit * 16 + digit;
	}
	return unit;
}

/* from stands on the u of an escape and moves past it; 0: no character that a text may hold. */
static uint32_t escaped_character(const char **from)
{
	int32_t unit = hex_unit(*from + 1), low;

	if (unit <= 0 || (unit >= 0xdc00 && unit <= 0xdfff))
		return 0;
	*from += 5;
	if (unit < 0xd800 || unit > 0xdfff)
		return (uint32_t)unit;
	low = (*from)[0] == '\\' && (*from)[1] == 'u' ? hex_unit(*from + 2) : -1;
	if (low < 0xdc00 || low > 0xdfff)
		return 0;
	*from += 6;
	return 0x10000 + ((uint32_t)(unit - 0xd800) << 10) + (uint32_t)(low - 0xdc00);
}

/* from stands behind the backslash.  What is written is never longer than what was read. */
static enum err read_escape(struct json_reader *r, const char **from, char **to)
{
	static const char letters[] = "\"\\/bfnrt", means[] = "\"\\/\b\f\n\r\t";
	const char *known = **from ? strchr(letters, **from) : NULL;
	const char *begin = *from - 1;
	uint32_t character;

	if (known) {
		*(*to)++ = means[known - letters];
		(*from)++;
		return ERR_OK;
	}
	character = **from == 'u' ? escaped_character(from) : 0;
	if (!character)
		return bad(r, begin, "no escape of a character that a text may hold");
	*to += utf8_put(character, *to);
	return ERR_OK;
}

static const char *after_plain(const char *at, unsigned char *seen)
{
	int kind;

	for (;; at++) {
		kind = kind_of((unsigned char)*at);
		if (kind == SPECIAL)
			return at;
		*seen |= (unsigned char)kind;
	}
}

/* r->at stands behind the opening quote, and then behind the closing one. */
static enum err read_string(struct json_reader *r, const char **ret_text)
{
	const char *from = r->at;
	char *to = r->at;
	unsigned char seen = 0;

	for (;;) {
		const char *plain = from;
		size_t size;

		from = after_plain(from, &seen);
		size = (size_t)(from - plain);
		if (seen && !utf8_valid(plain, size))
			return bad(r, plain + utf8_bad_offset(plain, size), "this is not UTF-8");
		if (to != plain)
			memmove(to, plain, size);
		to += size;
		if (*from == '"')
			break;
		if (*from != '\\')
			return bad(r, from, from == r->end ? "a text has no closing quote" :
					    "a control character stands in a text");
		from++;
		if (read_escape(r, &from, &to))
			return ERR_INPUT;
	}
	*ret_text = r->at;
	*to = 0;
	r->at += from + 1 - r->at;
	return ERR_OK;
}

/* ---- numbers and words ---- */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static char *after_digits(char *at)
{
	while (is_digit(*at))
		at++;
	return at;
}

/* Behind the fraction and the power that may follow a whole number; NULL: neither is whole. */
static char *after_fraction(char *at)
{
	if (*at == '.') {
		if (!is_digit(at[1]))
			return NULL;
		at = after_digits(at + 1);
	}
	if (*at == 'e' || *at == 'E') {
		at += at[1] == '+' || at[1] == '-' ? 2 : 1;
		if (!is_digit(*at))
			return NULL;
		at = after_digits(at);
	}
	return at;
}

static enum err read_number(struct json_reader *r, struct json *value)
{
	char *digits = r->at + (*r->at == '-'), *whole = after_digits(digits);
	char *end = after_fraction(whole);
	bool fits;

	if (whole == digits || (*digits == '0' && whole > digits + 1) || !end)
		return bad(r, r->at, "not a number");
	value->is = end == whole ? JSON_IS_INT : JSON_IS_REAL;
	errno = 0;
	if (value->is == JSON_IS_INT)
		value->number = strtoll(r->at, NULL, 10);
	fits = value->is == JSON_IS_INT ? errno == 0 : isfinite(strtod(r->at, NULL));
	if (!fits)
		return bad(r, r->at, "too large a number");
	r->at = end;
	return ERR_OK;
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static enum err read_word(struct json_reader *r, struct json *value)
{
	static const struct { const char *word; size_t size; enum json_is is; } words[] = {
		{ "true", 4, JSON_IS_TRUE }, { "false", 5, JSON_IS_FALSE },
		{ "null", 4, JSON_IS_NULL },
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (strncmp(r->at, words[i].word, words[i].size) != 0 ||
		    is_letter(r->at[words[i].size]))
			continue;
		value->is = words[i].is;
		r->at += words[i].size;
		return ERR_OK;
	}
	return bad(r, r->at, r->at == r->end ? "the text ends where a value should stand" :
			     "no value; a text stands in quotes");
}

/* ---- the tree ---- */

static void skip_blanks(struct json_reader *r)
{
	while (*r->at == ' ' || *r->at == '\t' || *r->at == '\n' || *r->at == '\r')
		r->at++;
}

/* A key with its colon, unless the object is empty. */
static enum err read_key(struct json_reader *r, const char **ret_key)
{
	const char *begin = r->at;

	if (*r->at++ != '"')
		return bad(r, begin, "a key in quotes should stand here");
	if (read_string(r, ret_key))
		return ERR_INPUT;
	skip_blanks(r);
	if (*r->at != ':')
		return bad(r, r->at, "a colon should stand behind the key");
	r->at++;
	skip_blanks(r);
	return ERR_OK;
}

static struct json *add_value(struct json_reader *r, const char *key)
{
	struct json *value = &r->d->values[r->d->used++];

	*value = (struct json){ .at = (size_t)(r->at - r->d->copy), .key = key, .up = r->in };
	if (!r->in)
		return value;
	if (r->in->last)
		r->in->last->next = value;
	else
		r->in->first = value;
	r->in->last = value;
	r->in->count++;
	return value;
}

/* r->at stands on its key, or on a value of a list, or on the whole. */
static enum err begin_value(struct json_reader *r, struct json **ret_value)
{
	const char *key = "", *begin = r->at;
	struct json **place = NULL;
	uint32_t hash = 0;

	if (json_is(r->in, JSON_IS_OBJECT)) {
		if (read_key(r, &key))
			return ERR_INPUT;
		hash = hash_key(r->in, key);
		place = place_of(r->d, r->in, key, hash);
		if (*place)
			return bad(r, begin, "this key stands twice in one object");
	}
	*ret_value = add_value(r, key);
	(*ret_value)->key_hash = hash;
	if (place)
		*place = *ret_value;
	return ERR_OK;
}

static void end_value(struct json_reader *r, struct json *value)
{
	value->size = (size_t)(r->at - r->d->copy) - value->at;
}

static enum err open_value(struct json_reader *r, struct json *value)
{
	if (r->nested++ == JSON_NESTED_MAX)
		return bad(r, r->at, "nested too deep");
	value->is = *r->at++ == '{' ? JSON_IS_OBJECT : JSON_IS_LIST;
	r->in = value;
	skip_blanks(r);
	return ERR_OK;
}

/* A value that holds no other, or the beginning of one that does. */
static enum err read_value(struct json_reader *r)
{
	struct json *value = NULL;
	enum err err = begin_value(r, &value);

	if (err)
		return err;
	if (*r->at == '{' || *r->at == '[')
		return open_value(r, value);
	if (*r->at == '"') {
		value->is = JSON_IS_TEXT;
		r->at++;
		err = read_string(r, &value->text);
	} else {
		err = *r->at == '-' || is_digit(*r->at) ? read_number(r, value) :
		      read_word(r, value);
	}
	end_value(r, value);
	return err;
}

static char closing(const struct json *value)
{
	return value->is == JSON_IS_OBJECT ? '}' : ']';
}

/* Behind a value: what closes there, and the comma before the next. */
static enum err close_values(struct json_reader *r)
{
	skip_blanks(r);
	while (r->in && *r->at == closing(r->in)) {
		r->at++;
		end_value(r, r->in);
		r->in = r->in->up;
		r->nested--;
		skip_blanks(r);
	}
	if (!r->in)
		return ERR_OK;
	if (!r->in->first)
		return ERR_OK;
	if (*r->at != ',')
		return bad(r, r->at, json_is(r->in, JSON_IS_OBJECT) ?
			   "a comma or } should stand here" : "a comma or ] should stand here");
	r->at++;
	skip_blanks(r);
	return ERR_OK;
}

static enum err read_all(struct json_reader *r)
{
	enum err err;

	skip_blanks(r);
	do {
		err = read_value(r);
		if (!err)
			err = close_values(r);
	} while (!err && r->in);
	if (!err && r->at != r->end)
		return bad(r, r->at, "something stands behind the value");
	return err;
}

enum err json_read(struct json_document *d, const char *text, size_t size,
		   struct json **ret_value)
{
	struct json_reader r;
	enum err err;

	make_room(d, size);
	d->source = text;
	d->size = size;
	d->used = 0;
	memcpy(d->copy, text, size);
	d->copy[size] = 0;
	r = (struct json_reader){ .d = d, .at = d->copy, .end = d->copy + size };
	err = read_all(&r);
	if (!err)
		*ret_value = &d->values[0];
	return err;
}

/* ---- as it stands ---- */

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

void json_add_compact(struct text *out, const struct json_document *d,
		      const struct json *value)
{
	const char *at = d->source + value->at, *end = at + value->size;
	bool quoted = false;

	while (at < end) {
		const char *from = at;

		while (at < end && (quoted || !is_blank(*at))) {
			if (quoted && *at == '\\')
				at++;
			else
				quoted ^= *at == '"';
			at++;
		}
		text_add_n(out, from, (size_t)(at - from));
		while (at < end && is_blank(*at))
			at++;
	}
}
