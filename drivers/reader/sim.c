/*
 * The simulator: a reader that plays a file of transcripts.  It is a driver
 * like the others, so that every flow runs without hardware, and a card seen
 * in the field can be played again.
 *
 *     # a remark
 *     card a UID [HIST]        a, b, contact or module; "-" for an empty UID
 *     > COMMAND                hexadecimal; a * at the end: whatever follows
 *     < ANSWER                 hexadecimal, or !removed !timeout !gone !proto
 *     wait MS                  before the next answer
 *     text HEX                 256 bytes: what a SAM-V module says
 *
 * A command is looked for from where the last one was found, then from the
 * start: the same command may be answered differently the second time.  A
 * command that is nowhere gets 6D00.
 */
#include "drivers/reader/open.h"

#include "base/bytes.h"
#include "base/log.h"
#include "base/text.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define EXCHANGES_MAX 256
#define TRANSCRIPT_LINE_BYTES 1200
#define WAIT_MS_MAX 60000

struct exchange {
	uint8_t command[APDU_COMMAND_MAX];
	size_t command_size;
	bool open_end;		/* the command may go on */
	uint8_t answer[APDU_ANSWER_MAX];
	size_t answer_size;
	enum err err;		/* instead of the answer */
	int wait_ms;
};

struct sim_reader {
	struct reader reader;
	struct reader_card card;
	bool has_card;
	bool has_text;
	uint8_t text[IDTEXT_SIZE];
	int count;
	int next;		/* where the next command is looked for first */
	struct exchange exchanges[EXCHANGES_MAX];
};

static struct sim_reader *of(struct reader *reader)
{
	return (struct sim_reader *)reader;
}

static void sleep_ms(int ms)
{
	const struct timespec pause = { ms / 1000, (long)(ms % 1000) * 1000000 };

	nanosleep(&pause, NULL);
}

/* ---- reading the file ---- */

static bool take_hex(const char *word, uint8_t *out, size_t cap, size_t *ret_size)
{
	if (strcmp(word, "-") == 0) {
		*ret_size = 0;
		return true;
	}
	return bytes_from_hex(word, out, cap, ret_size);
}

static bool take_card(struct sim_reader *r, char **words, int count)
{
	static const char *const techs[] = { "a", "b", "contact", "module" };
	int tech = count >= 3 ? text_find(techs, 4, words[1]) : -1;
	size_t uid_size = 0, hist_size = 0;

	if (tech < 0 || !take_hex(words[2], r->card.uid, sizeof(r->card.uid), &uid_size))
		return false;
	if (count > 3 && !take_hex(words[3], r->card.hist, sizeof(r->card.hist), &hist_size))
		return false;
	r->card.tech = (enum card_tech)tech;
	r->card.speaks_apdu = r->card.tech != TECH_ID_MODULE;
	r->card.uid_size = (uint8_t)uid_size;
	r->card.hist_size = (uint8_t)hist_size;
	r->has_card = true;
	return true;
}

static bool take_command(struct sim_reader *r, char *word)
{
	struct exchange *e = &r->exchanges[r->count];
	size_t len = strlen(word);

	if (r->count == EXCHANGES_MAX || len == 0)
		return false;
	e->open_end = word[len - 1] == '*';
	if (e->open_end)
		word[len - 1] = 0;
	return bytes_from_hex(word, e->command, sizeof(e->command), &e->command_size);
}

static bool take_answer(struct sim_reader *r, const char *word, int wait_ms)
{
	static const char *const names[] = { "!removed", "!timeout", "!gone", "!proto" };
	static const enum err errs[] = { ERR_REMOVED, ERR_TIMEOUT, ERR_GONE, ERR_PROTO };
	struct exchange *e = &r->exchanges[r->count];
	int name = text_find(names, 4, word);

	if (r->count == EXCHANGES_MAX || (e->command_size == 0 && !e->open_end))
		return false;
	e->wait_ms = wait_ms;
	e->err = name < 0 ? ERR_OK : errs[name];
	if (name < 0 && !bytes_from_hex(word, e->answer, sizeof(e->answer), &e->answer_size))
		return false;
	r->count++;
	return true;
}

static bool take_text(struct sim_reader *r, const char *word)
{
	size_t size = 0;

	r->has_text = bytes_from_hex(word, r->text, sizeof(r->text), &size) &&
		      size == IDTEXT_SIZE;
	return r->has_text;
}

static bool take_wait(const char *word, int *wait_ms)
{
	long ms = strtol(word, NULL, 10);

	*wait_ms = (int)ms;
	return ms > 0 && ms <= WAIT_MS_MAX;
}

static int split(char *line, char **words, int cap)
{
	int count = 0;
	char *word;

	while (count < cap && (word = strsep(&line, " \t\r\n"))) {
		if (*word)
			words[count++] = word;
	}
	return count;
}

static bool take_line(struct sim_reader *r, char *line, int *wait_ms)
{
	char *words[5];
	int count = split(line, words, 5);
	bool taken;

	if (count == 0 || words[0][0] == '#')
		return true;
	if (count < 2)
		return false;
	if (strcmp(words[0], "card") == 0)
		return take_card(r, words, count);
	if (strcmp(words[0], "text") == 0)
		return take_text(r, words[1]);
	if (strcmp(words[0], "wait") == 0)
		return take_wait(words[1], wait_ms);
	if (strcmp(words[0], ">") == 0)
		return take_command(r, words[1]);
	if (strcmp(words[0], "<") != 0)
		return false;
	taken = take_answer(r, words[1], *wait_ms);
	*wait_ms = 0;
	return taken;
}

static enum err take_file(struct sim_reader *r, const char *path)
{
	FILE *file = fopen(path, "re");
	char line[TRANSCRIPT_LINE_BYTES];
	int number = 0, wait_ms = 0;
	bool good = true;

	if (!file)
		return ERR_GONE;
	while (good && fgets(line, sizeof(line), file)) {
		number++;
		good = take_line(r, line, &wait_ms);
	}
	fclose(file);
	if (!good)
		log_error("%s:%d:1: want card, text, wait, > COMMAND or < ANSWER", path, number);
	return good ? ERR_OK : ERR_GONE;
}

/* ---- the slots ---- */

static enum err sim_wait(struct reader *reader, int ms, struct reader_card *ret_card)
{
	struct sim_reader *r = of(reader);

	if (!r->has_card) {
		sleep_ms(ms);
		return ERR_ABSENT;
	}
	*ret_card = r->card;
	return ERR_OK;
}

static bool matches(const struct exchange *e, const uint8_t *command, size_t size)
{
	if (e->open_end ? size < e->command_size : size != e->command_size)
		return false;
	return memcmp(e->command, command, e->command_size) == 0;
}

static const struct exchange *find(struct sim_reader *r, const uint8_t *command, size_t size)
{
	for (int i = 0; i < r->count; i++) {
		int at = (r->next + i) % r->count;

		if (!matches(&r->exchanges[at], command, size))
			continue;
		r->next = (at + 1) % r->count;
		return &r->exchanges[at];
	}
	return NULL;
}

static enum err sim_apdu(struct reader *reader, const uint8_t *command, size_t size, int ms,
			 uint8_t *answer, size_t *ret_size)
{
	static const struct exchange unknown = { .answer = { 0x6D, 0x00 }, .answer_size = 2 };
	const struct exchange *e = find(of(reader), command, size);

	if (!e)
		e = &unknown;
	sleep_ms(e->wait_ms < ms ? e->wait_ms : ms);
	if (e->wait_ms >= ms)
		return ERR_TIMEOUT;
	if (e->err)
		return e->err;
	memcpy(answer, e->answer, e->answer_size);
	*ret_size = e->answer_size;
	return ERR_OK;
}

static enum err sim_idtext(struct reader *reader, int ms, uint8_t text[IDTEXT_SIZE])
{
	struct sim_reader *r = of(reader);

	(void)ms;
	if (!r->has_text)
		return ERR_ABSENT;
	memcpy(text, r->text, IDTEXT_SIZE);
	return ERR_OK;
}

static enum err sim_present(struct reader *reader, const struct reader_card *card)
{
	(void)card;
	return of(reader)->has_card ? ERR_OK : ERR_REMOVED;
}

static void sim_release(struct reader *reader)
{
	of(reader)->next = 0;
}

static void sim_close(struct reader *reader)
{
	struct sim_reader *r = of(reader);

	explicit_bzero(r->exchanges, sizeof(r->exchanges));
	explicit_bzero(r->text, sizeof(r->text));
	free(r);
}

static const struct reader_ops sim_ops = {
	.name = "sim",
	.wait = sim_wait,
	.apdu = sim_apdu,
	.idtext = sim_idtext,
	.idtext_proves = true,
	.present = sim_present,
	.release = sim_release,
	.close = sim_close,
};

enum err reader_sim_open(const char *where, struct reader **ret_reader)
{
	struct sim_reader *r = calloc(1, sizeof(*r));
	enum err err;

	assert(r);
	r->reader.ops = &sim_ops;
	err = take_file(r, where);
	if (err) {
		sim_close(&r->reader);
		return err;
	}
	log_warn("simulated reader: for demos and tests only");
	*ret_reader = &r->reader;
	return ERR_OK;
}
