/*
 * A city's register through the commands, as whole processes from exec on:
 *
 *	import		us a person, of register (six facts) and history (every third
 *			person has a claim)
 *	eval --register	million people a second of one core, for every benefit and the
 *			demo's courses
 *
 * and the most memory that each held.  bench-register [PEOPLE [DIR]]; DIR is kept.
 */
#include "core/idno.h"

#include <fcntl.h>
#include <ftw.h>
#include <inttypes.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static void fail(const char *what)
{
	fprintf(stderr, "bench-register: %s\n", what);
	exit(3);
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st;
	(void)type;
	(void)at;
	return remove(path);
}

static void number_of(int64_t n, char out[IDNO_TEXT_MAX])
{
	struct date birth = date_from_days((int32_t)(-10000 + n / 900 % 20000));

	idno_from_key(INT64_C(33029900000000000) +
		      (birth.year * 10000 + birth.month * 100 + birth.day) * INT64_C(1000) +
		      n % 900, out);
}

static FILE *create(const char *dir, const char *name, const char *header)
{
	char path[256];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s.csv", dir, name);
	file = fopen(path, "w");
	if (!file)
		fail("writing");
	fprintf(file, "%s\n", header);
	return file;
}

static void write_register(const char *dir, int64_t people)
{
	static const char *const facts[] = {
		"hukou_ningbo", "works_ningbo", "unemployment_registered", "disabled",
		"enterprise_employee",
	};
	FILE *file = create(dir, "register", "id_no,fact,value,as_of,source");
	char id_no[IDNO_TEXT_MAX];

	for (int64_t n = 0; n < people; n++) {
		number_of(n, id_no);
		fprintf(file, "%s,region,%d,2021-03-01,sample\n", id_no, (int)(1 + n % 15));
		for (size_t i = 0; i < sizeof(facts) / sizeof(facts[0]); i++)
			fprintf(file, "%s,%s,%s,2021-03-01,sample\n", id_no, facts[i],
				n * 2654435761 >> (8 + i) & 1 ? "true" : "false");
	}
	fclose(file);
}

static void write_history(const char *dir, int64_t people)
{
	FILE *file = create(dir, "history",
			    "id_no,complete,date,kind,occupation,level,status,source");
	char id_no[IDNO_TEXT_MAX];

	for (int64_t n = 0; n < people; n++) {
		number_of(n, id_no);
		fprintf(file, "%s,true,%s,sample\n", id_no,
			n % 3 ? ",,,," : "2021-01-12,TRAIN,焊工,4,granted");
	}
	fclose(file);
}

/* Runs the program; its output goes to a file beside the data. */
static void run(const char *dir, char *const argv[], double *ret_wall_s, double *ret_cpu_s,
		double *ret_mb)
{
	posix_spawn_file_actions_t actions;
	struct timespec start, end;
	struct rusage used;
	char out[256];
	pid_t pid;
	int status;

	snprintf(out, sizeof(out), "%s/said", dir);
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, 1, out, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	posix_spawn_file_actions_adddup2(&actions, 1, 2);
	clock_gettime(CLOCK_MONOTONIC, &start);
	if (posix_spawn(&pid, argv[0], &actions, NULL, argv, environ) != 0 ||
	    wait4(pid, &status, 0, &used) != pid)
		fail("starting");
	clock_gettime(CLOCK_MONOTONIC, &end);
	posix_spawn_file_actions_destroy(&actions);
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		fail("the command failed: see `said` in its folder");
	*ret_wall_s = (double)(end.tv_sec - start.tv_sec) +
		      (double)(end.tv_nsec - start.tv_nsec) / 1e9;
	*ret_cpu_s = (double)used.ru_utime.tv_sec + (double)used.ru_utime.tv_usec / 1e6 +
		     (double)used.ru_stime.tv_sec + (double)used.ru_stime.tv_usec / 1e6;
	*ret_mb = (double)used.ru_maxrss / 1024;
}

static void bench_import(const char *dir, const char *kind, int64_t people)
{
	char program[] = BUILD_DIR "/skills-kiosk", verb[] = "import", option[] = "--data";
	char name[32], path[256], data[256];
	char *argv[] = { program, verb, name, path, option, data, NULL };
	double wall, cpu, mb;

	snprintf(name, sizeof(name), "%s", kind);
	snprintf(data, sizeof(data), "%s/data", dir);
	if (people > 0)
		snprintf(path, sizeof(path), "%s/%s.csv", dir, kind);
	else
		snprintf(path, sizeof(path), "%s/kiosk-config/demo-data/%s.csv", SOURCE_DIR, kind);
	run(dir, argv, &wall, &cpu, &mb);
	if (people > 0)
		printf("import %-9s %9" PRId64 " people: %5.2f us a person, %5.2f of CPU "
		       "(budget 10); %.0f MB (budget 64)\n", kind, people,
		       wall * 1e6 / (double)people, cpu * 1e6 / (double)people, mb);
}

static void bench_eval(const char *dir, int64_t people)
{
	char program[] = BUILD_DIR "/skills-kiosk", verb[] = "eval", all[] = "--register";
	char config[] = "--config", config_dir[] = SOURCE_DIR "/kiosk-config";
	char option[] = "--data", data[256], date[] = "--date", day[] = "2021-03-15";
	char *argv[] = {
		program, verb, all, config, config_dir, option, data, date, day, NULL,
	};
	double wall, cpu, mb;

	snprintf(data, sizeof(data), "%s/data", dir);
	run(dir, argv, &wall, &cpu, &mb);
	printf("eval --register  %9" PRId64 " people: %.2f million a second, %.2f of a core "
	       "(budget 1.00); %.0f MB (budget 64)\n", people, (double)people / 1e6 / wall,
	       (double)people / 1e6 / cpu, mb);
}

int main(int argc, char **argv)
{
	int64_t people = argc > 1 ? strtoll(argv[1], NULL, 10) : 1000000;
	char made[] = "/tmp/kiosk-bench-XXXXXX";
	const char *dir = argc > 2 ? argv[2] : mkdtemp(made);

	if (!dir || people < 1 || people > 18000000)
		fail("usage: bench-register [PEOPLE [DIR]]");
	write_register(dir, people);
	write_history(dir, people);
	bench_import(dir, "institutions", 0);
	bench_import(dir, "catalogue", 0);
	bench_import(dir, "standards", 0);
	bench_import(dir, "register", people);
	bench_import(dir, "history", people);
	bench_eval(dir, people);
	if (argc <= 2)
		nftw(dir, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	return 0;
}
