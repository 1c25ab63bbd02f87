#include "receipt/readback.h"

#include "base/log.h"
#include "base/text.h"
#include "receipt/painter.h"
#include "receipt/pdf_read.h"
#include "receipt/qr_read.h"
#include "receipt/told.h"

#include <stdlib.h>
#include <string.h>

static char *copy_of(const char *text)
{
	char *copy = strdup(text);

	if (!copy)
		abort();
	return copy;
}

/* In the characters that it is painted with. */
static void say_mark(struct text *text, const struct mark *mark)
{
	const char *at = mark->text;
	char bytes[4];

	if (mark->len == 0)
		return;
	while (at < mark->text + mark->len)
		text_add_n(text, bytes, utf8_put(painter_character(utf8_next(&at)), bytes));
	text_add(text, "\n");
}

void readback_expect(const struct pages *pages, struct pdf *pdf)
{
	char *bytes = malloc(PDF_TEXT_MAX);
	struct text text;

	if (!bytes)
		abort();
	text = text_in(bytes, PDF_TEXT_MAX);
	for (int page = 0; page < pages->page_count; page++) {
		for (int i = 0; i < pages->mark_count; i++) {
			const struct mark *mark = &pages->marks[i];

			if (mark->page != page)
				continue;
			if (mark->kind == MARK_QR)
				pdf->code = copy_of(mark->text);
			if (mark->kind != MARK_TEXT)
				continue;
			say_mark(&text, mark);
		}
		text_add(&text, "\f");
	}
	pdf->meant = copy_of(bytes);
	explicit_bzero(bytes, PDF_TEXT_MAX);
	free(bytes);
}

static bool same_modules(const struct qr *one, const struct qr *two)
{
	return one->side == two->side && memcmp(one->dark, two->dark, sizeof(one->dark)) == 0;
}

/* Read by its own rules, and the same to the module as the words make it. */
static bool same_code(const struct pdf *pdf, const struct qr *qr)
{
	char words[RECEIPT_QR_MAX];
	struct qr meant;
	bool same;

	if (!pdf->code)
		return qr->side == 0;
	memset(&meant, 0, sizeof(meant));
	same = !qr_read(qr, words, sizeof(words)) && strcmp(words, pdf->code) == 0 &&
	       !qr_make(pdf->code, &meant) && same_modules(&meant, qr);
	explicit_bzero(words, sizeof(words));
	return same;
}

enum err readback_check(const struct pdf *pdf, char *ret_told)
{
	struct pdf_reading *reading = malloc(sizeof(*reading));
	enum err err;

	if (!reading)
		abort();
	err = pdf_read(pdf->bytes, pdf->size, reading);
	if (err)
		log_error("the finished file cannot be read");
	else if (strcmp(reading->text, pdf->meant) != 0)
		log_error("the finished file does not say what was set");
	else if (!same_code(pdf, &reading->qr))
		log_error("the code of the finished file does not say what was set");
	else
		pdf = NULL;
	if (!pdf && ret_told)
		told_make(reading->marked, ret_told);
	explicit_bzero(reading, sizeof(*reading));
	free(reading);
	return pdf ? ERR_INPUT : ERR_OK;
}
