/*
 * Three-valued facts (src/policy/FACTS.md).  A fact that nobody has stated is unknown, and
 * unknown is never read as false.
 *
 * A fact's meaning, type and question belong to the policy pack; here it is a
 * value with its source.  Numbers: bool 0/1; an amount in fen; a count; a date
 * as date_to_days; FACT_NO_DATE for "holds no such paper"; a choice as the
 * index of its word in the pack's list.
 */
#ifndef CORE_FACT_H
#define CORE_FACT_H

#include "core/date.h"

#include <stdbool.h>
#include <stdint.h>

enum tri { TRI_UNKNOWN, TRI_FALSE, TRI_TRUE };

/* Kleene: a known false decides an and, a known true an or. */
static inline enum tri tri_and(enum tri a, enum tri b)
{
	if (a == TRI_FALSE || b == TRI_FALSE)
		return TRI_FALSE;
	return a == TRI_TRUE && b == TRI_TRUE ? TRI_TRUE : TRI_UNKNOWN;
}

static inline enum tri tri_or(enum tri a, enum tri b)
{
	if (a == TRI_TRUE || b == TRI_TRUE)
		return TRI_TRUE;
	return a == TRI_FALSE && b == TRI_FALSE ? TRI_FALSE : TRI_UNKNOWN;
}

static inline enum tri tri_not(enum tri a)
{
	static const uint8_t opposite[] = {
		[TRI_UNKNOWN] = TRI_UNKNOWN,
		[TRI_FALSE] = TRI_TRUE,
		[TRI_TRUE] = TRI_FALSE,
	};
	return (enum tri)opposite[a];
}

/* Rising trust: registry beats card beats declaration (src/policy/FACTS.md, Conventions). */
enum fact_source {
	FACT_UNSTATED,
	FACT_DECLARED,
	FACT_CARD,
	FACT_REGISTRY,
	FACT_DERIVED,
};

#define FACT_NO_DATE INT32_MIN
#define FACTS_MAX 128
#define FACT_ID_MAX 40

struct fact {
	enum fact_source source;	/* FACT_UNSTATED: unknown, number is 0 */
	int64_t number;
	struct date as_of;		/* when the source said so; may be unset */
	bool contradicted;		/* a declaration said otherwise and changed nothing */
	bool official;			/* of data whose source is not `sample`: no 示例数据 */
};

static inline bool fact_known(const struct fact *fact)
{
	return fact->source != FACT_UNSTATED;
}

/*
 * Merges a statement into a fact: the more trusted source stands, the same
 * source replaces itself.  Where a declaration differs from a card or registry
 * value the value stands and `contradicted` is set.
 */
void fact_state(struct fact *fact, enum fact_source source, int64_t number,
		struct date as_of);

/* What one person's facts are, by the index of the pack's fact table. */
struct facts {
	struct fact at[FACTS_MAX];
};

/* A fact on its way from a register, by name. */
struct named_fact {
	char id[FACT_ID_MAX];
	struct fact fact;
};

#endif
