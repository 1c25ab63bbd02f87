/*
 * Inside a step: what the handlers of the pages share.  Private to src/session.
 */
#ifndef SESSION_STEP_CONTEXT_H
#define SESSION_STEP_CONTEXT_H

#include "session/session.h"

/* One call of session_step. */
struct step_context {
	const struct session_world *world;
	struct session *s;
	const struct event *event;
	struct effects *effects;
};

/* ---- effects (session.c) ---- */
struct effect *effect_add(struct step_context *t, enum effect_kind kind);
void effect_cue(struct step_context *t, enum cue cue);

/* ---- ways between pages (go.c) ---- */

/* On to a page; Back leads here again. */
void go(struct step_context *t, enum visit_page page, int arg);
/* On to a page; Back leads to where it led before (a PIN, a fault, a wait). */
void go_instead(struct step_context *t, enum visit_page page, int arg);
/* To a page that may lie behind: then everything after it is unwound. */
void go_to(struct step_context *t, enum visit_page page, int arg);
void go_back(struct step_context *t);
/* Covers the page; uncover brings it back as it was. */
void cover(struct step_context *t, enum visit_page page);
void uncover(struct step_context *t);
/* Forgets the visit; the thanks, or the card that still lies there, come next. */
void finish(struct step_context *t);
/* The same, and straight to the first page. */
void return_to_idle(struct step_context *t);

/* ---- what the pages do with a press; each ignores what it does not know ---- */
void idle_press(struct step_context *t, int verb, int arg);
void who_press(struct step_context *t, int verb, int arg);
void card_trouble_press(struct step_context *t, int verb, int arg);
void pin_press(struct step_context *t, int verb, int arg);
void question_press(struct step_context *t, int verb, int arg);
void group_press(struct step_context *t, int verb, int arg);
void results_press(struct step_context *t, int verb, int arg);
void benefit_press(struct step_context *t, int verb, int arg);
void lists_press(struct step_context *t, int verb, int arg);
void enterprise_press(struct step_context *t, int verb, int arg);
void search_press(struct step_context *t, int verb, int arg);
void finder_press(struct step_context *t, int verb, int arg);
void courses_press(struct step_context *t, int verb, int arg);
void course_press(struct step_context *t, int verb, int arg);
void check_press(struct step_context *t, int verb, int arg);
void promises_press(struct step_context *t, int verb, int arg);
void proof_press(struct step_context *t, int verb, int arg);
void sign_press(struct step_context *t, int verb, int arg);
void not_saved_press(struct step_context *t, int verb, int arg);
void receipt_press(struct step_context *t, int verb, int arg);
void my_training_press(struct step_context *t, int verb, int arg);
void certificate_press(struct step_context *t, int verb, int arg);
void rating_press(struct step_context *t, int verb, int arg);
void copy_press(struct step_context *t, int verb, int arg);
void withdraw_press(struct step_context *t, int verb, int arg);
void help_press(struct step_context *t, int verb, int arg);
void conditions_press(struct step_context *t, int verb, int arg);
void warning_press(struct step_context *t, int verb, int arg);
void verify_in_person_press(struct step_context *t, int verb, int arg);
void staff_number_press(struct step_context *t, int verb, int arg);
void technician_press(struct step_context *t, int verb, int arg);
void device_test_press(struct step_context *t, int verb, int arg);
void device_reason_press(struct step_context *t, int verb, int arg);
void device_done_press(struct step_context *t, int verb, int arg);
void staff_page_press(struct step_context *t, int verb, int arg);
void switches_press(struct step_context *t, int verb, int arg);

/* ---- events other than presses ---- */
void card_event(struct step_context *t);
void service_event(struct step_context *t);
void person_event(struct step_context *t);
void recent_application_event(struct step_context *t);
void held_event(struct step_context *t);
/* Own applications count as pending: merged once both are there. */
void count_held(struct step_context *t);
/* The facts that need a consent of their own are dropped. */
void forget_private(struct step_context *t);
void pin_event(struct step_context *t);
void ink_event(struct step_context *t);
void saved_event(struct step_context *t);
void print_event(struct step_context *t);
void handout_event(struct step_context *t);
void switches_event(struct step_context *t);
void device_event(struct step_context *t);
/* News of the card on a page that tries the reader; false: it is nothing of that. */
bool device_card(struct step_context *t);
/* What is known of the test page. */
void device_paper(struct step_context *t);
/* A technician's own page: their card is looked for no longer than it lies there. */
bool is_technicians(enum visit_page page);
/* How the machine is, told anew. */
void look_at_machine(struct step_context *t);
/* Lays the page of calibration over this one, where that can be. */
void switches_ask(struct step_context *t);
/* The page of calibration is left, by whatever way: what the switches mean now. */
void switches_left(struct step_context *t);
/* Nobody pressed: back to the page it lay on, the switches as usual. */
void switches_give_up(struct step_context *t);

/* ---- shared steps ---- */
void draft_load(const struct session_world *world, struct session *s);
void ask_next_or_show_results(struct step_context *t);
/* To the rows to check, where anything can be applied for; else false, and nothing is done. */
bool go_check(struct step_context *t);
/* A claim begins, if there is one to make: its facts are asked and then checked. */
void begin_claim(struct step_context *t, int training);
/* The next question of the claim; then its rows to check, or why there is nothing to claim. */
void go_on_with_claim(struct step_context *t);
/* On a page that is about other things the claim is given up. */
void leave_claim(struct session *s);
/* A date or a count that cannot be right beside the training. */
enum slip slip_of(const struct step_context *t, int fact, int64_t number);
/* To the page of a fact, or of its group. */
void ask_fact(struct step_context *t, int fact);
/* The holder must be proved before goal: a PIN, or staff where there is none. */
void prove_holder(struct step_context *t, struct place goal);
void submit(struct step_context *t);
/* The card that was waited for is there, or whoever looks again in its place. */
void go_on_after_card(struct step_context *t);
/* It is not submitted after all: back to where it was begun from. */
void give_up_submitting(struct step_context *t);
/* To the question whether the application shall be taken back, if it still can. */
void go_withdraw(struct step_context *t);
/* To goal, or where a PIN led before it; PAGE_QUESTION with -1 is the first question. */
void reach_goal(struct step_context *t, struct place goal);
/* The visitor's own card is on the reader, as far as is known. */
bool holders_card_lies_there(const struct session *s);
/* A register is asked about the holder, and the visit begins. */
void begin_visit(struct step_context *t);

/* ---- staff beside the visitor (staff.c) ---- */
void staff_card_read(struct step_context *t);
void staff_card_lifted(struct step_context *t);
void staff_pin_right(struct step_context *t);
/* A visit begins: whoever was invited to guide it stands by. */
void guide_joins(struct step_context *t);
/* Answers were confirmed: entered by the guide, if that was asked for. */
void guide_notes_answer(struct step_context *t);
bool guide_press(struct step_context *t, int verb, int arg);
bool guide_is_seated(const struct session *s);
/* The guide steps back; what was done stays. */
void close_guide(struct step_context *t);
/* A Zhejiang permit that was laid before, and whose number staff typed. */
bool is_same_permit(const struct session *s, const struct holder *h);
/* The page when the kiosk is free: idle, or what is missing. */
enum visit_page free_page(const struct session *s);

/* ---- time (timeouts.c) ---- */
/* Carries out whatever fell due up to now. */
void printer_event(struct step_context *t);
void paper_due_event(struct step_context *t);
void fetch_paper(struct step_context *t);
void reprint(struct step_context *t, int held);
bool paper_is_awaited(enum paper_state paper);
/* It is on its way, or waits for hands: the printer is not free for another. */
bool paper_is_in_hand(enum paper_state paper);
/* What the press knows of a paper, as a state of it. */
enum paper_state paper_of_news(enum print_news news);
/* Asks for the handout of this page, where that can be. */
void hand_out(struct step_context *t, int handout);
/* When the next may be asked for by whoever has laid no card. */
int64_t handout_rested_ms(const struct session *s);
/* No word of one came in time. */
void handout_is_unknown(struct session *s);
void time_passes(struct step_context *t, int64_t now_ms);

#endif
