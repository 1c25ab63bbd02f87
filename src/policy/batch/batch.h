/*
 * Every benefit of many people: the same outcomes and amounts as one by one
 * (policy_decide), without reasons, several times faster.
 *
 * People are packed into columns, a block of BATCH_BLOCK at a time: a yes/no
 * fact is two bits a person, a choice one bit a word, a number eight bytes, a
 * claim sixteen.  Packing knows nothing of day, stage or course, so people are
 * packed once and decided under many settings.
 *
 * A plan is a pack made ready for one setting: what is the same for everybody
 * is reckoned once, steps that no wanted benefit rests on are left out, and
 * each step that is left runs over a whole block before the next.
 *
 * Thread: people may be read by several threads, a plan belongs to one.
 */
#ifndef POLICY_BATCH_BATCH_H
#define POLICY_BATCH_BATCH_H

#include "base/err.h"
#include "policy/policy.h"
#include "policy/spans.h"

/* Columns of a block stay in the first cache; a multiple of 64. */
#define BATCH_BLOCK 256
#define BATCH_WORDS (BATCH_BLOCK / 64)

/* A condition of a block: bit i of word i / 64; neither bit: unknown. */
struct batch_tri {
	uint64_t yes[BATCH_WORDS];
	uint64_t no[BATCH_WORDS];
};

/* A value of a block: spans. */
struct batch_spans {
	int64_t low[BATCH_BLOCK];
	int64_t high[BATCH_BLOCK];
};

/* ---- people ---- */

struct batch_people;

/* Room for cap people; ERR_FULL where the system has no memory for them. */
enum err batch_people_create(const struct pack *pack, size_t cap,
			     struct batch_people **ret_people) MUST_CHECK;
void batch_people_destroy(struct batch_people *people);	/* takes NULL; wipes */

/*
 * Adds a person: the facts and the history of the case; its other members are
 * the setting's.  ERR_FULL, and nothing added, when there is no room.
 */
enum err batch_people_add(struct batch_people *people, const struct policy_case *c) MUST_CHECK;
/* The same where it is known which facts are known, by their indices: no others are looked at. */
enum err batch_people_add_known(struct batch_people *people, const struct facts *facts,
				const int *known, int known_count,
				const struct history *history) MUST_CHECK;

/* Forgets and wipes them; the room stays. */
void batch_people_clear(struct batch_people *people);

size_t batch_people_count(const struct batch_people *people);
/* The last block may hold fewer than BATCH_BLOCK. */
size_t batch_block_count(const struct batch_people *people);
/* What the people take, in bytes, their claims included. */
size_t batch_people_bytes(const struct batch_people *people);

/* ---- a plan ---- */

struct batch_plan;

/*
 * Of the setting hold day, stage, issue date and overrides; a fact that it
 * knows (a course's) is everybody's, whatever a person's own may say; its
 * history is not looked at.  wanted: one bool a benefit.
 */
struct batch_plan *batch_plan_create(const struct pack *pack, const struct policy_case *setting,
				     const bool *wanted);
void batch_plan_destroy(struct batch_plan *plan);	/* takes NULL; wipes */

/*
 * For many courses: a plan of what no course can change, and plans that stand on it, each with a
 * course in its setting, which is the same otherwise.  On each block the base runs first; it
 * decides nothing by itself, and outlives what stands on it.
 */
struct batch_plan *batch_plan_create_base(const struct pack *pack,
					  const struct policy_case *setting, const bool *wanted);
struct batch_plan *batch_plan_create_on(const struct batch_plan *base, const struct pack *pack,
					const struct policy_case *setting, const bool *wanted);

/* Steps that run over each block. */
int batch_plan_steps(const struct batch_plan *plan);

/* Decides a block, 0 and up; returns how many people stand in it: its first lanes. */
int batch_run(struct batch_plan *plan, const struct batch_people *people, size_t block);
/* The same in two: where nobody's amount is asked for, the second need not run. */
int batch_run_outcomes(struct batch_plan *plan, const struct batch_people *people, size_t block);
void batch_run_amounts(struct batch_plan *plan, const struct batch_people *people, size_t block);

/*
 * Of the block that ran last, until the next runs or the people change; lanes
 * past its people hold anything.  The benefit must have been wanted.
 */
const struct batch_tri *batch_outcomes(const struct batch_plan *plan, int benefit);
/* NULL where the benefit has no amount; span_is_amount says whether one is known. */
const struct batch_spans *batch_amounts(const struct batch_plan *plan, int benefit);

bool batch_has_amount(const struct batch_plan *plan, int benefit);
/* Of a wanted benefit that has an amount: everybody's lies in it, whoever they are. */
struct interval batch_amount_bounds(const struct batch_plan *plan, int benefit);

static inline enum tri batch_tri_at(const struct batch_tri *lanes, int i)
{
	unsigned yes = lanes->yes[i / 64] >> i % 64 & 1, no = lanes->no[i / 64] >> i % 64 & 1;

	return yes ? TRI_TRUE : no ? TRI_FALSE : TRI_UNKNOWN;
}

static inline struct interval batch_span_at(const struct batch_spans *lanes, int i)
{
	return (struct interval){ lanes->low[i], lanes->high[i] };
}

#endif
