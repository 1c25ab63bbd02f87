/*
 * From exec to the first painted frame, against a bare SDL2 window, and from
 * there to the first reader that is ready for a card, with nobody and with a
 * million people in the store.  Medians of runs that take turns.  Needs a
 * display: without one it starts itself under on-display.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { RUNS = 15, READY_RUNS = 7, PEOPLE = 1000000, ARGS_MAX = 16 };

/* ms from exec until each of two words was said on stderr; -1: it was not. */
struct said {
	double frame_ms;
	double ready_ms;
};

static double now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static void listen_to(int fd, double start, bool wants_ready, struct said *said)
{
	static char heard[65536];
	size_t size = 0;
	ssize_t n;

	while (size + 1 < sizeof(heard) &&
	       (n = read(fd, heard + size, sizeof(heard) - 1 - size)) > 0) {
		size += (size_t)n;
		heard[size] = 0;
		if (said->frame_ms < 0 && strstr(heard, "first frame"))
			said->frame_ms = now_ms() - start;
		if (said->ready_ms < 0 && strstr(heard, ": ready\n"))
			said->ready_ms = now_ms() - start;
		if (said->frame_ms >= 0 && (!wants_ready || said->ready_ms >= 0))
			break;
	}
}

static struct said run(char *const *argv, bool wants_ready)
{
	struct said said = { -1, -1 };
	int ends[2];
	double start;
	pid_t pid;

	if (pipe2(ends, O_CLOEXEC))
		exit(3);
	start = now_ms();
	pid = fork();
	if (pid == 0) {
		dup2(ends[1], STDERR_FILENO);
		execv(argv[0], argv);
		_exit(127);
	}
	close(ends[1]);
	listen_to(ends[0], start, wants_ready, &said);
	/*
	 * Nothing of it is left to end beside the next start: neither emulators and helpers
	 * nor, in the display's server, a window.
	 */
	kill(pid, SIGTERM);
	waitpid(pid, NULL, 0);
	close(ends[0]);
	return said;
}

static int ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

static double median(double *times, int count)
{
	qsort(times, (size_t)count, sizeof(*times), ascending);
	return times[count / 2];
}

static char **kiosk_on(const char *data)
{
	static char *argv[ARGS_MAX];
	const char *const words[] = { BUILD_DIR "/skills-kiosk", "run", "--config",
				      SOURCE_DIR "/kiosk-config", "--date", "2021-03-15",
				      "--data", data, NULL };

	for (int i = 0; i < 9; i++)
		argv[i] = (char *)(uintptr_t)words[i];
	return argv;
}

/* The kiosk as it starts every day, and where it has no letters but those that are shipped. */
static void start_figures(const char *data)
{
	char *bare[] = { (char[]){ BUILD_DIR "/bare-window" }, NULL };
	double ours[RUNS], first[RUNS], limits[RUNS], figure, limit;
	char letters[600];

	snprintf(letters, sizeof(letters), "%s/letters", data);
	for (int i = 0; i < RUNS; i++) {
		unlink(letters);
		first[i] = run(kiosk_on(data), false).frame_ms;
		run(kiosk_on(data), true);	/* writes them */
		limits[i] = run(bare, false).frame_ms;
		ours[i] = run(kiosk_on(data), false).frame_ms;
	}
	figure = median(ours, RUNS);
	limit = median(limits, RUNS);
	printf("exec to first frame    %6.1f ms   bare SDL2 window %6.1f ms   ratio %4.2f "
	       "(budget 1.5)\n", figure, limit, figure / limit);
	figure = median(first, RUNS);
	printf("the very first start   %6.1f ms   ratio %4.2f\n", figure, figure / limit);
}

static void ready_figures(const char *data, const char *people)
{
	double times[READY_RUNS];

	run(kiosk_on(data), true);	/* makes the store, or warms it */
	for (int i = 0; i < READY_RUNS; i++) {
		struct said said = run(kiosk_on(data), true);

		times[i] = said.ready_ms - said.frame_ms;
	}
	printf("first frame to ready   %6.1f ms   %s (budget 60)\n", median(times, READY_RUNS),
	       people);
}

/* Whole numbers of a region that does not exist, with their check character. */
static void put_number(FILE *file, int i)
{
	static const int weights[] = { 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2 };
	char digits[32];
	int sum = 0;

	snprintf(digits, sizeof(digits), "330299%04d%02d%02d%03d", 1930 + i / 336000 % 100,
		 1 + i / 28000 % 12, 1 + i / 1000 % 28, i % 1000);
	for (int k = 0; k < 17; k++)
		sum += (digits[k] - '0') * weights[k];
	fprintf(file, "%.17s%c,hukou_ningbo,true,2021-03-01,sample\n", digits,
		"10X98765432"[sum % 11]);
}

static bool import_people(const char *folder, const char *data)
{
	char path[512], command[2048];
	FILE *file;

	snprintf(path, sizeof(path), "%s/people.csv", folder);
	file = fopen(path, "we");
	if (!file)
		return false;
	fprintf(file, "id_no,fact,value,as_of,source\n");
	for (int i = 0; i < PEOPLE; i++)
		put_number(file, i);
	fclose(file);
	snprintf(command, sizeof(command),
		 BUILD_DIR "/skills-kiosk import register %s --data %s >/dev/null", path, data);
	return system(command) == 0;
}

int main(int argc, char **argv)
{
	char folder[] = "/tmp/bench-start-XXXXXX", data[512], command[600];

	(void)argc;
	if (!getenv("DISPLAY")) {
		execl(SOURCE_DIR "/kiosk-config/on-display", "on-display", argv[0], NULL);
		return 3;
	}
	setenv("XCOMPOSEFILE", "/dev/null", 1);	/* as a hall's unit does */
	if (!mkdtemp(folder))
		return 3;
	snprintf(data, sizeof(data), "%s/data", folder);
	run(kiosk_on(data), true);
	start_figures(data);
	ready_figures(data, "the demonstration's store");
	if (import_people(folder, data))
		ready_figures(data, "a million people more");
	snprintf(command, sizeof(command), "rm -rf %s", folder);
	return system(command) == 0 ? 0 : 3;
}
