#include "tests/unit/unit.h"
#include "base/text.h"
#include "speech/say.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct pair {
	const char *label, *words;
};

static const struct pair chinese[] = {
	{ "800 元", "八百元" },
	{ "8 00 元", "八百元" },
	{ "800.00 元", "八百元" },
	{ "599.99元", "五百九十九点九九元" },
	{ "¥2,000.50", "两千点五元" },
	{ "12,000 元", "一万二千元" },
	{ "100000001 元", "一亿零一元" },
	{ "40 元/天", "四十元每天" },
	{ "每天 40 元到 60 元", "每天四十元到六十元" },
	{ "2021-03-15", "二〇二一年三月十五日" },
	{ "2021年3月15日 09:05", "二〇二一年三月十五日九点零五分" },
	{ "2021.03.15-2021.04.02", "二〇二一年三月十五日至二〇二一年四月二日" },
	{ "2019～2021年", "二〇一九至二〇二一年" },
	{ "9:30-11:00", "九点三十分至十一点" },
	{ "80%", "百分之八十" },
	{ "30-50%", "百分之三十至百分之五十" },
	{ "100%", "百分之百" },
	{ "330299198604120245", "三三零二九九，幺九八六零四幺二，零二四五" },
	{ "33029919951208056X", "三三零二九九，幺九九五幺二零八，零五六X" },
	{ "330299********0245", "三三零二九九，隐去八位，零二四五" },
	{ "6217 0012 3456 7890", "六二幺七，零零幺二，三四五六，七八九零" },
	{ "尾号 0245", "尾号零二四五" },
	{ "拨打 12333", "拨打幺二三三三" },
	{ "0574-87654321", "零五七四，八七六五四三二幺" },
	{ "甬政办发〔2019〕78号", "甬政办发二〇一九年七十八号" },
	{ "每年最多三次（R4-5b）", "每年最多三次" },
	{ "R4-4b：上浮", "上浮" },
	{ "R4-5b、A-UPLIFT", "文件条款" },
	{ "第 2 步", "第二步" },
	{ "2 门课程", "两门课程" },
	{ "2 月 2 日", "二月二日" },
	{ "第 2/3 页", "第二页，共三页" },
	{ "22000 人", "两万二千人" },
	{ "10010", "一万零一十" },
	{ "110", "一百一十" },
	{ "陈*", "陈某" },
	{ "✓ 初步符合", " 初步符合" },
	{ "", "" },
};

static const struct pair english[] = {
	{ "¥800", "800 yuan" },
	{ "40 yuan/day", "40 yuan a day" },
	{ "2021-03-15", "15 March 2021" },
	{ "330299198604120245", "3 3 0 2 9 9, 1 9 8 6 0 4 1 2, 0 2 4 5" },
	{ "3302**********0245", "3 3 0 2, 10 hidden digits, 0 2 4 5" },
	{ "6217 0012 3456 7890", "6 2 1 7, 0 0 1 2, 3 4 5 6, 7 8 9 0" },
	{ "80%", "80 percent" },
	{ "9:30-11:00", "9:30 to 11:00" },
	{ "at most three a year (R4-5b)", "at most three a year " },
	{ "R4-5b", "a clause of the document" },
	{ "599.99 yuan", "599.99 yuan" },
	{ "document 甬政办发〔2019〕78号, part 4", "document 甬政办发二〇一九年七十八号, part 4" },
	{ "The text: 每天 40 元，最多 5000 元。", "The text: 每天四十元，最多五千元。" },
	{ "焊工 5 days", "焊工 5 days" },
};

static void check(enum lang lang, const struct pair *pairs, size_t count)
{
	char once[512], twice[512];

	for (size_t i = 0; i < count; i++) {
		assert_int_equal(say_words(lang, pairs[i].label, once, sizeof(once)), ERR_OK);
		assert_string_equal(once, pairs[i].words);
		assert_int_equal(say_words(lang, once, twice, sizeof(twice)), ERR_OK);
		assert_string_equal(twice, once);
	}
}

static void chinese_words(void **state)
{
	(void)state;
	check(LANG_ZH_HANS, chinese, sizeof(chinese) / sizeof(chinese[0]));
}

static void english_words(void **state)
{
	(void)state;
	check(LANG_EN, english, sizeof(english) / sizeof(english[0]));
}

static void traditional_words(void **state)
{
	static const struct pair pairs[] = {
		{ "2 個月，1.5 萬元", "兩個月，一點五萬元" },
		{ "20000 元", "兩萬元" },
	};

	(void)state;
	check(LANG_ZH_HANT, pairs, 2);
}

static void refuses_what_does_not_fit(void **state)
{
	char out[8] = "before";

	(void)state;
	assert_int_equal(say_words(LANG_ZH_HANS, "800 元", out, sizeof(out)), ERR_FULL);
	assert_string_equal(out, "");
	assert_int_equal(say_name("单志强", out, sizeof(out)), ERR_FULL);
}

static void splits_where_a_voice_may_rest(void **state)
{
	static const struct { const char *words; size_t most, len; } rows[] = {
		{ "短句。", 40, 9 },
		{ "一句。两句。三句没完", 26, 18 },
		{ "一句，半句，没有完的", 26, 18 },
		{ "没有标点的很长的话", 10, 9 },
		{ "One. Two, three", 12, 5 },
		{ "3.14 is one, 2.71", 14, 13 },
		{ "Ningbo has two halls", 16, 15 },
		{ "在 2021-03-15 这天", 8, 4 },
		{ "0123456789", 8, 8 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_int_equal(say_split(rows[i].words, rows[i].most), rows[i].len);
}

/* Any mix of the pieces is spoken, stays UTF-8 and leaves no digit in Chinese. */
static void any_mixture_is_spoken(void **state)
{
	static const char *const pieces[] = {
		"0", "1", "2", "19", "2021", "-", "/", ".", ":", ",", " ", "%", "*", "元", "年",
		"月", "〔", "〕", "R4-5b", "A-", "（", "）", "X", "NB-", "¥", "~", "第", "陈", "，",
	};
	const size_t count = sizeof(pieces) / sizeof(pieces[0]);
	uint32_t seed = 20210315;

	(void)state;
	for (int round = 0; round < 100000; round++) {
		char label[256], words[2048];
		size_t len = 0;

		for (int i = 0; i < 12; i++) {
			seed = seed * 1664525u + 1013904223u;
			len += (size_t)snprintf(label + len, sizeof(label) - len, "%s",
						pieces[(seed >> 16) % count]);
		}
		for (enum lang lang = 0; lang < LANG_COUNT; lang++) {
			assert_int_equal(say_words(lang, label, words, sizeof(words)), ERR_OK);
			assert_true(strlen(words) > 0);
		}
		assert_int_equal(say_words(LANG_ZH_HANS, label, words, sizeof(words)), ERR_OK);
		if (strpbrk(words, "0123456789"))
			fail_msg("\"%s\" leaves digits: \"%s\"", label, words);
	}
}

static bool knows_all(uint32_t character)
{
	(void)character;
	return true;
}

/* Whatever the strip of captions cuts is read as the whole would be. */
static void check_cuts(const struct say_tables *tables, const char *words)
{
	static char whole[4096], halves[4096], half[4096];
	size_t size = strlen(words);

	assert_int_equal(say_sound(tables, LANG_ZH_HANS, words, (struct say_part){ 0, size },
				   knows_all, whole, sizeof(whole)), ERR_OK);
	for (const char *at = words; utf8_next(&at);) {
		size_t cut = (size_t)(at - words);

		assert_int_equal(say_sound(tables, LANG_ZH_HANS, words,
					   (struct say_part){ 0, cut }, knows_all, halves,
					   sizeof(halves)), ERR_OK);
		assert_int_equal(say_sound(tables, LANG_ZH_HANS, words,
					   (struct say_part){ cut, size }, knows_all, half,
					   sizeof(half)), ERR_OK);
		assert_true(strlen(halves) + strlen(half) < sizeof(halves));
		memcpy(halves + strlen(halves), half, strlen(half) + 1);
		assert_string_equal(halves, whole);
	}
}

static void a_part_is_read_as_in_the_whole(void **state)
{
	static const char *const sentences[] = {
		"以经办机构审核为准", "这台机器现在收不了申请", "符合条件的人参加补贴培训",
		"取得证书", "高危行业", "姓名：单小明",
		SAY_NAME_BEGIN "单小明" SAY_NAME_END "的卡",
	};
	struct say_tables *tables;
	struct diag diag;

	(void)state;
	assert_int_equal(say_tables_load(SOURCE_DIR "/assets/speech", &tables, &diag), ERR_OK);
	for (size_t i = 0; i < sizeof(sentences) / sizeof(sentences[0]); i++)
		check_cuts(tables, sentences[i]);
	say_tables_destroy(tables);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_part_is_read_as_in_the_whole),
		cmocka_unit_test(chinese_words),
		cmocka_unit_test(english_words),
		cmocka_unit_test(traditional_words),
		cmocka_unit_test(refuses_what_does_not_fit),
		cmocka_unit_test(splits_where_a_voice_may_rest),
		cmocka_unit_test(any_mixture_is_spoken),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
