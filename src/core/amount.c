#include "core/amount.h"

#include "base/text.h"

#include <assert.h>

/* {1} of the sentence is the amount or its least, {2} its bound. */
static const char *key_of(const struct amount *a)
{
	bool bounded = a->has_max && (!a->known || a->per_day || a->max != a->value);

	if (!a->known)
		return bounded ? "amount.most" : "amount.open";
	if (a->per_day)
		return bounded ? "amount.day_most" :
		       a->is_minimum ? "amount.day_least" : "amount.day";
	if (bounded)
		return "amount.range";
	if (a->is_minimum)
		return "amount.least";
	/* A sum of 0 is no sum; only a fee of 0 is free. */
	return a->is_fee && a->value == 0 ? "amount.free" : "amount.exact";
}

bool amount_is_open(const struct amount *amount)
{
	return !amount->known && !amount->has_max;
}

void amount_format(enum lang lang, const struct amount *amount, char out[AMOUNT_TEXT_MAX])
{
	char low[MONEY_TEXT_MAX], high[MONEY_TEXT_MAX];
	const char *values[] = { low, high };
	struct text text = text_in(out, AMOUNT_TEXT_MAX);

	money_format(amount->value, low);
	money_format(amount->max, high);
	words_fill(&text, words_get(lang, key_of(amount)), 2, values);
	assert(!text.full);
}

void item_title_format(enum lang lang, const char *course, const char *benefit,
		       char out[ITEM_TITLE_MAX])
{
	const char *values[] = { course, benefit };
	struct text text = text_in(out, ITEM_TITLE_MAX);

	if (course)
		words_fill(&text, words_get(lang, "results.course_title"), 2, values);
	else
		text_add(&text, benefit);
	assert(!text.full);
}

const char *application_course_words(enum lang lang, const char *zh, const char *en)
{
	return lang == LANG_EN && en[0] ? en : zh;
}

void application_title(const struct application *application, int item, enum lang lang,
		       const char *benefit, char out[ITEM_TITLE_MAX])
{
	const struct application_item *at = &application->items[item];
	const struct application_course *course = &application->course;
	bool names = at->course_id[0] && course->id[0];

	item_title_format(lang, names ? application_course_words(lang, course->title_zh,
								 course->title_en) : NULL,
			  benefit ? benefit :
				    application_course_words(lang, at->title_zh, at->title_en),
			  out);
}
