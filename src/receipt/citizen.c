/* What the visitor reads: no codes of rules, and what to do next by a day and a clock time. */
#include "receipt/sheet.h"

#include "base/text.h"
#include "core/amount.h"

#include <string.h>

static bool has_course(const struct sheet *sheet)
{
	return sheet->application->course.id[0] &&
	       application_is_of_course(sheet->application);
}

/* One thing that no course belongs to stands in the title itself. */
static bool is_alone(const struct sheet *sheet)
{
	return sheet->application->item_count == 1 && !has_course(sheet);
}

/* The course; where there is none, the one thing that was applied for, or how many. */
static const char *subject(const struct sheet *sheet)
{
	const struct application *a = sheet->application;

	if (has_course(sheet))
		return sheet_course(sheet);
	if (is_alone(sheet))
		return sheet_benefit(sheet, 0);
	return FILLED(sheet, "receipt.applied_count",
		      arena_textf(sheet->document->arena, "%d", a->item_count));
}

/* "发给本人": to whom, in few words; the sum rests on sample data, or is not in the document. */
static const char *cell_note(const struct sheet *sheet, const struct application_item *item)
{
	char buffer[512];
	struct text text = text_in(buffer, sizeof(buffer));

	if (item->payee_key[0])
		text_add(&text, sheet_word(sheet, item->payee_key));
	if (item->amount.label == AMOUNT_NONE) {
		text_add(&text, sheet->lang == LANG_EN && text.len > 0 ? " " : "");
		text_add(&text, sheet_word(sheet, "receipt.label.none"));
	}
	return arena_text(sheet->document->arena, buffer);
}

static const char *cell_head(const struct sheet *sheet, int i)
{
	const struct application_item *item = &sheet->application->items[i];
	const char *name = is_alone(sheet) ? sheet_word(sheet, "receipt.amount") :
					     sheet_benefit(sheet, i);

	if (item->amount.label != AMOUNT_SAMPLE)
		return name;
	return FILLED(sheet, "receipt.of_sample", name);
}

void sheet_cells(const struct sheet *sheet)
{
	const struct application *a = sheet->application;

	for (int i = 0; i < a->item_count; i++)
		sheet_add(sheet, (struct block){ BLOCK_CELL, .side = cell_head(sheet, i),
			.text = sheet_amount(sheet, &a->items[i].amount),
			.mark = cell_note(sheet, &a->items[i]) });
	for (int i = 0; i < a->item_count; i++) {
		if (sheet->text->cautions[i][0])
			sheet_add(sheet, (struct block){ BLOCK_STRONG,
				.text = sheet->text->cautions[i] });
	}
}

/* Where to go, on which day first, whom to call: what is known of it. */
static void add_course(const struct sheet *sheet)
{
	const struct application_course *c = &sheet->application->course;
	const struct receipt_text *t = sheet->text;

	if (!has_course(sheet))
		return;
	sheet_add(sheet, (struct block){ BLOCK_FIELD,
		.side = sheet_word(sheet, sheet->application->claims ? "receipt.trained" :
									"receipt.school"),
		.text = sheet_school(sheet), .strong = true });
	if (sheet->application->claims)
		return;	/* nobody goes there any more */
	if (t->address[0])
		sheet_field(sheet, "receipt.address", t->address);
	sheet_add(sheet, (struct block){ BLOCK_FIELD, .side = sheet_word(sheet, "receipt.day"),
		.text = date_is_set(c->starts) ?
			FILLED(sheet, "receipt.starts", sheet_date(sheet, c->starts)) :
			sheet_word(sheet, "receipt.starts_open"), .strong = true });
	if (t->telephone[0])
		sheet_field(sheet, "receipt.telephone", t->telephone);
}

/* The number's end: enough to know one's own certificate by. */
static void add_certificate(const struct sheet *sheet)
{
	char masked[CERTIFICATE_NO_MAX];

	if (!sheet->application->certificate_no[0])
		return;
	certificate_mask(sheet->application->certificate_no, masked);
	sheet_field(sheet, "receipt.certificate",
		    arena_text(sheet->document->arena, masked));
}

static const char *times_words(const struct sheet *sheet)
{
	struct arena *arena = sheet->document->arena;
	const struct receipt_text *t = sheet->text;

	return FILLED(sheet, "receipt.times_value", arena_textf(arena, "%d", t->times_asked),
		      arena_textf(arena, "%d", t->times_left));
}

static void add_own_part(const struct sheet *sheet)
{
	const struct receipt_text *t = sheet->text;

	add_course(sheet);
	add_certificate(sheet);
	if (t->times_known)
		sheet_field(sheet, "receipt.times", times_words(sheet));
	if (t->bring[0])
		sheet_field(sheet, "receipt.bring", t->bring);
}

void sheet_citizen(const struct sheet *sheet)
{
	struct sheet s = *sheet;

	s.citizen = true;
	sheet_add(&s, (struct block){ BLOCK_PART, .text = sheet_word(&s, "receipt.part_you"),
				      .side = sheet_word(&s, sheet_awaits_paper(s.application) ?
		"receipt.closing_unsigned" : "receipt.closing") });
	if (s.application->item_count > 0)
		sheet_add(&s, (struct block){ BLOCK_TITLE, .text = subject(&s) });
	sheet_cells(&s);
	s.split = 47;
	s.column = has_course(&s) ? COLUMN_LEFT : COLUMN_ALL;
	add_own_part(&s);
	s.column = has_course(&s) ? COLUMN_RIGHT : COLUMN_ALL;
	sheet_next(&s);
	s.column = COLUMN_ALL;
	sheet_number(&s);
}
