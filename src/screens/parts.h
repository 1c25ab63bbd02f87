/*
 * The parts every screen is made of.  Private to src/screens.
 */
#ifndef SCREENS_PARTS_H
#define SCREENS_PARTS_H

#include "session/derive.h"
#include "session/session.h"
#include "ui/node.h"

#include <stdbool.h>

/* A screen in the making. */
struct screen {
	const struct session_world *world;
	const struct session *s;
	struct tree *tree;
	enum lang lang;
};

/* ---- words ---- */
const char *say(const struct screen *p, const char *key);
/* {1}, {2} and {3} of the sentence are replaced. */
const char *say1(const struct screen *p, const char *key, const char *first);
const char *say2(const struct screen *p, const char *key, const char *first,
		 const char *second);
const char *say3(const struct screen *p, const char *key, const char *first,
		 const char *second, const char *third);
const char *say_number(const struct screen *p, const char *key, int number);
/* A text of the pack or the hall in the screen's language. */
const char *in_lang(const struct screen *p, const struct pack_text *text);
/* Where people are sent: the hall's own words. */
const char *counter_words(const struct screen *p);
/* How long an application is kept, in whole years where it is such, here and on paper. */
const char *kept_words(const struct screen *p, const char *days_key, const char *years_key);
/* What became of a call for staff; "" before there is one. */
const char *call_words(const struct screen *p);
/* "why-FREE": an id made of a verb and a name. */
const char *id_of(const struct screen *p, const char *verb, const char *name);

/* ---- leaves ---- */
void put(const struct screen *p, enum role role, enum look look, const char *words,
	 unsigned flags);
void put_title(const struct screen *p, const char *words);
void put_lead(const struct screen *p, const char *words);
void put_text(const struct screen *p, const char *words);
void put_strong(const struct screen *p, const char *words);
void put_note(const struct screen *p, const char *words);
void put_heading(const struct screen *p, const char *words);
void put_picture(const struct screen *p, enum picture picture, const char *spoken);
/* What a visitor must not miss: a short word of advice on a sheet of its own. */
void put_hint(const struct screen *p, const char *words);
/* Read aloud when it changes. */
void put_live_hint(const struct screen *p, const char *words);
/* What this person is warned of beside a benefit that is no no; or "". */
const char *caution_words(const struct screen *p, const struct result *result);
void put_private_hint(const struct screen *p, const char *words);

/* ---- to press ---- */
struct way {
	const char *id;
	const char *words;
	int verb;
	int arg;
	unsigned flags;
};
void put_way(const struct screen *p, enum look look, struct way way);
void put_choice(const struct screen *p, struct way way, bool chosen);
/* Acts of a row: `of` is what they belong to, said before their words; NULL: nothing. */
void put_way_of(const struct screen *p, enum look look, struct way way, const char *of);
/* A small way of a page that has many: high enough for a thumb all the same. */
void put_small_way_of(const struct screen *p, struct way way, const char *of);
void put_choice_of(const struct screen *p, struct way way, bool chosen, const char *of);
/* One of a few answers beside each other, or a tab: filled and ticked when it is chosen. */
void put_pick_of(const struct screen *p, struct way way, bool chosen, const char *of);
/*
 * The keys 1..9, delete, 0, and one more where there is one (or NULL); which of them has the
 * focus is heard in headphones only.
 */
void put_keys(const struct screen *p, const struct way *more);

/*
 * Of a list that goes on, `rows` a page: which part this is, in its own words for what it
 * holds, and the ways to the next and the one before ("list-more", "list-up"); nothing
 * where one page holds it all.
 */
void put_list_turn(const struct screen *p, const char *range_key, int from, int rows, int all);

/* ---- containers ---- */
void open_box(const struct screen *p, enum look look);
void close_box(const struct screen *p);

/* ---- the frame of a page ---- */
/* Header, steps, and the body opened. */
void open_page(const struct screen *p);
/* The same with everything in the middle: pages of a few words. */
void open_centred_page(const struct screen *p);
/* A sheet that is laid over a page, which comes back as it was. */
void open_sheet(const struct screen *p);
/*
 * The body closed, and the bars: end at the left, back beside it, the next step (or NULL) at
 * the right.  A next step that cannot be made yet stays there, NODE_DISABLED, and its words
 * say what is missing.
 */
void close_page(const struct screen *p, bool back, const struct way *next);
/* A page of a few words and its next step, "back" where there is one. */
void close_page_next(const struct screen *p, bool back, const char *next_key);
/* The same where nobody goes on before the whole page has been on the glass. */
void close_page_after_all(const struct screen *p, const char *next_key);

/* ---- staff beside the visitor (guide.c) ---- */
/* What only the visitor does, said before it is tried with a guide's card on the reader. */
void put_own_hint(const struct screen *p);
/*
 * The guide's prompts and acts, after all that is the visitor's; nothing where there is no
 * guide.
 */
void put_guide(const struct screen *p);
/*
 * On a page of questions that is covered: that something was chosen, that digits would
 * show what, and the visitor's own key to show the page.
 */
void put_guide_cover(const struct screen *p, bool chosen, bool typed);

/* Flags of what only the visitor may press: not while a guide's card lies there. */
unsigned own_act(const struct screen *p);

/* ---- an application that can be taken back (screen_withdraw.c) ---- */
/* What was filed just now, and the way to take it back; nothing where there is none. */
void put_recent(const struct screen *p);
/* The paper of an earlier visit, where one is owed; what stands in the printer's way. */
void put_due(const struct screen *p);
/* The signed code of what was saved, to be photographed; nothing where there is none. */
void put_code(const struct screen *p);
void put_printer(const struct screen *p);
void put_withdraw_way(const struct screen *p);
/* Where a signature on paper is made: with the paper, or where there is none by the number. */
void put_next_sign(const struct screen *p);

/* A page that covers another: its own words, and the end. */
void open_overlay(const struct screen *p);
void close_overlay(const struct screen *p);
/* The words of "next" on a question: what it will lead to. */
const char *next_after_answer(const struct screen *p);

/* ---- the same everywhere ---- */
void put_badge(const struct screen *p, enum standing standing);
const char *badge_words(const struct screen *p, enum standing standing);
/* "每天 40 元", as paper and voice have it (core/amount.h). */
const char *amount_words(const struct screen *p, const struct amount *amount);
/* Of a decision: what it is, or what it would be once it is settled; "" for a no. */
const char *result_amount(const struct screen *p, const struct decision *decision);
/* Which rise of the amount was used and on which sum; "" where there is none. */
const char *uplift_words(const struct screen *p, const struct decision *d);
const char *course_title(const struct screen *p, const struct course *course);
/* "电工（五级） · 职业技能培训补贴", as on paper. */
const char *item_title(const struct screen *p, const struct result *result);
const char *institution_title(const struct screen *p, const struct course *course);
const char *region_words(const struct screen *p, int region);	/* 0: all */
const char *month_name(const struct screen *p, int month);	/* 1..12 */
const char *kind_words(const struct screen *p, int kind);	/* -1: all */
/* What was chosen on the finder's page (screen_finder.c); 0: any. */
const char *family_words(const struct screen *p, int family);
/* "海曙": as short as people say it. */
const char *town_words(const struct screen *p, int region);
/* later: the last month stands for what follows it too. */
const char *month_words(const struct screen *p, int month, bool later);
/* "D G": the keys pressed on the page of names (screen_search.c). */
const char *search_words(const struct screen *p);
/* "餐饮 · 全市 · 什么时候都可以" */
const char *chosen_words(const struct screen *p, bool later);
const char *date_words(const struct screen *p, struct date date);
/* By the hall's clock, of s since 1970: "09:30"; "2021-03-15 09:30". */
const char *clock_words(const struct screen *p, int64_t at);
const char *moment_words(const struct screen *p, int64_t at);
/* "四（一）" as it is; the parts of the document that have no number, in words. */
const char *section_words(const struct screen *p, const char *section);
/* "是", "2021-03-17", "不清楚". */
const char *fact_words(const struct screen *p, int fact, const struct fact *value);

#endif
