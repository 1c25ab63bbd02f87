/*
 * pn532-emulator: a PN532 on a pseudo-terminal, with cards of invented people.
 *
 *     pn532-emulator --cards cards.csv --link /tmp/reader [--keys FILE]
 *         [--control SOCKET] [--also SOCKET] [--real]
 *
 * Keys are those of sam-demo.keys beside the cards, unless FILE is given.  With
 * --also, documents (rid, hmt, foreign17, foreign23) are laid on the samv
 * emulator that listens there: one tray for every card.
 *
 * Commands, a line each, on stdin and on the socket; "help" lists them.  It
 * ends at "quit", at SIGTERM, and when the pipe on its stdin is closed.
 */
#include "drivers/emulators/pn532/emulator.h"
#include "base/program.h"

#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define PN532_HELP \
	"pn532-emulator: a PN532 on a pseudo-terminal; takes commands on stdin (help)\n" \
	"  --cards FILE       the people whose cards can be laid\n" \
	"  --keys FILE        the demo keys\n" \
	"  --link PATH        the name that is to point at the pseudo-terminal\n" \
	"  --control SOCKET   takes commands there too, a line each\n" \
	"  --also SOCKET      passes documents on to a samv-emulator\n" \
	"  --real             keeps the time of a real line\n" \
	"  --help             this\n" \
	"  --version          the version, with its commit\n"

/* 115,200 baud, ten bits a byte. */
#define PN532_BYTE_US 87
/* Assumed: air time of an exchange, and of a look that finds nothing. */
#define REAL_AIR_US 8000
#define REAL_EMPTY_US 15000

static volatile sig_atomic_t ended;

static void on_end(int signal)
{
	(void)signal;
	ended = 1;
}

static int usage(void)
{
	fprintf(stderr, "usage: pn532-emulator --cards FILE --link PATH [--keys FILE]"
			" [--control SOCKET] [--also SOCKET] [--real]\n");
	return 2;
}

static void be_real(struct emulator *e)
{
	e->wire.byte_us = PN532_BYTE_US;
	e->air_us = REAL_AIR_US;
	e->empty_us = REAL_EMPTY_US;
}

struct pn532_options {
	const char *cards, *keys, *link, *control, *also;
	bool real;
};

static bool take_arguments(int argc, char **argv, struct pn532_options *a)
{
	static const struct option options[] = {
		{ "cards", required_argument, NULL, 'c' },
		{ "keys", required_argument, NULL, 'k' },
		{ "link", required_argument, NULL, 'l' },
		{ "control", required_argument, NULL, 's' },
		{ "also", required_argument, NULL, 'a' },
		{ "real", no_argument, NULL, 'r' },
		{ 0 },
	};
	int option;

	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
		switch (option) {
		case 'c': a->cards = optarg; break;
		case 'k': a->keys = optarg; break;
		case 'l': a->link = optarg; break;
		case 's': a->control = optarg; break;
		case 'a': a->also = optarg; break;
		case 'r': a->real = true; break;
		default: return false;
		}
	}
	return a->cards && a->link && optind == argc;
}

/* Sleeps until something comes, or the wire wants the next byte: 87 us apart, when it is real. */
static int wait_for_any(const struct emulator *e, struct pollfd *polls, nfds_t count)
{
	int64_t wire_us = wire_next_us(&e->wire, emulator_now_us());
	int64_t poll_us = emulator_poll_next_us(e);
	int64_t us = wire_us < 0 || (poll_us >= 0 && poll_us < wire_us) ? poll_us : wire_us;
	const struct timespec until = { us / 1000000, (long)(us % 1000000) * 1000 };

	return ppoll(polls, count, us < 0 ? NULL : &until, NULL);
}

static void serve(struct emulator *e)
{
	struct pollfd polls[1 + CONTROL_POLLS];

	while (!e->quit && !e->control.ended && !ended) {
		polls[0] = (struct pollfd){ .fd = e->pty.master, .events = POLLIN };
		control_prepare(&e->control, polls + 1);
		if (wait_for_any(e, polls, 1 + CONTROL_POLLS) < 0)
			continue;
		if (polls[0].revents && polls[0].fd == e->pty.master)
			emulator_take_from_host(e);
		emulator_poll(e);
		emulator_give_to_host(e);
		control_serve(&e->control, polls + 1);
	}
}

static bool start(struct emulator *e, const struct pn532_options *a)
{
	char keys[512];

	emu_keys_path(a->cards, keys, sizeof(keys));
	if (emu_people_load(a->cards, &e->people) ||
	    sam_keys_load(a->keys ? a->keys : keys, &e->keys))
		return false;
	chip_init(&e->chip);
	if (a->real)
		be_real(e);
	e->link = a->link;
	e->also = a->also;
	e->control.context = e;
	e->control.obey = emulator_obey;
	if (pty_plug(&e->pty, a->link) || control_open(&e->control, a->control))
		return false;
	printf("ready %s %s\n", a->link, pty_path(&e->pty));
	fflush(stdout);
	return true;
}

int main(int argc, char **argv)
{
	static struct emulator emulator;
	struct pn532_options arguments = { 0 };
	struct sigaction end = { .sa_handler = on_end };

	if (program_tells(argv, "pn532-emulator", program_version, PN532_HELP))
		return 0;
	if (!take_arguments(argc, argv, &arguments))
		return usage();
	sigaction(SIGTERM, &end, NULL);
	sigaction(SIGINT, &end, NULL);
	signal(SIGPIPE, SIG_IGN);
	if (!start(&emulator, &arguments))
		return 3;
	serve(&emulator);
	pty_unplug(&emulator.pty);
	if (arguments.control)
		unlink(arguments.control);
	return 0;
}
