/*
 * samv-emulator: a SAM-V module on a pseudo-terminal, with identity documents
 * of invented people.
 *
 *     samv-emulator --cards cards.csv --link /tmp/samv [--control SOCKET] [--real]
 *
 * Commands, a line each: card KIND PERSON (rid, hmt, foreign17, foreign23),
 * off, fault NAME [PLACE [ARGUMENT]], plug, count, quit.  Places count from
 * the answer that first finds the document.
 */
#include "drivers/emulators/common/control.h"
#include "drivers/emulators/common/fault.h"
#include "drivers/emulators/common/idtext.h"
#include "drivers/emulators/common/pty.h"
#include "drivers/emulators/common/wire.h"
#include "base/program.h"

#include "base/clock.h"
#include "base/text.h"

#include <errno.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define SAMV_HELP \
	"samv-emulator: a SAM-V module on a pseudo-terminal; commands, a line each, on stdin\n" \
	"  --cards FILE       the people whose cards can be laid\n" \
	"  --link PATH        the name that is to point at the pseudo-terminal\n" \
	"  --control SOCKET   takes commands there too, a line each\n" \
	"  --real             keeps the time of a real line\n" \
	"  --help             this\n" \
	"  --version          the version, with its commit\n"

#define SAMV_BYTE_US 87
#define BODY_MAX 1400
#define SAMV_WORDS_MAX 6

struct module {
	struct pty pty;
	struct control control;
	struct wire wire;
	struct emu_people people;
	struct sam_keys keys;	/* none: documents carry their own */
	const char *link;
	struct emu_card card;
	bool lies;		/* a document lies there */
	bool was_read;		/* and is not found again until it has been lifted */
	bool found;
	bool selected;
	long exchanges;
	uint8_t input[16];
	size_t input_size;
	bool quit;
};

static int64_t now_us(void)
{
	return clock_us();
}

/* ---- answers ---- */

static size_t wrap(const uint8_t *body, size_t size, uint8_t *out)
{
	size_t length = size + 1, n = 0;
	uint8_t sum = 0;

	for (; n < 3; n++)
		out[n] = 0xAA;
	out[n++] = 0x96;
	out[n++] = 0x69;
	out[n++] = (uint8_t)(length >> 8);
	out[n++] = (uint8_t)length;
	memcpy(out + n, body, size);
	for (size_t i = 5; i < n + size; i++)
		sum ^= out[i];
	out[n + size] = sum;
	return n + size + 1;
}

static void lift(struct module *m)
{
	m->lies = m->was_read = m->found = m->selected = false;
}

/* Faults of a whole answer; true when there is none to send. */
static bool struck(struct module *m, uint8_t *frame, size_t *size, int64_t *due)
{
	struct fault fault = m->wire.fault;

	if (fault.kind == FAULT_NONE || fault_at_byte(fault.kind) || m->exchanges < fault.at)
		return false;
	wire_spend_fault(&m->wire);
	if (fault.kind == FAULT_BADSUM)
		frame[*size - 1] ^= 0x55;
	else if (fault.kind == FAULT_GARBAGE)
		wire_send(&m->wire, (const uint8_t *)"\xAA\xAA\x96\x12", 4, *due);
	else if (fault.kind == FAULT_SLOW)
		*due += fault.argument * 1000;
	else if (fault.kind == FAULT_STATUS)
		*size = wrap((uint8_t[]){ 0, 0, (uint8_t)fault.argument }, 3, frame);
	else
		return true;
	return false;
}

/* Faults at a byte that change what lies there. */
static void strike_byte(struct module *m, size_t size)
{
	enum fault_kind kind = m->wire.fault.kind;

	if (!wire_fault_within(&m->wire, size) || (kind != FAULT_LIFT && kind != FAULT_UNPLUG))
		return;
	wire_spend_fault(&m->wire);
	m->wire.cut = true;
	lift(m);
	if (kind == FAULT_UNPLUG)
		pty_unplug(&m->pty);
}

static void answer(struct module *m, const uint8_t *body, size_t size)
{
	uint8_t frame[BODY_MAX + 16];
	int64_t due = now_us();

	if (body[2] == 0x9F && !m->wire.counting) {
		m->wire.counting = true;
		m->wire.counted = 0;
		m->exchanges = 0;
	}
	m->exchanges++;
	size = wrap(body, size, frame);
	strike_byte(m, size);
	if (!struck(m, frame, &size, &due))
		wire_send(&m->wire, frame, size, due);
}

static void answer_sw(struct module *m, uint8_t sw)
{
	answer(m, (uint8_t[]){ 0, 0, sw }, 3);
}

static void answer_with(struct module *m, uint8_t sw, const uint8_t *data, size_t size)
{
	uint8_t body[BODY_MAX] = { 0, 0, sw };

	memcpy(body + 3, data, size);
	answer(m, body, 3 + size);
}

static void find(struct module *m)
{
	m->found = m->lies && !m->was_read;
	if (m->found)
		answer_with(m, 0x9F, (const uint8_t *)"\0\0\0\0", 4);
	else
		answer_sw(m, 0x80);
}

static void select_document(struct module *m)
{
	m->selected = m->lies && m->found;
	if (m->selected)
		answer_with(m, 0x90, (const uint8_t *)"\0\0\0\0\0\0\0\0", 8);
	else
		answer_sw(m, 0x81);
}

/* Text, and a photo of nobody. */
static void read_document(struct module *m)
{
	uint8_t data[4 + 256 + 1024] = { 0x01, 0x00, 0x04, 0x00 };

	if (!m->lies || !m->selected) {
		answer_sw(m, 0x41);
		return;
	}
	m->was_read = true;
	emu_idtext(&m->card, data + 4);
	answer_with(m, 0x90, data, sizeof(data));
}

static void obey_host(struct module *m, unsigned command)
{
	wire_flush(&m->wire);
	switch (command) {
	case 0x11FF:
		answer_sw(m, 0x90);
		break;
	case 0x12FF:
		answer_with(m, 0x90, (const uint8_t *)"\5\3\1\0\0\0\0\0\0\0\0\0\0\0\0\1", 16);
		break;
	case 0x2001:
		find(m);
		break;
	case 0x2002:
		select_document(m);
		break;
	case 0x3001:
		read_document(m);
		break;
	case 0x3003:
		answer_sw(m, 0x91);
		break;
	default:
		answer_sw(m, 0x21);
		break;
	}
}

/* AA AA AA 96 69 00 03 CMD PARA CHK: every command of a host is ten bytes. */
static void take_byte(struct module *m, uint8_t byte)
{
	static const uint8_t start[7] = { 0xAA, 0xAA, 0xAA, 0x96, 0x69, 0x00, 0x03 };
	uint8_t *in = m->input;

	if (m->input_size < 7 && byte != start[m->input_size]) {
		m->input_size = m->input_size == 3 && byte == 0xAA ? 3 : byte == 0xAA;
		return;
	}
	in[m->input_size++] = byte;
	if (m->input_size < 10)
		return;
	m->input_size = 0;
	if ((3 ^ in[7] ^ in[8]) != in[9])
		answer_sw(m, 0x10);
	else
		obey_host(m, (unsigned)(in[7] << 8 | in[8]));
}

static void take_from_host(struct module *m)
{
	uint8_t bytes[256];
	ssize_t n = read(m->pty.master, bytes, sizeof(bytes));

	for (ssize_t i = 0; i < n && m->pty.master >= 0; i++)
		take_byte(m, bytes[i]);
}

static void give_to_host(struct module *m)
{
	uint8_t bytes[256];
	size_t n;

	while (m->pty.master >= 0 &&
	       (n = wire_take(&m->wire, now_us(), bytes, sizeof(bytes))) > 0) {
		if (write(m->pty.master, bytes, n) < 0 && errno != EAGAIN)
			return;
	}
}

/* ---- commands ---- */

static const char *lay(struct module *m, char **words)
{
	int kind = emu_kind_find(words[1]);
	struct emu_person *person = emu_people_find(&m->people, words[2]);

	if (kind < EMU_RID)
		return "want card rid, hmt, foreign17 or foreign23 and a person";
	if (!person)
		return "no such person in the cards file";
	lift(m);
	emu_card_init(&m->card, (enum emu_kind)kind, 0, person, &m->keys);
	m->lies = true;
	m->wire.counting = false;
	return "ok";
}

static const char *set_fault(struct module *m, char **words, int count)
{
	int kind = fault_find(words[1]);
	struct fault fault = { 0 };

	if (kind < 0)
		return "no such fault";
	fault.kind = (enum fault_kind)kind;
	fault.at = count > 2 ? strtol(words[2], NULL, 10) : 0;
	if (count > 3)
		fault.argument = strtol(words[3], NULL, fault_takes_hex(fault.kind) ? 16 : 10);
	if (fault.kind == FAULT_UNPLUG && count == 2)
		pty_unplug(&m->pty);
	else
		wire_set_fault(&m->wire, fault);
	return "ok";
}

static const char *plug(struct module *m)
{
	if (m->pty.master >= 0)
		return "it is plugged in";
	return pty_plug(&m->pty, m->link) ? "no pseudo-terminal" : "ok";
}

static const char *obey_words(struct module *m, char **words, int count)
{
	static char counted[48];

	if (strcmp(words[0], "card") == 0 && count == 3)
		return lay(m, words);
	if (strcmp(words[0], "fault") == 0 && count >= 2)
		return set_fault(m, words, count);
	if (strcmp(words[0], "plug") == 0)
		return plug(m);
	if (strcmp(words[0], "count") == 0) {
		snprintf(counted, sizeof(counted), "%ld bytes %ld exchanges", m->wire.counted,
			 m->exchanges);
		return counted;
	}
	if (strcmp(words[0], "off") == 0)
		lift(m);
	else if (strcmp(words[0], "quit") == 0)
		m->quit = true;
	else if (strcmp(words[0], "next") != 0)
		return "want card KIND PERSON, off, fault NAME [PLACE [ARG]], plug, count, quit";
	return "ok";
}

static void obey(void *module, char *line, char *answered, size_t cap)
{
	char *words[SAMV_WORDS_MAX];
	int count = control_words(line, words, SAMV_WORDS_MAX);
	const char *said = count > 0 ? obey_words(module, words, count) : "";

	if (text_copy(answered, cap, said))
		answered[0] = 0;
}

/* ---- start ---- */

static volatile sig_atomic_t ended;

static void on_end(int signal)
{
	(void)signal;
	ended = 1;
}

static void serve(struct module *m)
{
	struct pollfd polls[1 + CONTROL_POLLS];

	while (!m->quit && !m->control.ended && !ended) {
		int64_t us = wire_next_us(&m->wire, now_us());

		polls[0] = (struct pollfd){ .fd = m->pty.master, .events = POLLIN };
		control_prepare(&m->control, polls + 1);
		if (poll(polls, 1 + CONTROL_POLLS, us < 0 ? -1 : (int)((us + 999) / 1000)) < 0)
			continue;
		if (polls[0].revents && polls[0].fd == m->pty.master)
			take_from_host(m);
		give_to_host(m);
		control_serve(&m->control, polls + 1);
	}
}

static bool take_arguments(int argc, char **argv, struct module *m, const char **cards,
			   const char **control)
{
	static const struct option options[] = {
		{ "cards", required_argument, NULL, 'c' },
		{ "link", required_argument, NULL, 'l' },
		{ "control", required_argument, NULL, 's' },
		{ "real", no_argument, NULL, 'r' },
		{ 0 },
	};
	int option;

	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
		switch (option) {
		case 'c': *cards = optarg; break;
		case 'l': m->link = optarg; break;
		case 's': *control = optarg; break;
		case 'r': m->wire.byte_us = SAMV_BYTE_US; break;
		default: return false;
		}
	}
	return *cards && m->link && optind == argc;
}

int main(int argc, char **argv)
{
	static struct module module;
	const char *cards = NULL, *control = NULL;
	struct sigaction end = { .sa_handler = on_end };

	if (program_tells(argv, "samv-emulator", program_version, SAMV_HELP))
		return 0;
	if (!take_arguments(argc, argv, &module, &cards, &control)) {
		fprintf(stderr, "usage: samv-emulator --cards FILE --link PATH [--control SOCKET]"
				" [--real]\n");
		return 2;
	}
	sigaction(SIGTERM, &end, NULL);
	sigaction(SIGINT, &end, NULL);
	signal(SIGPIPE, SIG_IGN);
	module.control.context = &module;
	module.control.obey = obey;
	if (emu_people_load(cards, &module.people) || pty_plug(&module.pty, module.link) ||
	    control_open(&module.control, control))
		return 3;
	printf("ready %s %s\n", module.link, pty_path(&module.pty));
	fflush(stdout);
	serve(&module);
	pty_unplug(&module.pty);
	if (control)
		unlink(control);
	return 0;
}
