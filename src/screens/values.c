/*
 * Values in words: amounts, dates, regions, kinds, facts.
 */
#include "screens/parts.h"
#include "screens/screens.h"

#include "base/text.h"
#include "core/amount.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

static const struct { enum look look; const char *key; } badges[] = {
	[STANDING_YES] = { LOOK_YES, "badge.yes" },
	[STANDING_ASK] = { LOOK_MAYBE, "badge.ask" },
	[STANDING_OPEN] = { LOOK_MAYBE, "badge.open" },
	[STANDING_NO] = { LOOK_NO, "badge.no" },
};

const char *part_badge_words(const struct screen *p, enum standing standing)
{
	return part_say(p, badges[standing].key);
}

void part_badge(const struct screen *p, enum standing standing)
{
	part_put(p, ROLE_TEXT, badges[standing].look, part_badge_words(p, standing), 0);
}

static const char *yuan(const struct screen *p, fen amount)
{
	char text[MONEY_TEXT_MAX];

	money_format(amount, text);
	return arena_text(p->tree->arena, text);
}

const char *part_amount_words(const struct screen *p, const struct amount *amount)
{
	char text[AMOUNT_TEXT_MAX];

	amount_format(p->lang, amount, text);
	return arena_text(p->tree->arena, text);
}

const char *part_result_amount(const struct screen *p, const struct decision *decision)
{
	switch (decision->outcome) {
	case OUTCOME_ELIGIBLE:
		return part_amount_words(p, &decision->amount);
	case OUTCOME_UNDETERMINED:
		return amount_is_open(&decision->prospect) ?
			"" : part_amount_words(p, &decision->prospect);
	default:
		return "";
	}
}

const char *part_uplift_words(const struct screen *p, const struct decision *d)
{
	if (!d->uplift_words)
		return "";
	return part_say3(p, "receipt.uplift", yuan(p, d->uplift_base),
			 part_in_lang(p, d->uplift_words),
			 arena_textf(p->tree->arena, "%d", d->uplift_pct));
}

/* Names that the data have in traditional characters are shown so. */
static const char *named_words(const struct screen *p, const char *zh, const char *hant,
			       const char *en)
{
	if (lang_written(p->lang) == LANG_ZH_HANT && hant[0])
		return hant;
	return application_course_words(p->lang, zh, en);
}

const char *part_course_title(const struct screen *p, const struct course *course)
{
	return named_words(p, course->title_zh, course->title_hant, course->title_en);
}

const char *part_item_title(const struct screen *p, const struct result *result)
{
	const struct pack_benefit *b = pack_benefit(p->world->pack, result->benefit);
	const struct own_training *claimed = session_claimed(p->s);
	const char *benefit = part_in_lang(p, &b->title);
	const char *course = result->course >= 0 ?
		part_course_title(p, &p->world->courses[result->course]) :
		claimed && b->kind == BENEFIT_COURSE ?
		part_course_title(p, &claimed->course) : NULL;
	char text[ITEM_TITLE_MAX];

	item_title_format(p->lang, course, benefit, text);
	return arena_text(p->tree->arena, text);
}

const char *part_institution_title(const struct screen *p, const struct course *course)
{
	return named_words(p, course->institution_zh, course->institution_hant,
			   course->institution_en);
}

/* Annex 1, in its order. */
const char *part_region_words(const struct screen *p, int region)
{
	return region < 0 || region > REGION_COUNT ? "" : part_say(p, region_key(region));
}

const char *part_month_name(const struct screen *p, int month)
{
	return part_say(p, date_month_key(month));
}

const char *part_kind_words(const struct screen *p, int kind)
{
	static const char *const keys[COURSE_KIND_COUNT + 1] = {
		"kind.all", "kind.qual", "kind.specific", "kind.project",
		"kind.short", "kind.specialop",
	};

	return part_say(p, keys[kind + 1]);
}

const char *part_date_words(const struct screen *p, struct date date)
{
	char words[DATE_WORDS_MAX];

	if (!date_is_set(date))
		return part_say(p, "value.no_date");
	date_format_words(p->lang, date, words);
	return arena_text(p->tree->arena, words);
}

const char *part_clock_words(const struct screen *p, int64_t at)
{
	int minutes = (int)((at + p->world->utc_offset_s) / 60 % (24 * 60));

	return arena_textf(p->tree->arena, "%02d:%02d", minutes / 60, minutes % 60);
}

const char *part_moment_words(const struct screen *p, int64_t at)
{
	int32_t day = (int32_t)((at + p->world->utc_offset_s) / 86400);

	return arena_textf(p->tree->arena, "%s %s", part_date_words(p, date_from_days(day)),
			   part_clock_words(p, at));
}

static const char *value_words(const struct screen *p, const struct pack_fact *f,
			       int64_t number)
{
	char buffer[128];
	struct text text = text_in(buffer, sizeof(buffer));

	pack_value(f, number, p->lang, &text);
	return arena_text(p->tree->arena, buffer);
}

const char *part_promise_words(const struct screen *p, int fact)
{
	char buffer[512];
	struct text text = text_in(buffer, sizeof(buffer));

	pack_promise(pack_fact(p->world->pack, fact), p->s->answers[fact].number, p->lang, &text);
	return arena_text(p->tree->arena, buffer);
}

static const char *number_words(const struct screen *p, const struct pack_fact *f,
				int64_t number)
{
	switch (f->type) {
	case FACT_BOOL:
		return part_say(p, number ? "answer.yes" : "answer.no");
	case FACT_DATE:
		if (number == FACT_NO_DATE)
			return part_say(p, "value.no_date");
		return part_date_words(p, date_from_days((int32_t)number));
	case FACT_FEN:
		return part_say1(p, "amount.exact", yuan(p, number));
	case FACT_CHOICE:
		return value_words(p, f, number);
	default:
		return arena_textf(p->tree->arena, "%lld", (long long)number);
	}
}

const char *part_fact_words(const struct screen *p, int fact, const struct fact *value)
{
	if (!fact_known(value))
		return part_say(p, "answer.unsure");
	return number_words(p, pack_fact(p->world->pack, fact), value->number);
}

const char *screen_section(enum lang lang, const char *section)
{
	static const char *const parts[][2] = {
		{ "文头", "section.head" }, { "标题", "section.title" },
		{ "引言", "section.introduction" }, { "末段", "section.last" },
		{ "附件1", "section.annex_1" }, { "附件2", "section.annex_2" },
	};

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		if (strcmp(section, parts[i][0]) == 0)
			return words_get(lang, parts[i][1]);
	}
	return section;
}

/* 1 to 10 of the numeral at `*at`, which is stepped over; 0: there is none. */
static int numeral(const char **at)
{
	static const char *const numerals[] = {
		"一", "二", "三", "四", "五", "六", "七", "八", "九", "十",
	};

	for (int i = 0; i < 10; i++) {
		size_t len = strlen(numerals[i]);

		if (strncmp(*at, numerals[i], len) == 0) {
			*at += len;
			return i + 1;
		}
	}
	return 0;
}

/* "四（一）" is section 4(1) to whoever reads no Chinese numerals. */
static const char *counted_section(const struct screen *p, const char *section)
{
	const char *at = section, *open = "（", *close = "）";
	int part = numeral(&at), item;
	const char *words = arena_textf(p->tree->arena, "%d", part);

	if (part > 0 && *at == 0)
		return part_say1(p, "section.part", words);
	if (part == 0 || strncmp(at, open, strlen(open)) != 0)
		return section;
	at += strlen(open);
	item = numeral(&at);
	if (item == 0 || strcmp(at, close) != 0)
		return section;
	return part_say2(p, "section.item", words, arena_textf(p->tree->arena, "%d", item));
}

const char *part_section_words(const struct screen *p, const char *section)
{
	const char *words = screen_section(p->lang, section);

	return words == section && p->lang == LANG_EN ? counted_section(p, section) : words;
}

const char *part_address_words(const struct screen *p, const struct course *course)
{
	enum lang lang = lang_written(p->lang);

	if (lang == LANG_EN && course->address_en[0])
		return course->address_en;
	if (lang == LANG_ZH_HANT && course->address_hant[0])
		return course->address_hant;
	return course->address_zh;
}

void part_old(const struct screen *p, const char *key, int days)
{
	if (days > DATA_OLD_DAYS)
		part_note(p, part_say_number(p, key, days));
}

void part_old_standards(const struct screen *p)
{
	int standards = p->world->standard_count > 0 ? p->world->age.standards : 0;
	int overrides = p->world->override_count > 0 ? p->world->age.overrides : 0;

	part_old(p, "value.old_standards", standards > overrides ? standards : overrides);
}
