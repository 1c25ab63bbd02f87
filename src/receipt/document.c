#include "receipt/document.h"

#include "base/text.h"
#include "core/amount.h"
#include "receipt/moment.h"
#include "receipt/sheet.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

const char *document_words(struct arena *arena, enum lang lang, const char *key,
			   int arg_count, const char *const *args)
{
	char buffer[4096];
	struct text text = text_in(buffer, sizeof(buffer));

	words_fill(&text, words_get(lang, key), arg_count, args);
	assert(!text.full);	/* every argument comes from a bounded field */
	return arena_text(arena, buffer);
}

const char *sheet_word(const struct sheet *sheet, const char *key)
{
	return words_get(sheet->lang, key);
}

void sheet_add(const struct sheet *sheet, struct block block)
{
	struct document *document = sheet->document;

	if (document->count == BLOCKS_MAX) {
		document->full = true;
		return;
	}
	block.lang = sheet->lang;
	block.column = sheet->column;
	block.split = sheet->split;
	block.citizen = sheet->citizen;
	document->blocks[document->count++] = block;
}

void sheet_field(const struct sheet *sheet, const char *key, const char *value)
{
	sheet_add(sheet, (struct block){ BLOCK_FIELD, .side = sheet_word(sheet, key),
					 .text = value });
}

const char *sheet_chosen(const struct sheet *sheet, const char *own, const char *zh,
			 const char *en)
{
	if (own[0])
		return own;
	return sheet->lang == LANG_EN && en[0] ? en : zh;
}

/* --- days and hours ------------------------------------------------------ */

const char *document_date(struct arena *arena, enum lang lang, struct date date)
{
	char words[DATE_WORDS_MAX];

	date_format_words(lang, date, words);
	return arena_text(arena, words);
}

const char *sheet_date(const struct sheet *sheet, struct date date)
{
	return document_date(sheet->document->arena, sheet->lang, date);
}

const char *sheet_clock(const struct sheet *sheet, int64_t at)
{
	struct moment m = moment_at(at);

	return arena_textf(sheet->document->arena, "%02d:%02d", m.hour, m.minute);
}

const char *sheet_moment(const struct sheet *sheet, int64_t at)
{
	return arena_textf(sheet->document->arena, "%s %s",
			   sheet_date(sheet, moment_at(at).date), sheet_clock(sheet, at));
}

/* --- who and where ------------------------------------------------------- */

const char *sheet_name(const struct sheet *sheet)
{
	const struct holder *h = &sheet->application->holder;
	char name[HOLDER_NAME_MAX];

	holder_mask_name(h->name[0] ? h->name : h->name_latin, name);
	return arena_text(sheet->document->arena, name);
}

const char *sheet_person(const struct sheet *sheet)
{
	const char *name = sheet_name(sheet);
	char id_no[IDNO_TEXT_MAX];

	idno_mask(sheet->application->holder.id_no, id_no);
	return arena_textf(sheet->document->arena, "%s%s%s", name,
			   name[0] && id_no[0] ? " · " : "", id_no);
}

static const char *hall_words(const struct sheet *sheet)
{
	return sheet->text->hall[0] ? sheet->text->hall : sheet->application->hall;
}

static const char *terminal_words(const struct sheet *sheet)
{
	return sheet->text->terminal[0] ? sheet->text->terminal : sheet->application->terminal;
}

/* --- what was applied for ------------------------------------------------ */

const char *sheet_amount(const struct sheet *sheet, const struct amount *amount)
{
	char words[AMOUNT_TEXT_MAX];

	amount_format(sheet->lang, amount, words);
	return arena_text(sheet->document->arena, words);
}

const char *sheet_benefit(const struct sheet *sheet, int item)
{
	const struct application_item *at = &sheet->application->items[item];

	return sheet_chosen(sheet, sheet->text->benefits[item], at->title_zh, at->title_en);
}

const char *sheet_course(const struct sheet *sheet)
{
	const struct application_course *c = &sheet->application->course;

	return sheet_chosen(sheet, sheet->text->course, c->title_zh, c->title_en);
}

const char *sheet_school(const struct sheet *sheet)
{
	const struct application_course *c = &sheet->application->course;

	return sheet_chosen(sheet, sheet->text->school, c->institution_zh, c->institution_en);
}

bool sheet_awaits_paper(const struct application *application)
{
	return application->method == SIGN_PAPER &&
	       !application_staff_action(application, STAFF_ACTION_WITNESSED);
}

/* --- the head of a sheet ------------------------------------------------- */

static bool has_sample(const struct application *a)
{
	for (int i = 0; i < a->item_count; i++) {
		if (a->items[i].amount.label == AMOUNT_SAMPLE)
			return true;
	}
	return false;
}

static void add_pill(const struct sheet *sheet, const char *words)
{
	sheet_add(sheet, (struct block){ BLOCK_PILL, .text = words });
}

static void add_pills(const struct sheet *sheet)
{
	const struct application *a = sheet->application;
	char date[DATE_TEXT_MAX];

	date_format(a->decision_date, date);
	if (sheet->copy)
		add_pill(sheet, FILLED(sheet, "receipt.copy",
				       arena_textf(sheet->document->arena, "%d", sheet->copy)));
	if (a->demo_date)
		add_pill(sheet, FILLED(sheet, "receipt.demo_date", date));
	if (has_sample(a))
		add_pill(sheet, sheet_word(sheet, "receipt.sample"));
	if (strncmp(sheet->code, CLAIMS_PREFIX_DEMO, strlen(CLAIMS_PREFIX_DEMO)) == 0)
		add_pill(sheet, sheet_word(sheet, "receipt.demo_root"));
}

static const char *clock_key(const struct application *a)
{
	static const char *const keys[] = {
		[0] = "receipt.clock_fine",
		[CLOCK_NOT_KEPT] = "receipt.clock_not_kept",
		[CLOCK_JUMPED] = "receipt.clock_jumped",
		[CLOCK_DOUBTS] = "receipt.clock_jumped",
	};

	return keys[a->clock_doubt & CLOCK_DOUBTS];
}

/* "0.4 ms": small ones with a tenth. */
static const char *ms_words(const struct sheet *sheet, int32_t us)
{
	return us < 10000 ? arena_textf(sheet->document->arena, "%d.%d", us / 1000,
					us % 1000 / 100) :
			    arena_textf(sheet->document->arena, "%d", us / 1000);
}

static const char *clock_words(const struct sheet *sheet)
{
	const struct application *a = sheet->application;
	const struct clock_quality *q = &a->clock_quality;
	struct arena *arena = sheet->document->arena;
	const char *offset = "", *rtc = "";

	if (q->offset_known)
		offset = FILLED(sheet, "receipt.clock_offset", ms_words(sheet, q->offset_us));
	if (q->rtc_known)
		rtc = FILLED(sheet, "receipt.clock_rtc",
			     arena_textf(arena, q->rtc_s ? "%+d" : "%d", q->rtc_s));
	return arena_textf(arena, "%s%s%s", sheet_word(sheet, clock_key(a)), offset, rtc);
}

/* By which rules it was decided, and by what clock it is dated. */
static const char *foot_words(const struct sheet *sheet)
{
	const struct application *a = sheet->application;

	return FILLED(sheet, "receipt.pack", a->pack_id,
		      arena_textf(sheet->document->arena, "%.12s", a->pack_hash),
		      clock_words(sheet));
}

void sheet_head(const struct sheet *sheet, const char *title_key)
{
	sheet_add(sheet, (struct block){ BLOCK_SHEET, .text = sheet_word(sheet, title_key),
					 .side = hall_words(sheet), .mark = foot_words(sheet) });
	add_pills(sheet);
}

void sheet_number(const struct sheet *sheet)
{
	const struct application *a = sheet->application;

	sheet_add(sheet, (struct block){ BLOCK_NUMBER,
		.side = sheet_word(sheet, "receipt.number"), .text = a->receipt_no,
		.mark = FILLED(sheet, "receipt.when_where", sheet_moment(sheet, a->signed_at),
			       terminal_words(sheet)) });
}

const char *sheet_joined(const struct sheet *sheet, int count,
			 const char sentences[][RECEIPT_LINE_MAX])
{
	char buffer[RECEIPT_NEXT_MAX * RECEIPT_LINE_MAX];
	struct text text = text_in(buffer, sizeof(buffer));

	for (int i = 0; i < count; i++) {
		text_add(&text, i > 0 && sheet->lang == LANG_EN ? " " : "");
		text_add(&text, sentences[i]);
	}
	return arena_text(sheet->document->arena, buffer);
}

void sheet_next(const struct sheet *sheet)
{
	const struct receipt_text *t = sheet->text;

	/* In large print the last, to keep the paper and where to ask, is told with the number. */
	int next_count = t->next_count - (sheet->application->large_print && t->next_count > 1);

	if (next_count > 0)
		sheet_field(sheet, "receipt.next_label", sheet_joined(sheet, next_count, t->next));
	if (t->withdraw[0])
		sheet_field(sheet, "receipt.withdraw_label", t->withdraw);
	if (t->ask_count > 0 && !(sheet->application->large_print && t->next_count > 0))
		sheet_field(sheet, "receipt.ask_label",
			    sheet_joined(sheet, t->ask_count, t->ask));
}

/* --- whole sheets -------------------------------------------------------- */

/* What was taken back, and nothing of what it was about: that is on its own receipt. */
static void add_withdrawal(struct sheet *sheet)
{
	sheet_head(sheet, "receipt.withdrawal");
	sheet->citizen = true;
	sheet_add(sheet, (struct block){ BLOCK_PART, .text = sheet_word(sheet, "receipt.part_you"),
		.side = sheet_word(sheet, "receipt.withdrawn_closing") });
	sheet_field(sheet, "receipt.withdrawn", sheet->application->withdraws);
	sheet_next(sheet);
	sheet_number(sheet);
	sheet->citizen = false;
	sheet_clerk(sheet);
}

/*
 * In the visitor's language what the visitor reads; the sheet that counts is the
 * Chinese one, with everything.
 */
static void add_application(struct sheet *sheet)
{
	bool whole = lang_written(sheet->lang) == LANG_ZH_HANS;

	sheet_head(sheet, sheet->application->claims ? "receipt.claim_title" : "receipt.title");
	sheet_citizen(sheet);
	if (whole)
		sheet_clerk(sheet);
	sheet_promises(sheet);
}

static void add_receipt(struct sheet *sheet)
{
	(sheet->application->withdraws[0] ? add_withdrawal : add_application)(sheet);
}

static void add_kind(struct sheet *sheet, enum paper_kind kind)
{
	static void (*const adds[PAPER_KIND_COUNT])(struct sheet *sheet) = {
		[PAPER_RECEIPT] = add_receipt,
		[PAPER_SLIP] = sheet_slip,
		[PAPER_NOTICE] = sheet_notice,
		[PAPER_SUMMARY] = sheet_summary,
		[PAPER_BRING] = sheet_bring,
	};

	adds[kind](sheet);
}

/* Where the number goes: behind the sums of its sheet, with what is warned of them. */
static int behind_sums(const struct document *d, int number)
{
	int at = number;

	while (at > 0 && d->blocks[at - 1].kind == BLOCK_FIELD)
		at--;
	return at;
}

void document_number_first(struct document *document, unsigned sheets)
{
	int sheet = -1;

	for (int i = 0; i < document->count; i++) {
		struct block number = document->blocks[i];
		int to = behind_sums(document, i);

		sheet += number.kind == BLOCK_SHEET;
		if (number.kind != BLOCK_NUMBER || !(sheets >> sheet & 1))
			continue;
		memmove(&document->blocks[to + 1], &document->blocks[to],
			(size_t)(i - to) * sizeof(number));
		document->blocks[to] = number;
	}
}

enum err document_build(struct document *document, struct arena *arena,
			const struct receipt *receipt)
{
	const struct application *a = receipt->application;
	char code[RECEIPT_QR_MAX];

	*document = (struct document){ .arena = arena, .receipt_no = a->receipt_no,
				       .foot_key = a->receipt_no[0] &&
						   receipt->kind != PAPER_SUMMARY ?
					       "receipt.foot" : "receipt.foot_bare",
				       .size = receipt->size, .large_print = a->large_print };
	receipt_qr(receipt, code);
	for (int i = 0; i < receipt->sheet_count; i++) {
		struct sheet sheet = {
			.document = document,
			.application = a,
			.text = receipt->sheets[i],
			.code = arena_text(arena, code),
			.copy = receipt->copy,
			.lang = receipt->sheets[i]->lang,
		};

		add_kind(&sheet, receipt->kind);
	}
	return document->full ? ERR_FULL : ERR_OK;
}
