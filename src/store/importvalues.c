#include "store/importer.h"

#include "base/normal.h"
#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

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

enum err import_key_or_empty(struct import *in, int column, char *out, size_t cap)
{
	char key[256];

	if (text_key(import_text(in, column), key, sizeof(key)) == ERR_OK &&
	    text_copy(out, cap, key) == ERR_OK)
		return ERR_OK;
	return import_refuse(in, column, "longer than %zu bytes: shorten it", cap - 1);
}

/* ---- Chinese ---- */

/*
 * GBK read as UTF-8 and UTF-8 read as Latin-1 both come out as letters of two
 * bytes; of those a Chinese title holds these few.
 */
static bool is_foreign(uint32_t c)
{
	static const char kept[] = "·×÷°±²³µ§";

	if (c < 0x80 || c >= 0x800)
		return false;
	for (const char *at = kept; *at; ) {
		if (utf8_next(&at) == c)
			return false;
	}
	return true;
}

enum err import_letters(struct import *in, int column)
{
	int at = 0;

	for (const char *text = import_text(in, column); *text; ) {
		uint32_t c = utf8_next(&text);

		at++;
		if (is_foreign(c))
			return import_refuse(in, column, "character %d is U+%04X, no letter of a "
					     "Chinese text: was a GBK file saved as UTF-8?", at,
					     (unsigned)c);
	}
	return ERR_OK;
}

enum err import_chinese(struct import *in, int column, char *out, size_t cap)
{
	enum err err = import_letters(in, column);

	if (!err)
		err = import_copy(in, column, out, cap);
	if (!err && !text_has_han(out))
		err = import_refuse(in, column, "no Chinese character in it: write it in Chinese");
	return err;
}

enum err import_chinese_or_empty(struct import *in, int column, char *out, size_t cap)
{
	if (import_text(in, column)[0])
		return import_chinese(in, column, out, cap);
	out[0] = 0;
	return ERR_OK;
}

/* ---- what a spreadsheet did to a value ---- */

/* 3.30E+17 */
static bool is_rounded(const char *text)
{
	size_t number = strspn(text, "0123456789."), rest;

	if (number == 0 || (text[number] != 'E' && text[number] != 'e') || text[number + 1] != '+')
		return false;
	rest = strspn(text + number + 2, "0123456789");
	return rest > 0 && text[number + 2 + rest] == 0;
}

static bool is_wide(const char *text)
{
	while (*text) {
		uint32_t c = utf8_next(&text);

		if (c >= 0xff01 && c <= 0xff5e)
			return true;
	}
	return false;
}

/* Of a value that was not understood: the cause, where it can be seen, else what it should be. */
static enum err refuse_value(struct import *in, int column, const char *wanted)
{
	const char *text = import_text(in, column);

	if (is_rounded(text))
		return import_refuse(in, column, "a spreadsheet has rounded it to %.20s: give the "
				     "column the format \"text\" and enter it anew", text);
	if (is_wide(text))
		return import_refuse(in, column, "written in full-width characters: write it "
				     "half width, 123 instead of １２３");
	return import_refuse(in, column, "%s", wanted);
}

/* ---- values ---- */

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

	if (!parse_digits(text, strlen(text), max, &number) || number < min) {
		char wanted[80];

		snprintf(wanted, sizeof(wanted), "not a whole number from %lld to %lld",
			 (long long)min, (long long)max);
		return refuse_value(in, column, wanted);
	}
	*ret_number = number;
	return ERR_OK;
}

/* Seven digits are the shortest number of a town, fifteen the longest there is (E.164). */
#define PHONE_DIGITS_MIN 7
#define PHONE_DIGITS_MAX 15

enum err import_phone_or_empty(struct import *in, int column, char *out, size_t cap)
{
	const char *text = import_text(in, column);
	size_t digits = 0;

	for (const char *at = text; *at; at++)
		digits += *at >= '0' && *at <= '9';
	if (*text && (strspn(text, "0123456789-+() ") < strlen(text) ||
		      digits < PHONE_DIGITS_MIN || digits > PHONE_DIGITS_MAX))
		return refuse_value(in, column,
				    "not a telephone number: write it as 0574-87654321");
	return import_copy_or_empty(in, column, out, cap);
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
		return refuse_value(in, column, "not an amount in yuan: write 800 or 599.99");
	if (yuan == 0 && rest == 0)
		return import_refuse(in, column, "0 yuan is no amount: leave it out where none "
				     "is set");
	*ret_amount = yuan * 100 + (decimals == 1 ? rest * 10 : rest);
	return ERR_OK;
}

static bool is_one_of(const char *text, const char *const *words)
{
	while (*words && strcasecmp(text, *words) != 0)
		words++;
	return *words != NULL;
}

static enum err read_tri(struct import *in, int column, const char *wanted, enum tri *ret_value)
{
	static const char *const yes[] = { "true", "yes", "是", NULL };
	static const char *const no[] = { "false", "no", "否", NULL };
	const char *text = import_text(in, column);
	enum tri value = TRI_UNKNOWN;

	if (is_one_of(text, yes))
		value = TRI_TRUE;
	else if (is_one_of(text, no))
		value = TRI_FALSE;
	else if (*text)
		return refuse_value(in, column, wanted);
	*ret_value = value;
	return ERR_OK;
}

enum err import_tri(struct import *in, int column, enum tri *ret_value)
{
	return read_tri(in, column, "write true, false, or nothing for not known", ret_value);
}

enum err import_yuan_or_unknown(struct import *in, int column, fen *ret_amount)
{
	*ret_amount = -1;
	return import_text(in, column)[0] ? import_yuan(in, column, ret_amount) : ERR_OK;
}

enum err import_number_or_unknown(struct import *in, int column, int64_t max,
				  int64_t *ret_number)
{
	*ret_number = -1;
	return import_text(in, column)[0] ? import_number(in, column, 0, max, ret_number) : ERR_OK;
}

enum err import_bool(struct import *in, int column, bool *ret_value)
{
	enum tri value = TRI_UNKNOWN;
	enum err err = read_tri(in, column, "write true or false", &value);

	if (!err && value == TRI_UNKNOWN)
		err = import_refuse(in, column, "write true or false");
	if (!err)
		*ret_value = value == TRI_TRUE;
	return err;
}

/* One or two digits at *at, which moves past them. */
static bool take_pair(const char **at, int *ret)
{
	size_t digits = strspn(*at, "0123456789");
	int64_t number;

	if (digits > 2 || !parse_digits(*at, digits, 99, &number))
		return false;
	*at += digits;
	*ret = (int)number;
	return true;
}

/* 2021-03-01, 2021-3-1, 2021/3/1: the year comes first, so nothing can be mistaken. */
static bool parse_date(const char *text, struct date *ret_date)
{
	char sign = strspn(text, "0123456789") == 4 ? text[4] : 0, iso[32];
	const char *at = text + 5;
	int month, day;

	if ((sign != '-' && sign != '/') || !take_pair(&at, &month) || *at++ != sign ||
	    !take_pair(&at, &day) || *at)
		return false;
	snprintf(iso, sizeof(iso), "%.4s-%02d-%02d", text, month, day);
	return date_parse(iso, ret_date);
}

enum err import_date(struct import *in, int column, struct date *ret_date)
{
	if (parse_date(import_text(in, column), ret_date))
		return ERR_OK;
	return refuse_value(in, column, "not a date that exists: write it as 2021-03-15");
}

enum err import_date_or_empty(struct import *in, int column, struct date *ret_date)
{
	if (import_text(in, column)[0])
		return import_date(in, column, ret_date);
	*ret_date = (struct date){ 0 };
	return ERR_OK;
}

enum err import_not_after_today(struct import *in, int column, struct date date)
{
	char today[DATE_TEXT_MAX];

	if (!date_is_set(date) || date_compare(date, in->today) <= 0)
		return ERR_OK;
	date_format(in->today, today);
	return import_refuse(in, column, "a day to come, for today is %s: mend the date, or this "
			     "machine's clock", today);
}

enum err import_word(struct import *in, int column, const char *const *names, int count,
		     int *ret_index)
{
	int index = text_find(names, count, import_text(in, column));
	char list[300], wanted[320];
	struct text all = text_in(list, sizeof(list)), said = text_in(wanted, sizeof(wanted));

	if (index >= 0) {
		*ret_index = index;
		return ERR_OK;
	}
	for (int i = 0; i < count; i++)
		text_addf(&all, "%s%s", i ? ", " : "", names[i]);
	text_addf(&said, "write one of: %s", list);
	return refuse_value(in, column, wanted);
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

	/* Spreadsheets keep fifteen figures of a number. */
	if (fault == IDNO_CHECK && strcmp(text + 15, "000") == 0)
		return import_refuse(in, column, "a spreadsheet has rounded it (it ends with 000): "
				     "give the column the format \"text\" and enter it anew");
	if (fault != IDNO_OK)
		return refuse_value(in, column, faults[fault]);
	memcpy(ret_id_no, text, IDNO_TEXT_MAX);
	return ERR_OK;
}
