#include "base/breaks.h"

#include "base/log.h"
#include "base/text.h"

#include <assert.h>
#include <stdbool.h>
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/utext.h>

/* Never at the start of a line: what closes. */
static const char closing[] =
	"，。、；：？！）》」』】〉〕〗’”…—·％‰℃°,.;:?!)]}%›»";
/* Never at the end of a line: what opens, and the sign of a sum. */
static const char opening[] = "（《「『【〈〔〖‘“￥¥$([{‹«第";

/* What a number counts or measures: stays with it, and in one piece. */
static const char *const units[] = {
	"个工作日", "个月", "个人", "小时", "分钟", "学时", "课时", "周岁", "万元",
	"亿元", "厘米", "毫米", "公里", "元", "天", "岁", "年", "月", "日", "号", "次",
	"条", "项", "人", "个", "名", "周", "分", "秒", "级", "类", "门", "张", "位",
	"期", "米", "点", "页", "步", "万", "％", "%",
};

static bool is_in(const char *set, uint32_t c)
{
	uint32_t member;

	while ((member = utf8_next(&set))) {
		if (member == c)
			return true;
	}
	return false;
}

/* 四（五） is one thing. */
static bool is_heading(uint32_t before, uint32_t c)
{
	return c == U'（' && is_in("一二三四五六七八九十", before);
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Bytes of the unit that begins here, 0 for none. */
static size_t unit_at(const char *text, size_t left)
{
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		size_t len = strlen(units[i]);

		if (len <= left && memcmp(text, units[i], len) == 0)
			return len;
	}
	return 0;
}

/* Words that are not torn: each line is read by itself. */
static const char *const whole_words[] = {
	"社保卡", "居住证", "身份证", "读卡区", "生活费", "工作日", "退役军人", "残疾人",
	"高技能", "示例数据", "补贴", "培训", "职业", "技能", "承诺", "申请", "签名", "密码",
	"结果", "理由", "课程", "条件", "情况", "登记", "失业", "人员", "困难", "就业",
	"认定", "证明", "审核", "机构", "经办", "回执", "打印", "人才", "岗位", "等级",
	"单位", "窗口", "资料", "清除", "继续", "享受", "符合", "初步", "确定", "哪些",
	"什么", "怎样", "可以", "没有", "不能", "现在", "下方", "我们", "您的",
	"社會", "居住證", "身分證", "讀卡區", "補貼", "培訓", "職業", "承諾", "申請",
	"簽名", "密碼", "結果", "課程", "條件", "情況", "登記", "失業", "人員", "困難",
	"就業", "認定", "證明", "審核", "機構", "經辦", "回執", "繼續",
};

static void forbid(unsigned char *breaks, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		if (breaks[i] == BREAK_MAY)
			breaks[i] = BREAK_NO;
	}
}

/* "800 元", "12天": no break from the last digit to the unit's last character. */
static void keep_units(const char *text, size_t len, unsigned char *breaks)
{
	for (size_t i = 0; i + 1 < len; i++) {
		size_t at = i + 1, unit;

		if (!is_digit(text[i]))
			continue;
		if (text[at] == ' ')
			at++;
		unit = unit_at(text + at, len - at);
		if (unit)
			forbid(breaks, i, at + unit - 1);
	}
}

/* "2021-03-15", "09:30", "3302****42": what joins two digits joins them on one line. */
static bool joins_digits(char c)
{
	return c == '-' || c == ':' || c == '/' || c == '.' || c == ',' || c == '*';
}

static void keep_numbers(const char *text, size_t len, unsigned char *breaks)
{
	for (size_t i = 0; i + 1 < len; i++) {
		bool here = is_digit(text[i]) || joins_digits(text[i]);
		bool there = is_digit(text[i + 1]) || joins_digits(text[i + 1]);

		if (here && there && (is_digit(text[i]) || is_digit(text[i + 1]) ||
				      (text[i] == '*' && text[i + 1] == '*')))
			forbid(breaks, i, i + 1);
	}
}

static void keep_kinsoku(const char *text, size_t len, unsigned char *breaks)
{
	const char *end = text + len;
	const char *at = text;
	uint32_t before = 0;

	while (at < end) {
		size_t here = (size_t)(at - text);
		uint32_t c = utf8_next(&at);

		if (before && (is_in(closing, c) || is_in(opening, before) ||
			       is_heading(before, c)))
			forbid(breaks, here - 1, here);
		before = c;
	}
}

static void keep_words(const char *text, size_t len, unsigned char *breaks)
{
	for (size_t i = 0; i < len; i++) {
		for (size_t w = 0; w < sizeof(whole_words) / sizeof(whole_words[0]); w++) {
			size_t n = strlen(whole_words[w]);

			if (n <= len - i && memcmp(text + i, whole_words[w], n) == 0)
				forbid(breaks, i, i + n - 1);
		}
	}
}

/* Opened once and kept: it reads its rules from the library's data. */
static UBreakIterator *iterator(void)
{
	static UBreakIterator *kept;
	UErrorCode error = U_ZERO_ERROR;

	if (!kept) {
		kept = ubrk_open(UBRK_LINE, "", NULL, 0, &error);
		if (U_FAILURE(error))
			log_error("line breaks: ICU: %s", u_errorName(error));
		assert(kept);
	}
	return kept;
}

void breaks_of_unicode(const char *text, size_t len, unsigned char *breaks)
{
	UErrorCode error = U_ZERO_ERROR;
	UText utf8 = UTEXT_INITIALIZER;
	UBreakIterator *at = iterator();

	memset(breaks, BREAK_NO, len);
	utext_openUTF8(&utf8, text, (int64_t)len, &error);
	ubrk_setUText(at, &utf8, &error);
	assert(U_SUCCESS(error));
	for (int32_t end = ubrk_next(at); end != UBRK_DONE; end = ubrk_next(at))
		breaks[end - 1] = ubrk_getRuleStatus(at) >= UBRK_LINE_HARD ? BREAK_MUST :
								    BREAK_MAY;
	utext_close(&utf8);
}

void breaks_find(const char *text, size_t len, unsigned char *breaks)
{
	breaks_of_unicode(text, len, breaks);
	/* A text ends by itself; a line that must end wants a newline. */
	if (len > 0 && text[len - 1] != '\n')
		breaks[len - 1] = BREAK_MAY;
	keep_units(text, len, breaks);
	keep_numbers(text, len, breaks);
	keep_kinsoku(text, len, breaks);
	keep_words(text, len, breaks);
}
