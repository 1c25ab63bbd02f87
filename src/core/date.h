/*
 * Civil dates: no time of day, no zone.  Comparisons and arithmetic follow the
 * proleptic Gregorian calendar, years 1900 to 2199.
 */
#ifndef CORE_DATE_H
#define CORE_DATE_H

#include "base/words.h"

#include <stdbool.h>
#include <stdint.h>

struct date {
	int16_t year;	/* 0 in a date that is not set */
	int8_t month;	/* 1..12 */
	int8_t day;	/* 1..31 */
};

/* "YYYY-MM-DD" and its NUL. */
#define DATE_TEXT_MAX 11

bool date_exists(struct date date);
bool date_is_set(struct date date);
/* Strictly "YYYY-MM-DD" or "YYYYMMDD" of a date that exists. */
/* "99991231": how registers and cards write a day that never comes. */
bool date_is_never(const char *text);
bool date_parse(const char *text, struct date *ret_date);
void date_format(struct date date, char out[DATE_TEXT_MAX]);
/* The key of a month's name in the words, 1..12. */
const char *date_month_key(int month);
/* As people write it, by the words: "2021年3月22日", "22 March 2021". */
#define DATE_WORDS_MAX 64
void date_format_words(enum lang lang, struct date date, char out[DATE_WORDS_MAX]);
/* < 0, 0, > 0 as a is before, equal to or after b. */
int date_compare(struct date a, struct date b);
/* from and until count; one that is not set is open on its side. */
bool date_is_within(struct date date, struct date from, struct date until);
/* Days since 1970-01-01, and back: the number that packs and SQL compare. */
int32_t date_to_days(struct date date);
struct date date_from_days(int32_t days);

/* A hall's clock is China's, whatever the machine's zone: s ahead of UTC. */
#define CHINA_UTC_OFFSET_S 28800
#define DAY_S 86400
/* The day in China at a moment, s since 1970-01-01 UTC. */
struct date date_in_china(int64_t unix_s);
/* The anniversary; the month's end where the month has no such day (Civil Code 202). */
struct date date_add_years(struct date date, int years);
/* 0 = Sunday .. 6 = Saturday. */
int date_weekday(struct date date);
/*
 * Full years from birth to the day, counted as the law does: on the birthday
 * itself the year is full.
 */
int date_age(struct date birth, struct date on);

#endif
