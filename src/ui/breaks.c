#include "ui/breaks.h"

#include "base/text.h"

#include <linebreak.h>

#include <assert.h>
#include <stdlib.h>
#include <string.h>

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

/* Words of this house that are not torn: each line is read by itself. */
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

		if (before && (is_in(closing, c) || is_in(opening, before)))
			forbid(breaks, here - 1, here);
		before = c;
	}
}

void breaks_find(const char *text, size_t len, enum lang lang, unsigned char *breaks)
{
	static bool ready;

	if (!ready)
		init_linebreak();
	ready = true;
	set_linebreaks_utf8((const utf8_t *)text, len, lang == LANG_EN ? "en" : "zh",
			    (char *)breaks);
	for (size_t i = 0; i < len; i++) {
		breaks[i] = breaks[i] == LINEBREAK_MUSTBREAK ? BREAK_MUST :
			    breaks[i] == LINEBREAK_ALLOWBREAK ? BREAK_MAY : BREAK_NO;
	}
	/* The library ends every text with a mandatory break; a line end needs a newline. */
	if (len > 0 && text[len - 1] != '\n')
		breaks[len - 1] = BREAK_MAY;
	keep_units(text, len, breaks);
	keep_numbers(text, len, breaks);
	keep_kinsoku(text, len, breaks);
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

/* A paragraph while it is broken. */
struct wrap {
	struct type *type;
	struct face face;
	const char *text;
	int len;
	int width;
	unsigned char breaks[PARAGRAPH_BYTES_MAX];
};

static int next_char(const struct wrap *wrap, int at)
{
	const char *next = wrap->text + at;

	utf8_next(&next);
	return (int)(next - wrap->text);
}

/* Length without spaces and line breaks at the end. */
static int trimmed(const struct wrap *wrap, int start, int end)
{
	while (end > start && strchr(" \n\r\t", wrap->text[end - 1]))
		end--;
	return end - start;
}

static int measure(const struct wrap *wrap, int start, int end)
{
	return type_width(wrap->type, wrap->face, wrap->text + start,
			  (size_t)trimmed(wrap, start, end));
}

/* The last place from start on where the line may end and the sum still fits. */
static int find_end(const struct wrap *wrap, int start, int width)
{
	int fits = start;
	int sum = 0;

	for (int at = start; at < wrap->len;) {
		int next = next_char(wrap, at);
		enum brk brk = (enum brk)wrap->breaks[next - 1];
		bool space = strchr(" \n", wrap->text[at]) != NULL;

		sum += type_estimate(wrap->type, wrap->face, wrap->text + at,
				     (size_t)(next - at));
		/* Spaces may hang over the edge: they are not drawn. */
		if (sum > width && !space)
			return fits;
		if (brk != BREAK_NO)
			fits = next;
		if (brk == BREAK_MUST)
			return next;
		at = next;
	}
	return wrap->len;
}

/* For a piece that is wider than the line by itself: as many characters as fit. */
static int split_anywhere(const struct wrap *wrap, int start)
{
	int end = next_char(wrap, start);

	while (end < wrap->len) {
		int next = next_char(wrap, end);

		if (measure(wrap, start, next) > wrap->width)
			break;
		end = next;
	}
	return end;
}

/*
 * The sum of the characters may be a little more or less than the shaped width:
 * half an em too much is tried, and one piece less taken until it fits.
 */
static int line_end(const struct wrap *wrap, int start, int *ret_width)
{
	int end = find_end(wrap, start, wrap->width + wrap->face.em_px / 2);

	while (end > start) {
		int sum;

		*ret_width = measure(wrap, start, end);
		if (*ret_width <= wrap->width)
			return end;
		sum = type_estimate(wrap->type, wrap->face, wrap->text + start,
				    (size_t)trimmed(wrap, start, end));
		end = find_end(wrap, start, sum - 1);
	}
	end = split_anywhere(wrap, start);
	*ret_width = measure(wrap, start, end);
	return end;
}

static int wrap_lines(const struct wrap *wrap, struct span *spans, int spans_max)
{
	int count = 0;

	for (int start = 0; start < wrap->len && count < spans_max;) {
		int width = 0;
		int end = line_end(wrap, start, &width);

		spans[count++] = (struct span){ .start = start,
			.len = trimmed(wrap, start, end), .width = width };
		start = end;
		while (start < wrap->len && wrap->text[start] == ' ')
			start++;
	}
	return count;
}

/* The least width that gives no more lines: the lines come out about equal. */
static int narrow(struct wrap *wrap, int lines, struct span *spans, int spans_max)
{
	int low = wrap->width / 2, high = wrap->width;

	while (high - low > wrap->face.em_px / 4) {
		wrap->width = (low + high) / 2;
		if (wrap_lines(wrap, spans, spans_max) > lines)
			low = wrap->width;
		else
			high = wrap->width;
	}
	wrap->width = high;
	return wrap_lines(wrap, spans, spans_max);
}

static bool has_orphan(const struct span *spans, int count, int em_px)
{
	return count > 1 && spans[count - 1].width < em_px * 5 / 2 &&
	       spans[count - 2].width > em_px * 6;
}

/* A little narrower gives the last line company, as long as no line is added. */
static int mend_orphan(struct wrap *wrap, int lines, struct span *spans, int spans_max)
{
	const int full = wrap->width;

	for (int less = 1; less <= 3; less++) {
		wrap->width = full - less * wrap->face.em_px;
		if (wrap_lines(wrap, spans, spans_max) == lines &&
		    !has_orphan(spans, lines, wrap->face.em_px))
			return lines;
	}
	wrap->width = full;
	return wrap_lines(wrap, spans, spans_max);
}

int breaks_wrap(struct type *type, struct face face, const char *text, int width_px,
		bool balanced, struct span *spans, int spans_max)
{
	struct wrap wrap = { .type = type, .face = face, .text = text,
			     .len = (int)strlen(text), .width = width_px };
	int lines;

	assert(wrap.len < PARAGRAPH_BYTES_MAX);
	if (wrap.len == 0)
		return 0;
	breaks_find(text, (size_t)wrap.len, face.lang, wrap.breaks);
	if (face.lang != LANG_EN)
		keep_words(text, (size_t)wrap.len, wrap.breaks);
	lines = wrap_lines(&wrap, spans, spans_max);
	if (balanced && lines > 1)
		return narrow(&wrap, lines, spans, spans_max);
	if (has_orphan(spans, lines, face.em_px))
		return mend_orphan(&wrap, lines, spans, spans_max);
	return lines;
}
