/*
 * What a course is to whoever stands there, as every page shows it: a card to press,
 * its three amounts, the year's discs.  Private to src/screens.
 */
#ifndef SCREENS_OFFER_H
#define SCREENS_OFFER_H

#include "screens/parts.h"
#include "session/offers.h"

/* "4月6日 星期二". */
const char *offer_day_words(const struct screen *p, struct date date);
/* "4月6日 星期二开班 · 上课 20 天" */
const char *offer_start_words(const struct screen *p, const struct course *course);
/* "甬城示例技工学校（红榜） · 海曙区" */
const char *offer_school_words(const struct screen *p, const struct course *course);

/* What stands under each of the three amounts: a sum, 不补, 不发, 自己付, or that it is open. */
const char *offer_tuition_words(const struct screen *p, const struct offer *offer);
const char *offer_subsidy_words(const struct screen *p, const struct offer *offer);
const char *offer_living_words(const struct screen *p, const struct offer *offer);
/* All three, beside each other: 学费, 补贴, 生活费. */
void offer_put_amounts(const struct screen *p, const struct offer *offer);
/*
 * "一共 1680 元": the subsidy and the living allowance together, where both are the person's and
 * known; else "".
 */
const char *offer_total_words(const struct screen *p, const struct offer *offer);
/* The same in a sentence, for ears. */
const char *offer_amounts_spoken(const struct screen *p, const struct offer *offer);

/* The picture of its trade; large letters need its room, and a trade nobody has sorted has none. */
bool offer_has_picture(const struct screen *p, const struct course *course);
void offer_put_picture(const struct screen *p, const struct course *course, int size_mm);

/*
 * A course as one target, "course-ID": what, when and where, and for whoever has laid a
 * card what comes of it.
 */
void offer_put_card(const struct screen *p, int course);

/* A row that is one target: a badge, words, more words, and what a press does. */
struct row {
	const char *id;
	int verb;
	int arg;
	enum standing standing;
	const char *title;
	const char *more;
	const char *act;
};
void offer_put_row_card(const struct screen *p, struct row row);

/* The same without a badge: what it opens is no result. */
void offer_put_line_card(const struct screen *p, struct row row);

/* "看全部 60 门课": those that fit, or where none does those that are on offer. */
const char *offer_all_courses_words(const struct screen *p);

/* "plan": which courses of several bring most; folded until it is pressed. */
void offer_put_plan(const struct screen *p);

/* How many subsidies are left of this year's, as discs and words. */
void offer_put_year(const struct screen *p);

#endif
