/*
 * What the files of the batch share; nobody else includes it.
 */
#ifndef POLICY_BATCH_INNER_H
#define POLICY_BATCH_INNER_H

#include "policy/batch/batch.h"
#include "policy/pack.h"

#include <assert.h>

/* An unknown number in a column. */
#define NUMBER_NONE INT64_MIN

#define CHOICE_BYTES (BATCH_WORDS * sizeof(uint64_t))

/* ---- batch_people.c ---- */

enum column_kind {
	COLUMN_TRI,	/* struct batch_tri */
	COLUMN_CHOICE,	/* CHOICE_BYTES of bits a word of the choice */
	COLUMN_NUMBER,	/* int64_t a person */
	COLUMN_LEVEL,	/* char a person: first character of the choice's word, 0 unknown */
	COLUMN_KINDS,
};

/* A block: the columns of facts, and what of the history concerns everybody. */
struct batch_layout {
	int32_t fact[COLUMN_KINDS][FACTS_MAX];	/* byte in the block; -1: not packed */
	int32_t complete;	/* bits: the history is known and complete */
	int32_t claiming;	/* bits: has claims */
	int32_t claim_first;	/* uint32_t a person: of people->claims */
	int32_t claim_count;	/* uint8_t a person */
	size_t bytes;
};

struct packed_claim {
	int64_t occupation;	/* policy_word */
	int32_t day;		/* day_order */
	uint8_t kind;
	uint8_t status : 7;
	bool occupied : 1;	/* its occupation is known */
	char level;
	uint8_t lane;		/* whose it is, of the block */
};
static_assert(sizeof(struct packed_claim) == 16, "many of them are gone through");
static_assert(BATCH_BLOCK - 1 <= UINT8_MAX, "a lane fits");

struct batch_people {
	const struct pack *pack;
	struct batch_layout layout;
	size_t count;
	size_t cap;
	uint8_t *blocks;
	size_t claim_count;
	size_t claim_cap;
	struct packed_claim *claims;
};

void layout_of(const struct pack *pack, struct batch_layout *ret_layout);

/* Rises with the day; the year is day_order >> 9.  Takes dates that do not exist too. */
static inline int32_t day_order(struct date date)
{
	return date.year * 512 + date.month * 32 + date.day;
}

/* ---- batch_plan.c ---- */

/*
 * Where an operand stands: a byte of the block, of the plan's registers, or of those of the plan
 * that it stands on.  All are laid out in steps of 32 bytes, so the lowest bits are free to say
 * which.
 */
typedef uint32_t place;

enum { PLACE_BLOCK = 1, PLACE_BASE = 2, PLACE_BITS = PLACE_BLOCK | PLACE_BASE };

struct batch_op {
	uint8_t op;
	bool same_day;		/* OP_COUNT: day and limit are everybody's */
	int16_t index;		/* as in struct step */
	int16_t kid_first;	/* of plan->kids */
	int16_t kid_count;
	place out;
	const struct step *step;
};

struct batch_plan {
	const struct pack *pack;
	struct policy_case setting;
	struct batch_layout layout;
	int op_count;
	int outcome_op_count;	/* the first: the outcomes; the rest only amounts need */
	struct batch_op ops[STEPS_MAX];
	place kids[KIDS_MAX];
	place outcome[BENEFITS_MAX];
	place amount[BENEFITS_MAX];
	struct interval bounds[BENEFITS_MAX];	/* of the amount */
	const struct batch_plan *base;	/* NULL: it stands on none */
	place kept[STEPS_MAX];		/* of a base: where its steps stand; 0: not there */
	uint8_t *registers;
	size_t register_bytes;
	const uint8_t *block;	/* that ran last */
};

/* ---- batch_steps.c ---- */

struct batch_pass {
	const struct batch_plan *plan;
	const struct batch_people *people;
	const uint8_t *block;
	uint8_t *registers;
};

static inline const uint8_t *place_at(const struct batch_plan *plan, const uint8_t *block,
				      place where)
{
	const uint8_t *of = where & PLACE_BLOCK ? block :
			    where & PLACE_BASE ? plan->base->registers : plan->registers;

	return of + (where & ~(place)PLACE_BITS);
}

/* One step over one block. */
void batch_step(const struct batch_pass *pass, const struct batch_op *op);

#endif
