/*
 * Inside a step: what the handlers of the pages share.  Private to src/session.
 */
#ifndef SESSION_TURN_H
#define SESSION_TURN_H

#include "session/session.h"

/* One call of session_step. */
struct turn {
	const struct session_world *world;
	struct session *s;
	const struct event *event;
	struct effects *effects;
};

/* ---- effects (session.c) ---- */
struct effect *effect_add(struct turn *t, enum effect_kind kind);
void effect_cue(struct turn *t, enum cue cue);

/* ---- ways between pages (go.c) ---- */

/* On to a page; Back leads here again. */
void go(struct turn *t, enum visit_page page, int arg);
/* On to a page; Back leads to where it led before (a PIN, a fault, a wait). */
void go_instead(struct turn *t, enum visit_page page, int arg);
/* To a page that may lie behind: then everything after it is unwound. */
void go_to(struct turn *t, enum visit_page page, int arg);
void go_back(struct turn *t);
/* Covers the page; uncover brings it back as it was. */
void cover(struct turn *t, enum visit_page page);
void uncover(struct turn *t);
/* Forgets the visit; the thanks, or the card that still lies there, come next. */
void finish(struct turn *t);
/* The same, and straight to the first page. */
void return_to_idle(struct turn *t);

/* ---- what the pages do with a press; each ignores what it does not know ---- */
void idle_press(struct turn *t, int verb, int arg);
void who_press(struct turn *t, int verb, int arg);
void card_trouble_press(struct turn *t, int verb, int arg);
void pin_press(struct turn *t, int verb, int arg);
void question_press(struct turn *t, int verb, int arg);
void group_press(struct turn *t, int verb, int arg);
void results_press(struct turn *t, int verb, int arg);
void benefit_press(struct turn *t, int verb, int arg);
void courses_press(struct turn *t, int verb, int arg);
void course_press(struct turn *t, int verb, int arg);
void choose_press(struct turn *t, int verb, int arg);
void check_press(struct turn *t, int verb, int arg);
void notice_press(struct turn *t, int verb, int arg);
void promises_press(struct turn *t, int verb, int arg);
void proof_press(struct turn *t, int verb, int arg);
void sign_how_press(struct turn *t, int verb, int arg);
void sign_press(struct turn *t, int verb, int arg);
void sign_keypad_press(struct turn *t, int verb, int arg);
void sign_paper_press(struct turn *t, int verb, int arg);
void not_saved_press(struct turn *t, int verb, int arg);
void receipt_press(struct turn *t, int verb, int arg);
void copy_press(struct turn *t, int verb, int arg);
void withdraw_press(struct turn *t, int verb, int arg);
void help_press(struct turn *t, int verb, int arg);
void conditions_press(struct turn *t, int verb, int arg);
void warning_press(struct turn *t, int verb, int arg);
void vouch_press(struct turn *t, int verb, int arg);
void staff_number_press(struct turn *t, int verb, int arg);
void staff_page_press(struct turn *t, int verb, int arg);
void switches_press(struct turn *t, int verb, int arg);

/* ---- events other than presses ---- */
void card_event(struct turn *t);
void person_event(struct turn *t);
void filing_event(struct turn *t);
void pin_event(struct turn *t);
void ink_event(struct turn *t);
void saved_event(struct turn *t);
void print_event(struct turn *t);
void switches_event(struct turn *t);
/* Lays the page of calibration over this one, where that can be. */
void switches_ask(struct turn *t);
/* The page of calibration is left, by whatever way: what the switches mean now. */
void switches_left(struct turn *t);
/* Nobody pressed: back to the page it lay on, the switches as usual. */
void switches_give_up(struct turn *t);

/* ---- shared steps ---- */
void draft_load(const struct session_world *world, struct session *s);
void ask_next_or_show_results(struct turn *t);
/* To the page of a fact, or of its group. */
void ask_fact(struct turn *t, int fact);
/* The holder must be proved before goal: a PIN, or staff where there is none. */
void prove_holder(struct turn *t, struct place goal);
void submit(struct turn *t);
/* It is not submitted after all: back to where it was begun from. */
void give_up_submitting(struct turn *t);
/* To the question whether the application shall be taken back, if it still can. */
void go_withdraw(struct turn *t);
/* To goal, or where a PIN led before it; PAGE_QUESTION with -1 is the first question. */
void reach_goal(struct turn *t, struct place goal);
/* The visitor's own card is on the reader, as far as is known. */
bool holders_card_lies_there(const struct session *s);
/* A register is asked about the holder, and the visit begins. */
void begin_visit(struct turn *t);

/* ---- staff beside the visitor (staff.c) ---- */
void staff_card_read(struct turn *t);
void staff_card_lifted(struct turn *t);
void staff_pin_right(struct turn *t);
/* A visit begins: whoever was invited to guide it stands by. */
void guide_joins(struct turn *t);
/* Answers were confirmed: entered by the guide, if that was asked for. */
void guide_notes_answer(struct turn *t);
bool guide_press(struct turn *t, int verb, int arg);
bool guide_is_seated(const struct session *s);
/* The guide steps back; what was done stays. */
void close_guide(struct turn *t);
/* A Zhejiang permit that was laid before, and whose number staff typed. */
bool is_same_permit(const struct session *s, const struct holder *h);
/* The page when the kiosk is free: idle, or what is missing. */
enum visit_page free_page(const struct session *s);

/* ---- time (timeouts.c) ---- */
/* Carries out whatever fell due up to now. */
void time_passes(struct turn *t, int64_t now_ms);

#endif
