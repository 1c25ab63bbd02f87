/*
 * The policy engine's figures, each as a ratio to a limit taken in the same run.
 *
 *	one person	every benefit of the pack in one pass, against the same
 *			trees of FREE and LIVING written out as straight-line C,
 *			scaled by the number of conditions
 *	decision	reasons, missing facts and amount of one benefit besides
 *	question	which question comes next, of all benefits
 *	load		the pack from its files, against reading their bytes alone
 *
 * bench-policy [ROUNDS]
 */
#include "policy/pack.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define PACK SOURCE_DIR "/kiosk-config/packs/nb-2019-78"
#define PEOPLE 4096

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

static void make_people(void)
{
	people = calloc(PEOPLE, sizeof(*people));
	for (int i = 0; people && i < PEOPLE; i++) {
		struct policy_case *c = &people[i];

		c->date = (struct date){ 2021, 3, 15 };
		c->history.known = c->history.complete = true;
		for (int f = 0; f < pack->fact_count; f++) {
			if (pack->facts[f].type == FACT_BOOL && draw() % 3)
				c->facts.at[f] = (struct fact){ .source = FACT_REGISTRY,
								.number = (int64_t)(draw() & 1) };
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

static double straight_us(int rounds)
{
	double start = now_us();

	for (int i = 0; i < rounds; i++)
		sink += straight(&people[i % PEOPLE]);
	return (now_us() - start) / rounds;
}

static double evaluate_us(int rounds)
{
	static struct values v;
	double start = now_us();

	for (int i = 0; i < rounds; i++) {
		values_evaluate(pack, &people[i % PEOPLE], &v);
		sink += v.tri[0];
	}
	return (now_us() - start) / rounds;
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

int main(int argc, char **argv)
{
	int rounds = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 400000;
	struct diag diag = { 0 };
	double limit, one;
	int conditions;

	if (pack_load(PACK, &pack, &diag)) {
		diag_print(&diag);
		return 3;
	}
	make_people();
	find_indices();
	conditions = condition_count();
	limit = straight_us(rounds) * conditions / STRAIGHT_CONDITIONS;
	one = evaluate_us(rounds);
	printf("one person   %7.3f us, %d conditions, %d steps: %.1f x straight-line C (%.3f us); "
	       "budget %.2f us\n", one, conditions, pack->step_count, one / limit, limit,
	       conditions / 40.0);
	printf("             %7.2f M people/s/core\n", 1 / one);
	printf("decision     %7.3f us\n", decide_us(rounds / 10));
	printf("question     %7.3f us\n", question_us(rounds / 10));
	one = load_us(20);
	limit = read_us(20);
	printf("load         %7.0f us: %.1f x reading the bytes (%.0f us); budget 20000 us\n", one,
	       one / limit, limit);
	pack_destroy(pack);
	free(people);
	return 0;
}
