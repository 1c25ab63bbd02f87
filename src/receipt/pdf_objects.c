#include "receipt/pdf_objects.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include <zlib.h>

#define STREAM_MAX (4u << 20)	/* a page of a receipt has 60 kB, a face 400 */
#define DEPTH_MAX 16

/* ---- tokens (ISO 32000-1, 7.2 and 7.3) ---- */

static bool is_space(uint8_t c)
{
	return c == 0 || c == '\t' || c == '\n' || c == '\f' || c == '\r' || c == ' ';
}

static bool is_delimiter(uint8_t c)
{
	return c && strchr("()<>[]{}/%", c);
}

const uint8_t *pdf_skip_space(const uint8_t *at, const uint8_t *end)
{
	while (at < end && (is_space(*at) || *at == '%')) {
		if (*at == '%')
			while (at < end && *at != '\n' && *at != '\r')
				at++;
		else
			at++;
	}
	return at < end ? at : NULL;
}

static const uint8_t *skip_words(const uint8_t *at, const uint8_t *end)
{
	while (at < end && !is_space(*at) && !is_delimiter(*at))
		at++;
	return at;
}

static const uint8_t *skip_string(const uint8_t *at, const uint8_t *end)
{
	int depth = 0;

	for (; at < end; at++) {
		if (*at == '\\')
			at++;
		else if (*at == '(')
			depth++;
		else if (*at == ')' && --depth == 0)
			return at + 1;
	}
	return NULL;
}

static const uint8_t *skip_hex(const uint8_t *at, const uint8_t *end)
{
	const uint8_t *close = memchr(at, '>', (size_t)(end - at));

	return close ? close + 1 : NULL;
}

static const uint8_t *skip_nested(const uint8_t *at, const uint8_t *end, int depth);

static const uint8_t *skip_any(const uint8_t *at, const uint8_t *end, int depth)
{
	if (*at == '(')
		return skip_string(at, end);
	if (*at == '[' || (*at == '<' && at + 1 < end && at[1] == '<'))
		return skip_nested(at, end, depth);
	if (*at == '<')
		return skip_hex(at, end);
	if (*at == '/')
		return skip_words(at + 1, end);
	return is_delimiter(*at) ? at + 1 : skip_words(at, end);
}

/* An array or a dictionary, with what it holds. */
static const uint8_t *skip_nested(const uint8_t *at, const uint8_t *end, int depth)
{
	bool array = *at == '[';

	if (depth == DEPTH_MAX)
		return NULL;
	at += array ? 1 : 2;
	while (at && (at = pdf_skip_space(at, end))) {
		if (array && *at == ']')
			return at + 1;
		if (!array && *at == '>')
			return at + 1 < end && at[1] == '>' ? at + 2 : NULL;
		at = skip_any(at, end, depth + 1);
	}
	return NULL;
}

const uint8_t *pdf_skip_value(const uint8_t *at, const uint8_t *end)
{
	at = pdf_skip_space(at, end);
	return at ? skip_any(at, end, 0) : NULL;
}

static bool is_number(struct pdf_value v)
{
	const uint8_t *at = v.at;

	while (at && at < v.end && isdigit(*at))
		at++;
	return at && at == v.end && at > v.at && at - v.at < 9;
}

bool pdf_is(struct pdf_value value, const char *word)
{
	size_t length = strlen(word);

	return value.at && (size_t)(value.end - value.at) == length &&
	       memcmp(value.at, word, length) == 0;
}

int pdf_number(struct pdf_value value)
{
	int number = 0;

	if (!is_number(value))
		return -1;
	for (const uint8_t *at = value.at; at < value.end; at++)
		number = number * 10 + (*at - '0');
	return number;
}

static struct pdf_value value_at(const uint8_t *at, const uint8_t *end)
{
	struct pdf_value v = { pdf_skip_space(at, end), NULL };

	v.end = v.at ? skip_any(v.at, end, 0) : NULL;
	return v.end && v.end > v.at ? v : (struct pdf_value){ 0 };
}

/* A value, which may be a reference: three tokens, "12 0 R". */
static struct pdf_value whole_value(const uint8_t *at, const uint8_t *end)
{
	struct pdf_value first = value_at(at, end), second, third;

	if (!is_number(first))
		return first;
	second = value_at(first.end, end);
	if (!is_number(second))
		return first;
	third = value_at(second.end, end);
	return pdf_is(third, "R") ? (struct pdf_value){ first.at, third.end } : first;
}

/* ---- objects ---- */

static struct pdf_value resolve(const struct pdf_objects *objects, struct pdf_value value)
{
	struct pdf_value number;

	for (int i = 0; i < DEPTH_MAX && value.at && value.end[-1] == 'R'; i++) {
		struct pdf_value found = { 0 };

		number = value_at(value.at, value.end);
		for (int k = 0; is_number(number) && k < objects->count; k++) {
			if (objects->at[k].number == pdf_number(number))
				found = objects->at[k].value;
		}
		if (!is_number(number))
			return value;
		value = found;
	}
	return value;
}

struct pdf_value pdf_get(const struct pdf_objects *objects, struct pdf_value dict,
			 const char *key)
{
	const uint8_t *at;

	dict = resolve(objects, dict);
	if (!dict.at || dict.end - dict.at < 4 || dict.at[0] != '<' || dict.at[1] != '<')
		return (struct pdf_value){ 0 };
	at = dict.at + 2;
	for (;;) {
		struct pdf_value name = value_at(at, dict.end), value;

		if (!name.at || *name.at != '/')
			return (struct pdf_value){ 0 };
		value = whole_value(name.end, dict.end);
		if (!value.at || pdf_is((struct pdf_value){ name.at + 1, name.end }, key))
			return resolve(objects, value);
		at = value.end;
	}
}

struct pdf_value pdf_next(const struct pdf_objects *objects, struct pdf_value array,
			  struct pdf_value before)
{
	array = resolve(objects, array);
	if (!array.at || *array.at != '[')
		return (struct pdf_value){ 0 };
	return whole_value(before.at ? before.end : array.at + 1, array.end - 1);
}

struct pdf_value pdf_object_of_type(const struct pdf_objects *objects, const char *type)
{
	for (int i = 0; i < objects->count; i++) {
		struct pdf_value found = pdf_get(objects, objects->at[i].value, "Type");

		if (found.at && *found.at == '/' &&
		    pdf_is((struct pdf_value){ found.at + 1, found.end }, type))
			return objects->at[i].value;
	}
	return (struct pdf_value){ 0 };
}

/* ---- streams ---- */

static enum err unpack_into(struct pdf_objects *objects, size_t room, const uint8_t *from,
			    size_t size, struct pdf_value *ret_bytes)
{
	uint8_t *bytes = malloc(room);
	uLongf length = room;
	uLong taken = size;
	int status;

	if (!bytes)
		abort();
	status = uncompress2(bytes, &length, from, &taken);
	if (status != Z_OK || objects->buffer_count == PDF_BUFFERS_MAX) {
		explicit_bzero(bytes, room);
		free(bytes);
		return status == Z_BUF_ERROR ? ERR_FULL : ERR_INPUT;
	}
	objects->buffers[objects->buffer_count].bytes = bytes;
	objects->buffers[objects->buffer_count++].size = room;
	*ret_bytes = (struct pdf_value){ bytes, bytes + length };
	return ERR_OK;
}

static enum err unpack(struct pdf_objects *objects, const uint8_t *from, size_t size,
		       struct pdf_value *ret_bytes)
{
	enum err err = ERR_FULL;

	for (size_t room = 8 * size + 64; err == ERR_FULL && room < STREAM_MAX; room *= 4)
		err = unpack_into(objects, room, from, size, ret_bytes);
	return err ? ERR_INPUT : ERR_OK;
}

/* Behind the word that follows a stream's dictionary; NULL where none of that length does. */
static const uint8_t *stream_begin(const struct pdf_objects *objects, struct pdf_value dict,
				   int length)
{
	const uint8_t *at;

	if (!dict.at || dict.at < objects->begin || dict.end > objects->end || length < 0)
		return NULL;
	at = pdf_skip_space(dict.end, objects->end);
	if (!at || objects->end - at < length + 8 || memcmp(at, "stream", 6) != 0)
		return NULL;
	at += 6;
	at += *at == '\r';
	return at + (*at == '\n');
}

enum err pdf_stream(struct pdf_objects *objects, struct pdf_value object,
		    struct pdf_value *ret_bytes)
{
	struct pdf_value dict = resolve(objects, object);
	struct pdf_value filter = pdf_get(objects, dict, "Filter");
	int length = pdf_number(pdf_get(objects, dict, "Length"));
	const uint8_t *at = stream_begin(objects, dict, length);

	if (!at)
		return ERR_INPUT;
	if (filter.at && *filter.at == '[')
		filter = pdf_next(objects, filter, (struct pdf_value){ 0 });
	if (pdf_is(filter, "/FlateDecode"))
		return unpack(objects, at, (size_t)length, ret_bytes);
	*ret_bytes = (struct pdf_value){ at, at + length };
	return filter.at ? ERR_INPUT : ERR_OK;
}

/* ---- where they stand ---- */

static enum err add(struct pdf_objects *objects, int number, struct pdf_value value)
{
	if (objects->count == PDF_OBJECTS_MAX || !value.at)
		return ERR_INPUT;
	objects->at[objects->count].number = number;
	objects->at[objects->count++].value = value;
	return ERR_OK;
}

/* "12 0 obj" at the beginning of a line; returns where its value begins, or NULL. */
static const uint8_t *object_head(const uint8_t *line, const uint8_t *end, int *ret_number)
{
	struct pdf_value number, zero, word;

	if (line == end || !isdigit(*line))
		return NULL;
	number = (struct pdf_value){ line, skip_words(line, end) };
	zero = value_at(number.end, end);
	if (!is_number(number) || !is_number(zero))
		return NULL;
	word = value_at(zero.end, end);
	*ret_number = pdf_number(number);
	return pdf_is(word, "obj") ? word.end : NULL;
}

static enum err find_plain(struct pdf_objects *objects, const uint8_t *bytes, const uint8_t *end)
{
	enum err err = ERR_OK;

	for (const uint8_t *line = bytes; line && line < end && !err;) {
		int number;
		const uint8_t *value = object_head(line, end, &number);
		const uint8_t *next = memchr(line, '\n', (size_t)(end - line));

		if (value)
			err = add(objects, number, value_at(value, end));
		line = next ? next + 1 : NULL;
	}
	return err;
}

/* Pairs of number and offset, then the objects from First on. */
static enum err add_from_stream(struct pdf_objects *objects, struct pdf_value stream)
{
	struct pdf_value bytes;
	int count = pdf_number(pdf_get(objects, stream, "N"));
	int first = pdf_number(pdf_get(objects, stream, "First"));
	enum err err = pdf_stream(objects, stream, &bytes);
	const uint8_t *at = err ? NULL : bytes.at;

	for (int i = 0; i < count && !err; i++) {
		struct pdf_value number = value_at(at, bytes.end), offset = { 0 };

		if (number.at)
			offset = value_at(number.end, bytes.end);
		if (first < 0 || pdf_number(offset) < 0 ||
		    first + pdf_number(offset) >= bytes.end - bytes.at)
			return ERR_INPUT;
		err = add(objects, pdf_number(number),
			  value_at(bytes.at + first + pdf_number(offset), bytes.end));
		at = offset.end;
	}
	return err;
}

static bool ends_whole(const uint8_t *bytes, size_t size)
{
	while (size > 0 && is_space(bytes[size - 1]))
		size--;
	return size > 5 && memcmp(bytes + size - 5, "%%EOF", 5) == 0;
}

enum err pdf_objects_open(struct pdf_objects *objects, const uint8_t *bytes, size_t size)
{
	enum err err;
	int plain;

	memset(objects, 0, sizeof(*objects));
	objects->begin = bytes;
	objects->end = bytes + size;
	if (!ends_whole(bytes, size))
		return ERR_INPUT;
	err = find_plain(objects, bytes, bytes + size);
	plain = objects->count;
	for (int i = 0; i < plain && !err; i++) {
		struct pdf_value type = pdf_get(objects, objects->at[i].value, "Type");

		if (pdf_is(type, "/ObjStm"))
			err = add_from_stream(objects, objects->at[i].value);
	}
	return err;
}

void pdf_objects_close(struct pdf_objects *objects)
{
	for (int i = 0; i < objects->buffer_count; i++) {
		explicit_bzero(objects->buffers[i].bytes, objects->buffers[i].size);
		free(objects->buffers[i].bytes);
	}
	memset(objects, 0, sizeof(*objects));
}
