/*
 * What the register knows of one person: facts and the ledger of claims.
 */
#ifndef CORE_PERSON_H
#define CORE_PERSON_H

#include "core/fact.h"
#include "core/idno.h"

#define PERSON_FACTS_MAX 48
/*
 * Of one person: what a byte counts (src/store/people.c).  Three a year and a post
 * allowance each month fill it in 17 years; the next is refused, aloud.
 */
#define CLAIMS_MAX 255
#define OCCUPATION_MAX 64

/* What was claimed.  The first five count to three a year (src/policy/RULES.md, A-COUNT). */
enum claim_kind {
	CLAIM_TRAIN,
	CLAIM_PROJECT,
	CLAIM_SHORT,
	CLAIM_SPECIALOP,
	CLAIM_STARTUP,
	CLAIM_LIVING,
	CLAIM_POST,
	CLAIM_KIND_COUNT,
};

enum claim_status {
	CLAIM_GRANTED,
	CLAIM_PENDING,
	CLAIM_REJECTED,
	CLAIM_REVOKED,
	CLAIM_STATUS_COUNT,
};

struct claim {
	struct date date;		/* day of the grant, or of the request while pending */
	enum claim_kind kind;
	enum claim_status status;
	char occupation[OCCUPATION_MAX];	/* or "" */
	char level;			/* '5'..'1', or a kind code S, H, P, T; 0 none */
};

struct history {
	bool known;	/* false: the ledger could not be asked */
	bool complete;	/* false: there may be more than what stands here */
	int count;
	struct claim claims[CLAIMS_MAX];
};

/* The fact that names the district: 1..15 as in annex 1. */
#define PERSON_REGION "region"
/* The fact that caps a living allowance: fen a month, by the person's district. */
#define FACT_MIN_LIVING "living.min_living_std_fen"

struct person {
	char id_no[IDNO_TEXT_MAX];
	int fact_count;
	struct named_fact facts[PERSON_FACTS_MAX];
	struct history history;
};

/* 1..REGION_COUNT; 0: not known. */
int person_district(const struct person *person);

/* Forgets a person: wipes what is used of it, which is little of its 25 KB. */
void person_wipe(struct person *person);

/* "TRAIN", "granted": the words of a ledger (src/policy/FACTS.md); -1 for any other. */
const char *claim_kind_name(enum claim_kind kind);
int claim_kind_from_name(const char *name);
const char *claim_status_name(enum claim_status status);
int claim_status_from_name(const char *name);

#endif
