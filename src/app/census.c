#include "app/census.h"

#include "policy/batch.h"

#include <stdlib.h>
#include <string.h>

/* People that are decided together. */
#define CHUNK (4 * BATCH_BLOCK)

/* The best that was found for one person and benefit so far. */
struct best {
	uint8_t rank;
	bool known;
	int64_t low;
	int64_t high;
};

struct decider {
	struct batch_plan *plan;
	bool *wanted;		/* a bool a benefit */
};

struct census {
	const struct pack *pack;
	int benefits;
	int decider_count;
	struct decider *deciders;	/* without a course, then a course each */
	struct batch_people *people;	/* CHUNK of them */
	struct best *best;		/* [CHUNK][benefits] */
	uint8_t district[CHUNK];
	fen min_living[REGION_COUNT + 1];
	int min_living_fact;		/* -1 */
	struct policy_case c;		/* of the person being added */
	int64_t counted[CENSUS_DISTRICTS];
	struct census_cell *cells;	/* [CENSUS_DISTRICTS][benefits] */
	int64_t (*offers)[3];		/* [benefits] */
};

/* What is better for a person, by enum outcome. */
static const uint8_t rank_of[] = {
	[OUTCOME_NOT_ELIGIBLE] = 0,
	[OUTCOME_UNDETERMINED] = 1,
	[OUTCOME_ELIGIBLE] = 2,
};

/* ---- courses ---- */

static enum benefit_kind kind_of(const struct census *census, int benefit)
{
	return pack_benefit(census->pack, benefit)->kind;
}

/* Counts what comes out for the course alone; false where it may surely not be offered. */
static bool is_offered(struct census *census, const struct policy_case *c)
{
	bool offered = true;

	for (int b = 0; b < census->benefits; b++) {
		static struct decision d;

		if (kind_of(census, b) != BENEFIT_OFFER)
			continue;
		policy_decide(census->pack, c, b, &d);
		census->offers[b][d.outcome]++;
		offered &= d.outcome != OUTCOME_NOT_ELIGIBLE;
	}
	return offered;
}

static bool fits(const struct census *census, int benefit, const struct course *course)
{
	return pack_benefit(census->pack, benefit)->course_kinds >> course->kind & 1;
}

static bool has_course(const struct census *census, int benefit)
{
	for (int i = 1; i < census->decider_count; i++) {
		if (census->deciders[i].wanted[benefit])
			return true;
	}
	return false;
}

/* course: NULL for what is decided without one; that comes last, when the courses are known. */
static bool is_wanted(const struct census *census, int benefit, const struct course *course)
{
	switch (kind_of(census, benefit)) {
	case BENEFIT_CONDITION:
		return true;
	case BENEFIT_PERSON:
	case BENEFIT_CATEGORY:
		return !course;
	case BENEFIT_COURSE:
		return course ? fits(census, benefit, course) : !has_course(census, benefit);
	default:
		return false;
	}
}

static enum err add_decider(struct census *census, int at, const struct policy_case *setting,
			    const struct course *course)
{
	struct decider *decider = &census->deciders[at];

	decider->wanted = calloc((size_t)census->benefits, sizeof(bool));
	if (!decider->wanted)
		return ERR_FULL;
	for (int b = 0; b < census->benefits; b++)
		decider->wanted[b] = is_wanted(census, b, course);
	decider->plan = batch_plan_create(census->pack, setting, decider->wanted);
	return ERR_OK;
}

static enum err add_deciders(struct census *census, const struct census_setting *from)
{
	struct policy_case setting = { .date = from->date };
	enum err err = ERR_OK;

	census->decider_count = 1;
	for (int i = 0; i < from->course_count && err == ERR_OK; i++) {
		policy_set_course(census->pack, &setting, &from->courses[i]);
		if (is_offered(census, &setting))
			err = add_decider(census, census->decider_count++, &setting,
					  &from->courses[i]);
	}
	policy_set_course(census->pack, &setting, NULL);
	return err ? err : add_decider(census, 0, &setting, NULL);
}

/* ---- making ---- */

enum err census_create(const struct pack *pack, const struct census_setting *setting,
		       struct census **ret_census)
{
	struct census *census = calloc(1, sizeof(*census));
	size_t benefits = (size_t)pack_benefit_count(pack);
	enum err err;

	if (!census)
		return ERR_FULL;
	census->pack = pack;
	census->benefits = (int)benefits;
	census->min_living_fact = pack_fact_find(pack, "living.min_living_std_fen");
	memcpy(census->min_living, setting->min_living, sizeof(census->min_living));
	census->deciders = calloc((size_t)setting->course_count + 1, sizeof(*census->deciders));
	census->best = calloc(CHUNK * benefits, sizeof(*census->best));
	census->cells = calloc(CENSUS_DISTRICTS * benefits, sizeof(*census->cells));
	census->offers = calloc(benefits, sizeof(*census->offers));
	err = census->deciders && census->best && census->cells && census->offers ?
	      batch_people_create(pack, CHUNK, &census->people) : ERR_FULL;
	if (!err)
		err = add_deciders(census, setting);
	if (err)
		census_destroy(census);
	else
		*ret_census = census;
	return err;
}

void census_destroy(struct census *census)
{
	if (!census)
		return;
	for (int i = 0; i < census->decider_count; i++) {
		batch_plan_destroy(census->deciders[i].plan);
		free(census->deciders[i].wanted);
	}
	batch_people_destroy(census->people);
	free(census->deciders);
	free(census->best);
	free(census->cells);
	free(census->offers);
	explicit_bzero(census, sizeof(*census));
	free(census);
}

/* ---- deciding a chunk ---- */

static struct best *best_of(struct census *census, size_t person, int benefit)
{
	return &census->best[person * (size_t)census->benefits + (size_t)benefit];
}

static void take_better(struct best *best, enum tri tri, const struct batch_spans *amounts, int i)
{
	static const uint8_t rank[] = { [TRI_FALSE] = 0, [TRI_UNKNOWN] = 1, [TRI_TRUE] = 2 };
	struct span span = amounts ? batch_span_at(amounts, i) : (struct span){ 0, VALUE_HIGH };

	if (rank[tri] > best->rank)
		*best = (struct best){ .rank = rank[tri] };
	if (rank[tri] < best->rank || tri != TRI_TRUE)
		return;
	best->high = value_max(best->high, span.high);
	if (!span_is_amount(span))
		return;
	best->low = value_max(best->low, span.low);
	best->known = true;
}

static void take_block(struct census *census, const struct decider *decider, size_t block)
{
	int count = batch_run(decider->plan, census->people, block);

	for (int b = 0; b < census->benefits; b++) {
		const struct batch_tri *outcomes;
		const struct batch_spans *amounts;

		if (!decider->wanted[b])
			continue;
		outcomes = batch_outcomes(decider->plan, b);
		amounts = batch_amounts(decider->plan, b);
		for (int i = 0; i < count; i++)
			take_better(best_of(census, block * BATCH_BLOCK + (size_t)i, b),
				    batch_tri_at(outcomes, i), amounts, i);
	}
}

static void count_best(struct census_cell *cell, const struct best *best)
{
	static const enum outcome outcomes[] = {
		OUTCOME_NOT_ELIGIBLE, OUTCOME_UNDETERMINED, OUTCOME_ELIGIBLE,
	};

	cell->people[outcomes[best->rank]]++;
	if (best->rank < rank_of[OUTCOME_ELIGIBLE])
		return;
	cell->known += best->known;
	cell->amount += best->low;
	cell->most += best->high < VALUE_HIGH ? best->high : 0;
	cell->open += best->high >= VALUE_HIGH;
}

static struct census_cell *cell_of(const struct census *census, int district, int benefit)
{
	return &census->cells[district * census->benefits + benefit];
}

static void count_person(struct census *census, size_t person)
{
	int district = census->district[person];

	census->counted[district]++;
	census->counted[CENSUS_ALL]++;
	for (int b = 0; b < census->benefits; b++) {
		count_best(cell_of(census, district, b), best_of(census, person, b));
		count_best(cell_of(census, CENSUS_ALL, b), best_of(census, person, b));
	}
}

static void decide_chunk(struct census *census)
{
	size_t count = batch_people_count(census->people);

	memset(census->best, 0, CHUNK * (size_t)census->benefits * sizeof(*census->best));
	for (int i = 0; i < census->decider_count; i++) {
		for (size_t block = 0; block < batch_block_count(census->people); block++)
			take_block(census, &census->deciders[i], block);
	}
	for (size_t i = 0; i < count; i++)
		count_person(census, i);
	batch_people_clear(census->people);
}

/* ---- people ---- */

static int district_of(const struct person *person)
{
	for (int i = 0; i < person->fact_count; i++) {
		int64_t region = person->facts[i].fact.number;

		if (strcmp(person->facts[i].id, PERSON_REGION) == 0)
			return region >= 1 && region <= REGION_COUNT ? (int)region : 0;
	}
	return 0;
}

static void state_min_living(struct census *census, int district)
{
	fen amount = census->min_living[district] > 0 ? census->min_living[district] :
							 census->min_living[0];

	if (census->min_living_fact >= 0 && amount > 0)
		fact_state(&census->c.facts.at[census->min_living_fact], FACT_REGISTRY, amount,
			   (struct date){ 0 });
}

enum err census_add(struct census *census, const struct person *person)
{
	size_t at = batch_people_count(census->people);
	int district = district_of(person);
	enum err err;

	census->district[at] = (uint8_t)district;
	state_min_living(census, district);
	policy_set_person(census->pack, &census->c, person);
	err = batch_people_add(census->people, &census->c);
	explicit_bzero(&census->c, sizeof(census->c));
	if (err == ERR_OK && at + 1 == CHUNK)
		decide_chunk(census);
	return err;
}

void census_finish(struct census *census)
{
	decide_chunk(census);
}

/* ---- reading ---- */

int64_t census_people(const struct census *census, int district)
{
	return census->counted[district];
}

bool census_counts(const struct census *census, int benefit)
{
	return kind_of(census, benefit) != BENEFIT_OFFER &&
	       kind_of(census, benefit) != BENEFIT_ENTERPRISE;
}

bool census_pays(const struct census *census, int benefit)
{
	return kind_of(census, benefit) == BENEFIT_PERSON ||
	       kind_of(census, benefit) == BENEFIT_COURSE;
}

const struct census_cell *census_cell(const struct census *census, int district, int benefit)
{
	return cell_of(census, district, benefit);
}

const int64_t *census_offers(const struct census *census, int benefit)
{
	return kind_of(census, benefit) == BENEFIT_OFFER ? census->offers[benefit] : NULL;
}

int census_courses(const struct census *census)
{
	return census->decider_count - 1;
}
