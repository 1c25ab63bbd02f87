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

struct word {
	const char *bytes;
	size_t len;
};

#define WORD(bytes) { bytes, sizeof(bytes) - 1 }

/* Words that are not torn: each line is read by itself. */
static const struct word whole_words[] = {
	WORD("社保卡"), WORD("居住证"), WORD("身份证"), WORD("读卡区"), WORD("生活费"),
	WORD("工作日"), WORD("退役军人"), WORD("残疾人"), WORD("高技能"), WORD("示例数据"),
	WORD("补贴"), WORD("培训"), WORD("职业"), WORD("技能"), WORD("承诺"), WORD("申请"),
	WORD("签名"), WORD("密码"), WORD("结果"), WORD("理由"), WORD("课程"), WORD("条件"),
	WORD("情况"), WORD("登记"), WORD("失业"), WORD("人员"), WORD("困难"), WORD("就业"),
	WORD("认定"), WORD("证明"), WORD("审核"), WORD("机构"), WORD("经办"), WORD("回执"),
	WORD("打印"), WORD("人才"), WORD("岗位"), WORD("等级"), WORD("单位"), WORD("窗口"),
	WORD("资料"), WORD("清除"), WORD("继续"), WORD("享受"), WORD("符合"), WORD("初步"),
	WORD("确定"), WORD("哪些"), WORD("什么"), WORD("怎样"), WORD("可以"), WORD("没有"),
	WORD("不能"), WORD("现在"), WORD("下方"), WORD("我们"), WORD("您的"), WORD("社會"),
	WORD("居住證"), WORD("身分證"), WORD("讀卡區"), WORD("補貼"), WORD("培訓"),
	WORD("職業"), WORD("承諾"), WORD("申請"), WORD("簽名"), WORD("密碼"), WORD("結果"),
	WORD("課程"), WORD("條件"), WORD("情況"), WORD("登記"), WORD("失業"), WORD("人員"),
	WORD("困難"), WORD("就業"), WORD("認定"), WORD("證明"), WORD("審核"), WORD("機構"),
	WORD("經辦"), WORD("回執"), WORD("繼續"),
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

/* Every one of the words begins with a character of three bytes. */
#define CHARACTER_BYTES 3

static void keep_words(const char *text, size_t len, unsigned char *breaks)
{
	for (size_t i = 0; i + 2 * CHARACTER_BYTES <= len; i++) {
		if (((unsigned char)text[i] & 0xf0) != 0xe0)
			continue;
		for (size_t w = 0; w < sizeof(whole_words) / sizeof(whole_words[0]); w++) {
			const struct word *word = &whole_words[w];

			if (text[i + 1] == word->bytes[1] && text[i + 2] == word->bytes[2] &&
			    word->len <= len - i &&
			    memcmp(text + i, word->bytes, word->len) == 0)
				forbid(breaks, i, i + word->len - 1);
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
