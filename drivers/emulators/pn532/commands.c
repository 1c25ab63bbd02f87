#include "drivers/emulators/pn532/emulator.h"

#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PN532_WORDS_MAX 8
#define OK "ok"

/* Each command answers "ok" or one line that says what was wrong. */
struct tray_command {
	const char *name;
	int least;	/* words, its own included */
	const char *(*obey)(struct emulator *e, char **words, int count);
	const char *usage;
};

/* A key that shares nothing with the SAM's. */
static struct sam_keys wrong_keys(const struct emulator *e)
{
	struct sam_keys keys = e->keys;

	for (int i = 0; i < SAM_KEY_SIZE; i++) {
		keys.card_3des[i] ^= 0x5A;
		keys.card_sm4[i] ^= 0x5A;
		keys.staff[i] ^= 0x5A;
	}
	return keys;
}

static const char *make_card(struct emulator *e, char **words, struct emu_card *card)
{
	int kind = emu_kind_find(words[1]);
	struct emu_person *person = emu_people_find(&e->people, words[2]);
	struct sam_keys wrong = wrong_keys(e);

	if (kind < 0)
		return "no such kind of card; see help";
	if (!person)
		return "no such person in the cards file";
	emu_card_init(card, (enum emu_kind)kind, e->quirks, person,
		      e->wrong_keys ? &wrong : &e->keys);
	return OK;
}

static const char *lay(struct emulator *e, char **words, int place)
{
	struct emu_card card;
	const char *answer = make_card(e, words, &card);

	if (strcmp(answer, OK) != 0)
		return answer;
	chip_lay(&e->chip, place, NULL);
	e->cards[place] = card;
	chip_lay(&e->chip, place, &e->cards[place]);
	e->wire.counting = false;
	e->received = 0;
	return OK;
}

/* Documents lie on the other reader, where there is one. */
static const char *lay_there(struct emulator *e, char **words)
{
	static char answer[CONTROL_LINE_MAX];
	char line[CONTROL_LINE_MAX];

	snprintf(line, sizeof(line), "card %s %s", words[1], words[2]);
	if (control_tell(e->also, line, answer, sizeof(answer)))
		return "the emulator for documents does not listen";
	return answer;
}

static const char *obey_card(struct emulator *e, char **words, int count)
{
	(void)count;
	if (e->also && emu_kind_find(words[1]) >= EMU_RID)
		return lay_there(e, words);
	return lay(e, words, 0);
}

static const char *obey_second(struct emulator *e, char **words, int count)
{
	(void)count;
	return lay(e, words, 1);
}

static const char *obey_next(struct emulator *e, char **words, int count)
{
	const char *answer = make_card(e, words, &e->next);

	(void)count;
	e->has_next = strcmp(answer, OK) == 0;
	return answer;
}

static const char *obey_off(struct emulator *e, char **words, int count)
{
	char answer[CONTROL_LINE_MAX];

	(void)words;
	(void)count;
	chip_lay(&e->chip, 0, NULL);
	chip_lay(&e->chip, 1, NULL);
	if (e->also && control_tell(e->also, "off", answer, sizeof(answer)))
		return "the emulator for documents does not listen";
	return OK;
}

/* NAME [PLACE [ARGUMENT]]; false when there is no such fault. */
static bool take_fault(char **words, int count, struct fault *fault)
{
	int kind = fault_find(words[1]);

	if (kind < 0)
		return false;
	fault->kind = (enum fault_kind)kind;
	fault->at = count > 2 ? strtol(words[2], NULL, 10) : 0;
	if (count > 3)
		fault->argument = strtol(words[3], NULL, fault_takes_hex(fault->kind) ? 16 : 10);
	return true;
}

static const char *obey_fault(struct emulator *e, char **words, int count)
{
	struct fault fault = { 0 };

	if (!take_fault(words, count, &fault))
		return "no such fault; see help";
	if (fault.kind == FAULT_UNPLUG && count == 2)
		pty_unplug(&e->pty);
	else if (fault.kind == FAULT_LIFT && count == 2)
		return obey_off(e, words, count);
	else
		wire_set_fault(&e->wire, fault);
	return OK;
}

static const char *obey_then(struct emulator *e, char **words, int count)
{
	struct fault fault = { 0 };

	if (!take_fault(words, count, &fault))
		return "no such fault; see help";
	return wire_queue_fault(&e->wire, fault) ? OK : "that is enough";
}

static const char *obey_plug(struct emulator *e, char **words, int count)
{
	(void)words;
	(void)count;
	if (e->pty.master >= 0)
		return "it is plugged in";
	chip_lay(&e->chip, 0, e->chip.cards[0]);
	return pty_plug(&e->pty, e->link) ? "no pseudo-terminal" : OK;
}

static const char *obey_quirk(struct emulator *e, char **words, int count)
{
	unsigned quirks = 0;

	for (int i = 1; i < count; i++) {
		int quirk = emu_quirk_find(words[i]);

		if (quirk < 0 && strcmp(words[i], "none") != 0)
			return "no such quirk; see help";
		quirks |= quirk < 0 ? 0 : (unsigned)quirk;
	}
	e->quirks = quirks;
	return OK;
}

static const char *obey_keys(struct emulator *e, char **words, int count)
{
	(void)count;
	e->wrong_keys = strcmp(words[1], "wrong") == 0;
	return OK;
}

static const char *obey_tries(struct emulator *e, char **words, int count)
{
	struct emu_person *person = emu_people_find(&e->people, words[1]);
	static char left[16];

	if (!person)
		return "no such person in the cards file";
	if (count > 2)
		person->pin_tries = (int)strtol(words[2], NULL, 10);
	snprintf(left, sizeof(left), "%d", person->pin_tries);
	return left;
}

static const char *obey_hang(struct emulator *e, char **words, int count)
{
	(void)count;
	e->hung = strcmp(words[1], "on") == 0;
	return OK;
}

static const char *obey_chip(struct emulator *e, char **words, int count)
{
	(void)count;
	e->chip.plain = strcmp(words[1], "plain") == 0;
	return OK;
}

/* What a relay adds to each exchange. */
static const char *obey_latency(struct emulator *e, char **words, int count)
{
	(void)count;
	e->relay_us = 1000 * (int)strtol(words[1], NULL, 10);
	return OK;
}

/* How many bytes the chip has sent since it reported the card: the length of a read. */
static const char *obey_count(struct emulator *e, char **words, int count)
{
	static char counted[80];

	(void)words;
	(void)count;
	snprintf(counted, sizeof(counted), "%ld bytes %ld exchanges %ld received",
		 e->wire.counted, e->chip.exchanges, e->received);
	return counted;
}

static const char *obey_quit(struct emulator *e, char **words, int count)
{
	(void)words;
	(void)count;
	e->quit = true;
	return OK;
}

static const char *obey_help(struct emulator *e, char **words, int count);

static const struct tray_command commands[] = {
	{ "card", 3, obey_card, "card KIND PERSON" },
	{ "second", 3, obey_second, "second KIND PERSON: beside the first" },
	{ "next", 3, obey_next, "next KIND PERSON: for the faults swap and morph" },
	{ "off", 1, obey_off, "off" },
	{ "fault", 2, obey_fault, "fault NAME [PLACE [ARGUMENT]]" },
	{ "then", 2, obey_then, "then NAME …: another fault after it" },
	{ "plug", 1, obey_plug, "plug" },
	{ "quirk", 2, obey_quirk, "quirk NAME… or none: of cards laid from now on" },
	{ "keys", 2, obey_keys, "keys right or wrong: of cards laid from now on" },
	{ "tries", 2, obey_tries, "tries PERSON [LEFT]" },
	{ "hang", 2, obey_hang, "hang on or off" },
	{ "chip", 2, obey_chip, "chip plain or usual" },
	{ "latency", 2, obey_latency, "latency MS: of each exchange, as through a relay" },
	{ "count", 1, obey_count, "count" },
	{ "quit", 1, obey_quit, "quit" },
	{ "help", 1, obey_help, "help" },
};

#define COMMAND_COUNT (sizeof(commands) / sizeof(commands[0]))

static const char *obey_help(struct emulator *e, char **words, int count)
{
	static char help[CONTROL_LINE_MAX];
	struct text text = text_in(help, sizeof(help));

	(void)e;
	(void)words;
	(void)count;
	for (size_t i = 0; i < COMMAND_COUNT; i++)
		text_addf(&text, "%s%s", i ? "; " : "", commands[i].usage);
	return help;
}

void emulator_obey(void *emulator, char *line, char *answer, size_t cap)
{
	char *words[PN532_WORDS_MAX];
	int count = control_words(line, words, PN532_WORDS_MAX);
	const char *said = "no such command; see help";

	for (size_t i = 0; count > 0 && i < COMMAND_COUNT; i++) {
		if (strcmp(words[0], commands[i].name) != 0)
			continue;
		said = count < commands[i].least ? commands[i].usage :
						   commands[i].obey(emulator, words, count);
	}
	if (text_copy(answer, cap, said))
		answer[0] = 0;
}
