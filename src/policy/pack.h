/*
 * A pack after loading: tables and one flat array of steps.
 *
 * Every condition and every amount of every benefit is a step.  A step's
 * children stand before it, so one pass from the first to the last evaluates
 * the whole pack without recursion; a condition that several benefits use is
 * one step with several parents.
 *
 * This header is policy's own; the rest of the house sees policy.h.
 */
#ifndef POLICY_PACK_H
#define POLICY_PACK_H

#include "base/arena.h"
#include "policy/policy.h"
#include "policy/spans.h"

#define STEPS_MAX 2048
#define KIDS_MAX 4096
#define RULES_MAX 160
#define RULE_REFS_MAX 4096
#define SAYINGS_MAX 160
#define PARAMS_MAX 48
#define VERSIONS_MAX 8
#define READINGS_MAX 64
#define NAMES_MAX 128
#define GROUP_FACTS_MAX 16
#define CHOICES_MAX 60
#define PROCESSES_MAX 3
#define UPLIFTS_MAX 8
#define CAUTIONS_MAX 8
#define EMPLOYER_MAX 64

enum op {
	/* conditions: three-valued */
	OP_ALL,
	OP_ANY,
	OP_NOT,
	OP_WHEN,		/* kids: when, need; true where when is false */
	OP_CLAIM,		/* kid; true at the plan stage */
	OP_STAFF_IF,		/* kid true: unknown; else true */
	OP_STAFF_UNLESS,	/* kid true: true; else unknown */
	OP_FACT,		/* index: a bool fact */
	OP_IS,			/* index: a choice fact; yes, unsure: sets of choices */
	OP_COMPARE,		/* kids: left, right; index: enum relation */
	OP_COUNT,		/* index: of counts; kids: day, limit */
	OP_UNREPEATED,		/* index: of repeats */
	OP_LAST_CONDITION = OP_UNREPEATED,

	/* values: intervals of integers */
	OP_NUMBER,		/* number */
	OP_KNOWN_AS,		/* index: a fact with a number */
	OP_PARAM,		/* index: a parameter; kid: the day that chooses its version */
	OP_TODAY,		/* the evaluation date */
	OP_ISSUED,		/* the document's issue date */
	OP_BY_STAGE,		/* kids: plan, claim */
	OP_FIRST_KNOWN,
	OP_MIN,
	OP_MAX,
	OP_ADD,
	OP_MINUS,		/* never below 0 */
	OP_TIMES,
	OP_PERCENT,		/* kids: of, plus: of * (100 + plus) / 100, floored */
	OP_YEARS_AFTER,		/* kids: date, years */
	OP_IF,			/* kids: condition, then, else */
	OP_CHOOSE,		/* index: a choice fact; a kid a choice */
	OP_UP_TO,		/* kid: a ceiling, not a sum */
};

enum relation { REL_LESS, REL_AT_MOST, REL_EQUAL, REL_AT_LEAST, REL_MORE, REL_COUNT };

/* What a value counts; compared and added only with its like. */
enum measure { MEASURE_CONDITION, MEASURE_COUNT, MEASURE_FEN, MEASURE_DATE, MEASURE_PERCENT };

struct step {
	uint8_t op;
	uint8_t measure;
	bool private; /* rests on a fact that may shame or hurt: never in view of others */
	bool own_private;
	int16_t file;		/* of pack->files: where the author wrote it */
	int16_t line;
	int16_t column;
	int16_t index;		/* see enum op */
	int16_t kid_first;	/* of pack->kids */
	int16_t kid_count;
	int16_t rule_first;	/* of pack->rule_refs */
	int16_t rule_count;
	int16_t saying;		/* of pack->sayings; -1 */
	int16_t reading;	/* of pack->readings; -1 */
	int16_t name;		/* an uplift: its name, of pack->uplifts; -1 */
	int64_t number;
	uint64_t yes;		/* OP_IS */
	uint64_t unsure;
};

struct pack_saying {
	const char *id;
	struct pack_text by_value[3];	/* by enum tri */
	bool period;		/* about the document's own time */
	bool lasting;		/* a no never changes: `instead` is what is left to do */
	struct pack_text instead;
};

struct version {
	int64_t value;
	bool unknown;		/* no version of the file holds on these days: nobody knows */
	int32_t from;		/* first day, VALUE_LOW's 32-bit kin where open */
	int32_t to;		/* last day */
};

struct param {
	const char *id;
	enum measure measure;
	int matter;		/* of struct override: only the first three can be overridden */
	int16_t rule;		/* -1: none */
	int version_count;
	/* those of the file as they stand there, then the gaps: every day has one */
	struct version versions[2 * VERSIONS_MAX + 1];
};

struct reading {
	const char *id;		/* "A-GEN" */
	bool selectable;	/* an alternative is written in the trees */
	bool alternative;	/* and it is in use */
	const char *used;	/* the reading used, in Chinese: for those who keep the pack */
	const char *other;	/* the alternative, or "" */
};

struct count {
	unsigned kinds;		/* bit 1 << enum claim_kind */
	bool rolling;		/* twelve months back, not the calendar year */
	int16_t revoked_rule;	/* cited where a revoked claim makes it unknown; -1 */
};

struct repeat {
	unsigned kinds;
	int16_t occupation;	/* fact */
	int16_t level;		/* fact */
	bool lower_barred;	/* the 2025 reading: no lower level after a higher one */
	int16_t revoked_rule;
};

struct process {
	const char *id;		/* "Q" */
	int16_t rule;
	int16_t fact;		/* the steps that are done, a bit each */
	int step_count;
	const char *steps[PROCESS_STEPS_MAX];
	struct pack_text names[PROCESS_STEPS_MAX];
};

/* An age range that another paper has: whole years, both included. */
struct caution {
	struct pack_caution shown;
	int least[2];		/* men, women */
	int most[2];
	uint64_t benefits;	/* a bit an index */
};

/* What an employer is told: words, and the parameter or else the fact that they name. */
struct employer_saying {
	struct pack_text words;
	int16_t param;		/* -1: none */
	int16_t fact;		/* -1: none */
};

struct benefit {
	struct pack_benefit shown;
	int16_t order;
	int16_t root;		/* step */
	int16_t amount;		/* step, -1 */
	int16_t rate;		/* step: fen a day, -1 */
	int16_t months;		/* step, -1 */
	int16_t remaining;	/* an OP_COUNT step, -1 */
	int16_t process;	/* -1 */
	int16_t employer_first;	/* of pack->employer */
	int16_t employer_count;
};

/* What pack.h adds to a fact of policy.h. */
struct fact_more {
	bool sample;		/* its numbers come from labelled data: 示例数据 */
	bool changeable;	/* a person can change it: what policy_changes may propose */
	int16_t turn;		/* asked in rising order */
	int16_t other;		/* choice for any word that is not listed; -1: refused */
	int16_t also_false;	/* a declared no answers this fact too; -1 */
	enum measure measure;
};

enum rule_place { PLACE_CONDITION, PLACE_AMOUNT, PLACE_TEXT, PLACE_PROCESS, PLACE_STATISTIC,
		  PLACE_ELSEWHERE, PLACE_COUNT };

struct rule_more {
	enum rule_place place;
	int used;		/* steps and parameters that cite it */
	bool listed;		/* in document_rules */
	int16_t sentence;	/* of its section in the official text; 0: no place */
	int16_t line;		/* where rules.yaml has it */
	int16_t column;
};

struct pack {
	struct arena arena;
	char id[96];
	char hash[65];
	const char *name;	/* "nb-2019-78" */
	int version[3];
	const char *document;
	struct date first_day;		/* before it nothing applies; unset: not said */
	struct date last_day;		/* after it nothing begins any more; unset: not said */
	const char *official_hash;	/* SHA-256 of the document's text file; NULL */
	int file_count;
	const char *files[64];

	int fact_count;
	struct pack_fact facts[FACTS_MAX];
	/* facts by the hash of their id, or the next free place: index + 1, 0 none */
	uint8_t fact_places[2 * FACTS_MAX];
	struct fact_more fact_more[FACTS_MAX];
	int group_count;
	struct pack_group groups[GROUPS_MAX];
	int rule_count;
	struct pack_rule rules[RULES_MAX];
	struct rule_more rule_more[RULES_MAX];
	int saying_count;
	struct pack_saying sayings[SAYINGS_MAX];
	int param_count;
	struct param params[PARAMS_MAX];
	int reading_count;
	struct reading readings[READINGS_MAX];
	int process_count;
	struct process processes[PROCESSES_MAX];
	int listed_count;	/* rules that document_rules names */
	int override_rule;	/* cited where an override names a parameter; -1 */
	int uplift_count;
	const char *uplifts[UPLIFTS_MAX];
	struct pack_text uplift_words[UPLIFTS_MAX];	/* empty: it has none */
	int caution_count;
	struct caution cautions[CAUTIONS_MAX];
	int employer_count;
	struct employer_saying employer[EMPLOYER_MAX];

	int benefit_count;
	struct benefit benefits[BENEFITS_MAX];

	int step_count;
	struct step steps[STEPS_MAX];
	int16_t same[STEPS_MAX];	/* the first step that says the same, or the step itself */
	int kid_count;
	int16_t kids[KIDS_MAX];
	int rule_ref_count;
	int16_t rule_refs[RULE_REFS_MAX];
	int count_count;
	struct count counts[16];
	int repeat_count;
	struct repeat repeats[16];
};

/* The value of every step for one case. */
struct values {
	uint8_t tri[STEPS_MAX];
	int64_t low[STEPS_MAX];
	int64_t high[STEPS_MAX];
	int16_t chosen[STEPS_MAX];	/* OP_MAX: the kid that attained it */
	bool overridden[PARAMS_MAX];	/* an override names the parameter, applied or not */
};

static inline bool op_is_condition(int op)
{
	return op <= OP_LAST_CONDITION;
}

/* pack.c: the place of the last fact among fact_places. */
void pack_fact_added(struct pack *pack);

/* eval.c: all steps in one pass. */
void values_evaluate(const struct pack *pack, const struct policy_case *c,
		     struct values *ret_values);

/* The same of some steps only, in their order; the others stand already. */
void values_evaluate_steps(const struct pack *pack, const struct policy_case *c,
			   const int16_t *steps, int count, struct values *v);

/* same.c: fills pack->same; whoever changes a step calls it again. */
void pack_find_common_subexpressions(struct pack *pack);
/* Do two steps do the same with the kids that stand for theirs? */
bool steps_alike(const struct step *a, const int16_t *a_kids, const struct step *b,
		 const int16_t *b_kids, int kid_count);

/* solve.c: can the condition come out true for anybody on any day? */
bool step_can_be_true(const struct pack *pack, int step);

/* decide.c: what follows for one benefit. */
void decide_from_values(const struct pack *pack, const struct policy_case *c,
			const struct values *v, int benefit, struct decision *ret_decision);

/* Its outcome and sum alone: what would be paid where the outcome is open, nothing for a no. */
void decide_sum(const struct pack *pack, const struct policy_case *c, const struct values *v,
		int benefit, enum outcome *ret_outcome, struct amount *ret_amount);

/* ledger.c: the count and repeat bars over the claims ledger. */
struct ledger_count {
	int low;	/* granted for sure */
	int high;	/* with pending and revoked; -1: no upper bound */
	bool revoked;	/* a revoked one stands between low and high */
};

/* On what is no day (value_is_day) nothing counts. */
struct ledger_count ledger_count(const struct count *count, const struct history *history,
				 int64_t day);
enum tri ledger_unrepeated(const struct pack *pack, const struct repeat *repeat,
			   const struct policy_case *c, bool *ret_revoked);

/* The level that a choice fact names: its word's first character; 0 unknown. */
int ledger_level(const struct pack *pack, const struct fact *level, int fact);
enum tri ledger_same_level(const struct repeat *repeat, int asked, int claimed);
/* Whether a claim can be the same training again; occupied: its trade is known. */
bool ledger_can_repeat(const struct repeat *repeat, enum claim_kind kind, bool occupied);

/* params.c: the interval of a parameter on a day that may itself be unknown. */
struct interval param_span(const struct param *param, const struct policy_case *c,
			   struct interval day, bool *ret_named);

/* courses.c: a bool a step: can it come out otherwise with another course? */
void steps_that_hang_on_course(const struct pack *pack, bool ret_hangs[STEPS_MAX]);

/* ---- case.c ---- */

/* The facts that a course is to a case. */
enum course_fact {
	COURSE_FACT_KIND,
	COURSE_FACT_LEVEL,
	COURSE_FACT_OCCUPATION,
	COURSE_FACT_ON_LIST,
	COURSE_FACT_STD,
	COURSE_FACT_SPECIFIC_STD,
	COURSE_FACT_SHORTAGE,
	COURSE_FACT_LISTED,
	COURSE_FACT_INSTITUTION,
	COURSE_FACT_FILED,
	COURSE_FACT_ONLINE,
	COURSE_FACT_DAYS,
	COURSE_FACT_COUNT,
};

/* Where they stand in a pack; -1: it has no such fact. */
struct course_places {
	int16_t at[COURSE_FACT_COUNT];
};
void course_places_find(const struct pack *pack, struct course_places *ret_places);
bool course_places_have(const struct course_places *places, int fact);
/* policy_set_course, where the places are found already. */
void course_places_set(const struct pack *pack, const struct course_places *places,
		       struct policy_case *c, const struct course *course);

/* Of the bytes as they stand. */
int64_t policy_hash(const char *word);

#endif
