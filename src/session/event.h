/*
 * What reaches a session and what it asks for: values, no pointers.
 */
#ifndef SESSION_EVENT_H
#define SESSION_EVENT_H

#include "core/application.h"
#include "core/holder.h"
#include "core/ink.h"
#include "core/person.h"
#include "core/training.h"

#include <stdbool.h>
#include <stdint.h>

/* What a press means: struct action's verb.  The argument's meaning stands beside it. */
enum verb {
	VERB_NONE,
	VERB_NEXT,
	VERB_BACK,
	VERB_END,		/* 结束并清除 */
	VERB_STAY,		/* the warning is answered */
	VERB_HELP,
	VERB_STAFF,		/* 找人帮忙 */
	VERB_LANG,		/* enum lang */
	VERB_SHEET,		/* enum view_sheet: laid over the page, or SHEET_NONE taken away */
	VERB_SIZE,		/* enum view_size; -1: back to the default of everything */
	VERB_CONTRAST,		/* enum view_contrast */
	VERB_REACH,		/* 1: what is pressed stands low; 0 */
	VERB_VOICE,		/* read aloud, or no longer */
	VERB_SPEED,		/* of reading aloud, 0 .. SPEED_STEPS - 1 */
	VERB_VOLUME,		/* 0 .. VOLUME_STEPS - 1 */
	VERB_STEADY,		/* a hand that trembles: a second strike is none for longer */
	VERB_STILL,		/* no picture moves, or they do again */
	VERB_ELDER,		/* 长辈版: all that makes it easy at once, or all of it taken back */
	VERB_SWITCHES,		/* enum switch_act */
	VERB_ANSWER,		/* enum choice */
	VERB_TICK,		/* index of a fact */
	VERB_TICK_NONE,		/* 都没有 */
	VERB_TICK_UNSURE,
	VERB_KEY,		/* 0..9; KEY_X where an identity number is typed */
	VERB_KEY_DELETE,
	VERB_WHY,		/* index of a benefit */
	VERB_OFFICIAL,		/* index of a benefit */
	VERB_ITEM,		/* index of a benefit */
	VERB_ASK,		/* index of a benefit: answer what is missing for it */
	VERB_COURSES,		/* to PAGE_FINDER */
	VERB_COURSE,		/* index of a course */
	VERB_COURSE_TAKE,	/* index of a course */
	VERB_COURSE_DROP,
	VERB_FAMILY,		/* 0 any, enum trade_family */
	VERB_REGION,		/* 0 all, 1..15 */
	VERB_MONTH,		/* 0 any, 1..FINDER_MONTHS */
	VERB_FIND_ANY,		/* nothing is chosen any more */
	VERB_SORT,		/* enum course_sort */
	VERB_SEARCH,		/* enum search_by: to PAGE_SEARCH */
	VERB_SEARCH_KEY,	/* 'a'..'z', or a number of strokes */
	VERB_LIST,		/* further down a list; -1 up */
	VERB_CONDITIONS,
	VERB_LISTS,		/* enum public_list */
	VERB_PLAN,		/* which courses bring most together: shown, or folded again */
	VERB_NOT_NOW,		/* what does not fit now: shown, or folded again */
	VERB_TOGGLE,		/* index of a benefit, on PAGE_CHECK */
	VERB_CHECK,		/* to the rows of what is known */
	VERB_CHANGE,		/* index of a fact */
	VERB_CHANGE_GROUP,	/* index of a group */
	VERB_CHANGE_COURSE,
	VERB_ACCEPT,		/* a fact; -1 - enum general_promise; ARG_ALL: every one */
	VERB_REFUSE,		/* as VERB_ACCEPT */
	VERB_SIGN,		/* enum sign_method */
	VERB_INK_CLEAR,
	VERB_CONFIRM,
	VERB_SUBMIT,
	VERB_RETRY,
	VERB_COPY,		/* what stands on the receipt, on the glass */
	VERB_PAPER_SIZE,	/* the receipt in large print, or not */
	VERB_RATE,		/* 0: to PAGE_RATING; there the grade, 1..5 */
	VERB_MY_TRAINING,	/* to PAGE_MY_TRAINING */
	VERB_CLAIM,		/* what came of a training: its index; CLAIM_OF_POST */
	VERB_PICK,		/* a choice of the question, by its index; -1 不清楚 */
	VERB_CERTIFICATE,	/* to the number of the certificate: enum keys_of_certificate */
	VERB_LETTER,		/* 'A'..'Z' of it */
	VERB_NO_NUMBER,		/* there is none on it */
	VERB_NO_CONSENT,	/* what is private in the register is not used */
	VERB_WITHDRAW,		/* to PAGE_WITHDRAW */
	VERB_FETCH,		/* the paper of an earlier application */
	VERB_NO_CARD,		/* on PAGE_GUIDE_READY: the number is typed */
	VERB_REPRINT,		/* index of a held application: its receipt once more */
	VERB_ENTERPRISE,	/* to PAGE_ENTERPRISE */
	VERB_HANDOUT,		/* enum handout, where its page stands */
	VERB_DEVICE_TEST,	/* on PAGE_TECHNICIAN and PAGE_DEVICE_DONE: from its first part */
	VERB_DEVICE_TRY,	/* what the part on PAGE_DEVICE_TEST does when it is asked to */
	VERB_DEVICE_RESULT,	/* enum device_result, but for DEVICE_OPEN */
	VERB_DEVICE_REASON,	/* enum device_reason */
	/* of staff beside the visitor (staff.c) */
	VERB_GUIDE_CLOSE,	/* the guide steps back: the page is the visitor's alone */
	VERB_GUIDE_ENTERS,	/* answers are entered as the visitor states them, or not */
	VERB_GUIDE_VERIFY_IN_PERSON,	/* to PAGE_VERIFY_IN_PERSON */
	VERB_VERIFY_IN_PERSON,		/* enum verify_in_person_reason */
	VERB_WITNESS,
	VERB_SAME_PERSON,	/* who has no card is looked at again: it is submitted */
	VERB_SHOW,		/* the visitor's own: this page is shown to the guide */
	VERB_GUIDE_LINE,	/* the next of the guide's prompts */
	VERB_COUNT,
};

#define ARG_ALL 1000
#define KEY_X 10

/* PAGE_SWITCHES: what its buttons do besides "next" and "back". */
enum switch_act {
	SWITCH_ACT_ASK,		/* calibration, from its first step */
	SWITCH_ACT_SWAP,
};

/* The name of whoever comes to help, and NUL. */
#define CALL_WHO_MAX 128

enum event_kind {
	EVENT_TICK,	/* time has passed; only the clock is new */
	EVENT_ACTIVITY, /* a sign of life: focus moved, speech plays, a switch */
	EVENT_PRESS,
	EVENT_KEY, /* typed on a keypad: '0'..'9', '\b' delete, '\r' enter */
	EVENT_INK,
	EVENT_CARD,
	EVENT_PIN,
	EVENT_PERSON,
	EVENT_RECENT_APPLICATION, /* the holder's last application, if it can still be taken back */
	EVENT_PAPER_DUE,	  /* the holder's last application has a paper that is owed */
	EVENT_HELD,	  /* the holder's applications that are kept here, where there are any */
	EVENT_VISIT_KEY,	  /* the idempotency key that EFFECT_RESERVE_KEY asked for */
	EVENT_SAVED,
	EVENT_PRINT,
	EVENT_HANDOUT,	 /* what became of EFFECT_HAND_OUT, in the words of enum print_news */
	EVENT_PRINTER,	 /* what stands in its way, in the words of enum print_news; OUT: nothing */
	EVENT_SWITCHES,	 /* a box of switches: it came, went, or is being calibrated */
	EVENT_RESTARTED, /* the kiosk began anew, and a visit was open when it ended */
	EVENT_CALLED,	 /* what came of EFFECT_CALL_STAFF */
	EVENT_CALL_TAKEN, /* and who comes */
	EVENT_DEVICE,	 /* of a part that is tried something was seen */
	EVENT_SERVICE,	 /* what keeps the kiosk from serving anybody, or that nothing does now */
	EVENT_COUNT,
};

/* What a technician tries, one after another (device_test.c). */
enum device_part {
	DEVICE_TOUCH,		/* the corners of the glass: bits 0 .. 3, row by row */
	DEVICE_KEYS,		/* of the keypad: a bit of session_world.device_keys each */
	DEVICE_DIGITS,		/* bits 0 .. 9, and 10 to delete */
	DEVICE_SWITCHES,	/* bits 0 .. 3 */
	DEVICE_HEADPHONES,	/* enum device_jack_bit */
	DEVICE_SPEAKER,		/* bit 0: heard to its end, as the voice says */
	DEVICE_READER,		/* bit 0: the technician's card was read again */
	DEVICE_PRINTER,		/* bit 0: the job has ended, by the printer's own word */
	DEVICE_PART_COUNT,
};

enum device_jack_bit { DEVICE_JACK_IN = 1, DEVICE_JACK_HEARD = 2, DEVICE_JACK_OUT = 4 };

enum device_result { DEVICE_OPEN, DEVICE_PASS, DEVICE_FAIL, DEVICE_SKIP, DEVICE_RESULT_COUNT };

enum device_reason {
	DEVICE_REASON_NONE,
	DEVICE_SILENT,		/* why it failed: no answer */
	DEVICE_WRONG,		/* another than was meant */
	DEVICE_BROKEN,		/* it can be seen */
	DEVICE_ABSENT,		/* why it was passed over: there is none here */
	DEVICE_LATER,
	DEVICE_REASON_COUNT,
};

enum card_news {
	NEWS_CARD_LAID,
	NEWS_CARD_PROGRESS,
	NEWS_CARD_READ,		/* holder is filled */
	NEWS_CARD_LIFTED,
	NEWS_CARD_SECOND,		/* two cards at once */
	NEWS_CARD_UNREADABLE,
	NEWS_CARD_DENIED,
	NEWS_READER_MISSING,
	NEWS_READER_READY,
	NEWS_CARD_COUNT,
};

enum pin_news {
	NEWS_PIN_RIGHT,
	NEWS_PIN_WRONG,
	NEWS_PIN_LAST_TRY,	/* one try was left: the reader refused to use it */
	NEWS_PIN_LOCKED,
	NEWS_PIN_NONE,	/* this card has no PIN here */
	NEWS_PIN_NO_CARD,	/* the card was not there any more */
	NEWS_PIN_COUNT,
};

enum person_news {
	NEWS_PERSON_FOUND,
	NEWS_PERSON_ABSENT,
	NEWS_PERSON_UNREACHABLE,
	NEWS_PERSON_COUNT,
};

enum saved_news {
	NEWS_SAVED_DONE,
	NEWS_SAVED_NOT,		/* known not to be saved */
	NEWS_SAVED_UNKNOWN,
	NEWS_SAVED_COUNT,
};

enum print_news {
	NEWS_PRINT_WAITING,	/* on its way, no sheet has moved */
	NEWS_PRINT_STARTED,
	NEWS_PRINT_OUT,		/* by the device's own evidence */
	NEWS_PRINT_PAPER_EMPTY,	/* it waits for paper, and goes on then */
	NEWS_PRINT_STOPPED,	/* it waits for other hands */
	NEWS_PRINT_BROKEN,	/* known not to be printed, and it will not be */
	NEWS_PRINT_UNKNOWN,	/* nobody knows whether it came out */
	NEWS_PRINT_COUNT,
};

/* A paper beside the receipt: printed of the page that offers it, and not kept. */
enum handout {
	HANDOUT_NONE,
	HANDOUT_ENTERPRISE,	/* PAGE_ENTERPRISE: what an employer can get */
	HANDOUT_BRING,		/* PAGE_PROOF: what to bring instead of a promise */
	HANDOUT_SUMMARY,	/* PAGE_RESULTS: what may be had, and not by whom */
	HANDOUT_SLIP,		/* PAGE_RECEIPT: fetches the paper of which nothing is known */
	HANDOUT_NOTICE,		/* PAGE_RECEIPT: what was told before signing, and the clauses */
	HANDOUT_TEST_PAGE,	/* PAGE_DEVICE_TEST: what a printer can do */
	HANDOUT_READINESS,	/* PAGE_DEVICE_DONE: what was found, signed */
	HANDOUT_COUNT,
};

enum switch_news {
	NEWS_SWITCHES_CAME,	/* plugged in, or pressed for the first time in this visit */
	NEWS_SWITCHES_GONE,
	NEWS_SWITCHES_MOVE,	/* the switch that moves has been pressed */
	NEWS_SWITCHES_SAME,	/* it was pressed again, where the other was asked for */
	NEWS_SWITCHES_BOTH,	/* and the one that selects */
	NEWS_SWITCHES_COUNT,
};

/* Why nobody can be served. */
enum service {
	SERVICE_OPEN,		/* everybody can */
	SERVICE_NO_STORE,	/* what is kept cannot be opened */
	SERVICE_CLOCK,		/* before the pack's first day, or far from the centre's */
	SERVICE_TWIN,		/* another machine has this one's name */
	SERVICE_STARTING,	/* the kiosk is not there, or not yet: said by another process */
	SERVICE_COUNT,
};

struct event {
	int64_t time_ms;	/* monotonic, never falls */
	int64_t clock_s;	/* wall clock, s since 1970 UTC; it may jump */
	int clock_doubt;	/* bits of enum clock_doubt */
	struct clock_quality clock_quality;
	enum event_kind kind;
	union {
		struct { int verb, arg; } press;
		char key;
		struct {
			uint16_t width, height;		/* of the box, 1/100 mm */
			struct ink_point point;
		} ink;
		struct {
			enum card_news news;
			int progress;		/* 0..100 */
			/* with NEWS_CARD_READ: */
			int pin_tries;		/* left on the card; -1 not known */
			bool name_not_drawable;	/* no font has one of its characters */
			struct holder holder;
		} card;
		struct {
			enum pin_news news;
			int tries;		/* left; -1 not known */
			struct holder holder;	/* with NEWS_PIN_RIGHT: whose card answered */
		} pin;
		struct {
			enum person_news news;
			struct person person;
			enum elsewhere elsewhere;	/* what other registers of the city say */
		} person;
		struct {
			char id_no[IDNO_TEXT_MAX];
			struct recent_application last;
			int64_t age_ms;		/* since it was saved */
		} recent;
		struct {
			char id_no[IDNO_TEXT_MAX];
			struct paper_due due;
		} due;
		struct {
			char id_no[IDNO_TEXT_MAX];
			int count;	/* the newest first */
			struct held_application at[OWN_MAX];
			int training_count;
			struct own_training trainings[TRAININGS_MAX];
			enum elsewhere elsewhere;
		} held;
		char visit_key[APPLICATION_KEY_MAX];
		struct { enum saved_news news; char receipt_no[RECEIPT_NO_MAX]; } saved;
		enum print_news print;	/* of EVENT_PRINT, _HANDOUT and _PRINTER */
		enum switch_news switches;
		struct { enum device_part part; uint32_t seen; } device;	/* bits of it */
		enum service service;
		bool called;		/* the hall's call has gone out */
		char who[CALL_WHO_MAX];	/* of EVENT_CALL_TAKEN */
	};
};

enum cue {
	CUE_CARD_SEEN,
	CUE_CARD_READ,
	CUE_TAKE_CARD,
	CUE_WARNING,
	CUE_DONE,
	CUE_TROUBLE,
};

enum effect_kind {
	EFFECT_WATCH_CARD, /* look for a card from now on, also after a fault */
	EFFECT_READ_CARD,  /* read the card that lies there once more, and report it */
	EFFECT_VERIFY_PIN, /* pin; wiped by effects_wipe */
	/* id_no in the register: EVENT_PERSON; filed here: EVENT_RECENT_APPLICATION, _PAPER_DUE */
	EFFECT_LOOK_UP,
	EFFECT_RESERVE_KEY, /* make a key to save under: EVENT_VISIT_KEY */
	EFFECT_SAVE,	    /* session_application: EVENT_SAVED */
	EFFECT_SETTLE,	    /* what became of what was handed over under this key: EVENT_SAVED */
	EFFECT_PRINT,	    /* the receipt of the application just saved: EVENT_PRINT */
	EFFECT_FETCH,	    /* that of session.due: EVENT_PRINT */
	EFFECT_REPRINT,	    /* that of session.again: EVENT_PRINT */
	EFFECT_HAND_OUT,    /* handout: EVENT_HANDOUT */
	EFFECT_ASK_PRINTER, /* what stands in its way: EVENT_PRINTER */
	EFFECT_CUE,
	EFFECT_CALL_STAFF,  /* as the hall has it: EVENT_CALLED */
	EFFECT_SWITCHES,    /* what the box's switches shall mean from now on */
	EFFECT_TRY_SOUND,   /* a sentence, to be heard: EVENT_DEVICE when it was */
	EFFECT_LOOK_AT_MACHINE, /* session_world.machine anew, and EFFECT_ASK_PRINTER */
	EFFECT_RATE,	    /* grade: one more of it today; of nobody */
	EFFECT_WIPE,	    /* the visit is over: every process forgets it */
};

enum switch_use {
	SWITCHES_WAIT,		/* nothing yet: the next press asks for calibration */
	SWITCHES_ASK,		/* presses choose: the one that moves, the one that selects */
	SWITCHES_SWAP,		/* the two that were chosen change their parts */
	SWITCHES_CHOSEN,	/* as they were chosen */
	SWITCHES_USUAL,		/* nobody chose: the first moves, the second selects */
};

struct effect {
	enum effect_kind kind;
	enum cue cue;
	enum switch_use switches;
	int grade;	/* of EFFECT_RATE: 1 very bad … 5 very good */
	enum handout handout;
	char pin[8];
	char id_no[IDNO_TEXT_MAX];
};

#define EFFECTS_MAX 16

struct effects {
	int count;
	struct effect at[EFFECTS_MAX];
};

#endif
