#include "receipt/document.h"

#include "base/text.h"
#include "core/amount.h"
#include "receipt/moment.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

/* One sheet while it is being written. */
struct sheet {
	struct document *document;
	const struct application *application;
	const struct receipt_text *text;
	enum lang lang;
};

const char *document_words(struct arena *arena, enum lang lang, const char *key,
			   int arg_count, const char *const *args)
{
	char buffer[4096];
	struct text text = text_in(buffer, sizeof(buffer));

	words_fill(&text, words_get(lang, key), arg_count, args);
	assert(!text.full);	/* every argument comes from a bounded field */
	return arena_text(arena, buffer);
}

#define FILLED(sheet, key, ...)                                             \
	document_words((sheet)->document->arena, (sheet)->lang, key,        \
		       (int)(sizeof((const char *[]){ __VA_ARGS__ }) /      \
			     sizeof(const char *)),                         \
		       (const char *[]){ __VA_ARGS__ })

static const char *word(const struct sheet *sheet, const char *key)
{
	return words_get(sheet->lang, key);
}

static void add(const struct sheet *sheet, struct block block)
{
	struct document *document = sheet->document;

	if (document->count == BLOCKS_MAX) {
		document->full = true;
		return;
	}
	block.lang = sheet->lang;
	document->blocks[document->count++] = block;
}

static void add_field(const struct sheet *sheet, const char *key, const char *value)
{
	add(sheet, (struct block){ BLOCK_FIELD, .side = word(sheet, key), .text = value });
}

static void add_heading(const struct sheet *sheet, const char *key)
{
	add(sheet, (struct block){ BLOCK_HEADING, .text = word(sheet, key) });
}

static const char *number(const struct sheet *sheet, int n)
{
	return arena_textf(sheet->document->arena, "%d.", n);
}

/* The words in the sheet's language; Chinese where nobody wrote English. */
static const char *chosen(const struct sheet *sheet, const char *own, const char *zh,
			  const char *en)
{
	if (own[0])
		return own;
	return sheet->lang == LANG_EN && en[0] ? en : zh;
}

/* --- above: whose, when, where -------------------------------------------- */

static bool has_sample(const struct application *a)
{
	for (int i = 0; i < a->item_count; i++) {
		if (a->items[i].amount.label == AMOUNT_SAMPLE)
			return true;
	}
	return false;
}

static void add_pills(const struct sheet *sheet, const char *code)
{
	const struct application *a = sheet->application;
	char date[DATE_TEXT_MAX];

	date_format(a->decision_date, date);
	if (a->demo_date)
		add(sheet, (struct block){ BLOCK_PILL,
			.text = FILLED(sheet, "receipt.demo_date", date) });
	if (has_sample(a))
		add(sheet, (struct block){ BLOCK_PILL,
			.text = word(sheet, "receipt.sample") });
	if (strncmp(code, CLAIMS_PREFIX_DEMO, strlen(CLAIMS_PREFIX_DEMO)) == 0)
		add(sheet, (struct block){ BLOCK_PILL,
			.text = word(sheet, "receipt.demo_root") });
}

static const char *masked_person(const struct sheet *sheet)
{
	const struct holder *h = &sheet->application->holder;
	char name[HOLDER_NAME_MAX], id_no[IDNO_TEXT_MAX];

	holder_mask_name(h->name[0] ? h->name : h->name_latin, name);
	idno_mask(h->id_no, id_no);
	return arena_textf(sheet->document->arena, "%s%s%s", name,
			   name[0] && id_no[0] ? " · " : "", id_no);
}

/* A card whose number was typed has proved nothing: a person has. */
static const char *assurance_key(const struct application *a)
{
	static const char *const keys[] = {
		[ASSURANCE_NONE] = "receipt.assurance.none",
		[ASSURANCE_A0] = "receipt.assurance.a0",
		[ASSURANCE_A1] = "receipt.assurance.a1",
		[ASSURANCE_A2] = "receipt.assurance.a2",
	};
	if (application_staff_action(a, STAFF_ACTION_NUMBER))
		return "receipt.assurance.staff";
	return keys[a->holder.assurance];
}

static const char *paper_moment(const struct sheet *sheet, int64_t at)
{
	struct moment m = moment_at(at);
	char year[8], month[8], day[8], clock[8], date[DATE_TEXT_MAX];

	snprintf(year, sizeof(year), "%d", m.date.year);
	snprintf(month, sizeof(month), "%d", m.date.month);
	snprintf(day, sizeof(day), "%d", m.date.day);
	snprintf(clock, sizeof(clock), "%02d:%02d", m.hour, m.minute);
	date_format(m.date, date);
	return FILLED(sheet, "receipt.moment", year, month, day, clock, date);
}

static const char *hall_words(const struct sheet *sheet)
{
	return sheet->text->hall[0] ? sheet->text->hall : sheet->application->hall;
}

static const char *place_words(const struct sheet *sheet)
{
	const char *terminal = sheet->text->terminal;

	if (!terminal[0])
		terminal = sheet->application->terminal;
	return FILLED(sheet, "receipt.place_value", hall_words(sheet), terminal);
}

static void add_head(const struct sheet *sheet, const char *code)
{
	const struct application *a = sheet->application;

	add(sheet, (struct block){ BLOCK_SHEET,
				   .text = word(sheet, a->withdraws[0] ? "receipt.withdrawal" :
									 "receipt.title"),
				   .side = hall_words(sheet), .code = code });
	add_pills(sheet, code);
	add(sheet, (struct block){ BLOCK_NUMBER, .text = a->receipt_no });
	add_field(sheet, "receipt.time", paper_moment(sheet, a->signed_at));
	add_field(sheet, "receipt.place", place_words(sheet));
	add_field(sheet, "receipt.person", masked_person(sheet));
	add_field(sheet, "receipt.identity",
		  word(sheet, assurance_key(a)));
	if (a->holder.slow)
		add_field(sheet, "receipt.for_staff", word(sheet, "receipt.slow"));
	if (lang_written(sheet->lang) != LANG_ZH_HANS)
		add_field(sheet, "receipt.language", word(sheet, "receipt.translation"));
}

/* --- what was applied for ------------------------------------------------- */

static const char *paper_amount(const struct sheet *sheet, const struct amount *amount)
{
	char words[AMOUNT_TEXT_MAX];

	amount_format(sheet->lang, amount, words);
	return arena_text(sheet->document->arena, words);
}

static const char *paper_title(const struct sheet *sheet, int i)
{
	char words[ITEM_TITLE_MAX];

	application_title(sheet->application, i, sheet->lang,
			  sheet->text->benefits[i][0] ? sheet->text->benefits[i] : NULL, words);
	return arena_text(sheet->document->arena, words);
}

static const char *label_key(enum amount_label label)
{
	static const char *const keys[] = {
		[AMOUNT_NONE] = "receipt.label.none",
		[AMOUNT_DOCUMENT] = "receipt.label.document",
		[AMOUNT_SAMPLE] = "receipt.label.sample",
		[AMOUNT_OFFICIAL] = "receipt.label.official",
	};
	return keys[label];
}

static const struct receipt_rule *find_rule(const struct sheet *sheet, const char *id)
{
	for (int i = 0; i < sheet->text->rule_count; i++) {
		if (strcmp(sheet->text->rules[i].id, id) == 0)
			return &sheet->text->rules[i];
	}
	return NULL;
}

/* "四（一） R4-1": the section too where it is known. */
static void add_citation(struct text *list, const struct sheet *sheet, const char *id)
{
	const struct receipt_rule *rule = find_rule(sheet, id);

	if (list->len > 0)
		text_add(list, word(sheet, "receipt.between"));
	if (rule && rule->section[0])
		text_addf(list, "%s\u00a0", rule->section);
	text_add(list, id);
}

static const char *citations(const struct sheet *sheet,
			     const struct application_item *item)
{
	char buffer[2048];
	struct text list = text_in(buffer, sizeof(buffer));

	for (int i = 0; i < item->rule_count; i++)
		add_citation(&list, sheet, item->rules[i]);
	return FILLED(sheet, "receipt.rests_on", buffer);
}

static void add_card_note(const struct sheet *sheet, const char *text)
{
	add(sheet, (struct block){ BLOCK_NOTE, .text = text, .in_card = true });
}

/* Where to go, and on which day first. */
static const char *course_note(const struct sheet *sheet, const struct application_course *course)
{
	const char *school = application_course_words(sheet->lang, course->institution_zh,
						      course->institution_en);
	char date[DATE_TEXT_MAX];

	if (!date_is_set(course->starts))
		return FILLED(sheet, "receipt.course_open", school);
	date_format(course->starts, date);
	return FILLED(sheet, "receipt.course", school, date);
}

/* Which rise was used, and on which sum: by its name, or the pack's word for it. */
static const char *paper_uplift(const struct sheet *sheet, int i)
{
	const struct application_item *item = &sheet->application->items[i];
	char yuan[MONEY_TEXT_MAX];

	money_format(item->uplift_base, yuan);
	return FILLED(sheet, "receipt.uplift", yuan,
		      chosen(sheet, sheet->text->uplifts[i], item->uplift, item->uplift),
		      arena_textf(sheet->document->arena, "%d", item->uplift_pct));
}

static void add_item(const struct sheet *sheet, int i)
{
	const struct application_item *item = &sheet->application->items[i];

	add(sheet, (struct block){ BLOCK_CARD,
		.text = paper_title(sheet, i),
		.side = paper_amount(sheet, &item->amount) });
	if (item->course_id[0] && sheet->application->course.id[0])
		add_card_note(sheet, course_note(sheet, &sheet->application->course));
	if (item->uplift[0])
		add_card_note(sheet, paper_uplift(sheet, i));
	add_card_note(sheet, word(sheet, label_key(item->amount.label)));
	if (item->payee_key[0])
		add_card_note(sheet, word(sheet, item->payee_key));
	if (sheet->text->cautions[i][0])
		add_card_note(sheet, sheet->text->cautions[i]);
	if (item->rule_count > 0)
		add_card_note(sheet, citations(sheet, item));
}

static void add_items(const struct sheet *sheet)
{
	if (sheet->application->item_count > 0)
		add_heading(sheet, "receipt.applied");
	for (int i = 0; i < sheet->application->item_count; i++)
		add_item(sheet, i);
}

/* --- promises, notice, signature ------------------------------------------ */

static void add_promise(const struct sheet *sheet, int i)
{
	const struct promise *p = &sheet->application->promises[i];
	const char *words = chosen(sheet, sheet->text->promises[i], p->text_zh, p->text_en);
	char buffer[64];
	struct text rule = text_in(buffer, sizeof(buffer));

	if (p->rule[0]) {
		add_citation(&rule, sheet, p->rule);
		words = FILLED(sheet, "receipt.promise", words, buffer);
	}
	add(sheet, (struct block){ BLOCK_POINT, .side = number(sheet, i + 1), .text = words,
		.mark = p->to_verify ? word(sheet, "receipt.to_verify") : NULL });
}

static void add_promises(const struct sheet *sheet)
{
	const struct application *a = sheet->application;

	if (a->promise_count == 0)
		return;
	add_heading(sheet, "receipt.promises");
	for (int i = 0; i < a->promise_count; i++)
		add_promise(sheet, i);
}

static void add_notices(const struct sheet *sheet)
{
	if (sheet->text->notice_count == 0)
		return;
	add_heading(sheet, "receipt.notice");
	for (int i = 0; i < sheet->text->notice_count; i++)
		add(sheet, (struct block){ BLOCK_TERM,
			.side = sheet->text->notices[i].head,
			.text = sheet->text->notices[i].words });
}

/* On paper, and nobody has witnessed it yet. */
static bool awaits_paper(const struct application *a)
{
	return a->method == SIGN_PAPER && !application_staff_action(a, STAFF_ACTION_WITNESSED);
}

static const char *method_key(const struct application *a)
{
	static const char *const keys[] = {
		[SIGN_NONE] = "receipt.signed.none",
		[SIGN_INK] = "receipt.signed.ink",
		[SIGN_KEYPAD] = "receipt.signed.keypad",
		[SIGN_CARD_PIN] = "receipt.signed.pin",
		[SIGN_PAPER] = "receipt.signed.paper",
	};
	if (a->method == SIGN_INK && ink_is_empty(&a->ink))
		return keys[SIGN_NONE];
	if (awaits_paper(a))
		return "receipt.signed.paper_open";
	return keys[a->method];
}

/* Everything that staff did, by the number on their card. */
static void add_staff_actions(const struct sheet *sheet)
{
	const struct application *a = sheet->application;

	for (int i = 0; i < a->staff_action_count; i++) {
		const struct staff_action *staff_action = &a->staff_actions[i];
		char times[16];

		snprintf(times, sizeof(times), "%d", staff_action->number);
		add(sheet,
		    (struct block){ BLOCK_TEXT,
				    .text = FILLED(sheet, staff_action_words_key(staff_action),
						   staff_action->staff, times) });
	}
}

static void add_signature(const struct sheet *sheet)
{
	const struct application *a = sheet->application;

	add_heading(sheet, "receipt.signature");
	if (a->method == SIGN_INK && !ink_is_empty(&a->ink))
		add(sheet, (struct block){ BLOCK_INK, .ink = &a->ink,
			.text = word(sheet, "receipt.ink_scaled") });
	if (awaits_paper(a) && lang_written(sheet->lang) == LANG_ZH_HANS)
		add(sheet, (struct block){ BLOCK_BLANK, .text = word(sheet, "receipt.blank") });
	add(sheet, (struct block){ BLOCK_TEXT,
		.text = FILLED(sheet, method_key(a), paper_moment(sheet, a->signed_at)) });
	add_staff_actions(sheet);
}

/* --- what comes after ----------------------------------------------------- */

static void add_next(const struct sheet *sheet)
{
	const struct receipt_text *t = sheet->text;

	if (t->next_count > 0)
		add_heading(sheet, "receipt.next");
	for (int i = 0; i < t->next_count; i++)
		add(sheet, (struct block){ BLOCK_POINT, .side = number(sheet, i + 1),
					   .text = t->next[i] });
	if (t->withdraw[0]) {
		add_heading(sheet, "receipt.withdraw");
		add(sheet, (struct block){ BLOCK_TEXT, .text = t->withdraw });
	}
	if (t->ask_count > 0)
		add_heading(sheet, "receipt.ask");
	for (int i = 0; i < t->ask_count; i++)
		add(sheet, (struct block){ BLOCK_TEXT, .text = t->ask[i] });
}

static const char *decided_words(const struct sheet *sheet)
{
	const struct application *a = sheet->application;
	char date[DATE_TEXT_MAX], hash[13];

	date_format(a->decision_date, date);
	snprintf(hash, sizeof(hash), "%.12s", a->pack_hash);
	return FILLED(sheet, "receipt.decided", date, a->pack_id, hash);
}

static void add_rules(const struct sheet *sheet)
{
	const struct receipt_text *t = sheet->text;

	add_heading(sheet, "receipt.rules");
	add(sheet, (struct block){ BLOCK_NOTE, .text = decided_words(sheet) });
	for (int i = 0; i < t->rule_count; i++)
		add(sheet, (struct block){ BLOCK_TERM,
			.side = arena_textf(sheet->document->arena, "%s  %s",
					    t->rules[i].section, t->rules[i].id),
			.text = t->rules[i].words });
}

/* What was taken back, and nothing of what it was about: that is on its own receipt. */
static void add_withdrawal(const struct sheet *sheet, const char *code)
{
	add_head(sheet, code);
	add_field(sheet, "receipt.withdrawn", sheet->application->withdraws);
	add(sheet, (struct block){ BLOCK_CLOSING,
				   .text = word(sheet, "receipt.withdrawn_closing") });
	add_next(sheet);
	add_staff_actions(sheet);
}

static void add_application(const struct sheet *sheet, const char *code)
{
	add_head(sheet, code);
	add_items(sheet);
	add(sheet, (struct block){ BLOCK_CLOSING, .text = word(sheet, "receipt.closing") });
	add_next(sheet);
	add_promises(sheet);
	add_signature(sheet);
	add_notices(sheet);
	add_rules(sheet);
}

enum err document_build(struct document *document, struct arena *arena,
			const struct receipt *receipt)
{
	const struct application *a = receipt->application;
	char code[RECEIPT_QR_MAX];

	*document = (struct document){ .arena = arena, .receipt_no = a->receipt_no,
				       .large_print = a->large_print };
	receipt_qr(receipt, code);
	for (int i = 0; i < receipt->sheet_count; i++) {
		struct sheet sheet = {
			.document = document,
			.application = a,
			.text = receipt->sheets[i],
			.lang = receipt->sheets[i]->lang,
		};
		(a->withdraws[0] ? add_withdrawal : add_application)
			(&sheet, arena_text(arena, code));
	}
	return document->full ? ERR_FULL : ERR_OK;
}
