#include "speech/say_number.h"

#include <assert.h>
#include <string.h>

const struct numerals numerals_hans = {
	.two = "两", .wan = "万", .yi = "亿", .point = "点",
	.hidden_before = "隐去", .hidden_after = "位", .minus = "负",
	.at_least = "不低于", .at_most = "不高于", .equals = "等于",
	.page_of = "页，共", .clause = "文件条款",
};

const struct numerals numerals_hant = {
	.two = "兩", .wan = "萬", .yi = "億", .point = "點",
	.hidden_before = "隱去", .hidden_after = "位", .minus = "負",
	.at_least = "不低於", .at_most = "不高於", .equals = "等於",
	.page_of = "頁，共", .clause = "文件條款",
};

static const char *const cardinals[] = {
	"零", "一", "二", "三", "四", "五", "六", "七", "八", "九",
};

void number_digits(struct text *out, const char *digits, int count, enum digit_style style)
{
	for (int i = 0; i < count; i++) {
		int digit = digits[i] - '0';

		if (style == DIGITS_YEAR && digit == 0)
			text_add(out, "〇");
		else if (style == DIGITS_CODE && digit == 1)
			text_add(out, "幺");
		else
			text_add(out, cardinals[digit]);
	}
}

/* 1..9999; first: nothing stands before it, so that 十 needs no 一. */
static void add_group(struct text *out, const char *two, int group, bool first)
{
	static const char *const places[] = { "千", "百", "十", "" };
	bool started = false, gap = false;
	int unit = 1000;

	for (int i = 0; i < 4; i++, unit /= 10) {
		int digit = group / unit % 10;

		if (digit == 0) {
			gap = started;
			continue;
		}
		if (gap)
			text_add(out, cardinals[0]);
		if (digit == 2 && i == 0 && first)
			text_add(out, two);
		else if (digit != 1 || i != 2 || started || !first)
			text_add(out, cardinals[digit]);
		text_add(out, places[i]);
		started = true;
		gap = false;
	}
}

void number_cardinal(struct text *out, const struct numerals *words, uint64_t value,
		     enum number_use use)
{
	const char *const levels[] = { "", words->wan, words->yi, words->wan };
	const char *two = use == NUMBER_ORDINAL ? cardinals[2] : words->two;
	uint64_t unit = 1000000000000u;
	bool first = true, gap = false;

	assert(value < unit * 10000);
	if (value == 0)
		text_add(out, cardinals[0]);
	for (int level = 3; level >= 0; level--, unit /= 10000) {
		int group = (int)(value / unit % 10000);

		if (group == 0) {
			gap = !first;
			/* 万亿 keeps its 亿 when nothing stands between. */
			if (level == 2 && !first)
				text_add(out, words->yi);
			continue;
		}
		if (!first && (gap || group < 1000))
			text_add(out, cardinals[0]);
		if (group == 2 && first && (level > 0 || use == NUMBER_OF_THINGS))
			text_add(out, two);
		else
			add_group(out, two, group, first);
		text_add(out, levels[level]);
		first = gap = false;
	}
}
