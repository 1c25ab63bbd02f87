#include "base/json.h"

#include <assert.h>
#include <string.h>

struct json_writer json_write_into(struct text *out)
{
	return (struct json_writer){ .out = out };
}

static bool in_object(const struct json_writer *w)
{
	return w->depth > 0 && w->close[w->depth - 1] == '}';
}

/* Where a line was asked for, it ends here. */
static void end_line(struct json_writer *w)
{
	if (w->line)
		text_add_n(w->out, "\n", 1);
	w->line = false;
}

/* After what stands there already. */
static void separate(struct json_writer *w)
{
	bool *some = &w->some[w->depth - 1];

	if (*some)
		text_add_n(w->out, ",", 1);
	*some = true;
	end_line(w);
}

static void begin_value(struct json_writer *w)
{
	assert(in_object(w) == w->keyed);
	if (w->depth > 0 && !w->keyed)
		separate(w);
	w->keyed = false;
}

static void open(struct json_writer *w, const char *bracket, char close)
{
	begin_value(w);
	assert(w->depth < JSON_DEPTH_MAX);
	text_add_n(w->out, bracket, 1);
	w->some[w->depth] = false;
	w->close[w->depth++] = close;
}

void json_write_object(struct json_writer *w)
{
	open(w, "{", '}');
}

void json_write_list(struct json_writer *w)
{
	open(w, "[", ']');
}

void json_write_end(struct json_writer *w)
{
	assert(w->depth > 0 && !w->keyed);
	end_line(w);
	text_add_n(w->out, &w->close[--w->depth], 1);
}

/* RFC 8259: the quote, the backslash and what is below the blank. */
static bool must_escape(unsigned char c)
{
	return c < 0x20 || c == '"' || c == '\\';
}

static void add_escaped(struct text *out, unsigned char c)
{
	static const char from[] = "\"\\\b\f\n\r\t", to[] = "\"\\bfnrt";
	const char *at = c ? strchr(from, c) : NULL;

	if (at)
		text_addf(out, "\\%c", to[at - from]);
	else
		text_addf(out, "\\u%04X", c);
}

static void add_string(struct text *out, const char *text)
{
	text_add_n(out, "\"", 1);
	while (*text) {
		size_t plain = 0;

		while (text[plain] && !must_escape((unsigned char)text[plain]))
			plain++;
		text_add_n(out, text, plain);
		text += plain;
		if (*text)
			add_escaped(out, (unsigned char)*text++);
	}
	text_add_n(out, "\"", 1);
}

void json_write_key(struct json_writer *w, const char *key)
{
	assert(in_object(w) && !w->keyed);
	separate(w);
	add_string(w->out, key);
	text_add_n(w->out, ":", 1);
	w->keyed = true;
}

void json_write_string(struct json_writer *w, const char *text)
{
	begin_value(w);
	add_string(w->out, text ? text : "");
}

void json_write_int(struct json_writer *w, int64_t number)
{
	char digits[24];
	char *at = digits + sizeof(digits);
	uint64_t left = number < 0 ? -(uint64_t)number : (uint64_t)number;

	do {
		*--at = (char)('0' + left % 10);
		left /= 10;
	} while (left > 0);
	if (number < 0)
		*--at = '-';
	json_write_raw(w, at, (size_t)(digits + sizeof(digits) - at));
}

void json_write_decimal(struct json_writer *w, double number, int digits)
{
	begin_value(w);
	text_addf(w->out, "%.*f", digits, number);
}

void json_write_bool(struct json_writer *w, bool value)
{
	json_write_raw(w, value ? "true" : "false", value ? 4 : 5);
}

void json_write_null(struct json_writer *w)
{
	json_write_raw(w, "null", 4);
}

void json_write_raw(struct json_writer *w, const char *value, size_t len)
{
	begin_value(w);
	text_add_n(w->out, value, len);
}

void json_write_line(struct json_writer *w)
{
	w->line = true;
	if (w->depth == 0)
		end_line(w);
}
