/* What the counter reads: who, what, on which facts and by which rules; and what is signed. */
#include "receipt/sheet.h"

#include "base/text.h"
#include "core/amount.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

/* --- who ----------------------------------------------------------------- */

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

/* Everything that staff did, by the number on their card. */
void sheet_staff_actions(const struct sheet *sheet)
{
	const struct application *a = sheet->application;

	for (int i = 0; i < a->staff_action_count; i++) {
		const struct staff_action *staff_action = &a->staff_actions[i];
		char times[16];

		snprintf(times, sizeof(times), "%d", staff_action->number);
		sheet_field(sheet, "receipt.staff",
			    FILLED(sheet, staff_action_words_key(staff_action),
				   staff_action->staff, times));
	}
}

/* --- what, and by which rules -------------------------------------------- */

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
		text_add(list, sheet_word(sheet, "receipt.between"));
	if (rule && rule->section[0])
		text_addf(list, "%s ", rule->section);
	text_add(list, id);
}

/* "四（四） R4-5a R4-5b": rules of one section share its name. */
static void add_section(struct text *list, const struct application_item *item,
			const struct sheet *sheet, int first)
{
	const struct receipt_rule *rule = find_rule(sheet, item->rules[first]);
	const char *section = rule ? rule->section : "";

	add_citation(list, sheet, item->rules[first]);
	for (int i = first + 1; i < item->rule_count; i++) {
		const struct receipt_rule *other = find_rule(sheet, item->rules[i]);

		if (strcmp(other ? other->section : "", section) == 0)
			text_addf(list, " %s", item->rules[i]);
	}
}

static bool section_came(const struct application_item *item, const struct sheet *sheet, int at)
{
	const struct receipt_rule *rule = find_rule(sheet, item->rules[at]);

	for (int i = 0; i < at; i++) {
		const struct receipt_rule *other = find_rule(sheet, item->rules[i]);

		if (strcmp(other ? other->section : "", rule ? rule->section : "") == 0)
			return true;
	}
	return false;
}

static const char *citations(const struct sheet *sheet, const struct application_item *item)
{
	char buffer[2048];
	struct text list = text_in(buffer, sizeof(buffer));

	for (int i = 0; i < item->rule_count; i++) {
		if (!section_came(item, sheet, i))
			add_section(&list, item, sheet, i);
	}
	return FILLED(sheet, "receipt.rests_on", buffer);
}

/* Which rise was used, and on which sum: by its name, or the pack's word for it. */
static const char *rise_words(const struct sheet *sheet, int i)
{
	const struct application_item *item = &sheet->application->items[i];
	char yuan[MONEY_TEXT_MAX];

	money_format(item->uplift_base, yuan);
	return FILLED(sheet, "receipt.uplift", yuan,
		      sheet_chosen(sheet, sheet->text->uplifts[i], item->uplift, item->uplift),
		      arena_textf(sheet->document->arena, "%d", item->uplift_pct));
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

/* "（课程 C006，2021-03-22 开课）": the day as the clerk's own lists write it. */
static const char *course_words(const struct sheet *sheet, const char *name, const char *id)
{
	char day[DATE_TEXT_MAX];

	if (!date_is_set(sheet->application->course.starts))
		return FILLED(sheet, "receipt.item_course", name, id);
	date_format(sheet->application->course.starts, day);
	return FILLED(sheet, "receipt.item_course_day", name, id, day);
}

/* "职业技能培训补贴（课程 C006，2021-03-22 开课），500 元。标准 …" */
static const char *item_words(const struct sheet *sheet, int i)
{
	const struct application_item *item = &sheet->application->items[i];
	const char *name = sheet_benefit(sheet, i);
	char buffer[1024];
	struct text text = text_in(buffer, sizeof(buffer));

	if (item->course_id[0])
		name = course_words(sheet, name, item->course_id);
	text_add(&text, FILLED(sheet, "receipt.item", name, sheet_amount(sheet, &item->amount)));
	if (item->uplift[0])
		text_add(&text, rise_words(sheet, i));
	text_add(&text, sheet_word(sheet, label_key(item->amount.label)));
	return arena_text(sheet->document->arena, buffer);
}

static void add_items(const struct sheet *sheet)
{
	const struct application *a = sheet->application;

	for (int i = 0; i < a->item_count; i++) {
		sheet_field(sheet, "receipt.applied_label", item_words(sheet, i));
		if (a->items[i].rule_count > 0)
			sheet_field(sheet, "receipt.basis", citations(sheet, &a->items[i]));
	}
}

static void add_facts(const struct sheet *sheet)
{
	const struct receipt_text *t = sheet->text;

	for (int i = 0; i < t->fact_count; i++)
		sheet_add(sheet, (struct block){ BLOCK_FIELD, .side = t->facts[i].source,
						 .text = t->facts[i].words });
}

void sheet_clerk(const struct sheet *sheet)
{
	const struct application *a = sheet->application;
	struct sheet s = *sheet;
	char date[DATE_TEXT_MAX];

	date_format(a->decision_date, date);
	/* Of a withdrawal nothing was decided. */
	sheet_add(&s, (struct block){ BLOCK_PART, .text = sheet_word(&s, "receipt.part_clerk"),
				      .side = a->withdraws[0] ?
					      sheet_word(&s, "receipt.withdrawn_by") :
					      FILLED(&s, "receipt.decided", date) });
	s.split = 78;
	s.column = COLUMN_LEFT;
	sheet_field(&s, "receipt.person", sheet_person(&s));
	sheet_field(&s, "receipt.identity", sheet_word(&s, assurance_key(a)));
	if (a->holder.slow)
		sheet_field(&s, "receipt.for_staff", sheet_word(&s, "receipt.slow"));
	add_items(&s);
	add_facts(&s);
	sheet_staff_actions(&s);
	s.column = COLUMN_RIGHT;
	sheet_add(&s, (struct block){ BLOCK_QR, .text = s.code,
				      .side = sheet_word(&s, a->withdraws[0] ?
							 "receipt.withdrawn_code" :
							 "receipt.code") });
}

/* --- what is promised, and the signature beside it ----------------------- */

static void add_promise(const struct sheet *sheet, int i)
{
	const struct promise *p = &sheet->application->promises[i];

	sheet_add(sheet, (struct block){ BLOCK_POINT,
		.side = arena_textf(sheet->document->arena, "%d.", i + 1),
		.text = sheet_chosen(sheet, sheet->text->promises[i], p->text_zh, p->text_en),
		.mark = p->to_verify ? sheet_word(sheet, "receipt.to_verify") : NULL });
}

/* One PIN serves the holder's check and the signature: paper says when it was typed. */
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
	if (a->method == SIGN_CARD_PIN && a->pin_at != 0)
		return "receipt.signed.pin_at";
	if (sheet_awaits_paper(a))
		return "receipt.signed.paper_open";
	return keys[a->method];
}

static void add_method(const struct sheet *sheet)
{
	const struct application *a = sheet->application;

	sheet_add(sheet, (struct block){ BLOCK_TEXT,
		.text = FILLED(sheet, method_key(a), sheet_moment(sheet, a->signed_at),
			       sheet_moment(sheet, a->pin_at)) });
}

static void add_signature(const struct sheet *sheet)
{
	const struct application *a = sheet->application;

	if (a->method == SIGN_INK && !ink_is_empty(&a->ink))
		sheet_add(sheet, (struct block){ BLOCK_INK, .ink = &a->ink,
			.text = sheet_word(sheet, "receipt.ink_scaled"),
			.side = FILLED(sheet, "receipt.ink_alt", sheet_name(sheet)) });
	if (sheet_awaits_paper(a))
		sheet_add(sheet, (struct block){ BLOCK_BLANK,
			.text = sheet_word(sheet, "receipt.blank") });
	add_method(sheet);
}

static bool is_among(const struct application_item *item, const char *rule)
{
	for (int i = 0; i < item->rule_count; i++) {
		if (strcmp(item->rules[i], rule) == 0)
			return true;
	}
	return false;
}

/* Which rules ask for the promises: for the counter, below them. */
static const char *promise_rules(const struct sheet *sheet)
{
	const struct application *a = sheet->application;
	struct application_item asked = { 0 };

	for (int i = 0; i < a->promise_count; i++) {
		const char *rule = a->promises[i].rule;

		if (rule[0] && asked.rule_count < APPLICATION_RULES_MAX && !is_among(&asked, rule))
			snprintf(asked.rules[asked.rule_count++], RULE_ID_MAX, "%s", rule);
	}
	if (asked.rule_count == 0)
		return "";
	return arena_textf(sheet->document->arena, "%s %s", sheet_word(sheet, "receipt.basis"),
			   citations(sheet, &asked));
}

/* In another language than Chinese what was promised is told; it is signed in Chinese. */
void sheet_promises(const struct sheet *sheet)
{
	const struct application *a = sheet->application;
	bool signs = lang_written(sheet->lang) == LANG_ZH_HANS;
	struct sheet s = *sheet;
	const char *rules;

	sheet_add(&s, (struct block){ BLOCK_PART, .text = sheet_word(&s, "receipt.promises"),
		.side = sheet_word(&s, signs ? "receipt.told_before" : "receipt.translation") });
	if (signs) {
		s.split = 52;
		s.column = COLUMN_LEFT;
	}
	s.citizen = sheet->document->large_print;
	for (int i = 0; i < a->promise_count; i++)
		add_promise(&s, i);
	if (!signs) {
		add_method(&s);
		return;
	}
	s.citizen = false;
	rules = promise_rules(&s);
	if (rules[0])
		sheet_add(&s, (struct block){ BLOCK_NOTE, .text = rules });
	s.column = COLUMN_RIGHT;
	add_signature(&s);
	s.column = COLUMN_ALL;
	sheet_add(&s, (struct block){ BLOCK_LINES, .text = sheet_word(&s, "receipt.received"),
				      .side = sheet_word(&s, "receipt.received_on") });
}
