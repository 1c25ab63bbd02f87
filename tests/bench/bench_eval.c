/*
 * `eval` as a whole command, from exec to the last answer, over cases a line:
 *
 *	golden		the golden cases as they stand
 *	long		the same filled up to 1,200 bytes with facts and claims
 *
 * in lines a second of the processor, median of five, beside the limit of the
 * same run: the same lines, read into a tree by jansson alone.
 *
 * bench-eval [LINES]
 */
#include <fcntl.h>
#include <jansson.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define RUNS 5
#define CASES_MAX 512
#define LONG_BYTES 1200

extern char **environ;

static char *cases[CASES_MAX];
static int case_count;

static void fail(const char *what)
{
	fprintf(stderr, "bench-eval: %s\n", what);
	exit(3);
}

static void add_case(json_t *object)
{
	if (case_count == CASES_MAX)
		fail("too many cases");
	cases[case_count++] = json_dumps(object, JSON_COMPACT);
}

/* Facts that it says nothing of, from two sources, and then claims. */
static void fill(json_t *object)
{
	static const char *const facts[] = {
		"hukou_ningbo", "works_ningbo", "unemployment_registered", "disabled",
		"poor_labour", "veteran", "resident_ningbo", "business_ningbo", "two_after",
		"rural_transfer", "zero_employment_household", "employment_difficulty",
	};
	json_t *known = json_object_get(object, "facts"), *claims = json_array();
	size_t size = 0;

	json_object_set_new(object, "history",
			    json_pack("{s:b, s:o}", "complete", 1, "claims", claims));
	for (size_t i = 0; known && i < sizeof(facts) / sizeof(facts[0]); i++) {
		if (!json_object_get(known, facts[i]))
			json_object_set_new(known, facts[i], i % 3 ? json_boolean(i & 1) :
					    json_pack("{s:b, s:s}", "value", (int)(i & 1),
						      "source", "declared"));
	}
	while (size + 90 < LONG_BYTES && json_array_size(claims) < 20) {
		json_array_append_new(claims, json_pack(
			"{s:s, s:s, s:s, s:s, s:s}", "date", "2020-05-11", "kind", "TRAIN",
			"occupation", "焊工", "level", "4", "status", "granted"));
		size = json_dumpb(object, NULL, 0, JSON_COMPACT);
	}
}

static void make_cases(int filled)
{
	FILE *file = fopen(SOURCE_DIR "/tests/policy/golden.jsonl", "r");
	char *line = NULL;
	size_t cap = 0;

	if (!file)
		fail("no golden cases");
	for (case_count = 0; getline(&line, &cap, file) >= 0;) {
		json_t *object = json_loads(line, 0, NULL);

		if (!object)
			fail("a golden case is no JSON");
		if (filled)
			fill(object);
		add_case(object);
		json_decref(object);
	}
	free(line);
	fclose(file);
}

static double write_cases(const char *path, int lines)
{
	FILE *file = fopen(path, "w");
	double bytes = 0;

	if (!file)
		fail("writing");
	for (int i = 0; i < lines; i++)
		bytes += fprintf(file, "%s\n", cases[i % case_count]);
	if (fclose(file) != 0)
		fail("writing");
	return bytes / lines;
}

static double seconds(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

static double command_s(const char *path)
{
	char program[] = BUILD_DIR "/skills-kiosk", verb[] = "eval", option[] = "--pack";
	char pack[] = SOURCE_DIR "/kiosk-config/packs/nb-2019-78";
	char *argv[] = { program, verb, option, pack, NULL };
	posix_spawn_file_actions_t actions;
	struct rusage used;
	pid_t pid;
	int status;

	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, 0, path, O_RDONLY, 0);
	posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
	if (posix_spawn(&pid, program, &actions, NULL, argv, environ) != 0 ||
	    wait4(pid, &status, 0, &used) != pid)
		fail("starting");
	posix_spawn_file_actions_destroy(&actions);
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		fail("eval refused a case");
	return seconds(used.ru_utime) + seconds(used.ru_stime);
}

static double jansson_s(int lines)
{
	struct timespec start, end;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &start);
	for (int i = 0; i < lines; i++) {
		json_t *object = json_loads(cases[i % case_count], JSON_REJECT_DUPLICATES, NULL);

		json_decref(object);
	}
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &end);
	return (double)(end.tv_sec - start.tv_sec) + (double)(end.tv_nsec - start.tv_nsec) / 1e9;
}

static int by_size(const void *a, const void *b)
{
	double left = *(const double *)a, right = *(const double *)b;

	return (left > right) - (left < right);
}

static void bench(const char *what, int filled, int lines)
{
	char path[] = "/tmp/kiosk-bench-XXXXXX";
	int fd = mkstemp(path);
	double command[RUNS], alone[RUNS], bytes;

	if (fd < 0)
		fail("no room in /tmp");
	close(fd);
	make_cases(filled);
	bytes = write_cases(path, lines);
	for (int i = 0; i < RUNS; i++) {
		command[i] = command_s(path);
		alone[i] = jansson_s(lines);
	}
	qsort(command, RUNS, sizeof(double), by_size);
	qsort(alone, RUNS, sizeof(double), by_size);
	printf("eval, %-6s  %7.0f lines of %.0f bytes a second a core (budget 40,000), "
	       "%.2f x jansson's reading alone\n", what, lines / command[RUNS / 2], bytes,
	       command[RUNS / 2] / alone[RUNS / 2]);
	unlink(path);
	for (int i = 0; i < case_count; i++)
		free(cases[i]);
}

int main(int argc, char **argv)
{
	int lines = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 40000;

	if (lines < 1)
		fail("usage: bench-eval [LINES]");
	bench("golden", 0, lines);
	bench("long", 1, lines);
	return 0;
}
