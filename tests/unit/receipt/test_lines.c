#include "receipt/lines.h"
#include "receipt/moment.h"
#include "receipt/stroke.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct paper_fonts *fonts;

static int setup(void **state)
{
	(void)state;
	return fonts_create(&fonts);
}

static int teardown(void **state)
{
	(void)state;
	fonts_destroy(fonts);
	return 0;
}

/* Every line fits, begins and ends as it may, and together they are the text. */
static void check_lines(const char *text, float size, float width)
{
	static const char *const never_first[] = { "，", "。", "）", "；", "、", "”" };
	static struct paper_lines lines;
	size_t total = 0, spaces = 0;

	assert_int_equal(lines_break(&lines, fonts, false, size, width, text), ERR_OK);
	for (const char *at = text; *at; at++)
		spaces += *at == ' ';
	for (int i = 0; i < lines.count; i++) {
		const struct paper_line *line = &lines.at[i];

		assert_true(line->len > 0);
		assert_true(line->width <= width + 0.01f);
		total += line->len;
		for (int k = 0; k < 6; k++)
			assert_int_not_equal(strncmp(line->text, never_first[k], 3), 0);
	}
	assert_true(total <= strlen(text) && total + spaces >= strlen(text));
}

static void test_paragraphs_fit_at_any_width(void **state)
{
	static const char *const texts[] = {
		"经办机构作出决定以前，在任何一台自助机上刷同一张卡，选“撤回申请”；或者到窗口说一声。",
		"Until the office has decided, lay the same card on a kiosk and choose “Withdraw”.",
		"依据 甬政办发〔2019〕78号 四（一） R4-1a、四（五） R4-5a、四（五） R4-5b",
		"古丽巴哈尔·阿卜杜热合曼·买买提吐尔逊江",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		for (float width = 120; width < 500; width += 7)
			check_lines(texts[i], 10.5f, width);
	}
}

static void test_a_word_wider_than_the_line_is_cut_not_lost(void **state)
{
	static struct paper_lines lines;

	(void)state;
	assert_int_equal(lines_break(&lines, fonts, false, 10, 30, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
			 ERR_OK);
	assert_true(lines.count > 3);
	assert_int_equal(lines.at[0].text[0], 'A');
	assert_int_equal(lines.at[1].text, lines.at[0].text + lines.at[0].len);
}

static void test_the_last_line_is_not_one_character(void **state)
{
	static struct paper_lines lines;
	const char *text = "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸子";

	(void)state;
	assert_int_equal(lines_break(&lines, fonts, false, 10, 200, text), ERR_OK);
	assert_int_equal(lines.count, 2);
	assert_true(lines.at[1].width >= 30);
}

/* GB 18030 level 3: extensions A, B, C, E and F, and what a page uses besides. */
static void test_rare_characters_have_a_face(void **state)
{
	static const uint32_t characters[] = { 0x36c3, 0x4dae, 0x2a6d6, 0x2b740, 0x2cb5a,
					       0x2ebe0, 0xb7, 0x3014, 0x2013, U'〇' };

	(void)state;
	for (size_t i = 0; i < sizeof(characters) / sizeof(characters[0]); i++)
		assert_int_not_equal(fonts_face(fonts, false, characters[i]), FACE_NONE);
	assert_int_equal(fonts_face(fonts, false, 0xf1234), FACE_NONE);
}

static void test_moments_are_chinas(void **state)
{
	struct moment m = moment_at(1615776120);

	(void)state;
	assert_int_equal(m.date.year, 2021);
	assert_int_equal(m.date.month, 3);
	assert_int_equal(m.date.day, 15);
	assert_int_equal(m.hour, 10);
	assert_int_equal(m.minute, 42);
	m = moment_at(1615737600);	/* 16:00 UTC: midnight of the next day */
	assert_int_equal(m.date.day, 15);
	assert_int_equal(m.hour, 0);
	assert_int_equal(moment_at(INT64_MAX).date.year, 2199);
	assert_int_equal(moment_at(INT64_MIN).date.year, 1901);
}

static void test_thinned_strokes_keep_their_shape(void **state)
{
	struct ink_point line[101];
	bool keep[101];
	int kept = 0;

	(void)state;
	for (int i = 0; i <= 100; i++)
		line[i] = (struct ink_point){ (uint16_t)(i * 10), (uint16_t)(i * 20), 0, i == 0 };
	line[50].x += 40;
	stroke_thin(line, 101, 4, keep);
	for (int i = 0; i <= 100; i++)
		kept += keep[i];
	assert_true(keep[0] && keep[49] && keep[50] && keep[51] && keep[100]);
	assert_int_equal(kept, 5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_paragraphs_fit_at_any_width),
		cmocka_unit_test(test_a_word_wider_than_the_line_is_cut_not_lost),
		cmocka_unit_test(test_the_last_line_is_not_one_character),
		cmocka_unit_test(test_rare_characters_have_a_face),
		cmocka_unit_test(test_moments_are_chinas),
		cmocka_unit_test(test_thinned_strokes_keep_their_shape),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
