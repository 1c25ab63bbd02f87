#include "store/importer.h"

#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *import_text(const struct import *in, int column)
{
	return in->at[column] < 0 ? "" : in->csv.fields[in->at[column]].text;
}

enum err import_refuse(struct import *in, int column, const char *fmt, ...)
{
	const struct csv_field *field = &in->csv.fields[in->at[column] < 0 ? 0 : in->at[column]];
	char what[400];
	va_list args;

	va_start(args, fmt);
	vsnprintf(what, sizeof(what), fmt, args);
	va_end(args);
	return diag_set(in->diag, in->csv.name, field->line, field->column, "%s: %s",
			in->kind->columns[column].name, what);
}

enum err import_copy_or_empty(struct import *in, int column, char *out, size_t cap)
{
	if (text_copy(out, cap, import_text(in, column)) == ERR_OK)
		return ERR_OK;
	return import_refuse(in, column, "longer than %zu bytes: shorten it", cap - 1);
}

enum err import_copy(struct import *in, int column, char *out, size_t cap)
{
	if (import_text(in, column)[0] == 0)
		return import_refuse(in, column, "empty: fill it in");
	return import_copy_or_empty(in, column, out, cap);
}

/* Digits only, at most max; false for anything else. */
static bool parse_digits(const char *text, size_t len, int64_t max, int64_t *ret)
{
	int64_t number = 0;

	if (len == 0 || len > 15 || strspn(text, "0123456789") < len)
		return false;
	for (size_t i = 0; i < len; i++)
		number = number * 10 + text[i] - '0';
	if (number > max)
		return false;
	*ret = number;
	return true;
}

enum err import_number(struct import *in, int column, int64_t min, int64_t max,
		       int64_t *ret_number)
{
	const char *text = import_text(in, column);
	int64_t number;

	if (!parse_digits(text, strlen(text), max, &number) || number < min)
		return import_refuse(in, column, "not a whole number from %lld to %lld",
				     (long long)min, (long long)max);
	*ret_number = number;
	return ERR_OK;
}

#define YUAN_MAX 10000000

enum err import_yuan(struct import *in, int column, fen *ret_amount)
{
	const char *text = import_text(in, column), *dot = strchr(text, '.');
	size_t whole = dot ? (size_t)(dot - text) : strlen(text);
	size_t decimals = dot ? strlen(dot + 1) : 0;
	int64_t yuan, rest = 0;

	if (!parse_digits(text, whole, YUAN_MAX, &yuan) ||
	    (dot && (decimals > 2 || !parse_digits(dot + 1, decimals, 99, &rest))))
		return import_refuse(in, column, "not an amount in yuan: write 800 or 599.99");
	*ret_amount = yuan * 100 + (decimals == 1 ? rest * 10 : rest);
	return ERR_OK;
}

enum err import_tri(struct import *in, int column, enum tri *ret_value)
{
	const char *text = import_text(in, column);
	enum tri value = TRI_UNKNOWN;

	if (strcmp(text, "true") == 0)
		value = TRI_TRUE;
	else if (strcmp(text, "false") == 0)
		value = TRI_FALSE;
	else if (*text)
		return import_refuse(in, column, "write true, false, or nothing for not known");
	*ret_value = value;
	return ERR_OK;
}

enum err import_bool(struct import *in, int column, bool *ret_value)
{
	enum tri value = TRI_UNKNOWN;
	enum err err = import_tri(in, column, &value);

	if (!err && value == TRI_UNKNOWN)
		err = import_refuse(in, column, "write true or false");
	if (!err)
		*ret_value = value == TRI_TRUE;
	return err;
}

enum err import_date(struct import *in, int column, struct date *ret_date)
{
	const char *text = import_text(in, column);

	if (strlen(text) == 10 && date_parse(text, ret_date))
		return ERR_OK;
	return import_refuse(in, column, "not a date that exists: write it as 2021-03-15");
}

enum err import_date_or_empty(struct import *in, int column, struct date *ret_date)
{
	if (import_text(in, column)[0])
		return import_date(in, column, ret_date);
	*ret_date = (struct date){ 0 };
	return ERR_OK;
}

enum err import_word(struct import *in, int column, const char *const *names, int count,
		     int *ret_index)
{
	int index = text_find(names, count, import_text(in, column));
	char list[300];
	struct text all = text_in(list, sizeof(list));

	if (index >= 0) {
		*ret_index = index;
		return ERR_OK;
	}
	for (int i = 0; i < count; i++)
		text_addf(&all, "%s%s", i ? ", " : "", names[i]);
	return import_refuse(in, column, "write one of: %s", list);
}

enum err import_idno(struct import *in, int column, char ret_id_no[IDNO_TEXT_MAX])
{
	static const char *const faults[] = {
		[IDNO_LENGTH] = "not 18 characters: a number has 17 digits and a check character",
		[IDNO_CHARACTER] = "only digits, and a capital X as the last character",
		[IDNO_DATE] = "the birth date in characters 7 to 14 does not exist",
		[IDNO_CHECK] = "the check character does not fit: compare with the card",
	};
	const char *text = import_text(in, column);
	enum idno_fault fault = idno_check(text);

	if (fault != IDNO_OK)
		return import_refuse(in, column, "%s", faults[fault]);
	memcpy(ret_id_no, text, IDNO_TEXT_MAX);
	return ERR_OK;
}
