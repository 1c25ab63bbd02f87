/* The papers beside the receipt: short ones, each for one thing. */
#include "receipt/sheet.h"

static void add_part(struct sheet *sheet, const char *key, const char *lead)
{
	sheet->citizen = true;
	sheet_add(sheet, (struct block){ BLOCK_PART, .text = sheet_word(sheet, key),
					 .side = lead });
}

static void add_code(struct sheet *sheet, const char *caption_key)
{
	sheet_add(sheet, (struct block){ BLOCK_QR, .text = sheet->code,
					 .side = sheet_word(sheet, caption_key) });
}

static void add_ask(const struct sheet *sheet)
{
	const struct receipt_text *t = sheet->text;

	if (t->ask_count > 0)
		sheet_field(sheet, "receipt.ask_label", sheet_joined(sheet, t->ask_count, t->ask));
}

/* The application is in; its paper is not yet: the number and the code fetch it. */
void sheet_slip(struct sheet *sheet)
{
	sheet_head(sheet, "receipt.slip");
	add_part(sheet, "receipt.part_you",
		 sheet_word(sheet, sheet->application->withdraws[0] ? "receipt.slip_back" :
								      "receipt.slip_lead"));
	sheet_number(sheet);
	sheet->split = 50;
	sheet->column = COLUMN_LEFT;
	sheet_field(sheet, "receipt.person", sheet_person(sheet));
	sheet_field(sheet, "receipt.fetch", sheet_word(sheet, "receipt.slip_fetch"));
	if (sheet->text->withdraw[0])
		sheet_field(sheet, "receipt.withdraw_label", sheet->text->withdraw);
	add_ask(sheet);
	sheet->column = COLUMN_RIGHT;
	add_code(sheet, "receipt.slip_code");
}

static void add_terms(const struct sheet *sheet)
{
	const struct receipt_text *t = sheet->text;

	sheet_add(sheet, (struct block){ BLOCK_HEADING,
					 .text = sheet_word(sheet, "receipt.notice") });
	for (int i = 0; i < t->notice_count; i++)
		sheet_add(sheet, (struct block){ BLOCK_TERM, .side = t->notices[i].head,
						 .text = t->notices[i].words });
	sheet_add(sheet, (struct block){ BLOCK_HEADING,
					 .text = sheet_word(sheet, "receipt.rules") });
	for (int i = 0; i < t->rule_count; i++)
		sheet_add(sheet, (struct block){ BLOCK_TERM,
			.side = arena_textf(sheet->document->arena, "%s %s",
					    t->rules[i].section, t->rules[i].id),
			.text = t->rules[i].words });
}

void sheet_notice(struct sheet *sheet)
{
	sheet_head(sheet, "receipt.notice_title");
	add_part(sheet, "receipt.part_you", sheet_word(sheet, "receipt.notice_lead"));
	add_terms(sheet);
	add_ask(sheet);
	sheet_number(sheet);
}

static void add_benefits(const struct sheet *sheet)
{
	for (int i = 0; i < sheet->application->item_count; i++) {
		const struct amount *amount = &sheet->application->items[i].amount;
		const char *words = sheet_amount(sheet, amount);

		if (amount->label == AMOUNT_SAMPLE)
			words = FILLED(sheet, "receipt.of_sample", words);
		sheet_add(sheet, (struct block){ BLOCK_FIELD, .side = sheet_benefit(sheet, i),
						 .text = words, .strong = true });
	}
}

static void add_told_courses(const struct sheet *sheet)
{
	const struct receipt_text *t = sheet->text;

	if (t->notice_count > 0)
		sheet_add(sheet, (struct block){ BLOCK_HEADING,
			.text = sheet_word(sheet, "receipt.summary_courses") });
	for (int i = 0; i < t->notice_count; i++) {
		sheet_add(sheet, (struct block){ BLOCK_STRONG, .text = t->notices[i].head });
		sheet_add(sheet, (struct block){ BLOCK_TEXT, .text = t->notices[i].words });
	}
}

/* What may be had and where: who the visitor is, and by what, stands nowhere on it. */
void sheet_summary(struct sheet *sheet)
{
	sheet_head(sheet, "receipt.summary");
	add_part(sheet, "receipt.part_you", sheet_word(sheet, "receipt.summary_lead"));
	add_benefits(sheet);
	add_told_courses(sheet);
	add_ask(sheet);
}

/* All at once, so that nobody comes twice for it. */
void sheet_bring(struct sheet *sheet)
{
	const struct receipt_text *t = sheet->text;

	sheet_head(sheet, "receipt.bring_title");
	add_part(sheet, "receipt.part_you", sheet_word(sheet, "receipt.bring_lead"));
	sheet_add(sheet, (struct block){ BLOCK_POINT, .side = "1.",
					 .text = sheet_word(sheet, "receipt.bring_card") });
	for (int i = 0; i < t->bring_count; i++)
		sheet_add(sheet, (struct block){ BLOCK_POINT,
			.side = arena_textf(sheet->document->arena, "%d.", i + 2),
			.text = FILLED(sheet, "receipt.bring_proof", t->bring_list[i]) });
	add_ask(sheet);
	sheet_add(sheet, (struct block){ BLOCK_LINES,
		.text = sheet_word(sheet, "receipt.received"),
		.side = sheet_word(sheet, "receipt.received_on") });
}
