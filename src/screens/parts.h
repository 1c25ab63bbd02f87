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
const char *part_say(const struct screen *p, const char *key);
/* {1}, {2} and {3} of the sentence are replaced. */
const char *part_say1(const struct screen *p, const char *key, const char *first);
const char *part_say2(const struct screen *p, const char *key, const char *first,
		      const char *second);
const char *part_say3(const struct screen *p, const char *key, const char *first,
		      const char *second, const char *third);
const char *part_say_number(const struct screen *p, const char *key, int number);
/* A text of the pack or the hall in the screen's language. */
const char *part_in_lang(const struct screen *p, const struct pack_text *text);
/* The same with a value in the place of {1}. */
const char *part_in_lang1(const struct screen *p, const struct pack_text *text, const char *first);
/* Where people are sent: the hall's own words. */
const char *part_counter_words(const struct screen *p);
/* How long an application is kept, in whole years where it is such, here and on paper. */
const char *part_kept_words(const struct screen *p, const char *days_key, const char *years_key);
/* What became of a call for staff; "" before there is one. */
const char *part_call_words(const struct screen *p);
/* "why-FREE": an id made of a verb and a name. */
const char *part_id_of(const struct screen *p, const char *verb, const char *name);

/* ---- leaves ---- */
void part_put(const struct screen *p, enum role role, enum look look, const char *words,
	      unsigned flags);
void part_title(const struct screen *p, const char *words);
void part_lead(const struct screen *p, const char *words);
void part_text(const struct screen *p, const char *words);
void part_strong(const struct screen *p, const char *words);
void part_note(const struct screen *p, const char *words);
void part_heading(const struct screen *p, const char *words);
void part_picture(const struct screen *p, enum picture picture, const char *spoken);
/* What a visitor must not miss: a short word of advice on a sheet of its own. */
void part_hint(const struct screen *p, const char *words);
/* Read aloud when it changes. */
void part_live_hint(const struct screen *p, const char *words);
/* What this person is warned of beside a benefit that is no no; or "". */
const char *part_caution_words(const struct screen *p, const struct result *result);
void part_private_hint(const struct screen *p, const char *words);

/* ---- to press ---- */
struct way {
	const char *id;
	const char *words;
	int verb;
	int arg;
	unsigned flags;
};
void part_way(const struct screen *p, enum look look, struct way way);
void part_choice(const struct screen *p, struct way way, bool chosen);
/* Acts of a row: `of` is what they belong to, said before their words; NULL: nothing. */
void part_way_of(const struct screen *p, enum look look, struct way way, const char *of);
/* A small way of a page that has many: high enough for a thumb all the same. */
void part_small_way_of(const struct screen *p, struct way way, const char *of);
void part_choice_of(const struct screen *p, struct way way, bool chosen, const char *of);
/* One of a few answers beside each other, or a tab: filled and ticked when it is chosen. */
void part_pick_of(const struct screen *p, struct way way, bool chosen, const char *of);
/*
 * The keys 1..9, delete, 0, and one more where there is one (or NULL); which of them has the
 * focus is heard in headphones only.
 */
void part_keys(const struct screen *p, const struct way *more);

/*
 * Of a list that goes on, `rows` a page: which part this is, in its own words for what it
 * holds, and the ways to the next and the one before ("list-more", "list-up"); nothing
 * where one page holds it all.
 */
void part_list_turn(const struct screen *p, const char *range_key, int from, int rows, int all);

/* ---- containers ---- */
void part_open_box(const struct screen *p, enum look look);

/* A column through which no page turn goes: a sentence and what it rests on. */
void part_open_whole(const struct screen *p);
void part_close_box(const struct screen *p);

/* ---- the frame of a page ---- */
/* Header, steps, and the body opened. */
void part_open_page(const struct screen *p);
/* The same with everything in the middle: pages of a few words. */
void part_open_centred_page(const struct screen *p);
/* A sheet that is laid over a page, which comes back as it was. */
void part_open_sheet(const struct screen *p);
/*
 * The body closed, and the bars: end at the left, back beside it, the next step (or NULL) at
 * the right.  A next step that cannot be made yet stays there, NODE_DISABLED, and its words
 * say what is missing.
 */
void part_close_page(const struct screen *p, bool back, const struct way *next);
/* A page of a few words and its next step, "back" where there is one. */
void part_close_page_next(const struct screen *p, bool back, const char *next_key);
/* The same where nobody goes on before the whole page has been on the glass. */
void part_close_page_after_all(const struct screen *p, const char *next_key);

/* What is left in the printer, how long the machine is on, how much it was used
   (screen_device.c). */
void part_machine(const struct screen *p);

/* ---- staff beside the visitor (guide.c) ---- */
/* What only the visitor does, said before it is tried with a guide's card on the reader. */
void part_own_hint(const struct screen *p);
/*
 * The guide's strip, with the ways to another view in it; false where there is no guide, and
 * the help bar stands in its place.
 */
bool part_staff_strip(const struct screen *p);
/*
 * On a page of questions that is covered: that something was chosen, that digits would
 * show what, and the visitor's own key to show the page.
 */
void part_guide_cover(const struct screen *p, bool chosen, bool typed);

/* Flags of what only the visitor may press: not while a guide's card lies there. */
unsigned part_own_act(const struct screen *p);

/* That data are so many days old, where that is old; {1}: how many. */
void part_old(const struct screen *p, const char *key, int days);
/* The same of what amounts are reckoned with: standards, and rules that came later. */
void part_old_standards(const struct screen *p);

/* What is private in the register is used, in the words of `key`, and the way to refuse it. */
void part_consent(const struct screen *p, const char *key);

/* ---- an application that can be taken back (screen_withdraw.c) ---- */
/* What came of a training, or of a certificate alone, can be claimed (screen_training.c). */
void part_claims(const struct screen *p);
void part_claim_post(const struct screen *p);
/* What was filed just now, and the way to take it back; nothing where there is none. */
void part_recent(const struct screen *p);
/* The paper of an earlier visit, where one is owed; what stands in the printer's way. */
void part_due(const struct screen *p);
/* "回执打印好了，请拿走。": what is known of a receipt's paper. */
const char *part_paper_words(const struct screen *p, enum paper_state paper);
/*
 * A paper beside the receipt: the way to ask for it ("print"), its words by key, and what is
 * known of it; nothing where the hall has no printer.
 */
void part_handout(const struct screen *p, enum handout handout, const char *key);
/* The two alone, where the way is the page's next step. */
struct way part_handout_way(const struct screen *p, enum handout handout, const char *key);
void part_handout_told(const struct screen *p, enum handout handout);
/* The signed code of what was saved, to be photographed; nothing where there is none. */
void part_code(const struct screen *p);
void part_printer(const struct screen *p);
void part_withdraw_way(const struct screen *p);
/* Where a signature on paper is made: with the paper, or where there is none by the number. */
void part_next_sign(const struct screen *p);

/* A page that covers another: its own words, and the end. */
void part_open_overlay(const struct screen *p);
void part_close_overlay(const struct screen *p);
/* The words of "next" on a question: what it will lead to. */
const char *part_next_after_answer(const struct screen *p);

/* ---- the same everywhere ---- */
void part_badge(const struct screen *p, enum standing standing);
const char *part_badge_words(const struct screen *p, enum standing standing);
/* "每天 40 元", as paper and voice have it (core/amount.h). */
const char *part_amount_words(const struct screen *p, const struct amount *amount);
/* Of a decision: what it is, or what it would be once it is settled; "" for a no. */
const char *part_result_amount(const struct screen *p, const struct decision *decision);
/* Which rise of the amount was used and on which sum; "" where there is none. */
const char *part_uplift_words(const struct screen *p, const struct decision *d);
const char *part_course_title(const struct screen *p, const struct course *course);
/* "电工（五级） · 职业技能培训补贴", as on paper. */
const char *part_item_title(const struct screen *p, const struct result *result);
const char *part_institution_title(const struct screen *p, const struct course *course);
/* Where the school is, as written in the language; "": not known. */
const char *part_address_words(const struct screen *p, const struct course *course);
const char *part_region_words(const struct screen *p, int region);	/* 0: all */
const char *part_month_name(const struct screen *p, int month);	/* 1..12 */
const char *part_kind_words(const struct screen *p, int kind);	/* -1: all */
/* What was chosen on the finder's page (screen_finder.c); 0: any. */
const char *part_family_words(const struct screen *p, int family);
/* "海曙": as short as people say it. */
const char *part_town_words(const struct screen *p, int region);
/* later: the last month stands for what follows it too. */
const char *part_month_words(const struct screen *p, int month, bool later);
/* "D G": the keys pressed on the page of names (screen_search.c). */
const char *part_search_words(const struct screen *p);
/* "餐饮 · 全市 · 什么时候都可以" */
const char *part_chosen_words(const struct screen *p, bool later);
const char *part_date_words(const struct screen *p, struct date date);
/* By the hall's clock, of s since 1970: "09:30"; "2021-03-15 09:30". */
const char *part_clock_words(const struct screen *p, int64_t at);
const char *part_moment_words(const struct screen *p, int64_t at);
/* "四（一）", in English "section 4(1)"; the parts that have no number, in words. */
const char *part_section_words(const struct screen *p, const char *section);
/* What a visitor promises of a fact: the value in its sentence. */
const char *part_promise_words(const struct screen *p, int fact);
/* "是", "2021-03-17", "不清楚". */
const char *part_fact_words(const struct screen *p, int fact, const struct fact *value);

#endif
