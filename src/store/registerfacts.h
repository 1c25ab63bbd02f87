/*
 * The facts that a register may state about a person: a subset of the policy
 * packs' facts, with the form of their values.  A fact's code is what stands
 * in the sealed row, so codes are never used again for something else.
 */
#ifndef STORE_REGISTERFACTS_H
#define STORE_REGISTERFACTS_H

#include "base/err.h"
#include "core/fact.h"

#include <stdint.h>

enum register_form {
	FORM_BOOL,	/* true, false */
	FORM_DATE,	/* YYYY-MM-DD, or none */
	FORM_COUNT,	/* a whole number */
	FORM_LEVEL,	/* 5, 4, 3, 2, 1: kept as that figure; a pack knows its word for it */
	FORM_YUAN,	/* an amount in yuan, kept in fen */
	FORM_REGION,	/* 1..15 as in annex 1: no rule asks for it, people are counted by it */
	FORM_EMPLOYER,	/* an employer's number, kept as its key (core/employer.h) */
};

struct register_fact {
	uint8_t code;
	char id[FACT_ID_MAX];	/* as in the pack's facts.yaml */
	enum register_form form;
};

/* NULL where there is none. */
const struct register_fact *register_fact_by_id(const char *id);
const struct register_fact *register_fact_by_code(int code);

/* The number (core/fact.h) that a value in that form is; ERR_INPUT: it is none. */
enum err register_fact_value(enum register_form form, const char *text,
			     int64_t *ret_number) MUST_CHECK;

#endif
