/*
 * What an amount, and what is applied for, is called: one form for the glass, the
 * voice, the paper and every list, so that a figure is the same wherever it stands.
 * words_open must have been called.
 *
 * Pure, any thread.
 */
#ifndef CORE_AMOUNT_H
#define CORE_AMOUNT_H

#include "core/application.h"

/* The longest text of amount_format, its NUL included. */
#define AMOUNT_TEXT_MAX 128

/* Nothing is known of it, not even a bound. */
bool amount_is_open(const struct amount *amount);

/*
 * "500 元", "500 元到 650 元", "每天 40 元，最多 1000 元", "金额待定".  A bound of a
 * daily rate is one of the whole sum.
 */
void amount_format(enum lang lang, const struct amount *amount, char out[AMOUNT_TEXT_MAX]);

/* The longest title: a course's and a benefit's. */
#define ITEM_TITLE_MAX 272

/* "电工（五级） · 职业技能培训补贴"; course NULL: the benefit's alone. */
void item_title_format(enum lang lang, const char *course, const char *benefit,
		       char out[ITEM_TITLE_MAX]);

/*
 * The title of what was applied for.  benefit: its title in the language; NULL: as it
 * stands in the application, which has simplified Chinese and English.
 */
void application_title(const struct application *application, int item, enum lang lang,
		       const char *benefit, char out[ITEM_TITLE_MAX]);

/* The school's words where they are written in the language, else Chinese. */
const char *application_course_words(enum lang lang, const char *zh, const char *en);

#endif
