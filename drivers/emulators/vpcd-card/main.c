/*
 * vpcd-card-emulator: a card of an invented person, or a PSAM, in a slot of
 * vpcd (the virtual reader of pcscd).
 *
 *     vpcd-card-emulator --cards cards.csv [--keys sam-demo.keys] [--port 35963]
 *         [--control SOCKET]
 *
 * Commands, a line each: card KIND PERSON, psam, off, quirk NAME… or none, keys
 * right or wrong, tries PERSON [LEFT], mute on or off, module WORD (a SAM-V module
 * in the reader: module.h), quit.
 */
#include "drivers/emulators/common/card.h"
#include "drivers/emulators/common/control.h"
#include "drivers/emulators/vpcd-card/module.h"
#include "drivers/emulators/vpcd-card/psam.h"
#include "base/program.h"

#include "base/text.h"

#include <arpa/inet.h>
#include <getopt.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define VPCD_HELP \
	"vpcd-card-emulator: a card, or a PSAM, in a slot of vpcd; takes commands on stdin\n" \
	"  --cards FILE       the people whose cards can be laid\n" \
	"  --keys FILE        the demo keys\n" \
	"  --port N           vpcd's port\n" \
	"  --control SOCKET   takes commands there too, a line each\n" \
	"  --help             this\n" \
	"  --version          the version, with its commit\n"

#define VPCD_PORT 35963
#define VPCD_WORDS_MAX 8
#define MESSAGE_MAX 300

/* One byte instead of a command. */
enum { POWER_OFF = 0, POWER_ON = 1, RESET = 2, GET_ATR = 4 };

struct slot {
	struct control control;
	struct emu_people people;
	struct sam_keys keys;
	int port;
	int fd;			/* -1: no card in the slot */
	bool is_psam;
	struct emu_card card;
	struct emu_psam psam;
	enum emu_module module;
	unsigned quirks;
	bool wrong_keys;
	bool mute;
	bool quit;
};

/* ---- the slot's side ---- */

static bool holds_document(const struct slot *s)
{
	return !s->is_psam && emu_is_document(&s->card);
}

/* T=0, and the card's historical bytes. */
static size_t build_atr(const struct slot *s, uint8_t *atr)
{
	size_t count;

	if (holds_document(s))
		return emu_document_atr(atr);
	count = s->is_psam ? 0 : emu_card_historical(&s->card, atr + 4);
	atr[0] = 0x3B;
	atr[1] = (uint8_t)(0x60 | count);
	atr[2] = 0x00;
	atr[3] = 0x00;
	return 4 + count;
}

static void take_out(struct slot *s)
{
	if (s->fd >= 0)
		close(s->fd);
	s->fd = -1;
}

static const char *put_in(struct slot *s)
{
	struct sockaddr_in address = { .sin_family = AF_INET };
	const int on = 1;

	take_out(s);
	address.sin_port = htons((uint16_t)s->port);
	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	s->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (s->fd < 0 || connect(s->fd, (struct sockaddr *)&address, sizeof(address))) {
		take_out(s);
		return "vpcd does not listen";
	}
	setsockopt(s->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
	return "ok";
}

static void vpcd_say(struct slot *s, const uint8_t *bytes, size_t size)
{
	uint8_t message[2 + EMU_MODULE_ANSWER_MAX];

	message[0] = (uint8_t)(size >> 8);
	message[1] = (uint8_t)size;
	memcpy(message + 2, bytes, size);
	if (send(s->fd, message, size + 2, MSG_NOSIGNAL) < 0)
		take_out(s);
}

static void obey_power(struct slot *s, uint8_t what)
{
	uint8_t atr[33];

	if (what == GET_ATR) {
		vpcd_say(s, atr, build_atr(s, atr));
		return;
	}
	if (s->is_psam)
		emu_psam_reset(&s->psam);
	else
		emu_card_reset(&s->card);
}

static void answer(struct slot *s, const uint8_t *command, size_t size)
{
	uint8_t bytes[EMU_MODULE_ANSWER_MAX];

	if (s->mute)
		return;
	if (holds_document(s))
		size = emu_module_answer(s->module, &s->card, command, size, bytes);
	else
		size = s->is_psam ? emu_psam_answer(&s->psam, command, size, bytes) :
				    emu_card_answer(&s->card, command, size, bytes);
	if (size > 0)
		vpcd_say(s, bytes, size);
	else
		take_out(s);
}

static bool receive(struct slot *s, uint8_t *bytes, size_t size)
{
	/* vpcd sends the length and the rest apart, and waits for an ACK between. */
	const int on = 1;

	setsockopt(s->fd, IPPROTO_TCP, TCP_QUICKACK, &on, sizeof(on));
	return recv(s->fd, bytes, size, MSG_WAITALL) == (ssize_t)size;
}

static void serve_slot(struct slot *s)
{
	uint8_t head[2], message[MESSAGE_MAX];
	size_t size = 0;

	if (receive(s, head, 2))
		size = (size_t)(head[0] << 8 | head[1]);
	if (size == 0 || size > sizeof(message) || !receive(s, message, size)) {
		take_out(s);
		return;
	}
	if (size == 1)
		obey_power(s, message[0]);
	else
		answer(s, message, size);
}

/* ---- commands ---- */

static const char *put_card_in(struct slot *s, char **words)
{
	int kind = emu_kind_find(words[1]);
	struct emu_person *person = emu_people_find(&s->people, words[2]);
	struct sam_keys keys = s->keys;

	if (kind < 0 || !person)
		return kind < 0 ? "no such kind of card" : "no such person in the cards file";
	if (s->wrong_keys) {
		keys.card_3des[0] ^= 0x5A;
		keys.card_sm4[0] ^= 0x5A;
		keys.staff[0] ^= 0x5A;
	}
	take_out(s);
	emu_card_init(&s->card, (enum emu_kind)kind, s->quirks, person, &keys);
	s->is_psam = false;
	return put_in(s);
}

static const char *put_psam_in(struct slot *s)
{
	take_out(s);
	s->psam = (struct emu_psam){ .keys = &s->keys };
	s->is_psam = true;
	return put_in(s);
}

static const char *set_quirks(struct slot *s, char **words, int count)
{
	s->quirks = 0;
	for (int i = 1; i < count; i++) {
		int quirk = emu_quirk_find(words[i]);

		if (quirk < 0 && strcmp(words[i], "none") != 0)
			return "no such quirk";
		s->quirks |= quirk < 0 ? 0 : (unsigned)quirk;
	}
	return "ok";
}

static const char *set_module(struct slot *s, const char *word)
{
	int module = emu_module_find(word);

	if (module < 0)
		return "no such module";
	s->module = (enum emu_module)module;
	return "ok";
}

static const char *tell_tries(struct slot *s, char **words, int count)
{
	struct emu_person *person = emu_people_find(&s->people, words[1]);
	static char left[16];

	if (!person)
		return "no such person in the cards file";
	if (count > 2)
		person->pin_tries = (int)strtol(words[2], NULL, 10);
	snprintf(left, sizeof(left), "%d", person->pin_tries);
	return left;
}

static const char *obey_words(struct slot *s, char **words, int count)
{
	const char *verb = words[0];

	if (strcmp(verb, "card") == 0 && count == 3)
		return put_card_in(s, words);
	if (strcmp(verb, "psam") == 0)
		return put_psam_in(s);
	if (strcmp(verb, "quirk") == 0 && count > 1)
		return set_quirks(s, words, count);
	if (strcmp(verb, "module") == 0 && count == 2)
		return set_module(s, words[1]);
	if (strcmp(verb, "tries") == 0 && count > 1)
		return tell_tries(s, words, count);
	if (strcmp(verb, "off") == 0)
		take_out(s);
	else if (strcmp(verb, "keys") == 0 && count == 2)
		s->wrong_keys = strcmp(words[1], "wrong") == 0;
	else if (strcmp(verb, "mute") == 0 && count == 2)
		s->mute = strcmp(words[1], "on") == 0;
	else if (strcmp(verb, "quit") == 0)
		s->quit = true;
	else
		return "want card KIND PERSON, psam, off, quirk, keys, tries, mute, module, quit";
	return "ok";
}

static void obey(void *slot, char *line, char *said, size_t cap)
{
	char *words[VPCD_WORDS_MAX];
	int count = control_words(line, words, VPCD_WORDS_MAX);

	if (text_copy(said, cap, count > 0 ? obey_words(slot, words, count) : ""))
		said[0] = 0;
}

/* ---- start ---- */

static volatile sig_atomic_t ended;

static void on_end(int signal)
{
	(void)signal;
	ended = 1;
}

static void serve(struct slot *s)
{
	struct pollfd polls[1 + CONTROL_POLLS];

	while (!s->quit && !s->control.ended && !ended) {
		polls[0] = (struct pollfd){ .fd = s->fd, .events = POLLIN };
		control_prepare(&s->control, polls + 1);
		if (poll(polls, 1 + CONTROL_POLLS, -1) < 0)
			continue;
		if (polls[0].revents && polls[0].fd == s->fd)
			serve_slot(s);
		control_serve(&s->control, polls + 1);
	}
}

struct vpcd_options {
	const char *cards, *keys, *control;
};

static bool take_arguments(int argc, char **argv, struct slot *s, struct vpcd_options *a)
{
	static const struct option options[] = {
		{ "cards", required_argument, NULL, 'c' },
		{ "keys", required_argument, NULL, 'k' },
		{ "port", required_argument, NULL, 'p' },
		{ "control", required_argument, NULL, 's' },
		{ 0 },
	};
	int option;

	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
		switch (option) {
		case 'c': a->cards = optarg; break;
		case 'k': a->keys = optarg; break;
		case 'p': s->port = (int)strtol(optarg, NULL, 10); break;
		case 's': a->control = optarg; break;
		default: return false;
		}
	}
	return a->cards && optind == argc;
}

int main(int argc, char **argv)
{
	static struct slot slot = { .port = VPCD_PORT, .fd = -1 };
	struct vpcd_options arguments = { 0 };
	struct sigaction end = { .sa_handler = on_end };
	char keys[512];

	if (program_tells(argv, "vpcd-card-emulator", program_version, VPCD_HELP))
		return 0;
	if (!take_arguments(argc, argv, &slot, &arguments)) {
		fprintf(stderr, "usage: vpcd-card-emulator --cards FILE [--keys FILE]"
				" [--port N] [--control SOCKET]\n");
		return 2;
	}
	sigaction(SIGTERM, &end, NULL);
	sigaction(SIGINT, &end, NULL);
	slot.control.context = &slot;
	slot.control.obey = obey;
	emu_keys_path(arguments.cards, keys, sizeof(keys));
	if (emu_people_load(arguments.cards, &slot.people) ||
	    sam_keys_load(arguments.keys ? arguments.keys : keys, &slot.keys) ||
	    control_open(&slot.control, arguments.control))
		return 3;
	printf("ready %d\n", slot.port);
	fflush(stdout);
	serve(&slot);
	if (arguments.control)
		unlink(arguments.control);
	return 0;
}
