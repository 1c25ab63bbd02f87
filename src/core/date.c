#include "core/date.h"

#include "base/text.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

static bool leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int month_days(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	return month == 2 && leap(year) ? 29 : days[month - 1];
}

bool date_exists(struct date date)
{
	return date.year >= 1900 && date.year <= 2199 && date.month >= 1 &&
	       date.month <= 12 && date.day >= 1 &&
	       date.day <= month_days(date.year, date.month);
}

bool date_is_set(struct date date)
{
	return date.year != 0;
}

static int digits(const char *at, int n)
{
	int value = 0;

	for (int i = 0; i < n; i++) {
		if (at[i] < '0' || at[i] > '9')
			return -1;
		value = value * 10 + at[i] - '0';
	}
	return value;
}

bool date_is_never(const char *text)
{
	return strncmp(text, "9999", 4) == 0 && digits(text, 4) == 9999;
}

bool date_parse(const char *text, struct date *ret_date)
{
	size_t len = strlen(text);
	size_t step = len == 10 ? 1 : 0;
	struct date date;
	int year, month, day;

	if (len != 8 && (len != 10 || text[4] != '-' || text[7] != '-'))
		return false;
	year = digits(text, 4);
	month = digits(text + 4 + step, 2);
	day = digits(text + 6 + 2 * step, 2);
	if (year < 0 || month < 0 || day < 0)
		return false;
	date = (struct date){ (int16_t)year, (int8_t)month, (int8_t)day };
	if (!date_exists(date))
		return false;
	*ret_date = date;
	return true;
}

void date_format(struct date date, char out[DATE_TEXT_MAX])
{
	char text[32];

	snprintf(text, sizeof(text), "%04d-%02d-%02d", date.year, date.month,
		 date.day);
	memcpy(out, text, DATE_TEXT_MAX - 1);
	out[DATE_TEXT_MAX - 1] = 0;
}

const char *date_month_key(int month)
{
	static const char *const keys[] = {
		"month.jan", "month.feb", "month.mar", "month.apr", "month.may", "month.jun",
		"month.jul", "month.aug", "month.sep", "month.oct", "month.nov", "month.dec",
	};

	assert(month >= 1 && month <= 12);
	return keys[month - 1];
}

void date_format_words(enum lang lang, struct date date, char out[DATE_WORDS_MAX])
{
	char year[12], day[12];
	const char *const args[] = { year, words_get(lang, date_month_key(date.month)), day };
	struct text text = text_in(out, DATE_WORDS_MAX);

	snprintf(year, sizeof(year), "%d", date.year);
	snprintf(day, sizeof(day), "%d", date.day);
	words_fill(&text, words_get(lang, "date.full"), 3, args);
	assert(!text.full);
}

int date_compare(struct date a, struct date b)
{
	if (a.year != b.year)
		return a.year - b.year;
	if (a.month != b.month)
		return a.month - b.month;
	return a.day - b.day;
}

bool date_is_within(struct date date, struct date from, struct date until)
{
	return (!date_is_set(from) || date_compare(date, from) >= 0) &&
	       (!date_is_set(until) || date_compare(date, until) <= 0);
}

/*
 * Years begin on 1 March, so that the leap day is the last day of one; an era
 * is 400 years of 146097 days; day 719468 is 1970-01-01.
 */
int32_t date_to_days(struct date date)
{
	int year = date.month <= 2 ? date.year - 1 : date.year;
	int era = year / 400;
	int year_of_era = year - era * 400;
	int month = date.month > 2 ? date.month - 3 : date.month + 9;
	int day_of_year = (153 * month + 2) / 5 + date.day - 1;

	assert(date_exists(date));
	return era * 146097 + year_of_era * 365 + year_of_era / 4 -
	       year_of_era / 100 + day_of_year - 719468;
}

struct date date_from_days(int32_t days)
{
	int shifted = days + 719468;
	int era = shifted / 146097;
	int day_of_era = shifted % 146097;
	int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 -
			   day_of_era / 146096) / 365;
	int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 -
					year_of_era / 100);
	int month = (5 * day_of_year + 2) / 153;
	struct date date = {
		.year = (int16_t)(era * 400 + year_of_era + (month >= 10)),
		.month = (int8_t)(month < 10 ? month + 3 : month - 9),
		.day = (int8_t)(day_of_year - (153 * month + 2) / 5 + 1),
	};

	assert(date_exists(date));
	return date;
}

struct date date_add_years(struct date date, int years)
{
	struct date later = date;
	int last;

	later.year = (int16_t)(date.year + years);
	last = month_days(later.year, later.month);
	if (later.day > last)
		later.day = (int8_t)last;
	return later;
}

int date_weekday(struct date date)
{
	int day = (date_to_days(date) + 4) % 7;	/* 1970-01-01 was a Thursday */

	return day < 0 ? day + 7 : day;
}

int date_age(struct date birth, struct date on)
{
	int years = on.year - birth.year;

	return date_compare(date_add_years(birth, years), on) > 0 ? years - 1 : years;
}

struct date date_in_china(int64_t unix_s)
{
	return date_from_days((int32_t)((unix_s + CHINA_UTC_OFFSET_S) / 86400));
}
