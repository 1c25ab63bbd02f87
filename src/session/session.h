/*
 * What happens: the state machine of one visit.
 *
 * struct session is a value: one visit, no heap, no handle.  session_step is
 * pure: the same session and event give the same session and effects, so a
 * list of events replays a visit.  What follows from the facts is never
 * stored: it is decided anew from the inputs (session/derive.h) whenever a
 * screen or an application needs it, so an answer that changes can leave
 * nothing stale behind.
 *
 * Nobody but session_step writes to a session.  Thread: the screen's.
 */
#ifndef SESSION_SESSION_H
#define SESSION_SESSION_H

#include "base/words.h"
#include "core/application.h"
#include "core/course.h"
#include "core/date.h"
#include "core/disclosure.h"
#include "core/fact.h"
#include "core/holder.h"
#include "core/ink.h"
#include "core/person.h"
#include "core/training.h"
#include "policy/official/official.h"
#include "policy/policy.h"
#include "session/event.h"
#include "session/pages.h"

#include <stdbool.h>
#include <stdint.h>

#define PAST_MAX 64
#define OPENED_MAX 16
#define TYPED_MAX 12
#define DATE_DIGITS 8	/* 20210630 */
#define STANDARDS_MAX 8

struct offers_room;

/* How old on the day of the visit, days; 0: new, or there are none. */
struct data_age {
	int catalogue;
	int institutions;
	int standards;
	int overrides;
	int history;
	int disclosures;
};

/* Data come every month, and ten days: the centre's own limit (data_s, 0030-fleet.sql). */
#define DATA_OLD_DAYS 40

#define SUPPLIES_MAX 8

/* How the machine is, for whoever looks after it; counters go as far back as the log does. */
struct machine_state {
	int64_t up_s;			/* since it was switched on */
	int64_t visits, papers, papers_failed;
	int supply_count;		/* of the printer; 0: it does not say */
	struct {
		char name[32];		/* its own word */
		int percent;		/* left; -1 not known */
		bool low;		/* by its own word */
	} supplies[SUPPLIES_MAX];
};

/* What a hall sets and what is loaded once; never changed by a visit. */
struct session_world {
	const struct pack *pack;
	const char *program;		/* program_version; NULL: not said */
	const struct official *official;	/* the document's own words; NULL: not installed */
	const struct course *courses;
	int course_count;
	const struct institution *institutions;
	int institution_count;
	const struct disclosure *disclosures;	/* results made public, on any day */
	int disclosure_count;
	/* where the last answer about all of them stands (session/offers.h); never NULL */
	struct offers_room *offers;
	struct pack_text hall;		/* "海曙区政务服务大厅" */
	struct pack_text counter;	/* where people are sent: "人力社保窗口" */
	struct pack_text terminal;	/* "3 号自助终端" */
	struct date date;		/* the date the rules are applied to */
	bool demo_date;			/* it was set by hand: 演示日期 on every screen */
	struct date issue_date;		/* of the document; unset: unknown */
	enum assurance to_see;		/* needed for personal results (as shipped A1) */
	enum assurance to_submit;	/* needed to submit (as shipped A2) */
	bool no_printer;		/* the hall has none here: paper is not offered */
	/* what else a technician tries here: meanings of keys, switches, a bit each; a jack */
	uint32_t device_keys;
	uint32_t device_switches;
	bool device_jack;
	const struct machine_state *machine;	/* how it is; NULL: not looked at */
	const char *clip_folder;	/* of sign language: PAGE.y4m in it; NULL: none */
	bool clips[PAGE_COUNT];		/* of which pages there is one */
	/*
	 * the signed code of what the visit saved last, as struct node's modules; NULL or
	 * "": there is none, or no key to sign it with
	 */
	const char *code_modules;
	/*
	 * what was read of the finished file of its paper: a line a heading ("#" before it),
	 * row or paragraph; NULL or "": there is no file
	 */
	const char *told;
	int under_age;			/* below this nothing is processed: 14 */
	struct data_age age;
	int keep_days;			/* an application is kept so long; told before it is made */
	int32_t utc_offset_s;		/* of the hall's clock: 28800 */
	int override_count;
	struct override overrides[OVERRIDES_MAX];
	int standard_count;		/* amounts in force that belong to no person or course */
	struct named_fact standards[STANDARDS_MAX];
	/* the cap of LIVING by the person's district, [0]: of the whole city; unstated: none */
	struct fact min_living[REGION_COUNT + 1];
};

/* The macro steps on top of the page: 放卡 情况 结果 告知 签名 回执. */
enum visit_step {
	STEP_NONE,
	STEP_CARD,
	STEP_ANSWERS,
	STEP_RESULTS,
	STEP_NOTICE,
	STEP_SIGN,
	STEP_RECEIPT,
};

enum staff_reason {
	STAFF_ASKED,		/* the visitor pressed 找人帮忙 */
	STAFF_NAME,		/* the name has a character that no font draws */
	STAFF_PIN,		/* one try is left, or the PIN is locked */
	STAFF_NO_PIN,		/* this kind of card has no PIN here */
	STAFF_NO_ROOM,		/* the store gave no key: nothing could be saved now */
	STAFF_REASON_COUNT,
};

/* What is said of a call for staff: only what became of it. */
enum call {
	CALL_NONE,
	CALL_WAITING,		/* asked for, no word yet */
	CALL_DONE,		/* it has gone out */
	CALL_FAILED,		/* it has not, or this hall has none: where to go is said */
	CALL_TAKEN,		/* somebody comes: call_who */
};

enum calibration {
	CALIBRATE_MOVE,		/* press the switch that shall move */
	CALIBRATE_SELECT,	/* and the one that shall select */
	CALIBRATE_SAME,		/* that was the first one again */
	CALIBRATE_TRY,		/* try both; nothing counts before it is confirmed */
	CALIBRATE_COUNT,
};

struct place {
	uint8_t page;	/* enum visit_page */
	int32_t arg;
};

/* As many months as the finder shows: this one, and the last holds all that is later. */
#define FINDER_MONTHS 7

enum course_sort {
	SORT_START,
	SORT_REGION,		/* the person's own district first; none known: by district */
	SORT_MONEY,
	SORT_DAYS,
	SORT_COUNT,
};

/* By what a course's name is looked for on PAGE_SEARCH. */
enum search_by { SEARCH_LETTERS, SEARCH_STROKES, SEARCH_COUNT };

#define SEARCH_MAX 8
/* A key each, with one to take back four rows of seven; hardly a trade has a character of more. */
#define STROKES_MAX 27

/* What was chosen on PAGE_FINDER, and how PAGE_COURSES shows what was found. */
struct finder {
	int family;		/* enum trade_family; 0 any */
	int region;		/* 0 the whole city */
	int month;		/* 1 the month of the visit .. FINDER_MONTHS; 0 any */
	enum course_sort sort;
	int from;		/* first course on the page */
	/* a character each, that follow one another in the name: 'a'..'z', or strokes */
	enum search_by search;
	int typed_count;
	uint8_t typed[SEARCH_MAX];
};

/* What a visitor has said about a fact. */
enum said { SAID_NOTHING, SAID_VALUE, SAID_UNSURE };

/* The allowance for a skilled post follows from a certificate alone. */
#define CLAIM_OF_POST -1

/* What is claimed after a training (claim.c). */
struct claim_form {
	bool on;		/* the visit decides by the stage of the claim */
	int training;		/* index of session.trainings; CLAIM_OF_POST */
	bool number_done;	/* it was typed, or there is none */
	int number_count;
	char number[CERTIFICATE_NO_MAX];	/* of the certificate, as it is typed */
};

enum keys_of_certificate { CERTIFICATE_DIGITS, CERTIFICATE_LETTERS };

struct answer {
	enum said said;
	int64_t number;	/* coded as in core/fact.h */
};

enum choice { CHOICE_NONE, CHOICE_YES, CHOICE_NO, CHOICE_UNSURE };

/* Typed, and it cannot be: it is pointed out, and nothing is recorded. */
enum slip {
	SLIP_NONE,
	SLIP_TO_COME,		/* a certificate of a day to come */
	SLIP_BEFORE_END,	/* of a day on which the training went on */
	SLIP_DAYS,		/* more days than the training had */
};

/* Fewer characters no certificate's number has. */
#define CERTIFICATE_NO_LEAST 4

/* An answer in the making: chosen on the page, not yet confirmed by "next". */
struct draft {
	struct place owner;	/* the page it was made on: it survives a look at the help */
	enum choice choice;
	int picked;		/* index of a choice's word, with CHOICE_YES */
	bool ticked[FACTS_MAX];	/* facts of a group */
	bool none;		/* 都没有: whatever is not ticked is denied */
	bool unsure;		/* 不清楚 about it */
	bool hint;		/* "next" was pressed too early: the page says what is missing */
	enum slip slip;		/* or what cannot be */
	int typed_count;
	char typed[TYPED_MAX];	/* digits of a date or an amount */
};

enum view_size { VIEW_SMALL, VIEW_NORMAL, VIEW_LARGE, VIEW_LARGEST, VIEW_SIZE_COUNT };
enum view_contrast {
	VIEW_PLAIN,
	VIEW_WHITE_ON_BLACK,
	VIEW_BLACK_ON_WHITE,
	VIEW_SOFT,
	VIEW_CONTRAST_COUNT,
};


/* Steps of the voice, and where every visit begins (speech/voice_link.h). */
#define SPEED_STEPS 7
#define SPEED_USUAL 3
#define VOLUME_STEPS 9
#define VOLUME_USUAL 5

/*
 * How the visitor wants to be shown things; default after each visit.
 * ui/theme counts sizes and contrasts in the same order.
 */
struct display_settings {
	enum lang lang;
	enum view_size size;
	enum view_contrast contrast;
	bool reach;	/* everything in the lower part of the glass */
	bool voice;	/* read aloud */
	int speed;	/* of it: a step of SPEED_STEPS */
	int volume;	/* a step of VOLUME_STEPS */
	bool still;	/* no picture moves */
	bool elder;	/* 长辈版: fewer things on a page */
	bool steady;	/* double strikes of keys and switches are looked for longer */
};

/* What lies over the page, which stays as it is: a PIN half typed, an answer half given. */
enum view_sheet { SHEET_NONE, SHEET_DISPLAY, SHEET_LANGUAGE, SHEET_COUNT };

enum register_state {
	REGISTER_NOT_ASKED,
	REGISTER_ASKED,
	REGISTER_FOUND,
	REGISTER_ABSENT,
	REGISTER_UNREACHABLE,
};

enum paper_state {
	PAPER_NONE,		/* nothing was submitted, or the hall has no printer */
	PAPER_WAITING,		/* handed to the press, no word yet */
	PAPER_PRINTING,
	PAPER_DONE,
	PAPER_EMPTY,		/* waits for paper */
	PAPER_GONE,		/* not printed, and will not be */
	PAPER_UNKNOWN,		/* no word in time, or none any more: it may be out */
	PAPER_STOPPED,		/* waits for other hands */
	PAPER_COUNT,
};

/* Of the receipt's print; as shown: large where the glass was set to large. */
enum paper_size { PAPER_AS_SHOWN, PAPER_LARGE, PAPER_USUAL };

enum promise_state { PROMISE_OPEN, PROMISE_MADE, PROMISE_REFUSED };

/* Promises that every application makes besides those about facts (src/policy/RULES.md, O9b). */
enum general_promise {
	GENERAL_NOTICE,
	GENERAL_TRUE,
	GENERAL_VERIFY,
	GENERAL_LIABLE,
	GENERAL_COUNT,
};

/*
 * What was seen of a card that does not say who its holder is: of generation 3
 * without a SAM (PAGE_CARD_NUMBER_ONLY) its number, of a Zhejiang permit its serial.
 */
struct seen_card {
	enum card_type type;
	int generation;
	char region[7];
	char card_no[20];
	uint8_t uid[10];
	uint8_t uid_size;
};

/* ---- staff beside the visitor (staff.c) ---- */

enum staff_role {
	STAFF_ROLE_NONE,
	STAFF_ROLE_GUIDE,
	STAFF_ROLE_SUPERVISOR,
	STAFF_ROLE_TECHNICIAN,
	STAFF_ROLE_COUNT,
};

/* The staff card that lies on the reader. */
struct staff_card {
	enum staff_role role;		/* STAFF_ROLE_NONE: none lies there */
	char number[STAFF_NO_MAX];
	int pin_tries;			/* left on it; -1 not known */
};

/* What a technician has found of each part (device_test.c). */
struct device_test {
	uint32_t seen[DEVICE_PART_COUNT];	/* by the device's own word: bits as of the part */
	enum device_result result[DEVICE_PART_COUNT];
	enum device_reason reason[DEVICE_PART_COUNT];
	int trial[DEVICE_PART_COUNT];		/* how often it was found: each is a line */
	bool asked;				/* what the page's part does was asked for */
	bool failed;				/* and did not come to its end */
	char staff[STAFF_NO_MAX];		/* whoever tries */
};

enum guide_state {
	GUIDE_AWAY,
	GUIDE_INVITED,	/* before a visit: the next card that is laid begins a guided one */
	GUIDE_BY,	/* guides, the card put away: prompts, and answers entered as stated */
	GUIDE_SEATED,	/* guides, the card on the reader: may vouch and witness too */
};

struct guide {
	enum guide_state state;
	enum staff_role role;
	char number[STAFF_NO_MAX];
	bool enters;			/* answers are entered by the guide, as stated */
	bool shows;			/* the visitor shows the page `shown`, and no other */
	struct place shown;
	enum verify_in_person_reason reason; /* PAGE_VERIFY_IN_PERSON: chosen, not yet confirmed */
	uint8_t line;			/* which prompt is read on `told`; on others the first */
	struct place told;
};

/* What to say, what to check, which paper to see. */
#define GUIDE_LINES 3


/* What stands on the kiosk whoever visits; survives the wipe. */
struct devices {
	bool reader_missing;
	bool card_there;
	bool card_left;		/* the reader was lost with a visitor's card on it */
	int64_t card_left_ms;	/* what is laid until then is that card */
	bool restarted;		/* in the midst of a visit: the first page says so, for a while */
	enum service service;	/* not open: nothing but a page that says why */
	enum paper_state printer;	/* PAPER_EMPTY, _STOPPED, _GONE: in its way; else nothing */
	int64_t handout_ms;	/* when the last handout was asked for, or began to move; 0: none */
};

struct session {
	int64_t now_ms;			/* of the last event */
	int64_t clock_s;		/* wall clock of the last event, s since 1970 */
	int clock_doubt;		/* bits of enum clock_doubt: of the whole visit */
	struct clock_quality clock_quality;	/* of the last event */
	int64_t active_ms;		/* when the visitor last did something */
	int64_t page_ms;		/* when this page came up */
	int extended;			/* times the warning was answered */
	struct devices devices;
	struct display_settings view;
	enum view_sheet sheet;		/* goes with the page it lies on */

	struct place at;
	struct place past[PAST_MAX];	/* where Back leads; pages, never values */
	int past_count;
	struct place resume;		/* under a warning, a lock or a foreign card */
	struct place after_card;	/* PAGE_LAY_AGAIN: what the card is wanted for */
	int reminded;			/* PAGE_TAKE_CARD: of CARD_REMINDERS */
	bool oriented;			/* 朗读 was explained once in this visit */
	bool orienting;			/* and is on this page */
	bool switch_box;		/* there is one in this visit */
	enum switch_use switches;	/* what its switches mean: _WAIT, _CHOSEN or _USUAL */

	char key[APPLICATION_KEY_MAX];	/* "" until the app has made it */
	struct holder holder;		/* type CARD_NONE: no card was read yet */
	struct seen_card seen;
	bool name_not_drawable;
	int pin_tries;			/* left on the card; -1 not known */
	int read_progress;		/* 0..100 */
	int bad_reads;			/* in a row: the page changes its advice */
	enum register_state registered;
	int64_t register_ms;		/* when it was asked */
	struct person person;

	struct answer answers[FACTS_MAX];
	bool asked[FACTS_MAX];
	struct draft draft;

	int course;			/* chosen course, -1 none */
	struct finder finder;
	int lists_from;			/* PAGE_LISTS: first row on the page */
	int opened_count;		/* courses whose pages were opened, the last ones, */
	int16_t opened[OPENED_MAX];	/* each once */
	bool plan_open;			/* PAGE_RESULTS: which of them bring most is laid open */
	bool not_now_open;		/* PAGE_RESULTS: what does not fit is laid open */
	bool items_set;			/* the visitor has ticked or unticked one */
	bool items[BENEFITS_MAX];	/* applied for, by index of the benefit */

	enum promise_state promised[FACTS_MAX];
	enum promise_state general[GENERAL_COUNT];

	char pin[PIN_DIGITS + 1];	/* while it is being typed; wiped as it is sent */
	int pin_count;
	bool pin_sent;			/* the card is being asked */
	bool pin_of_staff;		/* it is a staff card that is being asked */
	bool pin_wrong;			/* the last one was not right */
	int64_t pin_s;			/* clock when the holder's was right; 0: not yet */
	bool card_same;			/* PAGE_SUBMITTING: the card has been compared */
	bool unsettled;			/* sent to the store, and not known whether it is saved */
	enum sign_method method;	/* the open tab; then the one used */
	struct ink ink;
	bool ink_empty_hint;
	int confirmations;		/* SIGN_KEYPAD: of CONFIRMATIONS_NEEDED */
	bool ending;			/* 结束并清除 was pressed while saving */
	char receipt_no[RECEIPT_NO_MAX];
	enum paper_state paper;
	/* clock when what is signed was handed to the store; kept while its fate is unknown */
	int64_t signed_s;
	int signed_action_count;	/* what staff had done by then */
	struct staff_action signed_actions[STAFF_ACTIONS_MAX];
	int signed_doubt;		/* what spoke against that clock then */
	struct clock_quality signed_quality;	/* and how far it was off */
	enum paper_size paper_size;
	struct recent_application recent; /* the visitor's own, that could be taken back; or none */
	int64_t recent_ms;		/* when it was saved, as now_ms */
	int held_count;
	struct held_application held[OWN_MAX];	/* the visitor's own, of earlier visits */
	int training_count;
	struct own_training trainings[TRAININGS_MAX];	/* the visitor's own */
	struct claim_form claim;
	enum elsewhere elsewhere;	/* and whether those of other halls are among them */
	enum elsewhere facts_elsewhere;	/* whether the city's registers are in `person` */
	struct paper_due due;		/* the visitor's own, of an earlier visit; or none */
	enum paper_state due_paper;	/* PAPER_NONE: it was not asked for yet */
	char again[RECEIPT_NO_MAX];	/* the held application whose receipt is printed again */
	enum paper_state again_paper;	/* PAPER_NONE: none is */
	enum handout handout;		/* the one that was asked for last */
	enum paper_state handout_paper;	/* PAPER_NONE: none was */
	int handouts;			/* asked for in this visit */
	bool withdrawing;		/* what is being saved, or was last, takes it back */
	enum call call;			/* for a member of staff */
	char call_who[CALL_WHO_MAX];	/* whoever comes, as the desk names them */

	struct staff_card staff_card;
	struct device_test device_test;
	struct guide guide;
	int staff_action_count;
	struct staff_action staff_actions
		[STAFF_ACTIONS_MAX];	/* what staff did in this visit, whoever is gone since */
	char number[IDNO_TEXT_MAX];	/* PAGE_STAFF_NUMBER: what has been typed */
	int number_count;
	enum idno_fault number_fault;	/* of what was confirmed */
};

#define CONFIRMATIONS_NEEDED 2
/* Then staff are called, and it is given more seldom (timeouts.c). */
#define CARD_REMINDERS 6

/* As every visit begins. */
#define VIEW_USUAL { .size = VIEW_NORMAL, .speed = SPEED_USUAL, .volume = VOLUME_USUAL }

/* A kiosk that waits for its first visitor. */
void session_init(struct session *s, int64_t now_ms);

/* One event; effects are to be carried out in order, then forgotten (effects_wipe). */
void session_step(const struct session_world *world, struct session *s,
		  const struct event *event, struct effects *ret_effects);

/* Overwrites what effects carry: a PIN may be among them. */
void effects_wipe(struct effects *effects);

/* When the next EVENT_TICK is due, ms of event time; -1 when time changes nothing. */
int64_t session_deadline_ms(const struct session_world *world, const struct session *s);

/* "results": the name of the page, as tree_begin wants it. */
const char *session_screen(const struct session *s);
/* The name of a page: what walks wait for. */
const char *session_page_name(enum visit_page page);
enum visit_step session_step_of(const struct session *s);
/* What the row of the page says of it (pages.h). */
bool session_page_is(const struct session *s, enum page_flag flag);
enum visit_step session_step_of_page(enum visit_page page);

/* The page that VERB_NEXT would lead to: what its button is named by. */
enum visit_page session_after_next(const struct session_world *world,
				   const struct session *s);

/*
 * Pages over which no other can be laid, because they lead on by themselves or
 * cover one: there help is a person who is called, not a page.
 */
bool session_waits_alone(const struct session *s);

/* How many of the person's facts in the register are used only with a consent of its own. */
int session_needs_consent(const struct session_world *world, const struct session *s);

/* The training that is claimed for; NULL: none is, or a post. */
const struct own_training *session_claimed(const struct session *s);
/* The chosen course, or the claimed training's; NULL: none. */
const struct course *session_course(const struct session_world *world, const struct session *s);
/* A training that is over, and that was neither claimed for nor paid. */
bool session_may_claim(const struct session_world *world, const struct session *s,
		       int training);
/* By the ledger what came of it has been granted already. */
bool session_was_granted(const struct session *s, int training);
/* Whether the allowance for a skilled post can be asked for: not while a claim for it waits. */
bool session_may_claim_post(const struct session_world *world, const struct session *s);

/* Whether PAGE_MY_TRAINING has anything to show: a ledger, or applications kept here. */
bool session_has_training(const struct session *s);

/* Whether this holder can sign so here. */
bool session_may_sign_by(const struct session_world *world, const struct session *s,
			 enum sign_method way);
/* The way that is open on PAGE_SIGN: by finger, before another is chosen. */
enum sign_method session_sign_way(const struct session *s);
/* What that way needs has been done: there is ink, both confirmations, a PIN of this visit. */
bool session_is_signed(const struct session *s);

/* The receipt is printed large: asked for, or as the glass is. */
bool session_prints_large(const struct session *s);
/* The paper of an earlier visit can be asked for now. */
bool session_may_fetch(const struct session_world *world, const struct session *s);

/* The receipt of a held application can be printed again now: as a copy, where it was out. */
bool session_may_reprint(const struct session_world *world, const struct session *s, int held);

/* Whether a handout belongs to the page that stands, as things are with the receipt. */
bool session_offers_handout(const struct session_world *world, const struct session *s,
			    enum handout handout);
/* Whether it can be asked for now: the printer has nothing else of this visit in hand. */
bool session_may_hand_out(const struct session_world *world, const struct session *s,
			  enum handout handout);
/* Who has laid no card waits a little for the next one: that is what keeps it from happening. */
bool session_handout_rests(const struct session *s);

/* What is to be seen of a part before it can pass, as its bits; 0: there is none here. */
uint32_t session_device_wanted(const struct session_world *world, enum device_part part);
/* How many parts have this result. */
int session_device_count(const struct session *s, enum device_result result);

/* Whether what was submitted is to be signed on paper still: nobody has witnessed it. */
bool session_awaits_signature(const struct session *s);

/*
 * Until when the visitor's application can be taken back here, by the wall clock
 * as it stands, s since 1970; 0: there is none, or it is too late.  The ten minutes
 * themselves are those of now_ms, which does not jump.
 */
int64_t session_withdraw_until(const struct session *s);

/* Whether a member of staff stands beside the visitor. */
bool session_is_guided(const struct session *s);
/* Which of the guide's prompts stands there: 0 .. GUIDE_LINES - 1. */
int session_guide_line(const struct session *s);

/*
 * Whether the page holds answers that the visitor does not show: what is described
 * then must not depend on any of them.
 */
bool session_is_covered(const struct session *s);

/* What a role may do; the whole of it stands in staff.c. */
bool staff_may(enum staff_role role, enum staff_action_kind staff_action);

/*
 * The course that a page is about: the one on it, or the one from whose page its reasons were
 * opened; else the chosen one.  -1: none.
 */
int session_course_in_view(const struct session *s);

/* The visitor has no card: staff typed the number, and look again before it is submitted. */
bool session_has_no_card(const struct session *s);
/* On PAGE_GUIDE_READY: the card that lies there may type a number. */
bool session_may_type_number(const struct session *s);

/* Whether a person's data is in the session: the header shows who, ending wipes. */
bool session_has_person(const struct session *s);

/*
 * Nobody has begun anything that hangs on the day or the catalogue: both may be
 * exchanged under the session.
 */
bool session_is_between_visits(const struct session *s);

/* What is written down about a step, derived from the pair and nothing else; nothing personal. */
struct audit_entry {
	const char *what;	/* "card.read", "results.shown", "application.saved" … */
	int number;		/* its detail: page, tries left, items …; 0 none */
	char staff[STAFF_NO_MAX];	/* who did it, where it was staff; else "" */
};
#define AUDIT_MAX 12
int session_audit(const struct session *before, const struct session *after,
		  struct audit_entry ret_entries[AUDIT_MAX]);

/*
 * The application as it stands, signed or not, or its withdrawal.  signed_at is
 * signed_s: asked for after EFFECT_SAVE the same comes back, but for how it is shown.
 */
void session_application(const struct session_world *world,
			 const struct session *s, struct application *ret_application);

/* What a handout rests on: where, when, by which pack; of a summary what may be had.  Of nobody. */
void session_handout(const struct session_world *world, const struct session *s,
		     enum handout handout, struct application *ret_application);

#endif
