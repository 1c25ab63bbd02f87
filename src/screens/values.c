/*
 * Values in words: amounts, dates, regions, kinds, facts.
 */
#include "screens/parts.h"
#include "screens/screens.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

void put_badge(const struct screen *p, enum standing standing)
{
	static const struct { enum look look; const char *key; } badges[] = {
		[STANDING_YES] = { LOOK_YES, "badge.yes" },
		[STANDING_ASK] = { LOOK_MAYBE, "badge.ask" },
		[STANDING_OPEN] = { LOOK_MAYBE, "badge.open" },
		[STANDING_NO] = { LOOK_NO, "badge.no" },
	};

	put(p, ROLE_TEXT, badges[standing].look, say(p, badges[standing].key), 0);
}

static const char *yuan(const struct screen *p, fen amount)
{
	char text[MONEY_TEXT_MAX];

	money_format(amount, text);
	return arena_text(p->tree->arena, text);
}

/* The sentence has the amount as {1} and its upper bound as {2}. */
static const char *amount_key(const struct amount *amount)
{
	if (!amount->known)
		return amount->has_max ? "amount.most" : NULL;
	if (amount->per_day)
		return "amount.day";
	if (amount->has_max)
		return "amount.range";
	if (amount->is_minimum)
		return "amount.least";
	return amount->value == 0 ? "amount.free" : "amount.exact";
}

const char *amount_words(const struct screen *p, const struct amount *amount)
{
	const char *key = amount_key(amount);

	if (!key)
		return "";
	return say2(p, key, yuan(p, amount->known ? amount->value : amount->max),
		    yuan(p, amount->has_max ? amount->max : 0));
}

const char *result_amount(const struct screen *p, const struct decision *decision)
{
	const char *words;

	switch (decision->outcome) {
	case OUTCOME_ELIGIBLE:
		words = amount_words(p, &decision->amount);
		return words[0] ? words : say(p, "receipt.amount.open");
	case OUTCOME_UNDETERMINED:
		return amount_words(p, &decision->prospect);
	default:
		return "";
	}
}

const char *course_title(const struct screen *p, const struct course *course)
{
	return p->lang == LANG_EN && course->title_en[0] ? course->title_en : course->title_zh;
}

const char *institution_title(const struct screen *p, const struct course *course)
{
	return p->lang == LANG_EN && course->institution_en[0] ? course->institution_en :
								 course->institution_zh;
}

/* Annex 1, in its order. */
const char *region_words(const struct screen *p, int region)
{
	return region < 0 || region > REGION_COUNT ? "" : say(p, region_key(region));
}

const char *kind_words(const struct screen *p, int kind)
{
	static const char *const keys[COURSE_KIND_COUNT + 1] = {
		"kind.all", "kind.qual", "kind.specific", "kind.project",
		"kind.short", "kind.specialop",
	};

	return say(p, keys[kind + 1]);
}

const char *date_words(const struct screen *p, struct date date)
{
	char text[DATE_TEXT_MAX];

	if (!date_is_set(date))
		return say(p, "value.no_date");
	date_format(date, text);
	return arena_text(p->tree->arena, text);
}

const char *clock_words(const struct screen *p, int64_t at)
{
	int minutes = (int)((at + p->world->utc_offset_s) / 60 % (24 * 60));

	return arena_textf(p->tree->arena, "%02d:%02d", minutes / 60, minutes % 60);
}

const char *moment_words(const struct screen *p, int64_t at)
{
	int32_t day = (int32_t)((at + p->world->utc_offset_s) / 86400);

	return arena_textf(p->tree->arena, "%s %s", date_words(p, date_from_days(day)),
			   clock_words(p, at));
}

static const char *number_words(const struct screen *p, const struct pack_fact *f,
				int64_t number)
{
	switch (f->type) {
	case FACT_BOOL:
		return say(p, number ? "answer.yes" : "answer.no");
	case FACT_DATE:
		if (number == FACT_NO_DATE)
			return say(p, "value.no_date");
		return date_words(p, date_from_days((int32_t)number));
	case FACT_FEN:
		return say1(p, "amount.exact", yuan(p, number));
	case FACT_CHOICE:
		return f->choices[number];
	default:
		return arena_textf(p->tree->arena, "%lld", (long long)number);
	}
}

const char *fact_words(const struct screen *p, int fact, const struct fact *value)
{
	if (!fact_known(value))
		return say(p, "answer.unsure");
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

const char *section_words(const struct screen *p, const char *section)
{
	return screen_section(p->lang, section);
}
