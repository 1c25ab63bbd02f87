#include "tools/doctor_report.h"

#include "base/clock.h"
#include "base/diag.h"
#include "base/program.h"
#include "base/text.h"
#include "core/date.h"
#include "helpers/rig.h"
#include "receipt/statement.h"
#include "tools/key_state.h"
#include "tools/software.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A tab or a line's end would end the text of a letter's line. */
static void add_plain(struct text *out, const char *words)
{
	for (; *words; words++)
		text_add_n(out, *words == '\t' || *words == '\n' ? " " : words, 1);
}

void doctor_report_add(struct doctor_report *report, const char *how, const char *what,
		       const char *words)
{
	char line[1536];
	struct text text = text_in(line, sizeof(line));

	text_addf(&text, "field\t%s: ", how);
	add_plain(&text, words);
	text_add(&text, "\t");
	add_plain(&text, what);
	text_add(&text, "\n");
	if (text.full || report->len + text.len >= sizeof(report->lines))
		return;
	memcpy(report->lines + report->len, line, text.len + 1);
	report->len += text.len;
}

static enum err write_letter(const char *letter, char path[], int fd)
{
	size_t size = strlen(letter);
	bool whole = fd >= 0 && write(fd, letter, size) == (ssize_t)size;

	if (fd >= 0)
		close(fd);
	if (whole)
		return ERR_OK;
	fprintf(stderr, "doctor: %s: %s\n", path, strerror(errno));
	return ERR_IO;
}

/* By way of a file, which is gone afterwards. */
static enum err print_letter(const char *letter, const char *words, const char *to)
{
	char path[] = "/tmp/skills-kiosk-letter-XXXXXX", press[PATHS_LENGTH_MAX];
	struct diag diag;
	enum err err = program_helper("kiosk-press", press, sizeof(press));

	if (err)
		return err;
	err = write_letter(letter, path, mkstemp(path));
	if (!err && rig_run((const char *[]){ press, "--letter", path, "--out", to, "--words",
					      words, NULL }, &diag)) {
		diag_print(&diag);
		err = ERR_INPUT;
	}
	unlink(path);
	return err;
}

static const char *today(char out[DATE_TEXT_MAX])
{
	date_format(date_from_days((int32_t)((clock_wall_s() + 28800) / 86400)), out);
	return out;
}

/* Base45 may hold no tab and no line's end, which would end the letter's line. */
static void add_code(struct text *letter, const struct paths *paths,
		     const struct config *config, const char *pack, int faults)
{
	struct statement statement = { .at = clock_wall_s() };
	struct text body = text_in(statement.body, sizeof(statement.body));
	char code[STATEMENT_TEXT_MAX];
	struct signer *signer = NULL;
	enum err err = key_open_signer(paths->config, paths->data, config->demo, &signer);

	if (!err)
		err = software_describe(&body);
	if (*pack)
		text_addf(&body, "pack: %s\n", pack);
	text_addf(&body, "doctor: %d to mend", faults);
	if (!err)
		err = body.full ? ERR_FULL : statement_seal(&statement, signer, code);
	if (err)
		text_add(letter, "text\tNothing here is signed: the kiosk has no key that can.\n");
	else
		text_addf(letter, "code\t%s\tThe software of this kiosk, signed by it: "
			  "skills-kiosk verify --qr\n", code);
	signer_close(signer);
}

enum err doctor_report_print(const struct doctor_report *report, const struct paths *paths,
			     const struct config *config, const char *pack, int faults,
			     const char *to)
{
	char letter[DOCTOR_REPORT_MAX + 2048], day[DATE_TEXT_MAX];
	struct text text = text_in(letter, sizeof(letter));

	text_addf(&text, "kind\tplain\nlang\ten\nhall\t%s\ntitle\tReadiness report\n",
		  config->hall_en);
	text_addf(&text, "to\t%s\nnumber\t%s\nfoot\tskills-kiosk %s\n", config->terminal_en,
		  today(day), program_version);
	if (faults == 0)
		text_add(&text, "lead\tAll well.\n");
	else
		text_addf(&text, "lead\t%d to mend.\n", faults);
	text_add_n(&text, report->lines, report->len);
	add_code(&text, paths, config, pack, faults);
	text_add(&text, "lines\tLooked at by:\tDate:\n");
	return text.full ? ERR_FULL : print_letter(letter, paths->words, to);
}

enum err doctor_test_page(const struct paths *paths, const struct config *config,
			  const char *to)
{
	char letter[2048], day[DATE_TEXT_MAX];
	struct text text = text_in(letter, sizeof(letter));

	text_addf(&text, "kind\ttest-page\nlang\tzh_CN\nhall\t%s\nterminal\t%s\nprinter\t%s\n",
		  config->hall_zh, config->terminal_zh, config->printer);
	text_addf(&text, "day\t%s\n", today(day));
	return text.full ? ERR_FULL : print_letter(letter, paths->words, to);
}
