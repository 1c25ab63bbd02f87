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
	WORD("不能"), WORD("现在"), WORD("部门"), WORD("下方"), WORD("我们"), WORD("您的"),
	WORD("初中"), WORD("高中"), WORD("毕业"), WORD("升学"), WORD("直接"), WORD("中心"),
	WORD("育儿"), WORD("特种"), WORD("作业"), WORD("社會"), WORD("部門"),
	WORD("畢業"), WORD("升學"), WORD("育兒"), WORD("特種"), WORD("作業"),
	WORD("居住證"), WORD("身分證"), WORD("讀卡區"), WORD("補貼"), WORD("培訓"),
	WORD("職業"), WORD("承諾"), WORD("申請"), WORD("簽名"), WORD("密碼"), WORD("結果"),
	WORD("課程"), WORD("條件"), WORD("情況"), WORD("登記"), WORD("失業"), WORD("人員"),
	WORD("困難"), WORD("就業"), WORD("認定"), WORD("證明"), WORD("審核"), WORD("機構"),
	WORD("經辦"), WORD("回執"), WORD("繼續"),
	WORD("这里"), WORD("那里"), WORD("或者"), WORD("确认"), WORD("需要"),
	WORD("看看"), WORD("告诉"), WORD("知道"), WORD("一下"), WORD("办理"),
	WORD("提交"), WORD("输入"), WORD("按键"), WORD("屏幕"), WORD("政府"),
	WORD("学费"), WORD("学校"), WORD("地址"), WORD("电话"), WORD("时间"),
	WORD("日期"), WORD("今年"), WORD("时候"), WORD("开始"), WORD("结束"),
	WORD("返回"), WORD("机器"), WORD("本人"), WORD("自己"), WORD("别人"),
	WORD("已经"), WORD("还是"), WORD("因为"), WORD("所以"), WORD("如果"),
	WORD("但是"), WORD("以后"), WORD("以前"), WORD("之后"), WORD("必须"),
	WORD("应当"), WORD("一样"), WORD("有效"), WORD("农村"), WORD("企业"),
	WORD("毕业"), WORD("学生"), WORD("初中"), WORD("高中"), WORD("退役"),
	WORD("军人"), WORD("劳动力"), WORD("家庭"), WORD("残疾"), WORD("证书"),
	WORD("标准"), WORD("金额"), WORD("朗读"), WORD("颜色"), WORD("语言"),
	WORD("声音"), WORD("显示"), WORD("恢复"), WORD("重新"), WORD("核对"),
	WORD("核实"), WORD("保存"), WORD("撤回"), WORD("准备"), WORD("参加"),
	WORD("名单"), WORD("领取"), WORD("社会"), WORD("保险"), WORD("户籍"),
	WORD("有人"), WORD("帮忙"), WORD("请问"), WORD("这样"), WORD("这些"),
	WORD("这个"), WORD("哪里"), WORD("哪个"), WORD("一次"), WORD("一门"),
	WORD("一张"), WORD("一页"), WORD("這裡"), WORD("那裡"), WORD("確認"),
	WORD("告訴"), WORD("辦理"), WORD("輸入"), WORD("螢幕"), WORD("學費"),
	WORD("學校"), WORD("電話"), WORD("時間"), WORD("開始"), WORD("結束"),
	WORD("機器"), WORD("別人"), WORD("已經"), WORD("還是"), WORD("因為"),
	WORD("必須"), WORD("應當"), WORD("一樣"), WORD("農村"), WORD("企業"),
	WORD("畢業"), WORD("學生"), WORD("證書"), WORD("標準"), WORD("金額"),
	WORD("朗讀"), WORD("顏色"), WORD("語言"), WORD("聲音"), WORD("顯示"),
	WORD("恢復"), WORD("核對"), WORD("核實"), WORD("儲存"), WORD("準備"),
	WORD("參加"), WORD("名單"), WORD("領取"), WORD("保險"), WORD("戶籍"),
	WORD("幫忙"), WORD("請問"), WORD("這樣"), WORD("這些"), WORD("這個"),
	WORD("海曙"), WORD("江北"), WORD("镇海"), WORD("北仑"), WORD("鄞州"),
	WORD("慈溪"), WORD("余姚"), WORD("奉化"), WORD("宁海"), WORD("象山"),
	WORD("高新区"), WORD("保税区"), WORD("东钱湖"), WORD("大榭"), WORD("杭州湾"),
	WORD("鎮海"), WORD("北侖"), WORD("餘姚"), WORD("寧海"), WORD("高新區"),
	WORD("保稅區"), WORD("東錢湖"), WORD("杭州灣"), WORD("宁波"), WORD("寧波"), WORD("本机"), WORD("本機"),
	WORD("上课"), WORD("上課"), WORD("开班"), WORD("開班"), WORD("工种"), WORD("工種"),
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

/* "不" at the end of a line is read past: it stays with what it negates. */
static void keep_negations(const char *text, size_t len, unsigned char *breaks)
{
	static const char *const negations[] = { "不", "没", "未" };

	for (size_t i = CHARACTER_BYTES; i < len; i++) {
		for (size_t n = 0; n < sizeof(negations) / sizeof(negations[0]); n++) {
			if (memcmp(text + i - CHARACTER_BYTES, negations[n], CHARACTER_BYTES) == 0)
				forbid(breaks, i - 1, i);
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
	keep_negations(text, len, breaks);
}
