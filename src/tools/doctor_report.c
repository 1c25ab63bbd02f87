#include "tools/doctor_report.h"

#include "base/clock.h"
#include "base/program.h"
#include "base/text.h"
#include "core/date.h"
#include "receipt/statement.h"
#include "tools/key_state.h"
#include "tools/letter_print.h"
#include "tools/software.h"

#include <stdio.h>
#include <string.h>

void doctor_report_add(struct doctor_report *report, const char *how, const char *what,
		       const char *words)
{
	char line[1536], value[1536];
	struct text text = text_in(line, sizeof(line)), said = text_in(value, sizeof(value));

	text_addf(&said, "%s: %s", how, words);
	letter_put(&text, "field", value, what);
	if (said.full || text.full || report->len + text.len >= sizeof(report->lines))
		return;
	memcpy(report->lines + report->len, line, text.len + 1);
	report->len += text.len;
}

static const char *today(char out[DATE_TEXT_MAX])
{
	date_format(date_in_china(clock_wall_s()), out);
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
	return text.full ? ERR_FULL : letter_print("doctor", letter, paths->words, to);
}

enum err doctor_test_page(const struct paths *paths, const struct config *config,
			  const char *to)
{
	char letter[2048], day[DATE_TEXT_MAX];
	struct text text = text_in(letter, sizeof(letter));

	text_addf(&text, "kind\ttest-page\nlang\tzh_CN\nhall\t%s\nterminal\t%s\nprinter\t%s\n",
		  config->hall_zh, config->terminal_zh, config->printer);
	text_addf(&text, "day\t%s\n", today(day));
	return text.full ? ERR_FULL : letter_print("doctor", letter, paths->words, to);
}
