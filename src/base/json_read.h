/*
 * JSON (RFC 8259) read into a tree that lies in two blocks of memory, which the
 * next reading uses again: a command reads a case a line.  Strict: no key twice
 * in one object, no NUL, UTF-8 checked, nothing after the value.
 *
 *	struct json_document document = { 0 };
 *	struct json *root;
 *	enum err err = json_read(&document, text, strlen(text), &root);
 *	…
 *	json_document_finish(&document);
 *
 * Values, their keys and texts belong to the document, until it reads again.
 */
#ifndef BASE_JSON_READ_H
#define BASE_JSON_READ_H

#include "base/text.h"

#define JSON_NESTED_MAX 2048

enum json_is {
	JSON_IS_NULL, JSON_IS_FALSE, JSON_IS_TRUE,
	JSON_IS_INT,		/* fits int64_t; a larger one is refused */
	JSON_IS_REAL,		/* finite; only where it stands is kept */
	JSON_IS_TEXT, JSON_IS_LIST, JSON_IS_OBJECT,
};

struct json {
	enum json_is is;
	size_t at, size;	/* in the text that was read */
	const char *key;	/* of a member of an object; "" elsewhere */
	uint32_t key_hash;
	int64_t number;		/* JSON_IS_INT */
	const char *text;	/* JSON_IS_TEXT: UTF-8 */
	size_t count;		/* of items or members */
	struct json *first, *next;	/* items and members as they stand; NULL at the end */
	struct json *last, *up;		/* the reader's */
};

struct json_document {
	const char *bad_what;	/* after ERR_INPUT: what is wrong, in words */
	size_t bad_at;		/* and where, in bytes */

	const char *source;
	size_t size;
	size_t cap;		/* of what follows, in bytes of text */
	size_t used;
	struct json *values;
	char *copy;		/* of the text, in which strings are decoded where they stand */
	struct json **places;	/* members by object and key: open addressing */
	size_t place_mask;
};

/*
 * One value in the first size bytes of text, which must outlive it.  ERR_INPUT: bad_what and bad_at
 * say why not.  Aborts when the system has no memory.
 */
enum err json_read(struct json_document *document, const char *text, size_t size,
		   struct json **ret_value) MUST_CHECK;

/* Takes one that has read nothing. */
void json_document_finish(struct json_document *document);

/* Of what may be NULL, as an absent member is. */
static inline bool json_is(const struct json *value, enum json_is is)
{
	return value && value->is == is;
}

/* NULL where it is no object, or has no such key. */
struct json *json_member(const struct json_document *document,
			       const struct json *object, const char *key);

/* NULL where it is no text. */
static inline const char *json_text(const struct json *value)
{
	return json_is(value, JSON_IS_TEXT) ? value->text : NULL;
}

/* The first of a list's items or an object's members; NULL where there is none. */
static inline struct json *json_first(const struct json *value)
{
	return value ? value->first : NULL;
}

/* The value as it stands in the text, without blanks between its parts. */
void json_add_compact(struct text *out, const struct json_document *document,
		      const struct json *value);

#endif
