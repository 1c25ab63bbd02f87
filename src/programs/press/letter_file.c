#include "programs/press/letter_file.h"

#include "base/log.h"
#include "base/text.h"
#include "receipt/readback.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define LETTER_FILE_MAX (64u << 10)
#define LETTER_FILE_LINES_MAX 128

enum letter_kind { KIND_PLAIN, KIND_ANSWER, KIND_ENTERPRISE, KIND_TEST_PAGE };

struct letter_file {
	const char *path;
	int row;
	struct diag *diag;
	enum letter_kind kind;
	enum letter_answer answer;
	struct letter letter;
	struct letter_line lines[LETTER_FILE_LINES_MAX];
	struct letter_case what;
	const char *terminal, *printer;
	char bytes[LETTER_FILE_MAX + 1];
};

static enum err wrong(struct letter_file *f, int column, const char *what)
{
	return diag_set(f->diag, f->path, f->row, column, "%s", what);
}

/* --- words with a choice of answers ----------------------------------------- */

static enum err take_kind(struct letter_file *f, const char *text)
{
	static const char *const names[] = { "plain", "enterprise", "test-page", "complete",
					     "accepted", "not-accepted" };
	static const enum letter_kind kinds[] = { KIND_PLAIN, KIND_ENTERPRISE, KIND_TEST_PAGE,
						  KIND_ANSWER, KIND_ANSWER, KIND_ANSWER };
	int at = text_find(names, 6, text);

	if (at < 0)
		return wrong(f, 6, "write plain, complete, accepted, not-accepted, enterprise or "
			     "test-page");
	f->kind = kinds[at];
	f->answer = (enum letter_answer)(at >= 3 ? at - 3 : 0);
	return ERR_OK;
}

static enum err take_language(struct letter_file *f, const char *text)
{
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		if (strcmp(lang_code((enum lang)lang), text) == 0) {
			f->letter.lang = (enum lang)lang;
			return ERR_OK;
		}
	}
	return wrong(f, 6, "write zh_CN, en, zh_TW or zh_easy");
}

static enum err take_format(struct letter_file *f, const char *text)
{
	int at = text_find(paper_format_names, FORMAT_COUNT, text);

	if (at < 0)
		return wrong(f, 8, "write A4, A5 or roll");
	f->letter.size = (enum paper_format)at;
	return ERR_OK;
}

static enum err take_reason(struct letter_file *f, const char *text)
{
	if (f->what.reason_count == LETTER_REASONS_MAX)
		return wrong(f, 1, "too many reasons; a letter holds 12");
	f->what.reasons[f->what.reason_count++] = text;
	return ERR_OK;
}

/* --- one line ------------------------------------------------------------------ */

/* Where a text goes that stands once in a letter; NULL: the word is none of these. */
static const char **place_of(struct letter_file *f, const char *word)
{
	const struct { const char *word; const char **at; } places[] = {
		{ "hall", &f->letter.hall },	 { "title", &f->letter.title },
		{ "to", &f->letter.to },	 { "lead", &f->letter.lead },
		{ "number", &f->letter.number }, { "foot", &f->letter.foot },
		{ "person", &f->what.person },	 { "item", &f->what.item },
		{ "day", &f->what.day },	 { "clerk", &f->what.clerk },
		{ "counter", &f->what.counter }, { "terminal", &f->terminal },
		{ "printer", &f->printer },
	};

	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		if (strcmp(word, places[i].word) == 0)
			return places[i].at;
	}
	return NULL;
}

static enum err take_line(struct letter_file *f, const char *word, const char *text,
			  const char *side)
{
	static const char *const names[] = {
		[LETTER_HEADING] = "heading", [LETTER_TEXT] = "text",
		[LETTER_STRONG] = "strong",   [LETTER_FIELD] = "field",
		[LETTER_POINT] = "point",     [LETTER_LINES] = "lines",
		[LETTER_CODE] = "code",
	};
	int kind = text_find(names, LETTER_CODE + 1, word);
	bool two = kind == LETTER_FIELD || kind == LETTER_LINES || kind == LETTER_CODE;

	if (kind < 0)
		return wrong(f, 1, "no such word; src/programs/press/letter_file.h has them all");
	if (two != (side != NULL))
		return wrong(f, 1, two ? "two texts belong here, with a tab between them" :
					 "one text belongs here, without a tab in it");
	if (f->letter.count == LETTER_FILE_LINES_MAX)
		return wrong(f, 1, "too long; a letter holds 128 lines");
	f->lines[f->letter.count++] = (struct letter_line){ (enum letter_line_kind)kind, text,
							    side };
	return ERR_OK;
}

static enum err take(struct letter_file *f, char *row)
{
	char *text = strchr(row, '\t'), *side;
	const char **place;

	if (!text)
		return wrong(f, 1, "write a word, a tab and a text");
	*text++ = 0;
	if (strcmp(row, "kind") == 0)
		return take_kind(f, text);
	if (strcmp(row, "lang") == 0)
		return take_language(f, text);
	if (strcmp(row, "format") == 0)
		return take_format(f, text);
	if (strcmp(row, "reason") == 0)
		return take_reason(f, text);
	place = place_of(f, row);
	if (place) {
		*place = text;
		return ERR_OK;
	}
	side = strchr(text, '\t');
	if (side)
		*side++ = 0;
	return take_line(f, row, text, side);
}

/* --- the file --------------------------------------------------------------------- */

static enum err read_file(struct letter_file *f)
{
	FILE *file = fopen(f->path, "re");
	size_t size;

	if (!file)
		return diag_set(f->diag, f->path, 0, 0, "%s; name a file that is there",
				strerror(errno));
	size = fread(f->bytes, 1, LETTER_FILE_MAX + 1, file);
	fclose(file);
	if (size > LETTER_FILE_MAX)
		return diag_set(f->diag, f->path, 0, 0, "too long; a letter holds 64 KB");
	f->bytes[size] = 0;
	if (strlen(f->bytes) != size || !utf8_valid(f->bytes, size))
		return diag_set(f->diag, f->path, 0, 0, "no text; write UTF-8");
	return ERR_OK;
}

static enum err parse(struct letter_file *f)
{
	char *rest = f->bytes, *row;
	enum err err = ERR_OK;

	while (!err && (row = strsep(&rest, "\n"))) {
		f->row++;
		if (*row)
			err = take(f, row);
	}
	return err;
}

static enum err set(struct letter_file *f, const struct paper_fonts *fonts, struct pdf *ret_pdf)
{
	struct letter *l = &f->letter;

	if (f->kind == KIND_ENTERPRISE)
		return letter_enterprise(l, f->what.counter, l->count, f->lines, fonts, ret_pdf);
	if (f->kind == KIND_TEST_PAGE)
		return letter_test_page(l->lang, l->size, l->hall, f->terminal, f->printer,
					f->what.day, fonts, ret_pdf);
	if (f->kind == KIND_PLAIN) {
		l->lines = f->lines;
		return letter_render(l, fonts, ret_pdf);
	}
	f->what.lang = l->lang;
	f->what.size = l->size;
	f->what.hall = l->hall;
	f->what.receipt_no = l->number;
	return letter_answer(f->answer, &f->what, fonts, ret_pdf);
}

/* Whole or not at all. */
static enum err write_pdf(const char *to, const struct pdf *pdf)
{
	int fd = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	bool whole = fd >= 0 && write(fd, pdf->bytes, pdf->size) == (ssize_t)pdf->size;

	if (fd >= 0)
		whole = close(fd) == 0 && whole;
	if (whole)
		return ERR_OK;
	log_error("%s: %s", to, strerror(errno));
	unlink(to);
	return ERR_IO;
}

enum err letter_file_print(const char *from, const char *to, const struct paper_fonts *fonts,
			   struct diag *diag)
{
	struct letter_file *f = calloc(1, sizeof(*f));
	struct letter nothing = { .hall = "", .title = "", .to = "", .lead = "", .number = "",
				  .foot = "" };
	struct pdf pdf = { 0 };
	enum err err;

	if (!f)
		abort();
	f->path = from;
	f->diag = diag;
	f->letter = nothing;
	f->terminal = f->printer = f->what.day = "";
	err = read_file(f);
	if (!err)
		err = parse(f);
	if (!err && set(f, fonts, &pdf))
		err = diag_set(diag, from, 0, 0, "it cannot be set; make it shorter, without "
			       "characters that no typeface has");
	if (!err)
		err = readback_check(&pdf, NULL) ? ERR_IO : write_pdf(to, &pdf);
	pdf_finish(&pdf);
	explicit_bzero(f, sizeof(*f));
	free(f);
	return err;
}
