/* Where lines end: kinsoku, numbers with their units, no lonely last character. */
#include "stage.h"

#include "base/text.h"
#include "ui/wrap.h"

static struct stage stage;

static const struct face body = { .lang = LANG_ZH_HANS, .em_px = 30 };

static int wrap(const char *text, int width, bool balanced, struct span spans[64])
{
	return wrap_text(stage.type, body, text, width, balanced, spans, 64);
}

/* Fails when some line of the text begins or ends inside the piece, at any width. */
static void never_torn(const char *text, const char *piece)
{
	long from = strstr(text, piece) - text, to = from + (long)strlen(piece);
	struct span spans[64];

	for (int width = 330; width < 900; width += 7) {
		int lines = wrap(text, width, false, spans);

		for (int i = 1; i < lines; i++) {
			if (spans[i].start > from && spans[i].start < to)
				fail_msg("\"%s\" is torn at %d px", piece, width);
		}
	}
}

static void a_number_keeps_its_unit(void **state)
{
	(void)state;
	never_torn("参加培训的人每人每天可以领到 40 元，最多领 12 天。", "40 元");
	never_torn("参加培训的人每人每天可以领到 40 元，最多领 12 天。", "12 天");
	never_torn("提交以后 10 分钟以内可以撤回，不留任何记录。", "10 分钟");
	never_torn("这一项最多补贴 1,200 元，全年不超过 3 次。", "1,200 元");
	never_torn("经办机构会在 5 个工作日里告诉您结果如何。", "5 个工作日");
	never_torn("审核您的申请，最后由办补贴的部门决定。", "部门");
	never_torn("宁海示例家政培训中心，养老育儿家政，化工特种作业。", "中心");
	never_torn("宁海示例家政培训中心，养老育儿家政，化工特种作业。", "育儿");
	never_torn("宁海示例家政培训中心，养老育儿家政，化工特种作业。", "特种");
	never_torn("初中或高中毕业后，没有再升学，城里乡下一样。", "升学");
}

static void dates_and_masked_numbers_stay_whole(void **state)
{
	(void)state;
	never_torn("您的居住证有效期到 2021-03-17 为止，请您及时办理。", "2021-03-17");
	never_torn("读到的证件号码是 3302************58，对吗？对吗？", "3302************58");
	never_torn("大厅从早上 09:30 开始办理，下午四点半结束。", "09:30");
}

static uint32_t first_of(const char *text, const struct span *span)
{
	const char *at = text + span->start;

	return utf8_next(&at);
}

static void no_line_begins_with_what_closes(void **state)
{
	static const char text[] = "选「不清楚」也能继续，结果（见下页）会写明：还要核实什么？"
				   "依据甬政办发〔2019〕78号，四（四）；以经办机构审核为准。";
	static const char bad[] = "，。：；？）」〕";
	struct span spans[64];

	(void)state;
	for (int width = 240; width < 900; width += 5) {
		int lines = wrap(text, width, false, spans);

		for (int i = 1; i < lines; i++) {
			char c[5] = { 0 };

			utf8_put(first_of(text, &spans[i]), c);
			if (strstr(bad, c))
				fail_msg("a line begins with %s at %d px", c, width);
		}
	}
}

static void every_line_fits_and_nothing_is_lost(void **state)
{
	static const char *const texts[] = {
		"古丽巴哈尔·阿卜杜热合曼·买买提吐尔逊江",
		"An unbreakableunbreakableunbreakableunbreakable word and 330299198604120245",
		"钱䶮㛃𬭚，您好。",
	};
	struct span spans[64];

	(void)state;
	for (size_t t = 0; t < 3; t++) {
		for (int width = 64; width < 700; width += 9) {
			int lines = wrap(texts[t], width, false, spans), end = 0;

			for (int i = 0; i < lines; i++) {
				assert_true(spans[i].width <= width);
				while (end < spans[i].start)
					assert_int_equal(texts[t][end++], ' ');
				end += spans[i].len;
			}
			assert_int_equal(end, strlen(texts[t]));
		}
	}
}

static void titles_are_balanced_and_words_stay_whole(void **state)
{
	static const char text[] = "请把社保卡或居住证放在下方读卡区";
	struct span spans[64];

	(void)state;
	assert_int_equal(wrap(text, 30 * 14, true, spans), 2);
	assert_true(spans[1].width > 30 * 6);
	assert_int_equal(strncmp(text + spans[1].start - strlen("居住证"), "居住证",
				 strlen("居住证")) == 0 ||
			 strncmp(text + spans[1].start, "居住证", strlen("居住证")) == 0 ||
			 strncmp(text + spans[1].start, "放", strlen("放")) == 0 ||
			 strncmp(text + spans[1].start, "或", strlen("或")) == 0, 1);
}

static void no_orphan_at_the_end(void **state)
{
	struct span spans[64];
	int lines;

	(void)state;
	lines = wrap("由人社部门认定，会发认定证明。这关系到生活费补贴。", 30 * 24, false, spans);
	assert_int_equal(lines, 2);
	assert_true(spans[1].width >= 30 * 5 / 2);
}

static void what_no_font_draws_is_reported(void **state)
{
	(void)state;
	assert_true(type_can_draw(stage.type, "钱䶮㛃𬭚"));
	assert_true(type_can_draw(stage.type, "古丽巴哈尔·阿卜杜热合曼"));
	assert_false(type_can_draw(stage.type, "\xf3\xb0\x80\x80")); /* U+F0000, private use */
}

static int open_stage(void **state)
{
	(void)state;
	stage_open(&stage);
	return 0;
}

static int close_stage(void **state)
{
	(void)state;
	stage_close(&stage);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_number_keeps_its_unit),
		cmocka_unit_test(dates_and_masked_numbers_stay_whole),
		cmocka_unit_test(no_line_begins_with_what_closes),
		cmocka_unit_test(every_line_fits_and_nothing_is_lost),
		cmocka_unit_test(titles_are_balanced_and_words_stay_whole),
		cmocka_unit_test(no_orphan_at_the_end),
		cmocka_unit_test(what_no_font_draws_is_reported),
	};

	return cmocka_run_group_tests(tests, open_stage, close_stage);
}
