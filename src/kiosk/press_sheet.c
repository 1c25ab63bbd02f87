#include "kiosk/press_sheet.h"

#include "base/log.h"
#include "base/text.h"
#include "core/money.h"
#include "receipt/standard.h"
#include "screens/screens.h"
#include "session/derive.h"

#include <string.h>

static bool has_rule(const struct receipt_text *sheet, const char *id)
{
	for (int i = 0; i < sheet->rule_count; i++) {
		if (strcmp(sheet->rules[i].id, id) == 0)
			return true;
	}
	return false;
}

/* Rules are cited by document, section and id, in the pack's plain words. */
static void add_rule(const struct pack *pack, struct receipt_text *sheet, const char *id)
{
	int index = pack_rule_find(pack, id);
	const struct pack_rule *rule = index < 0 ? NULL : pack_rule(pack, index);
	struct receipt_rule *at = &sheet->rules[sheet->rule_count];

	if (!rule || has_rule(sheet, id) || sheet->rule_count == RECEIPT_RULES_MAX)
		return;
	if (text_copy(at->id, sizeof(at->id), id) ||
	    text_copy(at->section, sizeof(at->section),
		      screen_section(sheet->lang, rule->section)) ||
	    text_copy(at->words, sizeof(at->words), rule->words.in[sheet->lang]))
		log_error("receipt: rule %s does not fit a line", id);
	else
		sheet->rule_count++;
}

/* A name that does not fit stays empty: then the sheet says what the application says. */
void press_sheet_place(const struct kiosk *kiosk, struct receipt_text *sheet)
{
	if (text_copy(sheet->hall, sizeof(sheet->hall), kiosk->world.hall.in[sheet->lang]) ||
	    text_copy(sheet->terminal, sizeof(sheet->terminal),
		      kiosk->world.terminal.in[sheet->lang]))
		sheet->hall[0] = sheet->terminal[0] = 0;
}

static const char *address_words(enum lang lang, const struct course *course)
{
	if (lang == LANG_EN && course->address_en[0])
		return course->address_en;
	if (lang == LANG_ZH_HANT && course->address_hant[0])
		return course->address_hant;
	return course->address_zh;
}

/*
 * The course in traditional characters, where the school is and its telephone: as the
 * catalogue has them today, or not at all.
 */
static void put_school(const struct kiosk *kiosk, const struct application *application,
		       struct receipt_text *sheet)
{
	for (int i = 0; i < kiosk->world.course_count; i++) {
		const struct course *course = &kiosk->world.courses[i];

		if (strcmp(course->id, application->course.id) != 0)
			continue;
		text_copy_or_none(sheet->address, sizeof(sheet->address),
				  address_words(sheet->lang, course));
		if (sheet->lang == LANG_ZH_HANT) {
			text_copy_or_none(sheet->course, sizeof(sheet->course),
					  course->title_hant);
			text_copy_or_none(sheet->school, sizeof(sheet->school),
					  course->institution_hant);
		}
		text_copy_or_none(sheet->telephone, sizeof(sheet->telephone), course->phone);
	}
}

static void put_benefit(const struct pack *pack, enum lang lang,
			const struct application_item *item, char *out, size_t cap)
{
	int benefit = pack_benefit_find(pack, item->benefit);

	if (benefit >= 0 && text_copy(out, cap, pack_benefit(pack, benefit)->title.in[lang]))
		log_error("receipt: the title of %s does not fit", item->benefit);
}

/* What the amount rose by and what was warned of, in the words of the pack. */
static void put_grounds(const struct kiosk *kiosk, const struct application *application,
			struct receipt_text *sheet)
{
	for (int i = 0; i < application->item_count; i++) {
		const struct application_item *item = &application->items[i];
		const struct pack_text *uplift = pack_uplift_words(kiosk->pack, item->uplift);
		const struct pack_caution *caution =
			pack_caution_find(kiosk->pack, item->caution);

		if (uplift && text_copy(sheet->uplifts[i], sizeof(sheet->uplifts[i]),
					uplift->in[sheet->lang]))
			sheet->uplifts[i][0] = 0;
		if (caution && text_copy(sheet->cautions[i], sizeof(sheet->cautions[i]),
					 caution->words.in[sheet->lang]))
			sheet->cautions[i][0] = 0;
	}
}

/* A promise of a fact stands in the pack, one of the form in the catalogue. */
static void add_promise(const struct pack *pack, enum lang lang,
			const struct promise *promise, struct text *out)
{
	int index = pack_fact_find(pack, promise->fact_id);
	const struct pack_fact *fact = index < 0 ? NULL : pack_fact(pack, index);

	if (fact)
		pack_promise(fact, promise->number, lang, out);
	else
		text_add(out, words_get(lang, promise->fact_id));
}

/* An application holds simplified Chinese and English; what other sheets say is looked up. */
static void put_own_words(const struct kiosk *kiosk, const struct application *application,
			  struct receipt_text *sheet)
{
	if (sheet->lang != LANG_ZH_HANT)
		return;
	for (int i = 0; i < application->item_count; i++)
		put_benefit(kiosk->pack, sheet->lang, &application->items[i], sheet->benefits[i],
			    sizeof(sheet->benefits[i]));
	for (int i = 0; i < application->promise_count; i++) {
		struct text words = text_in(sheet->promises[i], sizeof(sheet->promises[i]));

		add_promise(kiosk->pack, sheet->lang, &application->promises[i], &words);
		if (words.full)
			sheet->promises[i][0] = 0;
	}
}

/* --- what the decision rests on ------------------------------------------ */

static void put_number(struct text *out, enum lang lang, const struct pack_fact *f,
		       int64_t number)
{
	char words[64];
	const char *value = words;

	if (f->type == FACT_BOOL) {
		text_add(out, words_get(lang, number ? "answer.yes" : "answer.no"));
	} else if (f->type == FACT_DATE && number == FACT_NO_DATE) {
		text_add(out, words_get(lang, "value.no_date"));
	} else if (f->type == FACT_DATE) {
		date_format(date_from_days((int32_t)number), words);
		text_add(out, words);
	} else if (f->type == FACT_FEN) {
		money_format(number, words);
		words_fill(out, words_get(lang, "amount.exact"), 1, &value);
	} else if (f->type == FACT_CHOICE) {
		pack_value(f, number, lang, out);
	} else {
		text_addf(out, "%lld", (long long)number);
	}
}

/*
 * What a course is stands in the catalogue, and is told only where a visitor could say it;
 * an answer that is private only where something rests on its yes.
 */
static bool is_told(const struct pack_fact *f, const struct application_fact *at)
{
	return (f->askable || strchr(f->id, '.') == NULL) && f->label.in[LANG_ZH_HANS][0] &&
	       !(f->sensitive && pack_says_no(f, at->fact.number));
}

static const char *source_key(enum fact_source source)
{
	return source == FACT_REGISTRY ? "receipt.facts_registry" :
	       source == FACT_CARD ? "receipt.facts_card" :
	       source == FACT_DECLARED ? "receipt.facts_declared" : NULL;
}

/* A source and a day at a time: "2021-03-01：在宁波登记失业 是；…" */
static struct receipt_facts *row_for(struct receipt_text *sheet, const struct fact *fact)
{
	const char *source = words_get(sheet->lang, source_key(fact->source));
	struct receipt_facts *row;
	char day[DATE_TEXT_MAX] = "";

	if (date_is_set(fact->as_of))
		date_format(fact->as_of, day);
	for (int i = 0; i < sheet->fact_count; i++) {
		row = &sheet->facts[i];
		if (strcmp(row->source, source) == 0 &&
		    strncmp(row->words, day, strlen(day)) == 0)
			return row;
	}
	if (sheet->fact_count == RECEIPT_FACTS_MAX)
		return NULL;
	row = &sheet->facts[sheet->fact_count++];
	text_copy_or_none(row->source, sizeof(row->source), source);
	text_copy_or_none(row->words, sizeof(row->words), day);
	return row;
}

static void add_fact(const struct pack *pack, const struct application_fact *at,
		     struct receipt_text *sheet)
{
	int index = pack_fact_find(pack, at->id);
	const struct pack_fact *f = index < 0 ? NULL : pack_fact(pack, index);
	struct receipt_facts *row;
	struct text words;

	if (!f || !source_key(at->fact.source) || !is_told(f, at))
		return;
	row = row_for(sheet, &at->fact);
	if (!row)
		return;
	words = (struct text){ .bytes = row->words, .len = strlen(row->words),
			       .cap = sizeof(row->words) };
	if (words.len > 0)
		text_add(&words, words_get(sheet->lang, words.len >= DATE_TEXT_MAX ?
			 "receipt.fact_next" : "receipt.fact_first"));
	text_addf(&words, "%s ", f->label.in[sheet->lang]);
	put_number(&words, sheet->lang, f, at->fact.number);
}

static bool came_before(const struct application *a, int at)
{
	for (int i = 0; i < at; i++) {
		if (strcmp(a->facts[i].id, a->facts[at].id) == 0)
			return true;
	}
	return false;
}

static void add_facts(const struct pack *pack, const struct application *application,
		      struct receipt_text *sheet)
{
	for (int i = 0; i < application->fact_count; i++) {
		if (!came_before(application, i))
			add_fact(pack, &application->facts[i], sheet);
	}
}

void press_sheet_fill(const struct kiosk *kiosk, struct press_request *request, enum lang lang)
{
	struct receipt_text *sheet = &request->sheets[request->sheet_count++];
	const struct application *application = &request->application;

	receipt_text_standard(sheet, lang, application, kiosk->world.counter.in[lang],
			      kiosk->world.keep_days);
	press_sheet_place(kiosk, sheet);
	put_school(kiosk, application, sheet);
	put_own_words(kiosk, application, sheet);
	put_grounds(kiosk, application, sheet);
	for (int i = 0; i < application->item_count; i++) {
		for (int k = 0; k < application->items[i].rule_count; k++)
			add_rule(kiosk->pack, sheet, application->items[i].rules[k]);
	}
	for (int i = 0; i < application->promise_count; i++)
		add_rule(kiosk->pack, sheet, application->promises[i].rule);
	add_facts(kiosk->pack, application, sheet);
	sheet->times_known = replay_times(kiosk->pack, application, &sheet->times_asked,
					  &sheet->times_left);
}
