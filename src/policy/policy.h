/*
 * What follows from the facts: outcomes, amounts, reasons, missing facts and
 * the next question, decided by a policy pack (src/policy/README.md).
 *
 * Everything here is pure: a pack is read once and then never changes; a case
 * is a value; the same case gives the same decision on any thread.
 */
#ifndef POLICY_POLICY_H
#define POLICY_POLICY_H

#include "base/diag.h"
#include "base/text.h"
#include "base/words.h"
#include "core/application.h"
#include "core/course.h"
#include "core/date.h"
#include "core/fact.h"
#include "core/override.h"
#include "core/person.h"
#include "core/training.h"

#include <stdbool.h>
#include <stddef.h>

/* The most a pack may hold; more is refused when it is read. */
#define BENEFITS_MAX 40
#define GROUPS_MAX 12

struct pack;

/* Before a training, and after it. */
enum stage { STAGE_PLAN, STAGE_CLAIM };

/* A sentence in each language of the kiosk; owned by the pack, never NULL once loaded. */
struct pack_text {
	const char *in[LANG_COUNT];
};

/*
 * Reads and checks the folder of a pack.  On ERR_INPUT diag names file, line
 * and column and how to mend it.  The pack is the caller's: pack_destroy.
 */
enum err pack_load(const char *dir, struct pack **ret_pack, struct diag *diag) MUST_CHECK;
void pack_destroy(struct pack *pack);	/* takes NULL */

const char *pack_id(const struct pack *pack);		/* "nb-2019-78 1.0.0" */
/* SHA-256 over its files, 64 hex digits */
const char *pack_hash(const struct pack *pack);

/* Of the document that it is rules of, 64 hex digits; "": the pack does not say. */
const char *pack_document_hash(const struct pack *pack);

/* Before it nothing of the pack applies; unset: the pack does not say. */
struct date pack_first_day(const struct pack *pack);

/* After it no training that begins is decided by the pack; unset: the pack does not say. */
struct date pack_last_day(const struct pack *pack);

/* ---- facts ---- */

enum fact_type { FACT_BOOL, FACT_COUNT, FACT_FEN, FACT_DATE, FACT_CHOICE, FACT_WORD };

struct pack_fact {
	const char *id;			/* "hukou_ningbo", "course.std_fen" */
	enum fact_type type;
	bool askable;			/* has a question for the visitor */
	bool after_training;		/* asked of who claims, of nobody before the training */
	/* S: asked only where it can change an outcome of something asked for */
	bool sensitive;
	bool certified;			/* (!): a declaration gives a provisional result, 待核实 */
	int group;			/* index of its multi-choice screen, or -1 */
	int choice_count;		/* FACT_CHOICE: the words it may hold */
	const char *const *choices;
	/* a text a choice; in[] NULL: not offered.  NULL: the visitor is not asked */
	const struct pack_text *choice_words;
	struct pack_text question;	/* what the visitor is asked */
	struct pack_text why;		/* one line: why it is asked */
	struct pack_text label;		/* a row of "check your answers" */
	/* the promise that states it, {1} its value (pack_promise); in[] NULL: it has no such no */
	struct pack_text promise_true;
	struct pack_text promise_false;
};

/* Several yes/no facts on one screen: "which of these fit?", 都没有, 不清楚. */
struct pack_group {
	const char *id;
	struct pack_text question;
	struct pack_text why;
	int fact_count;
	const int *facts;		/* indices */
};

int pack_fact_count(const struct pack *pack);
const struct pack_fact *pack_fact(const struct pack *pack, int index);
int pack_fact_find(const struct pack *pack, const char *id);	/* -1 where there is none */
/*
 * The index of a choice's word; words that the fact does not list fall to its `other:`; -1
 * where it has none.
 */
int pack_choice(const struct pack *pack, int fact, const char *word);
/*
 * The bit of a process step ("Q3": 2) in the fact that holds the steps done; -1 for any other
 * word or fact.
 */
int pack_process_step(const struct pack *pack, int fact, const char *step);
/* Each process has 16 bits of its own in that fact. */
#define PROCESS_STEPS_MAX 16
bool pack_fact_holds_steps(const struct pack *pack, int fact);
/* Facts of a claim that a session knows by name, as it does a course's; a pack may have none. */
#define FACT_POST_DATE "post.cert_date"	/* those of a training: core/training.h */
/* Whether a visitor may be asked for it at this stage. */
bool pack_asks(const struct pack_fact *fact, enum stage stage);
/* Whether a value states a no: false, nothing, "holds no such paper". */
bool pack_says_no(const struct pack_fact *fact, int64_t number);
/* "2021-04-20", "600", "技师": what a fact's number is in a promise. */
void pack_value(const struct pack_fact *fact, int64_t number, enum lang lang, struct text *out);
/* The sentence that promises a value. */
void pack_promise(const struct pack_fact *fact, int64_t number, enum lang lang,
		  struct text *out);
int pack_group_count(const struct pack *pack);
const struct pack_group *pack_group(const struct pack *pack, int index);

/* ---- benefits ---- */

/* How a visitor meets a benefit on the results page. */
enum benefit_kind {
	/* a condition of others, never shown by itself (GEN, UPLIFT_TF) */
	BENEFIT_CONDITION,
	BENEFIT_PERSON,		/* depends on the person alone (FREE, LIVING, POST) */
	BENEFIT_COURSE,		/* depends on a course too (TRAIN, PROJECT, SHORT, SPECIALOP) */
	BENEFIT_OFFER,		/* of the course alone (COURSE_OFFER) */
	/* an enterprise applies; the kiosk explains (PREJOB, APPR, MASTER) */
	BENEFIT_ENTERPRISE,
	BENEFIT_CATEGORY,	/* a training category of 二(二) (CAT_*) */
};

/* Who is paid, as far as the document says so (RULES.md, section 2). */
enum payee {
	PAYEE_OPEN,		/* it is not written */
	PAYEE_PERSON,
	PAYEE_SUPPLIER,		/* of the training, bought from it: nothing is applied for */
	PAYEE_ENTERPRISE,
	PAYEE_NOBODY,		/* the amount is what the person pays: a fee, 0 where it is free */
	PAYEE_COUNT,
};

struct pack_benefit {
	const char *code;		/* "TRAIN" */
	enum benefit_kind kind;
	int course_kinds;		/* bit 1 << enum course_kind for BENEFIT_COURSE */
	struct pack_text title;
	struct pack_text summary;	/* one line: what it is */
	struct pack_text payee;		/* who is paid, who applies (RULES.md) */
	enum payee paid_to;
	struct pack_text ask_where;	/* where to go when it cannot be decided here */
	const char *section;		/* "四（四）" */
};

int pack_benefit_count(const struct pack *pack);
const struct pack_benefit *pack_benefit(const struct pack *pack, int index);
/* Can a person apply for it?  Not for what is bought from a supplier, nor for conditions. */
bool pack_applied_for(const struct pack *pack, int benefit);
/* The benefit that says whether a course is on offer; -1: the pack has none. */
int pack_offer(const struct pack *pack);
/* The one that says what fee the person pays for a course, 0 where it is free; -1: none. */
int pack_fee(const struct pack *pack);
/* The one that is paid by the day while a training goes on; -1: none. */
int pack_living(const struct pack *pack);
/*
 * What the pack warns of besides, whatever the outcome: another paper's condition that this one
 * does not have, such as an age (A-AGE).
 */
struct pack_caution {
	const char *reading;		/* "A-AGE" */
	struct pack_text words;
};
/* birth may be unset, sex is as in struct holder; NULL: nothing to warn of. */
const struct pack_caution *pack_caution(const struct pack *pack, int benefit, struct date birth,
					char sex, struct date on);
/* By what an application keeps of them; NULL: this pack has none of that name. */
const struct pack_caution *pack_caution_find(const struct pack *pack, const char *reading);
const struct pack_text *pack_uplift_words(const struct pack *pack, const char *name);
/* May its amount rest on labelled data that the document does not contain: 示例数据? */
bool pack_amount_is_sample(const struct pack *pack, int benefit);
/* -1 where there is none */
int pack_benefit_find(const struct pack *pack, const char *code);

/* ---- rules ---- */

struct pack_rule {
	const char *id;			/* "R4-5b" */
	const char *section;		/* "四（五）" */
	struct pack_text words;		/* the rule in plain words of our own */
};

int pack_rule_count(const struct pack *pack);
int pack_rule_find(const struct pack *pack, const char *id);	/* -1 where there is none */
const struct pack_rule *pack_rule(const struct pack *pack, int index);

/* ---- parameters: the figures of the document by name ---- */

/*
 * The value of a parameter on a day ("living_per_day_fen"), 0 where none of its versions holds;
 * false where the pack has none of that name.
 */
bool pack_param(const struct pack *pack, const char *id, struct date on, int64_t *ret_value);

/* ---- a case and its decision ---- */

struct policy_case {
	struct date date;		/* the evaluation date */
	enum stage stage;
	struct date issue_date;		/* of the document; unset: unknown (A-DATE) */
	/* by index of the pack's facts; course.* and claim.* are facts too */
	struct facts facts;
	struct history history;
	int override_count;
	struct override overrides[OVERRIDES_MAX];
};

/*
 * Writes a course into the case as its course.* and living.training_days facts;
 * NULL takes them out.
 */
void policy_set_course(const struct pack *pack, struct policy_case *c,
		       const struct course *course);

/* Merges what a register says (fact_state with its source); unknown names are skipped. */
void policy_set_person(const struct pack *pack, struct policy_case *c,
		       const struct person *person);
/* One fact of it, by its index; what is no value of the fact is skipped. */
void policy_set_registered(const struct pack *pack, struct facts *facts, int fact,
			   const struct fact *registered);

/*
 * Writes what the visitor declares: fact_state with FACT_DECLARED, and what
 * follows from it (a no to "out of work" also answers the register's question,
 * unless the register has spoken: FACTS.md, Conventions).
 */
void policy_declare(const struct pack *pack, struct policy_case *c, int fact,
		    int64_t number, struct date as_of);

/*
 * The number that stands for a word (occupation, code) in a FACT_WORD fact: the
 * same for texts that text_key makes the same (base/normal.h).
 */
int64_t policy_word(const char *word);

/* ---- what an employer is told ---- */

#define EMPLOYER_LINES_MAX 6
#define FIGURE_TEXT_MAX 32

/* One line of a benefit, for whoever employs people. */
struct employer_line {
	struct pack_text words;		/* {1} is the figure, where there is one */
	char figure[FIGURE_TEXT_MAX];	/* in digits: yuan, per cent, a count; "": none */
	bool sample;			/* it is labelled data that the document does not contain */
	bool later;			/* a later rule names it (R7-3) */
};

/* The benefits that tell an employer something, those it applies for first.  Returns how many. */
int pack_employer_benefits(const struct pack *pack, int ret_benefits[BENEFITS_MAX]);
/*
 * Its lines in their order, with the figures that hold on the case's day; a line whose figure
 * nobody has told is left out.  Returns how many.
 */
int policy_employer(const struct pack *pack, const struct policy_case *c, int benefit,
		    struct employer_line ret_lines[EMPLOYER_LINES_MAX]);

enum outcome { OUTCOME_UNDETERMINED, OUTCOME_NOT_ELIGIBLE, OUTCOME_ELIGIBLE };

#define REASONS_MAX 32
#define MISSING_MAX 48

/* One node of the rule tree that decided, in plain words. */
struct reason {
	const char *rule;		/* "R4-1a" */
	enum tri value;			/* how it came out */
	struct pack_text words;		/* one sentence for that value */
	/* tells a group or status: shown on request, spoken into headphones only */
	bool private;
	/* a further rule of the same condition: same words as the reason before it */
	bool also;
	bool period;			/* about the document's own time */
	bool ledger;			/* about what was granted before */
	/* a no that nothing changes any more: what is left to do; NULL: it may change */
	const struct pack_text *instead;
};

#define DECISION_READINGS_MAX 12

struct decision {
	enum outcome outcome;
	/* rests on a certified fact that was only declared: 待核实 */
	bool provisional;
	struct amount amount;
	/* claims left before this one; -1 unknown or not counted */
	int remaining_this_year;
	/* of those, how many are left whatever becomes of pending ones; -1 not counted */
	int surely_left;
	/*
	 * The limit that is counted against, and what counts: granted for sure, and with what is
	 * pending or was revoked, -1 where the ledger may hold more; all -1 not counted.
	 */
	int year_limit;
	int year_granted;
	int year_most;
	fen day_rate;			/* paid for each day, where it is so paid; else 0 */
	int months_remaining;		/* POST; -1 elsewhere */
	const char *next_step;		/* "Q7", "P6", or NULL */
	int reason_count;		/* deciding ones; for a no, every failing condition */
	struct reason reasons[REASONS_MAX];
	int missing_count;		/* facts whose answer could settle it */
	int missing[MISSING_MAX];	/* indices */
	bool missing_history;
	bool missing_issue_date;	/* the staff's setting, not a fact (A-DATE) */
	struct amount prospect;	/* of an undetermined outcome: the amount if it came out eligible */
	const char *uplift_name;	/* "TF30", "SHORTAGE", or another of the pack; NULL none */
	/* with it, where both are exact: words, per cent, the amount before it; else NULL */
	const struct pack_text *uplift_words;
	int uplift_pct;
	fen uplift_base;
	int reading_count;	/* ambiguities whose settled reading it rests on */
	const char *readings[DECISION_READINGS_MAX];	/* "A-GEN" */
};

void policy_decide(const struct pack *pack, const struct policy_case *c,
		   int benefit, struct decision *ret_decision);

/*
 * Every benefit in its order, told as it is decided: the case is evaluated once for all of them.
 * The decision is valid during the call.
 */
typedef void policy_decided(void *user, int benefit, const struct decision *decision);
void policy_decide_all(const struct pack *pack, const struct policy_case *c,
		       policy_decided *tell, void *user);

/*
 * The fact worth asking next: the askable, unknown, not yet asked one that
 * settles most of the wanted benefits for the least intrusion; -1 when no
 * answer can change any of their outcomes.  When its group >= 0 the whole group
 * is asked on one screen.
 * wanted and asked are one bool a benefit / fact.
 */
int policy_next_question(const struct pack *pack, const struct policy_case *c,
			 const bool *wanted, const bool *asked);

/*
 * Of a group the askable, unknown facts that can still change the outcome of a
 * wanted benefit, in the group's order; wanted: one bool a benefit.
 * Returns how many.
 */
int policy_bearing(const struct pack *pack, const struct policy_case *c, const bool *wanted,
		   int group, int ret_facts[FACTS_MAX]);

#endif
