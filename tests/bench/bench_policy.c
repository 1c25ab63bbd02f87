/*
 * The policy engine's figures, each as a ratio to a limit taken in the same run,
 * in time of the processor, the median of five parts.
 *
 *	one person	every benefit of the pack in one pass, against the same
 *			trees of FREE and LIVING written out as straight-line C,
 *			scaled by the number of conditions; and the rival, the pack
 *			as one prepared SQL statement over a table of 512 people
 *	packing		a person's facts and claims into columns
 *	batch		outcome and amount of every benefit, 1,000,000 packed people
 *	decision	reasons, missing facts and amount of one benefit besides
 *	courses		a catalogue of 10,000, decided for one person: outcome and sums
 *	question	which question comes next, of all benefits
 *	load		the pack from its files, against reading their bytes alone
 *
 * bench-policy [ROUNDS]
 */
#include "base/text.h"
#include "policy/batch/batch.h"
#include "policy/courses.h"
#include "policy/pack.h"
#include "policy/sql/sql.h"

#include <glob.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define PACK SOURCE_DIR "/kiosk-config/packs/nb-2019-78"
#define PEOPLE 4096
/*
 * Of these one after the other is asked about one person: whoever stands at a kiosk is in the
 * cache, and these are, too.  Of all of them each would be waited for (24 KB a person), and a
 * ratio of two waits says nothing of the pass.
 */
#define NEAR 256
#define PACKED 1000000
#define ROWS 512
#define CATALOGUE 10000

/* Conditions in the hand-written function below. */
#define STRAIGHT_CONDITIONS 22

static struct pack *pack;
static struct policy_case *people;

static double now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static uint64_t draw(void)
{
	static uint64_t seed = 88172645463325252u;

	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return seed;
}

static const char *const trades[] = { "焊工", "电工", "车工" };

static int64_t draw_number(const struct pack_fact *fact)
{
	switch (fact->type) {
	case FACT_BOOL:
		return (int64_t)(draw() & 1);
	case FACT_DATE:
		return (int64_t)(18000 + draw() % 1000);
	case FACT_CHOICE:
		return (int64_t)(draw() % (unsigned)fact->choice_count);
	case FACT_WORD:
		return policy_word(trades[draw() % 3]);
	default:
		return (int64_t)(draw() % 60);
	}
}

/* Half of them claimed something before, up to three times. */
static void make_history(struct history *history)
{
	history->known = history->complete = true;
	history->count = draw() & 1 ? (int)(draw() % 4) : 0;
	for (int i = 0; i < history->count; i++) {
		struct claim *claim = &history->claims[i];

		claim->date = date_from_days((int32_t)(18000 + draw() % 1000));
		claim->kind = (enum claim_kind)(draw() % CLAIM_KIND_COUNT);
		claim->level = (char)('1' + draw() % 5);
		if (text_copy(claim->occupation, sizeof(claim->occupation), trades[draw() % 3]))
			exit(3);
	}
}

/* Two facts of three are known, of every type. */
static void make_people(void)
{
	people = calloc(PEOPLE, sizeof(*people));
	for (int i = 0; people && i < PEOPLE; i++) {
		struct policy_case *c = &people[i];

		c->date = (struct date){ 2021, 3, 15 };
		make_history(&c->history);
		for (int f = 0; f < pack->fact_count; f++) {
			if (draw() % 3)
				c->facts.at[f] = (struct fact){
					.source = FACT_REGISTRY,
					.number = draw_number(&pack->facts[f]),
				};
		}
	}
}

/* ---- the limit: FREE and LIVING by hand ---- */

static int index_of[32];

static void find_indices(void)
{
	static const char *const names[] = {
		"hukou_ningbo", "works_ningbo", "business_ningbo", "unemployment_registered",
		"resident_ningbo", "poor_family_child", "poor_labour", "paired_region_poor",
		"two_after", "rural_transfer", "unemployed", "changing_post", "veteran",
		"military_family_unemployed", "disabled", "employment_difficulty",
		"zero_employment_household", "rural_student", "urban_dibao_household",
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		index_of[i] = pack_fact_find(pack, names[i]);
}

static inline enum tri at(const struct policy_case *c, int i)
{
	const struct fact *fact = &c->facts.at[index_of[i]];

	return fact->source ? fact->number ? TRI_TRUE : TRI_FALSE : TRI_UNKNOWN;
}

static enum tri any(const struct policy_case *c, int from, int to)
{
	enum tri value = TRI_FALSE;

	for (int i = from; i < to; i++)
		value = tri_or(value, at(c, i));
	return value;
}

static int straight(const struct policy_case *c)
{
	enum tri gen = tri_or(any(c, 0, 4), tri_and(at(c, 4), TRI_UNKNOWN));
	enum tri scope = tri_or(gen, at(c, 7));
	enum tri free_group = tri_or(any(c, 5, 15), at(c, 3));
	enum tri leaver = tri_and(at(c, 8), tri_or(at(c, 17), at(c, 18)));
	enum tri living = tri_or(tri_or(any(c, 6, 8), any(c, 14, 17)), leaver);

	return (int)tri_and(scope, free_group) * 3 + (int)tri_and(scope, living);
}

/* ---- measuring ---- */

static volatile int sink;

static int by_size(const void *a, const void *b)
{
	double left = *(const double *)a, right = *(const double *)b;

	return (left > right) - (left < right);
}

/* Of five parts the middle one. */
static double median_us(double (*us)(int rounds), int rounds)
{
	double parts[5];

	for (int i = 0; i < 5; i++)
		parts[i] = us(rounds / 5);
	qsort(parts, 5, sizeof(parts[0]), by_size);
	return parts[2];
}

static double straight_us(int rounds)
{
	double start = now_us();

	for (int i = 0; i < rounds; i++)
		sink += straight(&people[i % NEAR]);
	return (now_us() - start) / rounds;
}

static double evaluate_us(int rounds)
{
	static struct values v;
	double start = now_us();

	for (int i = 0; i < rounds; i++) {
		values_evaluate(pack, &people[i % NEAR], &v);
		sink += v.tri[0];
	}
	return (now_us() - start) / rounds;
}

/* ---- the rival: one prepared SQL statement ---- */

static void sql_run(sqlite3 *db, const char *sql)
{
	if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK) {
		fprintf(stderr, "%s\n", sqlite3_errmsg(db));
		exit(3);
	}
}

static void sql_number(struct text *out, const struct pack_fact *fact, int64_t number)
{
	char date[DATE_TEXT_MAX];

	if (fact->type == FACT_CHOICE) {
		text_addf(out, ", '%s'", fact->choices[number]);
	} else if (fact->type == FACT_DATE) {
		date_format(date_from_days((int32_t)number), date);
		text_addf(out, ", '%s'", date);
	} else if (fact->type == FACT_WORD) {
		for (size_t i = 0; i < sizeof(trades) / sizeof(trades[0]); i++) {
			if (policy_word(trades[i]) == number)
				text_addf(out, ", '%s'", trades[i]);
		}
	} else {
		text_addf(out, ", %lld", (long long)number);
	}
}

static void sql_add(sqlite3 *db, int id)
{
	static char buffer[16384];
	struct text row = text_in(buffer, sizeof(buffer));
	const struct policy_case *c = &people[id];
	char date[DATE_TEXT_MAX];

	text_addf(&row, "INSERT INTO people VALUES(%d, '2021-03-15', 'plan', NULL, 1, 1", id);
	for (int f = 0; f < pack->fact_count; f++) {
		if (fact_known(&c->facts.at[f]))
			sql_number(&row, &pack->facts[f], c->facts.at[f].number);
		else
			text_add(&row, ", NULL");
	}
	text_add(&row, ");");
	for (int i = 0; i < c->history.count; i++) {
		const struct claim *claim = &c->history.claims[i];

		date_format(claim->date, date);
		text_addf(&row, "INSERT INTO claims VALUES(%d, '%s', '%s', 'granted', '%s', '%c');",
			  id, date, claim_kind_name(claim->kind), claim->occupation,
			  claim->level);
	}
	sql_run(db, buffer);
}

static double sql_us(int rounds)
{
	static char buffer[1 << 18];
	struct text text = text_in(buffer, sizeof(buffer));
	sqlite3_stmt *statement = NULL;
	sqlite3 *db = NULL;
	double start, us;

	if (sqlite3_open(":memory:", &db) || sql_tables(pack, SQL_SQLITE, &text))
		exit(3);
	sql_run(db, buffer);
	for (int i = 0; i < ROWS; i++)
		sql_add(db, i);
	text = text_in(buffer, sizeof(buffer));
	if (sql_statement(pack, SQL_SQLITE, &text) ||
	    sqlite3_prepare_v2(db, buffer, -1, &statement, NULL) != SQLITE_OK)
		exit(3);
	start = now_us();
	for (int i = 0; i < rounds; i++) {
		while (sqlite3_step(statement) == SQLITE_ROW)
			sink += sqlite3_column_int(statement, 0);
		sqlite3_reset(statement);
	}
	us = (now_us() - start) / rounds / ROWS;
	sqlite3_finalize(statement);
	sqlite3_close(db);
	return us;
}

/* ---- many people ---- */

static struct batch_people *packed;
static struct batch_plan *plan;

static double packing_us(void)
{
	double start;

	if (batch_people_create(pack, PACKED, &packed))
		exit(3);
	start = now_us();
	for (int i = 0; i < PACKED; i++) {
		if (batch_people_add(packed, &people[i % PEOPLE]))
			exit(3);
	}
	return (now_us() - start) / PACKED;
}

/* Reads every benefit's outcome and amount, of a person a block. */
static void read_block(void)
{
	for (int b = 0; b < pack->benefit_count; b++) {
		const struct batch_spans *amounts = batch_amounts(plan, b);

		sink += (int)batch_tri_at(batch_outcomes(plan, b), 0);
		if (amounts)
			sink += (int)amounts->low[0];
	}
}

/* All of them, whatever the rounds. */
static double batch_us(int rounds)
{
	double start = now_us();

	(void)rounds;
	for (size_t block = 0; block < batch_block_count(packed); block++) {
		batch_run(plan, packed, block);
		read_block();
	}
	return (now_us() - start) / PACKED;
}

static void print_batch(const char *what, enum stage stage, double limit, int conditions)
{
	struct policy_case setting = { .date = { 2021, 3, 15 }, .stage = stage };
	bool wanted[BENEFITS_MAX];
	double us;

	memset(wanted, 1, sizeof(wanted));
	plan = batch_plan_create(pack, &setting, wanted);
	us = median_us(batch_us, PACKED);
	printf("batch, %s  %6.4f us, %d of %d steps run: %.2f M people/s/core, "
	       "%.2f x straight-line C; budget %.2f M\n", what, us, batch_plan_steps(plan),
	       pack->step_count, 1 / us, us / limit, 5 / (conditions / 40.0));
	batch_plan_destroy(plan);
}

static double decide_us(int rounds)
{
	int benefit = pack_benefit_find(pack, "LIVING");
	double start = now_us();

	for (int i = 0; i < rounds; i++) {
		struct decision d;

		policy_decide(pack, &people[i % PEOPLE], benefit, &d);
		sink += (int)d.outcome;
	}
	return (now_us() - start) / rounds;
}

/* ---- many courses ---- */

static struct course *catalogue;

/* As many kinds, levels and schools as there are; each trade stands in it often. */
static void make_catalogue(void)
{
	static const char levels[] = "54321", codes[] = " SPHT";

	catalogue = calloc(CATALOGUE, sizeof(*catalogue));
	for (int i = 0; catalogue && i < CATALOGUE; i++) {
		struct course *course = &catalogue[i];
		enum course_kind kind = (enum course_kind)(draw() % COURSE_KIND_COUNT);

		*course = (struct course){
			.kind = kind, .on_list = (enum tri)(draw() % 3),
			.std_known = draw() % 8 != 0, .filed = TRI_TRUE,
			.level = kind == COURSE_QUAL ? levels[draw() % 5] : codes[kind],
			.std = (fen)(draw() % 200) * 1000,
			.shortage_uplift_pct = (int)(draw() % 51),
			.institution =
				(enum institution_status)(draw() % INSTITUTION_STATUS_COUNT),
			.training_days = (int)(draw() % 40),
		};
		if (text_copy(course->occupation, sizeof(course->occupation),
			      trades[draw() % 3]) ||
		    text_copy(course->source, sizeof(course->source), SOURCE_SAMPLE))
			exit(3);
	}
}

static int benefit_of(enum course_kind kind)
{
	for (int i = 0; i < pack->benefit_count; i++) {
		if (pack->benefits[i].shown.course_kinds & 1 << kind)
			return i;
	}
	return -1;
}

/* The whole catalogue: what a course pays, whether it is open, fee and living allowance. */
static double courses_us(int rounds)
{
	int offer = pack_offer(pack), fee = pack_fee(pack), living = pack_living(pack);
	struct course_plan *courses = course_plan_create(pack);
	double start = now_us();

	for (int i = 0; i < rounds; i++) {
		course_plan_set_person(courses, &people[i % PEOPLE]);
		for (int k = 0; k < CATALOGUE; k++) {
			const int asked[] = { benefit_of(catalogue[k].kind), offer, fee, living };
			struct course_sum sum;

			course_plan_set_course(courses, &catalogue[k]);
			for (int b = 0; b < 4; b++) {
				course_plan_sum(courses, asked[b], &sum);
				sink += (int)sum.outcome;
			}
		}
	}
	course_plan_destroy(courses);
	return (now_us() - start) / rounds;
}

static double question_us(int rounds)
{
	static const bool asked[FACTS_MAX];
	bool wanted[BENEFITS_MAX];
	double start = now_us();

	memset(wanted, 1, sizeof(wanted));
	for (int i = 0; i < rounds; i++)
		sink += policy_next_question(pack, &people[i % PEOPLE], wanted, asked);
	return (now_us() - start) / rounds;
}

static double load_us(int rounds)
{
	struct diag diag = { 0 };
	double start = now_us();

	for (int i = 0; i < rounds; i++) {
		struct pack *again = NULL;

		if (pack_load(PACK, &again, &diag))
			exit(3);
		pack_destroy(again);
	}
	return (now_us() - start) / rounds;
}

static void read_file(const char *path)
{
	static char bytes[1 << 20];
	FILE *file = fopen(path, "rb");

	if (!file)
		exit(3);
	sink += (int)fread(bytes, 1, sizeof(bytes), file);
	fclose(file);
}

static double read_us(int rounds)
{
	double start = now_us();

	for (int i = 0; i < rounds; i++) {
		glob_t files;

		if (glob(PACK "/*.yaml", 0, NULL, &files) ||
		    glob(PACK "/benefits/*.yaml", GLOB_APPEND, NULL, &files))
			exit(3);
		for (size_t f = 0; f < files.gl_pathc; f++)
			read_file(files.gl_pathv[f]);
		globfree(&files);
	}
	return (now_us() - start) / rounds;
}

static int condition_count(void)
{
	int count = 0;

	for (int i = 0; i < pack->step_count; i++) {
		int op = pack->steps[i].op;

		count += op >= OP_FACT && op <= OP_LAST_CONDITION;
	}
	return count;
}

static void print_courses(void)
{
	double us = median_us(courses_us, 25);

	printf("courses      %7.0f us for %d courses and one person, four benefits each: "
	       "%.1f x every benefit of one case a course; budget 10000 us\n", us, CATALOGUE,
	       us / CATALOGUE / median_us(evaluate_us, 20000));
}

int main(int argc, char **argv)
{
	int rounds = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 400000;
	struct diag diag = { 0 };
	double limit, one, rival;
	int conditions;

	if (pack_load(PACK, &pack, &diag)) {
		diag_print(&diag);
		return 3;
	}
	make_people();
	make_catalogue();
	find_indices();
	conditions = condition_count();
	limit = median_us(straight_us, rounds) * conditions / STRAIGHT_CONDITIONS;
	one = median_us(evaluate_us, rounds);
	printf("one person   %7.3f us, %d conditions, %d steps: %.1f x straight-line C (%.3f us); "
	       "budget %.2f us\n", one, conditions, pack->step_count, one / limit, limit,
	       conditions * 0.3 / 40);
	printf("             %7.2f M people/s/core, one after the other\n", 1 / one);
	rival = median_us(sql_us, 20);
	printf("             %7.3f us, one SQL statement over %d people: %.0f x slower\n", rival,
	       ROWS, rival / one);
	printf("packing      %7.3f us", packing_us());
	printf(", %.0f bytes a person\n", (double)batch_people_bytes(packed) / PACKED);
	print_batch("plan ", STAGE_PLAN, limit, conditions);
	print_batch("claim", STAGE_CLAIM, limit, conditions);
	batch_people_destroy(packed);
	printf("decision     %7.3f us\n", median_us(decide_us, rounds / 10));
	print_courses();
	printf("question     %7.3f us\n", median_us(question_us, rounds / 10));
	one = load_us(20);
	limit = read_us(20);
	printf("load         %7.0f us: %.1f x reading the bytes (%.0f us); budget 20000 us\n", one,
	       one / limit, limit);
	pack_destroy(pack);
	free(people);
	free(catalogue);
	return 0;
}
