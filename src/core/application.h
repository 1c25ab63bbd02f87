/*
 * One signed application, as it is sealed in the store and printed: who, what,
 * on which facts and promises, signed how.  A value without pointers.
 */
#ifndef CORE_APPLICATION_H
#define CORE_APPLICATION_H

#include "base/words.h"
#include "core/course.h"
#include "core/fact.h"
#include "core/holder.h"
#include "core/ink.h"
#include "core/money.h"
#include "core/override.h"
#include "core/person.h"

/* As many as a pack may hold benefits (policy.h): nothing that was chosen is left out. */
#define APPLICATION_ITEMS_MAX 40
#define APPLICATION_PROMISES_MAX 24
#define APPLICATION_KEY_MAX 33
#define APPLICATION_RULES_MAX 24
/* Each fact of a pack, and some that were bound and said differently. */
#define APPLICATION_FACTS_MAX (FACTS_MAX + 32)
#define RULE_ID_MAX 8
#define PROGRAM_TEXT_MAX 48
#define RECEIPT_NO_MAX 24
/* Letters and digits; the longest in use, of a skill-level certificate, has 22. */
#define CERTIFICATE_NO_MAX 33

/* So long after its signature an application can be taken back (tests/ui/ACCESSIBILITY.md). */
#define WITHDRAW_WITHIN_S 600

/*
 * What speaks against the wall clock by which a visit was dated; bits.  Numbers
 * are fixed: they are sealed.
 */
enum clock_doubt {
	CLOCK_NOT_KEPT = 1,	/* nothing that the machine knows of keeps it right */
	CLOCK_JUMPED = 2,	/* it was set while the visit went on */
	CLOCK_DOUBTS = 3,	/* all of them */
};

/*
 * How far that clock was off, as far as anything told; each alone may be unknown, and is
 * 0 then.  The mainboard's clock is what the machine starts from without a network.
 */
struct clock_quality {
	bool offset_known;
	bool rtc_known;
	int32_t offset_us;	/* from its source, 0 or more: by the kernel's estimate */
	int32_t rtc_s;		/* mainboard's clock less the wall clock */
};

/* What an amount is worth as a statement. */
enum amount_label {
	AMOUNT_NONE,		/* the document gives none and no data is loaded */
	AMOUNT_DOCUMENT,	/* derives from figures of the document alone */
	AMOUNT_SAMPLE,		/* rests on labelled sample data: 示例数据 */
	AMOUNT_OFFICIAL,	/* rests on data that an office published, and on the document */
};

struct amount {
	enum amount_label label;
	bool known;		/* value is the amount (or its lower bound) */
	fen value;
	bool is_minimum;	/* "at least" */
	bool has_max;
	fen max;		/* upper bound, where has_max */
	bool per_day;		/* value is a daily rate: the days are not known yet */
	bool is_fee;		/* what the person pays, not what is paid: 0 is free, not nothing */
};

/* One thing applied for. */
struct application_item {
	char benefit[16];	/* "TRAIN", "FREE" … */
	/* of the benefit, as shown when it was signed; up to version 4 behind its course's */
	char title_zh[128];
	char title_en[128];
	char course_id[COURSE_ID_MAX];	/* where it belongs to the course; or "" */
	struct amount amount;
	char payee_key[32];	/* words key of the payee sentence, "payee.person" … */
	int rule_count;
	char rules[APPLICATION_RULES_MAX][RULE_ID_MAX];
	/* what rose the amount, by how many per cent and from which; "": nothing, or not known */
	char uplift[16];		/* "TF30" */
	int uplift_pct;
	fen uplift_base;
	char caution[16];		/* what was warned of beside it, "A-AGE"; or "" */
};

/* The chosen course as it stood in the catalogue; without an id: none was, or version 4. */
struct application_course {
	char id[COURSE_ID_MAX];
	char title_zh[COURSE_TITLE_MAX];
	char title_en[COURSE_TITLE_MAX];
	char institution_zh[COURSE_TITLE_MAX];
	char institution_en[COURSE_TITLE_MAX];
	struct date starts;		/* may be unset */
};

/* One commitment the person made, tied to its fact (src/policy/RULES.md, O9b). */
struct promise {
	char fact_id[FACT_ID_MAX];
	int64_t number;		/* the value promised, coded as in core/fact.h */
	char text_zh[256];	/* the sentence on the glass */
	char text_en[256];
	char rule[RULE_ID_MAX];
	bool to_verify;		/* 待核实: a status that an authority certifies */
};

/* In which of the two cases that an item is decided by a fact stands; bits, sealed. */
enum fact_basis {
	BASIS_BOUND = 1,	/* what binds the visitor: promised, or of a card or register */
	BASIS_ALL = 2,		/* and whatever else was said and not refused */
};

/* One fact that the items rest on, so that they can be decided again. */
struct application_fact {
	char id[FACT_ID_MAX];
	struct fact fact;
	int basis;		/* bits of enum fact_basis */
};

enum sign_method {
	SIGN_NONE,
	SIGN_INK,		/* drawn by finger */
	SIGN_KEYPAD,		/* confirmed on the tactile keypad */
	SIGN_CARD_PIN,		/* confirmed with the card's PIN */
	SIGN_PAPER,		/* on paper, before a witness */
};

/* What a member of staff did in a visit.  Numbers are fixed: they are sealed. */
enum staff_action_kind {
	STAFF_ACTION_GUIDED = 0,  /* stood beside the visitor */
	STAFF_ACTION_ENTERED = 1, /* entered answers that the visitor stated: how many */
	STAFF_ACTION_SHOWN = 2,	  /* was shown pages by the visitor: how many */
	STAFF_ACTION_VERIFIED_IN_PERSON =
		3,		    /* checked the holder in person: enum verify_in_person_reason */
	STAFF_ACTION_NUMBER = 4,    /* typed the number from a document: enum number_reason */
	STAFF_ACTION_WITNESSED = 5, /* saw a signature made on paper */
	STAFF_ACTION_KIND_COUNT,
};

/* Why staff checked the holder instead of the card's PIN.  Numbers are fixed. */
enum verify_in_person_reason {
	VERIFY_IN_PERSON_NONE = 0,
	VERIFY_IN_PERSON_PIN_LOST = 1,	/* forgotten, or the card has locked it */
	VERIFY_IN_PERSON_NO_PIN = 2,	/* this kind of card has none here */
	VERIFY_IN_PERSON_HANDS = 3,	/* the holder cannot type it */
	VERIFY_IN_PERSON_NO_CARD = 4,	/* there is no card: looked at again as it was submitted */
	VERIFY_IN_PERSON_REASON_COUNT,
};

/* Why staff typed a number.  Numbers are fixed. */
enum number_reason {
	NUMBER_UNREADABLE = 1,	/* of a card whose chip cannot be read */
	NUMBER_NO_CARD = 2,	/* of a document: there is no card */
};

#define STAFF_NO_MAX 20
#define STAFF_ACTIONS_MAX 12

struct staff_action {
	enum staff_action_kind kind;
	char staff[STAFF_NO_MAX];	/* number on the staff card */
	int number;			/* how many, or the reason; else 1 */
};

struct application {
	/* idempotency key, 32 hex digits, made when the visit begins */
	char key[APPLICATION_KEY_MAX];
	char receipt_no[RECEIPT_NO_MAX];	/* given by the store; "" before */
	int64_t signed_at;		/* s since 1970, UTC; the hall's clock */
	int clock_doubt;		/* bits of enum clock_doubt; 0: nothing speaks against it */
	struct clock_quality clock_quality;	/* up to version 10 nothing of it is known */
	struct date decision_date;	/* the date the rules were applied to */
	bool demo_date;			/* decision_date is a 演示日期 */
	enum lang lang;			/* of the visit */
	char hall[96];			/* name of the hall */
	char terminal[48];		/* number of the kiosk */
	char pack_id[48];		/* policy pack and version that decided */
	char pack_hash[65];		/* SHA-256 of the pack, hex */
	/* program_version of what decided; up to version 5 "" */
	char program[PROGRAM_TEXT_MAX];
	struct holder holder;
	struct application_course course;
	int item_count;
	struct application_item items[APPLICATION_ITEMS_MAX];
	int promise_count;
	struct promise promises[APPLICATION_PROMISES_MAX];
	enum sign_method method;
	/* when the card's PIN was right in this visit, as signed_at; 0: none, or up to version 7 */
	int64_t pin_at;
	struct ink ink;			/* empty unless method is SIGN_INK */
	int staff_action_count;
	/* of the staff who helped, in the order they began */
	struct staff_action staff_actions[STAFF_ACTIONS_MAX];
	bool large_print;		/* the receipt was asked for in large print */
	/*
	 * "" in an application.  A withdrawal is a statement of the same form with
	 * the number of what it takes back here, and without items, promises and
	 * signature: so it is saved once, sealed, chained and printed like one.
	 */
	char withdraws[RECEIPT_NO_MAX];
	/* What the items were decided on, and no more; up to version 5 nothing. */
	struct date issue_date;		/* of the document, as it was set; unset: unknown */
	int fact_count;
	struct application_fact facts[APPLICATION_FACTS_MAX];
	struct history history;		/* of earlier claims; not known where no item needs it */
	/* later rules that were in the store; up to version 8 none */
	int override_count;
	struct override overrides[OVERRIDES_MAX];
	/* After the training: decided by the stage of the claim; up to version 9 nothing was. */
	bool claims;
	char certificate_no[CERTIFICATE_NO_MAX];	/* as it was typed; "": none was */
};

/* An application that the kiosk holds and that was not taken back. */
struct recent_application {
	char receipt_no[RECEIPT_NO_MAX];	/* "": there is none */
	int64_t signed_at;			/* s since 1970, UTC */
};

/* Of an application, or of what took one back, the paper that its holder has not surely had. */
struct paper_due {
	char receipt_no[RECEIPT_NO_MAX];	/* "": none is owed */
	int64_t signed_at;			/* s since 1970, UTC */
	bool is_copy;				/* one may have come out: this would say "copy" */
	bool is_withdrawal;			/* it tells of an application taken back */
};

/* As many as a visitor is shown of their own. */
#define OWN_MAX 6

/* How far the offices are with an application, as the centre says. */
enum held_status {
	HELD_NOT_SAID,		/* this kiosk knows it alone */
	HELD_RECEIVED,
	HELD_AT_STAFF,		/* somebody must look at it */
	HELD_TO_COMPLETE,	/* something is missing */
	HELD_APPROVED,
	HELD_REFUSED,
	HELD_PAID,
	HELD_RECALLED,
	HELD_STATUS_COUNT,
};

/* 120 signs and what says that there are more. */
#define HELD_REASON_MAX 384
/* The longer of the two ways of a course has seven steps (R5-2a). */
#define HELD_STEP_MAX 7

/* An application of an earlier visit, as a later one tells of it. */
struct held_application {
	char key[APPLICATION_KEY_MAX];
	char receipt_no[RECEIPT_NO_MAX];
	enum held_status status;
	bool elsewhere;			/* signed in another hall: this kiosk does not hold it */
	/* what it counts as; without a day: its course tells.  Its status is the above */
	struct claim claim;
	int64_t signed_at;		/* s since 1970, UTC */
	struct date decided;		/* the date the rules were applied to */
	char title_zh[128];		/* of its first item */
	char title_en[128];
	struct application_course course;	/* without an id: none */
	bool claims;			/* it is the claim after the training */
	bool withdrawn;
	char reason[HELD_REASON_MAX];	/* as the staff wrote it; "": none */
	struct date due;		/* what is missing is wanted by then; not set: no day */
	int step;			/* of its course as the staff have it; 0: not said */
};

/* What is known of the other halls. */
enum elsewhere {
	ELSEWHERE_NOBODY,	/* this kiosk stands alone: there is no centre */
	ELSEWHERE_ASKED,	/* the centre has not answered yet */
	ELSEWHERE_KNOWN,
	ELSEWHERE_UNKNOWN,	/* it was not reached in time */
};

/*
 * Something of it belongs to a course that lies ahead: it is paid only to who attended it
 * and then holds its certificate (src/policy/RULES.md, R4-5a).
 */
bool application_awaits_certificate(const struct application *application);
/* Something of it belongs to a course, before the training or after it. */
bool application_is_of_course(const struct application *application);

/* The words' key of what staff did, on paper and glass: {1} the staff number, {2} the action's. */
const char *staff_action_words_key(const struct staff_action *staff_action);

/* "**************0245": how a paper that anybody may read shows a certificate's number. */
void certificate_mask(const char *number, char ret_masked[CERTIFICATE_NO_MAX]);

/* Index of the first staff action of a kind, by this member of staff (NULL: by anyone), or -1. */
int staff_action_find(const struct staff_action *staff_actions, int count,
		      enum staff_action_kind kind, const char *staff);

/* The first staff action of a kind, or NULL. */
const struct staff_action *application_staff_action(const struct application *application,
						    enum staff_action_kind kind);

#endif
