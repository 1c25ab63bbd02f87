#include "tools/register_statistics.h"

#include "policy/batch/batch.h"

#include <stdlib.h>
#include <string.h>

/* People that are decided together. */
#define CHUNK (4 * BATCH_BLOCK)

/*
 * The best that was found for one benefit so far, a lane a person: for most it
 * is no, so most are settled by the words of a block.
 */
struct best {
	uint64_t yes[CHUNK / 64];
	uint64_t unknown[CHUNK / 64];	/* by one decider at least */
	/* of lanes that are yes: */
	uint64_t known[CHUNK / 64];
	/* that get settled_at at least, and so nothing from a decider that pays no more */
	uint64_t settled[CHUNK / 64];
	int64_t settled_at;
	int64_t low[CHUNK];
	int64_t high[CHUNK];
};

struct decider {
	struct batch_plan *plan;
	bool *wanted;		/* a bool a benefit */
};

struct register_statistics {
	const struct pack *pack;
	int benefits;
	struct batch_plan *base;	/* what no course can change */
	int decider_count;
	struct decider *deciders;	/* without a course, then a course each */
	struct batch_people *people;	/* CHUNK of them */
	struct best *best;		/* [benefits] */
	uint8_t district[CHUNK];
	fen min_living[REGION_COUNT + 1];
	int min_living_fact;		/* -1 */
	/* Where the last person's facts stand in the pack: most of the next one's do, too. */
	struct named_place {
		char id[FACT_ID_MAX];
		int fact;		/* -1: the pack has none of that name */
	} places[PERSON_FACTS_MAX];
	struct facts facts;		/* of the person being added */
	int64_t counted[STATISTICS_DISTRICTS];
	struct statistics_cell *cells;	/* [STATISTICS_DISTRICTS][benefits] */
	int64_t (*offers)[3];		/* [benefits] */
};

/* ---- courses ---- */

static enum benefit_kind kind_of(const struct register_statistics *stats, int benefit)
{
	return pack_benefit(stats->pack, benefit)->kind;
}

/* Counts what comes out for the course alone; false where it may surely not be offered. */
static bool is_offered(struct register_statistics *stats, const struct policy_case *c)
{
	bool offered = true;

	for (int b = 0; b < stats->benefits; b++) {
		static struct decision d;

		if (kind_of(stats, b) != BENEFIT_OFFER)
			continue;
		policy_decide(stats->pack, c, b, &d);
		stats->offers[b][d.outcome]++;
		offered &= d.outcome != OUTCOME_NOT_ELIGIBLE;
	}
	return offered;
}

static bool fits(const struct register_statistics *stats, int benefit, const struct course *course)
{
	return pack_benefit(stats->pack, benefit)->course_kinds >> course->kind & 1;
}

static bool has_course(const struct register_statistics *stats, int benefit)
{
	for (int i = 1; i < stats->decider_count; i++) {
		if (stats->deciders[i].wanted[benefit])
			return true;
	}
	return false;
}

/* course: NULL for what is decided without one; that comes last, when the courses are known. */
static bool is_wanted(const struct register_statistics *stats, int benefit,
		      const struct course *course)
{
	switch (kind_of(stats, benefit)) {
	case BENEFIT_CONDITION:
		return true;
	case BENEFIT_PERSON:
	case BENEFIT_CATEGORY:
		return !course;
	case BENEFIT_COURSE:
		return course ? fits(stats, benefit, course) : !has_course(stats, benefit);
	default:
		return false;
	}
}

static enum err add_decider(struct register_statistics *stats, int at,
			    const struct policy_case *setting, const struct course *course)
{
	struct decider *decider = &stats->deciders[at];

	decider->wanted = calloc((size_t)stats->benefits, sizeof(bool));
	if (!decider->wanted)
		return ERR_FULL;
	for (int b = 0; b < stats->benefits; b++)
		decider->wanted[b] = is_wanted(stats, b, course);
	decider->plan = batch_plan_create_on(stats->base, stats->pack, setting, decider->wanted);
	return ERR_OK;
}

/* What a decider may pay of a benefit, whoever asks. */
static struct interval payable(const struct decider *decider, int benefit)
{
	return batch_has_amount(decider->plan, benefit) ?
		batch_amount_bounds(decider->plan, benefit) : (struct interval){ 0, 0 };
}

static int64_t most_payable(const struct register_statistics *stats, const struct decider *decider)
{
	int64_t most = 0;

	for (int b = 0; b < stats->benefits; b++) {
		if (decider->wanted[b])
			most = value_max(most, payable(decider, b).high);
	}
	return most;
}

/* Those with courses, by what they may pay, the most first: the others then find it settled. */
static void sort_deciders(struct register_statistics *stats)
{
	for (int i = 2; i < stats->decider_count; i++) {
		struct decider moved = stats->deciders[i];
		int at = i;

		for (; at > 1 && most_payable(stats, &stats->deciders[at - 1]) <
				 most_payable(stats, &moved); at--)
			stats->deciders[at] = stats->deciders[at - 1];
		stats->deciders[at] = moved;
	}
}

static enum err add_deciders(struct register_statistics *stats,
			     const struct statistics_setting *from)
{
	struct policy_case setting = {
		.date = from->date, .override_count = from->override_count,
	};
	bool all[BENEFITS_MAX];
	enum err err = ERR_OK;

	memcpy(setting.overrides, from->overrides, sizeof(setting.overrides));
	memset(all, 1, sizeof(all));
	stats->base = batch_plan_create_base(stats->pack, &setting, all);
	stats->decider_count = 1;
	for (int i = 0; i < from->course_count && err == ERR_OK; i++) {
		policy_set_course(stats->pack, &setting, &from->courses[i]);
		if (is_offered(stats, &setting))
			err = add_decider(stats, stats->decider_count++, &setting,
					  &from->courses[i]);
	}
	if (!err)
		sort_deciders(stats);
	policy_set_course(stats->pack, &setting, NULL);
	return err ? err : add_decider(stats, 0, &setting, NULL);
}

/* ---- making ---- */

enum err statistics_create(const struct pack *pack, const struct statistics_setting *setting,
		       struct register_statistics **ret_statistics)
{
	struct register_statistics *stats = calloc(1, sizeof(*stats));
	size_t benefits = (size_t)pack_benefit_count(pack);
	enum err err;

	if (!stats)
		return ERR_FULL;
	stats->pack = pack;
	stats->benefits = (int)benefits;
	stats->min_living_fact = pack_fact_find(pack, FACT_MIN_LIVING);
	memcpy(stats->min_living, setting->min_living, sizeof(stats->min_living));
	stats->deciders = calloc((size_t)setting->course_count + 1, sizeof(*stats->deciders));
	stats->best = calloc(benefits, sizeof(*stats->best));
	stats->cells = calloc(STATISTICS_DISTRICTS * benefits, sizeof(*stats->cells));
	stats->offers = calloc(benefits, sizeof(*stats->offers));
	err = stats->deciders && stats->best && stats->cells && stats->offers ?
	      batch_people_create(pack, CHUNK, &stats->people) : ERR_FULL;
	if (!err)
		err = add_deciders(stats, setting);
	if (err)
		statistics_destroy(stats);
	else
		*ret_statistics = stats;
	return err;
}

void statistics_destroy(struct register_statistics *stats)
{
	if (!stats)
		return;
	for (int i = 0; i < stats->decider_count; i++) {
		batch_plan_destroy(stats->deciders[i].plan);
		free(stats->deciders[i].wanted);
	}
	batch_plan_destroy(stats->base);
	batch_people_destroy(stats->people);
	free(stats->deciders);
	free(stats->best);
	free(stats->cells);
	free(stats->offers);
	explicit_bzero(stats, sizeof(*stats));
	free(stats);
}

/* ---- deciding a chunk ---- */

static void take_span(struct best *best, size_t lane, struct interval span)
{
	uint64_t bit = 1ull << lane % 64;

	if (!(best->yes[lane / 64] & bit)) {
		best->low[lane] = 0;
		best->high[lane] = 0;
		best->known[lane / 64] &= ~bit;
	}
	best->high[lane] = value_max(best->high[lane], span.high);
	if (!span_is_amount(span))
		return;
	best->low[lane] = value_max(best->low[lane], span.low);
	best->known[lane / 64] |= bit;
}

/* Outcomes of a block, and of the yeses those to whom the decider may give something new. */
struct taking {
	struct best *best;
	const struct batch_tri *outcomes;
	struct interval payable;
	size_t first_word;	/* of the chunk */
	uint64_t there[BATCH_WORDS];
	uint64_t news[BATCH_WORDS];
};

static uint64_t first_bits(int count)
{
	return count >= 64 ? ~0ull : count > 0 ? (1ull << count) - 1 : 0;
}

/* True where there are news. */
static bool begin_taking(struct register_statistics *stats, const struct decider *decider,
			 int benefit, size_t block, int count, struct taking *t)
{
	bool settling, any = false;

	t->best = &stats->best[benefit];
	t->outcomes = batch_outcomes(decider->plan, benefit);
	t->payable = payable(decider, benefit);
	t->first_word = block * BATCH_WORDS;
	settling = t->payable.high <= t->best->settled_at;
	for (int w = 0; w < BATCH_WORDS; w++) {
		uint64_t there = first_bits(count - 64 * w);
		uint64_t settled = settling ? t->best->settled[t->first_word + (size_t)w] : 0;

		t->there[w] = there;
		t->news[w] = t->outcomes->yes[w] & there & ~settled;
		any |= t->news[w] != 0;
	}
	return any;
}

static void take_news(const struct taking *t, const struct batch_spans *amounts, int w)
{
	for (uint64_t left = t->news[w]; left; left &= left - 1) {
		size_t bit = (size_t)__builtin_ctzll(left);

		take_span(t->best, (t->first_word + (size_t)w) * 64 + bit,
			  amounts ? batch_span_at(amounts, w * 64 + (int)bit) :
				    (struct interval){ 0, VALUE_HIGH });
	}
}

static void end_taking(const struct taking *t, const struct batch_spans *amounts)
{
	bool exact = span_is_exact(t->payable);

	for (int w = 0; w < BATCH_WORDS; w++) {
		size_t word = t->first_word + (size_t)w;
		uint64_t yes = t->outcomes->yes[w];

		take_news(t, amounts, w);
		t->best->yes[word] |= yes & t->there[w];
		t->best->unknown[word] |= ~yes & ~t->outcomes->no[w] & t->there[w];
		if (exact)
			t->best->settled[word] |= yes & t->there[w];
	}
	if (exact)
		t->best->settled_at = value_min(t->best->settled_at, t->payable.low);
}

/* Amounts are reckoned where somebody's may become more by them. */
static void take_block(struct register_statistics *stats, const struct decider *decider,
		       size_t block)
{
	int count = batch_run_outcomes(decider->plan, stats->people, block);
	struct taking taking[BENEFITS_MAX];
	bool pays = false;

	for (int b = 0; b < stats->benefits; b++) {
		if (decider->wanted[b])
			pays |= begin_taking(stats, decider, b, block, count, &taking[b]) &&
				batch_has_amount(decider->plan, b);
	}
	if (pays)
		batch_run_amounts(decider->plan, stats->people, block);
	for (int b = 0; b < stats->benefits; b++) {
		if (decider->wanted[b])
			end_taking(&taking[b], batch_amounts(decider->plan, b));
	}
}

static struct statistics_cell *cell_of(const struct register_statistics *stats, int district,
				       int benefit)
{
	return &stats->cells[district * stats->benefits + benefit];
}

static void count_eligible(struct statistics_cell *cell, const struct best *best, size_t lane)
{
	cell->people[OUTCOME_ELIGIBLE]++;
	if (best->known[lane / 64] >> lane % 64 & 1) {
		cell->known++;
		cell->amount += best->low[lane];
	}
	cell->most += best->high[lane] < VALUE_HIGH ? best->high[lane] : 0;
	cell->open += best->high[lane] >= VALUE_HIGH;
}

/* Those of whom it is no are what is left of a district: statistics_finish. */
static void count_benefit(struct register_statistics *stats, int benefit)
{
	const struct best *best = &stats->best[benefit];

	for (size_t word = 0; word < CHUNK / 64; word++) {
		uint64_t open = best->unknown[word] & ~best->yes[word];

		for (uint64_t left = best->yes[word]; left; left &= left - 1) {
			size_t lane = word * 64 + (size_t)__builtin_ctzll(left);

			count_eligible(cell_of(stats, stats->district[lane], benefit), best, lane);
		}
		for (uint64_t left = open; left; left &= left - 1) {
			size_t lane = word * 64 + (size_t)__builtin_ctzll(left);

			cell_of(stats, stats->district[lane],
				benefit)->people[OUTCOME_UNDETERMINED]++;
		}
	}
}

static void forget_best(struct best *best)
{
	memset(best->yes, 0, sizeof(best->yes));
	memset(best->unknown, 0, sizeof(best->unknown));
	memset(best->settled, 0, sizeof(best->settled));
}

static void decide_chunk(struct register_statistics *stats)
{
	size_t count = batch_people_count(stats->people);

	for (int b = 0; b < stats->benefits; b++)
		forget_best(&stats->best[b]);
	for (size_t block = 0; block < batch_block_count(stats->people); block++) {
		batch_run(stats->base, stats->people, block);
		for (int b = 0; b < stats->benefits; b++)
			stats->best[b].settled_at = INT64_MAX;
		for (int i = 0; i < stats->decider_count; i++)
			take_block(stats, &stats->deciders[i], block);
	}
	for (size_t i = 0; i < count; i++)
		stats->counted[stats->district[i]]++;
	for (int b = 0; b < stats->benefits; b++)
		count_benefit(stats, b);
	batch_people_clear(stats->people);
}

static void add_cell(struct statistics_cell *sum, const struct statistics_cell *cell)
{
	for (int outcome = 0; outcome < 3; outcome++)
		sum->people[outcome] += cell->people[outcome];
	sum->known += cell->known;
	sum->amount += cell->amount;
	sum->most += cell->most;
	sum->open += cell->open;
}

static void sum_up(struct register_statistics *stats, int district)
{
	stats->counted[STATISTICS_ALL] += stats->counted[district];
	for (int b = 0; b < stats->benefits; b++) {
		struct statistics_cell *cell = cell_of(stats, district, b);

		cell->people[OUTCOME_NOT_ELIGIBLE] = stats->counted[district] -
			cell->people[OUTCOME_ELIGIBLE] - cell->people[OUTCOME_UNDETERMINED];
		add_cell(cell_of(stats, STATISTICS_ALL, b), cell);
	}
}

/* ---- people ---- */

static bool state_min_living(struct register_statistics *stats, int district)
{
	fen amount = stats->min_living[district] > 0 ? stats->min_living[district] :
							 stats->min_living[0];

	if (stats->min_living_fact < 0 || amount <= 0)
		return false;
	fact_state(&stats->facts.at[stats->min_living_fact], FACT_REGISTRY, amount,
		   (struct date){ 0 });
	return true;
}

/* The whole field is compared: a store fills it up with zeros. */
static int place_of_fact(struct register_statistics *stats, int at, const char id[FACT_ID_MAX])
{
	struct named_place *place = &stats->places[at];

	if (memcmp(place->id, id, FACT_ID_MAX) != 0) {
		memcpy(place->id, id, FACT_ID_MAX);
		place->fact = pack_fact_find(stats->pack, id);
	}
	return place->fact;
}

/* Their places, of which there may be one more than of the person's facts. */
static int state_facts(struct register_statistics *stats, const struct person *person, int district,
		       int known[PERSON_FACTS_MAX + 1])
{
	int count = 0;

	if (state_min_living(stats, district))
		known[count++] = stats->min_living_fact;
	for (int i = 0; i < person->fact_count; i++) {
		int fact = place_of_fact(stats, i, person->facts[i].id);

		if (fact < 0)
			continue;
		policy_set_registered(stats->pack, &stats->facts, fact, &person->facts[i].fact);
		if (fact_known(&stats->facts.at[fact]))
			known[count++] = fact;
	}
	return count;
}

enum err statistics_add(struct register_statistics *stats, const struct person *person)
{
	size_t at = batch_people_count(stats->people);
	int known[PERSON_FACTS_MAX + 1], count, district = person_district(person);
	enum err err;

	stats->district[at] = (uint8_t)district;
	count = state_facts(stats, person, district, known);
	err = batch_people_add_known(stats->people, &stats->facts, known, count, &person->history);
	for (int i = 0; i < count; i++)
		explicit_bzero(&stats->facts.at[known[i]], sizeof(struct fact));
	if (err == ERR_OK && at + 1 == CHUNK)
		decide_chunk(stats);
	return err;
}

void statistics_finish(struct register_statistics *stats)
{
	decide_chunk(stats);
	for (int district = 0; district < STATISTICS_ALL; district++)
		sum_up(stats, district);
}

/* ---- reading ---- */

int64_t statistics_people(const struct register_statistics *stats, int district)
{
	return stats->counted[district];
}

bool statistics_counts(const struct register_statistics *stats, int benefit)
{
	return kind_of(stats, benefit) != BENEFIT_OFFER &&
	       kind_of(stats, benefit) != BENEFIT_ENTERPRISE;
}

bool statistics_pays(const struct register_statistics *stats, int benefit)
{
	return kind_of(stats, benefit) == BENEFIT_PERSON ||
	       kind_of(stats, benefit) == BENEFIT_COURSE;
}

const struct statistics_cell *statistics_cell(const struct register_statistics *stats, int district,
					      int benefit)
{
	return cell_of(stats, district, benefit);
}

const int64_t *statistics_offers(const struct register_statistics *stats, int benefit)
{
	return kind_of(stats, benefit) == BENEFIT_OFFER ? stats->offers[benefit] : NULL;
}

int statistics_courses(const struct register_statistics *stats)
{
	return stats->decider_count - 1;
}
