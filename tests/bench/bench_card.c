/*
 * A reading, against what wire and air alone need.
 *
 *	read	a whole generation-2 card with authentication, through libnfc, from a
 *		chip that keeps real time (115,200 baud, 8 ms of air an exchange),
 *		against the time of its bytes and exchanges
 *	open	from a plugged reader to a ready one; libnfc sleeps 50 ms of it
 *	wait	processor time while nobody comes, in per cent
 *
 * bench-card [READS]
 */
#include "base/clock.h"
#include "base/text.h"
#include "card/read.h"
#include "drivers/reader/open.h"
#include "drivers/sam/open.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define BYTE_US 86.8	/* ten bits at 115,200 baud */
#define AIR_US 8000.0
#define WAIT_MS 3000

#define DATA SOURCE_DIR "/kiosk-config/demo-data/"

extern char **environ;

struct emulator {
	char folder[64], port[96], control[96];
	pid_t pid;
	int fd;
};

static void fail(const char *what)
{
	fprintf(stderr, "bench-card: %s\n", what);
	exit(3);
}

/* ---- the emulator ---- */

static void start(struct emulator *e)
{
	char *argv[] = {
		BUILD_DIR "/pn532-emulator", "--cards", DATA "cards.csv", "--keys",
		DATA "sam-demo.keys", "--link", e->port, "--control", e->control, "--real", NULL,
	};
	posix_spawn_file_actions_t actions;

	memcpy(e->folder, "/tmp/bench-card-XXXXXX", 23);
	if (!mkdtemp(e->folder))
		fail("no folder");
	snprintf(e->port, sizeof(e->port), "%s/port", e->folder);
	snprintf(e->control, sizeof(e->control), "%s/control", e->folder);
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
	if (posix_spawn(&e->pid, argv[0], &actions, NULL, argv, environ))
		fail("the emulator does not start");
	posix_spawn_file_actions_destroy(&actions);
}

static void connect_control(struct emulator *e)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	const struct timespec pause = { 0, 10000000 };

	if (text_copy(address.sun_path, sizeof(address.sun_path), e->control))
		fail("a long path");
	e->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	for (int i = 0; connect(e->fd, (struct sockaddr *)&address, sizeof(address)); i++) {
		if (i == 200)
			fail("the emulator does not listen");
		nanosleep(&pause, NULL);
	}
}

static void tell(struct emulator *e, const char *line, char *answer, size_t cap)
{
	size_t n = 0;

	if (write(e->fd, line, strlen(line)) < 0)
		fail("the emulator has ended");
	while (n + 1 < cap && read(e->fd, answer + n, 1) == 1 && answer[n] != '\n')
		n++;
	answer[n] = 0;
}

static void stop(struct emulator *e)
{
	kill(e->pid, SIGTERM);
	waitpid(e->pid, NULL, 0);
	close(e->fd);
	rmdir(e->folder);
}

/* ---- figures ---- */

/* Microseconds that the bytes and exchanges since the card was laid need. */
static double limit_us(struct emulator *e)
{
	long sent, exchanges, received;
	char answer[128];

	tell(e, "count\n", answer, sizeof(answer));
	if (sscanf(answer, "%ld bytes %ld exchanges %ld received", &sent, &exchanges,
		   &received) != 3)
		fail("no count");
	return (double)(sent + received) * BYTE_US + (double)exchanges * AIR_US;
}

/* One laying: selects the card, then reads it; only the reading is timed. */
static void read_once(struct emulator *e, struct reader *reader, struct sam *sam,
		      double *ret_us, double *ret_limit_us)
{
	struct card_wish wish = { .sam = sam };
	struct card_reading reading;
	struct reader_card card;
	char answer[64];
	double selected_us;
	int64_t began;

	reader_release(reader);
	tell(e, "card ssc2 chen-li\n", answer, sizeof(answer));
	if (reader_wait(reader, 1000, &card))
		fail("no card");
	selected_us = limit_us(e);
	wish.deadline = deadline_in(3000);
	began = clock_us();
	if (card_read(reader, &card, &wish, &reading) ||
	    reading.holder.assurance != ASSURANCE_A1)
		fail("the card is not read");
	*ret_us = (double)(clock_us() - began);
	*ret_limit_us = limit_us(e) - selected_us;
}

static double cpu_us(void)
{
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e6 +
	       (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
}

static void bench_wait(struct emulator *e, struct reader *reader)
{
	struct reader_card card;
	char answer[64];
	double began;

	tell(e, "off\n", answer, sizeof(answer));
	reader_release(reader);
	began = cpu_us();
	if (reader_wait(reader, WAIT_MS, &card) != ERR_ABSENT)
		fail("a card out of nowhere");
	printf("wait      %.2f %% CPU (limit 1)\n", (cpu_us() - began) / (WAIT_MS * 10.0));
}

int main(int argc, char **argv)
{
	int reads = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 20;
	struct emulator e;
	struct reader *reader;
	struct sam *sam;
	double us = 0, limit = 0;
	char spec[128];
	int64_t began;

	start(&e);
	connect_control(&e);
	snprintf(spec, sizeof(spec), "libnfc:pn532_uart:%s", e.port);
	began = clock_us();
	if (reader_open(spec, &reader) || sam_open("soft:" DATA "sam-demo.keys", &sam))
		fail("no reader");
	printf("open      %.0f ms (limit 1000)\n", (double)(clock_us() - began) / 1e3);
	for (int i = 0; i < reads; i++) {
		double one_us, one_limit_us;

		read_once(&e, reader, sam, &one_us, &one_limit_us);
		us += one_us;
		limit += one_limit_us;
	}
	printf("read      %.1f ms, wire and air %.1f ms: %.2f (limit 1.50)\n", us / reads / 1e3,
	       limit / reads / 1e3, us / limit);
	bench_wait(&e, reader);
	reader_close(reader);
	sam_close(sam);
	stop(&e);
	return 0;
}
