/*
 * Values that may be known, bounded or unknown: intervals of integers, both
 * ends included.  One person (eval.c) and blocks of people (batch_steps.c)
 * reckon with the same few functions, so that they cannot differ.
 *
 * Amounts, counts and percents run from 0 to VALUE_HIGH, dates (days since
 * 1970, core/date.h) from VALUE_LOW to VALUE_HIGH; an end that nobody knows is
 * the end of that range.  Pure, any thread.
 */
#ifndef POLICY_SPANS_H
#define POLICY_SPANS_H

#include "core/date.h"
#include "core/fact.h"

#include <stdbool.h>
#include <stdint.h>

#define VALUE_HIGH ((int64_t)1 << 50)
#define VALUE_LOW (-VALUE_HIGH)

struct interval {
	int64_t low;
	int64_t high;
};

static inline struct interval span_exactly(int64_t number)
{
	return (struct interval){ number, number };
}

static inline bool span_is_exact(struct interval a)
{
	return a.low == a.high;
}

/* Is an amount known, be it as a minimum?  A surely free one is. */
static inline bool span_is_amount(struct interval a)
{
	return a.low > 0 || a.high == 0;
}

static inline int64_t value_min(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static inline int64_t value_max(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

/* ---- comparing ---- */

/* a < b for every pair, for none, or for some. */
static inline enum tri span_less(struct interval a, struct interval b)
{
	if (a.high < b.low)
		return TRI_TRUE;
	return a.low >= b.high ? TRI_FALSE : TRI_UNKNOWN;
}

static inline bool span_surely_equal(struct interval a, struct interval b)
{
	return a.low == a.high && b.low == b.high && a.low == b.low;
}

static inline enum tri span_equal(struct interval a, struct interval b)
{
	if (span_surely_equal(a, b))
		return TRI_TRUE;
	return a.high < b.low || b.high < a.low ? TRI_FALSE : TRI_UNKNOWN;
}

/* ---- reckoning ---- */

/* Everything that lies in one of the two, and between them. */
static inline struct interval span_hull(struct interval a, struct interval b)
{
	return (struct interval){ value_min(a.low, b.low), value_max(a.high, b.high) };
}

static inline struct interval span_least(struct interval a, struct interval b)
{
	return (struct interval){ value_min(a.low, b.low), value_min(a.high, b.high) };
}

static inline struct interval span_most(struct interval a, struct interval b)
{
	return (struct interval){ value_max(a.low, b.low), value_max(a.high, b.high) };
}

static inline struct interval span_plus(struct interval a, struct interval b)
{
	return (struct interval){ value_min(a.low + b.low, VALUE_HIGH),
				  value_min(a.high + b.high, VALUE_HIGH) };
}

/* Never below 0. */
static inline struct interval span_minus(struct interval a, struct interval b)
{
	return (struct interval){ value_max(a.low - b.high, 0), value_max(a.high - b.low, 0) };
}

/* Both factors are 0 or more; the product stays at VALUE_HIGH when it would pass it. */
static inline int64_t value_product(int64_t a, int64_t b)
{
	int64_t product;

	return __builtin_mul_overflow(a, b, &product) ? VALUE_HIGH :
	       value_min(product, VALUE_HIGH);
}

static inline struct interval span_times(struct interval a, struct interval b)
{
	return (struct interval){ value_product(a.low, b.low), value_product(a.high, b.high) };
}

/* of * (100 + plus) / 100, floored. */
static inline int64_t value_percent(int64_t of, int64_t plus)
{
	int64_t raised = value_product(of, 100 + plus);

	return raised == VALUE_HIGH ? VALUE_HIGH : raised / 100;
}

static inline struct interval span_percent(struct interval of, struct interval plus)
{
	return (struct interval){ value_percent(of.low, plus.low),
				  value_percent(of.high, plus.high) };
}

/* "No such paper" and an unknown end are no days of a calendar. */
static inline bool value_is_day(int64_t day)
{
	return day > VALUE_LOW && day < VALUE_HIGH && day != FACT_NO_DATE;
}

static inline int64_t value_years_after(int64_t day, int64_t years)
{
	struct date date;

	if (!value_is_day(day))
		return day;
	date = date_from_days((int32_t)day);
	if (years > 2199 - date.year)
		return VALUE_HIGH;
	return date_to_days(date_add_years(date, (int)years));
}

static inline struct interval span_years_after(struct interval date, struct interval years)
{
	int64_t low = value_years_after(date.low, years.low);

	if (span_is_exact(date) && span_is_exact(years))
		return span_exactly(low);
	return (struct interval){ low, value_years_after(date.high, years.high) };
}

#endif
