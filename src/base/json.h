/*
 * JSON that is written as it comes, without a tree: bounded by the text it
 * goes into, commas and brackets set right by construction.
 *
 *	struct json_writer w = json_write_into(&text);
 *	json_write_object(&w);
 *	json_write_key(&w, "id");
 *	json_write_string(&w, id);
 *	json_write_end(&w);
 *
 * What does not fit leaves text->full, as with any text.  A key without an
 * object around it, a value without its key, and an end too many are asserted.
 */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include "base/text.h"

#define JSON_DEPTH_MAX 16

struct json_writer {
	struct text *out;
	int depth;
	bool keyed;			/* a key stands there and waits for its value */
	bool line;			/* what comes next begins a line */
	bool some[JSON_DEPTH_MAX];	/* something stands at that depth already */
	char close[JSON_DEPTH_MAX];	/* '}' or ']' */
};

/* out is the caller's and outlives the writer. */
struct json_writer json_write_into(struct text *out);

void json_write_object(struct json_writer *w);
void json_write_list(struct json_writer *w);
void json_write_end(struct json_writer *w);	/* of the innermost object or list */

void json_write_key(struct json_writer *w, const char *key);
void json_write_string(struct json_writer *w, const char *text);	/* UTF-8; NULL is "" */
void json_write_int(struct json_writer *w, int64_t number);
/* So many digits after the point. */
void json_write_decimal(struct json_writer *w, double number, int digits);
void json_write_bool(struct json_writer *w, bool value);
void json_write_null(struct json_writer *w);
/* A value that is JSON already. */
void json_write_raw(struct json_writer *w, const char *value, size_t len);

/* What comes next, a value or an end, stands on a line of its own; after all: the last one ends. */
void json_write_line(struct json_writer *w);

#endif
