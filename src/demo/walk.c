#include "demo/walk.h"

#include "base/text.h"
#include "core/date.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STEP_WORDS_MAX 8

struct script_line {
	const char *file;
	int number;
	struct diag *diag;
	int count;
	int column[STEP_WORDS_MAX];
	char words[STEP_WORDS_MAX][WALK_WORD_MAX];
};

static enum err fault(const struct script_line *line, int word, const char *what)
{
	int column = word < line->count ? line->column[word] : 1;

	return diag_set(line->diag, line->file, line->number, column, "%s", what);
}

/* Cuts a line into words; "…" holds blanks.  A # begins a comment. */
static enum err cut(struct script_line *line, const char *at)
{
	const char *start = at;

	line->count = 0;
	for (;;) {
		const char *end;
		bool quoted;
		size_t len;

		at += strspn(at, " \t\r\n");
		if (!*at || *at == '#')
			return ERR_OK;
		if (line->count == STEP_WORDS_MAX)
			return fault(line, 0, "too many words; at most 8");
		line->column[line->count] = (int)(at - start) + 1;
		quoted = *at == '"';
		at += quoted;
		end = quoted ? strchr(at, '"') : at + strcspn(at, " \t\r\n");
		len = end ? (size_t)(end - at) : WALK_WORD_MAX;
		if (len >= WALK_WORD_MAX) {
			line->count++;
			return fault(line, line->count - 1,
				     "too long, or its closing \" is missing");
		}
		memcpy(line->words[line->count], at, len);
		line->words[line->count++][len] = 0;
		at = end + quoted;
	}
}

static bool is(const struct script_line *line, int word, const char *text)
{
	return word < line->count && strcmp(line->words[word], text) == 0;
}

static enum err number(const struct script_line *line, int word, double *ret)
{
	char *end;
	double value;

	if (word >= line->count)
		return fault(line, 0, "a number is missing at the end");
	value = strtod(line->words[word], &end);
	if (*end || end == line->words[word] || value < 0 || value > 1e7)
		return fault(line, word, "a number from 0 to 10000000 belongs here");
	*ret = value;
	return ERR_OK;
}

static enum err count_ms(const struct script_line *line, int word, int *ret)
{
	double value = 0;
	enum err err = number(line, word, &value);

	if (!err)
		*ret = (int)value;
	return err;
}

/* The words from `first` on, with blanks between. */
static enum err join(const struct script_line *line, int first, char *out)
{
	struct text text = text_in(out, WALK_WORD_MAX);

	for (int i = first; i < line->count; i++) {
		if (i > first)
			text_add(&text, " ");
		text_add(&text, line->words[i]);
	}
	return text.full ? fault(line, first, "too long; shorten it") : ERR_OK;
}

static enum err take_word(const struct script_line *line, int word, struct walk_step *step)
{
	if (word >= line->count)
		return fault(line, 0, "a word is missing at the end");
	return text_copy(step->word, sizeof(step->word), line->words[word]);
}

static enum err read_presses(const struct script_line *line, struct walk_step *step)
{
	step->verb = WALK_EXPECT_PRESSES;
	return is(line, 2, "<=") ? count_ms(line, 3, &step->number) :
				   fault(line, 1, "expect presses <= N");
}

static enum err read_expect(const struct script_line *line, struct walk_step *step)
{
	static const struct { const char *word; enum walk_verb verb; } kinds[] = {
		{ "screen", WALK_EXPECT_SCREEN },
		{ "text", WALK_EXPECT_TEXT },
		{ "spoken", WALK_EXPECT_SPOKEN },
		{ "caption", WALK_EXPECT_CAPTION },
		{ "receipt", WALK_EXPECT_RECEIPT },
	};

	static const struct { const char *word; enum walk_verb verb; } nots[] = {
		{ "text", WALK_EXPECT_NO_TEXT },
		{ "spoken", WALK_EXPECT_NO_SPOKEN },
		{ "caption", WALK_EXPECT_NO_CAPTION },
		{ "receipt", WALK_EXPECT_NO_RECEIPT },
	};

	for (size_t i = 0; is(line, 1, "no") && i < sizeof(nots) / sizeof(nots[0]); i++) {
		if (is(line, 2, nots[i].word)) {
			step->verb = nots[i].verb;
			return take_word(line, 3, step);
		}
	}
	if (is(line, 1, "presses"))
		return read_presses(line, step);
	if (is(line, 1, "applications") || is(line, 1, "sheets")) {
		step->verb = is(line, 1, "sheets") ? WALK_EXPECT_SHEETS :
						     WALK_EXPECT_APPLICATIONS;
		return count_ms(line, 2, &step->number);
	}
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (is(line, 1, kinds[i].word)) {
			step->verb = kinds[i].verb;
			return take_word(line, 2, step);
		}
	}
	return fault(line, 1, "expect screen, [no] text, [no] spoken, [no] caption, "
			      "[no] receipt, sheets, applications or presses");
}

static enum err read_wait(const struct script_line *line, struct walk_step *step)
{
	if (!is(line, 1, "screen")) {
		step->verb = WALK_WAIT;
		return count_ms(line, 1, &step->number);
	}
	step->verb = WALK_WAIT_SCREEN;
	if (line->count > 3) {
		enum err err = count_ms(line, 3, &step->number);

		if (err)
			return err;
	}
	return take_word(line, 2, step);
}

static enum err read_touch(const struct script_line *line, struct walk_step *step)
{
	enum err err = number(line, 1, &step->x_mm);

	return err ? err : number(line, 2, &step->y_mm);
}

static enum err read_pair(const struct script_line *line, struct walk_step *step)
{
	enum err err = take_word(line, 1, step);

	if (!err && !is(line, 1, "off") && line->count < 3)
		err = fault(line, 0, "card KIND PERSON, card off, or fault DEVICE KIND");
	return err ? err : join(line, 2, step->more);
}

static enum err read_one(const struct script_line *line, struct walk_step *step)
{
	return take_word(line, 1, step);
}

/* A word, and how often; once when it is not said. */
static enum err read_times(const struct script_line *line, struct walk_step *step)
{
	enum err err = take_word(line, 1, step);

	step->number = 1;
	return err || line->count < 3 ? err : count_ms(line, 2, &step->number);
}

/* Two digits below `below`, and what follows them. */
static bool read_two(const char **at, char after, int below, int *ret)
{
	const char *t = *at;
	int number;

	if (t[0] < '0' || t[0] > '9' || t[1] < '0' || t[1] > '9' || t[2] != after)
		return false;
	number = 10 * (t[0] - '0') + t[1] - '0';
	*at += 3;
	*ret = number;
	return number < below;
}

/* "YYYY-MM-DDThh:mm:ss" in China. */
static enum err read_clock(const struct script_line *line, struct walk_step *step)
{
	const char *at = line->count == 2 ? line->words[1] : "";
	bool whole = strlen(at) == 19 && at[10] == 'T';
	char day[DATE_TEXT_MAX] = "";
	int hours = 0, minutes = 0, seconds = 0;
	struct date date;

	if (whole) {
		memcpy(day, at, 10);
		at += 11;
	}
	if (!whole || !date_parse(day, &date) || !read_two(&at, ':', 24, &hours) ||
	    !read_two(&at, ':', 60, &minutes) || !read_two(&at, 0, 60, &seconds))
		return fault(line, 1, "clock YYYY-MM-DDThh:mm:ss, a time that exists");
	step->clock_s = (int64_t)date_to_days(date) * 86400 + hours * 3600 + minutes * 60 +
			seconds - CHINA_UTC_OFFSET_S;
	return ERR_OK;
}

static enum err read_repeat(const struct script_line *line, struct walk_step *step)
{
	return count_ms(line, 1, &step->number);
}

static enum err read_end(const struct script_line *line, struct walk_step *step)
{
	(void)step;
	return line->count == 1 ? ERR_OK : fault(line, 1, "end stands alone on its line");
}

static const struct {
	const char *word;
	enum walk_verb verb;
	enum err (*read)(const struct script_line *line, struct walk_step *step);
} verbs[] = {
	{ "card", WALK_CARD, read_pair },
	{ "press", WALK_PRESS, read_one },
	{ "touch", WALK_TOUCH, read_touch },
	{ "key", WALK_KEY, read_times },
	{ "switch", WALK_SWITCH, read_times },
	{ "type", WALK_TYPE, read_one },
	{ "draw", WALK_DRAW, read_one },
	{ "wait", WALK_WAIT, read_wait },
	{ "expect", WALK_EXPECT_TEXT, read_expect },
	{ "shot", WALK_SHOT, read_one },
	{ "dump", WALK_DUMP, read_one },
	{ "fault", WALK_FAULT, read_pair },
	{ "clock", WALK_CLOCK, read_clock },
	{ "repeat", WALK_REPEAT, read_repeat },
	{ "end", WALK_END, read_end },
};

static enum err read_step(const struct script_line *line, struct walk_step *step)
{
	for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++) {
		if (is(line, 0, verbs[i].word)) {
			step->verb = verbs[i].verb;
			return verbs[i].read(line, step);
		}
	}
	return fault(line, 0, "no such step; see the walk scripts in README.md");
}

static enum err read_line(struct walk *walk, int number, const char *bytes,
			  struct diag *diag)
{
	struct script_line line = { .file = walk->file, .number = number, .diag = diag };
	struct walk_step *step = &walk->steps[walk->count];
	size_t len = strlen(bytes);
	enum err err;

	if (!utf8_valid(bytes, len))
		return diag_set(diag, walk->file, number, 1, "not UTF-8; save the file as UTF-8");
	err = cut(&line, bytes);
	if (err || line.count == 0)
		return err;
	if (walk->count == WALK_STEPS_MAX)
		return fault(&line, 0, "more than 512 steps; split the walk");
	*step = (struct walk_step){ .line = number, .number = -1 };
	err = read_step(&line, step);
	if (!err)
		walk->count++;
	return err;
}

static enum err unpaired(const struct walk *walk, int at, const char *what, struct diag *diag)
{
	return diag_set(diag, walk->file, walk->steps[at].line, 1, "%s", what);
}

/* Each repeat with the end that belongs to it. */
static enum err pair_up(struct walk *walk, struct diag *diag)
{
	int open[WALK_NEST_MAX], depth = 0;

	for (int i = 0; i < walk->count; i++) {
		struct walk_step *step = &walk->steps[i];

		if (step->verb == WALK_REPEAT && depth == WALK_NEST_MAX)
			return unpaired(walk, i, "too many repeats in one another; at most 4",
					diag);
		if (step->verb == WALK_END && depth == 0)
			return unpaired(walk, i, "no repeat stands before this end; take it out",
					diag);
		if (step->verb == WALK_REPEAT)
			open[depth++] = i;
		if (step->verb != WALK_END)
			continue;
		step->partner = open[--depth];
		walk->steps[step->partner].partner = i;
	}
	return depth == 0 ? ERR_OK : unpaired(walk, open[depth - 1],
					      "this repeat has no end; add one", diag);
}

enum err walk_load(const char *file, struct walk *ret_walk, struct diag *diag)
{
	FILE *in = fopen(file, "re");
	char bytes[4096];
	enum err err;

	if (!in)
		return diag_set(diag, file, 0, 0, "%s; name a walk script", strerror(errno));
	ret_walk->count = 0;
	err = text_copy(ret_walk->file, sizeof(ret_walk->file), file);
	for (int number = 1; !err && fgets(bytes, sizeof(bytes), in); number++)
		err = read_line(ret_walk, number, bytes, diag);
	fclose(in);
	return err ? err : pair_up(ret_walk, diag);
}
